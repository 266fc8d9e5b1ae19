//! A session with more cameras than anybody has.

use super::*;
use crate::{
    domain::{candidate::CandidateUpdate, mac::MacAddr},
    features::provisioning::batch::{Batch, MAX_CARDS},
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
    let after = revision(&console);
    assert_ne!(after, before);
    console.state.prepare_frame();
    assert_eq!(revision(&console), after);
}
