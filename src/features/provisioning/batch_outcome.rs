//! What a person who does not look at the window is notified of: a camera failed, or none is in
//! flight any more.

use crate::features::provisioning::progress::Counts;

/// What to notify of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchOutcome {
    /// This many cameras have failed since the last check.
    Failed(usize),
    /// No camera is in flight any more.
    Ended {
        /// The verified cameras.
        verified: usize,
        /// All cameras except the skipped ones.
        wanted: usize,
        /// The failed cameras.
        failed: usize,
        /// The cameras that accepted the credentials and have not reported.
        unconfirmed: usize,
    },
}

/// Notices when no camera is in flight any more and nothing follows without a press.
#[derive(Debug, Clone, Copy, Default)]
pub struct EndWatch {
    has_worked: bool,
}

impl EndWatch {
    /// Whether it has ended since the last check. `goes_on`: [`Batch::goes_on`].
    ///
    /// [`Batch::goes_on`]: crate::features::provisioning::batch::Batch::goes_on
    pub fn has_ended(&mut self, counts: &Counts, goes_on: bool) -> bool {
        let is_working = counts.in_flight() > 0;
        let has_ended = self.has_worked && !is_working && !goes_on;
        self.has_worked = is_working || self.has_worked && goes_on;
        has_ended
    }
}

/// Compares the counts of a batch with those of the last check.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutcomeWatch {
    previous: Option<Counts>,
    end: EndWatch,
}

impl OutcomeWatch {
    /// What has happened since the last check. The first check of a batch returns nothing. The batch
    /// is given by its counts and by whether it goes on.
    pub fn check(&mut self, batch: Option<(&Counts, bool)>) -> Option<BatchOutcome> {
        let counts = batch.map(|(counts, _)| *counts);
        let previous = std::mem::replace(&mut self.previous, counts);
        if previous.is_none() {
            self.end = EndWatch::default();
        }
        let (counts, goes_on) = batch?;
        let has_ended = self.end.has_ended(counts, goes_on);
        let previous = previous?;
        if has_ended {
            return Some(BatchOutcome::Ended {
                verified: counts.verified,
                wanted: counts.wanted(),
                failed: counts.failed,
                unconfirmed: counts.unconfirmed,
            });
        }
        let failed = counts.failed.saturating_sub(previous.failed);
        (failed > 0).then_some(BatchOutcome::Failed(failed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(discovered: usize, verifying: usize, verified: usize, failed: usize) -> Counts {
        Counts {
            discovered,
            verifying,
            verified,
            failed,
            ..Counts::default()
        }
    }

    #[test]
    fn a_failure_and_the_end_of_a_batch_are_reported() {
        let mut watch = OutcomeWatch::default();
        let ended = BatchOutcome::Ended {
            verified: 2,
            wanted: 3,
            failed: 1,
            unconfirmed: 0,
        };
        for (counts, outcome) in [
            (counts(3, 0, 0, 1), None),
            (counts(0, 3, 0, 0), None),
            (counts(0, 2, 1, 0), None),
            (counts(0, 1, 1, 1), Some(BatchOutcome::Failed(1))),
            (counts(0, 1, 1, 1), None),
            (counts(0, 0, 2, 1), Some(ended)),
            (counts(0, 0, 2, 1), None),
        ] {
            assert_eq!(watch.check(Some((&counts, false))), outcome, "{counts:?}");
        }
    }

    #[test]
    fn a_batch_is_not_compared_with_the_previous_one() {
        let mut watch = OutcomeWatch::default();
        assert_eq!(watch.check(Some((&counts(0, 3, 0, 0), false))), None);
        assert_eq!(watch.check(None), None, "no batch is open");
        assert_eq!(watch.check(Some((&counts(0, 0, 0, 5), false))), None);
    }

    #[test]
    fn a_batch_that_goes_on_has_not_ended() {
        let mut watch = OutcomeWatch::default();
        for (counts, goes_on, has_ended) in [
            (counts(3, 1, 0, 0), true, false),
            (counts(3, 0, 1, 0), true, false),
            (counts(0, 3, 1, 0), false, false),
            (counts(0, 0, 4, 0), true, false),
            (counts(0, 0, 4, 0), false, true),
            (counts(0, 0, 4, 0), false, false),
        ] {
            let outcome = watch.check(Some((&counts, goes_on)));
            assert_eq!(outcome.is_some(), has_ended, "{counts:?} {goes_on}");
        }
    }
}
