//! What holds after any sequence of events, replies and intents, and what a console shows that
//! comes late.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use proptest::{prelude::*, sample::Index};

use super::{Console, problem, snapshot};
use crate::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate, Failure},
        link_state::LinkState,
        mac::MacAddr,
        problem::ErrorCode,
        session::{BulkOutcome, Session, SessionId, SessionSnapshot, SessionState},
    },
    features::{
        intent::Intent,
        provisioning::{
            batch::Batch,
            batch_outcome::{BatchOutcome, OutcomeWatch},
            card::Card,
            card_list::{CardFilter, CardGroup},
            intent::ProvisioningIntent,
            progress::Counts,
            state::{
                Phase,
                tests::{address, session, start},
            },
        },
        recovery::intent::RecoveryIntent,
    },
    messages::{
        BatchEvent, Command, DeviceVerb, Event, RecoveryReply, RecoveryVerb, Reply, SessionReply,
        SessionVerb,
    },
};

/// The number of cameras: few, so that many steps are about the same one.
const CAMERAS: u8 = 5;

type Checked = Result<(), TestCaseError>;

/// One thing that happens to the console.
#[derive(Debug, Clone)]
enum Step {
    /// The client reports something that nobody asked for.
    Event(Box<Event>),
    /// One of the commands that were sent is answered.
    Answer(Index, Outcome),
    /// A person asks for something.
    Intent(Box<Intent>),
    /// Time passes, in seconds.
    Wait(u64),
    /// The wall clock is set, by so many days.
    SetClock(i8),
}

/// How the Pi answers a command.
#[derive(Debug, Clone)]
enum Outcome {
    /// It did it, and says no more.
    Done,
    /// It did it: the session or the camera is in this state.
    Now(SessionState, CandidateState),
    /// It refused it, or the answer is lost.
    Failed(ErrorCode, Option<u16>),
}

fn camera_state() -> impl Strategy<Value = CandidateState> {
    use CandidateState::{Discovered, Failed, Provisioned, Provisioning, Verified, Verifying};
    prop_oneof![
        9 => prop::sample::select(vec![
            Discovered, Provisioning, Provisioned, Verifying, Verified, Failed,
        ]),
        1 => Just(CandidateState::Other("updating".to_owned())),
    ]
}

fn session_state() -> impl Strategy<Value = SessionState> {
    prop::sample::select(vec![
        SessionState::Discovering,
        SessionState::Active,
        SessionState::Paused,
        SessionState::Closing,
        SessionState::Closed,
        SessionState::Other("resting".to_owned()),
    ])
}

fn session_id() -> impl Strategy<Value = SessionId> {
    let number = prop_oneof![4 => Just(1), 1 => Just(2)];
    number.prop_map(|number: u8| SessionId::new(format!("sess_{number}")))
}

fn mac() -> impl Strategy<Value = MacAddr> {
    (0..CAMERAS).prop_map(address)
}

/// A time of the Pi, whose clock may say anything.
fn pi_time() -> impl Strategy<Value = Option<Timestamp>> {
    prop::sample::select(vec![
        None,
        Some(Timestamp::MIN),
        Some(Timestamp::UNIX_EPOCH),
        "2026-11-23T14:00:00Z".parse().ok(),
        "2029-11-23T14:00:00Z".parse().ok(),
        Some(Timestamp::MAX),
    ])
}

fn any_session() -> impl Strategy<Value = Session> {
    let counts = (any::<u32>(), any::<u32>());
    (session_id(), session_state(), pi_time(), pi_time(), counts).prop_map(
        |(id, state, created_at, expires_at, (device_count, verified_count))| Session {
            created_at,
            expires_at,
            device_count,
            verified_count,
            ..session(id.as_str(), state)
        },
    )
}

fn candidate() -> impl Strategy<Value = Candidate> {
    let fields = (pi_time(), 0..3_u32, any::<bool>());
    (mac(), camera_state(), fields).prop_map(
        |(mac, state, (discovered_at, retry_count, in_allowlist))| Candidate {
            state,
            discovered_at,
            retry_count,
            in_allowlist,
            ..Candidate::unknown(mac)
        },
    )
}

/// A read of a session. It may list a camera twice, or list none.
fn read() -> impl Strategy<Value = SessionSnapshot> {
    let candidates = prop::collection::vec(candidate(), 0..8);
    let remaining = prop::option::of(any::<std::time::Duration>());
    let candidates = prop::option::weighted(0.9, candidates);
    (any_session(), candidates, remaining, pi_time()).prop_map(
        |(session, candidates, remaining, pi_time)| SessionSnapshot {
            session,
            candidates,
            remaining,
            network: None,
            pi_time,
        },
    )
}

/// A report of any form: flat or whole, of this session or another.
fn report() -> impl Strategy<Value = CandidateUpdate> {
    let states = (
        prop::option::of(camera_state()),
        prop::option::weighted(0.9, camera_state()),
    );
    let fields = (
        prop::option::of(0..3_u32),
        prop::option::of(any::<bool>()),
        prop::option::of(any::<i16>()),
    );
    (mac(), prop::option::of(session_id()), states, fields).prop_map(
        |(mac, session_id, (previous_state, state), (retry_count, in_allowlist, rssi_dbm))| {
            CandidateUpdate {
                session_id,
                previous_state,
                state,
                rssi_dbm,
                retry_count,
                in_allowlist,
                ..CandidateUpdate::about(mac)
            }
        },
    )
}

fn batch_event() -> impl Strategy<Value = BatchEvent> {
    prop_oneof![
        8 => report().prop_map(BatchEvent::Candidate),
        2 => any_session().prop_map(BatchEvent::Session),
        1 => any_session().prop_map(BatchEvent::TimeoutWarning),
        1 => Just(BatchEvent::Heartbeat),
    ]
}

fn code() -> impl Strategy<Value = ErrorCode> {
    prop::sample::select(vec![
        ErrorCode::SessionNotFound,
        ErrorCode::SessionExpired,
        ErrorCode::SessionAlreadyActive,
        ErrorCode::SessionNotRecoverable,
        ErrorCode::DeviceInvalidState,
        ErrorCode::Unauthorized,
        ErrorCode::RateLimited,
        ErrorCode::ServiceUnavailable,
    ])
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => batch_event().prop_map(Event::Batch),
        3 => read().prop_map(|read| Event::Snapshot(Box::new(read))),
        1 => read().prop_map(|read| Event::Checked(Box::new(read))),
        2 => (session_id(), code())
            .prop_map(|(id, code)| Event::SnapshotFailed(id, problem(code, None))),
        1 => Just(Event::Stream(LinkState::Off)),
        1 => Just(Event::Stream(LinkState::Connecting { attempt: 1 })),
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Done),
        (session_state(), camera_state())
            .prop_map(|(session, camera)| Outcome::Now(session, camera)),
        (code(), prop::option::of(Just(503)))
            .prop_map(|(code, status)| Outcome::Failed(code, status)),
    ]
}

fn intent() -> impl Strategy<Value = Intent> {
    let verbs = [DeviceVerb::Provision, DeviceVerb::Retry, DeviceVerb::Skip];
    let session_verbs = [
        SessionVerb::Stop,
        SessionVerb::Pause,
        SessionVerb::Resume,
        SessionVerb::ProvisionAll,
    ];
    let filters = <CardFilter as strum::VariantArray>::VARIANTS;
    let provisioning = prop_oneof![
        4 => (mac(), prop::sample::select(verbs.to_vec()))
            .prop_map(|(mac, verb)| ProvisioningIntent::Device(mac, verb)),
        3 => (mac(), any::<bool>()).prop_map(|(mac, on)| ProvisioningIntent::Select(mac, on)),
        2 => prop::sample::select(session_verbs.to_vec()).prop_map(ProvisioningIntent::Session),
        2 => prop::sample::select(filters.to_vec()).prop_map(ProvisioningIntent::Filter),
        1 => prop::sample::select(vec!["", "0000-02", "24:6f", "?"])
            .prop_map(|text| ProvisioningIntent::Search(text.to_owned())),
        1 => session_id().prop_map(ProvisioningIntent::Show),
        1 => Just(start()),
        1 => Just(ProvisioningIntent::ProvisionSelected),
        1 => Just(ProvisioningIntent::RetryAllFailed),
        1 => Just(ProvisioningIntent::RetryNow),
        1 => Just(ProvisioningIntent::StopRetrying),
        1 => Just(ProvisioningIntent::DismissProblem),
        1 => Just(ProvisioningIntent::Leave),
    ];
    let recovery = prop_oneof![
        session_id().prop_map(RecoveryIntent::Resume),
        session_id().prop_map(RecoveryIntent::Discard),
        Just(RecoveryIntent::ReadHistory),
        Just(RecoveryIntent::Dismiss),
    ];
    prop_oneof![
        5 => provisioning.prop_map(Intent::Provisioning),
        1 => recovery.prop_map(Intent::Recovery),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => event().prop_map(|event| Step::Event(Box::new(event))),
        4 => (any::<Index>(), outcome()).prop_map(|(index, outcome)| Step::Answer(index, outcome)),
        4 => intent().prop_map(|intent| Step::Intent(Box::new(intent))),
        1 => (0..90_u64).prop_map(Step::Wait),
        1 => any::<i8>().prop_map(Step::SetClock),
    ]
}

/// One reply that a command is owed.
#[derive(Debug, Clone)]
enum Owed {
    Start,
    Session(SessionId, SessionVerb),
    Device(SessionId, MacAddr, DeviceVerb),
    Recovery(RecoveryVerb),
}

impl Owed {
    fn event(self, outcome: Outcome) -> Event {
        let failed = |code, http_status| {
            let mut failed = problem(code, None);
            failed.http_status = http_status;
            failed.retryable = http_status.is_some();
            failed
        };
        let state = match &outcome {
            Outcome::Now(state, _) => state.clone(),
            Outcome::Done | Outcome::Failed(..) => SessionState::Active,
        };
        let opened = |id: &str| Box::new(snapshot(id, state.clone(), Vec::new()));
        match (self, outcome) {
            (Self::Start, Outcome::Failed(code, status)) => {
                Event::Reply(Reply::Started(Err(failed(code, status))))
            }
            (Self::Start, _) => Event::Reply(Reply::Started(Ok(opened("sess_2")))),
            (Self::Session(id, verb), outcome) => {
                let result = match outcome {
                    Outcome::Failed(code, status) => Err(failed(code, status)),
                    Outcome::Done if verb == SessionVerb::ProvisionAll => {
                        Ok(SessionReply::Initiated(BulkOutcome {
                            initiated: None,
                            skipped: Some(1),
                        }))
                    }
                    Outcome::Done => Ok(SessionReply::Now(None)),
                    Outcome::Now(state, _) => {
                        Ok(SessionReply::Now(Some(session(id.as_str(), state))))
                    }
                };
                Event::Reply(Reply::Session(id, verb, result))
            }
            (Self::Device(id, mac, verb), outcome) => {
                let result = match outcome {
                    Outcome::Failed(code, status) => Err(failed(code, status)),
                    Outcome::Done => Ok(None),
                    Outcome::Now(_, state) => Ok(Some(state)),
                };
                Event::Reply(Reply::Device(id, mac, verb, result))
            }
            (Self::Recovery(verb), Outcome::Failed(code, status)) => {
                let problem = failed(code, status);
                let failed = Command::Recovery(verb).failed(&problem);
                failed
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| panic!("no reply"))
            }
            (Self::Recovery(verb), outcome) => {
                let listed = match outcome {
                    Outcome::Done => None,
                    _ => Some(vec![session("sess_1", state.clone())]),
                };
                Event::Recovery(match verb {
                    RecoveryVerb::ReadRecoverable => RecoveryReply::Recoverable(Ok(listed)),
                    RecoveryVerb::ReadHistory => RecoveryReply::History(Ok(listed)),
                    RecoveryVerb::Recover(id) => {
                        let snapshot = opened(id.as_str());
                        RecoveryReply::Recovered(id, Ok(snapshot))
                    }
                    RecoveryVerb::Discard(id) => RecoveryReply::Discarded(id, Ok(())),
                })
            }
        }
    }
}

/// A console, and the replies that its commands are owed.
struct Run {
    console: Console,
    owed: Vec<Owed>,
    outcomes: OutcomeWatch,
}

impl Run {
    fn new() -> Self {
        Self {
            console: Console::open(),
            owed: Vec::new(),
            outcomes: OutcomeWatch::default(),
        }
    }

    fn batch(&self) -> Option<&Batch> {
        self.console.state.provisioning.batch()
    }

    fn send(&mut self, command: Option<Command>) {
        match command {
            Some(Command::Start(_)) => self.owed.push(Owed::Start),
            Some(Command::Session(id, verb)) => self.owed.push(Owed::Session(id, verb)),
            Some(Command::Devices(id, macs, verb)) => {
                let owed = |mac| Owed::Device(id.clone(), mac, verb);
                self.owed.extend(macs.into_iter().map(owed));
            }
            Some(Command::Recovery(verb)) => self.owed.push(Owed::Recovery(verb)),
            _ => {}
        }
    }

    fn take(&mut self, step: &Step) {
        let command = match step {
            Step::Event(event) => self.console.handle((**event).clone()),
            Step::Answer(..) if self.owed.is_empty() => None,
            Step::Answer(index, outcome) => {
                let owed = self.owed.remove(index.index(self.owed.len()));
                self.console.handle(owed.event(outcome.clone()))
            }
            Step::Intent(intent) => {
                let (state, now) = (&mut self.console.state, self.console.now);
                state.handle_intent((**intent).clone(), now)
            }
            Step::Wait(seconds) => {
                self.console.advance(*seconds);
                None
            }
            Step::SetClock(days) => {
                let wall = self.console.now.wall;
                let set = wall.checked_add(jiff::SignedDuration::from_hours(24 * i64::from(*days)));
                self.console.now.wall = set.unwrap_or(wall);
                None
            }
        };
        self.send(command);
        // Each call is one command: a state that always has another one would never end.
        for _ in 0..20 {
            let Some(command) = self.console.state.due(self.console.now) else {
                return;
            };
            self.send(Some(command));
        }
        panic!("commands without end");
    }

    fn check(&mut self) -> Checked {
        let now = self.console.now;
        let batch = self.console.state.provisioning.batch();
        let counts = batch.map(|batch| batch.counts);
        let checked = batch.map(|batch| (&batch.counts, batch.goes_on()));
        if let Some(BatchOutcome::Ended {
            verified,
            wanted,
            failed,
            unconfirmed,
        }) = self.outcomes.check(checked)
        {
            prop_assert_eq!(counts.map(|counts| counts.in_flight()), Some(0));
            prop_assert!(verified + failed + unconfirmed <= wanted);
        }
        let Some(batch) = self.console.state.provisioning.batch() else {
            return Ok(());
        };
        check_counts(batch)?;
        check_list(batch)?;
        prop_assert_eq!(
            batch.closed.is_some(),
            batch.is_over(),
            "a session that is over has an end"
        );
        prop_assert!(!batch.is_over() || batch.left(now).is_none());
        let summary = batch.summary(now);
        let sum = summary
            .provisioned_count
            .saturating_add(summary.failed_count);
        prop_assert!(sum <= summary.device_count);
        let past = &self.console.state.recovery.past;
        let recorded = past
            .sessions()
            .find(|past| past.session.id == batch.session.id);
        let count = recorded.map(|recorded| recorded.session.device_count);
        prop_assert_eq!(count, Some(summary.device_count), "the history agrees");
        self.check_busy(batch)
    }

    /// Only what is owed an answer is busy.
    fn check_busy(&self, batch: &Batch) -> Checked {
        let id = &batch.session.id;
        for card in &batch.cards {
            let mac = card.candidate.mac;
            let is_owed = |owed: &Owed| matches!(owed, Owed::Device(session, camera, _) if session == id && *camera == mac);
            let is_owed = self.owed.iter().any(is_owed);
            prop_assert!(card.busy.is_none() || is_owed, "{} is busy for ever", mac);
        }
        let is_owed = |owed: &Owed| matches!(owed, Owed::Session(session, _) if session == id);
        let is_owed = self.owed.iter().any(is_owed);
        prop_assert!(
            batch.busy.is_none() || is_owed,
            "the session is busy for ever"
        );
        Ok(())
    }
}

/// The chips and the panel show the numbers of the cards.
fn check_counts(batch: &Batch) -> Checked {
    let counts = batch.counts;
    prop_assert_eq!(counts, Counts::of(&batch.cards));
    prop_assert_eq!(counts.found(), batch.cards.iter().len());
    prop_assert!(counts.not_allowlisted <= counts.discovered);
    for card in &batch.cards {
        let found = batch.cards.get(card.candidate.mac);
        let is_itself = found.is_some_and(|found| std::ptr::eq(found, card));
        prop_assert!(is_itself, "one card for each camera");
    }
    Ok(())
}

/// Each card that the filter accepts is shown once, failed ones first.
fn check_list(batch: &Batch) -> Checked {
    let shown: Vec<&Card> = batch
        .list
        .order
        .iter()
        .filter_map(|position| batch.cards.at(*position))
        .collect();
    prop_assert_eq!(shown.len(), batch.list.order.len());
    let unique: HashSet<usize> = batch.list.order.iter().copied().collect();
    prop_assert_eq!(unique.len(), shown.len());
    prop_assert!(shown.is_sorted_by_key(|card| CardGroup::of(card)));
    let counted: usize = batch.list.groups().map(|(_, count)| count).sum();
    prop_assert_eq!(counted, shown.len());
    if batch.list.search.is_empty() {
        let counts = &batch.counts;
        let expected = match batch.list.filter {
            CardFilter::All => counts.found(),
            CardFilter::Failed => counts.not_verified(),
            CardFilter::NotAllowed => counts.not_allowlisted,
            CardFilter::Ready => counts.discovered - counts.not_allowlisted,
            CardFilter::InFlight => counts.in_flight(),
            CardFilter::Verified => counts.verified,
            CardFilter::Skipped => counts.skipped,
            CardFilter::ToDo => counts.found() - counts.verified - counts.skipped,
        };
        prop_assert_eq!(
            shown.len(),
            expected,
            "the chip shows the number of its cards"
        );
    }
    Ok(())
}

/// The position of a state within an attempt.
fn rank(state: &CandidateState) -> Option<usize> {
    use CandidateState::{Discovered, Failed, Provisioned, Provisioning, Verified, Verifying};
    let order = [
        Discovered,
        Provisioning,
        Provisioned,
        Verifying,
        Failed,
        Verified,
    ];
    order.iter().position(|known| known == state)
}

/// Everything that the tab shows of a session, except times.
fn shown(console: &Console) -> String {
    match &console.state.provisioning.phase {
        Phase::Open(batch) => {
            let cards: Vec<&Card> = batch.cards.iter().collect();
            let list = &batch.list.order;
            let flags = (batch.interrupted, batch.busy);
            format!(
                "{:?} {cards:?} {:?} {list:?} {flags:?}",
                batch.session, batch.counts
            )
        }
        other => format!("{other:?}"),
    }
}

/// A Pi that provisions cameras as the contract says, and the events that it sends.
#[derive(Default)]
struct Pi {
    cameras: HashMap<MacAddr, Candidate>,
    sent: Vec<CandidateUpdate>,
    reads: Vec<Vec<Candidate>>,
}

impl Pi {
    fn new() -> Self {
        let mut pi = Self::default();
        pi.keep();
        pi
    }

    /// Remembers what a read answers after the events so far.
    fn keep(&mut self) {
        let mut cameras: Vec<Candidate> = self.cameras.values().cloned().collect();
        cameras.sort_by_key(|camera| camera.mac);
        self.reads.push(cameras);
    }

    /// The next step of a camera. `fails`: it fails if it can. `is_flat`: the event is of the older
    /// form.
    fn step(&mut self, mac: MacAddr, fails: bool, is_flat: bool) {
        let camera = self.cameras.get(&mac).cloned();
        let before = camera.as_ref().map(|camera| camera.state.clone());
        let mut camera = camera.unwrap_or_else(|| Candidate::unknown(mac));
        let state = match &before {
            None => CandidateState::Discovered,
            Some(CandidateState::Verified) => return,
            Some(CandidateState::Failed) => {
                camera.retry_count += 1;
                CandidateState::Provisioning
            }
            Some(_) if fails => CandidateState::Failed,
            Some(CandidateState::Discovered) => CandidateState::Provisioning,
            Some(CandidateState::Provisioning) => CandidateState::Provisioned,
            Some(CandidateState::Provisioned) => CandidateState::Verifying,
            Some(_) => CandidateState::Verified,
        };
        let has_failed = state == CandidateState::Failed;
        camera.failure = has_failed.then(|| Failure {
            code: Some("DEVICE_TIMEOUT".to_owned()),
            message: None,
        });
        camera.state = state.clone();
        self.sent.push(CandidateUpdate {
            state: Some(state),
            failure: camera.failure.clone(),
            retry_count: (!is_flat).then_some(camera.retry_count),
            previous_state: before.filter(|_| is_flat),
            ..CandidateUpdate::about(mac)
        });
        self.cameras.insert(mac, camera);
        self.keep();
    }
}

/// The state of each camera, as a read of `cameras` shows it.
fn truth(cameras: &[Candidate]) -> Vec<(MacAddr, CandidateState)> {
    let states = cameras
        .iter()
        .map(|camera| (camera.mac, camera.state.clone()));
    states.collect()
}

fn states(console: &Console) -> Vec<(MacAddr, CandidateState)> {
    let batch = console.state.provisioning.batch();
    let cards = batch.into_iter().flat_map(|batch| batch.cards.iter());
    let mut cameras: Vec<Candidate> = cards.map(|card| card.candidate.clone()).collect();
    cameras.sort_by_key(|camera| camera.mac);
    truth(&cameras)
}

fn read_of(cameras: &[Candidate]) -> Event {
    let read = snapshot("sess_1", SessionState::Active, cameras.to_vec());
    Event::Snapshot(Box::new(read))
}

fn reported(update: &CandidateUpdate) -> Event {
    Event::Batch(BatchEvent::Candidate(update.clone()))
}

#[test]
fn a_session_that_runs_again_has_no_end_and_is_followed_again() {
    let mut console = Console::open();
    let mut says = |state| {
        console.advance(60);
        let event = BatchEvent::Session(session("sess_1", state));
        let command = console.handle(Event::Batch(event));
        let batch = console.state.provisioning.batch();
        (command, batch.is_some_and(|batch| batch.closed.is_some()))
    };
    for _ in 0..2 {
        let (command, has_end) = says(SessionState::Closed);
        assert!(
            matches!(command, Some(Command::Follow(None))),
            "{command:?}"
        );
        assert!(has_end);
        let (command, has_end) = says(SessionState::Active);
        assert!(
            matches!(command, Some(Command::Follow(Some(_)))),
            "{command:?}"
        );
        assert!(!has_end, "its clock goes on");
    }
}

#[test]
fn a_camera_that_a_read_names_twice_is_in_the_last_state_and_does_not_move() {
    let mut console = Console::new(Some("sess_1"));
    let named = |state| Candidate {
        state,
        ..Candidate::unknown(address(1))
    };
    let twice = [
        named(CandidateState::Verifying),
        named(CandidateState::Failed),
    ];
    console.handle(read_of(&twice));
    let once = shown(&console);
    let lines = console.log_lines();
    assert_eq!(states(&console), [(address(1), CandidateState::Failed)]);
    console.handle(read_of(&twice));
    assert_eq!(shown(&console), once);
    assert_eq!(console.log_lines(), lines);
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(192)
    })]

    #[test]
    fn everything_on_the_screen_agrees_after_any_sequence(
        steps in prop::collection::vec(step(), 0..60),
    ) {
        let mut run = Run::new();
        for step in &steps {
            run.take(step);
            run.check()?;
        }
        // Once each command is answered, nothing is busy any more.
        let refused = Outcome::Failed(ErrorCode::DeviceInvalidState, None);
        while let Some(owed) = run.owed.pop() {
            let command = run.console.handle(owed.event(refused.clone()));
            run.send(command);
            run.check()?;
        }
        if let Some(batch) = run.batch() {
            prop_assert!(batch.busy.is_none());
            prop_assert!(batch.cards.iter().all(|card| card.busy.is_none()));
        }
    }

    #[test]
    fn an_event_that_comes_twice_changes_nothing(
        steps in prop::collection::vec(step(), 0..40),
        event in event(),
    ) {
        let mut run = Run::new();
        for step in &steps {
            run.take(step);
        }
        run.console.handle(event.clone());
        let once = shown(&run.console);
        run.console.advance(3);
        run.console.handle(event);
        prop_assert_eq!(shown(&run.console), once);
    }

    #[test]
    fn an_event_never_takes_a_camera_back_within_an_attempt(
        steps in prop::collection::vec(step(), 0..30),
        reports in prop::collection::vec(report(), 1..20),
    ) {
        let mut run = Run::new();
        for step in &steps {
            run.take(step);
        }
        for report in reports {
            let camera = |run: &Run| {
                let card = run.batch()?.cards.get(report.mac)?;
                Some((card.candidate.retry_count, card.candidate.state.clone()))
            };
            let before = camera(&run);
            run.console.handle(reported(&report));
            let (Some((attempt, state)), Some((attempt_now, state_now))) = (before, camera(&run))
            else {
                continue;
            };
            prop_assert!(attempt_now >= attempt);
            let is_retry = report.retry_count.is_none()
                && state == CandidateState::Failed
                && state_now == CandidateState::Provisioning;
            if attempt_now == attempt && !is_retry {
                let ranks = rank(&state).zip(rank(&state_now));
                prop_assert!(ranks.is_none_or(|(before, now)| now >= before), "{state:?}");
            }
        }
    }

    /// The stream opens, the session is read, and then the events since the stream opened are
    /// played, which the read knows already (contract, section 6).
    #[test]
    fn a_console_that_comes_late_shows_the_same_as_one_that_saw_everything(
        steps in prop::collection::vec((mac(), any::<bool>()), 1..60),
        is_flat: bool,
        cuts in (any::<Index>(), any::<Index>()),
    ) {
        let mut pi = Pi::new();
        for (mac, fails) in steps {
            pi.step(mac, fails, is_flat);
        }
        let mut early = Console::open();
        early.handle(read_of(&[]));
        for update in &pi.sent {
            early.handle(reported(update));
        }
        let (a, b) = (cuts.0.index(pi.reads.len()), cuts.1.index(pi.reads.len()));
        let (opened, read) = (a.min(b), a.max(b));
        let mut late = Console::new(Some("sess_1"));
        late.handle(read_of(&pi.reads[read]));
        for update in &pi.sent[opened..] {
            late.handle(reported(update));
        }
        let expected = truth(&pi.reads[pi.reads.len() - 1]);
        prop_assert_eq!(states(&early), expected.clone());
        prop_assert_eq!(states(&late), expected);
    }

    /// A proxy or a Pi may send everything again after a reconnect.
    #[test]
    fn events_that_name_their_attempt_change_nothing_when_all_come_again(
        steps in prop::collection::vec((mac(), any::<bool>()), 1..60),
    ) {
        let mut pi = Pi::new();
        for (mac, fails) in steps {
            pi.step(mac, fails, false);
        }
        let mut console = Console::open();
        console.handle(read_of(&[]));
        for update in &pi.sent {
            console.handle(reported(update));
        }
        let once = shown(&console);
        console.advance(3);
        for update in &pi.sent {
            console.handle(reported(update));
        }
        prop_assert_eq!(shown(&console), once);
    }
}
