//! The running Pi: the world with a clock that drives it, and what all connections share.
//!
//! The only place where simulated and real time meet. Must not know HTTP.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use jiff::Timestamp;
use tokio::{
    sync::{Notify, broadcast, watch},
    time::Instant,
};

use crate::{
    domain::{secret::ApiKey, session::SessionId},
    simulator::{
        SimulatorConfig,
        event_vocabulary::FeedStyle,
        faults::Faults,
        log_buffer::LogBuffer,
        world::{World, WorldConfig},
    },
};

/// A subscriber that is further behind is disconnected.
const FEED_CAPACITY: usize = 1024;

/// Frames that wait for a slow monitoring socket.
const MONITOR_CAPACITY: usize = 16;

/// Older requests are forgotten.
const LOG_CAPACITY: usize = 4096;

/// One piece of the event stream, ready for the line.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Only for those who follow this session; `None`: for all.
    pub(super) session: Option<SessionId>,
    /// What is written.
    pub(super) bytes: Bytes,
}

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// What stood behind the `?`.
    pub query: Option<String>,
    /// Whether it had an `X-API-Key`, right or wrong.
    pub had_key: bool,
}

/// What all connections share.
#[derive(Debug)]
pub(super) struct Pi {
    /// The key to ask for, as of now.
    api_key: Mutex<Option<ApiKey>>,
    pub(super) style: FeedStyle,
    pub(super) faults: watch::Sender<Faults>,
    world: Mutex<World>,
    switched_on: Instant,
    speed: f64,
    seed: u64,
    answers: AtomicU64,
    pings: AtomicU64,
    turned_away: AtomicU64,
    nudge: Notify,
    feed: broadcast::Sender<Frame>,
    /// Between two signs of life on a silent event stream.
    pub(super) heartbeat: Duration,
    /// Between two frames of the monitoring socket.
    pub(super) tick: Duration,
    /// Frames that tests and trainers put into the monitoring sockets.
    monitor: broadcast::Sender<Arc<str>>,
    log: Mutex<VecDeque<LoggedRequest>>,
    /// What it writes about itself.
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
            epoch: Timestamp::now(),
        });
        let style = FeedStyle {
            vocabulary: config.vocabulary,
            unnamed: config.unnamed_events,
        };
        Self {
            api_key: Mutex::new(config.api_key.clone()),
            style,
            faults: watch::Sender::new(Faults::default()),
            world: Mutex::new(world),
            switched_on: Instant::now(),
            speed: config.speed,
            seed: config.seed,
            answers: AtomicU64::new(0),
            pings: AtomicU64::new(0),
            turned_away: AtomicU64::new(0),
            nudge: Notify::new(),
            feed: broadcast::Sender::new(FEED_CAPACITY),
            heartbeat: config.heartbeat,
            tick: config.tick,
            monitor: broadcast::Sender::new(MONITOR_CAPACITY),
            log: Mutex::default(),
            log_buffer: LogBuffer::default(),
        }
    }

    /// Does something with the world as it is at this moment, and tells the subscribers what came of it.
    pub(super) fn with_world<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut world = self.up_to_date();
        let answer = act(&mut world);
        self.tell(&mut world);
        drop(world);
        self.nudge.notify_one();
        answer
    }

    /// Lets the world live, for ever; sleeps while nothing is due.
    pub(super) async fn live(&self) {
        loop {
            let next_change = {
                let mut world = self.up_to_date();
                self.tell(&mut world);
                world.next_change()
            };
            tokio::select! {
                () = self.sleep_until(next_change) => {}
                () = self.nudge.notified() => {}
            }
        }
    }

    /// The world, with all done that is due.
    fn up_to_date(&self) -> MutexGuard<'_, World> {
        let mut world = lock(&self.world);
        world.advance(self.switched_on.elapsed().mul_f64(self.speed));
        world
    }

    /// Publishes under the world's lock, so that events go out in the order in which they happened.
    fn tell(&self, world: &mut World) {
        for event in world.take_events() {
            if let Some(bytes) = self.style.event(&event) {
                self.publish(Frame {
                    session: Some(event.session),
                    bytes,
                });
            }
        }
    }

    async fn sleep_until(&self, simulated: Option<Duration>) {
        match simulated {
            // A millisecond more, since rounding may not wake us just before it is due.
            Some(at) => {
                let real = at.div_f64(self.speed) + Duration::from_millis(1);
                tokio::time::sleep_until(self.switched_on + real).await;
            }
            None => std::future::pending().await,
        }
    }

    /// Whether a request with this key may pass.
    pub(super) fn takes(&self, given: Option<&[u8]>) -> bool {
        let key = lock(&self.api_key);
        key.as_ref()
            .is_none_or(|key| given == Some(key.expose().as_bytes()))
    }

    /// Asks for another key from now on.
    pub(super) fn set_key(&self, key: Option<ApiKey>) {
        *lock(&self.api_key) = key;
    }

    /// Sends to all subscribers; that there are none is no error. What is sent while streams are stalled is lost.
    pub(super) fn publish(&self, frame: Frame) {
        if !self.faults.borrow().streams_stalled {
            self.feed.send(frame).ok();
        }
    }

    /// From now on.
    pub(super) fn subscribe(&self) -> broadcast::Receiver<Frame> {
        self.feed.subscribe()
    }

    /// Puts a frame into all monitoring sockets.
    pub(super) fn inject_monitor(&self, frame: Arc<str>) {
        self.monitor.send(frame).ok();
    }

    /// The frames that are put in from now on.
    pub(super) fn injected_frames(&self) -> broadcast::Receiver<Arc<str>> {
        self.monitor.subscribe()
    }

    /// Counts a ping on a monitoring socket.
    pub(super) fn was_pinged(&self) {
        self.pings.fetch_add(1, Ordering::Relaxed);
    }

    /// The pings so far.
    pub(super) fn pings(&self) -> u64 {
        self.pings.load(Ordering::Relaxed)
    }

    /// How many monitoring sockets are open.
    pub(super) fn monitor_clients(&self) -> usize {
        self.monitor.receiver_count()
    }

    /// What the Pi's clock shows.
    pub(super) fn clock(&self) -> Timestamp {
        self.up_to_date().clock()
    }

    /// A name for the next answer, in the form of a UUID and the same in every run.
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

    /// Counts a connection that is closed as it comes.
    pub(super) fn turn_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn turned_away(&self) -> u64 {
        self.turned_away.load(Ordering::Relaxed)
    }

    pub(super) fn log(&self, request: LoggedRequest) {
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

/// A panic elsewhere does not spoil plain data.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
