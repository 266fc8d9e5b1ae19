//! The sounds of the real application, written into a file in place of being played.
#![cfg(unix)]

use std::{fs, path::Path};

use pidash::{
    app::{AppConfig, Player},
    domain::{
        configuration::{Configuration, Origin},
        settings::Setting,
    },
    simulator::SimulatorConfig,
};

use crate::console::{Console, Pi};

fn config(pi: &Pi, kiosk: bool, file: &Path) -> AppConfig {
    let mut configuration = Configuration::default();
    let applied = configuration.apply(Origin::CommandLine, Setting::Kiosk, &kiosk.to_string());
    assert_eq!(applied, Ok(()));
    let script = format!("cat >> {}", file.display());
    AppConfig {
        configuration,
        player: Some(Player::new("/bin/sh", &["-c", &script])),
        ..pi.config()
    }
}

/// How many sounds were played.
fn played(file: &Path) -> usize {
    let data = fs::read(file).unwrap_or_default();
    data.windows(4).filter(|bytes| bytes == b"RIFF").count()
}

fn pi() -> Pi {
    Pi::start(SimulatorConfig {
        devices: 3,
        speed: 20.0,
        fail_rate: 0.0,
        ..SimulatorConfig::default()
    })
}

fn provision(console: &mut Console) {
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 3);
    console.press("Provision all");
    console.wait_for_cards("verified", 2);
}

#[test]
fn the_kiosk_plays_a_sound_for_verified_cameras_and_for_the_end() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("played");
    let pi = pi();
    let mut console = Console::open(config(&pi, true, &file));
    provision(&mut console);
    console.wait("two sounds", |_| (played(&file) >= 2).then_some(()));
}

#[test]
fn a_laptop_plays_a_sound_only_where_somebody_asks_for_it() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("played");
    let pi = pi();
    let mut console = Console::open(config(&pi, false, &file));
    provision(&mut console);
    console.press("Settings");
    console.press("Play “Failed”");
    console.wait("the sound", |_| (played(&file) == 1).then_some(()));
    console.press("Sounds on");
    console.press("Play “Batch done”");
    console.wait("another sound", |_| (played(&file) == 2).then_some(()));
}

#[test]
fn a_computer_that_cannot_play_sounds_says_so() {
    let pi = pi();
    let without = AppConfig {
        player: None,
        ..pi.config()
    };
    let mut console = Console::open(without);
    console.press("Settings");
    console.wait_for("No sound: install alsa-utils.");
    let broken = AppConfig {
        player: Some(Player::new("/bin/false", &[])),
        ..pi.config()
    };
    let mut console = Console::open(broken);
    console.press("Settings");
    console.press("Play “Verified”");
    console.wait_for("The sound was not played: check the sound device of this computer.");
}
