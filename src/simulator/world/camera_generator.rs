//! Generates the cameras of a session from the seed alone, whatever a person does.

use std::{iter, net::Ipv4Addr, time::Duration};

use fastrand::Rng;

use crate::{
    domain::{candidate::Candidate, mac::MacAddr, session::StepTimeouts},
    simulator::world::{WorldConfig, camera::Camera, defect::Defect},
};

/// The maximum number of cameras.
const MAX_DEVICES: u16 = 500;

/// 192.168.4.20, the first address for cameras.
const FIRST_ADDRESS: u32 = 0xC0A8_0414;

/// MAC prefixes of Espressif, the maker of the ESP32.
const OUIS: [[u8; 3]; 6] = [
    [0x24, 0x6F, 0x28],
    [0xA4, 0xCF, 0x12],
    [0x30, 0xAE, 0xA4],
    [0x8C, 0xAA, 0xB5],
    [0x7C, 0x9E, 0xBD],
    [0x84, 0xCC, 0xA8],
];

/// Most cameras run the newest release.
const FIRMWARES: [&str; 6] = ["1.3.0", "1.3.0", "1.3.0", "1.3.0", "1.2.3", "1.2.1"];

/// From this many devices on, some are not on the allowlist.
const UNLISTED_FROM: u16 = 3;

/// From this many devices on, at least one fails, unless the fail rate is 0.
const FAILURE_FROM: usize = 5;

/// A separate generator for each `number`, so that draws never shift each other.
pub(super) fn derived_rng(seed: u64, number: u64) -> Rng {
    Rng::with_seed(seed ^ number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// A random duration between two values, in seconds.
pub(super) fn draw_seconds(rng: &mut Rng, low: f64, high: f64) -> Duration {
    Duration::from_secs_f64(low + (high - low) * rng.f64())
}

/// The cameras of the session that starts at `start`, in order of appearance.
pub(super) fn generate(
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
    let first_unlisted = (devices >= UNLISTED_FROM).then(|| rng.u16(1..devices));
    let is_unlisted = |index: u16| {
        first_unlisted.is_some_and(|first| {
            // The first camera is always on the list.
            let distance = (devices - 1 + index - first) % (devices - 1);
            index > 0 && distance < config.site.unlisted_cameras
        })
    };
    let fails = draw_failing(config.fail_rate, &mut rngs, first_unlisted);
    let within_seconds = timeouts.verification_seconds;
    let weak = iter::repeat_n(
        Defect::NeverJoins { within_seconds },
        config.site.weak_cameras.into(),
    );
    let late = iter::repeat_n(
        Defect::JoinsLate { within_seconds },
        config.site.late_cameras.into(),
    );
    let mut defects_of_site = weak.chain(late);
    let mut arrives_at = start;
    let cameras = (0_u16..).zip(rngs.into_iter().zip(fails));
    cameras
        .map(|(index, (mut rng, fails))| {
            arrives_at += match index {
                0 => draw_seconds(&mut rng, 0.9, 1.1),
                _ => draw_seconds(&mut rng, 0.8, 2.0),
            };
            let mut defect = fails.then(|| Defect::draw(&mut rng, timeouts.verification_seconds));
            let label = label_base.wrapping_add(index.wrapping_mul(0x6D2B));
            let mut candidate = draw_candidate(&mut rng, label, index, fails);
            if is_unlisted(index) {
                candidate.in_allowlist = false;
                candidate.container_id = None;
            } else if defect.is_none() {
                defect = defects_of_site.next();
                if let Some(Defect::NeverJoins { .. }) = defect {
                    candidate.rssi_dbm = Some(rng.i16(-88..=-84));
                }
            }
            Camera::new(candidate, arrives_at, defect, rng)
        })
        .collect()
}

/// Which cameras have a defect; never the unlisted one, which is not provisioned anyway.
fn draw_failing(fail_rate: f64, rngs: &mut [Rng], unlisted: Option<u16>) -> Vec<bool> {
    let mut fails: Vec<bool> = (0..)
        .zip(rngs)
        .map(|(index, rng)| rng.f64() < fail_rate && Some(index) != unlisted)
        .collect();
    if fails.len() >= FAILURE_FROM && fail_rate > 0.0 && !fails.contains(&true) {
        let index = unlisted.map_or(0, |unlisted| usize::from(unlisted) + 2);
        let index = index % fails.len();
        fails[index] = true;
    }
    fails
}

/// A MAC that ends in `label`.
pub(super) fn draw_mac(rng: &mut Rng, label: u16) -> MacAddr {
    let oui = OUIS[rng.usize(..OUIS.len())];
    let [high, low] = label.to_be_bytes();
    MacAddr::new([oui[0], oui[1], oui[2], rng.u8(..), high, low])
}

/// A camera whose MAC ends in `label`, which is what a technician reads.
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
    use crate::simulator::Site;

    fn generated(config: &WorldConfig) -> Vec<Candidate> {
        let cameras = generate(config, config.seed, Duration::ZERO, StepTimeouts::default());
        cameras
            .into_iter()
            .map(|camera| camera.device.candidate)
            .collect()
    }

    #[test]
    fn cameras_have_distinct_labels_and_one_is_unlisted() {
        for seed in 0..50 {
            let config = WorldConfig {
                devices: u16::MAX,
                seed,
                ..WorldConfig::default()
            };
            let cameras = generated(&config);
            let labels: HashSet<_> = cameras.iter().map(|c| c.mac.short()).collect();
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
    fn a_site_decides_how_many_cameras_are_unlisted_and_weak() {
        for seed in 0..50 {
            for unlisted_cameras in [0, 1, 2, 5] {
                let site = Site {
                    unlisted_cameras,
                    weak_cameras: 2,
                    ..Site::default()
                };
                let cameras = generated(&WorldConfig {
                    devices: 6,
                    seed,
                    fail_rate: 0.0,
                    site,
                    ..WorldConfig::default()
                });
                let count = |is_it: fn(&&Candidate) -> bool| cameras.iter().filter(is_it).count();
                let listed = usize::from(6 - unlisted_cameras);
                assert_eq!(count(|camera| camera.in_allowlist), listed, "seed {seed}");
                let weak = count(|camera| camera.in_allowlist && camera.rssi_dbm < Some(-80));
                assert_eq!(weak, listed.min(2), "seed {seed}");
            }
        }
    }

    #[test]
    fn failing_cameras_have_a_weak_signal() {
        for seed in 0..50 {
            let config = WorldConfig {
                devices: 5,
                seed,
                fail_rate: 1e-9,
                ..WorldConfig::default()
            };
            let weak = generated(&config)
                .iter()
                .filter(|c| c.rssi_dbm < Some(-72))
                .count();
            assert_eq!(weak, 1, "seed {seed}");
            let never = WorldConfig {
                fail_rate: 0.0,
                ..config
            };
            assert!(generated(&never).iter().all(|c| c.rssi_dbm >= Some(-72)));
        }
    }
}
