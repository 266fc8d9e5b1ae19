//! Whether the Pi gives signs of reachability: counted by every call, watched by a stream that waits to come back.

use tokio::sync::watch;

use crate::{domain::problem::Problem, wire::error_codes};

/// Counts, so that a waiting stream sees that something happened since it last looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reachability {
    /// Calls that the Pi answered, itself: see [`crate::wire::error_codes::is_stand_in`].
    pub answers: u64,
    /// Times that it answered after it could not be reached.
    pub returns: u64,
    unreachable: bool,
}

/// What calls report to.
#[derive(Debug, Default)]
pub(crate) struct ReachabilitySender(watch::Sender<Reachability>);

impl ReachabilitySender {
    pub fn watch(&self) -> watch::Receiver<Reachability> {
        self.0.subscribe()
    }

    pub fn answered(&self) {
        self.0.send_modify(|reachability| {
            reachability.answers += 1;
            reachability.returns += u64::from(reachability.unreachable);
            reachability.unreachable = false;
        });
    }

    /// The Pi answered, or what stands in front of it did.
    pub fn refused(&self, problem: &Problem) {
        if error_codes::is_stand_in(problem) {
            self.failed();
        } else {
            self.answered();
        }
    }

    pub fn failed(&self) {
        self.0.send_if_modified(|reachability| {
            reachability.unreachable = true;
            false // nothing that anybody waits for
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_after_a_failure_is_a_return() {
        let reachability_tx = ReachabilitySender::default();
        reachability_tx.answered();
        reachability_tx.failed();
        reachability_tx.failed();
        reachability_tx.answered();
        reachability_tx.answered();
        let reachability = *reachability_tx.watch().borrow();
        assert_eq!((reachability.answers, reachability.returns), (3, 1));
    }
}
