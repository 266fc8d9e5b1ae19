//! What can be wrong with the simulated Pi and its line, set by tests and trainers while it runs.
//!
//! Plain data; `gate`, `listener`, `event_feed` and `monitor_feed` obey it.

use std::{collections::HashSet, time::Duration};

use bytes::Bytes;
use tokio::time::Instant;

use crate::{
    domain::{candidate::CandidateState, mac::MacAddr},
    simulator::{Simulator, optional_routes::Optional, pi::Frame, world::refusal::Refusal},
};

/// More faulty calls at a time are forgotten, oldest first.
const MAX_CALL_FAULTS: usize = 64;

/// All that is wrong at the moment.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent switches, not one state"
)]
pub(super) struct Faults {
    /// No connection lives.
    pub(super) offline: bool,
    /// Streams stay open and say nothing.
    pub(super) streams_stalled: bool,
    /// The first form of every call that has an alias is unknown.
    pub(super) older_pi: bool,
    /// The web page answers on every API path: the wrong port.
    pub(super) web_page_only: bool,
    /// What this Pi does not have.
    pub(super) missing: HashSet<Optional>,
    /// Sessions are read without their cameras, which have to be asked for.
    pub(super) devices_apart: bool,
    /// How often calls of one kind may come.
    pub(super) rate_limit: Option<RateLimit>,
    /// When the last of those came that were let through.
    pub(super) last_passed: Option<Instant>,
    /// Counts the orders to let go of calls that are held.
    pub(super) releases: u64,
    /// Counts the orders to drop all streams.
    pub(super) stream_cuts: u64,
    /// Counts the orders to drop all connections.
    pub(super) connection_cuts: u64,
    /// Monitoring sockets are not opened.
    pub(super) monitor_refused: bool,
    /// Monitoring sockets stay open and say nothing, not even to pings.
    pub(super) monitor_silent: bool,
    /// Counts the orders to drop all monitoring sockets.
    pub(super) monitor_cuts: u64,
    /// What is wrong with the next calls.
    pub(super) calls: Vec<CallFault>,
}

impl Faults {
    /// Takes one use of the first fault that is meant for `path`.
    pub(super) fn take_for(&mut self, path: &str) -> Option<Mishap> {
        let index = self
            .calls
            .iter()
            .position(|fault| path.contains(&fault.path_contains))?;
        let fault = &mut self.calls[index];
        let mishap = fault.mishap;
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.calls.remove(index);
        }
        Some(mishap)
    }

    /// Whether a call comes too early; then so many seconds are asked for.
    pub(super) fn limits(&mut self, method: &str, path: &str, now: Instant) -> Option<u32> {
        let limit = self.rate_limit.as_ref()?;
        if method != limit.method || !path.contains(&limit.path_contains) {
            return None;
        }
        let last = self.last_passed;
        if last.is_some_and(|last| now.duration_since(last) < limit.gap) {
            return Some(limit.retry_after_seconds);
        }
        self.last_passed = Some(now);
        None
    }
}

/// What the limiter of a Pi does to calls of one kind (contract, section 9: a 429 is normal life).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    /// Which calls: those of this method,
    pub method: String,
    /// whose path, as it is sent, contains this.
    pub path_contains: String,
    /// The least time between two of them; what comes earlier gets 429 and does not count.
    pub gap: Duration,
    /// When to come back.
    pub retry_after_seconds: u32,
}

/// Something that goes wrong with the next calls of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallFault {
    /// Which calls: those whose path, as it is sent, contains this.
    pub path_contains: String,
    /// How many of them.
    pub times: u32,
    /// What goes wrong.
    pub mishap: Mishap,
}

/// What can go wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// This error status, with the envelope that a Pi sends with it, and nothing is done.
    Status {
        /// The status: 401 in the flat shape, others in the nested one.
        status: u16,
        /// When to come back.
        retry_after_seconds: Option<u32>,
    },
    /// This status as plain text, as what stands in front of a Pi says it, and nothing is done.
    Bare(u16),
    /// The web page instead of JSON, and nothing is done.
    WebPage,
    /// It is done, but half of the JSON is missing.
    Truncated,
    /// It is done, but the line breaks (every line does) before the answer.
    AnswerLost,
    /// It is done after this long.
    Late(Duration),
    /// It is done once [`Simulator::release_calls`] says so.
    Held,
}

impl Simulator {
    /// `true`: drops all connections and closes new ones as they come. `false`: all is well again.
    pub fn set_offline(&self, offline: bool) {
        self.change_faults(|faults| faults.offline = offline);
    }

    /// Ends all event streams, now and abruptly; new ones are welcome.
    pub fn drop_streams(&self) {
        self.change_faults(|faults| faults.stream_cuts += 1);
    }

    /// `true`: streams send nothing more, not even heartbeats; what they should have sent is lost.
    pub fn stall_streams(&self, stalled: bool) {
        self.change_faults(|faults| faults.streams_stalled = stalled);
    }

    /// `true`: 404 on the first form of every call that has an alias.
    pub fn set_older_pi(&self, older: bool) {
        self.change_faults(|faults| faults.older_pi = older);
    }

    /// `true`: the web page on every API path, as on a port without API.
    pub fn set_web_page_only(&self, only: bool) {
        self.change_faults(|faults| faults.web_page_only = only);
    }

    /// `true`: a session comes without its cameras, as from builds that list them only by themselves.
    pub fn list_devices_apart(&self, apart: bool) {
        self.change_faults(|faults| faults.devices_apart = apart);
    }

    /// Lets calls of one kind come only so often, or as often as they like.
    pub fn limit_rate(&self, limit: Option<RateLimit>) {
        self.change_faults(|faults| faults.rate_limit = limit);
    }

    /// Lets go of the calls that [`Mishap::Held`] holds at this moment.
    pub fn release_calls(&self) {
        self.change_faults(|faults| faults.releases += 1);
    }

    /// How many connections were closed as they came, since the Pi was offline.
    #[must_use]
    pub fn turned_away(&self) -> u64 {
        self.pi.turned_away()
    }

    /// Lets the next calls of one kind go wrong.
    pub fn fail_calls(&self, fault: CallFault) {
        self.change_faults(|faults| {
            if faults.calls.len() == MAX_CALL_FAULTS {
                faults.calls.remove(0);
            }
            faults.calls.push(fault);
        });
    }

    /// Forgets what [`Simulator::fail_calls`] asked for.
    pub fn clear_call_faults(&self) {
        self.change_faults(|faults| faults.calls.clear());
    }

    /// Puts `text` into all event streams, byte for byte.
    pub fn inject_sse(&self, text: &str) {
        self.pi.publish(Frame {
            session: None,
            bytes: Bytes::from(text.to_owned()),
        });
    }

    /// `true`: answers 403 to handshakes of the monitoring socket; open ones stay open.
    pub fn refuse_monitor(&self, refused: bool) {
        self.change_faults(|faults| faults.monitor_refused = refused);
    }

    /// `true`: monitoring sockets open and stay open, but say nothing, not even to pings.
    pub fn silence_monitor(&self, silent: bool) {
        self.change_faults(|faults| faults.monitor_silent = silent);
    }

    /// Ends all monitoring sockets, now and without a goodbye; new ones are welcome.
    pub fn drop_monitors(&self) {
        self.change_faults(|faults| faults.monitor_cuts += 1);
    }

    /// Puts `text` into all monitoring sockets as one frame: any size, any content.
    pub fn inject_monitor(&self, text: &str) {
        self.pi.inject_monitor(text.into());
    }

    /// How many pings have come over monitoring sockets.
    #[must_use]
    pub fn monitor_pings(&self) -> u64 {
        self.pi.pings()
    }

    /// How many monitoring sockets are open.
    #[must_use]
    pub fn monitors(&self) -> usize {
        self.pi.monitor_clients()
    }

    /// Puts a camera of the latest session into `state` and tells nobody.
    ///
    /// # Errors
    /// No session or no such camera.
    pub fn change_silently(&self, mac: MacAddr, state: CandidateState) -> Result<(), Refusal> {
        self.pi
            .with_world(|world| world.change_silently(mac, state))
    }

    fn change_faults(&self, change: impl FnOnce(&mut Faults)) {
        self.pi.faults.send_modify(change);
    }
}
