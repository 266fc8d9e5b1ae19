//! Why what was typed or read is no camera, in the language of the person.

use crate::{domain::mac::MacParseError, tr};

/// Why a text is no MAC address.
#[must_use]
pub fn no_mac(error: &MacParseError) -> String {
    match error {
        MacParseError::BadCharacter { found, position } => tr!(
            "allowlist-mac-bad-character",
            found = found.to_string(),
            position = *position
        ),
        MacParseError::WrongLength(count) => tr!("allowlist-mac-wrong-length", count = *count),
        MacParseError::OddGrouping => tr!("allowlist-mac-odd-grouping"),
    }
}
