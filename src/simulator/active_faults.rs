//! The faults that the simulated Pi has now, and the methods of [`Simulator`] that set them.
//!
//! Applied by `middleware`, `listener`, `event_feed`, `monitor_feed` and the world.

use std::{mem::discriminant, sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::time::Instant;

use crate::{
    domain::{candidate::CandidateState, mac::MacAddr},
    simulator::{
        Simulator,
        faults::{ActiveFault, Calls, Fault, Form, StatusAnswer},
        optional_routes::{has_alias, is_missing},
        pi::{Frame, Pi},
        world::{World, refusal::Refusal},
    },
};

/// Beyond this number, the oldest fault is dropped.
const MAX_FAULTS: usize = 64;

/// The path of the event stream.
pub(super) const EVENTS_PATH: &str = "/api/v1/provisioning/batch/events";

/// The path of the monitoring socket.
pub(super) const MONITOR_PATH: &str = "/ws/monitor";

/// All current faults, oldest first, and what releases or breaks what is open.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults {
    active: Vec<ActiveFault>,
    /// When the last call passed the rate limit.
    last_passed: Option<Instant>,
    /// Incremented to release the held calls.
    pub(super) releases: u64,
    /// Incremented to drop all event streams.
    pub(super) stream_cuts: u64,
    /// Incremented to drop all connections.
    pub(super) connection_cuts: u64,
    /// Incremented to drop all monitoring sockets.
    pub(super) monitor_cuts: u64,
}

impl Faults {
    /// Whether this fault is active, with these parameters.
    pub(super) fn has(&self, fault: &Fault) -> bool {
        self.find(|active| (active == fault).then_some(()))
            .is_some()
    }

    /// What `pick` takes from the first fault that it knows.
    pub(super) fn find<T>(&self, pick: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        self.active.iter().find_map(|active| pick(&active.fault))
    }

    /// What `pick` takes from the first fault about this call that it knows. Counts one use of it.
    pub(super) fn take<T>(
        &mut self,
        method: &str,
        path: &str,
        pick: impl Fn(&Fault) -> Option<T>,
    ) -> Option<T> {
        let mut active = self.active.iter().enumerate();
        let (index, taken) = active.find_map(|(index, active)| {
            let is_about = active.calls.include(method, path);
            Some((index, pick(&active.fault).filter(|_| is_about)?))
        })?;
        self.use_once(index);
        Some(taken)
    }

    /// The faults that change the answer to this call. Counts one use of each.
    pub(super) fn take_changes(&mut self, method: &str, path: &str) -> Vec<Fault> {
        let mut taken = Vec::new();
        for index in (0..self.active.len()).rev() {
            let active = &self.active[index];
            if changes_answers(&active.fault) && active.calls.include(method, path) {
                taken.push(active.fault.clone());
                self.use_once(index);
            }
        }
        taken.reverse();
        taken
    }

    fn use_once(&mut self, index: usize) {
        if let Some(times) = &mut self.active[index].calls.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                self.active.remove(index);
            }
        }
    }

    /// The fault of this call. Counts one use of it.
    pub(super) fn take_for_call(
        &mut self,
        method: &str,
        path: &str,
        now: Instant,
    ) -> Option<Fault> {
        // Which routes exist comes before what happens on them.
        let no_route = self.take(method, path, |fault| {
            let applies = match fault {
                Fault::WrongPort => path.starts_with("/api/"),
                Fault::OlderPi => has_alias(path),
                Fault::MissingFeatures { features } => is_missing(features, method, path),
                _ => false,
            };
            applies.then(|| fault.clone())
        });
        if no_route.is_some() {
            return no_route;
        }
        let last = self.last_passed;
        let fault = self.take(method, path, |fault| {
            let applies = match fault {
                Fault::RateLimit { gap_ms, .. } => {
                    let gap = Duration::from_millis(*gap_ms);
                    last.is_some_and(|last| now.duration_since(last) < gap)
                }
                other => replaces_answers(other),
            };
            applies.then(|| fault.clone())
        });
        let is_limited = matches!(fault, Some(Fault::RateLimit { .. }));
        let is_counted = self.active.iter().any(|active| {
            matches!(active.fault, Fault::RateLimit { .. }) && active.calls.include(method, path)
        });
        if is_counted && !is_limited {
            self.last_passed = Some(now);
        }
        fault
    }

    /// Adds a fault. One that stays replaces the same one that stays.
    fn add(&mut self, new: ActiveFault) {
        let is_replaced = |old: &ActiveFault| {
            let same_calls = old.calls == new.calls && new.calls.times.is_none();
            same_calls && excludes(&old.fault, &new.fault)
        };
        self.active.retain(|old| !is_replaced(old));
        if self.active.len() == MAX_FAULTS {
            self.active.remove(0);
        }
        self.active.push(new);
    }

    /// Removes the faults that are equal to this one.
    pub(super) fn remove(&mut self, fault: &Fault) {
        self.active.retain(|active| active.fault != *fault);
    }
}

/// Whether only one of the two can be active: they are of the same kind, and change the same field.
fn excludes(one: &Fault, other: &Fault) -> bool {
    match (one, other) {
        (Fault::Field { name, .. }, Fault::Field { name: other, .. }) => name == other,
        _ => discriminant(one) == discriminant(other),
    }
}

/// Whether a fault answers a call instead of the Pi, or decides how the Pi's answer is sent.
fn replaces_answers(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Status(_)
            | Fault::Late { .. }
            | Fault::Held
            | Fault::AnswerLost
            | Fault::Truncated { .. }
            | Fault::Endless
            | Fault::Huge { .. }
            | Fault::Slow { .. }
            | Fault::Headers { .. }
            | Fault::InvalidJson
            | Fault::InvalidUtf8
            | Fault::Redirect { .. }
    )
}

/// Whether a fault changes the JSON of the Pi's answer.
fn changes_answers(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::BadValues { .. }
            | Fault::Field { .. }
            | Fault::LaggingCounters { .. }
            | Fault::CorrelationId { .. }
    )
}

impl Pi {
    /// Sets a fault. What happens once happens now; what decides how a connection begins breaks
    /// those that are open.
    pub(super) fn set_fault(self: &Arc<Self>, new: ActiveFault) {
        match &new.fault {
            Fault::EventsDropped => self.faults.send_modify(|faults| faults.stream_cuts += 1),
            Fault::MonitorDropped => self.faults.send_modify(|faults| faults.monitor_cuts += 1),
            Fault::ErrorEvent {
                code,
                message,
                retryable,
            } => self.publish_error(code, message, *retryable),
            Fault::Restart { down_ms, readable } => {
                self.restart(Duration::from_millis(*down_ms), *readable);
            }
            Fault::SessionForgotten => self.with_world(World::forget_sessions),
            Fault::SessionExpired => self.with_world(World::expire_session),
            Fault::SessionTaken => self.with_world(World::take_session_over),
            Fault::SessionInterrupted { readable } => {
                self.with_world(|world| world.restart(*readable));
            }
            _ => self.faults.send_modify(|faults| {
                match &new.fault {
                    Fault::NeverServed | Fault::AnotherService { .. } => {
                        faults.connection_cuts += 1;
                    }
                    Fault::EventsCompressed
                    | Fault::EventsEndAtOnce { .. }
                    | Fault::EventsUnfiltered => faults.stream_cuts += 1,
                    Fault::MonitorKeepAlive | Fault::MonitorExtension => faults.monitor_cuts += 1,
                    _ => {}
                }
                faults.add(new);
            }),
        }
    }

    /// Removes all faults and releases the held calls. Connections that are not served break.
    pub(super) fn clear_faults(&self) {
        self.faults.send_modify(|faults| {
            let unserved = |fault: &Fault| {
                matches!(fault, Fault::NeverServed | Fault::AnotherService { .. }).then_some(())
            };
            if faults.find(unserved).is_some() {
                faults.connection_cuts += 1;
            }
            faults.active.clear();
            faults.releases += 1;
        });
    }

    /// The active faults, oldest first.
    pub(super) fn active_faults(&self) -> Vec<ActiveFault> {
        self.faults.borrow().active.clone()
    }

    fn restart(self: &Arc<Self>, down_for: Duration, readable: bool) {
        self.switch(Fault::Offline, true);
        self.with_world(|world| world.restart(readable));
        let pi = Arc::clone(self);
        self.runtime.spawn(async move {
            tokio::time::sleep(down_for).await;
            pi.switch(Fault::Offline, false);
        });
    }

    /// Switches a fault of all calls on or off.
    pub(super) fn switch(&self, fault: Fault, on: bool) {
        self.faults.send_modify(|faults| {
            faults.remove(&fault);
            if on {
                let calls = Calls::default();
                faults.add(ActiveFault { fault, calls });
            }
        });
    }
}

impl Simulator {
    /// Sets a fault, about all calls if it is about calls, until it is cleared.
    pub fn set_fault(&self, fault: Fault) {
        self.set_fault_for(fault, Calls::default());
    }

    /// Sets a fault for some calls.
    pub fn set_fault_for(&self, fault: Fault, calls: Calls) {
        self.pi.set_fault(ActiveFault { fault, calls });
    }

    /// Removes all faults, and releases the calls that [`Fault::Held`] holds.
    pub fn clear_faults(&self) {
        self.pi.clear_faults();
    }

    /// Removes one fault, whatever calls it is about. The calls that it holds stay held.
    pub fn clear_fault(&self, fault: Fault) {
        self.pi.switch(fault, false);
    }

    /// The active faults, oldest first. Those that happen once are never among them.
    #[must_use]
    pub fn faults(&self) -> Vec<ActiveFault> {
        self.pi.active_faults()
    }

    /// `true` drops all connections and refuses new ones; `false` accepts them again.
    pub fn set_offline(&self, offline: bool) {
        self.pi.switch(Fault::Offline, offline);
    }

    /// Restarts the Pi: all connections break, new ones are refused for `down_for`, and a running
    /// session can be recovered afterwards.
    pub fn restart(&self, down_for: Duration) {
        self.pi.restart(down_for, false);
    }

    /// Breaks all open event streams.
    pub fn drop_streams(&self) {
        self.set_fault(Fault::EventsDropped);
    }

    /// `true`: event streams send nothing, not even heartbeats; events during that time are lost.
    pub fn stall_streams(&self, stalled: bool) {
        self.pi.switch(Fault::EventsMute, stalled);
    }

    /// Releases the calls that [`Fault::Held`] holds.
    pub fn release_calls(&self) {
        self.pi.faults.send_modify(|faults| faults.releases += 1);
    }

    /// The number of connections refused while offline.
    #[must_use]
    pub fn refused_connections(&self) -> u64 {
        self.pi.refused_connections()
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
        let refusal = Fault::Status(StatusAnswer::new(403, Form::Text));
        if refused {
            self.set_fault_for(refusal, Calls::to(MONITOR_PATH));
        } else {
            self.pi.switch(refusal, false);
        }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_replaces_the_same_one_and_no_other() {
        let field = |name: &str, json: &str| ActiveFault {
            fault: Fault::Field {
                name: name.to_owned(),
                json: json.to_owned(),
            },
            calls: Calls::default(),
        };
        let mut faults = Faults::default();
        for fault in [field("rssi", "0"), field("ip", "null"), field("rssi", "1")] {
            faults.add(fault);
        }
        assert_eq!(faults.active, [field("ip", "null"), field("rssi", "1")]);
    }
}
