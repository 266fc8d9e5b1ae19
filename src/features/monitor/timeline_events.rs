//! The session, its cameras and the event stream on the time axis of the plots, so that a person
//! sees whether the Pi was hot when a camera failed.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use crate::{
    domain::{
        link_state::LinkState,
        mac::MacAddr,
        session::SessionId,
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    model::time_window::TimeWindow,
};

/// The events that are kept: about two days of busy provisioning.
const MAX_EVENTS: usize = 2_000;

/// A session that is older than this when it is first seen did not start just now.
const JUST_STARTED: Duration = Duration::from_secs(15);

/// The open session, as far as it makes timeline events.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ObservedSession<'a> {
    pub(crate) id: &'a SessionId,
    /// The time since its start, if known.
    pub(crate) age: Option<Duration>,
    pub(crate) is_over: bool,
}

/// The events so far, and what was seen last of everything that makes them.
#[derive(Debug, Default)]
pub struct TimelineEvents {
    events: VecDeque<TimelineEvent>,
    session: Option<SessionId>,
    is_over: bool,
    outcomes: HashMap<MacAddr, TimelineEventKind>,
    link_is_down: bool,
}

impl TimelineEvents {
    /// Puts the events of an earlier run, oldest first, before those of this one.
    pub(crate) fn restore(&mut self, earlier: impl IntoIterator<Item = TimelineEvent>) {
        let later = std::mem::take(&mut self.events);
        self.events = earlier.into_iter().chain(later).take(MAX_EVENTS).collect();
    }

    /// Moves all events, as the clock was set: their ages stay the same.
    pub(crate) fn shift(&mut self, by_ms: i64) {
        for event in &mut self.events {
            event.at_ms = event.at_ms.saturating_add(by_ms);
        }
    }

    /// All events, oldest first.
    #[must_use]
    pub fn all(&self) -> impl ExactSizeIterator<Item = &TimelineEvent> {
        self.events.iter()
    }

    /// The events in a time window, oldest first.
    #[must_use]
    pub fn within(&self, window: TimeWindow) -> impl ExactSizeIterator<Item = &TimelineEvent> {
        let from = self
            .events
            .partition_point(|event| event.at_ms < window.from_ms);
        let to = self
            .events
            .partition_point(|event| event.at_ms <= window.to_ms);
        self.events.range(from..to.max(from))
    }

    /// Compares the session and its cameras with what was seen last. What happened before this
    /// console looked makes no events. A camera that has ended has a kind of event.
    pub(crate) fn observe_session(
        &mut self,
        session: ObservedSession<'_>,
        cameras: impl Iterator<Item = (MacAddr, Option<TimelineEventKind>)>,
        at_ms: i64,
    ) {
        let is_new = self.session.as_ref() != Some(session.id);
        let just_started = session.age.is_some_and(|age| age < JUST_STARTED);
        let makes_events = !is_new || just_started;
        if is_new {
            self.session = Some(session.id.clone());
            self.is_over = false;
            self.outcomes.clear();
            self.push_if(makes_events, at_ms, TimelineEventKind::Started, None);
        }
        for (mac, outcome) in cameras {
            let Some(kind) = outcome else {
                self.outcomes.remove(&mac);
                continue;
            };
            let before = self.outcomes.insert(mac, kind);
            if before == Some(kind) {
                continue;
            }
            if before.is_some_and(TimelineEventKind::is_failure) && kind.is_failure() {
                self.correct_failure(mac, kind);
            } else {
                self.push_if(makes_events, at_ms, kind, Some(mac));
            }
        }
        let was_over = std::mem::replace(&mut self.is_over, session.is_over);
        let ended = session.is_over && !was_over;
        self.push_if(
            makes_events && ended,
            at_ms,
            TimelineEventKind::Stopped,
            None,
        );
    }

    /// Compares the state of the event stream with what was seen last. A stream that is opened for
    /// another session was not lost.
    pub(crate) fn observe_link(&mut self, link: &LinkState, at_ms: i64) {
        match link {
            LinkState::Live { .. } | LinkState::Silent { .. } => {
                let was_down = std::mem::take(&mut self.link_is_down);
                self.push_if(was_down, at_ms, TimelineEventKind::LinkUp, None);
            }
            LinkState::Retrying { .. } | LinkState::Refused { .. } => {
                let was_down = std::mem::replace(&mut self.link_is_down, true);
                self.push_if(!was_down, at_ms, TimelineEventKind::LinkDown, None);
            }
            LinkState::Off | LinkState::Connecting { .. } => {}
        }
    }

    /// The reason of a failure may become known after it: it stays one event of the session.
    fn correct_failure(&mut self, mac: MacAddr, kind: TimelineEventKind) {
        let of_session = self.events.iter_mut().rev().take_while(|event| {
            let ends = [TimelineEventKind::Started, TimelineEventKind::Stopped];
            !ends.contains(&event.kind)
        });
        let mut of_camera = of_session.filter(|event| event.mac == Some(mac));
        if let Some(event) = of_camera.next().filter(|event| event.kind.is_failure()) {
            event.kind = kind;
        }
    }

    fn push_if(
        &mut self,
        happened: bool,
        at_ms: i64,
        kind: TimelineEventKind,
        mac: Option<MacAddr>,
    ) {
        if !happened {
            return;
        }
        if self.events.len() == MAX_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(TimelineEvent { at_ms, kind, mac });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::{
        clock::Now,
        problem::{Problem, ProblemKind},
    };

    const MAC: MacAddr = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);

    /// The event stream or the socket is open.
    pub(crate) fn live(now: Now) -> LinkState {
        LinkState::Live { since: now.instant }
    }

    /// It is lost.
    pub(crate) fn retrying(now: Now) -> LinkState {
        let problem = Problem::new(ProblemKind::SocketLost, now.wall);
        LinkState::Retrying {
            attempt: 1,
            at: now.instant,
            problem: Box::new(problem),
        }
    }

    /// What was seen of the session and the event stream, one after the other.
    #[derive(Default)]
    struct Observer {
        events: TimelineEvents,
        at_ms: i64,
    }

    impl Observer {
        /// The session is `age` old, and its one camera has ended like this.
        fn session(&mut self, age: Duration, is_over: bool, camera: Option<TimelineEventKind>) {
            self.at_ms += 100;
            let id = SessionId::new("sess_1");
            let age = Some(age);
            let session = ObservedSession {
                id: &id,
                age,
                is_over,
            };
            let cameras = std::iter::once((MAC, camera));
            self.events.observe_session(session, cameras, self.at_ms);
        }

        fn link(&mut self, link: &LinkState) {
            self.at_ms += 100;
            self.events.observe_link(link, self.at_ms);
        }

        fn texts(&self) -> Vec<String> {
            self.events.all().map(crate::i18n::timeline_event).collect()
        }
    }

    #[test]
    fn each_change_of_session_camera_and_link_makes_one_event() {
        use TimelineEventKind::{Failed, NotConfirmed, Verified};
        let now = Now::read();
        let mut observer = Observer::default();
        observer.link(&LinkState::Connecting { attempt: 1 });
        observer.link(&live(now));
        for camera in [None, Some(Failed), Some(Failed)] {
            observer.session(Duration::ZERO, false, camera);
        }
        observer.link(&retrying(now));
        observer.link(&LinkState::Connecting { attempt: 1 });
        observer.link(&retrying(now));
        observer.link(&live(now));
        observer.session(Duration::from_mins(1), false, None);
        observer.session(Duration::from_mins(1), false, Some(NotConfirmed));
        observer.session(Duration::from_mins(1), false, Some(Verified));
        observer.session(Duration::from_mins(1), true, Some(Verified));
        observer.session(Duration::from_mins(1), true, Some(Verified));
        let expected = [
            "session started",
            "4A:4F failed",
            "connection lost",
            "connection restored",
            "4A:4F sent, not confirmed",
            "4A:4F verified",
            "session stopped",
        ];
        assert_eq!(observer.texts(), expected);
    }

    #[test]
    fn a_failure_whose_reason_comes_later_is_one_event() {
        use TimelineEventKind::{Failed, NotConfirmed};
        let mut observer = Observer::default();
        for camera in [None, Some(Failed), Some(NotConfirmed), Some(NotConfirmed)] {
            observer.session(Duration::ZERO, false, camera);
        }
        assert_eq!(
            observer.texts(),
            ["session started", "4A:4F sent, not confirmed"]
        );
        observer.session(Duration::from_mins(1), false, None);
        observer.session(Duration::from_mins(1), false, Some(Failed));
        assert_eq!(observer.texts().len(), 3, "another attempt");
    }

    #[test]
    fn what_happened_before_this_console_looked_makes_no_events() {
        let mut observer = Observer::default();
        let earlier = Duration::from_mins(5);
        observer.session(earlier, false, Some(TimelineEventKind::Verified));
        assert_eq!(observer.texts(), [""; 0]);
        observer.session(earlier, false, Some(TimelineEventKind::Failed));
        assert_eq!(observer.texts(), ["4A:4F failed"]);
    }
}
