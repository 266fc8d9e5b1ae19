//! What a person who looks elsewhere wants to hear of a batch: that a camera failed, and that it is over.

use crate::features::provisioning::progress::Counts;

/// Something worth a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchOutcome {
    /// So many cameras have failed since the last look.
    Failed(usize),
    /// No camera is in flight any more.
    Ended {
        /// Those that were verified.
        verified: usize,
        /// Those that were to be.
        wanted: usize,
        /// Those that failed.
        failed: usize,
    },
}

/// Compares a batch with what it was when it was last seen.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutcomeWatch {
    before: Option<Counts>,
}

impl OutcomeWatch {
    /// What has come of the batch since the last look. The first look at a batch is no news.
    pub fn look(&mut self, counts: Option<&Counts>) -> Option<BatchOutcome> {
        let before = std::mem::replace(&mut self.before, counts.copied())?;
        let counts = counts?;
        if before.in_flight() > 0 && counts.in_flight() == 0 {
            return Some(BatchOutcome::Ended {
                verified: counts.verified,
                wanted: counts.wanted(),
                failed: counts.failed,
            });
        }
        let failed = counts.failed.saturating_sub(before.failed);
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
    fn a_failure_and_the_end_are_news_and_nothing_else_is() {
        let mut watch = OutcomeWatch::default();
        let ended = BatchOutcome::Ended {
            verified: 2,
            wanted: 3,
            failed: 1,
        };
        for (counts, news) in [
            (counts(3, 0, 0, 1), None),
            (counts(0, 3, 0, 0), None),
            (counts(0, 2, 1, 0), None),
            (counts(0, 1, 1, 1), Some(BatchOutcome::Failed(1))),
            (counts(0, 1, 1, 1), None),
            (counts(0, 0, 2, 1), Some(ended)),
            (counts(0, 0, 2, 1), None),
        ] {
            assert_eq!(watch.look(Some(&counts)), news, "{counts:?}");
        }
    }

    #[test]
    fn another_batch_is_not_compared_with_the_one_before() {
        let mut watch = OutcomeWatch::default();
        assert_eq!(watch.look(Some(&counts(0, 3, 0, 0))), None);
        assert_eq!(watch.look(None), None, "it was left");
        assert_eq!(watch.look(Some(&counts(0, 0, 0, 5))), None);
    }
}
