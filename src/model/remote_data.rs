//! Data that is on the Pi: what is known of it, since when, and what came of asking again. Knows no calls.

use std::time::Instant;

use crate::domain::{clock::Now, problem::Problem};

/// Something that is read from the Pi now and then. What was read before stays until there is something newer.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteData<T> {
    known: Option<Known<T>>,
    asking: Asking,
}

/// What was read, and when.
#[derive(Debug, Clone, PartialEq)]
struct Known<T> {
    value: T,
    at: Instant,
}

/// What is going on.
#[derive(Debug, Clone, PartialEq)]
enum Asking {
    Idle,
    Reading,
    /// The last answer was this.
    Failed(Box<Problem>),
    /// The Pi does not have it.
    Unavailable,
}

impl<T> Default for RemoteData<T> {
    /// Not asked for yet.
    fn default() -> Self {
        Self {
            known: None,
            asking: Asking::Idle,
        }
    }
}

impl<T> RemoteData<T> {
    /// The question is on its way.
    pub fn ask(&mut self) {
        self.asking = Asking::Reading;
    }

    /// Takes in the answer; `None`: the Pi does not have it.
    pub fn answer(&mut self, answer: Result<Option<T>, Box<Problem>>, now: Now) {
        self.asking = match answer {
            Ok(Some(value)) => {
                let at = now.instant;
                self.known = Some(Known { value, at });
                Asking::Idle
            }
            Ok(None) => {
                self.known = None;
                Asking::Unavailable
            }
            Err(problem) => Asking::Failed(problem),
        };
    }

    /// What was read last.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.known.as_ref().map(|known| &known.value)
    }

    /// What was read last, for a change that the Pi is about to confirm.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        self.known.as_mut().map(|known| &mut known.value)
    }

    /// When it was read.
    #[must_use]
    pub fn read_at(&self) -> Option<Instant> {
        self.known.as_ref().map(|known| known.at)
    }

    /// Why the last question got no answer.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.asking {
            Asking::Failed(problem) => Some(problem),
            Asking::Idle | Asking::Reading | Asking::Unavailable => None,
        }
    }

    /// Whether an answer is waited for.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self.asking, Asking::Reading)
    }

    /// Whether this Pi does not have it (contract, section 3, rule 8).
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self.asking, Asking::Unavailable)
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::problem::ProblemKind;

    fn problem(now: Now) -> Box<Problem> {
        Box::new(Problem::new(ProblemKind::Unreachable, now.wall))
    }

    #[test]
    fn what_was_read_stays_with_its_age_while_it_is_read_again_and_when_that_fails() {
        let now = Now::read();
        let later = now + Duration::from_secs(30);
        let mut remote = RemoteData::default();
        assert_eq!(remote.value(), None);
        remote.ask();
        remote.answer(Ok(Some(7)), now);
        remote.ask();
        assert!(remote.is_reading());
        assert_eq!(remote.value(), Some(&7));
        remote.answer(Err(problem(later)), later);
        assert!(!remote.is_reading());
        assert_eq!(remote.value(), Some(&7));
        assert_eq!(remote.read_at(), Some(now.instant));
        let Some(shown) = remote.problem() else {
            panic!("a failure is shown");
        };
        assert_eq!(shown.kind, ProblemKind::Unreachable);
        remote.ask();
        assert_eq!(remote.problem(), None);
        remote.answer(Ok(Some(8)), later);
        assert_eq!(remote.read_at(), Some(later.instant));
    }

    #[test]
    fn a_pi_that_does_not_have_it_leaves_nothing_to_show() {
        let now = Now::read();
        let mut remote = RemoteData::default();
        remote.answer(Ok(Some(7)), now);
        remote.answer(Ok(None), now);
        assert!(remote.is_unavailable());
        assert_eq!(remote.value(), None);
        remote.answer(Ok(Some(9)), now);
        assert!(!remote.is_unavailable());
    }
}
