//! Opens lists beside the window's thread: from a path, or from the file dialog of the desktop.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use egui::Context;

use super::COALESCE;
use crate::{
    state::{action::ImportAction, import::csv_text::MAX_BYTES},
    store::list_file,
    ui::ListSource,
};

/// A dialog that was left and a desktop without one look the same from here.
const NOTHING_CHOSEN: &str = "No file was chosen. If no dialog came up, this desktop has none: type the path, drop the file on the window, or paste the list.";

/// Lists that wait to be looked at.
const WAITING: usize = 4;

/// Reads lists, and gives them out when they are there.
pub struct Opener {
    tell: SyncSender<ImportAction>,
    told: Receiver<ImportAction>,
}

impl Opener {
    pub fn new() -> Self {
        let (tell, told) = sync_channel(WAITING);
        Self { tell, told }
    }

    /// Begins to read; [`Opener::opened`] has what came of it.
    ///
    /// # Errors
    /// No thread could be started for it.
    pub fn begin(&self, source: ListSource, ctx: &Context) -> io::Result<()> {
        let (tell, ctx) = (self.tell.clone(), ctx.clone());
        thread::Builder::new()
            .name("pidash-open".to_owned())
            .spawn(move || {
                let read = path(source).map_or_else(
                    || ImportAction::Unreadable(NOTHING_CHOSEN.to_owned()),
                    |path| read(&path),
                );
                if tell.send(read).is_ok() {
                    ctx.request_repaint_after(COALESCE);
                }
            })?;
        Ok(())
    }

    /// What was read.
    pub fn opened(&self) -> Option<ImportAction> {
        self.told.try_recv().ok()
    }
}

fn read(path: &Path) -> ImportAction {
    match list_file::read(path, MAX_BYTES) {
        Ok(bytes) => ImportAction::Read(bytes.into()),
        Err(error) => {
            let why = format!("{} cannot be read: {error}", path.display());
            ImportAction::Unreadable(why)
        }
    }
}

fn path(source: ListSource) -> Option<PathBuf> {
    match source {
        ListSource::Dialog => rfd::FileDialog::new()
            .set_title("Open a list of cameras")
            .add_filter("Lists", &["csv", "tsv", "txt"])
            .add_filter("All files", &["*"])
            .pick_file(),
        ListSource::Path(path) => Some(from_home(path)),
    }
}

/// As a shell takes `~/list.csv`.
fn from_home(path: PathBuf) -> PathBuf {
    let Ok(rest) = path.strip_prefix("~") else {
        return path;
    };
    let user = directories::UserDirs::new();
    user.map_or_else(|| path.clone(), |user| user.home_dir().join(rest))
}
