//! Partial reports about one camera, and how they are merged: a report of an earlier step is
//! dropped.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::domain::{
    candidate::{Candidate, CandidateState, Failure},
    mac::MacAddr,
    session::SessionId,
};

/// A report about one camera with some of its fields (contract, section 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateUpdate {
    /// The camera.
    pub mac: MacAddr,
    /// The session that it belongs to, if the report names one.
    pub session_id: Option<SessionId>,
    /// The state before, if the report has it: distinguishes a retry from an old report.
    pub previous_state: Option<CandidateState>,
    /// The state now.
    pub state: Option<CandidateState>,
    /// As in [`Candidate`].
    pub ip: Option<IpAddr>,
    /// As in [`Candidate`].
    pub rssi_dbm: Option<i16>,
    /// As in [`Candidate`].
    pub firmware_version: Option<String>,
    /// As in [`Candidate`].
    pub discovered_at: Option<Timestamp>,
    /// As in [`Candidate`].
    pub failure: Option<Failure>,
    /// As in [`Candidate`].
    pub retry_count: Option<u32>,
    /// As in [`Candidate`].
    pub container_id: Option<String>,
    /// As in [`Candidate`].
    pub in_allowlist: Option<bool>,
    /// As in [`Candidate`].
    pub progress_percent: Option<u8>,
}

impl CandidateUpdate {
    /// A report without fields.
    #[must_use]
    pub fn about(mac: MacAddr) -> Self {
        Self {
            mac,
            session_id: None,
            previous_state: None,
            state: None,
            ip: None,
            rssi_dbm: None,
            firmware_version: None,
            discovered_at: None,
            failure: None,
            retry_count: None,
            container_id: None,
            in_allowlist: None,
            progress_percent: None,
        }
    }
}

/// The result of merging a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// The camera is in another state now.
    Moved,
    /// The state is the same; other fields may have changed.
    Kept,
    /// The report is older than what is known and was dropped.
    Stale,
}

impl Candidate {
    /// Merges the fields of `update`, unless it would return the camera to an earlier step of the
    /// same attempt.
    pub fn merge(&mut self, update: CandidateUpdate) -> Merged {
        if self.is_stale(&update) {
            return Merged::Stale;
        }
        let CandidateUpdate {
            mac: _,
            session_id: _,
            previous_state: _,
            state,
            ip,
            rssi_dbm,
            firmware_version,
            discovered_at,
            failure,
            retry_count,
            container_id,
            in_allowlist,
            progress_percent,
        } = update;
        let moved = state.as_ref().is_some_and(|state| *state != self.state);
        if moved {
            self.failure = None;
            self.progress_percent = None;
        }
        self.state = state.unwrap_or_else(|| self.state.clone());
        self.ip = ip.or(self.ip);
        self.rssi_dbm = rssi_dbm.or(self.rssi_dbm);
        self.firmware_version = firmware_version.or_else(|| self.firmware_version.take());
        self.discovered_at = discovered_at.or(self.discovered_at);
        self.failure = failure.or_else(|| self.failure.take());
        self.retry_count = retry_count.unwrap_or(self.retry_count);
        self.container_id = container_id.or_else(|| self.container_id.take());
        self.in_allowlist = in_allowlist.unwrap_or(self.in_allowlist);
        self.progress_percent = progress_percent.or(self.progress_percent);
        if moved { Merged::Moved } else { Merged::Kept }
    }

    /// Whether `update` is about an earlier step of this attempt, or about an earlier attempt.
    fn is_stale(&self, update: &CandidateUpdate) -> bool {
        let same_attempt = match update.retry_count {
            Some(attempt) if attempt < self.retry_count => return true,
            Some(attempt) => attempt == self.retry_count,
            None => !self.may_be_a_retry(update),
        };
        let Some(state) = &update.state else {
            return false;
        };
        let ranks = self.state.rank().zip(state.rank());
        same_attempt && ranks.is_some_and(|(known, reported)| reported < known)
    }

    /// Whether a report without a retry count can be the start of a new attempt: failed ->
    /// provisioning.
    fn may_be_a_retry(&self, update: &CandidateUpdate) -> bool {
        let from_failed = matches!(update.previous_state, None | Some(CandidateState::Failed));
        self.state == CandidateState::Failed
            && update.state == Some(CandidateState::Provisioning)
            && from_failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAC: MacAddr = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);

    fn in_state(state: CandidateState) -> Candidate {
        Candidate {
            state,
            ..Candidate::unknown(MAC)
        }
    }

    fn report(state: CandidateState) -> CandidateUpdate {
        CandidateUpdate {
            state: Some(state),
            ..CandidateUpdate::about(MAC)
        }
    }

    fn a_failure() -> Failure {
        Failure {
            code: None,
            message: Some("it gave up".to_owned()),
        }
    }

    #[test]
    fn an_attempt_only_goes_forward() {
        use CandidateState::{Discovered, Failed, Provisioned, Provisioning, Verified, Verifying};
        let order = [Discovered, Provisioning, Provisioned, Verifying, Verified];
        for (i, known) in order.iter().enumerate() {
            for (j, reported) in order.iter().enumerate() {
                let mut candidate = in_state(known.clone());
                let expected = match j.cmp(&i) {
                    std::cmp::Ordering::Less => Merged::Stale,
                    std::cmp::Ordering::Equal => Merged::Kept,
                    std::cmp::Ordering::Greater => Merged::Moved,
                };
                assert_eq!(
                    candidate.merge(report(reported.clone())),
                    expected,
                    "{known:?} <- {reported:?}"
                );
            }
        }
        for known in [Discovered, Provisioning, Provisioned, Verifying] {
            assert_eq!(in_state(known).merge(report(Failed)), Merged::Moved);
        }
        assert_eq!(in_state(Verified).merge(report(Failed)), Merged::Stale);
        assert_eq!(
            in_state(Failed).merge(report(Verified)),
            Merged::Moved,
            "seen late is still seen"
        );
    }

    #[test]
    fn a_retry_starts_over_and_forgets_the_failure() {
        let mut failed = in_state(CandidateState::Failed);
        failed.failure = Some(a_failure());
        let next_attempt = CandidateUpdate {
            retry_count: Some(1),
            ..report(CandidateState::Provisioning)
        };
        assert_eq!(failed.clone().merge(next_attempt), Merged::Moved);

        let old_report = CandidateUpdate {
            retry_count: Some(0),
            ..report(CandidateState::Provisioning)
        };
        assert_eq!(failed.clone().merge(old_report), Merged::Stale);

        let flat_replay = CandidateUpdate {
            previous_state: Some(CandidateState::Discovered),
            ..report(CandidateState::Provisioning)
        };
        assert_eq!(failed.clone().merge(flat_replay), Merged::Stale);

        assert_eq!(
            failed.merge(report(CandidateState::Provisioning)),
            Merged::Moved
        );
        assert_eq!(failed.failure, None);
    }

    #[test]
    fn a_report_of_an_earlier_attempt_changes_nothing() {
        let mut retried = Candidate {
            retry_count: 2,
            ..in_state(CandidateState::Provisioning)
        };
        let before = retried.clone();
        let late = CandidateUpdate {
            retry_count: Some(1),
            ..report(CandidateState::Failed)
        };
        assert_eq!(retried.merge(late), Merged::Stale);
        assert_eq!(retried, before);
    }

    #[test]
    fn a_flat_report_fills_only_the_fields_it_has() {
        let mut candidate = Candidate {
            rssi_dbm: Some(-58),
            in_allowlist: true,
            firmware_version: Some("1.3.0".to_owned()),
            ..in_state(CandidateState::Discovered)
        };
        let flat = CandidateUpdate {
            progress_percent: Some(40),
            ..report(CandidateState::Provisioning)
        };
        candidate.merge(flat.clone());
        let expected = Candidate {
            state: CandidateState::Provisioning,
            progress_percent: Some(40),
            rssi_dbm: Some(-58),
            in_allowlist: true,
            firmware_version: Some("1.3.0".to_owned()),
            ..Candidate::unknown(MAC)
        };
        assert_eq!(candidate, expected);
        assert_eq!(
            candidate.merge(flat),
            Merged::Kept,
            "the same event twice changes nothing"
        );
        assert_eq!(candidate, expected);
    }

    #[test]
    fn a_state_outside_the_order_is_kept_and_left_again() {
        let mut candidate = in_state(CandidateState::Verifying);
        candidate.merge(report(CandidateState::Other("updating".to_owned())));
        assert_eq!(candidate.state.word(), "updating");
        assert_eq!(
            candidate.merge(report(CandidateState::Verifying)),
            Merged::Moved
        );
    }
}
