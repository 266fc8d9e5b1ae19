//! The two networks: the target, which the cameras join, and the onboarding network, where they
//! appear.

use std::fmt;

use crate::domain::{invisible::is_invisible, secret::Passphrase, wifi_code};

/// A network name of 1 to 32 bytes (contract, section 5). Spaces around it belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ssid(String);

/// Why a text is not a network name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SsidError {
    /// No character at all.
    Empty,
    /// The text of a WiFi QR code, which may hold a passphrase.
    WifiCode,
    /// Longer than 32 bytes in UTF-8.
    TooLong(usize),
}

impl Ssid {
    /// Takes a name as it is typed: nothing is trimmed.
    ///
    /// # Errors
    /// Empty, more than 32 bytes, or the text of a WiFi QR code.
    pub fn new(text: &str) -> Result<Self, SsidError> {
        match text.len() {
            0 => Err(SsidError::Empty),
            _ if wifi_code::is_code(text) => Err(SsidError::WifiCode),
            1..=32 => Ok(Self(text.to_owned())),
            length => Err(SsidError::TooLong(length)),
        }
    }

    /// The name, for the request body.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a person should look at: it is legal, and almost always a slip.
    #[must_use]
    pub fn slip(&self) -> Option<SsidSlip> {
        // Joins emoji and letters of some scripts.
        let joins = |c| matches!(c, '\u{200C}' | '\u{200D}');
        let is_odd = |c: &char| c.is_whitespace() && *c != ' ' || is_invisible(*c) && !joins(*c);
        if let Some(found) = self.0.chars().find(is_odd) {
            return Some(SsidSlip::Unseen(found));
        }
        if self.0.trim() != self.0 {
            return Some(SsidSlip::OuterSpace);
        }
        let mut escapes = self.0.split("\\x").skip(1);
        let is_byte = |text: &str| {
            let digits = text.get(..2);
            digits.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))
        };
        escapes.any(is_byte).then_some(SsidSlip::Escaped)
    }
}

/// A slip in a network name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SsidSlip {
    /// It starts or ends with a space.
    OuterSpace,
    /// It has this character, which looks like a space or like nothing.
    Unseen(char),
    /// It has `\x` and two digits, as tools print a byte that is no plain letter.
    Escaped,
}

impl fmt::Display for Ssid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the target network is protected.
#[derive(Debug, Clone)]
pub enum Security {
    /// No passphrase: an explicit choice, never implied by an empty field.
    Open,
    /// WPA with a passphrase or a 64-digit key.
    Wpa(Passphrase),
}

/// The network that the Pi opens for new cameras. Every field may be unknown: Pis send two
/// different forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnboardingNetwork {
    /// Its name, for example `DelicasaOnboard`.
    pub ssid: Option<String>,
    /// Whether it is up.
    pub is_active: Option<bool>,
    /// Devices on it.
    pub connected_devices: Option<u32>,
}

impl OnboardingNetwork {
    /// Whether cameras are on it: a radio that looks for networks would disturb them.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        self.connected_devices.is_some_and(|count| count > 0)
    }

    /// Merges the known fields of `newer` and keeps the rest.
    pub fn merge(&mut self, newer: Self) {
        let Self {
            ssid,
            is_active,
            connected_devices,
        } = newer;
        self.ssid = ssid.or_else(|| self.ssid.take());
        self.is_active = is_active.or(self.is_active);
        self.connected_devices = connected_devices.or(self.connected_devices);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ssid_is_1_to_32_bytes_and_keeps_its_spaces() {
        assert_eq!(Ssid::new(""), Err(SsidError::Empty));
        assert_eq!(Ssid::new(&"é".repeat(17)), Err(SsidError::TooLong(34)));
        assert!(Ssid::new(&"é".repeat(16)).is_ok());
        let spaced = Ssid::new(" ShopNet ").map(|s| s.as_str().to_owned());
        assert_eq!(spaced, Ok(" ShopNet ".to_owned()));
    }

    #[test]
    fn what_is_almost_always_a_slip_is_found_in_a_name() {
        for (name, slip) in [
            ("ShopNet", None),
            ("ShopNet ", Some(SsidSlip::OuterSpace)),
            ("ShopNet\u{A0}", Some(SsidSlip::Unseen('\u{A0}'))),
            ("Shop\u{200B}Net", Some(SsidSlip::Unseen('\u{200B}'))),
            ("Shop\tNet", Some(SsidSlip::Unseen('\t'))),
            (r"Ana\xe2\x80\x99s", Some(SsidSlip::Escaped)),
            (r"back\slash\xyz", None),
            ("Ana’s iPhone", None),
            ("Loja 👨\u{200D}👩\u{200D}👧", None),
            ("網路網99999", None),
        ] {
            assert_eq!(Ssid::new(name).map(|ssid| ssid.slip()), Ok(slip), "{name}");
        }
    }

    #[test]
    fn merging_keeps_what_the_newer_status_does_not_know() {
        let mut network = OnboardingNetwork {
            ssid: Some("DelicasaOnboard".to_owned()),
            is_active: Some(true),
            connected_devices: Some(3),
        };
        network.merge(OnboardingNetwork {
            is_active: Some(false),
            ..OnboardingNetwork::default()
        });
        assert_eq!(network.ssid.as_deref(), Some("DelicasaOnboard"));
        assert_eq!(network.is_active, Some(false));
        assert_eq!(network.connected_devices, Some(3));
    }
}
