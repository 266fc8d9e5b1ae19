//! Data that is read from the Pi: the last value, its age, and the state of the present request.

use std::time::Instant;

use crate::domain::{clock::Now, problem::Problem};

/// Data that is read from the Pi repeatedly. The last value stays until a newer one arrives.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteData<T> {
    known: Option<Known<T>>,
    request: RequestState,
}

#[derive(Debug, Clone, PartialEq)]
struct Known<T> {
    value: T,
    at: Instant,
}

/// The state of the present request.
#[derive(Debug, Clone, PartialEq)]
enum RequestState {
    Idle,
    Reading,
    /// The last request failed.
    Failed(Box<Problem>),
    /// This Pi does not have the data.
    Unavailable,
}

impl<T> Default for RemoteData<T> {
    /// Not requested yet.
    fn default() -> Self {
        Self {
            known: None,
            request: RequestState::Idle,
        }
    }
}

impl<T> RemoteData<T> {
    /// A request was sent.
    pub fn start_read(&mut self) {
        self.request = RequestState::Reading;
    }

    /// Takes in the answer; `None` if the Pi does not have the data.
    pub fn answer(&mut self, answer: Result<Option<T>, Box<Problem>>, now: Now) {
        self.request = match answer {
            Ok(Some(value)) => {
                let at = now.instant;
                self.known = Some(Known { value, at });
                RequestState::Idle
            }
            Ok(None) => {
                self.known = None;
                RequestState::Unavailable
            }
            Err(problem) => RequestState::Failed(problem),
        };
    }

    /// The last value.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.known.as_ref().map(|known| &known.value)
    }

    /// The last value, for a change that the Pi has confirmed.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        self.known.as_mut().map(|known| &mut known.value)
    }

    /// The time of the last value.
    #[must_use]
    pub fn read_at(&self) -> Option<Instant> {
        self.known.as_ref().map(|known| known.at)
    }

    /// Why the last request failed.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.request {
            RequestState::Failed(problem) => Some(problem),
            RequestState::Idle | RequestState::Reading | RequestState::Unavailable => None,
        }
    }

    /// Whether a request is waiting for its answer.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self.request, RequestState::Reading)
    }

    /// Whether this Pi does not have the data (contract, section 3, rule 8).
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self.request, RequestState::Unavailable)
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
    fn the_last_value_stays_while_a_request_runs_and_when_it_fails() {
        let now = Now::read();
        let later = now + Duration::from_secs(30);
        let mut remote = RemoteData::default();
        assert_eq!(remote.value(), None);
        remote.start_read();
        remote.answer(Ok(Some(7)), now);
        remote.start_read();
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
        remote.start_read();
        assert_eq!(remote.problem(), None);
        remote.answer(Ok(Some(8)), later);
        assert_eq!(remote.read_at(), Some(later.instant));
    }

    #[test]
    fn data_that_the_pi_does_not_have_has_no_value() {
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
