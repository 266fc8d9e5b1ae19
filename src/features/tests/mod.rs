//! The reducer, told what a Pi may tell, in the orders in which it may come.

pub(crate) mod cards;
pub(crate) mod recovery;
pub(crate) mod sessions;

use std::time::Duration;

use super::{
    State,
    provisioning::{batch::Batch, state::Phase},
};
use crate::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate},
        clock::Now,
        key_place::KeyPlace,
        link_state::LinkState,
        mac::MacAddr,
        network::{Security, Ssid},
        problem::{ErrorCode, Problem, ProblemKind},
        session::{
            BulkOutcome, Session, SessionId, SessionSnapshot, SessionState, StartRequest,
            StepTimeouts,
        },
    },
    features::{
        intent::Intent, provisioning::intent::ProvisioningIntent, settings::state::KeyStatus,
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

    fn wants(&mut self, action: ProvisioningIntent) -> Option<Command> {
        self.state
            .handle_intent(Intent::Provisioning(action), self.now)
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

    fn other_session(&self) -> Option<&str> {
        let other = self.state.provisioning.other_session.as_ref();
        other.map(|other| other.id.as_str())
    }

    /// A fresh read of the open session.
    fn read(&mut self, candidates: Vec<Candidate>) {
        let read = snapshot("sess_1", SessionState::Active, candidates);
        self.tell(Event::Snapshot(Box::new(read)));
    }

    fn session_answers(
        &mut self,
        verb: SessionVerb,
        result: Result<SessionReply, Box<Problem>>,
    ) -> Option<Command> {
        let id = SessionId::new("sess_1");
        self.tell(Event::Reply(Reply::Session(id, verb, result)))
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
        updated_at: None,
        device_count: 0,
        provisioned_count: 0,
        verified_count: 0,
        failed_count: 0,
    }
}

fn problem(kind: impl Into<ProblemKind>, details: Option<&str>) -> Box<Problem> {
    Box::new(Problem {
        details: details.map(str::to_owned),
        correlation_id: Some("c-1".to_owned()),
        retryable: false,
        ..Problem::new(kind, "2026-11-23T14:00:00Z".parse().expect("a time"))
    })
}

fn start() -> ProvisioningIntent {
    ProvisioningIntent::Start(StartRequest {
        ssid: Ssid::new("ShopNet-24").expect("an SSID"),
        security: Security::Open,
        timeouts: StepTimeouts::default(),
    })
}

#[test]
fn a_key_is_shown_as_accepted_by_its_own_pi_only() {
    let now = Now::read();
    let connect = |mut previous: State, url: &str| {
        let mut state = State::new(url, None, now);
        state.take_over(&mut previous, url);
        state
    };
    let mut state = connect(State::new("", None, now), "http://a:8082");
    state.note_live(now);
    let accepted_at = state.settings.key.accepted_at;
    assert_eq!(accepted_at, None, "a Pi in development mode needs no key");
    state.settings.key.place = Some(KeyPlace::Memory);
    state.note_live(now);
    assert_eq!(state.settings.key.accepted_at, Some(now.wall));
    let state = connect(state, "http://b:8082");
    assert_eq!(state.settings.key, KeyStatus::default());
    let state = connect(state, "http://a:8082");
    assert_eq!(state.settings.key.accepted_at, Some(now.wall));
    let urls: Vec<&str> = state
        .connect
        .profiles
        .iter()
        .map(|profile| profile.url.as_str())
        .collect();
    assert_eq!(urls, ["http://a:8082", "http://b:8082"]);
}
