//! Tests of whole sessions: the same seed gives the same run.

use super::started;
use crate::{
    domain::error_code::ErrorCode,
    simulator::world::{event::WorldEventKind, *},
};

/// Runs ten minutes in steps of `step`: provisions all cameras after 40 s and retries failed ones after 80 s.
fn run(seed: u64, step: Duration) -> (Vec<WorldEvent>, Vec<Device>) {
    let (mut world, id) = started(WorldConfig {
        seed,
        ..WorldConfig::default()
    });
    let mut time = Duration::ZERO;
    while time < Duration::from_mins(10) {
        time += step;
        world.advance(time);
        if time == Duration::from_secs(40) {
            world.provision_all(&id).unwrap();
        }
        if time == Duration::from_secs(80) {
            for device in world.devices(&id).unwrap() {
                if device.candidate.state == CandidateState::Failed {
                    let mac = device.candidate.mac;
                    world
                        .command_device(&id, mac, DeviceCommand::Retry)
                        .unwrap();
                }
            }
        }
    }
    (world.take_events(), world.devices(&id).unwrap())
}

#[test]
fn the_same_seed_and_commands_give_the_same_run_in_any_steps() {
    let (events, devices) = run(7, Duration::from_secs(40));
    assert_eq!(run(7, Duration::from_millis(100)), (events, devices));
    assert_ne!(
        run(7, Duration::from_secs(40)).1,
        run(8, Duration::from_secs(40)).1
    );
}

#[test]
fn commands_do_not_change_the_generated_cameras() {
    let who = |devices: Vec<Device>| -> Vec<MacAddr> {
        devices.iter().map(|device| device.candidate.mac).collect()
    };
    let (mut idle, id) = started(WorldConfig {
        seed: 7,
        ..WorldConfig::default()
    });
    idle.advance(Duration::from_mins(1));
    assert_eq!(
        who(idle.devices(&id).unwrap()),
        who(run(7, Duration::from_secs(1)).1)
    );
}

#[test]
fn cameras_appear_one_by_one_and_listed_ones_are_verified() {
    for seed in 0..20 {
        let (events, devices) = run(seed, Duration::from_secs(1));
        let appeared: Vec<Timestamp> = events
            .iter()
            .filter(|event| matches!(event.kind, WorldEventKind::DeviceAppeared(_)))
            .map(|event| event.at)
            .collect();
        let first = appeared[0].duration_since(Timestamp::UNIX_EPOCH);
        assert!((900..=1100).contains(&first.as_millis()), "{first:?}");
        for pair in appeared.windows(2) {
            let gap = pair[1].duration_since(pair[0]).as_millis();
            assert!((800..=2000).contains(&gap), "{gap} ms");
        }
        let failures = events.iter().filter(|event| is_failure(event)).count();
        assert!(failures > 0, "seed {seed} has something to retry");
        for device in devices {
            let expected = if device.candidate.in_allowlist {
                CandidateState::Verified
            } else {
                CandidateState::Discovered
            };
            assert_eq!(device.candidate.state, expected, "seed {seed}: {device:?}");
        }
    }
}

fn is_failure(event: &WorldEvent) -> bool {
    let WorldEventKind::DeviceChanged { device, previous } = &event.kind else {
        return false;
    };
    let failure = device.candidate.failure.as_ref();
    let code = failure.and_then(|failure| failure.code.as_deref());
    match code {
        Some("VERIFICATION_TIMEOUT") => assert_eq!(*previous, CandidateState::Verifying),
        Some(_) => assert_eq!(*previous, CandidateState::Provisioning),
        None => return false,
    }
    true
}

#[test]
fn a_session_warns_and_then_expires() {
    let (mut world, id) = started(WorldConfig::default());
    let ssid = Ssid::new("Other").unwrap();
    let second = world.start(&ssid, StepTimeouts::default()).unwrap_err();
    assert_eq!(second.code, ErrorCode::SessionAlreadyActive);
    world.advance(Duration::from_mins(31));
    let ends: Vec<(Timestamp, &str)> = world
        .take_events()
        .iter()
        .filter_map(|event| match &event.kind {
            WorldEventKind::TimeoutWarning(_) => Some((event.at, "warning")),
            WorldEventKind::SessionClosed(_) => Some((event.at, "closed")),
            _ => None,
        })
        .collect();
    let at = |minutes| Timestamp::UNIX_EPOCH + Duration::from_mins(minutes);
    assert_eq!(ends, [(at(29), "warning"), (at(30), "closed")]);
    assert_eq!(world.network().is_active, Some(false));
    let refusal = world.provision_all(&id).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::SessionExpired);
    assert!(world.start(&ssid, StepTimeouts::default()).is_ok());
}

#[test]
fn with_fail_rate_1_every_retry_fails() {
    let (mut world, id) = started(WorldConfig {
        fail_rate: 1.0,
        devices: 1,
        ..WorldConfig::default()
    });
    world.advance(Duration::from_secs(2));
    let mac = world.devices(&id).unwrap()[0].candidate.mac;
    for command in [
        DeviceCommand::Provision,
        DeviceCommand::Retry,
        DeviceCommand::Retry,
    ] {
        world.command_device(&id, mac, command).unwrap();
        world.advance(world.uptime() + Duration::from_secs(30));
        let state = &world.devices(&id).unwrap()[0].candidate.state;
        assert_eq!(*state, CandidateState::Failed);
    }
}

#[test]
fn five_hundred_cameras_stay_within_the_memory_of_the_pi() {
    let (mut world, id) = started(WorldConfig {
        devices: 500,
        ..WorldConfig::default()
    });
    world.advance(Duration::from_mins(20));
    assert_eq!(world.devices(&id).unwrap().len(), 500);
    world.provision_all(&id).unwrap();
    world.advance(Duration::from_secs(20 * 60 + 2));
    assert!(
        world.cameras_in_flight() > 255,
        "{}",
        world.cameras_in_flight()
    );
    assert!(world.system_health().memory_used_mb < 3_796.0);
}
