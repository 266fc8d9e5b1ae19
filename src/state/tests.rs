//! The reducer, told what a Pi may tell, in the orders in which it may come.

use std::time::Duration;

use super::{
    State,
    action::{Action, ProvisioningAction},
    batch::Batch,
    card_list::Filter,
    progress::estimate_left,
    provisioning::Phase,
};
use crate::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate},
        clock::Now,
        mac::MacAddr,
        network::{Security, Ssid},
        problem::{Category, Problem, Remedy},
        session::{
            BulkOutcome, Session, SessionId, SessionSnapshot, SessionState, StartRequest,
            StepTimeouts,
        },
        stream::StreamStatus,
    },
    messages::{BatchEvent, Command, DeviceVerb, Event, Reply, SessionReply, SessionVerb},
};

struct Console {
    state: State,
    now: Now,
}

impl Console {
    fn new(remembered: Option<&str>) -> Self {
        let now = Now::read() + Duration::from_hours(2);
        let state = State::new("pi:8082", remembered.map(SessionId::new), now);
        Self { state, now }
    }

    /// With the session `sess_1` open, and these cameras in it.
    fn open(candidates: Vec<Candidate>) -> Self {
        let mut console = Self::new(Some("sess_1"));
        console.tell(Event::Snapshot(Box::new(snapshot(
            "sess_1",
            SessionState::Active,
            candidates,
        ))));
        console
    }

    fn tell(&mut self, event: Event) -> Option<Command> {
        self.state.handle_event(event, self.now)
    }

    fn wants(&mut self, action: ProvisioningAction) -> Option<Command> {
        self.state
            .handle_action(Action::Provisioning(action), self.now)
    }

    fn moves(&mut self, mac: u8, state: CandidateState) {
        let update = CandidateUpdate {
            state: Some(state),
            ..CandidateUpdate::about(address(mac))
        };
        self.tell(Event::Batch(BatchEvent::Candidate(update)));
    }

    fn later(&mut self, seconds: u64) {
        self.now = self.now + Duration::from_secs(seconds);
    }

    fn batch(&self) -> &Batch {
        match &self.state.provisioning.phase {
            Phase::Open(batch) => batch,
            other => panic!("no session is open: {other:?}"),
        }
    }

    fn shown(&self, mac: u8) -> String {
        let card = self.batch().cards.get(address(mac)).expect("a card");
        card.state().word().to_owned()
    }

    fn order(&self) -> Vec<MacAddr> {
        let cards = &self.batch().cards;
        let positions = self.batch().list.order.iter();
        positions
            .filter_map(|position| cards.at(*position))
            .map(|card| card.candidate.mac)
            .collect()
    }

    fn answers(&mut self, mac: u8, verb: DeviceVerb, state: Option<CandidateState>) {
        self.tell(Event::Reply(Reply::Device(
            SessionId::new("sess_1"),
            address(mac),
            verb,
            Ok(state),
        )));
    }
}

fn address(last: u8) -> MacAddr {
    MacAddr::new([0x24, 0x6F, 0x28, 0, 0, last])
}

fn camera(last: u8) -> Candidate {
    Candidate {
        in_allowlist: true,
        ..Candidate::unknown(address(last))
    }
}

fn snapshot(id: &str, state: SessionState, candidates: Vec<Candidate>) -> SessionSnapshot {
    SessionSnapshot {
        session: session(id, state),
        candidates: Some(candidates),
        remaining: Some(Duration::from_mins(10)),
        network: None,
        pi_time: None,
    }
}

fn session(id: &str, state: SessionState) -> Session {
    Session {
        id: SessionId::new(id),
        state,
        target_ssid: "ShopNet-24".to_owned(),
        created_at: None,
        expires_at: None,
        device_count: 0,
        verified_count: 0,
        failed_count: 0,
    }
}

fn problem(code: &str, details: Option<&str>) -> Box<Problem> {
    Box::new(Problem {
        summary: "It did not work.".to_owned(),
        details: details.map(str::to_owned),
        code: code.to_owned(),
        category: Category::Session,
        http_status: Some(409),
        endpoint: None,
        correlation_id: Some("c-1".to_owned()),
        retryable: false,
        retry_after: None,
        at: "2026-11-23T14:00:00Z".parse().expect("a time"),
        remedy: Remedy::Retry,
    })
}

fn start() -> ProvisioningAction {
    ProvisioningAction::Start(StartRequest {
        ssid: Ssid::new("ShopNet-24").expect("an SSID"),
        security: Security::Open,
        timeouts: StepTimeouts::default(),
    })
}

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
    let refusal = problem("SESSION_ALREADY_ACTIVE", Some("active session: sess_77"));
    console.tell(Event::Reply(Reply::Started(Err(refusal))));
    let Phase::Idle(idle) = &console.state.provisioning.phase else {
        panic!("still the form")
    };
    assert_eq!(idle.starting, None, "the form can be used again");
    assert_eq!(idle.elsewhere, Some((SessionId::new("sess_77"), None)));
    let command = console.wants(ProvisioningAction::Show(SessionId::new("sess_77")));
    assert!(matches!(command, Some(Command::Follow(Some(id))) if id.as_str() == "sess_77"));
}

#[test]
fn a_session_begun_elsewhere_is_offered_until_it_ends() {
    let mut console = Console::new(None);
    console.tell(Event::Batch(BatchEvent::Session(session(
        "sess_5",
        SessionState::Active,
    ))));
    let offered = |console: &Console| match &console.state.provisioning.phase {
        Phase::Idle(idle) => idle.elsewhere.clone(),
        Phase::Looking { .. } | Phase::Open(_) => None,
    };
    let expected = Some((SessionId::new("sess_5"), Some("ShopNet-24".to_owned())));
    assert_eq!(offered(&console), expected);
    console.tell(Event::Batch(BatchEvent::Session(session(
        "sess_5",
        SessionState::Closed,
    ))));
    assert_eq!(offered(&console), None);
}

#[test]
fn a_remembered_session_that_is_gone_is_let_go() {
    for event in [
        Event::SnapshotFailed(SessionId::new("sess_1"), problem("SESSION_NOT_FOUND", None)),
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
    let unread = Event::SnapshotFailed(SessionId::new("sess_1"), problem("UNREACHABLE", None));
    assert!(console.tell(unread).is_none());
    assert_eq!(
        console.state.provisioning.session_id(),
        Some(&SessionId::new("sess_1"))
    );
}

#[test]
fn an_event_of_an_unknown_camera_makes_its_card_and_one_of_another_session_does_not() {
    let mut console = Console::open(Vec::new());
    console.moves(1, CandidateState::Discovered);
    let foreign = CandidateUpdate {
        session_id: Some(SessionId::new("sess_2")),
        ..CandidateUpdate::about(address(2))
    };
    console.tell(Event::Batch(BatchEvent::Candidate(foreign)));
    assert_eq!(console.order(), [address(1)]);
}

#[test]
fn a_fresh_read_is_the_truth_whatever_was_known() {
    let mut console = Console::open(vec![camera(1), camera(2)]);
    console.moves(1, CandidateState::Verifying);
    let recovered = Candidate {
        state: CandidateState::Provisioned,
        ..camera(1)
    };
    let truth = snapshot("sess_1", SessionState::Active, vec![recovered, camera(3)]);
    console.tell(Event::Snapshot(Box::new(truth)));
    assert_eq!(console.shown(1), "provisioned");
    assert_eq!(
        console.order(),
        [address(1), address(3)],
        "camera 2 is gone, and the order holds"
    );
}

#[test]
fn a_failure_stays_even_when_the_pi_lists_the_camera_no_more() {
    let mut console = Console::open(vec![camera(1), camera(2)]);
    console.moves(2, CandidateState::Failed);
    console.tell(Event::Snapshot(Box::new(snapshot(
        "sess_1",
        SessionState::Active,
        Vec::new(),
    ))));
    assert_eq!(console.order(), [address(2)]);
    assert_eq!(console.shown(2), "failed");
}

#[test]
fn failed_cameras_come_first_and_the_rest_stay_in_the_order_of_their_discovery() {
    let mut console = Console::open(vec![camera(1), camera(2), camera(3)]);
    console.moves(3, CandidateState::Failed);
    console.moves(1, CandidateState::Verified);
    assert_eq!(console.order(), [address(3), address(1), address(2)]);
    console.wants(ProvisioningAction::Filter(Filter::Verified));
    assert_eq!(console.order(), [address(1)]);
    console.wants(ProvisioningAction::Filter(Filter::All));
    console.wants(ProvisioningAction::Search("0000-02".to_owned()));
    assert_eq!(
        console.order(),
        [address(2)],
        "a MAC is found in any spelling"
    );
}

#[test]
fn a_skipped_camera_reads_skipped_although_the_pi_says_failed() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningAction::Device(address(1), DeviceVerb::Skip));
    console.moves(1, CandidateState::Failed);
    console.answers(1, DeviceVerb::Skip, Some(CandidateState::Failed));
    assert_eq!(console.shown(1), "skipped");
    assert_eq!(
        (
            console.batch().counts.wanted(),
            console.batch().counts.skipped
        ),
        (0, 1)
    );
    console.tell(Event::Snapshot(Box::new(snapshot(
        "sess_1",
        SessionState::Active,
        Vec::new(),
    ))));
    assert_eq!(console.shown(1), "skipped", "or lists it no more");
    console.moves(1, CandidateState::Provisioning);
    assert_eq!(
        console.shown(1),
        "provisioning",
        "somebody tries it after all"
    );
}

#[test]
fn an_answer_that_comes_after_the_events_changes_nothing() {
    let mut console = Console::open(vec![camera(1)]);
    console.moves(1, CandidateState::Failed);
    console.wants(ProvisioningAction::Device(address(1), DeviceVerb::Retry));
    console.moves(1, CandidateState::Provisioning);
    console.moves(1, CandidateState::Failed);
    console.answers(1, DeviceVerb::Retry, Some(CandidateState::Provisioning));
    assert_eq!(console.shown(1), "failed");
}

#[test]
fn a_refused_action_shows_on_its_card_and_frees_it() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningAction::Device(
        address(1),
        DeviceVerb::Provision,
    ));
    let again = console.wants(ProvisioningAction::Device(
        address(1),
        DeviceVerb::Provision,
    ));
    assert!(again.is_none(), "busy");
    let refusal = Err(problem("DEVICE_NOT_IN_ALLOWLIST", None));
    console.tell(Event::Reply(Reply::Device(
        SessionId::new("sess_1"),
        address(1),
        DeviceVerb::Provision,
        refusal,
    )));
    let card = console.batch().cards.get(address(1)).expect("a card");
    assert_eq!(card.busy, None);
    assert_eq!(
        card.problem.as_ref().map(|problem| problem.code.as_str()),
        Some("DEVICE_NOT_IN_ALLOWLIST")
    );
}

#[test]
fn selected_and_failed_cameras_are_asked_for_in_one_command() {
    let barred = Candidate {
        in_allowlist: false,
        ..camera(3)
    };
    let mut console = Console::open(vec![camera(1), camera(2), barred]);
    for mac in 1..=3 {
        console.wants(ProvisioningAction::Select(address(mac), true));
    }
    match console.wants(ProvisioningAction::ProvisionSelected) {
        Some(Command::Devices(_, macs, DeviceVerb::Provision)) => {
            assert_eq!(macs, [address(1), address(2)]);
        }
        other => panic!("{other:?}"),
    }
    console.moves(1, CandidateState::Failed);
    console.moves(2, CandidateState::Failed);
    match console.wants(ProvisioningAction::RetryAllFailed) {
        Some(Command::Devices(_, macs, DeviceVerb::Retry)) => {
            assert_eq!(macs, [address(1), address(2)]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_estimate_waits_for_two_cameras_and_is_their_median() {
    let mut console = Console::open((1..=4).map(camera).collect());
    for mac in 1..=4 {
        console.moves(mac, CandidateState::Provisioning);
    }
    for mac in 1..=4 {
        console.moves(mac, CandidateState::Provisioned);
        console.moves(mac, CandidateState::Verifying);
    }
    console.later(10);
    console.moves(1, CandidateState::Verified);
    assert_eq!(estimate_left(&console.batch().cards, console.now), None);
    console.later(10);
    console.moves(2, CandidateState::Verified);
    assert_eq!(
        estimate_left(&console.batch().cards, console.now),
        Some(Duration::ZERO)
    );
    console.moves(3, CandidateState::Failed);
    console.moves(3, CandidateState::Provisioning);
    assert_eq!(
        estimate_left(&console.batch().cards, console.now),
        Some(Duration::from_secs(20))
    );
}

#[test]
fn every_camera_found_is_counted_once() {
    let barred = Candidate {
        in_allowlist: false,
        ..camera(5)
    };
    let odd = Candidate {
        state: CandidateState::Other("updating".to_owned()),
        ..camera(6)
    };
    let mut console = Console::open(vec![
        camera(1),
        camera(2),
        camera(3),
        camera(4),
        barred,
        odd,
    ]);
    console.moves(1, CandidateState::Verified);
    console.moves(2, CandidateState::Failed);
    console.moves(3, CandidateState::Verifying);
    let counts = console.batch().counts;
    assert_eq!(
        (counts.verified, counts.failed, counts.in_flight()),
        (1, 1, 1)
    );
    assert_eq!(
        (counts.discovered, counts.not_allowlisted, counts.other),
        (2, 1, 1)
    );
    assert_eq!(counts.found(), 6);
}

#[test]
fn a_stopped_session_stays_on_the_screen_until_it_is_left() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningAction::Session(SessionVerb::Stop));
    assert!(
        console
            .wants(ProvisioningAction::Session(SessionVerb::Stop))
            .is_none(),
        "busy"
    );
    let id = SessionId::new("sess_1");
    console.tell(Event::Reply(Reply::Session(
        id,
        SessionVerb::Stop,
        Ok(SessionReply::Now(None)),
    )));
    assert!(console.batch().is_over());
    assert_eq!(
        console.state.provisioning.session_id(),
        None,
        "nothing to come back to"
    );
    assert!(matches!(
        console.wants(ProvisioningAction::Leave),
        Some(Command::Follow(None))
    ));
    assert!(matches!(console.state.provisioning.phase, Phase::Idle(_)));
}

#[test]
fn a_bulk_start_tells_how_many_were_left_out() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningAction::Session(SessionVerb::ProvisionAll));
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
    let live = Event::Stream(StreamStatus::Live {
        since: console.now.instant,
    });
    console.tell(live);
    console.later(3_600);
    assert_eq!(
        console.state.stale_for(console.now),
        None,
        "quiet is not stale"
    );
    let problem = problem("CONNECTION_LOST", None);
    console.tell(Event::Stream(StreamStatus::Retrying {
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
    console.tell(Event::Stream(StreamStatus::Live {
        since: console.now.instant,
    }));
    assert_eq!(console.state.next_tick(console.now), None);
    console.wants(start());
    assert_eq!(
        console.state.next_tick(console.now),
        Some(Duration::from_secs(1))
    );
}
