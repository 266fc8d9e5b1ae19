//! Tests of the commands that a session and its cameras accept and refuse.

use std::time::Duration;

use super::started;
use crate::{
    domain::{
        error_code::ErrorCode,
        mac::MacAddr,
        network::Ssid,
        session::{SessionId, SessionState, StepTimeouts},
    },
    simulator::world::{
        World, WorldConfig,
        commands::{
            DeviceCommand::{Provision, Retry, Skip},
            SessionCommand::{Pause, Resume, Stop},
        },
        refusal::Refusal,
    },
};

/// A session with all cameras discovered, a listed one, and the unlisted one.
fn full() -> (World, SessionId, MacAddr, MacAddr) {
    let (mut world, id) = started(WorldConfig::default());
    world.advance(Duration::from_secs(30));
    let devices = world.devices(&id).unwrap();
    let listed = |wanted| devices.iter().find(|d| d.candidate.in_allowlist == wanted);
    let [first, unlisted] = [true, false].map(|wanted| listed(wanted).unwrap().candidate.mac);
    (world, id, first, unlisted)
}

fn code<T>(result: Result<T, Refusal>) -> Option<ErrorCode> {
    result.err().map(|refusal| refusal.code)
}

#[test]
fn a_camera_accepts_only_the_commands_of_its_state() {
    let (mut world, id, mac, unlisted) = full();
    let mut ask = |mac, command| code(world.command_device(&id, mac, command));
    assert_eq!(
        ask(MacAddr::new([0; 6]), Skip),
        Some(ErrorCode::DeviceNotFound)
    );
    assert_eq!(
        ask(unlisted, Provision),
        Some(ErrorCode::DeviceNotInAllowlist)
    );
    assert_eq!(ask(mac, Retry), Some(ErrorCode::DeviceInvalidState));
    assert_eq!(ask(mac, Provision), None);
    for command in [Provision, Retry] {
        assert_eq!(
            ask(mac, command),
            Some(ErrorCode::DeviceAlreadyProvisioning)
        );
    }
    for _ in 0..5 {
        assert_eq!(ask(mac, Skip), None, "in flight");
        assert_eq!(ask(mac, Retry), None, "failed by skipping");
    }
    assert_eq!(ask(mac, Skip), None);
    assert_eq!(ask(mac, Provision), Some(ErrorCode::DeviceInvalidState));
    assert_eq!(ask(mac, Retry), Some(ErrorCode::MaxRetriesExceeded));
    assert_eq!(ask(unlisted, Skip), None);
}

#[test]
fn a_paused_session_refuses_commands_and_discovers_nothing() {
    let (mut world, id) = started(WorldConfig::default());
    world.advance(Duration::from_secs(5));
    let before = world.devices(&id).unwrap();
    assert_eq!(
        code(world.command(&id, Resume)),
        Some(ErrorCode::DeviceInvalidState)
    );
    assert_eq!(
        world.command(&id, Pause).unwrap().session.state,
        SessionState::Paused
    );
    assert_eq!(
        code(world.command(&id, Pause)),
        Some(ErrorCode::DeviceInvalidState)
    );
    let mac = before[0].candidate.mac;
    assert_eq!(
        code(world.command_device(&id, mac, Skip)),
        Some(ErrorCode::DeviceInvalidState)
    );
    assert_eq!(
        code(world.provision_all(&id)),
        Some(ErrorCode::DeviceInvalidState)
    );
    world.advance(Duration::from_mins(2));
    assert_eq!(world.devices(&id).unwrap(), before);
    assert_eq!(
        world.command(&id, Resume).unwrap().session.state,
        SessionState::Active
    );
    world.advance(Duration::from_mins(3));
    assert_eq!(world.devices(&id).unwrap().len(), 12);
}

#[test]
fn a_stopped_session_fails_cameras_in_flight_and_allows_a_new_one() {
    let (mut world, id, mac, _) = full();
    world.provision_all(&id).unwrap();
    assert_eq!(
        world.command(&id, Stop).unwrap().session.state,
        SessionState::Closing
    );
    let running = world.devices(&id).unwrap();
    assert!(
        !running
            .iter()
            .any(|device| device.candidate.state.is_in_flight())
    );
    assert_eq!(
        code(world.command(&id, Stop)),
        Some(ErrorCode::SessionAlreadyClosed)
    );
    assert_eq!(
        code(world.command_device(&id, mac, Retry)),
        Some(ErrorCode::SessionAlreadyClosed)
    );
    world.advance(Duration::from_secs(31));
    assert_eq!(
        world.session(&id).unwrap().session.state,
        SessionState::Closed
    );
    assert_eq!(world.next_change(), None, "an idle world sleeps");
}

#[test]
fn a_closed_session_sends_no_more_events() {
    let (mut world, id) = started(WorldConfig::default());
    world.command(&id, Stop).unwrap();
    world.advance(Duration::from_secs(1));
    world.take_events();
    let ssid = Ssid::new("Next").unwrap();
    world.start(&ssid, StepTimeouts::default()).unwrap();
    world.advance(Duration::from_hours(1));
    let events = world.take_events();
    assert!(
        !events.iter().any(|event| event.session == id),
        "no event of the closed session"
    );
    assert_eq!(
        code(world.command(&id, Stop)),
        Some(ErrorCode::SessionAlreadyClosed)
    );
}
