//! Restarts of the simulated Pi.

use std::{sync::Arc, time::Duration};

use crate::simulator::{Simulator, pi::Pi, world::World};

impl Simulator {
    /// Expires the recoverable sessions now.
    pub fn expire_recoverable_sessions(&self) {
        self.pi.with_world(World::expire_recoverable_sessions);
    }

    /// Restarts the Pi: all connections break, new ones are refused for `down_for`, and a running
    /// session can be recovered afterwards.
    pub fn restart(&self, down_for: Duration) {
        self.set_offline(true);
        self.pi.with_world(World::restart);
        let pi = Arc::clone(&self.pi);
        self.runtime
            .spawn(async move { come_back(&pi, down_for).await });
    }
}

async fn come_back(pi: &Pi, after: Duration) {
    tokio::time::sleep(after).await;
    pi.faults.send_modify(|faults| faults.offline = false);
}
