//! What happens to cards.

use super::*;
use crate::features::provisioning::{
    card_list::Filter, intent::ProvisioningIntent, progress::estimate_left,
};

#[test]
fn an_event_of_an_unknown_camera_makes_its_card_and_one_of_another_session_does_not() {
    let mut console = Console::open(Vec::new());
    console.moves(1, CandidateState::Discovered);
    let foreign = CandidateUpdate {
        session_id: Some(SessionId::new("sess_2")),
        ..CandidateUpdate::about(address(2))
    };
    console.tell(Event::Batch(BatchEvent::Candidate(foreign)));
    assert_eq!(console.order(), [address(1)]);
}

#[test]
fn a_fresh_read_is_the_truth_whatever_was_known() {
    let mut console = Console::open(vec![camera(1), camera(2)]);
    console.moves(1, CandidateState::Verifying);
    let recovered = Candidate {
        state: CandidateState::Provisioned,
        ..camera(1)
    };
    let truth = snapshot("sess_1", SessionState::Active, vec![recovered, camera(3)]);
    console.tell(Event::Snapshot(Box::new(truth)));
    assert_eq!(console.shown(1), "provisioned");
    assert_eq!(
        console.order(),
        [address(1), address(3)],
        "camera 2 is gone, and the order holds"
    );
}

#[test]
fn a_failure_stays_even_when_the_pi_lists_the_camera_no_more() {
    let mut console = Console::open(vec![camera(1), camera(2)]);
    console.moves(2, CandidateState::Failed);
    console.tell(Event::Snapshot(Box::new(snapshot(
        "sess_1",
        SessionState::Active,
        Vec::new(),
    ))));
    assert_eq!(console.order(), [address(2)]);
    assert_eq!(console.shown(2), "failed");
}

#[test]
fn failed_cameras_come_first_and_the_rest_stay_in_the_order_of_their_discovery() {
    let mut console = Console::open(vec![camera(1), camera(2), camera(3)]);
    console.moves(3, CandidateState::Failed);
    console.moves(1, CandidateState::Verified);
    assert_eq!(console.order(), [address(3), address(1), address(2)]);
    console.wants(ProvisioningIntent::Filter(Filter::Verified));
    assert_eq!(console.order(), [address(1)]);
    console.wants(ProvisioningIntent::Filter(Filter::All));
    console.wants(ProvisioningIntent::Search("0000-02".to_owned()));
    assert_eq!(
        console.order(),
        [address(2)],
        "a MAC is found in any spelling"
    );
}

#[test]
fn a_skipped_camera_reads_skipped_although_the_pi_says_failed() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Device(address(1), DeviceVerb::Skip));
    console.moves(1, CandidateState::Failed);
    console.answers(1, DeviceVerb::Skip, Some(CandidateState::Failed));
    assert_eq!(console.shown(1), "skipped");
    assert_eq!(
        (
            console.batch().counts.wanted(),
            console.batch().counts.skipped
        ),
        (0, 1)
    );
    console.tell(Event::Snapshot(Box::new(snapshot(
        "sess_1",
        SessionState::Active,
        Vec::new(),
    ))));
    assert_eq!(console.shown(1), "skipped", "or lists it no more");
    console.moves(1, CandidateState::Provisioning);
    assert_eq!(
        console.shown(1),
        "provisioning",
        "somebody tries it after all"
    );
}

#[test]
fn an_answer_that_comes_after_the_events_changes_nothing() {
    let mut console = Console::open(vec![camera(1)]);
    console.moves(1, CandidateState::Failed);
    console.wants(ProvisioningIntent::Device(address(1), DeviceVerb::Retry));
    console.moves(1, CandidateState::Provisioning);
    console.moves(1, CandidateState::Failed);
    console.answers(1, DeviceVerb::Retry, Some(CandidateState::Provisioning));
    assert_eq!(console.shown(1), "failed");
}

#[test]
fn a_refused_action_shows_on_its_card_and_frees_it() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Device(
        address(1),
        DeviceVerb::Provision,
    ));
    let again = console.wants(ProvisioningIntent::Device(
        address(1),
        DeviceVerb::Provision,
    ));
    assert!(again.is_none(), "busy");
    let refusal = Err(problem(ErrorCode::DeviceNotInAllowlist, None));
    console.tell(Event::Reply(Reply::Device(
        SessionId::new("sess_1"),
        address(1),
        DeviceVerb::Provision,
        refusal,
    )));
    let card = console.batch().cards.get(address(1)).expect("a card");
    assert_eq!(card.busy, None);
    assert_eq!(
        card.problem
            .as_ref()
            .and_then(|problem| problem.error_code()),
        Some(ErrorCode::DeviceNotInAllowlist)
    );
}

#[test]
fn selected_and_failed_cameras_are_asked_for_in_one_command() {
    let barred = Candidate {
        in_allowlist: false,
        ..camera(3)
    };
    let mut console = Console::open(vec![camera(1), camera(2), barred]);
    for mac in 1..=3 {
        console.wants(ProvisioningIntent::Select(address(mac), true));
    }
    match console.wants(ProvisioningIntent::ProvisionSelected) {
        Some(Command::Devices(_, macs, DeviceVerb::Provision)) => {
            assert_eq!(macs, [address(1), address(2)]);
        }
        other => panic!("{other:?}"),
    }
    console.moves(1, CandidateState::Failed);
    console.moves(2, CandidateState::Failed);
    match console.wants(ProvisioningIntent::RetryAllFailed) {
        Some(Command::Devices(_, macs, DeviceVerb::Retry)) => {
            assert_eq!(macs, [address(1), address(2)]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_estimate_waits_for_two_cameras_and_is_their_median() {
    let mut console = Console::open((1..=4).map(camera).collect());
    for mac in 1..=4 {
        console.moves(mac, CandidateState::Provisioning);
    }
    for mac in 1..=4 {
        console.moves(mac, CandidateState::Provisioned);
        console.moves(mac, CandidateState::Verifying);
    }
    console.later(10);
    console.moves(1, CandidateState::Verified);
    assert_eq!(estimate_left(&console.batch().cards, console.now), None);
    console.later(10);
    console.moves(2, CandidateState::Verified);
    assert_eq!(
        estimate_left(&console.batch().cards, console.now),
        Some(Duration::ZERO)
    );
    console.moves(3, CandidateState::Failed);
    console.moves(3, CandidateState::Provisioning);
    assert_eq!(
        estimate_left(&console.batch().cards, console.now),
        Some(Duration::from_secs(20))
    );
}

#[test]
fn every_camera_found_is_counted_once() {
    let barred = Candidate {
        in_allowlist: false,
        ..camera(5)
    };
    let odd = Candidate {
        state: CandidateState::Other("updating".to_owned()),
        ..camera(6)
    };
    let mut console = Console::open(vec![
        camera(1),
        camera(2),
        camera(3),
        camera(4),
        barred,
        odd,
    ]);
    console.moves(1, CandidateState::Verified);
    console.moves(2, CandidateState::Failed);
    console.moves(3, CandidateState::Verifying);
    let counts = console.batch().counts;
    assert_eq!(
        (counts.verified, counts.failed, counts.in_flight()),
        (1, 1, 1)
    );
    assert_eq!(
        (counts.discovered, counts.not_allowlisted, counts.other),
        (2, 1, 1)
    );
    assert_eq!(counts.found(), 6);
}

#[test]
fn a_refusal_of_what_has_already_happened_is_not_shown_on_the_card() {
    let mut console = Console::open(vec![camera(1)]);
    console.wants(ProvisioningIntent::Device(
        address(1),
        DeviceVerb::Provision,
    ));
    console.moves(1, CandidateState::Provisioning);
    let lost = Err(problem(ProblemKind::ConnectionLost, None));
    console.tell(Event::Reply(Reply::Device(
        SessionId::new("sess_1"),
        address(1),
        DeviceVerb::Provision,
        lost,
    )));
    let card = console.batch().cards.get(address(1)).expect("a card");
    assert_eq!(card.problem, None);
}
