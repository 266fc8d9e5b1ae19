//! Tests of the world as a whole.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod restart;
mod rules;
mod story;

use super::{SessionId, Ssid, StepTimeouts, World, WorldConfig};

/// A world with one session that just started.
fn started(config: WorldConfig) -> (World, SessionId) {
    let mut world = World::new(config);
    let ssid = Ssid::new("ShopNet").unwrap();
    let session = world.start(&ssid, StepTimeouts::default()).unwrap();
    (world, session.session.id)
}
