//! The way to the window where there are no Unix sockets: a port of the loopback interface. It is in a
//! file that only this user can read, with a token that proves a second start to be of this user.

use std::{
    hash::{BuildHasher as _, RandomState},
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    time::Duration,
};

use crate::storage::atomic_file::{read_bounded, write_atomically};

pub(super) type Stream = TcpStream;

/// The length of the token in bytes.
const TOKEN_LENGTH: usize = 16;
/// A port, a space and the token.
const LONGEST: usize = 5 + 1 + TOKEN_LENGTH;
/// How long the window waits for the token. Meanwhile no other second start comes in.
const TOKEN_TIMEOUT: Duration = Duration::from_secs(1);

/// Where second starts come in.
pub(super) struct Listener {
    listener: TcpListener,
    token: String,
}

impl Listener {
    /// Replaces the file of a process that is gone.
    ///
    /// # Errors
    /// There is no free port, or the file cannot be written.
    pub(super) fn bind(path: &Path) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        // The system chooses the keys of this hash at random.
        let token = format!("{:016x}", RandomState::new().hash_one(port));
        write_atomically(path, format!("{port} {token}").as_bytes())?;
        Ok(Self { listener, token })
    }

    /// Waits for the next second start of this user. The connection of anything else is closed.
    ///
    /// # Errors
    /// None can come in.
    pub(super) fn accept(&self) -> io::Result<Stream> {
        loop {
            let (stream, _address) = self.listener.accept()?;
            if read_token(&stream).is_ok_and(|token| token == self.token.as_bytes()) {
                return Ok(stream);
            }
        }
    }
}

fn read_token(mut stream: &TcpStream) -> io::Result<[u8; TOKEN_LENGTH]> {
    stream.set_read_timeout(Some(TOKEN_TIMEOUT))?;
    let mut token = [0; TOKEN_LENGTH];
    stream.read_exact(&mut token)?;
    Ok(token)
}

/// Reaches the window whose port is in the file at `path`. It has `within` for each answer.
///
/// # Errors
/// None listens there.
pub(super) fn connect(path: &Path, within: Duration) -> io::Result<Stream> {
    let content = read_bounded(path, LONGEST)?.unwrap_or_default();
    let content = String::from_utf8_lossy(&content);
    let (port, token) = content.split_once(' ').ok_or(io::ErrorKind::InvalidData)?;
    let port: u16 = port.parse().map_err(io::Error::other)?;
    let address = (Ipv4Addr::LOCALHOST, port).into();
    let mut stream = TcpStream::connect_timeout(&address, within)?;
    stream.set_read_timeout(Some(within))?;
    stream.write_all(token.as_bytes())?;
    Ok(stream)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{fs, thread};

    use super::*;

    const WITHIN: Duration = Duration::from_secs(30);

    #[test]
    fn a_second_start_needs_the_token() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("window");
        let listener = Listener::bind(&path).unwrap();
        let known = fs::read_to_string(&path).unwrap();
        let (port, _word) = known.split_once(' ').unwrap();
        let another = directory.path().join("another");
        fs::write(&another, format!("{port} 0123456789abcdef")).unwrap();
        let mut stranger = connect(&another, WITHIN).unwrap();
        let second = thread::spawn(move || {
            let mut answer = String::new();
            let mut stream = connect(&path, WITHIN).unwrap();
            stream.read_to_string(&mut answer).unwrap();
            answer
        });
        // The stranger came first and is not taken for it.
        let mut stream = listener.accept().unwrap();
        stream.write_all(b"raised\n").unwrap();
        drop(stream);
        assert_eq!(second.join().unwrap(), "raised\n");
        assert_eq!(stranger.read(&mut [0]).unwrap_or_default(), 0, "closed");
    }

    #[test]
    fn what_a_killed_process_has_left_leads_nowhere_and_is_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("window");
        drop(Listener::bind(&path).unwrap());
        assert!(connect(&path, WITHIN).is_err(), "nobody listens");
        for damaged in ["", "8082", "port 0123456789abcdef", "0 0123456789abcdef"] {
            fs::write(&path, damaged).unwrap();
            assert!(connect(&path, WITHIN).is_err(), "{damaged}");
        }
        let listener = Listener::bind(&path).unwrap();
        connect(&path, WITHIN).unwrap();
        listener.accept().unwrap();
    }
}
