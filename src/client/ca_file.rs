//! Certificates of a CA file: trusted besides those of this computer, never instead of a check.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// The largest CA file that is read, in bytes: about four times the certificates of a usual
/// computer.
const MAX_BYTES: u64 = 1 << 20;

/// The certificates of a CA file. The default is none: only the certificates of this computer are
/// trusted.
#[derive(Debug, Clone, Default)]
pub struct CaCertificates(Arc<[CertificateDer<'static>]>);

/// Why a CA file cannot be used.
#[derive(Debug)]
pub enum CaFileError {
    /// It is not there, or cannot be read.
    Unreadable { path: PathBuf, reason: io::Error },
    /// There is no PEM certificate in it.
    NoCertificate { path: PathBuf },
    /// A certificate in it is damaged or of no known form.
    BadCertificate {
        path: PathBuf,
        /// Counted from 1.
        number: usize,
    },
}

impl CaCertificates {
    /// Reads a file with one or more PEM certificates.
    ///
    /// # Errors
    /// The file cannot be read, or one of its certificates cannot be used.
    pub fn read(path: &Path) -> Result<Self, CaFileError> {
        let path = path.to_owned();
        let bytes = match read(&path) {
            Ok(bytes) => bytes,
            Err(reason) => return Err(CaFileError::Unreadable { path, reason }),
        };
        let mut certificates = Vec::new();
        let mut probe = RootCertStore::empty();
        for (index, read) in CertificateDer::pem_slice_iter(&bytes).enumerate() {
            let certificate = read.ok();
            let is_usable = |found: &CertificateDer<'static>| probe.add(found.clone()).is_ok();
            let Some(certificate) = certificate.filter(is_usable) else {
                let number = index + 1;
                return Err(CaFileError::BadCertificate { path, number });
            };
            certificates.push(certificate);
        }
        if certificates.is_empty() {
            return Err(CaFileError::NoCertificate { path });
        }
        Ok(Self(certificates.into()))
    }

    /// Adds them to the certificates that are trusted.
    pub(super) fn add_to(&self, roots: &mut RootCertStore) {
        roots.add_parsable_certificates(self.0.iter().cloned());
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::fs;

    use super::*;

    const CA: &str = include_str!("../../tests/fixtures/tls/ca.pem");
    const OTHER: &str = include_str!("../../tests/fixtures/tls/other-ca.pem");

    fn read_text(text: &str) -> Result<CaCertificates, CaFileError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        CaCertificates::read(file.path())
    }

    #[test]
    fn every_certificate_of_a_file_is_read() {
        let read = read_text(&format!("a comment\n{CA}\n{OTHER}")).unwrap();
        let mut roots = RootCertStore::empty();
        read.add_to(&mut roots);
        assert_eq!(roots.len(), 2);
    }

    #[test]
    fn a_file_that_cannot_be_used_is_refused_with_the_reason() {
        let missing = CaCertificates::read(Path::new("/nowhere/ca.pem"));
        assert!(
            matches!(missing, Err(CaFileError::Unreadable { ref path, .. }) if path == Path::new("/nowhere/ca.pem")),
            "{missing:?}"
        );
        let key = include_str!("../../tests/fixtures/tls/server.key");
        for text in ["", "hello", key] {
            let read = read_text(text);
            assert!(
                matches!(read, Err(CaFileError::NoCertificate { .. })),
                "{read:?}"
            );
        }
        let cut = CA.replace('M', "");
        let read = read_text(&format!("{OTHER}{cut}"));
        assert!(
            matches!(read, Err(CaFileError::BadCertificate { number: 2, .. })),
            "{read:?}"
        );
        let read = read_text(&"x".repeat(2 << 20));
        assert!(
            matches!(read, Err(CaFileError::Unreadable { .. })),
            "{read:?}"
        );
    }
}
