//! The configuration of a world.

use std::time::Duration;

use jiff::Timestamp;

/// The configuration of a world.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldConfig {
    /// Cameras that appear in each session, at most 500, the addresses of the onboarding network.
    pub devices: u16,
    /// The seed of everything random.
    pub seed: u64,
    /// Share of cameras whose first attempt fails, 0 to 1. At 1 the retries fail too.
    pub fail_rate: f64,
    /// The lifetime of a session.
    pub session_lifetime: Duration,
    /// Additional allowlist entries.
    pub allowlist: u32,
    /// The time on the Pi's clock at the start.
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
