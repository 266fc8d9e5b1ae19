//! Whether the Pi can be reached: reported by every call, watched by the reconnect loops.

use tokio::sync::watch;

use crate::{
    client::error::Error,
    domain::problem::{Problem, ProblemKind},
    wire::error_codes,
};

/// The reachability of the Pi, according to the calls so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reachability {
    /// How often the Pi answered after it could not be reached. An answer of a proxy in its place
    /// ([`error_codes::is_stand_in`]) does not count.
    pub returns: u64,
    /// Whether the last call did not reach the Pi.
    pub is_away: bool,
}

/// Receives the reports of calls.
#[derive(Debug, Default)]
pub(crate) struct ReachabilitySender(watch::Sender<Reachability>);

impl ReachabilitySender {
    pub fn watch(&self) -> watch::Receiver<Reachability> {
        self.0.subscribe()
    }

    pub fn answered(&self) {
        self.0.send_modify(|reachability| {
            reachability.returns += u64::from(reachability.is_away);
            reachability.is_away = false;
        });
    }

    /// The Pi, or a proxy in front of it, answered.
    pub fn refused(&self, problem: &Problem) {
        match problem.kind {
            // Something in front of the Pi refuses this call. Others may get through.
            ProblemKind::AnsweredInBetween { status: ..500 } => {}
            _ if error_codes::is_stand_in(problem) => self.failed(),
            _ => self.answered(),
        }
    }

    /// A call or a stream got no answer. `None` of [`Error::proves_reachable`]: it may be the only
    /// one that fails.
    pub fn transport_failed(&self, error: &Error) {
        match error.proves_reachable() {
            Some(true) => self.answered(),
            Some(false) => self.failed(),
            None => {}
        }
    }

    pub fn failed(&self) {
        self.0.send_if_modified(|reachability| {
            reachability.is_away = true;
            false // no notification: all watchers wait for an answer
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
        assert_eq!(reachability.returns, 1);
    }
}
