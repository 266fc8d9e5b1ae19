//! Which camera goes ahead of the others, and what its end means for them.

use std::cmp::Reverse;

use crate::{
    domain::{canary::Canary, candidate::CandidateState, mac::MacAddr},
    features::provisioning::{batch::Batch, card::Card, card_list::Cards},
};

/// "Provision all" sends fewer cameras all at once: waiting for one of two saves nothing.
pub(crate) const FEWEST: usize = 3;

/// What the others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// They wait on.
    Wait,
    /// Another camera goes ahead: this one failed for a reason of its own.
    TryAnother,
    /// They wait until a person decides: this one failed for a reason that all share.
    Hold,
}

impl Canary {
    /// The camera with the best signal of those that can be provisioned and are `wanted`.
    pub(crate) fn first(cards: &Cards, wanted: impl Fn(&Card) -> bool) -> Option<Self> {
        Self::after(Vec::new(), cards, wanted)
    }

    /// Another camera, if there is one.
    pub(crate) fn next(self, cards: &Cards) -> Option<Self> {
        let Self {
            mac,
            mut tried,
            then_all,
            ..
        } = self;
        tried.push(mac);
        let next = Self::after(tried, cards, |_| true)?;
        Some(Self { then_all, ..next })
    }

    fn after(tried: Vec<MacAddr>, cards: &Cards, wanted: impl Fn(&Card) -> bool) -> Option<Self> {
        let is_new = |card: &&Card| !tried.contains(&card.candidate.mac) && wanted(card);
        let possible = cards.iter().filter(|card| card.can_provision());
        let possible = possible.filter(is_new);
        // Of those that are alike, the one that was found first.
        let best = possible.min_by_key(|card| Reverse(card.candidate.rssi_dbm))?;
        Some(Self {
            mac: best.candidate.mac,
            tried,
            then_all: false,
        })
    }

    /// What the others in `batch` do, as long as no camera is verified.
    pub(crate) fn verdict(&self, batch: &Batch) -> Verdict {
        let Some(card) = batch.cards.get(self.mac) else {
            return Verdict::TryAnother;
        };
        match card.state() {
            CandidateState::Failed if self.would_fail_for_all(batch) => Verdict::Hold,
            CandidateState::Failed | CandidateState::Skipped | CandidateState::Other(_) => {
                Verdict::TryAnother
            }
            CandidateState::Discovered
            | CandidateState::Provisioning
            | CandidateState::Provisioned
            | CandidateState::Verifying
            | CandidateState::Verified => Verdict::Wait,
        }
    }

    /// Whether the others are likely to fail like this one.
    fn would_fail_for_all(&self, batch: &Batch) -> bool {
        let causes = batch.causes_now();
        let mut causes = causes.iter().filter(|cause| cause.explains(self.mac));
        causes
            .next()
            .is_some_and(|first| first.cause.concerns_all())
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{
        domain::{
            candidate::Candidate,
            pi_health::PiHealth,
            problem::ErrorCode,
            session::{SessionId, SessionState},
        },
        features::provisioning::{
            intent::ProvisioningIntent,
            state::{
                Phase,
                tests::{Console, address, camera, problem, snapshot},
            },
        },
        messages::{Command, DeviceVerb, Event, Reply, SessionReply, SessionVerb},
    };

    /// Camera 2 has the best signal, then 3, then 1.
    fn cameras() -> Vec<Candidate> {
        let with_signal = |(number, rssi)| Candidate {
            rssi_dbm: Some(rssi),
            ..camera(number)
        };
        [(1, -70), (2, -45), (3, -60)].map(with_signal).into()
    }

    fn provision_all(console: &mut Console) -> Option<Command> {
        console.push(ProvisioningIntent::Session(SessionVerb::ProvisionAll))
    }

    /// The camera that a command provisions.
    fn provisioned(command: Option<Command>) -> Option<MacAddr> {
        match command? {
            Command::Devices(_, macs, DeviceVerb::Provision) if macs.len() == 1 => Some(macs[0]),
            other => panic!("{other:?}"),
        }
    }

    fn is_provision_all(command: Option<&Command>) -> bool {
        matches!(
            command,
            Some(Command::Session(_, SessionVerb::ProvisionAll))
        )
    }

    fn due(console: &mut Console) -> Option<Command> {
        console.provisioning.due(console.now)
    }

    /// Camera 2 went ahead.
    fn gone_ahead() -> Console {
        let mut console = Console::open(cameras());
        assert_eq!(provisioned(provision_all(&mut console)), Some(address(2)));
        console
    }

    #[test]
    fn the_others_follow_once_the_one_with_the_best_signal_is_verified() {
        let mut console = gone_ahead();
        assert!(provision_all(&mut console).is_none(), "a second press");
        console.set_state(2, CandidateState::Verifying);
        assert!(due(&mut console).is_none());
        console.set_state(2, CandidateState::Verified);
        assert!(is_provision_all(due(&mut console).as_ref()));
    }

    #[test]
    fn a_failure_that_all_would_share_holds_the_others_until_a_person_decides() {
        for (intent, expected) in [
            (ProvisioningIntent::GoOnAnyway, SessionVerb::ProvisionAll),
            (ProvisioningIntent::ChangePassphrase, SessionVerb::Stop),
        ] {
            for code in ["DEVICE_REJECTED", "VERIFICATION_TIMEOUT"] {
                let mut console = gone_ahead();
                console.fail(2, CandidateState::Provisioning, code);
                assert!(due(&mut console).is_none(), "{code}");
                assert!(console.batch().held_canary().is_some());
                assert!(provision_all(&mut console).is_none());
                let command = console.push(intent.clone());
                let is_expected =
                    matches!(command, Some(Command::Session(_, verb)) if verb == expected);
                assert!(is_expected, "{code}: {command:?}");
            }
        }
        let mut console = gone_ahead();
        console.fail(2, CandidateState::Provisioning, "DEVICE_REJECTED");
        assert!(due(&mut console).is_none());
        let another = console.push(ProvisioningIntent::TryAnother);
        assert_eq!(provisioned(another), Some(address(3)));
    }

    #[test]
    fn a_failure_of_its_own_sends_another_camera_ahead() {
        let mut console = gone_ahead();
        console.fail(2, CandidateState::Provisioning, "DEVICE_UNREACHABLE");
        assert_eq!(provisioned(due(&mut console)), Some(address(3)));
        let weak = Candidate {
            rssi_dbm: Some(-85),
            state: CandidateState::Provisioning,
            ..camera(3)
        };
        console.read(cameras().into_iter().take(2).chain([weak]).collect());
        console.fail(3, CandidateState::Provisioning, "VERIFICATION_TIMEOUT");
        assert_eq!(provisioned(due(&mut console)), Some(address(1)));
        console.fail(1, CandidateState::Provisioning, "DEVICE_UNREACHABLE");
        assert!(due(&mut console).is_none());
        assert_eq!(console.batch().canary, None, "no camera is left");
    }

    #[test]
    fn two_cameras_and_a_network_that_one_has_joined_need_none() {
        let mut console = Console::open(cameras().into_iter().take(2).collect());
        assert!(is_provision_all(provision_all(&mut console).as_ref()));
        let verified = Candidate {
            state: CandidateState::Verified,
            ..camera(4)
        };
        let mut console = Console::open(cameras().into_iter().chain([verified]).collect());
        assert!(is_provision_all(provision_all(&mut console).as_ref()));
        let mut console = Console::open(cameras());
        console.provisioning.set_tries_one_first(false);
        assert!(is_provision_all(provision_all(&mut console).as_ref()));
    }

    #[test]
    fn a_command_that_the_pi_refuses_ends_it() {
        let mut console = gone_ahead();
        let refusal = problem(ErrorCode::Unauthorized, None);
        let (id, mac) = (SessionId::new("sess_1"), address(2));
        let refused = Reply::Device(id, mac, DeviceVerb::Provision, Err(refusal));
        console.handle(Event::Reply(refused));
        assert!(due(&mut console).is_none());
        assert_eq!(console.batch().canary, None);
    }

    #[test]
    fn automatically_the_first_camera_goes_ahead_and_the_others_follow_together() {
        let mut console = Console::open(cameras().into_iter().take(2).collect());
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        assert_eq!(provisioned(due(&mut console)), Some(address(2)));
        console.set_state(2, CandidateState::Provisioning);
        assert!(due(&mut console).is_none());
        console.set_state(2, CandidateState::Verified);
        let rest = due(&mut console);
        assert_eq!(provisioned(rest), Some(address(1)));
        assert!(due(&mut console).is_none());
    }

    #[test]
    fn an_earlier_run_that_sent_a_camera_ahead_is_gone_on_with() {
        for (state, goes_on) in [
            (CandidateState::Verifying, true),
            (CandidateState::Discovered, false),
        ] {
            let mut console = Console::new(Some("sess_1"));
            let canary = gone_ahead().batch().canary.clone();
            let Some(canary) = canary else {
                panic!("a camera went ahead");
            };
            let id = SessionId::new("sess_1");
            console.provisioning.restore_canary(id, canary);
            let ahead = Candidate { state, ..camera(2) };
            console.read(vec![camera(1), ahead, camera(3)]);
            assert_eq!(console.provisioning.canary().is_some(), goes_on);
            console.set_state(2, CandidateState::Verified);
            assert_eq!(is_provision_all(due(&mut console).as_ref()), goes_on);
        }
    }

    #[test]
    fn a_camera_that_went_ahead_in_another_session_means_nothing() {
        let mut console = Console::new(Some("sess_1"));
        let Some(canary) = gone_ahead().batch().canary.clone() else {
            panic!("a camera went ahead");
        };
        let earlier = SessionId::new("sess_0");
        console.provisioning.restore_canary(earlier, canary);
        assert_eq!(console.provisioning.canary(), None);
        let ahead = Candidate {
            state: CandidateState::Verified,
            ..camera(2)
        };
        console.read(vec![camera(1), ahead, camera(3)]);
        assert!(due(&mut console).is_none());
    }

    #[test]
    fn switched_off_automatic_provisioning_does_not_go_on_with_the_others() {
        let mut console = Console::open(cameras());
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        assert_eq!(provisioned(due(&mut console)), Some(address(2)));
        console.push(ProvisioningIntent::ProvisionAutomatically(false));
        console.set_state(2, CandidateState::Provisioning);
        console.set_state(2, CandidateState::Verified);
        assert!(due(&mut console).is_none());
    }

    #[test]
    fn a_refused_camera_ends_automatic_provisioning() {
        let mut console = Console::open(cameras());
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        assert_eq!(provisioned(due(&mut console)), Some(address(2)));
        let refusal = problem(ErrorCode::Unauthorized, None);
        let (id, mac) = (SessionId::new("sess_1"), address(2));
        let refused = Reply::Device(id, mac, DeviceVerb::Provision, Err(refusal));
        console.handle(Event::Reply(refused));
        assert!(due(&mut console).is_none());
        assert!(!console.batch().is_automatic());
    }

    #[test]
    fn a_held_camera_that_is_tried_again_or_vanishes_holds_nobody() {
        let mut console = gone_ahead();
        console.fail(2, CandidateState::Provisioning, "DEVICE_REJECTED");
        assert!(due(&mut console).is_none());
        let is_held = |console: &Console| console.batch().held_canary().is_some();
        assert!(is_held(&console));
        console.set_state(2, CandidateState::Provisioning);
        assert!(due(&mut console).is_none());
        assert!(!is_held(&console));
        console.read(vec![camera(1), camera(3)]);
        assert!(provisioned(due(&mut console)).is_some());
    }

    #[test]
    fn a_session_that_could_not_be_stopped_for_another_passphrase_is_not_left_later() {
        let mut console = gone_ahead();
        console.fail(2, CandidateState::Provisioning, "DEVICE_REJECTED");
        assert!(due(&mut console).is_none());
        console.push(ProvisioningIntent::ChangePassphrase);
        let refused = problem(ErrorCode::InternalError, None);
        console.session_reply(SessionVerb::Stop, Err(refused));
        let over = snapshot("sess_1", SessionState::Closed, cameras());
        console.handle(Event::Snapshot(Box::new(over)));
        due(&mut console);
        assert!(matches!(console.provisioning.phase, Phase::Open(_)));
    }

    #[test]
    fn another_passphrase_leads_to_the_form_at_once_if_the_session_is_over() {
        let mut console = Console::open(cameras());
        let over = snapshot("sess_1", SessionState::Closed, cameras());
        console.handle(Event::Snapshot(Box::new(over)));
        console.push(ProvisioningIntent::ChangePassphrase);
        assert!(matches!(console.provisioning.phase, Phase::Idle(_)));
    }

    #[test]
    fn without_mqtt_the_others_wait_too_and_a_restart_of_the_pi_is_no_reason_to() {
        let mut console = gone_ahead();
        let health = PiHealth {
            mqtt_is_down: true,
            ..PiHealth::default()
        };
        console.provisioning.note_pi_health(health);
        console.fail(2, CandidateState::Verifying, "VERIFICATION_TIMEOUT");
        assert!(due(&mut console).is_none());
        assert!(console.batch().held_canary().is_some());
        let mut console = gone_ahead();
        console.set_state(2, CandidateState::Provisioning);
        let id = SessionId::new("sess_1");
        console
            .provisioning
            .handle_recoverable(std::slice::from_ref(&id), console.now);
        console.provisioning.handle_recoverable(&[], console.now);
        console.fail(2, CandidateState::Provisioning, "DEVICE_UNREACHABLE");
        assert_eq!(provisioned(due(&mut console)), Some(address(3)));
    }

    #[test]
    fn another_passphrase_leads_to_the_form_as_soon_as_the_session_is_over() {
        let mut console = gone_ahead();
        console.fail(2, CandidateState::Provisioning, "DEVICE_REJECTED");
        assert!(due(&mut console).is_none());
        console.push(ProvisioningIntent::ChangePassphrase);
        console.session_reply(SessionVerb::Stop, Ok(SessionReply::Now(None)));
        let over = snapshot("sess_1", SessionState::Closed, cameras());
        console.handle(Event::Snapshot(Box::new(over)));
        due(&mut console);
        assert!(matches!(console.provisioning.phase, Phase::Idle(_)));
    }
}
