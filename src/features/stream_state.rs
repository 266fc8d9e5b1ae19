//! What the state of the event stream means for the rest of the window, and whether the state is
//! stale.

use std::time::Duration;

use super::State;
use crate::{
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::{Problem, Remedy},
    },
    features::provisioning::batch::Batch,
};

/// Data older than this is stale while the stream is down: two intervals of the polling fallback.
pub(super) const STALE_AFTER: Duration = Duration::from_secs(6);

impl State {
    pub(crate) fn handle_stream(&mut self, status: LinkState, now: Now) {
        let was_open = self.stream.is_live() || matches!(self.stream, LinkState::Silent { .. });
        if status.is_live() && (!was_open || self.stream_loss.is_waiting()) {
            self.recovery.request_recoverable();
            self.allowlist.link_is_up();
            self.provisioning.network_scan.link_is_up(now);
            if self.is_up_to_date() {
                self.fresh_at = Some(now.instant);
            }
            self.is_read = false;
        }
        if let Some(status) = self.stream_loss.pass(&self.stream, status, now) {
            self.show_stream(status, now);
        }
    }

    /// Shows each loss of a connection that has lasted.
    pub(crate) fn show_lasting_losses(&mut self, now: Now) {
        if let Some((lost_at, states)) = self.stream_loss.due(now) {
            let fresh_at = self.fresh_at.max(Some(lost_at.instant));
            for status in states {
                self.show_stream(status, now);
            }
            if self.is_confirmed() {
                self.fresh_at = fresh_at;
            }
        }
        self.monitoring.show_lasting_loss(&mut self.notices, now);
        self.diagnostics.show_lasting_loss(now);
    }

    fn show_stream(&mut self, status: LinkState, now: Now) {
        if self.stream.is_live() || status.is_live() {
            // A stream that brings nothing and a session that cannot be read prove nothing.
            let is_silent = matches!(status, LinkState::Silent { .. });
            if !is_silent && self.is_confirmed() {
                self.fresh_at = Some(now.instant);
            }
            self.note_live(now);
        }
        match &status {
            LinkState::Live { .. } | LinkState::Silent { .. } | LinkState::Off => {
                self.link_problem = None;
            }
            LinkState::Retrying { problem, .. } => {
                // The client retries automatically: the person only has to wait.
                let remedy = match problem.remedy {
                    Remedy::Retry => Remedy::Wait,
                    _ => problem.remedy.clone(),
                };
                let problem = Problem {
                    remedy,
                    ..(**problem).clone()
                };
                self.link_problem = Some(Box::new(problem));
            }
            LinkState::Refused { problem } => self.link_problem = Some(problem.clone()),
            LinkState::Connecting { .. } => {}
        }
        if status == LinkState::Off {
            self.fresh_at = None;
        }
        let is_reopened = self.stream.is_live() && status.is_live();
        if !is_reopened {
            self.notices.stream_changed(&status, now);
        }
        self.monitoring.observe_link(&status, now);
        self.stream = status;
    }

    /// Whether the session that runs was read since the stream was opened, the last time too.
    fn is_confirmed(&self) -> bool {
        let batch = self.provisioning.batch();
        let is_running = batch.is_some_and(Batch::is_running);
        !is_running || self.is_read && !self.provisioning.is_unread()
    }

    fn is_up_to_date(&self) -> bool {
        self.stream.is_live() && self.is_confirmed()
    }

    /// When the state begins to be shown with its age.
    pub(super) fn next_stale(&self, now: Now) -> Option<Duration> {
        let fresh_at = self.fresh_at.filter(|_| !self.is_up_to_date())?;
        let left = STALE_AFTER.checked_sub(now.since(fresh_at))?;
        (!left.is_zero()).then_some(left)
    }

    /// The age of the state, if the stream has been down or the session could not be read for so
    /// long that it may be out of date.
    #[must_use]
    pub fn stale_for(&self, now: Now) -> Option<Duration> {
        let age = now.since(self.fresh_at?);
        (!self.is_up_to_date() && age >= STALE_AFTER).then_some(age)
    }
}
