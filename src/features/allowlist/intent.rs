//! What a person can do on the allowlist tab.

use std::path::PathBuf;

use super::list_reader::{Cell, List, ListError};
use crate::domain::{
    allowlist::{EntryNote, NewEntry},
    mac::MacAddr,
};

/// An action of a person on the allowlist tab.
#[derive(Debug, Clone)]
pub enum AllowlistIntent {
    /// The tab was opened or closed.
    Show(bool),
    /// Read the list now.
    Refresh,
    /// Stop the automatic retries of reading the list.
    StopRetrying,
    /// Add a camera.
    Add(NewEntry),
    /// Change the note of a camera.
    Edit(MacAddr, EntryNote),
    /// Give these cameras this description, unless that is undone in time.
    Describe(Vec<MacAddr>, String),
    /// Remove these cameras, unless that is undone in time.
    Remove(Vec<MacAddr>),
    /// Undo the latest removal or description of several cameras.
    Undo,
    /// Repeat the change of this camera that failed. What the Pi cannot change is removed and added
    /// again.
    TryAgain(MacAddr),
    /// Stop the automatic retries of that change.
    StopRetryingChange(MacAddr),
    /// Dismiss the failed change of this camera.
    DismissProblem(MacAddr),
    /// Remove all cameras.
    Clear,
    /// Dismiss the failure of that.
    DismissClearProblem,
    /// An action on the import page.
    Import(ImportIntent),
    /// Read a list of cameras.
    OpenList(ListSource),
}

/// An action of a person on the import page.
#[derive(Debug, Clone)]
pub enum ImportIntent {
    /// Preview this list, or say why it cannot be read.
    Preview(Result<List, ListError>),
    /// Take this column of the list, or none, for this cell.
    Choose(Cell, Option<usize>),
    /// Add the cameras of the previewed list.
    Start,
    /// Stop adding.
    Cancel,
    /// Leave the list or the result.
    Close,
}

/// The source of a list of cameras.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// A file that the person chooses in the file dialog of the desktop.
    Dialog,
    /// This file.
    Path(PathBuf),
    /// What the person has pasted.
    Text(String),
}
