//! Files that a person asked for: written beside the window's thread, never over another file.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use jiff::{Timestamp, tz::TimeZone};

/// More exports than this at once wait for each other.
const WAITING: usize = 4;

/// A picture: width, height, and red, green, blue and alpha of each pixel.
#[derive(Debug, Clone)]
pub struct Screenshot {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Four bytes a pixel, row by row.
    pub rgba: Vec<u8>,
}

/// What is to be written.
#[derive(Debug, Clone)]
pub enum Content {
    /// A table.
    Csv(String),
    /// A text, and the ending of its name.
    Text(String, &'static str),
    /// A zip file.
    Zip(Vec<u8>),
    /// A picture, as PNG.
    Png(Screenshot),
}

/// Writes files into one directory and tells when each is there.
#[derive(Debug, Clone)]
pub struct Exports {
    directory: PathBuf,
    tell: SyncSender<io::Result<PathBuf>>,
    told: Arc<Mutex<Receiver<io::Result<PathBuf>>>>,
}

impl Exports {
    /// Into the downloads of this user, or the home directory where there are none.
    #[must_use]
    pub fn of_this_user() -> Self {
        let user = directories::UserDirs::new();
        let directory = user.map(|user| {
            user.download_dir()
                .unwrap_or_else(|| user.home_dir())
                .to_owned()
        });
        Self::into(directory.unwrap_or_else(|| PathBuf::from(".")))
    }

    /// Into this directory.
    #[must_use]
    pub fn into(directory: PathBuf) -> Self {
        let (tell, told) = sync_channel(WAITING);
        Self {
            directory,
            tell,
            told: Arc::new(Mutex::new(told)),
        }
    }

    /// Begins to write `content` about the Pi at `address`; `wake` is called once [`Exports::finished`] has an answer.
    ///
    /// # Errors
    /// No thread could be started for it.
    pub fn begin(
        &self,
        address: &str,
        at: Timestamp,
        content: Content,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<()> {
        let (directory, tell) = (self.directory.clone(), self.tell.clone());
        let stem = stem(address, at);
        thread::Builder::new()
            .name("pidash-export".to_owned())
            .spawn(move || {
                if tell.send(write(&directory, &stem, &content)).is_ok() {
                    wake();
                }
            })?;
        Ok(())
    }

    /// The file that was written, or why one could not be; once for each [`Exports::begin`].
    pub fn finished(&self) -> Option<io::Result<PathBuf>> {
        self.told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .try_recv()
            .ok()
    }
}

/// `pidash-192.168.1.124-8082-20261123-140312`.
fn stem(address: &str, at: Timestamp) -> String {
    let address: String = address
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let time = at.to_zoned(TimeZone::system()).strftime("%Y%m%d-%H%M%S");
    format!("pidash-{address}-{time}")
}

fn write(directory: &Path, stem: &str, content: &Content) -> io::Result<PathBuf> {
    fs::create_dir_all(directory)?;
    let extension = match content {
        Content::Csv(_) => "csv",
        Content::Text(_, extension) => extension,
        Content::Zip(_) => "zip",
        Content::Png(_) => "png",
    };
    let (mut file, path) = create_new(directory, stem, extension)?;
    match content {
        Content::Csv(text) | Content::Text(text, _) => file.write_all(text.as_bytes())?,
        Content::Zip(bytes) => file.write_all(bytes)?,
        Content::Png(picture) => file.write_all(&encode(picture)?)?,
    }
    Ok(path)
}

/// The first name that is free: `stem.csv`, `stem-2.csv`, …
fn create_new(directory: &Path, stem: &str, extension: &str) -> io::Result<(File, PathBuf)> {
    const TRIES: u32 = 100;
    for number in 1..TRIES {
        let suffix = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = directory.join(format!("{stem}{suffix}.{extension}"));
        match File::create_new(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn encode(picture: &Screenshot) -> io::Result<Vec<u8>> {
    let Screenshot {
        width,
        height,
        rgba,
    } = picture;
    let image = image::RgbaImage::from_raw(*width, *height, rgba.clone())
        .ok_or(io::ErrorKind::InvalidInput)?;
    let mut bytes = io::Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, image::ImageFormat::Png)
        .map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn exported(exports: &Exports, content: Content) -> PathBuf {
        let at = "2026-11-23T14:03:12Z".parse().unwrap();
        exports
            .begin("192.168.1.124:8082", at, content, || {})
            .unwrap();
        exports.told.lock().unwrap().recv().unwrap().unwrap()
    }

    #[test]
    fn files_are_written_and_none_is_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let exports = Exports::into(directory.path().join("new"));
        let first = exported(&exports, Content::Csv("time\r\n1\r\n".to_owned()));
        let second = exported(&exports, Content::Csv("time\r\n2\r\n".to_owned()));
        assert_ne!(first, second);
        assert_eq!(fs::read_to_string(&first).unwrap(), "time\r\n1\r\n");
        let name = first.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            name.starts_with("pidash-192.168.1.124-8082-20261123-"),
            "{name}"
        );
    }

    #[test]
    fn a_picture_is_a_png_with_its_pixels() {
        let directory = tempfile::tempdir().unwrap();
        let picture = Screenshot {
            width: 2,
            height: 1,
            rgba: vec![255, 0, 0, 255, 0, 255, 0, 255],
        };
        let path = exported(
            &Exports::into(directory.path().to_owned()),
            Content::Png(picture),
        );
        let read = image::open(path).unwrap().into_rgba8();
        assert_eq!(read.get_pixel(1, 0).0, [0, 255, 0, 255]);
    }

    #[test]
    fn a_directory_that_cannot_be_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let exports = Exports::into(file.path().join("below-a-file"));
        let at = "2026-11-23T14:03:12Z".parse().unwrap();
        exports
            .begin("pi", at, Content::Csv(String::new()), || {})
            .unwrap();
        assert!(exports.told.lock().unwrap().recv().unwrap().is_err());
    }
}
