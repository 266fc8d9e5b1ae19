//! A believable `PiOrchestrator` inside the binary, for the demo, for training and for tests.
//!
//! `world` holds the pure, seeded model; the rest serves it over HTTP, SSE and WebSocket on a real
//! socket, the only way in which the client talks to it.

mod active_faults;
mod answer;
mod bad_values;
mod control;
mod entities;
mod event_feed;
mod event_vocabulary;
mod faults;
mod faulty_answer;
mod listener;
mod log_buffer;
mod log_feed;
mod middleware;
mod monitor_feed;
mod optional_routes;
mod pi;
mod routes;
mod scenarios;
mod site;
mod system_health;
pub mod world;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    domain::{
        allowlist::AllowlistEntry,
        secret::ApiKey,
        session::{Session, SessionId},
    },
    simulator::{
        listener::{CuttableListener, RawAnswer},
        pi::Pi,
        world::{World, camera::Device},
    },
};

pub use crate::simulator::{
    event_vocabulary::Vocabulary,
    faults::{
        ActiveFault, BadValues, Calls, EventCorruption, Fault, FaultError, Form, FrameFault,
        HeaderFault, IdPlace, Service, StatusAnswer,
    },
    optional_routes::OptionalFeature,
    pi::{LoggedRequest, RequestCount},
    scenarios::Scenario,
    site::Site,
};

/// What to simulate. The default suits a demo.
#[derive(Debug, Clone)]
pub struct SimulatorConfig {
    /// Where to listen; port 0 picks a free port.
    pub listen: SocketAddr,
    /// The required key; `None` simulates a Pi in dev mode.
    pub api_key: Option<ApiKey>,
    /// The vocabulary of the events.
    pub vocabulary: Vocabulary,
    /// Whether events have no names, as from some builds.
    pub unnamed_events: bool,
    /// Cameras that appear in each session, at most 500.
    pub devices: u16,
    /// The seed of everything random.
    pub seed: u64,
    /// Simulated time per real time. Heartbeats stay in real time, as the timeouts of clients do.
    pub speed: f64,
    /// Share of cameras whose first attempt fails, 0 to 1. At 1 the retries fail too.
    pub fail_rate: f64,
    /// The lifetime of a session, in simulated time.
    pub session_lifetime: Duration,
    /// Additional allowlist entries.
    pub allowlist: u32,
    /// The site where the Pi is.
    pub site: Site,
    /// Time between two frames of the monitoring socket, in real time.
    pub tick: Duration,
    /// Time between two heartbeats of the event stream, in real time.
    pub heartbeat: Duration,
    /// Where the control interface listens on 127.0.0.1; port 0 picks a free port, `None`: nowhere.
    pub control_port: Option<u16>,
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
            site: Site::default(),
            tick: Duration::from_secs(5),
            heartbeat: Duration::from_secs(10),
            control_port: None,
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
            return wrong("the heartbeat interval must not be zero");
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
    control: Option<SocketAddr>,
    pi: Arc<Pi>,
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Starts one, on the tokio runtime that this is called in.
    ///
    /// # Errors
    /// The address cannot be bound, or a number is out of range.
    pub async fn start(config: SimulatorConfig) -> io::Result<Self> {
        config.check()?;
        let listener = TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        // Both ports before the first task, which would outlive an error.
        let control_listener = match config.control_port {
            Some(port) => Some(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?),
            None => None,
        };
        let pi = Arc::new(Pi::new(&config));
        let listener = CuttableListener::new(listener, Arc::clone(&pi));
        let router = routes::router(Arc::clone(&pi));
        let service = router.into_make_service_with_connect_info::<RawAnswer>();
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).await {
                tracing::error!(%error, "the simulator stopped serving");
            }
        });
        let driver = tokio::spawn({
            let pi = Arc::clone(&pi);
            async move { pi.run().await }
        });
        let mut tasks = vec![server, driver];
        let mut control = None;
        if let Some(listener) = control_listener {
            control = Some(listener.local_addr()?);
            let router = control::router(Arc::clone(&pi));
            tasks.push(tokio::spawn(async move {
                if let Err(error) = axum::serve(listener, router).await {
                    tracing::error!(%error, "the control interface stopped serving");
                }
            }));
        }
        Ok(Self {
            address,
            control,
            pi,
            tasks,
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

    /// The base URL of the control interface, if there is one.
    #[must_use]
    pub fn control_url(&self) -> Option<String> {
        self.control.map(|address| format!("http://{address}/_sim"))
    }

    /// Changes the required key; open connections stay open.
    pub fn set_api_key(&self, key: Option<ApiKey>) {
        self.pi.set_key(key);
    }

    /// The logged requests, oldest first, at most 4,096.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.pi.logged()
    }

    /// How many requests came with this method and a path, as sent, that contains `path`.
    #[must_use]
    pub fn count_requests(&self, method: &str, path: &str) -> RequestCount {
        self.pi.count_requests(method, path)
    }

    /// How many connections were accepted, without those refused while offline.
    #[must_use]
    pub fn accepted_connections(&self) -> u64 {
        self.pi.accepted_connections()
    }

    /// The cameras of the latest session, in the order of their discovery.
    #[must_use]
    pub fn devices(&self) -> Vec<Device> {
        self.pi.with_world(|world| world.latest_devices())
    }

    /// From the next session on, cameras appear only when they are switched on.
    pub fn switch_cameras_off(&self) {
        self.pi.with_world(World::switch_cameras_off);
    }

    /// The next camera of the latest session appears. False if all have.
    #[must_use]
    pub fn switch_camera_on(&self) -> bool {
        self.pi.with_world(World::switch_camera_on)
    }

    /// The latest session that no restart has interrupted, running or closed.
    #[must_use]
    pub fn latest_session(&self) -> Option<Session> {
        self.pi.with_world(|world| world.latest_session())
    }

    /// The sessions that can be recovered, newest first.
    #[must_use]
    pub fn recoverable_sessions(&self) -> Vec<SessionId> {
        let views = self.pi.with_world(|world| world.recoverable());
        views.into_iter().map(|view| view.session.id).collect()
    }

    /// The allowlist, sorted by MAC.
    #[must_use]
    pub fn allowlist(&self) -> Vec<AllowlistEntry> {
        self.pi.with_world(|world| world.allowlist())
    }

    /// Expires the recoverable sessions now.
    pub fn expire_recoverable_sessions(&self) {
        self.pi.with_world(World::expire_recoverable_sessions);
    }

    /// Stops the simulator and waits until its connections are closed.
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
