//! What makes a event, once, and what makes none.

use std::time::Duration;

use crate::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate},
        clock::Now,
        link_state::LinkState,
        mac::MacAddr,
        problem::{Category, Problem, Remedy},
        session::{Session, SessionId, SessionSnapshot, SessionState},
        timeline_event::TimelineEvent,
    },
    features::State,
    messages::{BatchEvent, Event},
    model::time_window::TimeWindow,
};

const MAC: MacAddr = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);

/// The event stream or the socket is up.
pub(crate) fn live(now: Now) -> LinkState {
    LinkState::Live { since: now.instant }
}

/// It is down.
pub(crate) fn retrying(now: Now) -> LinkState {
    let problem = Problem {
        summary: "The socket was lost.".to_owned(),
        details: None,
        code: "SOCKET_LOST".to_owned(),
        category: Category::Network,
        http_status: None,
        endpoint: None,
        correlation_id: None,
        retryable: true,
        retry_after: None,
        at: now.wall,
        remedy: Remedy::Wait,
    };
    LinkState::Retrying {
        attempt: 1,
        at: now.instant,
        problem: Box::new(problem),
    }
}

fn snapshot(state: SessionState, now: Now) -> Event {
    let session = Session {
        id: SessionId::new("sess_1"),
        state,
        target_ssid: "ShopNet".to_owned(),
        created_at: Some(now.wall),
        expires_at: None,
        updated_at: None,
        device_count: 0,
        provisioned_count: 0,
        verified_count: 0,
        failed_count: 0,
    };
    Event::Snapshot(Box::new(SessionSnapshot {
        session,
        candidates: None,
        remaining: None,
        network: None,
        pi_time: Some(now.wall),
    }))
}

fn camera(state: CandidateState) -> Event {
    let update = CandidateUpdate {
        state: Some(state),
        ..CandidateUpdate::about(MAC)
    };
    Event::Batch(BatchEvent::Candidate(update))
}

/// All timeline_events, in words.
fn texts(state: &State) -> Vec<String> {
    let always = TimeWindow {
        from_ms: 0,
        to_ms: i64::MAX,
    };
    let timeline_events = state.monitoring.timeline_events.within(always);
    timeline_events.map(TimelineEvent::text).collect()
}

#[test]
fn what_happens_to_the_batch_and_the_line_is_marked_once() {
    let start = Now::read();
    let mut state = State::new("pi", Some(SessionId::new("sess_1")), start);
    let story = [
        Event::Stream(LinkState::Connecting { attempt: 1 }),
        Event::Stream(live(start)),
        snapshot(SessionState::Active, start),
        camera(CandidateState::Provisioning),
        camera(CandidateState::Failed),
        camera(CandidateState::Failed),
        Event::Stream(retrying(start)),
        Event::Stream(LinkState::Connecting { attempt: 1 }),
        Event::Stream(retrying(start)),
        Event::Stream(live(start)),
        camera(CandidateState::Provisioning),
        camera(CandidateState::Verified),
        snapshot(SessionState::Closed, start),
        snapshot(SessionState::Closed, start),
    ];
    let mut now = start;
    for event in story {
        state.handle_event(event, now);
        now = now + Duration::from_millis(100);
    }
    let expected = [
        "session started",
        "4A:4F failed",
        "line down",
        "line up",
        "4A:4F verified",
        "session stopped",
    ];
    assert_eq!(texts(&state), expected);
}

#[test]
fn what_was_so_before_this_console_looked_makes_no_marks() {
    let start = Now::read();
    let mut state = State::new("pi", Some(SessionId::new("sess_1")), start);
    let later = start + Duration::from_mins(5);
    let Event::Snapshot(mut read) = snapshot(SessionState::Active, start) else {
        return;
    };
    read.pi_time = Some(later.wall);
    let mut done = Candidate::unknown(MAC);
    done.state = CandidateState::Verified;
    read.candidates = Some(vec![done]);
    state.handle_event(Event::Snapshot(read), later);
    assert!(texts(&state).is_empty());
}
