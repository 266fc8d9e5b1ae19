//! The log of pidash: a file in the state directory that is rotated, 10 MB in all. Nothing here
//! panics: a panic inside the log could not be logged, and would end every thread that logs.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::state_directory;

/// Bytes of one file, and those of the line that fills it.
const SIZE: u64 = 2 << 20;
/// The number of old files that are kept.
const OLDER: usize = 4;

/// Its path: `pidash.log` in the state directory of this user.
#[must_use]
pub fn path() -> Option<PathBuf> {
    state_directory().map(|directory| directory.join("pidash.log"))
}

/// The file; older ones have numbers: `pidash.log.1` to `pidash.log.4`.
#[derive(Debug)]
pub struct LogFile {
    path: PathBuf,
    /// `None` after a rotation: the next line opens it.
    file: Option<File>,
    bytes: u64,
}

impl LogFile {
    /// Opens the file at `path`, and makes its directory if it is missing.
    ///
    /// # Errors
    /// The directory cannot be made, or the file in it cannot be written.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut log = Self {
            path: path.to_owned(),
            file: None,
            bytes: 0,
        };
        log.file()?;
        Ok(log)
    }

    fn file(&mut self) -> io::Result<&mut File> {
        let opened = if let Some(file) = self.file.take() {
            file
        } else {
            if let Some(directory) = self.path.parent() {
                fs::create_dir_all(directory)?;
            }
            let file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(&self.path)?;
            self.bytes = file.metadata()?.len();
            file
        };
        Ok(self.file.insert(opened))
    }

    /// Begins a new file. Where the old one cannot be moved away, its lines are lost: a log that ends
    /// for ever, or grows without bound, would be worse.
    fn rotate(&mut self) -> io::Result<()> {
        self.file = None;
        if self.move_files().is_err() {
            File::create(&self.path)?;
        }
        Ok(())
    }

    /// Moves each file to the next number; the last one is replaced.
    fn move_files(&self) -> io::Result<()> {
        for number in (0..OLDER).rev() {
            match fs::rename(self.numbered(number), self.numbered(number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn numbered(&self, number: usize) -> PathBuf {
        let mut path = self.path.clone();
        if number > 0 {
            path.as_mut_os_string().push(format!(".{number}"));
        }
        path
    }
}

impl Write for LogFile {
    /// Writes a whole line into one file.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.bytes >= SIZE {
            self.rotate()?;
        }
        self.file()?.write_all(line)?;
        self.bytes += line.len() as u64;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_rotated_and_never_grows_beyond_five_files() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state").join("pidash.log");
        let mut log = LogFile::open(&path).unwrap();
        let mut line = vec![b'x'; 1 << 18];
        for number in 0..60_u8 {
            line[0] = number;
            log.write_all(&line).unwrap();
        }
        let files: Vec<_> = fs::read_dir(path.parent().unwrap())
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(files.len(), 1 + OLDER);
        for file in files {
            assert!(file.metadata().unwrap().len() <= SIZE + line.len() as u64);
        }
        let begins = |number| fs::read(log.numbered(number)).unwrap()[0];
        assert_eq!([0, 1, 4].map(begins), [56, 48, 24], "the newest is first");
    }

    #[test]
    fn a_file_from_before_is_continued() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pidash.log");
        for line in ["first\n", "second\n"] {
            let mut log = LogFile::open(&path).unwrap();
            log.write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "first\nsecond\n");
    }

    #[test]
    fn a_directory_that_goes_away_is_an_error_until_it_is_there_again() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().join("state");
        let path = state.join("pidash.log");
        let mut log = LogFile::open(&path).unwrap();
        log.write_all(&vec![b'x'; usize::try_from(SIZE).unwrap()])
            .unwrap();
        fs::remove_dir_all(&state).unwrap();
        fs::write(&state, "in the way").unwrap();
        assert!(log.write_all(b"lost\n").is_err());
        assert!(log.write_all(b"lost\n").is_err());
        fs::remove_file(&state).unwrap();
        log.write_all(b"kept\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "kept\n");
    }

    #[test]
    fn a_log_that_cannot_be_rotated_begins_anew() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pidash.log");
        // A directory in the way of the oldest file.
        fs::create_dir_all(directory.path().join("pidash.log.4").join("full")).unwrap();
        fs::write(directory.path().join("pidash.log.3"), "").unwrap();
        let mut log = LogFile::open(&path).unwrap();
        for _ in 0..20 {
            log.write_all(&vec![b'x'; 1 << 18]).unwrap();
        }
        log.write_all(b"the last line").unwrap();
        let text = fs::read(&path).unwrap();
        assert!(text.ends_with(b"the last line"));
        assert!(text.len() as u64 <= SIZE + (1 << 18));
    }
}
