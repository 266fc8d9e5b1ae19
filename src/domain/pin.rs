//! The PIN of the kiosk's lock.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

/// Digits that a person types to open the lock. Prints as `[redacted]`, and is wiped when it is
/// dropped.
#[derive(Clone)]
pub struct Pin(SecretString);

/// Not 4 to 12 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPin;

impl Pin {
    /// The most digits that a PIN can have.
    pub const LONGEST: usize = 12;

    /// Takes 4 to 12 digits.
    ///
    /// # Errors
    /// The text is something else.
    pub fn new(text: &str) -> Result<Self, NotAPin> {
        let is_pin = (4..=Self::LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_pin {
            Ok(Self(SecretString::from(text)))
        } else {
            Err(NotAPin)
        }
    }

    /// The digits, for the hash alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_to_twelve_digits_are_a_pin_which_does_not_print() {
        for (text, is_pin) in [
            ("0000", true),
            ("123456789012", true),
            ("123", false),
            ("1234567890123", false),
            ("12a4", false),
            ("١٢٣٤", false),
            ("", false),
        ] {
            assert_eq!(Pin::new(text).is_ok(), is_pin, "{text}");
        }
        let printed = Pin::new("4711").map(|pin| format!("{pin:?}"));
        assert_eq!(printed.as_deref(), Ok("[redacted]"));
    }
}
