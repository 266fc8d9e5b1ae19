//! The site where the simulated Pi is: its WiFi network, and what is special about its cameras.

use crate::wire::{
    field::{Field, Int, Text},
    wifi_scan::ScannedNetworkDto,
};

/// A site. By default its network accepts every camera, and one camera is not on the allowlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// The passphrase of the first session is wrong: its cameras accept it and never join.
    pub first_passphrase_is_wrong: bool,
    /// The access point is WPA3 only: no camera ever joins it.
    pub is_wpa3_only: bool,
    /// Cameras with a weak signal: they accept the credentials and join at the second attempt.
    pub weak_cameras: u16,
    /// Cameras that join late: the Pi reports them as failed, and half a minute later as verified.
    pub late_cameras: u16,
    /// Cameras that are not on the allowlist, in sessions with at least three cameras.
    pub unlisted_cameras: u16,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            first_passphrase_is_wrong: false,
            is_wpa3_only: false,
            weak_cameras: 0,
            late_cameras: 0,
            unlisted_cameras: 1,
        }
    }
}

impl Site {
    /// Whether the network refuses all cameras of this session, counted from 1.
    #[must_use]
    pub fn refuses_session(self, number: u64) -> bool {
        self.is_wpa3_only || self.first_passphrase_is_wrong && number == 1
    }

    /// The networks that the Pi sees. That of the examples is the network of the site.
    #[must_use]
    pub fn networks_in_sight(self) -> Vec<ScannedNetworkDto> {
        let of_site = if self.is_wpa3_only { "WPA3" } else { "WPA2" };
        let networks = [
            ("ShopNet-24", 2_437, -52, of_site),
            ("ShopNet-24", 5_180, -60, of_site),
            ("RedeLoja-24", 2_412, -57, of_site),
            ("ShopNet-5G", 5_240, -58, "WPA2"),
            ("Neighbour", 2_462, -79, "WPA1 WPA2"),
            ("Terrace WPA3", 2_462, -74, "WPA3"),
            ("Office", 2_412, -70, "WPA2 802.1X"),
            ("Bakery guests", 2_412, -81, "Open"),
            ("", 2_437, -66, "WPA2"),
        ];
        let network =
            |(ssid, frequency, signal, security): (&str, i64, i64, &str)| ScannedNetworkDto {
                ssid: ssid.into(),
                signal: Field::Is(Int(signal)),
                frequency: Field::Is(Text(frequency.to_string())),
                security: security.into(),
                ..ScannedNetworkDto::default()
            };
        networks.map(network).into()
    }
}
