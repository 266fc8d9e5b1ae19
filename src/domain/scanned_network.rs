//! The WiFi networks that a Pi sees around it.

/// An access point that the Pi has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannedNetwork {
    /// Its name, cleaned and cut; may be anything that a stranger has typed.
    pub ssid: String,
    /// `None`: the Pi did not say.
    pub band: Option<Band>,
    pub signal_dbm: Option<i16>,
    pub protection: Protection,
}

/// Where an access point sends. The radio of an ESP32 has 2.4 GHz only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    Ghz2_4,
    /// 5 or 6 GHz.
    Higher,
}

/// How an access point is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    Open,
    /// A passphrase that WPA or WPA2 takes, perhaps WPA3 too.
    Passphrase,
    /// A passphrase that only WPA3 takes.
    Wpa3Only,
    /// A name and a password for each person (802.1X).
    Enterprise,
    /// Something that this console does not know.
    Unknown,
}

impl Protection {
    /// Reads the words of a Pi, which passes on those of `nmcli`, `iwlist` or `wpa_cli`.
    #[must_use]
    pub fn of_words(words: &str) -> Self {
        let words = words.trim().to_ascii_lowercase();
        if matches!(words.as_str(), "open" | "none" | "--" | "off") {
            return Self::Open;
        }
        if ["802.1x", "eap", "enterprise"]
            .iter()
            .any(|word| words.contains(word))
        {
            return Self::Enterprise;
        }
        let is_wpa3 = words.contains("wpa3") || words.contains("sae");
        // “WPA3-PSK” has only WPA3, “SAE PSK” both.
        let others = words.replace("wpa3-psk", "").replace("wpa3", "");
        let is_older = ["wpa", "rsn", "psk"]
            .iter()
            .any(|word| others.contains(word));
        match (is_older, is_wpa3) {
            (true, _) => Self::Passphrase,
            (false, true) => Self::Wpa3Only,
            (false, false) => Self::Unknown,
        }
    }
}

impl Band {
    /// The band of a frequency: `2437`, `2437 MHz`, `2.437 GHz`, `5 GHz`.
    #[must_use]
    pub fn of_frequency(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
        let number: f64 = text[..end.unwrap_or(text.len())].parse().ok()?;
        let megahertz = if number < 100.0 {
            number * 1_000.0
        } else {
            number
        };
        match megahertz {
            2_400.0..2_500.0 => Some(Self::Ghz2_4),
            4_900.0..7_200.0 => Some(Self::Higher),
            _ => None,
        }
    }

    /// The band of a channel. The channels of 6 GHz have the same numbers: whoever means those says
    /// the frequency.
    #[must_use]
    pub fn of_channel(channel: u32) -> Option<Self> {
        match channel {
            1..=14 => Some(Self::Ghz2_4),
            32..=196 => Some(Self::Higher),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_each_tool_are_understood() {
        use Protection::{Enterprise, Open, Passphrase, Unknown, Wpa3Only};
        for (words, protection) in [
            ("WPA2", Passphrase),
            ("WPA1 WPA2", Passphrase),
            ("WPA2/WPA3", Passphrase),
            ("WPA2 WPA3", Passphrase),
            ("[WPA2-PSK-CCMP][ESS]", Passphrase),
            ("RSN", Passphrase),
            ("SAE PSK", Passphrase),
            ("wpa", Passphrase),
            ("WPA3", Wpa3Only),
            ("WPA3-Personal", Wpa3Only),
            ("WPA3-PSK", Wpa3Only),
            ("SAE", Wpa3Only),
            ("WPA2-EAP", Enterprise),
            ("WPA2 802.1X", Enterprise),
            ("WPA3 Enterprise", Enterprise),
            ("Open", Open),
            ("none", Open),
            ("--", Open),
            ("", Unknown),
            ("WEP", Unknown),
            ("OWE", Unknown),
        ] {
            assert_eq!(Protection::of_words(words), protection, "{words}");
        }
    }

    #[test]
    fn a_band_is_known_by_frequency_or_channel() {
        for (text, band) in [
            ("2437", Some(Band::Ghz2_4)),
            ("2437 MHz", Some(Band::Ghz2_4)),
            ("2.412 GHz", Some(Band::Ghz2_4)),
            ("5180.0", Some(Band::Higher)),
            ("5 GHz", Some(Band::Higher)),
            ("6115", Some(Band::Higher)),
            ("0", None),
            ("900", None),
            ("", None),
            ("fast", None),
            ("1e3", None),
        ] {
            assert_eq!(Band::of_frequency(text), band, "{text}");
        }
        assert_eq!(Band::of_channel(13), Some(Band::Ghz2_4));
        assert_eq!(Band::of_channel(36), Some(Band::Higher));
        assert_eq!(Band::of_channel(0), None);
    }
}
