//! Reads a list of cameras to import: from a path, the file dialog of the desktop, or a pasted text.

use std::path::{Path, PathBuf};

use super::jobs::{JobAnswer, JobKind, Jobs};
use crate::{
    features::allowlist::{
        intent::ListSource,
        list_reader::{self, List, ListError, MAX_BYTES},
    },
    i18n,
    storage::list_file::{self, ListFileError},
    tr,
    wire::camera_list,
};

/// Starts a job that reads the list.
pub fn open_list(source: ListSource, jobs: &mut Jobs) {
    let language = i18n::language();
    jobs.start(JobKind::OpenList, move || {
        i18n::set_language(language);
        JobAnswer::List(bytes_of(source).and_then(|bytes| list_of(&bytes)))
    });
}

fn bytes_of(source: ListSource) -> Result<Vec<u8>, ListError> {
    match source {
        ListSource::Dialog => {
            let path = rfd::FileDialog::new()
                .set_title(tr!("export-list-dialog"))
                .add_filter(tr!("export-list-kind"), &["csv", "tsv", "txt", "json"])
                .add_filter(tr!("export-list-any"), &["*"])
                .pick_file();
            // A cancelled dialog cannot be distinguished from a desktop without dialogs.
            bytes_of_file(&path.ok_or(ListError::NotChosen)?)
        }
        ListSource::Path(path) => bytes_of_file(&expand_home(path)),
        ListSource::Text(text) => Ok(text.into_bytes()),
    }
}

fn bytes_of_file(path: &Path) -> Result<Vec<u8>, ListError> {
    list_file::read(path, MAX_BYTES).map_err(|error| {
        let path = path.to_owned();
        match error {
            ListFileError::NotAFile => ListError::NotAFile(path),
            ListFileError::Io(error) => {
                let why = error.kind();
                ListError::Io { path, why }
            }
        }
    })
}

fn list_of(bytes: &[u8]) -> Result<List, ListError> {
    let text = list_reader::text_of(bytes)?;
    match camera_list::entries(&text) {
        Some(entries) => list_reader::read_entries(&entries),
        None => list_reader::read_text(&text),
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
