//! What a world is made of.

use std::time::Duration;

use jiff::Timestamp;

/// What a world is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldConfig {
    /// Cameras that appear in each session, at most 500: more have no address on the onboarding network.
    pub devices: u16,
    /// Decides everything that looks like chance.
    pub seed: u64,
    /// Share of cameras whose first attempt fails: 0 never, 1 always, and then the retries fail too.
    pub fail_rate: f64,
    /// How long a session lasts.
    pub session_lifetime: Duration,
    /// Entries on the allowlist beside the few that every Pi has.
    pub allowlist: u32,
    /// What the Pi's clock shows when the world begins.
    pub epoch: Timestamp,
}

impl Default for WorldConfig {
    fn default() -> Self {
        Self {
            devices: 12,
            seed: 1,
            fail_rate: 0.15,
            session_lifetime: Duration::from_mins(30),
            allowlist: 0,
            epoch: Timestamp::UNIX_EPOCH,
        }
    }
}
