//! The running Pi: the world, the clock that drives it, and the state that all connections share.
//!
//! The only place that converts between simulated and real time.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::{
    runtime::Handle,
    sync::{Notify, broadcast, watch},
    time::Instant,
};

use crate::{
    domain::{secret::ApiKey, session::SessionId},
    simulator::{
        SimulatorConfig,
        active_faults::{EVENTS_PATH, Faults},
        event_vocabulary::EventFormat,
        faults::Fault,
        log_buffer::LogBuffer,
        world::{World, WorldConfig},
    },
};

/// A subscriber further behind is disconnected.
const FEED_CAPACITY: usize = 1024;

/// Frames buffered for a slow monitoring socket.
const MONITOR_CAPACITY: usize = 16;

/// Older requests are dropped.
const LOG_CAPACITY: usize = 4096;

/// More kinds of requests are not counted.
const COUNTED_KINDS: usize = 4096;

/// One chunk of the event stream.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The session it belongs to; `None`: for all streams.
    pub(super) session: Option<SessionId>,
    /// The bytes to write.
    pub(super) bytes: Bytes,
}

/// A logged request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// The query.
    pub query: Option<String>,
    /// Whether it had an `X-API-Key` header, right or wrong.
    pub had_key: bool,
}

/// How often a kind of request came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestCount {
    /// All of them.
    pub all: u64,
    /// Those with an `X-API-Key` header, right or wrong.
    pub with_key: u64,
}

/// What all connections share.
#[derive(Debug)]
pub(super) struct Pi {
    /// The required key.
    api_key: Mutex<Option<ApiKey>>,
    pub(super) format: EventFormat,
    pub(super) faults: watch::Sender<Faults>,
    world: Mutex<World>,
    switched_on: Instant,
    pub(super) runtime: Handle,
    speed: f64,
    seed: u64,
    answers: AtomicU64,
    pings: AtomicU64,
    refused_connections: AtomicU64,
    accepted_connections: AtomicU64,
    changed: Notify,
    feed: broadcast::Sender<Frame>,
    /// Time between two heartbeats of the event stream.
    pub(super) heartbeat: Duration,
    /// Time between two frames of the monitoring socket.
    pub(super) tick: Duration,
    /// Injected frames for the monitoring sockets.
    monitor: broadcast::Sender<Arc<str>>,
    log: Mutex<VecDeque<LoggedRequest>>,
    /// By method and path.
    counts: Mutex<BTreeMap<(String, String), RequestCount>>,
    /// The log of the Pi.
    pub(super) log_buffer: LogBuffer,
}

impl Pi {
    pub(super) fn new(config: &SimulatorConfig) -> Self {
        let world = World::new(WorldConfig {
            devices: config.devices,
            seed: config.seed,
            fail_rate: config.fail_rate,
            session_lifetime: config.session_lifetime,
            allowlist: config.allowlist,
            site: config.site,
            epoch: Timestamp::now(),
        });
        let format = EventFormat {
            vocabulary: config.vocabulary,
            unnamed: config.unnamed_events,
        };
        Self {
            api_key: Mutex::new(config.api_key.clone()),
            format,
            faults: watch::Sender::new(Faults::default()),
            world: Mutex::new(world),
            switched_on: Instant::now(),
            runtime: Handle::current(),
            speed: config.speed,
            seed: config.seed,
            answers: AtomicU64::new(0),
            pings: AtomicU64::new(0),
            refused_connections: AtomicU64::new(0),
            accepted_connections: AtomicU64::new(0),
            changed: Notify::new(),
            feed: broadcast::Sender::new(FEED_CAPACITY),
            heartbeat: config.heartbeat,
            tick: config.tick,
            monitor: broadcast::Sender::new(MONITOR_CAPACITY),
            log: Mutex::default(),
            counts: Mutex::default(),
            log_buffer: LogBuffer::default(),
        }
    }

    /// Runs `act` on the world at the current time and publishes the events that result.
    pub(super) fn with_world<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.up_to_date();
        let answer = act(&mut world);
        self.publish_events(&mut world);
        drop(world);
        self.changed.notify_one();
        answer
    }

    /// Drives the world; sleeps while nothing is due. Never returns.
    pub(super) async fn run(&self) {
        loop {
            let next_change = {
                let mut world = self.up_to_date();
                self.publish_events(&mut world);
                world.next_change()
            };
            tokio::select! {
                () = self.sleep_until(next_change) => {}
                () = self.changed.notified() => {}
            }
        }
    }

    /// The world, advanced to the current time.
    fn up_to_date(&self) -> MutexGuard<'_, World> {
        let mut world = lock(&self.world);
        let faults = self.faults.borrow();
        let clock_error = faults.find(|fault| match fault {
            Fault::ClockWrong { seconds, jumps_ms } => Some(self.clock_error(*seconds, *jumps_ms)),
            _ => None,
        });
        let vanish = faults.has(&Fault::SkippedVanish);
        drop(faults);
        world.set_faults(clock_error.unwrap_or_default(), vanish);
        world.advance(self.switched_on.elapsed().mul_f64(self.speed));
        world
    }

    /// How wrong the clock is now: with jumps only in every second interval.
    fn clock_error(&self, seconds: i64, jumps_ms: u64) -> SignedDuration {
        let interval = self
            .switched_on
            .elapsed()
            .as_millis()
            .checked_div(jumps_ms.into());
        if interval.is_some_and(|interval| interval % 2 == 0) {
            return SignedDuration::ZERO;
        }
        SignedDuration::from_secs(seconds)
    }

    /// Publishes under the world's lock, so that events keep their order.
    fn publish_events(&self, world: &mut World) {
        for event in world.take_events() {
            if let Some(bytes) = self.format.event(&event) {
                self.publish(Frame {
                    session: Some(event.session),
                    bytes,
                });
            }
        }
    }

    async fn sleep_until(&self, simulated: Option<Duration>) {
        match simulated {
            // A millisecond more, so that rounding never wakes us too early.
            Some(at) => {
                let real = at.div_f64(self.speed) + Duration::from_millis(1);
                tokio::time::sleep_until(self.switched_on + real).await;
            }
            None => std::future::pending().await,
        }
    }

    /// Whether a request with this key is accepted.
    pub(super) fn accepts_key(&self, given: Option<&[u8]>) -> bool {
        let key = lock(&self.api_key);
        let accepts = |key: &ApiKey| given == Some(key.expose().as_bytes());
        !self.faults.borrow().has(&Fault::KeyRotated) && key.as_ref().is_none_or(accepts)
    }

    /// Changes the required key.
    pub(super) fn set_key(&self, key: Option<ApiKey>) {
        *lock(&self.api_key) = key;
    }

    /// Sends to all subscribers, if any. Frames sent while streams are mute are lost.
    pub(super) fn publish(&self, frame: Frame) {
        if !self.faults.borrow().has(&Fault::EventsMute) {
            self.feed.send(frame).ok();
        }
    }

    /// Sends an error event on all event streams.
    pub(super) fn publish_error(&self, code: &str, message: &str, retryable: bool) {
        let error = json!({ "code": code, "message": message, "retryable": retryable });
        self.publish(Frame {
            session: None,
            bytes: self.format.error(self.clock(), &error),
        });
    }

    /// The faults that change the events or frames that go out now.
    pub(super) fn take_changes(&self, method: &str, path: &str) -> Vec<Fault> {
        let mut changes = Vec::new();
        self.faults.send_if_modified(|faults| {
            changes = faults.take_changes(method, path);
            false
        });
        changes
    }

    /// What `pick` takes from the first fault of event streams that it knows.
    pub(super) fn take_for_events<T>(&self, pick: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        let mut taken = None;
        self.faults.send_if_modified(|faults| {
            taken = faults.take("GET", EVENTS_PATH, pick);
            false
        });
        taken
    }

    pub(super) fn subscribe(&self) -> broadcast::Receiver<Frame> {
        self.feed.subscribe()
    }

    /// Sends a frame on all monitoring sockets.
    pub(super) fn inject_monitor(&self, frame: Arc<str>) {
        self.monitor.send(frame).ok();
    }

    /// Receives the injected frames from now on.
    pub(super) fn injected_frames(&self) -> broadcast::Receiver<Arc<str>> {
        self.monitor.subscribe()
    }

    /// Counts a ping on a monitoring socket.
    pub(super) fn count_ping(&self) {
        self.pings.fetch_add(1, Ordering::Relaxed);
    }

    /// The number of pings.
    pub(super) fn pings(&self) -> u64 {
        self.pings.load(Ordering::Relaxed)
    }

    /// The number of open monitoring sockets.
    pub(super) fn monitor_clients(&self) -> usize {
        self.monitor.receiver_count()
    }

    /// The time on the Pi's clock.
    pub(super) fn clock(&self) -> Timestamp {
        self.up_to_date().clock()
    }

    /// The next correlation id: UUID-shaped, and the same in every run with the same seed.
    pub(super) fn next_correlation_id(&self) -> String {
        let number = self.answers.fetch_add(1, Ordering::Relaxed) + 1;
        let mixed = self
            .seed
            .wrapping_add(number)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let [high, low] = [mixed >> 32, mixed & 0xFFFF_FFFF];
        let [mid, version, variant] = [low >> 16, low & 0xFFF, (low >> 4) & 0xFFF];
        format!("{high:08x}-{mid:04x}-4{version:03x}-8{variant:03x}-{number:012x}")
    }

    /// Counts a refused connection.
    pub(super) fn count_refused_connection(&self) {
        self.refused_connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn refused_connections(&self) -> u64 {
        self.refused_connections.load(Ordering::Relaxed)
    }

    /// Counts an accepted connection.
    pub(super) fn count_connection(&self) {
        self.accepted_connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn accepted_connections(&self) -> u64 {
        self.accepted_connections.load(Ordering::Relaxed)
    }

    /// The requests with this method and a path, as sent, that contains `path`.
    pub(super) fn count_requests(&self, method: &str, path: &str) -> RequestCount {
        let counts = lock(&self.counts);
        let about = counts
            .iter()
            .filter(|((of, to), _)| of == method && to.contains(path));
        about.fold(RequestCount::default(), |sum, (_, count)| RequestCount {
            all: sum.all + count.all,
            with_key: sum.with_key + count.with_key,
        })
    }

    fn count(&self, request: &LoggedRequest) {
        let mut counts = lock(&self.counts);
        let kind = (request.method.clone(), request.path.clone());
        if counts.len() < COUNTED_KINDS || counts.contains_key(&kind) {
            let count = counts.entry(kind).or_default();
            count.all += 1;
            count.with_key += u64::from(request.had_key);
        }
    }

    pub(super) fn log(&self, request: LoggedRequest) {
        self.count(&request);
        let mut log = lock(&self.log);
        if log.len() == LOG_CAPACITY {
            log.pop_front();
        }
        log.push_back(request);
    }

    pub(super) fn logged(&self) -> Vec<LoggedRequest> {
        lock(&self.log).iter().cloned().collect()
    }
}

/// Plain data stays valid after a panic elsewhere.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
