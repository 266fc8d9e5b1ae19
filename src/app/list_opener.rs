//! Reads a list of cameras to import: from a path, or from the file dialog of the desktop.

use std::path::{Path, PathBuf};

use super::jobs::{JobAnswer, JobKind, Jobs};
use crate::{
    features::allowlist::{
        intent::{ImportIntent, ListSource},
        list_reader::{ListError, MAX_BYTES},
    },
    i18n,
    storage::list_file::{self, ListFileError},
    tr,
};

/// Starts a job that reads the list.
pub fn open_list(source: ListSource, jobs: &mut Jobs) {
    let language = i18n::language();
    jobs.start(JobKind::OpenList, move || {
        i18n::set_language(language);
        // A cancelled dialog cannot be distinguished from a desktop without dialogs.
        let list = path(source).map_or_else(
            || ImportIntent::Unreadable(ListError::NotChosen),
            |path| read(&path),
        );
        JobAnswer::List(list)
    });
}

fn read(path: &Path) -> ImportIntent {
    match list_file::read(path, MAX_BYTES) {
        Ok(bytes) => ImportIntent::Read(bytes.into()),
        Err(error) => {
            let path = path.to_owned();
            ImportIntent::Unreadable(match error {
                ListFileError::NotAFile => ListError::NotAFile(path),
                ListFileError::Io(error) => {
                    let why = error.to_string();
                    ListError::Io { path, why }
                }
            })
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
        ListSource::Path(path) => Some(expand_home(path)),
    }
}

/// Expands `~/list.csv` as a shell does.
fn expand_home(path: PathBuf) -> PathBuf {
    let Ok(rest) = path.strip_prefix("~") else {
        return path;
    };
    let user = directories::UserDirs::new();
    user.map_or_else(|| path.clone(), |user| user.home_dir().join(rest))
}
