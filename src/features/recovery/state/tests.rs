//! What is offered, when, and what comes of it.

use jiff::Timestamp;

use super::*;
use crate::{
    domain::{
        candidate::{Candidate, CandidateState},
        link_state::LinkState,
        mac::MacAddr,
        problem::{Category, Remedy},
        session::{SessionSnapshot, SessionState},
    },
    features::{
        State,
        intent::Intent,
        provisioning::{batch::Batch, intent::ProvisioningIntent, state::Phase},
        recovery::intent::RecoveryIntent,
    },
    messages::{BatchEvent, Event, RecoveryReply, Reply},
};

struct Console {
    state: State,
    now: Now,
}

impl Console {
    /// Connected; the question for recoverable sessions is on its way.
    fn connected() -> Self {
        let now = Now::read();
        let state = State::new("pi:8082", None, now);
        let mut console = Self { state, now };
        console.live();
        assert_eq!(console.orders(), [RecoveryVerb::ReadRecoverable]);
        console
    }

    fn live(&mut self) {
        let since = self.now.instant;
        self.tell(Event::Stream(LinkState::Live { since }));
    }

    fn tell(&mut self, event: Event) -> Option<Command> {
        self.state.handle_event(event, self.now)
    }

    fn hears(&mut self, reply: RecoveryReply) -> Option<Command> {
        self.tell(Event::Recovery(reply))
    }

    fn wants(&mut self, action: RecoveryIntent) {
        let command = self.state.handle_intent(Intent::Recovery(action), self.now);
        assert!(command.is_none(), "orders are due, not returned");
    }

    fn recoverable(&mut self, sessions: &[Session]) {
        self.hears(RecoveryReply::Recoverable(Ok(Some(sessions.to_vec()))));
    }

    fn orders(&mut self) -> Vec<RecoveryVerb> {
        let due = std::iter::from_fn(|| self.state.due(self.now));
        due.map(|command| match command {
            Command::Recovery(verb) => verb,
            other => panic!("{other:?}"),
        })
        .collect()
    }

    /// The session that is offered, and how many more there are.
    fn offered(&self) -> Option<(&str, bool, usize)> {
        let offer = self.state.recovery.offer(&self.state.provisioning)?;
        Some((offer.session.id.as_str(), offer.was_open, offer.others))
    }

    /// `sess_1` is open with a verified camera.
    fn with_session() -> Self {
        let mut console = Self::connected();
        console.recoverable(&[]);
        let started = Reply::Started(Ok(Box::new(snapshot("sess_1"))));
        console.tell(Event::Reply(started));
        console
    }

    /// The Pi does not know `sess_1` any more.
    fn interrupted() -> Self {
        let mut console = Self::with_session();
        let (id, problem) = (SessionId::new("sess_1"), problem("SESSION_NOT_FOUND", None));
        console.tell(Event::SnapshotFailed(id, problem));
        console
    }

    /// Resumes the session that it lost.
    fn resuming() -> Self {
        let mut console = Self::interrupted();
        console.orders();
        console.recoverable(&[session("sess_1")]);
        console.wants(RecoveryIntent::Resume(SessionId::new("sess_1")));
        console
    }

    fn is_refused(&mut self, code: &str, details: Option<&str>) -> Option<Command> {
        let refusal = Err(problem(code, details));
        self.hears(RecoveryReply::Recovered(SessionId::new("sess_1"), refusal))
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

fn problem(code: &str, details: Option<&str>) -> Box<Problem> {
    Box::new(Problem {
        summary: "No.".to_owned(),
        details: details.map(str::to_owned),
        code: code.to_owned(),
        category: Category::Session,
        http_status: Some(409),
        endpoint: None,
        correlation_id: None,
        retryable: false,
        retry_after: None,
        at: Timestamp::UNIX_EPOCH,
        remedy: Remedy::StartNewSession,
    })
}

#[test]
fn each_connection_asks_once_and_the_newest_session_is_offered_until_it_is_dismissed() {
    let mut console = Console::connected();
    assert!(console.orders().is_empty());
    let newer = Session {
        updated_at: Timestamp::from_second(2_000).ok(),
        ..session("sess_2")
    };
    console.recoverable(&[session("sess_1"), newer]);
    assert_eq!(console.offered(), Some(("sess_2", false, 1)));
    console.wants(RecoveryIntent::Dismiss);
    assert_eq!(console.offered(), None);
    console.tell(Event::Stream(LinkState::Connecting { attempt: 1 }));
    console.live();
    assert_eq!(console.orders(), [RecoveryVerb::ReadRecoverable]);
    console.recoverable(&[session("sess_1")]);
    assert_eq!(console.offered(), None, "nothing new");
    console.recoverable(&[session("sess_1"), session("sess_3")]);
    assert!(console.offered().is_some(), "one more");
}

#[test]
fn a_session_that_is_gone_is_interrupted_until_it_is_known_whether_it_can_be_resumed() {
    let mut console = Console::interrupted();
    assert!(console.batch().interrupted);
    assert!(!console.batch().is_over());
    assert_eq!(console.orders(), [RecoveryVerb::ReadRecoverable]);
    console.recoverable(&[session("sess_0"), session("sess_1")]);
    assert_eq!(console.offered(), Some(("sess_1", true, 1)));
    console.wants(RecoveryIntent::Resume(SessionId::new("sess_1")));
    console.wants(RecoveryIntent::Resume(SessionId::new("sess_0")));
    let sess_1 = SessionId::new("sess_1");
    assert_eq!(console.orders(), [RecoveryVerb::Recover(sess_1.clone())]);
    console.hears(RecoveryReply::Recovered(
        sess_1,
        Ok(Box::new(snapshot("sess_1"))),
    ));
    assert!(!console.batch().interrupted);
    assert_eq!(console.batch().counts.verified, 1);
    assert_eq!(console.offered(), None, "a session runs");
}

#[test]
fn a_session_that_is_gone_for_good_is_over() {
    for answer in [Ok(Some(vec![session("sess_0")])), Ok(None)] {
        let mut console = Console::interrupted();
        console.hears(RecoveryReply::Recoverable(answer));
        assert!(console.batch().is_over());
        assert_eq!(console.batch().counts.verified, 1);
    }
}

#[test]
fn while_a_session_is_interrupted_an_answer_that_failed_is_asked_for_again() {
    let mut console = Console::interrupted();
    console.orders();
    console.hears(RecoveryReply::Recoverable(Err(problem("TIMED_OUT", None))));
    assert!(console.orders().is_empty());
    console.now = console.now + ASK_AGAIN_AFTER;
    assert_eq!(console.orders(), [RecoveryVerb::ReadRecoverable]);
    assert!(!console.batch().is_over());
}

#[test]
fn a_session_that_another_console_resumed_is_read_again() {
    let mut console = Console::interrupted();
    let command = console.tell(Event::Batch(BatchEvent::Session(session("sess_1"))));
    assert!(matches!(command, Some(Command::Follow(Some(id))) if id.as_str() == "sess_1"));
    assert!(!console.batch().interrupted);
}

#[test]
fn the_second_who_resumes_gets_the_session_or_is_told_which_one_runs() {
    for (running, expected) in [("sess_1", None), ("sess_9", Some("sess_9"))] {
        let mut console = Console::connected();
        console.recoverable(&[session("sess_1")]);
        console.wants(RecoveryIntent::Resume(SessionId::new("sess_1")));
        console.orders();
        let details = format!("active session: {running}");
        let command = console.is_refused("SESSION_ALREADY_ACTIVE", Some(&details));
        assert_eq!(command.is_some(), expected.is_none(), "{running}");
        let failure = console.state.recovery.failure();
        let named = failure.and_then(|failure| failure.running.as_ref());
        assert_eq!(named.map(SessionId::as_str), expected);
        assert!(!console.state.recovery.is_busy());
    }
}

#[test]
fn a_session_that_ran_out_is_over_and_says_why_also_when_the_list_has_dropped_it_meanwhile() {
    for dropped in [false, true] {
        let mut console = Console::resuming();
        if dropped {
            console.recoverable(&[]);
        }
        console.is_refused("SESSION_EXPIRED", None);
        let failure = console.state.recovery.failure();
        let code = failure.map(|failure| failure.problem.code.as_str());
        assert_eq!(code, Some("SESSION_EXPIRED"), "{dropped}");
        assert!(console.batch().is_over(), "{dropped}");
        assert_eq!(console.offered(), None, "{dropped}");
    }
}

#[test]
fn an_interrupted_session_that_cannot_be_resumed_now_can_be_left() {
    let mut console = Console::resuming();
    console.is_refused("DATABASE_ERROR", None);
    assert!(!console.batch().is_over());
    let leave = Intent::Provisioning(ProvisioningIntent::Leave);
    let command = console.state.handle_intent(leave, console.now);
    assert!(matches!(command, Some(Command::Follow(None))));
    assert!(matches!(console.state.provisioning.phase, Phase::Idle(_)));
}

#[test]
fn a_discarded_session_is_over_and_offered_no_more() {
    let mut console = Console::interrupted();
    console.recoverable(&[session("sess_1")]);
    let id = SessionId::new("sess_1");
    console.wants(RecoveryIntent::Discard(id.clone()));
    console.hears(RecoveryReply::Discarded(id, Ok(())));
    assert!(console.batch().is_over());
    assert_eq!(console.offered(), None);
}

#[test]
fn what_this_console_has_seen_stands_in_for_a_pi_that_keeps_nothing() {
    let mut console = Console::with_session();
    let (source, sessions) = console.state.recovery.history();
    assert_eq!(source, Source::Console);
    assert_eq!(sessions[0].verified_count, 1, "counted from the cards");
    let before = console.state.recovery.past.revision();
    console.tell(Event::Batch(BatchEvent::Heartbeat));
    assert_eq!(console.state.recovery.past.revision(), before);
    console.hears(RecoveryReply::History(Ok(Some(vec![session("sess_7")]))));
    let (source, sessions) = console.state.recovery.history();
    assert_eq!(source, Source::Pi);
    assert_eq!(sessions[0].id.as_str(), "sess_7");
}
