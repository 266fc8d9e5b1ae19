//! Secrets: they print as `[redacted]`, wipe their memory when they are dropped, and report why a
//! text is not valid. A caller that copies a secret has to wipe the copy; the buffers of the HTTP
//! and TLS libraries are not wiped.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::invisible::is_invisible;

/// The passphrase of the site's network. It cannot be printed; [`Passphrase::expose`] is for the
/// request body alone.
#[derive(Clone)]
pub struct Passphrase(SecretString);

/// Why a text is not a WPA passphrase (contract, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseError {
    /// Fewer than 8 characters.
    TooShort,
    /// More than 63 characters and not 64 hex digits.
    TooLong,
    /// This character is outside printable ASCII.
    NotPrintableAscii(char),
}

impl Passphrase {
    /// Checks without keeping: 8-63 printable ASCII characters, or 64 hex digits.
    ///
    /// # Errors
    /// Says which rule the text breaks and the one character that breaks it, never what the text is.
    pub fn check(text: &str) -> Result<(), PassphraseError> {
        if let Some(found) = text.chars().find(|c| !matches!(c, ' '..='~')) {
            return Err(PassphraseError::NotPrintableAscii(found));
        }
        match text.len() {
            0..8 => Err(PassphraseError::TooShort),
            8..=63 => Ok(()),
            64 if text.chars().all(|c| c.is_ascii_hexdigit()) => Ok(()),
            _ => Err(PassphraseError::TooLong),
        }
    }

    /// Takes a text that [`Passphrase::check`] accepts.
    ///
    /// # Errors
    /// As [`Passphrase::check`].
    pub fn new(text: &str) -> Result<Self, PassphraseError> {
        Self::check(text)?;
        Ok(Self(SecretString::from(text)))
    }

    /// The plain text, for the body of the one request that carries it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The key that a Pi asks for in `X-API-Key` (contract, section 2).
#[derive(Clone)]
pub struct ApiKey(SecretString);

/// Why a text cannot be an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyError {
    /// Nothing but white space.
    Empty,
    /// Pasted from more than one line.
    LineBreak,
    /// In quotes, which are hardly part of it.
    InQuotes,
    /// With its name in front: `API_KEY=…` or `X-API-Key: …`.
    WithName,
    /// Another character that no HTTP header can carry.
    NotAHeaderValue,
    /// Fewer than 8 characters.
    TooShort,
    /// More than 256 characters.
    TooLong,
}

impl ApiKey {
    /// Takes a key of 8 to 256 characters, without white space around it and without invisible
    /// characters, such as the byte order mark of a file.
    ///
    /// # Errors
    /// Empty, too short, too long, in quotes, with its name, or not fit for an HTTP header; never
    /// what the text is.
    pub fn new(text: &str) -> Result<Self, ApiKeyError> {
        Self::check(text)?;
        Ok(Self(SecretString::from(&**visible(text))))
    }

    /// Checks without keeping.
    ///
    /// # Errors
    /// As [`ApiKey::new`].
    pub fn check(text: &str) -> Result<(), ApiKeyError> {
        let key = visible(text);
        if key.is_empty() {
            return Err(ApiKeyError::Empty);
        }
        if key.contains(['\n', '\r']) {
            return Err(ApiKeyError::LineBreak);
        }
        if !key.chars().all(|c| matches!(c, ' '..='~')) {
            return Err(ApiKeyError::NotAHeaderValue);
        }
        if key.len() > 1 && key.starts_with(['"', '\'']) && key.ends_with(&key[..1]) {
            return Err(ApiKeyError::InQuotes);
        }
        if has_name(&key) {
            return Err(ApiKeyError::WithName);
        }
        match key.len() {
            0..8 => Err(ApiKeyError::TooShort),
            8..=256 => Ok(()),
            _ => Err(ApiKeyError::TooLong),
        }
    }

    /// A fingerprint that does not reveal the key: the first 6 hex digits of its SHA-256.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let [a, b, c, ..] = <[u8; 32]>::from(Sha256::digest(self.expose().as_bytes()));
        format!("{a:02x}{b:02x}{c:02x}")
    }

    /// The plain text, for the header of a request to the Pi it belongs to.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The text without what nobody sees.
fn visible(text: &str) -> Zeroizing<String> {
    let mut visible = Zeroizing::new(String::with_capacity(text.len()));
    visible.extend(text.chars().filter(|c| !is_invisible(*c)));
    let start = visible.len() - visible.trim_start().len();
    visible.drain(..start);
    let end = visible.trim_end().len();
    visible.truncate(end);
    visible
}

/// Whether a key begins with a word that names it. A key itself may contain `=`, for example at its
/// end.
fn has_name(key: &str) -> bool {
    key.split_once(['=', ':']).is_some_and(|(name, value)| {
        let name = name.trim().to_ascii_lowercase();
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
        name.ends_with("key") && name.chars().all(is_word) && !value.trim_matches('=').is_empty()
    })
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_8_to_63_printable_or_64_hex() {
        use PassphraseError::{NotPrintableAscii, TooLong, TooShort};
        let check = Passphrase::check;
        assert_eq!(check("1234567"), Err(TooShort));
        assert_eq!(check("12345678"), Ok(()));
        assert_eq!(check(" spaces are kept "), Ok(()));
        assert_eq!(check(&"x".repeat(63)), Ok(()));
        assert_eq!(check(&"x".repeat(64)), Err(TooLong));
        assert_eq!(check(&"aF".repeat(32)), Ok(()));
        assert_eq!(check(&"a".repeat(65)), Err(TooLong));
        assert_eq!(check("senha forte é"), Err(NotPrintableAscii('é')));
        assert_eq!(check("tab\tinside"), Err(NotPrintableAscii('\t')));
    }

    #[test]
    fn secrets_do_not_print() {
        let passphrase = Passphrase::new("correct horse").map(|p| format!("{p:?}"));
        assert_eq!(passphrase, Ok("[redacted]".to_owned()));
        let key = ApiKey::new("key-1234\n").map(|k| (format!("{k:?}"), k.expose().len()));
        assert_eq!(key, Ok(("[redacted]".to_owned(), 8)));
    }

    #[test]
    fn a_key_must_fit_a_header_and_have_8_to_256_characters() {
        use ApiKeyError::{Empty, LineBreak, NotAHeaderValue, TooLong, TooShort};
        let check = ApiKey::check;
        assert_eq!(check(" \n"), Err(Empty));
        assert_eq!(check("two-lines\nof-it"), Err(LineBreak));
        assert_eq!(check("chave-secret\u{e1}"), Err(NotAHeaderValue));
        assert_eq!(check("  1234567  "), Err(TooShort));
        assert_eq!(check("  12345678\r\n"), Ok(()));
        assert_eq!(check(&"k".repeat(256)), Ok(()));
        assert_eq!(check(&"k".repeat(257)), Err(TooLong));
    }

    #[test]
    fn a_key_file_of_another_program_is_read_or_refused_with_the_reason() {
        use ApiKeyError::{InQuotes, LineBreak, WithName};
        let read = |text| ApiKey::new(text).map(|key| key.expose().to_owned());
        let key = Ok("k3y-for-tests".to_owned());
        assert_eq!(read("\u{feff}k3y-for-tests\r\n"), key);
        assert_eq!(read("k3y-\u{200b}for-tests\u{200d}"), key);
        assert_eq!(read("\"k3y-for-tests\"\n"), Err(InQuotes));
        assert_eq!(read("'k3y-for-tests'"), Err(InQuotes));
        for named in [
            "API_KEY=k3y-for-tests",
            "export PIDASH_KEY=k3y",
            "X-API-Key: k3y-for-tests",
        ] {
            assert_eq!(read(named), Err(WithName), "{named}");
        }
        assert_eq!(read("k3y-for-tests\nX-Evil: 1"), Err(LineBreak));
        for allowed in ["bW9ua2V5==", "name:passphrase", "a=b=c=d=e"] {
            assert_eq!(read(allowed), Ok(allowed.to_owned()));
        }
    }

    #[test]
    fn a_fingerprint_is_the_beginning_of_the_sha256() {
        // sha256("password") = 5e884898da28…, a well-known test value.
        let fingerprint = ApiKey::new("password").map(|key| key.fingerprint());
        assert_eq!(fingerprint, Ok("5e8848".to_owned()));
    }
}
