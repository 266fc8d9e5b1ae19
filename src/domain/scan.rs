//! What a barcode scanner has typed: the label of a camera, a WiFi code, or something else.

use super::{
    mac::{MacAddr, MacParseError},
    mac_input,
    wifi_code::{self, WifiCode},
};

/// A code that was scanned. An unknown text is not kept: it may be a passphrase.
pub enum Scan {
    Camera(MacAddr),
    /// A broadcast, multicast or all-zero address.
    NoSingleCamera,
    Network(WifiCode),
    /// A WiFi code that names no network.
    UnreadableNetwork,
    Unknown,
}

impl Scan {
    /// Whether it is a label or a WiFi code.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::NoSingleCamera)
    }

    /// Reads a code. `typed`: its characters in the keyboard layout of this computer; `us`: what the same
    /// keys are on a US keyboard, for which most scanners are set up, if all of them are known.
    #[must_use]
    pub fn read(typed: &str, us: Option<&str>) -> Self {
        let readings = || [Some(typed), us].into_iter().flatten();
        // A reading in small letters is that of a keyboard with Caps Lock.
        let is_code = |text: &&str| wifi_code::is_start_of_code(text);
        let in_capitals = readings().find(|text| text.trim_start().starts_with("WIFI:"));
        if let Some(text) = in_capitals.or_else(|| readings().find(is_code)) {
            return wifi_code::parse(text).map_or(Self::UnreadableNetwork, Self::Network);
        }
        let addresses = || readings().map(mac_input::parse);
        if let Some(mac) = addresses().find_map(Result::ok) {
            return Self::Camera(mac);
        }
        let is_group = |address| address == Err(MacParseError::NoSingleDevice);
        if addresses().any(is_group) {
            Self::NoSingleCamera
        } else {
            Self::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str, us: Option<&str>) -> String {
        match Scan::read(typed, us) {
            Scan::Camera(mac) => mac.to_string(),
            Scan::NoSingleCamera => "no single camera".to_owned(),
            Scan::Network(code) => format!("{} / {}", code.ssid, *code.passphrase),
            Scan::UnreadableNetwork => "unreadable".to_owned(),
            Scan::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn a_label_is_read_in_every_spelling_and_keyboard_layout() {
        const LABEL: &str = "24:6F:28:AA:4A:4F";
        for (typed, us) in [
            ("246F28AA4A4F", None),
            ("24:6f:28:aa:4a:4f", None),
            ("24-6F-28-AA-4A-4F", Some("24-6F-28-AA-4A-4F")),
            ("*246F28AA4A4F*", None),
            ("MAC:246F28AA4A4F", None),
            // A scanner for a US keyboard on a Brazilian, a German, a Czech and a Belgian one.
            ("24Ç6FÇ28ÇAAÇ4AÇ4F", Some("24:6F:28:AA:4A:4F")),
            ("24Ö6FÖ28ÖAAÖ4AÖ4F", Some("24:6F:28:AA:4A:4F")),
            ("ěč\"žF\"ěá\"AA\"čA\"čF", Some("24:6F:28:AA:4A:4F")),
            ("é'§Fé!QQ'Q'F", Some("246F28AA4A4F")),
        ] {
            assert_eq!(read(typed, us), LABEL, "{typed}");
        }
    }

    #[test]
    fn a_wifi_code_is_read_in_every_keyboard_layout_with_its_capitals() {
        const CODE: &str = "WIFI:S:Loja;T:WPA;P:aB:1;;";
        for (typed, us) in [
            (CODE, None),
            (CODE, Some(CODE)),
            ("WIFIÇSÇLojaçTÇWPAçPÇaBÇ1çç", Some(CODE)),
            ("wifi:s:lOJA;t:wpa;p:Ab:1;;", Some(CODE)),
            // A scanner that is set to the layout of the computer: the keys are no US keys.
            (CODE, Some("WIFI>S>Loja<T>WPA<P>aB>1<<")),
        ] {
            assert_eq!(read(typed, us), "Loja / aB:1", "{typed}");
        }
        assert_eq!(read("WIFI:T:WPA;P:abcd1234;;", None), "unreadable");
    }

    #[test]
    fn what_is_neither_is_not_taken() {
        for (typed, expected) in [
            ("4006381333931", "unknown"),
            ("https://example.com/24:6F:28:AA:4A:4F", "unknown"),
            ("correct horse", "unknown"),
            ("246F28AA4A4", "unknown"),
            ("", "unknown"),
            ("FF:FF:FF:FF:FF:FF", "no single camera"),
            ("000000000000", "no single camera"),
            ("01:00:5E:00:00:FB", "no single camera"),
        ] {
            assert_eq!(read(typed, None), expected, "{typed}");
        }
    }
}
