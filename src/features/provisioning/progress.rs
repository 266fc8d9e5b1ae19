//! The progress of a batch, counted from the cards: the Pi's own counters may lag behind (contract,
//! section 10).

use std::time::Duration;

use crate::{
    domain::{candidate::CandidateState, clock::Now},
    features::provisioning::{card::Card, card_list::Cards},
};

/// The number of verified cameras that an estimate needs.
const MIN_SAMPLES: usize = 2;

/// How many cameras are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Waiting to be provisioned, on the allowlist or not.
    pub discovered: usize,
    /// Of the discovered, those that are not on the allowlist.
    pub not_allowlisted: usize,
    /// Receiving the credentials.
    pub provisioning: usize,
    /// Have the credentials.
    pub provisioned: usize,
    /// Joining the target network.
    pub verifying: usize,
    /// Seen on the target network.
    pub verified: usize,
    /// Failed.
    pub failed: usize,
    /// Skipped by a person.
    pub skipped: usize,
    /// In a state that this console does not know.
    pub other: usize,
}

impl Counts {
    /// Counts `cards`.
    #[must_use]
    pub fn of(cards: &Cards) -> Self {
        let mut counts = Self::default();
        for card in cards {
            counts.add(card);
        }
        counts
    }

    /// Counts one more card.
    pub(crate) fn add(&mut self, card: &Card) {
        *self.slot(card.state()) += 1;
        self.not_allowlisted += usize::from(card.is_barred());
    }

    /// Takes back [`Counts::add`], before the card changes.
    pub(crate) fn remove(&mut self, card: &Card) {
        let slot = self.slot(card.state());
        *slot = slot.saturating_sub(1);
        let barred = usize::from(card.is_barred());
        self.not_allowlisted = self.not_allowlisted.saturating_sub(barred);
    }

    fn slot(&mut self, state: &CandidateState) -> &mut usize {
        match state {
            CandidateState::Discovered => &mut self.discovered,
            CandidateState::Provisioning => &mut self.provisioning,
            CandidateState::Provisioned => &mut self.provisioned,
            CandidateState::Verifying => &mut self.verifying,
            CandidateState::Verified => &mut self.verified,
            CandidateState::Failed => &mut self.failed,
            CandidateState::Skipped => &mut self.skipped,
            CandidateState::Other(_) => &mut self.other,
        }
    }

    /// The cameras that can be provisioned.
    #[must_use]
    pub fn ready(&self) -> usize {
        self.discovered.saturating_sub(self.not_allowlisted)
    }

    /// The cameras that the Pi works on.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.provisioning + self.provisioned + self.verifying
    }

    /// All cameras found.
    #[must_use]
    pub fn found(&self) -> usize {
        self.wanted() + self.not_allowlisted + self.skipped
    }

    /// All cameras that can become verified, without those that are skipped or not on the allowlist:
    /// the m of "n of m verified".
    #[must_use]
    pub fn wanted(&self) -> usize {
        self.ready() + self.in_flight() + self.verified + self.failed + self.other
    }
}

/// The time until the cameras in flight are verified, estimated from the median of the verified
/// ones.
///
/// `None` while fewer than two are verified or none is in flight. Zero means any moment now.
#[must_use]
pub fn estimate_left(cards: &Cards, now: Now) -> Option<Duration> {
    let mut times: Vec<Duration> = cards
        .iter()
        .filter(|card| card.candidate.state == CandidateState::Verified)
        .filter_map(|card| card.attempt_time(now))
        .collect();
    if times.len() < MIN_SAMPLES {
        return None;
    }
    times.sort_unstable();
    let median = times[times.len() / 2];
    let in_flight = |card: &&Card| card.candidate.state.is_in_flight();
    let left = |card: &Card| median.saturating_sub(card.attempt_time(now).unwrap_or_default());
    cards.iter().filter(in_flight).map(left).max()
}
