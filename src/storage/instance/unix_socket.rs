//! The way to the window where there are Unix sockets.

use std::{
    fs, io,
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    time::Duration,
};

pub(super) type Stream = UnixStream;

/// Where second starts come in.
pub(super) struct Listener(UnixListener);

impl Listener {
    /// Replaces the socket of a process that is gone.
    ///
    /// # Errors
    /// The socket cannot be made.
    pub(super) fn bind(path: &Path) -> io::Result<Self> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        UnixListener::bind(path).map(Self)
    }

    /// Waits for the next second start.
    ///
    /// # Errors
    /// None can come in.
    pub(super) fn accept(&self) -> io::Result<Stream> {
        let (stream, _address) = self.0.accept()?;
        Ok(stream)
    }
}

/// Reaches the window that listens at `path`. It has `within` for each answer.
///
/// # Errors
/// None listens there.
pub(super) fn connect(path: &Path, within: Duration) -> io::Result<Stream> {
    let stream = UnixStream::connect(path)?;
    stream.set_read_timeout(Some(within))?;
    Ok(stream)
}
