//! MAC addresses, parsed from every common spelling.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A 48-bit hardware address: the only identity of a camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MacAddr([u8; 6]);

/// Why a text is not a MAC address. Its text is for logs; `i18n::mac_error` is the sentence for
/// people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a MAC address: {self:?}")]
pub enum MacParseError {
    /// A character that is neither a hex digit nor a separator.
    BadCharacter {
        /// The offending character.
        found: char,
        /// 1-based position in the text.
        position: usize,
    },
    /// Twelve hex digits are needed.
    WrongLength(usize),
    /// A broadcast, multicast or all-zero address: it belongs to no single device (contract,
    /// section 5).
    NoSingleDevice,
    /// Separators are mixed or at odd places.
    OddGrouping,
}

impl MacAddr {
    /// The address with these six bytes, most significant first.
    #[must_use]
    pub const fn new(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// Whether it is neither zero nor a group address. The lowest bit of the first byte marks a group;
    /// broadcast is one.
    fn is_single_device(self) -> bool {
        self.0 != [0; 6] && self.0[0] & 1 == 0
    }

    /// The last four hex digits, `4A:4F`: what a technician reads from a label.
    #[must_use]
    pub const fn short(&self) -> ShortMac {
        ShortMac([self.0[4], self.0[5]])
    }

    /// The addresses before and after this one of the same maker. A camera has several in a row: its
    /// label may show another one than its WiFi station.
    #[must_use]
    pub fn neighbours(&self) -> [Self; 2] {
        let mut bytes = [0; 4];
        bytes[1..].copy_from_slice(&self.0[3..]);
        let number = u32::from_be_bytes(bytes);
        [number.wrapping_sub(1), number.wrapping_add(1)].map(|number| {
            let mut neighbour = self.0;
            neighbour[3..].copy_from_slice(&number.to_be_bytes()[1..]);
            Self(neighbour)
        })
    }
}

impl fmt::Display for MacAddr {
    /// Always `AA:BB:CC:DD:EE:FF`, as the Pi expects it (contract, section 5).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

/// Writes at most 6 bytes as `AA:BB`, in one piece: with a screen reader, a frame has hundreds of addresses.
fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut text = [b':'; 17];
    for (digits, byte) in text.chunks_mut(3).zip(bytes) {
        digits[0] = DIGITS[usize::from(byte >> 4)];
        digits[1] = DIGITS[usize::from(byte & 0xF)];
    }
    let text = &text[..(3 * bytes.len()).saturating_sub(1)];
    f.write_str(str::from_utf8(text).unwrap_or_default())
}

/// The last four hex digits of an address: `4A:4F`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShortMac([u8; 2]);

impl fmt::Display for ShortMac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl From<MacAddr> for String {
    fn from(mac: MacAddr) -> Self {
        mac.to_string()
    }
}

impl TryFrom<String> for MacAddr {
    type Error = MacParseError;

    fn try_from(text: String) -> Result<Self, MacParseError> {
        text.parse()
    }
}

impl FromStr for MacAddr {
    type Err = MacParseError;

    fn from_str(text: &str) -> Result<Self, MacParseError> {
        let text = text.trim();
        let wrong = |c: &char| !c.is_ascii_hexdigit() && !matches!(c, ':' | '-' | '.');
        if let Some((index, found)) = text.chars().enumerate().find(|(_, c)| wrong(c)) {
            let position = index + 1;
            return Err(MacParseError::BadCharacter { found, position });
        }
        let digits: Vec<u8> = text
            .chars()
            .filter_map(|c| c.to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        if digits.len() != 12 {
            return Err(MacParseError::WrongLength(digits.len()));
        }
        if !grouped_evenly(text) {
            return Err(MacParseError::OddGrouping);
        }
        let mac = Self(std::array::from_fn(|i| {
            digits[2 * i] << 4 | digits[2 * i + 1]
        }));
        if mac.is_single_device() {
            Ok(mac)
        } else {
            Err(MacParseError::NoSingleDevice)
        }
    }
}

/// Whether 12 hex digits have no separators, are in pairs separated by `:` or `-`, or in groups of
/// four separated by `.`.
fn grouped_evenly(text: &str) -> bool {
    let Some(separator) = text.chars().find(|c| !c.is_ascii_hexdigit()) else {
        return true;
    };
    let group_length = if separator == '.' { 4 } else { 2 };
    text.split(separator)
        .all(|group| group.len() == group_length && group.chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: MacAddr = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);

    /// All accepted spellings of 24:6F:28:10:4A:4F.
    #[test]
    fn neighbours_are_of_the_same_maker() {
        let mac = |x, y, z| MacAddr::new([0x24, 0x6F, 0x28, x, y, z]);
        let [before, after] = mac(0x10, 0x4A, 0xFF).neighbours();
        assert_eq!((before, after), (mac(0x10, 0x4A, 0xFE), mac(0x10, 0x4B, 0)));
        assert_eq!(mac(0, 0, 0).neighbours()[0], mac(0xFF, 0xFF, 0xFF));
    }

    #[test]
    fn every_common_spelling_is_the_same_address() {
        let digits = ["24", "6F", "28", "10", "4A", "4F"];
        let fours = ["246F", "2810", "4A4F"];
        let spellings = [
            digits.join(":"),
            digits.join("-"),
            digits.concat(),
            fours.join("."),
        ];
        let mixed = |text: &str| -> String {
            let odd = |(index, c): (usize, char)| match index % 2 {
                0 => c.to_ascii_lowercase(),
                _ => c,
            };
            text.chars().enumerate().map(odd).collect()
        };
        let mut tried = 0;
        for upper in spellings {
            for text in [upper.to_lowercase(), mixed(&upper), upper] {
                for text in [
                    text.clone(),
                    format!(" {text}"),
                    format!("{text}\r\n"),
                    format!("\t{text} "),
                ] {
                    assert_eq!(text.parse(), Ok(ADDRESS), "{text:?}");
                    tried += 1;
                }
            }
        }
        assert_eq!(tried, 48);
        assert_eq!(ADDRESS.to_string(), "24:6F:28:10:4A:4F");
        assert_eq!(ADDRESS.short().to_string(), "4A:4F");
    }

    proptest::proptest! {
        #[test]
        fn what_is_shown_is_read_back(bytes: [u8; 6]) {
            let mac = MacAddr::new(bytes);
            let is_one_device = bytes[0] & 1 == 0 && bytes != [0; 6];
            let expected = is_one_device.then_some(mac);
            proptest::prop_assert_eq!(mac.to_string().parse().ok(), expected);
        }
    }

    #[test]
    fn an_address_of_no_single_device_is_refused() {
        for text in [
            "FF:FF:FF:FF:FF:FF",
            "000000000000",
            "01-00-5E-00-00-FB",
            "3333.0000.0001",
            "25:6F:28:10:4A:4F",
        ] {
            let expected = Err(MacParseError::NoSingleDevice);
            assert_eq!(text.parse::<MacAddr>(), expected, "{text}");
        }
        assert!("00:00:00:00:00:01".parse::<MacAddr>().is_ok());
    }

    #[test]
    fn a_bad_spelling_says_what_is_wrong() {
        use MacParseError::{BadCharacter, OddGrouping, WrongLength};
        let bad = |found, position| BadCharacter { found, position };
        let cases = [
            ("", WrongLength(0)),
            ("24:6F:28:10:4A", WrongLength(10)),
            ("24:6F:28:10:4A:4F:00", WrongLength(14)),
            ("24:6F:28:1O:4A:4F", bad('O', 11)),
            ("24:6F:28 10:4A:4F", bad(' ', 9)),
            ("24:6F-28:10:4A:4F", OddGrouping),
            ("246F:2810:4A4F", OddGrouping),
            ("246F-2810-4A4F", OddGrouping),
            (":246F28104A4F", OddGrouping),
            ("24::6F:28:10:4A4F", OddGrouping),
            ("246F.28104A.4F", OddGrouping),
            ("246F28:104A4F", OddGrouping),
            ("24:6F:28:10:4A4F", OddGrouping),
            ("...", WrongLength(0)),
            ("2", WrongLength(1)),
            ("24:6F:28:10:4A:4", WrongLength(11)),
            ("246F28104A4F0", WrongLength(13)),
            ("4006381333931", WrongLength(13)),
            ("0x246F28104A4F", bad('x', 2)),
            ("24:6F:28:10:4A:4G", bad('G', 17)),
            ("24/6F/28/10/4A/4F", bad('/', 3)),
            ("24_6F_28_10_4A_4F", bad('_', 3)),
            ("24:6F:28:10:4A:4F,", bad(',', 18)),
            ("“246F28104A4F”", bad('“', 1)),
            ("24：6F", bad('：', 3)),
            ("２4:6F:28:10:4A:4F", bad('２', 1)),
            ("MAC 246F28104A4F", bad('M', 1)),
            ("2:46F:28:10:4A:4F", OddGrouping),
            ("24.6F.28.10.4A.4F", OddGrouping),
            ("246F28104A4F:", OddGrouping),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<MacAddr>(), Err(expected), "{text:?}");
        }
    }
}
