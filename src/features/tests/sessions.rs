//! What happens to the session and to the line.

use crate::{
    domain::timeline_event::TimelineEventKind, features::provisioning::intent::ProvisioningIntent,
};

use super::*;

#[test]
fn a_start_is_sent_once_and_opens_the_session() {
    let mut console = Console::new(None);
    assert!(matches!(console.wants(start()), Some(Command::Start(_))));
    assert!(
        console.wants(start()).is_none(),
        "a second press while it is on its way"
    );
    let started = snapshot("sess_1", SessionState::Discovering, Vec::new());
    console.tell(Event::Reply(Reply::Started(Ok(Box::new(started)))));
    assert_eq!(console.batch().session.target_ssid, "ShopNet-24");
    assert_eq!(
        console.state.provisioning.session_id(),
        Some(&SessionId::new("sess_1"))
    );
}

#[test]
fn a_refused_start_leads_to_the_session_that_is_in_the_way() {
    let mut console = Console::new(None);
    console.wants(start());
    let refusal = problem(
        ErrorCode::SessionAlreadyActive,
        Some("active session: sess_77"),
    );
    console.tell(Event::Reply(Reply::Started(Err(refusal))));
    let Phase::Idle(idle) = &console.state.provisioning.phase else {
        panic!("still the form")
    };
    assert_eq!(idle.starting, None, "the form can be used again");
    assert_eq!(console.other_session(), Some("sess_77"));
    let command = console.wants(ProvisioningIntent::Show(SessionId::new("sess_77")));
    assert!(matches!(command, Some(Command::Follow(Some(id))) if id.as_str() == "sess_77"));
}

#[test]
fn a_session_started_by_another_console_is_offered_until_it_ends() {
    let mut console = Console::new(None);
    console.tell(Event::Batch(BatchEvent::Session(session(
        "sess_5",
        SessionState::Active,
    ))));
    assert_eq!(console.other_session(), Some("sess_5"));
    console.tell(Event::Batch(BatchEvent::Session(session(
        "sess_5",
        SessionState::Closed,
    ))));
    assert_eq!(console.other_session(), None);
}

#[test]
fn a_remembered_session_that_is_gone_is_let_go() {
    for event in [
        Event::SnapshotFailed(
            SessionId::new("sess_1"),
            problem(ErrorCode::SessionNotFound, None),
        ),
        Event::Snapshot(Box::new(snapshot(
            "sess_1",
            SessionState::Closed,
            Vec::new(),
        ))),
    ] {
        let mut console = Console::new(Some("sess_1"));
        assert!(matches!(console.tell(event), Some(Command::Follow(None))));
        assert!(matches!(console.state.provisioning.phase, Phase::Idle(_)));
        assert_eq!(console.state.provisioning.session_id(), None);
    }
}

#[test]
fn a_session_that_cannot_be_read_for_now_is_not_let_go() {
    let mut console = Console::new(Some("sess_1"));
    let unread = Event::SnapshotFailed(
        SessionId::new("sess_1"),
        problem(ProblemKind::Unreachable, None),
    );
    assert!(console.tell(unread).is_none());
    assert_eq!(
        console.state.provisioning.session_id(),
        Some(&SessionId::new("sess_1"))
    );
}

#[test]
fn a_stopped_session_stays_on_the_screen_until_it_is_left() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Session(SessionVerb::Stop));
    assert!(
        console
            .wants(ProvisioningIntent::Session(SessionVerb::Stop))
            .is_none(),
        "busy"
    );
    let stopped = console.session_answers(SessionVerb::Stop, Ok(SessionReply::Now(None)));
    assert!(
        matches!(stopped, Some(Command::Follow(None))),
        "any other session is of interest now"
    );
    assert!(console.batch().is_over());
    assert_eq!(
        console.state.provisioning.session_id(),
        None,
        "nothing to come back to"
    );
    console.tell(Event::Batch(BatchEvent::Session(session(
        "sess_2",
        SessionState::Active,
    ))));
    console.wants(ProvisioningIntent::Leave);
    assert!(matches!(console.state.provisioning.phase, Phase::Idle(_)));
    assert_eq!(
        console.other_session(),
        Some("sess_2"),
        "begun while the result was still shown"
    );
}

#[test]
fn a_bulk_start_tells_how_many_were_left_out() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Session(SessionVerb::ProvisionAll));
    let outcome = SessionReply::Initiated(BulkOutcome {
        initiated: Some(9),
        skipped: Some(1),
    });
    let id = SessionId::new("sess_1");
    console.tell(Event::Reply(Reply::Session(
        id,
        SessionVerb::ProvisionAll,
        Ok(outcome),
    )));
    let toast = console
        .state
        .notices
        .toast
        .as_ref()
        .map(|toast| toast.text.clone());
    assert_eq!(
        toast.as_deref(),
        Some("Provisioning started on 9 cameras, 1 skipped")
    );
}

#[test]
fn the_picture_is_stale_only_while_the_line_is_down_and_nothing_is_read() {
    let mut console = Console::open(vec![camera(1)]);
    let live = Event::Stream(LinkState::Live {
        since: console.now.instant,
    });
    console.tell(live);
    console.later(3_600);
    assert_eq!(
        console.state.stale_for(console.now),
        None,
        "quiet is not stale"
    );
    let problem = problem(ProblemKind::ConnectionLost, None);
    console.tell(Event::Stream(LinkState::Retrying {
        attempt: 1,
        at: console.now.instant,
        problem,
    }));
    console.later(20);
    assert_eq!(
        console.state.stale_for(console.now),
        Some(Duration::from_secs(20))
    );
    let read = snapshot("sess_1", SessionState::Active, vec![camera(1)]);
    console.tell(Event::Snapshot(Box::new(read)));
    assert_eq!(console.state.stale_for(console.now), None, "polled");
}

#[test]
fn nothing_runs_on_the_screen_of_an_idle_console() {
    let mut console = Console::new(None);
    console.tell(Event::Stream(LinkState::Live {
        since: console.now.instant,
    }));
    assert_eq!(console.state.next_tick(console.now), None);
    console.wants(start());
    assert_eq!(
        console.state.next_tick(console.now),
        Some(Duration::from_secs(1))
    );
}

#[test]
fn a_start_that_succeeds_is_shown_whatever_is_looked_at_meanwhile() {
    let mut console = Console::new(None);
    console.wants(start());
    console.wants(ProvisioningIntent::Show(SessionId::new("sess_old")));
    let started = snapshot("sess_new", SessionState::Active, Vec::new());
    console.tell(Event::Reply(Reply::Started(Ok(Box::new(started)))));
    assert_eq!(console.batch().session.id.as_str(), "sess_new");
}

#[test]
fn leaving_a_session_that_is_slow_to_read_keeps_the_way_back() {
    let mut console = Console::new(Some("sess_1"));
    console.wants(ProvisioningIntent::Leave);
    assert_eq!(console.other_session(), Some("sess_1"));
}

#[test]
fn a_refused_action_stays_readable_through_fresh_reads() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Session(SessionVerb::Pause));
    console.session_answers(
        SessionVerb::Pause,
        Err(problem(ProblemKind::ConnectionLost, None)),
    );
    console.read(vec![camera(1)]);
    let code = console
        .batch()
        .problem
        .as_ref()
        .map(|problem| &problem.kind);
    assert_eq!(code, Some(&ProblemKind::ConnectionLost));
    console.wants(ProvisioningIntent::DismissProblem);
    assert_eq!(console.batch().problem, None);
}

#[test]
fn a_session_that_the_pi_no_longer_has_is_over() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Session(SessionVerb::Stop));
    console.session_answers(
        SessionVerb::Stop,
        Err(problem(ErrorCode::SessionExpired, None)),
    );
    assert!(console.batch().is_over(), "and can be left");
}

#[test]
fn the_same_reason_for_a_failed_read_is_told_once() {
    let mut console = Console::open(vec![camera(1)]);
    for _ in 0..5 {
        let unread = problem(ProblemKind::Unreachable, None);
        console.tell(Event::SnapshotFailed(SessionId::new("sess_1"), unread));
    }
    let lines = console.state.notices.newest_first();
    assert_eq!(
        lines
            .filter(|line| line.text.contains("UNREACHABLE"))
            .count(),
        1
    );
    console.read(vec![camera(1)]);
    assert!(console.batch().unread.is_none());
}

#[test]
fn the_clock_of_a_session_stands_still_once_it_is_over() {
    let mut console = Console::open(vec![camera(1)]);
    console.moves(1, CandidateState::Provisioning);
    console.later(5);
    console.session_answers(SessionVerb::Stop, Ok(SessionReply::Now(None)));
    console.later(600);
    let batch = console.batch();
    let card = batch.cards.get(address(1)).expect("a card");
    assert_eq!(
        card.attempt_time(batch.clock(console.now)),
        Some(Duration::from_secs(5))
    );
    assert_eq!(batch.left(console.now), None);
}

#[test]
fn what_this_console_did_not_see_begin_has_no_elapsed_time() {
    let console = Console::open(vec![camera(1)]);
    assert_eq!(console.batch().elapsed(console.now), None);
}

#[test]
fn why_the_line_is_down_is_known_until_it_is_up_again() {
    let mut console = Console::new(None);
    let at = console.now.instant;
    let problem = problem(ProblemKind::Unreachable, None);
    console.tell(Event::Stream(LinkState::Retrying {
        attempt: 1,
        at,
        problem,
    }));
    console.tell(Event::Stream(LinkState::Connecting { attempt: 2 }));
    let code = |console: &Console| {
        console
            .state
            .link_problem
            .as_ref()
            .map(|problem| problem.code().into_owned())
    };
    assert_eq!(
        code(&console).as_deref(),
        Some("UNREACHABLE"),
        "also during the attempt"
    );
    console.tell(Event::Stream(LinkState::Live { since: at }));
    assert_eq!(code(&console), None);
}

#[test]
fn a_session_and_its_cameras_appear_on_the_timeline_of_the_monitor() {
    let mut console = Console::open(vec![camera(1)]);
    console.moves(1, CandidateState::Verified);
    let events = console.state.monitoring.timeline_events.all();
    let kinds: Vec<_> = events.map(|event| event.kind).collect();
    assert_eq!(kinds, [TimelineEventKind::Verified]);
}
