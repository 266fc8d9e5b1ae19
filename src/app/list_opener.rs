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
    features::allowlist::{
        intent::{ImportIntent, ListSource},
        list_reader::MAX_BYTES,
    },
    i18n,
    storage::list_file,
    tr,
};

/// Lists that wait to be looked at.
const WAITING: usize = 4;

/// Reads lists, and gives them out when they are there.
pub struct ListOpener {
    tell: SyncSender<ImportIntent>,
    told: Receiver<ImportIntent>,
}

impl ListOpener {
    pub fn new() -> Self {
        let (tell, told) = sync_channel(WAITING);
        Self { tell, told }
    }

    /// Begins to read; [`ListOpener::opened`] has what came of it.
    ///
    /// # Errors
    /// No thread could be started for it.
    pub fn begin(&self, source: ListSource, ctx: &Context) -> io::Result<()> {
        let (tell, ctx) = (self.tell.clone(), ctx.clone());
        let language = i18n::language();
        thread::Builder::new()
            .name("pidash-open".to_owned())
            .spawn(move || {
                i18n::set_language(language);
                // A dialog that was left and a desktop without one look the same from here.
                let read = path(source).map_or_else(
                    || ImportIntent::Unreadable(tr!("export-list-not-chosen")),
                    |path| read(&path),
                );
                if tell.send(read).is_ok() {
                    ctx.request_repaint_after(COALESCE);
                }
            })?;
        Ok(())
    }

    /// What was read.
    pub fn opened(&self) -> Option<ImportIntent> {
        self.told.try_recv().ok()
    }
}

fn read(path: &Path) -> ImportIntent {
    match list_file::read(path, MAX_BYTES) {
        Ok(bytes) => ImportIntent::Read(bytes.into()),
        Err(error) => {
            let (path, why) = (path.display().to_string(), error.to_string());
            ImportIntent::Unreadable(tr!("export-list-unreadable", path = path, why = why))
        }
    }
}

fn path(source: ListSource) -> Option<PathBuf> {
    match source {
        ListSource::Dialog => rfd::FileDialog::new()
            .set_title(tr!("export-list-dialog"))
            .add_filter(tr!("export-list-kind"), &["csv", "tsv", "txt"])
            .add_filter(tr!("export-list-any"), &["*"])
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
