//! What several failed cameras have in common. It is said once above the cards: a cause that they
//! share is seldom one of the cameras.

use std::{cmp::Reverse, collections::HashMap};

use crate::{
    domain::{
        candidate::{CandidateState, Failure},
        problem::ErrorCode,
    },
    features::provisioning::{card::Card, card_list::Cards},
};

/// From this number of cameras on, a failure is a common one.
const SEVERAL: usize = 2;

/// The step from which on a camera has the credentials.
const ACCEPTED: usize = 2;

/// A failure of several cameras.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonFailure {
    /// The number of cameras that failed alike.
    pub cameras: usize,
    /// What the Pi reports of the first of them.
    pub failure: Option<Failure>,
    /// The cameras accepted the credentials and did not join the network.
    pub is_network_suspect: bool,
}

impl CommonFailure {
    /// The failure that most cameras have in common.
    #[must_use]
    pub fn of(cards: &Cards) -> Option<Self> {
        let mut groups: HashMap<Cause<'_>, Group<'_>> = HashMap::new();
        let failed = cards
            .iter()
            .filter(|card| *card.state() == CandidateState::Failed);
        for (order, card) in failed.enumerate() {
            let group = groups.entry(Cause::of(card)).or_insert(Group {
                cameras: 0,
                order,
                first: card,
            });
            group.cameras += 1;
        }
        // Of two that are alike in number, the one that was seen first.
        let largest = |group: &Group<'_>| (group.cameras, Reverse(group.order));
        let (cause, group) = groups.into_iter().max_by_key(|(_, group)| largest(group))?;
        let Group { cameras, first, .. } = group;
        (cameras >= SEVERAL).then(|| Self {
            cameras,
            failure: first.candidate.failure.clone(),
            is_network_suspect: cause == Cause::Network,
        })
    }
}

/// Cameras that failed alike.
struct Group<'a> {
    cameras: usize,
    /// The place of the first of them among the failed ones.
    order: usize,
    first: &'a Card,
}

/// Cameras with the same cause failed alike.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Cause<'a> {
    /// They accepted the credentials and did not join the network, whatever the code is.
    Network,
    /// At this step, with this code, or without one with this message.
    Reported(Option<usize>, Option<&'a str>),
}

impl<'a> Cause<'a> {
    fn of(card: &'a Card) -> Self {
        if is_network_suspect(card) {
            return Self::Network;
        }
        let failure = card.candidate.failure.as_ref();
        let reason = failure.and_then(|failure| {
            let code = failure.code.as_deref();
            code.or(failure.message.as_deref())
        });
        Self::Reported(card.failed_at, reason)
    }
}

/// Whether the network, and not the camera, is likely to be the cause of its failure: it has the
/// credentials and did not show up with them (contract, section 9).
#[must_use]
pub fn is_network_suspect(card: &Card) -> bool {
    let failure = card.candidate.failure.as_ref();
    match failure.and_then(Failure::error_code) {
        Some(ErrorCode::VerificationTimeout) => true,
        Some(ErrorCode::DeviceTimeout | ErrorCode::Timeout) => {
            card.failed_at.is_some_and(|step| step >= ACCEPTED)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::provisioning::state::tests::{Console, camera};

    fn common(console: &Console) -> Option<(usize, bool)> {
        let failure = console.batch().common_failure.as_ref()?;
        Some((failure.cameras, failure.is_network_suspect))
    }

    #[test]
    fn cameras_that_accepted_the_credentials_and_did_not_join_point_to_the_network() {
        use CandidateState::{Provisioned, Provisioning, Verifying};
        let mut console = Console::open((1..=4).map(camera).collect());
        for (mac, during, code, expected) in [
            (1, Verifying, "VERIFICATION_TIMEOUT", None),
            (2, Provisioned, "DEVICE_TIMEOUT", Some((2, true))),
            // It never had the credentials.
            (3, Provisioning, "DEVICE_TIMEOUT", Some((2, true))),
            (4, Verifying, "TIMEOUT", Some((3, true))),
        ] {
            console.fail(mac, during, code);
            assert_eq!(common(&console), expected, "camera {mac}");
        }
        console.set_state(1, Provisioning);
        console.set_state(2, Provisioning);
        assert_eq!(common(&console), None, "they are tried again");
    }

    #[test]
    fn cameras_that_failed_alike_are_counted_by_step_and_code() {
        use CandidateState::{Provisioned, Provisioning};
        let mut console = Console::open((1..=5).map(camera).collect());
        for (mac, during, code, expected) in [
            (1, Provisioning, "DEVICE_UNREACHABLE", None),
            (2, Provisioning, "DEVICE_REJECTED", None),
            (3, Provisioned, "DEVICE_REJECTED", None),
            (4, Provisioning, "DEVICE_REJECTED", Some((2, false))),
            (5, Provisioning, "DEVICE_REJECTED", Some((3, false))),
        ] {
            console.fail(mac, during, code);
            assert_eq!(common(&console), expected, "camera {mac}");
        }
        let failure = console.batch().common_failure.clone();
        let code = failure.and_then(|common| common.failure?.code);
        assert_eq!(code.as_deref(), Some("DEVICE_REJECTED"));
    }
}
