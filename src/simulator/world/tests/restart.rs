//! Tests of a restart while the camera is in each state.

use std::time::Duration;

use super::{World, WorldConfig, started};
use crate::{
    domain::{candidate::CandidateState, error_code::ErrorCode},
    simulator::world::commands::DeviceCommand,
};

/// A session with one camera, brought to `state`; the Pi restarts then, and the session is recovered.
fn recovered_from(state: &CandidateState) -> (World, CandidateState) {
    let (mut world, id) = started(WorldConfig {
        devices: 1,
        fail_rate: 0.0,
        ..WorldConfig::default()
    });
    let mut now = Duration::ZERO;
    let mut ordered = false;
    loop {
        let devices = world.devices(&id).unwrap();
        let camera = devices.first().map(|device| &device.candidate);
        if camera.is_some_and(|camera| camera.state == *state) {
            break;
        }
        if let Some(camera) = camera.filter(|_| !std::mem::replace(&mut ordered, true)) {
            let command = DeviceCommand::Provision;
            world.command_device(&id, camera.mac, command).unwrap();
        }
        assert!(now < Duration::from_mins(5), "never {}", state.word());
        now += Duration::from_millis(50);
        world.advance(now);
    }
    world.restart(false);
    let unknown = world.devices(&id).unwrap_err();
    assert_eq!(unknown.code, ErrorCode::SessionNotFound);
    world.recover(&id).unwrap();
    let after = world.devices(&id).unwrap().remove(0).candidate.state;
    (world, after)
}

#[test]
fn a_restart_keeps_or_resets_each_state_as_the_contract_says() {
    use CandidateState::{Failed, Provisioned, Provisioning, Verified, Verifying};
    for (before, after) in [
        (Provisioning, Failed),
        (Provisioned, Provisioned),
        (Verifying, Provisioned),
        (Verified, Verified),
    ] {
        assert_eq!(recovered_from(&before).1, after, "{}", before.word());
    }
}

#[test]
fn a_provisioned_camera_is_verified_after_the_resume() {
    let (mut world, _) = recovered_from(&CandidateState::Verifying);
    world.advance(world.uptime() + Duration::from_mins(1));
    let camera = world.latest_devices().remove(0).candidate;
    assert_eq!(camera.state, CandidateState::Verified);
}
