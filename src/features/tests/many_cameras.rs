//! A session with more cameras than anybody has, and any sequence of events.

use proptest::prelude::*;

use super::*;
use crate::{
    domain::{
        candidate::{Candidate, CandidateUpdate},
        clock::ClockJump,
        mac::MacAddr,
    },
    features::provisioning::{
        batch::{Batch, MAX_CARDS},
        progress::Counts,
    },
    messages::BatchEvent,
    model::notices::Severity,
};

fn mac(number: u32) -> MacAddr {
    let [a, b, c, d] = number.to_be_bytes();
    MacAddr::new([2, 0, a, b, c, d])
}

fn event(number: u32, state: CandidateState, retry_count: u32) -> Event {
    Event::Batch(BatchEvent::Candidate(CandidateUpdate {
        state: Some(state),
        retry_count: Some(retry_count),
        ..CandidateUpdate::about(mac(number))
    }))
}

impl Console {
    fn batch(&self) -> Option<&Batch> {
        self.state.provisioning.batch()
    }

    fn with_cameras(count: u32) -> Self {
        let mut console = Self::open();
        for number in 0..count {
            console.handle(event(number, CandidateState::Discovered, 0));
        }
        console.state.prepare_frame();
        console
    }

    fn states(&self) -> Vec<(MacAddr, CandidateState)> {
        let cards = self
            .batch()
            .into_iter()
            .flat_map(|batch| batch.cards.iter());
        let states = cards.map(|card| (card.candidate.mac, card.state().clone()));
        let mut states: Vec<_> = states.collect();
        states.sort_by_key(|(mac, _)| *mac);
        states
    }
}

#[test]
fn a_session_is_bounded_and_says_so_once() {
    let console = Console::with_cameras(100_000);
    let batch = console.batch();
    assert_eq!(batch.map(|batch| batch.cards.len()), Some(MAX_CARDS));
    assert_eq!(batch.map(|batch| batch.is_full), Some(true));
    let lines = console.state.notices.newest_first();
    let full = lines.filter(|line| line.severity == Severity::Warning);
    assert_eq!(full.count(), 1);
}

#[test]
fn the_cards_are_put_in_order_once_for_all_events_of_a_frame() {
    let mut console = Console::with_cameras(3_000);
    let revision = |console: &Console| console.batch().map(|batch| batch.list.revision);
    let before = revision(&console);
    for number in 0..3_000 {
        console.handle(event(number, CandidateState::Failed, 0));
    }
    assert_eq!(revision(&console), before);
    assert_eq!(
        console.batch().map(|batch| batch.counts.failed),
        Some(3_000)
    );
    console.state.prepare_frame();
    assert_eq!(revision(&console), before.map(|revision| revision + 1));
    console.state.prepare_frame();
    assert_eq!(revision(&console), before.map(|revision| revision + 1));
}

#[test]
fn the_time_that_this_computer_slept_counts() {
    let mut console = Console::open();
    let mut read = snapshot("sess_1", SessionState::Active, vec![camera(1)]);
    read.remaining = Some(Duration::from_mins(44));
    read.session.created_at = Some(console.now.wall - Duration::from_mins(1));
    read.pi_time = Some(console.now.wall);
    console.handle(Event::Snapshot(Box::new(read)));
    let left = |console: &Console| {
        let batch = console.batch()?;
        let elapsed = batch.elapsed(console.now)?;
        Some((batch.left(console.now)?, elapsed))
    };
    let (left_before, elapsed_before) = left(&console).unwrap_or_default();
    assert!(left_before > Duration::from_mins(10), "{left_before:?}");
    let slept = Duration::from_mins(10);
    let jump = ClockJump::Slept(slept);
    let command = console.state.handle_clock_jump(jump, console.now);
    assert!(matches!(command, Command::CheckConnections));
    assert_eq!(
        left(&console),
        Some((left_before.saturating_sub(slept), elapsed_before + slept))
    );
    let command = console.state.handle_clock_jump(ClockJump::Set, console.now);
    assert!(matches!(command, Command::CheckConnections));
    assert_eq!(
        left(&console),
        Some((left_before.saturating_sub(slept), elapsed_before + slept)),
        "a clock that was set says nothing about the time that has passed"
    );
}

fn any_state() -> impl Strategy<Value = CandidateState> {
    prop_oneof![
        Just(CandidateState::Discovered),
        Just(CandidateState::Provisioning),
        Just(CandidateState::Provisioned),
        Just(CandidateState::Verifying),
        Just(CandidateState::Verified),
        Just(CandidateState::Failed),
        Just(CandidateState::Other("thinking".to_owned())),
    ]
}

#[derive(Debug, Clone)]
enum Step {
    Event(u32, CandidateState, u32),
    /// A read of the session with these cameras.
    Read(Vec<(u32, CandidateState, u32)>),
}

fn any_step() -> impl Strategy<Value = Step> {
    let camera = || (0_u32..6, any_state(), 0_u32..3);
    prop_oneof![
        4 => camera().prop_map(|(number, state, retries)| Step::Event(number, state, retries)),
        1 => prop::collection::vec(camera(), 0..6).prop_map(Step::Read),
    ]
}

fn read(cameras: &[(u32, CandidateState, u32)]) -> Event {
    let candidates = cameras
        .iter()
        .map(|(number, state, retry_count)| Candidate {
            state: state.clone(),
            retry_count: *retry_count,
            ..Candidate::unknown(mac(*number))
        });
    let read = snapshot("sess_1", SessionState::Active, candidates.collect());
    Event::Snapshot(Box::new(read))
}

impl Step {
    fn event(&self) -> Event {
        match self {
            Self::Event(number, state, retries) => event(*number, state.clone(), *retries),
            Self::Read(cameras) => read(cameras),
        }
    }
}

proptest! {
    #[test]
    fn after_any_sequence_the_counts_and_the_list_are_those_of_the_cards(
        steps in prop::collection::vec(any_step(), 0..60),
    ) {
        let mut console = Console::open();
        for step in &steps {
            console.handle(step.event());
            console.advance(1);
            console.state.prepare_frame();
            let Some(batch) = console.batch() else {
                panic!("the session is open");
            };
            prop_assert_eq!(batch.counts, Counts::of(&batch.cards));
            prop_assert_eq!(batch.counts.found(), batch.cards.len());
            let mut order = batch.list.order.clone();
            order.sort_unstable();
            prop_assert_eq!(order, (0..batch.cards.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_same_event_twice_changes_nothing(
        steps in prop::collection::vec(any_step(), 1..40),
    ) {
        let mut console = Console::open();
        for step in &steps {
            console.handle(step.event());
            let states = console.states();
            let lines = console.state.notices.newest_first().len();
            console.handle(step.event());
            prop_assert_eq!(console.states(), states);
            prop_assert_eq!(console.state.notices.newest_first().len(), lines);
        }
    }

    #[test]
    fn a_read_and_the_events_after_it_are_the_same_as_all_events(
        events in prop::collection::vec((0_u32..6, any_state(), 0_u32..3), 1..40),
        cut in 0_usize..40,
    ) {
        let mut all = Console::new(Some("sess_1"));
        all.handle(read(&[]));
        let mut late = Console::new(Some("sess_1"));
        let cut = cut.min(events.len());
        for (index, (number, state, retries)) in events.iter().enumerate() {
            if index == cut {
                let known = all.batch().into_iter().flat_map(|batch| batch.cards.iter());
                let snapshot: Vec<Candidate> = known.map(|card| card.candidate.clone()).collect();
                let read = super::snapshot("sess_1", SessionState::Active, snapshot);
                late.handle(Event::Snapshot(Box::new(read)));
            }
            all.handle(event(*number, state.clone(), *retries));
            if index >= cut {
                late.handle(event(*number, state.clone(), *retries));
            }
        }
        if cut < events.len() {
            prop_assert_eq!(late.states(), all.states());
        }
    }
}
