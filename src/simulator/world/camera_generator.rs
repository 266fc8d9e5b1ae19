//! Who the cameras of a batch are: drawn from the seed alone, so that nothing a person does changes them.
//!
//! Must not know what happens to them afterwards.

use std::{net::Ipv4Addr, time::Duration};

use fastrand::Rng;

use crate::{
    domain::{candidate::Candidate, mac::MacAddr, session::StepTimeouts},
    simulator::world::{
        WorldConfig,
        camera::{Camera, Flaw},
    },
};

/// More than any site has.
const MAX_DEVICES: u16 = 500;

/// 192.168.4.20: the addresses before it are the network's own.
const FIRST_ADDRESS: u32 = 0xC0A8_0414;

/// Prefixes that Espressif really owns: ESP32 cameras.
const OUIS: [[u8; 3]; 6] = [
    [0x24, 0x6F, 0x28],
    [0xA4, 0xCF, 0x12],
    [0x30, 0xAE, 0xA4],
    [0x8C, 0xAA, 0xB5],
    [0x7C, 0x9E, 0xBD],
    [0x84, 0xCC, 0xA8],
];

/// Most cameras run the release; some are behind.
const FIRMWARES: [&str; 6] = ["1.3.0", "1.3.0", "1.3.0", "1.3.0", "1.2.3", "1.2.1"];

/// From this many devices on, one is a stranger that is not on the allowlist.
const STRANGER_FROM: u16 = 3;

/// From this many devices on, one fails whatever the dice say (unless nothing shall fail).
const FAILURE_FROM: usize = 5;

/// A generator of its own for each `number`, so that draws of one never shift another's.
pub(super) fn derived_rng(seed: u64, number: u64) -> Rng {
    Rng::with_seed(seed ^ number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// A length of time between two, in seconds.
pub(super) fn draw_seconds(rng: &mut Rng, low: f64, high: f64) -> Duration {
    Duration::from_secs_f64(low + (high - low) * rng.f64())
}

/// The cameras that will appear in the batch that starts at `start`, in that order.
pub(super) fn call(
    config: &WorldConfig,
    batch_seed: u64,
    start: Duration,
    timeouts: StepTimeouts,
) -> Vec<Camera> {
    let devices = config.devices.min(MAX_DEVICES);
    let mut rng = derived_rng(batch_seed, 0);
    let label_base = rng.u16(..);
    let mut rngs: Vec<Rng> = (1..=devices)
        .map(|number| derived_rng(batch_seed, number.into()))
        .collect();
    let stranger = (devices >= STRANGER_FROM).then(|| rng.u16(1..devices));
    let fails = who_fails(config.fail_rate, &mut rngs, stranger);
    let mut arrives_at = start;
    let cameras = (0_u16..).zip(rngs.into_iter().zip(fails));
    cameras
        .map(|(index, (mut rng, fails))| {
            arrives_at += match index {
                0 => draw_seconds(&mut rng, 0.9, 1.1),
                _ => draw_seconds(&mut rng, 0.8, 2.0),
            };
            let flaw = fails.then(|| draw_flaw(&mut rng, timeouts.verification_seconds));
            let label = label_base.wrapping_add(index.wrapping_mul(0x6D2B));
            let mut candidate = draw_candidate(&mut rng, label, index, fails);
            if Some(index) == stranger {
                candidate.in_allowlist = false;
                candidate.container_id = None;
            }
            Camera::new(candidate, arrives_at, flaw, rng)
        })
        .collect()
}

/// Which cameras have a flaw: by their own dice, but never the stranger, which is not provisioned anyway.
fn who_fails(fail_rate: f64, rngs: &mut [Rng], stranger: Option<u16>) -> Vec<bool> {
    let mut fails: Vec<bool> = (0..)
        .zip(rngs)
        .map(|(index, rng)| rng.f64() < fail_rate && Some(index) != stranger)
        .collect();
    if fails.len() >= FAILURE_FROM && fail_rate > 0.0 && !fails.contains(&true) {
        let index = stranger.map_or(0, |stranger| usize::from(stranger) + 2);
        let index = index % fails.len();
        fails[index] = true;
    }
    fails
}

/// Any of the flaws.
fn draw_flaw(rng: &mut Rng, within_seconds: u32) -> Flaw {
    let flaws = [
        Flaw::Unreachable,
        Flaw::Rejects,
        Flaw::Stalls,
        Flaw::NeverJoins { within_seconds },
    ];
    flaws[rng.usize(..flaws.len())]
}

/// An address with `label` as its last four digits.
pub(super) fn draw_mac(rng: &mut Rng, label: u16) -> MacAddr {
    let oui = OUIS[rng.usize(..OUIS.len())];
    let [high, low] = label.to_be_bytes();
    MacAddr::new([oui[0], oui[1], oui[2], rng.u8(..), high, low])
}

/// A camera with `label` as its last four digits: distinct, since they are what a technician reads.
fn draw_candidate(rng: &mut Rng, label: u16, index: u16, fails: bool) -> Candidate {
    let mac = draw_mac(rng, label);
    let rssi_dbm = if fails {
        rng.i16(-85..=-74)
    } else {
        rng.i16(-72..=-45)
    };
    Candidate {
        ip: Some(Ipv4Addr::from_bits(FIRST_ADDRESS + u32::from(index)).into()),
        rssi_dbm: Some(rssi_dbm),
        firmware_version: Some(FIRMWARES[rng.usize(..FIRMWARES.len())].to_owned()),
        container_id: Some(format!("019c{:08x}", rng.u32(..))),
        in_allowlist: true,
        ..Candidate::unknown(mac)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn called(config: &WorldConfig) -> Vec<Candidate> {
        let cameras = call(config, config.seed, Duration::ZERO, StepTimeouts::default());
        cameras
            .into_iter()
            .map(|camera| camera.device.candidate)
            .collect()
    }

    #[test]
    fn every_crate_has_distinct_labels_and_one_stranger() {
        for seed in 0..50 {
            let config = WorldConfig {
                devices: u16::MAX,
                seed,
                ..WorldConfig::default()
            };
            let cameras = called(&config);
            let labels: HashSet<String> = cameras.iter().map(|c| c.mac.short()).collect();
            assert_eq!(labels.len(), usize::from(MAX_DEVICES), "seed {seed}");
            let strangers: Vec<_> = cameras.iter().filter(|c| !c.in_allowlist).collect();
            assert!(
                matches!(
                    strangers[..],
                    [Candidate {
                        container_id: None,
                        ..
                    }]
                ),
                "seed {seed}"
            );
        }
    }

    #[test]
    fn a_weak_signal_is_a_bad_sign_and_five_cameras_have_one() {
        for seed in 0..50 {
            let config = WorldConfig {
                devices: 5,
                seed,
                fail_rate: 1e-9,
                ..WorldConfig::default()
            };
            let weak = called(&config)
                .iter()
                .filter(|c| c.rssi_dbm < Some(-72))
                .count();
            assert_eq!(weak, 1, "seed {seed}");
            let never = WorldConfig {
                fail_rate: 0.0,
                ..config
            };
            assert!(called(&never).iter().all(|c| c.rssi_dbm >= Some(-72)));
        }
    }
}
