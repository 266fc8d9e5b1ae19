//! Faults of the simulated Pi and its connections, set while it runs.
//!
//! Plain data, applied by `middleware`, `listener`, `event_feed` and `monitor_feed`.

use std::{collections::HashSet, time::Duration};

use bytes::Bytes;
use tokio::time::Instant;

use crate::{
    domain::{candidate::CandidateState, mac::MacAddr},
    simulator::{Simulator, optional_routes::OptionalFeature, pi::Frame, world::refusal::Refusal},
};

/// Beyond this number, the oldest call fault is dropped.
const MAX_CALL_FAULTS: usize = 64;

/// All current faults.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent switches, not one state"
)]
pub(super) struct Faults {
    /// All connections are closed and refused.
    pub(super) offline: bool,
    /// Streams stay open and send nothing.
    pub(super) streams_stalled: bool,
    /// The first form of every call that has an alias is unknown.
    pub(super) older_pi: bool,
    /// The web page answers on every API path: the wrong port.
    pub(super) web_page_only: bool,
    /// The optional features that this Pi lacks.
    pub(super) missing: HashSet<OptionalFeature>,
    /// A session is sent without its devices; they need a separate call.
    pub(super) devices_apart: bool,
    /// The rate limit for calls of one kind.
    pub(super) rate_limit: Option<RateLimit>,
    /// When the last call passed the rate limit.
    pub(super) last_passed: Option<Instant>,
    /// Incremented to release the held calls.
    pub(super) releases: u64,
    /// Incremented to drop all event streams.
    pub(super) stream_cuts: u64,
    /// Incremented to drop all connections.
    pub(super) connection_cuts: u64,
    /// Monitoring sockets are not opened.
    pub(super) monitor_refused: bool,
    /// Monitoring sockets stay open and send nothing, not even pongs.
    pub(super) monitor_silent: bool,
    /// Incremented to drop all monitoring sockets.
    pub(super) monitor_cuts: u64,
    /// Faults of the next calls.
    pub(super) calls: Vec<CallFault>,
}

impl Faults {
    /// Uses the first fault for `path` once.
    pub(super) fn take_for(&mut self, path: &str) -> Option<CallFailure> {
        let index = self
            .calls
            .iter()
            .position(|fault| path.contains(&fault.path_contains))?;
        let fault = &mut self.calls[index];
        let failure = fault.failure;
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.calls.remove(index);
        }
        Some(failure)
    }

    /// The `retry_after_seconds` of a call that exceeds the rate limit.
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

/// A rate limit for calls of one kind (contract, section 9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    /// Applies to calls with this method
    pub method: String,
    /// and a path, as sent, that contains this.
    pub path_contains: String,
    /// The minimum time between two calls; an earlier one gets 429 and does not count.
    pub gap: Duration,
    /// The wait that the answer asks for.
    pub retry_after_seconds: u32,
}

/// A fault of the next calls of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallFault {
    /// Which calls: those and a path, as sent, that contains this.
    pub path_contains: String,
    /// The number of calls.
    pub times: u32,
    /// The kind of fault.
    pub failure: CallFailure,
}

/// The kind of fault of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallFailure {
    /// This error status in the Pi's envelope; the call is not executed.
    Status {
        /// The status: 401 in the flat shape, others in the nested one.
        status: u16,
        /// The wait that the answer asks for.
        retry_after_seconds: Option<u32>,
    },
    /// This status as plain text, as a proxy sends it; the call is not executed.
    Bare(u16),
    /// The web page instead of JSON; the call is not executed.
    WebPage,
    /// The call is executed, but half of the JSON is missing.
    Truncated,
    /// The call is executed, but all connections break before the answer.
    AnswerLost,
    /// The call is executed after this delay.
    Late(Duration),
    /// The call is executed after [`Simulator::release_calls`].
    Held,
}

impl Simulator {
    /// `true` drops all connections and refuses new ones; `false` accepts them again.
    pub fn set_offline(&self, offline: bool) {
        self.change_faults(|faults| faults.offline = offline);
    }

    /// Breaks all open event streams.
    pub fn drop_streams(&self) {
        self.change_faults(|faults| faults.stream_cuts += 1);
    }

    /// `true`: event streams send nothing, not even heartbeats; events during that time are lost.
    pub fn stall_streams(&self, stalled: bool) {
        self.change_faults(|faults| faults.streams_stalled = stalled);
    }

    /// `true`: 404 on the first form of every call that has an alias.
    pub fn set_older_pi(&self, older: bool) {
        self.change_faults(|faults| faults.older_pi = older);
    }

    /// `true`: the web page answers on every API path, as on a port without the API.
    pub fn set_web_page_only(&self, only: bool) {
        self.change_faults(|faults| faults.web_page_only = only);
    }

    /// `true`: a session is sent without its devices, as by builds that list them separately.
    pub fn list_devices_apart(&self, apart: bool) {
        self.change_faults(|faults| faults.devices_apart = apart);
    }

    /// Sets or removes the rate limit.
    pub fn limit_rate(&self, limit: Option<RateLimit>) {
        self.change_faults(|faults| faults.rate_limit = limit);
    }

    /// Releases the calls that [`CallFailure::Held`] holds.
    pub fn release_calls(&self) {
        self.change_faults(|faults| faults.releases += 1);
    }

    /// The number of connections refused while offline.
    #[must_use]
    pub fn refused_connections(&self) -> u64 {
        self.pi.refused_connections()
    }

    /// Adds a fault for the next calls of one kind.
    pub fn fail_calls(&self, fault: CallFault) {
        self.change_faults(|faults| {
            if faults.calls.len() == MAX_CALL_FAULTS {
                faults.calls.remove(0);
            }
            faults.calls.push(fault);
        });
    }

    /// Removes the faults of [`Simulator::fail_calls`].
    pub fn clear_call_faults(&self) {
        self.change_faults(|faults| faults.calls.clear());
    }

    /// Sends `text` verbatim on all event streams.
    pub fn inject_sse(&self, text: &str) {
        self.pi.publish(Frame {
            session: None,
            bytes: Bytes::from(text.to_owned()),
        });
    }

    /// `true`: answers monitoring handshakes with 403; open sockets stay open.
    pub fn refuse_monitor(&self, refused: bool) {
        self.change_faults(|faults| faults.monitor_refused = refused);
    }

    /// `true`: monitoring sockets stay open and send nothing, not even pongs.
    pub fn silence_monitor(&self, silent: bool) {
        self.change_faults(|faults| faults.monitor_silent = silent);
    }

    /// Breaks all monitoring sockets without a close frame.
    pub fn drop_monitors(&self) {
        self.change_faults(|faults| faults.monitor_cuts += 1);
    }

    /// Sends `text` as one frame on all monitoring sockets.
    pub fn inject_monitor(&self, text: &str) {
        self.pi.inject_monitor(text.into());
    }

    /// The number of pings received.
    #[must_use]
    pub fn monitor_pings(&self) -> u64 {
        self.pi.pings()
    }

    /// The number of open monitoring sockets.
    #[must_use]
    pub fn monitors(&self) -> usize {
        self.pi.monitor_clients()
    }

    /// Changes the state of a camera of the latest session without an event.
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
