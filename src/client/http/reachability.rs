//! Whether the Pi gives signs of life: counted by every call, watched by a stream that waits to come back.

use tokio::sync::watch;

use crate::{domain::problem::Problem, wire::error_codes};

/// Counts, so that a waiting stream sees that something happened since it last looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Life {
    /// Calls that the Pi answered, itself: see [`crate::wire::error_codes::is_stand_in`].
    pub answers: u64,
    /// Times that it answered after it could not be reached.
    pub returns: u64,
    unreachable: bool,
}

/// What calls report to.
#[derive(Debug, Default)]
pub(crate) struct Pulse(watch::Sender<Life>);

impl Pulse {
    pub fn watch(&self) -> watch::Receiver<Life> {
        self.0.subscribe()
    }

    pub fn answered(&self) {
        self.0.send_modify(|life| {
            life.answers += 1;
            life.returns += u64::from(life.unreachable);
            life.unreachable = false;
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
        self.0.send_if_modified(|life| {
            life.unreachable = true;
            false // nothing that anybody waits for
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_after_a_failure_is_a_return() {
        let pulse = Pulse::default();
        pulse.answered();
        pulse.failed();
        pulse.failed();
        pulse.answered();
        pulse.answered();
        let life = *pulse.watch().borrow();
        assert_eq!((life.answers, life.returns), (3, 1));
    }
}
