//! What a person can do with the allowlist.

use std::{path::PathBuf, sync::Arc};

use crate::domain::{
    allowlist::{EntryNote, NewEntry},
    mac::MacAddr,
};

/// What a person asks for on the allowlist tab.
#[derive(Debug, Clone)]
pub enum AllowlistIntent {
    /// The tab is open from now on, or is not.
    Show(bool),
    /// Read it again now.
    Refresh,
    /// Do not read it again by itself until that is asked for.
    StopRetrying,
    /// Approve a camera.
    Add(NewEntry),
    /// Write this about an approved camera.
    Edit(MacAddr, EntryNote),
    /// Take a camera off the list, unless that is undone in time.
    Remove(MacAddr),
    /// Take the latest removal back.
    Undo,
    /// Do again what failed with this camera.
    TryAgain(MacAddr),
    /// Take away what failed with this camera.
    DismissProblem(MacAddr),
    /// Take all cameras off the list.
    Clear,
    /// Take away that this failed.
    DismissClearProblem,
    /// Something about adding many cameras at once.
    Import(ImportIntent),
    /// Read a list of cameras from a file.
    OpenList(ListSource),
}

/// What a person asks for on the import page.
#[derive(Debug, Clone)]
pub enum ImportIntent {
    /// Look at this list.
    Read(Arc<[u8]>),
    /// A list could not be read: why.
    Unreadable(String),
    /// Add what can be added of it.
    Start,
    /// Add no more of it.
    Cancel,
    /// Forget it.
    Close,
}

/// Where a list of cameras is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// The file that the person chooses in the file dialog of the desktop.
    Dialog,
    /// This file.
    Path(PathBuf),
}
