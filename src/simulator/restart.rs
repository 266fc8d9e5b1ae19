//! The Pi loses its power and comes back.

use std::{sync::Arc, time::Duration};

use crate::simulator::{Simulator, pi::Pi, world::World};

impl Simulator {
    /// Lets the sessions that can be recovered run out, now.
    pub fn let_interrupted_run_out(&self) {
        self.pi.with_world(World::let_interrupted_run_out);
    }

    /// Restarts the Pi: every connection breaks, it refuses new ones for this long, and a session that ran can be recovered
    /// afterwards.
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
