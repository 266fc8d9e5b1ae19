//! Interrupted sessions: which one is offered, when, and what an answer of the Pi changes on the
//! screen.

use std::time::Duration;

use jiff::Timestamp;

use crate::{
    domain::{
        candidate::{Candidate, CandidateState},
        clock::Now,
        link_state::LinkState,
        mac::MacAddr,
        problem::{ErrorCode, Problem, ProblemKind},
        session::{Session, SessionId, SessionSnapshot, SessionState},
    },
    features::{
        State,
        intent::Intent,
        provisioning::{batch::Batch, intent::ProvisioningIntent, state::Phase},
        recovery::{intent::RecoveryIntent, past_sessions::Source, state::READ_AGAIN_AFTER},
    },
    messages::{BatchEvent, Command, Event, RecoveryReply, RecoveryVerb, Reply},
};

struct Console {
    state: State,
    now: Now,
}

impl Console {
    /// Connected; the recoverable sessions are being read.
    fn connected() -> Self {
        let now = Now::read();
        let state = State::new("pi:8082", None, now);
        let mut console = Self { state, now };
        console.live();
        assert_eq!(console.commands(), [RecoveryVerb::ReadRecoverable]);
        console
    }

    fn live(&mut self) {
        let since = self.now.instant;
        self.handle(Event::Stream(LinkState::Live { since }));
    }

    fn handle(&mut self, event: Event) -> Option<Command> {
        self.state.handle_event(event, self.now)
    }

    fn answer(&mut self, reply: RecoveryReply) -> Option<Command> {
        self.handle(Event::Recovery(reply))
    }

    fn push(&mut self, intent: RecoveryIntent) {
        let command = self.state.handle_intent(Intent::Recovery(intent), self.now);
        assert!(command.is_none(), "the command is due, not returned");
    }

    fn recoverable(&mut self, sessions: &[Session]) {
        self.answer(RecoveryReply::Recoverable(Ok(Some(sessions.to_vec()))));
    }

    fn commands(&mut self) -> Vec<RecoveryVerb> {
        let due = std::iter::from_fn(|| self.state.due(self.now));
        due.map(|command| match command {
            Command::Recovery(verb) => verb,
            other => panic!("{other:?}"),
        })
        .collect()
    }

    /// The session that is offered, whether it was open, and how many more there are.
    fn offered(&self) -> Option<(&str, bool, usize)> {
        let offer = self.state.recovery_offer()?;
        Some((offer.session.id.as_str(), offer.was_open, offer.others))
    }

    /// `sess_1` is open with a verified camera.
    fn with_session() -> Self {
        let mut console = Self::connected();
        console.recoverable(&[]);
        let started = Reply::Started(Ok(Box::new(snapshot("sess_1"))));
        console.handle(Event::Reply(started));
        console
    }

    /// The Pi does not know `sess_1` any more.
    fn interrupted() -> Self {
        let mut console = Self::with_session();
        let (id, problem) = (
            SessionId::new("sess_1"),
            problem(ErrorCode::SessionNotFound, None),
        );
        console.handle(Event::SnapshotFailed(id, problem));
        console
    }

    /// Resumes the session that was interrupted.
    fn resuming() -> Self {
        let mut console = Self::interrupted();
        console.commands();
        console.recoverable(&[session("sess_1")]);
        console.push(RecoveryIntent::Resume(SessionId::new("sess_1")));
        console
    }

    fn refuse_resume(&mut self, code: ErrorCode, details: Option<&str>) -> Option<Command> {
        let refusal = Err(problem(code, details));
        self.answer(RecoveryReply::Recovered(SessionId::new("sess_1"), refusal))
    }

    fn batch(&self) -> &Batch {
        match &self.state.provisioning.phase {
            Phase::Open(batch) => batch,
            other => panic!("no session is open: {other:?}"),
        }
    }
}

fn session(id: &str) -> Session {
    Session {
        id: SessionId::new(id),
        state: SessionState::Active,
        target_ssid: "ShopNet".to_owned(),
        created_at: Timestamp::from_second(1_000).ok(),
        updated_at: Timestamp::from_second(1_000).ok(),
        expires_at: None,
        device_count: 3,
        provisioned_count: 2,
        verified_count: 2,
        failed_count: 0,
    }
}

fn snapshot(id: &str) -> SessionSnapshot {
    let camera = Candidate {
        state: CandidateState::Verified,
        ..Candidate::unknown(MacAddr::new([2, 0, 0, 0, 0, 1]))
    };
    SessionSnapshot {
        session: session(id),
        candidates: Some(vec![camera]),
        remaining: None,
        network: None,
        pi_time: None,
    }
}

fn problem(kind: impl Into<ProblemKind>, details: Option<&str>) -> Box<Problem> {
    Box::new(Problem {
        details: details.map(str::to_owned),
        retryable: false,
        ..Problem::new(kind, Timestamp::UNIX_EPOCH)
    })
}

#[test]
fn recoverable_sessions_are_read_once_per_connection_and_offered_until_dismissed() {
    let mut console = Console::connected();
    assert!(console.commands().is_empty());
    let newer = Session {
        updated_at: Timestamp::from_second(2_000).ok(),
        ..session("sess_2")
    };
    console.recoverable(&[session("sess_1"), newer]);
    assert_eq!(console.offered(), Some(("sess_2", false, 1)));
    console.push(RecoveryIntent::Dismiss);
    assert_eq!(console.offered(), None);
    console.handle(Event::Stream(LinkState::Connecting { attempt: 1 }));
    console.live();
    assert_eq!(console.commands(), [RecoveryVerb::ReadRecoverable]);
    console.recoverable(&[session("sess_1")]);
    assert_eq!(console.offered(), None, "no new session");
    console.recoverable(&[session("sess_1"), session("sess_3")]);
    assert!(console.offered().is_some(), "a new session");
}

#[test]
fn a_missing_session_is_interrupted_and_can_be_resumed() {
    let mut console = Console::interrupted();
    assert!(console.batch().interrupted);
    assert!(!console.batch().is_over());
    assert_eq!(console.commands(), [RecoveryVerb::ReadRecoverable]);
    console.recoverable(&[session("sess_0"), session("sess_1")]);
    assert_eq!(console.offered(), Some(("sess_1", true, 1)));
    console.push(RecoveryIntent::Resume(SessionId::new("sess_1")));
    console.push(RecoveryIntent::Resume(SessionId::new("sess_0")));
    let sess_1 = SessionId::new("sess_1");
    assert_eq!(console.commands(), [RecoveryVerb::Recover(sess_1.clone())]);
    console.answer(RecoveryReply::Recovered(
        sess_1,
        Ok(Box::new(snapshot("sess_1"))),
    ));
    assert!(!console.batch().interrupted);
    assert_eq!(console.batch().counts.verified, 1);
    assert_eq!(console.offered(), None, "a session runs");
}

#[test]
fn an_interrupted_session_that_cannot_be_resumed_is_over() {
    for answer in [Ok(Some(vec![session("sess_0")])), Ok(None)] {
        let mut console = Console::interrupted();
        console.answer(RecoveryReply::Recoverable(answer));
        assert!(console.batch().is_over());
        assert_eq!(console.batch().counts.verified, 1);
    }
}

#[test]
fn a_failed_read_is_repeated_while_a_session_is_interrupted() {
    let mut console = Console::interrupted();
    console.commands();
    console.answer(RecoveryReply::Recoverable(Err(problem(
        ProblemKind::TimedOut,
        None,
    ))));
    assert!(console.commands().is_empty());
    console.now = console.now + READ_AGAIN_AFTER;
    assert_eq!(console.commands(), [RecoveryVerb::ReadRecoverable]);
    assert!(!console.batch().is_over());
}

#[test]
fn a_session_in_the_list_is_interrupted_although_the_pi_answers_it() {
    for list_is_first in [true, false] {
        let mut console = Console::with_session();
        console.live();
        let stored = Event::Snapshot(Box::new(snapshot("sess_1")));
        if list_is_first {
            console.recoverable(&[session("sess_1")]);
            console.handle(stored);
        } else {
            console.handle(stored);
            console.recoverable(&[session("sess_1")]);
        }
        assert!(console.batch().interrupted, "{list_is_first}");
        assert!(!console.batch().is_over(), "{list_is_first}");
        assert_eq!(console.offered(), Some(("sess_1", true, 0)));
        let polled = Event::Snapshot(Box::new(snapshot("sess_1")));
        console.handle(polled);
        assert!(console.batch().interrupted, "it stays so: {list_is_first}");
    }
}

#[test]
fn the_list_is_read_again_when_a_read_fails_while_a_session_seems_to_run() {
    let mut console = Console::with_session();
    let retryable = Problem {
        retryable: true,
        ..*problem(ProblemKind::TimedOut, None)
    };
    console.answer(RecoveryReply::Recoverable(Err(Box::new(retryable))));
    assert!(console.commands().is_empty());
    let tick = console.state.next_tick(console.now);
    assert!(tick.is_some_and(|tick| tick <= READ_AGAIN_AFTER));
    console.now = console.now + READ_AGAIN_AFTER;
    assert_eq!(console.commands(), [RecoveryVerb::ReadRecoverable]);
    console.recoverable(&[session("sess_1")]);
    assert_eq!(console.offered(), Some(("sess_1", true, 0)));
}

#[test]
fn a_list_that_was_read_before_a_resume_does_not_interrupt_the_session_again() {
    let mut console = Console::resuming();
    console.live();
    console.handle(Event::Stream(LinkState::Connecting { attempt: 1 }));
    console.live();
    assert!(
        console.commands().contains(&RecoveryVerb::ReadRecoverable),
        "a read is under way"
    );
    let resumed = Ok(Box::new(snapshot("sess_1")));
    console.answer(RecoveryReply::Recovered(SessionId::new("sess_1"), resumed));
    console.recoverable(&[session("sess_1")]);
    assert!(!console.batch().interrupted);
    console.handle(Event::Snapshot(Box::new(snapshot("sess_1"))));
    assert!(!console.batch().interrupted);
    console.handle(Event::Stream(LinkState::Connecting { attempt: 1 }));
    console.live();
    console.commands();
    console.recoverable(&[session("sess_1")]);
    assert!(console.batch().interrupted, "the Pi restarted once more");
}

#[test]
fn a_session_resumed_by_another_console_is_read_again() {
    let mut console = Console::interrupted();
    let command = console.handle(Event::Batch(BatchEvent::Session(session("sess_1"))));
    assert!(matches!(command, Some(Command::Follow(Some(id))) if id.as_str() == "sess_1"));
    assert!(!console.batch().interrupted);
}

#[test]
fn a_refused_resume_shows_the_session_or_names_the_running_one() {
    for (running, expected) in [("sess_1", None), ("sess_9", Some("sess_9"))] {
        let mut console = Console::connected();
        console.recoverable(&[session("sess_1")]);
        console.push(RecoveryIntent::Resume(SessionId::new("sess_1")));
        console.commands();
        let details = format!("active session: {running}");
        let command = console.refuse_resume(ErrorCode::SessionAlreadyActive, Some(&details));
        assert_eq!(command.is_some(), expected.is_none(), "{running}");
        let failure = console.state.recovery.failure();
        let named = failure.and_then(|failure| failure.running.as_ref());
        assert_eq!(named.map(SessionId::as_str), expected);
        assert!(!console.state.recovery.is_busy());
    }
}

#[test]
fn a_resume_that_the_pi_holds_up_is_tried_again_until_a_person_stops_it() {
    let mut console = Console::connected();
    let id = SessionId::new("sess_1");
    console.recoverable(&[session("sess_1")]);
    let resume = [RecoveryVerb::Recover(id.clone())];
    console.push(RecoveryIntent::Resume(id.clone()));
    assert_eq!(console.commands(), resume);
    let refuse = |console: &mut Console| {
        let limited = Problem {
            http_status: Some(429),
            retry_after: Some(Duration::from_secs(20)),
            ..Problem::new(ErrorCode::RateLimited, console.now.wall)
        };
        let id = SessionId::new("sess_1");
        console.answer(RecoveryReply::Recovered(id, Err(Box::new(limited))));
        // The list is read again after each failure.
        assert_eq!(console.commands(), [RecoveryVerb::ReadRecoverable]);
        console.recoverable(&[session("sess_1")]);
    };
    refuse(&mut console);
    console.now = console.now + Duration::from_secs(19);
    assert_eq!(console.commands(), []);
    console.now = console.now + Duration::from_secs(1);
    assert_eq!(console.commands(), resume);
    refuse(&mut console);
    console.push(RecoveryIntent::RetryNow);
    assert_eq!(console.commands(), resume);
    refuse(&mut console);
    console.push(RecoveryIntent::StopRetrying);
    console.now = console.now + Duration::from_mins(1);
    assert_eq!(console.commands(), []);
    assert!(
        console.state.recovery.failure().is_some(),
        "it stays on the screen"
    );
}

#[test]
fn an_expired_session_is_over_and_its_problem_is_shown() {
    for dropped in [false, true] {
        let mut console = Console::resuming();
        if dropped {
            console.recoverable(&[]);
        }
        console.refuse_resume(ErrorCode::SessionExpired, None);
        let failure = console.state.recovery.failure();
        let code = failure.map(|failure| failure.problem.error_code());
        assert_eq!(code, Some(Some(ErrorCode::SessionExpired)), "{dropped}");
        assert!(console.batch().is_over(), "{dropped}");
        assert_eq!(console.offered(), None, "{dropped}");
    }
}

#[test]
fn an_interrupted_session_can_be_left_after_a_failed_resume() {
    let mut console = Console::resuming();
    console.refuse_resume(ErrorCode::DatabaseError, None);
    assert!(!console.batch().is_over());
    let leave = Intent::Provisioning(ProvisioningIntent::Leave);
    let command = console.state.handle_intent(leave, console.now);
    assert!(matches!(command, Some(Command::Follow(None))));
    assert!(matches!(console.state.provisioning.phase, Phase::Idle(_)));
}

#[test]
fn a_discarded_session_is_over_and_not_offered_again() {
    let mut console = Console::interrupted();
    console.recoverable(&[session("sess_1")]);
    let id = SessionId::new("sess_1");
    console.push(RecoveryIntent::Discard(id.clone()));
    console.answer(RecoveryReply::Discarded(id, Ok(())));
    assert!(console.batch().is_over());
    assert_eq!(console.offered(), None);
}

#[test]
fn sessions_seen_by_this_console_are_shown_if_the_pi_keeps_none() {
    let mut console = Console::with_session();
    let (source, sessions) = console.state.recovery.history();
    assert_eq!(source, Source::Console);
    assert_eq!(sessions[0].verified_count, 1, "counted from the cards");
    let before = console.state.recovery.past.revision();
    console.handle(Event::Batch(BatchEvent::Heartbeat));
    assert_eq!(console.state.recovery.past.revision(), before);
    console.answer(RecoveryReply::History(Ok(Some(vec![session("sess_7")]))));
    let (source, sessions) = console.state.recovery.history();
    assert_eq!(source, Source::Pi);
    assert_eq!(sessions[0].id.as_str(), "sess_7");
}
