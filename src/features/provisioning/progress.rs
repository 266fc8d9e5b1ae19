//! The progress of a batch, counted from the cards: the Pi's own counters may lag behind (contract,
//! section 10).

use std::time::{Duration, Instant};

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
    /// Failed, without those that are not confirmed.
    pub failed: usize,
    /// Accepted the credentials and did not report in time ([`Card::is_unconfirmed`]).
    pub unconfirmed: usize,
    /// Skipped by a person.
    pub skipped: usize,
    /// In a state that this console does not know.
    pub other: usize,
    /// Those for which "Provision" can be pressed, and of them those that are ticked.
    pub can_provision: usize,
    pub selected: usize,
    /// Those for which "Retry" can be pressed.
    pub can_retry: usize,
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
        self.count(card, |count, by| *count += by);
    }

    /// Takes back [`Counts::add`], before the card changes.
    pub(crate) fn remove(&mut self, card: &Card) {
        self.count(card, |count, by| *count = count.saturating_sub(by));
    }

    fn count(&mut self, card: &Card, change: impl Fn(&mut usize, usize)) {
        let can_provision = card.can_provision();
        change(self.slot(card), 1);
        change(&mut self.not_allowlisted, card.is_barred().into());
        change(&mut self.can_provision, can_provision.into());
        change(&mut self.selected, (can_provision && card.selected).into());
        change(&mut self.can_retry, card.can_retry().into());
    }

    fn slot(&mut self, card: &Card) -> &mut usize {
        match card.state() {
            CandidateState::Discovered => &mut self.discovered,
            CandidateState::Provisioning => &mut self.provisioning,
            CandidateState::Provisioned => &mut self.provisioned,
            CandidateState::Verifying => &mut self.verifying,
            CandidateState::Verified => &mut self.verified,
            CandidateState::Failed if card.is_unconfirmed() => &mut self.unconfirmed,
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

    /// The cameras whose attempt ended without their being verified.
    #[must_use]
    pub fn not_verified(&self) -> usize {
        self.failed + self.unconfirmed
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
        self.ready() + self.in_flight() + self.verified + self.not_verified() + self.other
    }
}

/// What the time until the cameras in flight are verified is estimated from. It is computed when a card
/// changes, not in every frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct Estimate {
    /// The median of the times that the verified cameras took. `None` while fewer than two are verified
    /// or none is in flight.
    median: Option<Duration>,
    /// When the last of the cameras in flight began. `None` if that is not known of one of them.
    began: Option<Instant>,
}

impl Estimate {
    pub(crate) fn of(cards: &Cards) -> Self {
        let is_verified = |card: &&Card| card.candidate.state == CandidateState::Verified;
        let verified = cards.iter().filter(is_verified);
        let mut times: Vec<Duration> = verified.filter_map(Card::attempt_took).collect();
        times.sort_unstable();
        let in_flight = |card: &&Card| card.candidate.state.is_in_flight();
        let beginnings = cards.iter().filter(in_flight).map(Card::attempt_since);
        let began = beginnings.reduce(|a, b| Some(a?.max(b?)));
        let is_possible = times.len() >= MIN_SAMPLES && began.is_some();
        Self {
            median: times.get(times.len() / 2).copied().filter(|_| is_possible),
            began: began.flatten(),
        }
    }

    /// The time that is left. Zero means any moment now.
    #[must_use]
    pub fn left(&self, now: Now) -> Option<Duration> {
        let taken = self.began.map_or(Duration::ZERO, |at| now.since(at));
        self.median.map(|median| median.saturating_sub(taken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::candidate::{
            Candidate,
            CandidateState::{Failed, Provisioned, Provisioning, Verified, Verifying},
            Failure,
        },
        features::provisioning::{
            camera_results::camera_results,
            csv_export::csv,
            state::tests::{Console, address, camera},
        },
    };

    #[test]
    fn only_what_has_the_credentials_is_not_confirmed() {
        for (during, code, is_unconfirmed) in [
            (Verifying, "VERIFICATION_TIMEOUT", true),
            (Verifying, "TIMEOUT", true),
            (Provisioned, "DEVICE_TIMEOUT", true),
            (Provisioning, "DEVICE_TIMEOUT", false),
            (Provisioning, "TIMEOUT", false),
            (Verifying, "DEVICE_REJECTED", false),
            (Verifying, "TEAPOT", false),
        ] {
            let mut console = Console::open(vec![camera(1), camera(2)]);
            console.fail(1, during.clone(), code);
            let counts = console.batch().counts;
            let expected = (usize::from(!is_unconfirmed), usize::from(is_unconfirmed));
            let found = (counts.failed, counts.unconfirmed);
            assert_eq!(found, expected, "{code} during {during:?}");
            assert_eq!((counts.wanted(), counts.verified), (2, 0));
        }
    }

    /// Camera 1 failed and camera 2 is not confirmed.
    fn console() -> Console {
        let mut console = Console::open((1..=3).map(camera).collect());
        console.fail(2, Verifying, "VERIFICATION_TIMEOUT");
        console.fail(1, Provisioning, "DEVICE_UNREACHABLE");
        console
    }

    #[test]
    fn a_late_report_verifies_a_camera_by_event_or_by_read() {
        for by_read in [false, true] {
            let mut console = console();
            console.set_state(3, Verified);
            assert_eq!(console.order(), [1, 2, 3].map(address), "failed ones first");
            assert!(!console.batch().is_finished());
            console.advance(40);
            if by_read {
                let state = |number, state| Candidate {
                    state,
                    ..camera(number)
                };
                let states = [(1, Failed), (2, Verified), (3, Verified)];
                console.read(states.map(|(number, is)| state(number, is)).into());
            } else {
                console.set_state(2, Verified);
            }
            assert_eq!(console.shown_state(2), "verified");
            let counts = console.batch().counts;
            let counts = (counts.verified, counts.failed, counts.unconfirmed);
            assert_eq!(counts, (2, 1, 0), "by read: {by_read}");
        }
    }

    #[test]
    fn a_result_tells_what_is_not_confirmed_from_what_failed() {
        let console = console();
        let results = camera_results(console.batch(), console.now);
        let table = csv(&results);
        let words: Vec<_> = table
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(5))
            .collect();
        assert_eq!(words, ["failed", "not confirmed", "discovered"]);
        let summary = console.batch().summary(console.now);
        let counts = (summary.provisioned_count, summary.failed_count);
        assert_eq!(counts, (1, 1), "it has the credentials");
    }

    #[test]
    fn a_batch_awaits_reports_once_all_others_are_verified() {
        let mut console = console();
        console.set_state(3, Verified);
        assert!(!console.batch().awaits_reports(), "one failed");
        console.set_state(1, Provisioning);
        assert!(!console.batch().awaits_reports(), "one is tried again");
        console.set_state(1, Verified);
        assert!(console.batch().awaits_reports());
        console.set_state(2, Verified);
        assert!(!console.batch().awaits_reports());
        assert!(console.batch().is_finished());
    }

    #[test]
    fn a_skipped_camera_is_not_one_that_is_not_confirmed() {
        let failure = Failure {
            code: Some("VERIFICATION_TIMEOUT".to_owned()),
            message: None,
        };
        let failed = Candidate {
            state: Failed,
            failure: Some(failure),
            ..camera(1)
        };
        let mut card = Card::found(failed);
        assert!(card.is_unconfirmed());
        card.skip();
        assert!(!card.is_unconfirmed());
    }
}
