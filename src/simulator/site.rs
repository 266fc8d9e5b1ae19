//! The site where the simulated Pi is: its WiFi network, and what is special about its cameras.

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
}
