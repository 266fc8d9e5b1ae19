//! Writes the files that a person exports, never over another file.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};

/// How many names are tried if files with the same name exist.
const MAX_NAMES: u32 = 100;

/// A screenshot of the window.
#[derive(Debug, Clone)]
pub struct Screenshot {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue and alpha of each pixel, row by row.
    pub rgba: Vec<u8>,
}

/// The content of an exported file.
#[derive(Debug, Clone)]
pub enum Content {
    Csv(String),
    /// A text, and the extension of its file.
    Text(String, &'static str),
    Zip(Vec<u8>),
    /// Encoded as PNG when it is written.
    Png(Screenshot),
}

impl Content {
    fn extension(&self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Text(_, extension) => extension,
            Self::Zip(_) => "zip",
            Self::Png(_) => "png",
        }
    }

    fn into_bytes(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Csv(text) | Self::Text(text, _) => Ok(text.into_bytes()),
            Self::Zip(bytes) => Ok(bytes),
            Self::Png(screenshot) => encode_png(screenshot),
        }
    }
}

/// The downloads of this user, or the home directory where there are none.
#[must_use]
pub fn default_directory() -> PathBuf {
    let user = directories::UserDirs::new();
    let directory = user.map(|user| {
        user.download_dir()
            .unwrap_or_else(|| user.home_dir())
            .to_owned()
    });
    directory.unwrap_or_else(|| PathBuf::from("."))
}

/// Writes `content` about `subject` into `directory` and returns the path of the file.
///
/// # Errors
/// The file cannot be written. None is left behind then.
pub fn write(
    directory: &Path,
    subject: &str,
    at: Timestamp,
    content: Content,
) -> io::Result<PathBuf> {
    let extension = content.extension();
    let bytes = content.into_bytes()?;
    fs::create_dir_all(directory)?;
    let (mut file, path) = create_new(directory, &stem(subject, at), extension)?;
    let written = file.write_all(&bytes).and_then(|()| file.sync_all());
    written
        .inspect_err(|_| {
            if let Err(error) = fs::remove_file(&path) {
                tracing::warn!(%error, "the unfinished export cannot be removed");
            }
        })
        .map(|()| path.clone())
}

/// `pidash-192.168.1.124-8082-20261123-140312`.
fn stem(subject: &str, at: Timestamp) -> String {
    let subject: String = subject
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
    format!("pidash-{subject}-{time}")
}

/// The first name that is free: `stem.csv`, `stem-2.csv`, …
fn create_new(directory: &Path, stem: &str, extension: &str) -> io::Result<(File, PathBuf)> {
    for number in 1..=MAX_NAMES {
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

fn encode_png(screenshot: Screenshot) -> io::Result<Vec<u8>> {
    let Screenshot {
        width,
        height,
        rgba,
    } = screenshot;
    let image =
        image::RgbaImage::from_raw(width, height, rgba).ok_or(io::ErrorKind::InvalidInput)?;
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

    fn export(directory: &Path, content: Content) -> io::Result<PathBuf> {
        let at = "2026-11-23T14:03:12Z".parse().unwrap();
        write(directory, "192.168.1.124:8082", at, content)
    }

    #[test]
    fn no_file_is_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let directory = directory.path().join("new");
        let first = export(&directory, Content::Csv("time\r\n1\r\n".to_owned())).unwrap();
        let second = export(&directory, Content::Csv("time\r\n2\r\n".to_owned())).unwrap();
        assert_ne!(first, second);
        assert_eq!(fs::read_to_string(&first).unwrap(), "time\r\n1\r\n");
        let name = first.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            name.starts_with("pidash-192.168.1.124-8082-20261123-"),
            "{name}"
        );
    }

    #[test]
    fn a_screenshot_is_written_as_png() {
        let directory = tempfile::tempdir().unwrap();
        let screenshot = Screenshot {
            width: 2,
            height: 1,
            rgba: vec![255, 0, 0, 255, 0, 255, 0, 255],
        };
        let path = export(directory.path(), Content::Png(screenshot)).unwrap();
        let read = image::open(path).unwrap().into_rgba8();
        assert_eq!(read.get_pixel(1, 0).0, [0, 255, 0, 255]);
    }

    #[test]
    fn a_failed_export_leaves_no_file() {
        let directory = tempfile::tempdir().unwrap();
        let too_few_pixels = Screenshot {
            width: 2,
            height: 2,
            rgba: vec![0; 4],
        };
        assert!(export(directory.path(), Content::Png(too_few_pixels)).is_err());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_directory_that_cannot_be_created_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let directory = file.path().join("below-a-file");
        assert!(export(&directory, Content::Csv(String::new())).is_err());
    }
}
