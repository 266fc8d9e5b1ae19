//! A believable `PiOrchestrator` inside the binary, for the demo, for training and for tests.
//!
//! `world` is its pure, seeded heart; the rest puts it on a real loopback socket. The client meets it only there, so this may
//! know `domain` and `wire`, and must not know `backend`, `state` or `ui`.

mod answer;
mod entities;
mod event_feed;
mod event_vocabulary;
mod faults;
mod listener;
mod log_buffer;
mod log_feed;
mod middleware;
mod monitor_feed;
mod optional_routes;
mod pi;
mod restart;
mod routes;
mod system_health;
pub mod world;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, runtime::Handle, task::JoinHandle};

use crate::{
    domain::{allowlist::AllowlistEntry, secret::ApiKey},
    simulator::{listener::CuttableListener, pi::Pi, world::camera::Device},
};

pub use crate::simulator::{
    event_vocabulary::Vocabulary,
    faults::{CallFault, Mishap, RateLimit},
    optional_routes::Optional,
    pi::LoggedRequest,
};

/// What to simulate. The default is good for a demo.
#[derive(Debug, Clone)]
pub struct SimulatorConfig {
    /// Where to listen; port 0: any free one.
    pub listen: SocketAddr,
    /// The key to ask for; `None`: a Pi in dev mode.
    pub api_key: Option<ApiKey>,
    /// How it speaks of events.
    pub vocabulary: Vocabulary,
    /// Whether events come without names, as from some builds.
    pub unnamed_events: bool,
    /// Cameras that appear in each session, at most 500.
    pub devices: u16,
    /// Decides everything that looks like chance.
    pub seed: u64,
    /// How much faster than a clock the world runs. Heartbeats are not faster: a client's patience is not, either.
    pub speed: f64,
    /// Share of cameras whose first attempt fails: 0 never, 1 always, and then the retries fail too.
    pub fail_rate: f64,
    /// How long a session lasts, in the world's time.
    pub session_lifetime: Duration,
    /// Entries on the allowlist beside the few that every Pi has.
    pub allowlist: u32,
    /// Between two frames of the monitoring socket, whatever the speed of the world.
    pub tick: Duration,
    /// Between two signs of life on a silent event stream, in real seconds: a client's patience is real too.
    pub heartbeat: Duration,
}

impl Default for SimulatorConfig {
    fn default() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            api_key: None,
            vocabulary: Vocabulary::New,
            unnamed_events: false,
            devices: 12,
            seed: 1,
            speed: 1.0,
            fail_rate: 0.15,
            session_lifetime: Duration::from_mins(30),
            allowlist: 0,
            tick: Duration::from_secs(5),
            heartbeat: Duration::from_secs(10),
        }
    }
}

impl SimulatorConfig {
    /// The range of [`SimulatorConfig::speed`].
    const SPEEDS: std::ops::RangeInclusive<f64> = 0.01..=1000.0;

    fn check(&self) -> io::Result<()> {
        let wrong = |what| Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        if !Self::SPEEDS.contains(&self.speed) {
            return wrong("the speed must be between 0.01 and 1000");
        }
        if !(0.0..=1.0).contains(&self.fail_rate) {
            return wrong("the fail rate must be between 0 and 1");
        }
        if !(Duration::from_millis(1)..=Duration::from_hours(1)).contains(&self.tick) {
            return wrong("the tick must be between a millisecond and an hour");
        }
        if self.heartbeat.is_zero() {
            return wrong("between two heartbeats there must be some time");
        }
        if self.session_lifetime > Duration::from_hours(24) {
            return wrong("a session lasts at most a day");
        }
        Ok(())
    }
}

/// A running simulator. Dropping it ends its tasks and breaks its connections.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    pi: Arc<Pi>,
    runtime: Handle,
    tasks: [JoinHandle<()>; 2],
}

impl Simulator {
    /// Starts one, on the tokio runtime that this is called in.
    ///
    /// # Errors
    /// The address cannot be listened on, or a number makes no sense.
    pub async fn start(config: SimulatorConfig) -> io::Result<Self> {
        config.check()?;
        let listener = TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        let pi = Arc::new(Pi::new(&config));
        let listener = CuttableListener::new(listener, Arc::clone(&pi));
        let router = routes::router(Arc::clone(&pi));
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the simulator stopped serving");
            }
        });
        let driver = tokio::spawn({
            let pi = Arc::clone(&pi);
            async move { pi.live().await }
        });
        Ok(Self {
            address,
            pi,
            runtime: Handle::current(),
            tasks: [server, driver],
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for a client.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Asks for another key from now on; connections that are open stay open.
    pub fn set_api_key(&self, key: Option<ApiKey>) {
        self.pi.set_key(key);
    }

    /// The requests so far, oldest first; a very long list loses its beginning.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.pi.logged()
    }

    /// The cameras of the latest session as the Pi knows them, in the order in which they appeared.
    #[must_use]
    pub fn devices(&self) -> Vec<Device> {
        self.pi.with_world(|world| world.latest_devices())
    }

    /// The allowlist as the Pi knows it, by address.
    #[must_use]
    pub fn allowlist(&self) -> Vec<AllowlistEntry> {
        self.pi.with_world(|world| world.allowlist())
    }

    /// Ends it, and waits until its connections are gone.
    pub async fn shutdown(self) {
        self.end();
        self.pi.faults.closed().await;
    }

    fn end(&self) {
        self.set_offline(true);
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.end();
    }
}
