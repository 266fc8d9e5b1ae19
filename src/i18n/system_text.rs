//! The words for what the operating system refuses. Its own are in its language and may name a
//! temporary file.

use std::io::ErrorKind;

use crate::tr;

/// Why something could not be read or written; follows a colon.
#[must_use]
pub fn system_error(kind: ErrorKind) -> String {
    let text = match kind {
        ErrorKind::NotFound => tr!("system-not-found"),
        ErrorKind::PermissionDenied => tr!("system-permission-denied"),
        ErrorKind::AlreadyExists => tr!("system-already-exists"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => tr!("system-storage-full"),
        ErrorKind::ReadOnlyFilesystem => tr!("system-read-only"),
        ErrorKind::IsADirectory => tr!("system-is-a-directory"),
        ErrorKind::NotADirectory => tr!("system-not-a-directory"),
        ErrorKind::InvalidFilename => tr!("system-invalid-name"),
        ErrorKind::InvalidData => tr!("system-invalid-data"),
        ErrorKind::FileTooLarge => tr!("system-too-large"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => tr!("system-busy"),
        ErrorKind::TimedOut | ErrorKind::Interrupted | ErrorKind::WouldBlock => {
            tr!("system-no-answer")
        }
        // The name that Rust gives it, for support.
        kind => return tr!("system-other", kind = format!("{kind:?}")),
    };
    text.to_owned()
}
