//! The client against the simulator, and against misbehaving servers, over real sockets.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod allowlist;
mod bad_input;
mod calls;
mod check;
mod crowd;
mod event_vocabularies;
mod in_between;
mod monitor;
mod panics;
mod pi_log;
mod preflight;
mod reachability;
mod recovery;
mod session_reader;
mod session_reads;
mod stream;
mod tls;

use std::{sync::Arc, time::Duration};

use pidash::{
    client::{CaCertificates, ClientConfig, ClientHandle, ServerUrl, Timing},
    domain::{
        feature_flags::FeatureFlags,
        link_state::LinkState,
        network::{Security, Ssid},
        problem::Problem,
        secret::{ApiKey, Passphrase},
        session::{SessionId, SessionSnapshot, StartRequest, StepTimeouts},
    },
    messages::{Command, Event, Reply},
    simulator::{Calls, Fault, Simulator, SimulatorConfig},
};
use tokio::{
    sync::Notify,
    time::{Instant, sleep, timeout_at},
};

/// Longer than any wait of these tests takes.
const DEADLINE: Duration = Duration::from_secs(20);

/// A console without a window.
struct Console {
    backend: ClientHandle,
    woken: Arc<Notify>,
}

impl Console {
    fn open(url: &str, key: Option<&str>, timing: Timing) -> Self {
        let woken = Arc::new(Notify::new());
        let waker = Arc::clone(&woken);
        let config = ClientConfig {
            server: ServerUrl::parse(url).unwrap(),
            key: key.map(|key| ApiKey::new(key).unwrap()),
            timing,
            features: FeatureFlags::default(),
            extra_cas: CaCertificates::default(),
        };
        let backend = ClientHandle::connect(config, Arc::new(move || waker.notify_one())).unwrap();
        Self { backend, woken }
    }

    fn on(pi: &Simulator) -> Self {
        Self::open(&pi.url(), None, quick())
    }

    fn send(&self, command: Command) {
        self.backend.try_send(command).unwrap();
    }

    /// Returns the first event that `pick` accepts, and drops the others.
    async fn wait_for<T>(&mut self, what: &str, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        let deadline = Instant::now() + DEADLINE;
        let mut last = None;
        loop {
            while let Some(event) = self.backend.try_recv() {
                last = Some(format!("{event:?}"));
                if let Some(found) = pick(event) {
                    return found;
                }
            }
            let woken = timeout_at(deadline, self.woken.notified()).await;
            assert!(
                woken.is_ok(),
                "no {what} within {DEADLINE:?}; the last event was {last:?}"
            );
        }
    }

    async fn live(&mut self) {
        self.wait_for("live stream", |event| {
            matches!(event, Event::Stream(LinkState::Live { .. })).then_some(())
        })
        .await;
    }

    /// Why the stream is down.
    async fn retrying(&mut self) -> Box<Problem> {
        self.wait_for("retry", |event| match event {
            Event::Stream(LinkState::Retrying { problem, .. }) => Some(problem),
            _ => None,
        })
        .await
    }

    async fn snapshot(&mut self) -> Box<SessionSnapshot> {
        self.wait_for("snapshot", |event| match event {
            Event::Snapshot(snapshot) => Some(snapshot),
            _ => None,
        })
        .await
    }

    async fn reply(&mut self) -> Reply {
        self.wait_for("reply", |event| match event {
            Event::Reply(reply) => Some(reply),
            _ => None,
        })
        .await
    }

    /// Starts a session and waits for the answer of the Pi.
    async fn start(&mut self) -> Result<Box<SessionSnapshot>, Box<Problem>> {
        self.send(Command::Start(start_request()));
        match self.reply().await {
            Reply::Started(result) => result,
            other => panic!("{other:?}"),
        }
    }
}

fn start_request() -> StartRequest {
    StartRequest {
        ssid: Ssid::new("ShopNet").unwrap(),
        security: Security::Wpa(Passphrase::new("correct horse").unwrap()),
        timeouts: StepTimeouts::default(),
    }
}

/// The timing of production, scaled down.
fn quick() -> Timing {
    let milliseconds = Duration::from_millis;
    Timing {
        call_retries: [10, 20, 40].map(milliseconds),
        call_spacing: milliseconds(40),
        stream_retries: [20, 40, 80, 160, 320, 500].map(milliseconds),
        stream_retry_hint: (milliseconds(10), milliseconds(500)),
        poll_after: milliseconds(500),
        poll: milliseconds(50),
        hold_back: Duration::from_secs(20),
        refused_on_the_way: milliseconds(100),
        probe_every: milliseconds(50),
        network: milliseconds(200),
        ..Timing::default()
    }
}

/// A Pi that runs fifty times as fast, whose cameras do not fail at random.
async fn pi() -> Simulator {
    pi_with(SimulatorConfig::default()).await
}

async fn pi_with(config: SimulatorConfig) -> Simulator {
    let config = SimulatorConfig {
        devices: 4,
        speed: 50.0,
        fail_rate: 0.0,
        ..config
    };
    Simulator::start(config).await.unwrap()
}

/// A console with a session that it follows.
async fn running(pi: &Simulator) -> (Console, SessionId) {
    running_with(pi, quick()).await
}

async fn running_with(pi: &Simulator, timing: Timing) -> (Console, SessionId) {
    let mut console = Console::open(&pi.url(), None, timing);
    console.live().await;
    let id = console.start().await.unwrap().session.id;
    console.snapshot().await;
    (console, id)
}

fn fail(pi: &Simulator, path: &str, times: u32, failure: Fault) {
    pi.set_fault_for(failure, Calls::to(path).times(times));
}

/// Waits for a condition that no event reports.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !is_so() {
        assert!(Instant::now() < deadline, "not within {DEADLINE:?}: {what}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// How often a call was made, by method and a part of the path.
fn count(pi: &Simulator, method: &str, part: &str) -> usize {
    let requests = pi.requests();
    let these = requests
        .iter()
        .filter(|request| request.method == method && request.path.contains(part));
    these.count()
}
