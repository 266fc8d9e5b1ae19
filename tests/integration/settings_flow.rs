//! Settings and feature flags changed in the window: they apply at once and at the next start.

use std::fs;

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    domain::{
        configuration::{Configuration, ConfigurationWarning, Origin, SettingKeyError},
        settings::Setting,
    },
    simulator::SimulatorConfig,
    storage::Files,
};

fn wait_for_words(console: &mut Console, words: &str) {
    console.wait(words, |console| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(words)).then_some(())
    });
}

fn off(settings: &[Setting]) -> Configuration {
    let mut configuration = Configuration::default();
    for setting in settings {
        let applied = configuration.apply(Origin::File, *setting, "false");
        assert_eq!(applied, Ok(()));
    }
    configuration
}

/// The requested paths, without the query.
fn paths(pi: &Pi) -> Vec<String> {
    let requests = pi.simulator.requests().into_iter();
    requests.map(|request| request.path).collect()
}

#[test]
fn a_disabled_feature_is_gone_and_sends_no_requests() {
    let all = [
        (
            Setting::BatchProvisioning,
            "Provisioning",
            "/provisioning/batch",
        ),
        (Setting::Allowlist, "Allowlist", "/provisioning/allowlist"),
    ];
    for (setting, tab, path) in all {
        let pi = Pi::start(SimulatorConfig::default());
        let mut console = Console::open(AppConfig {
            configuration: off(&[setting]),
            ..pi.config()
        });
        console.wait_for("Monitor: socket");
        assert!(!console.offers(tab), "{tab}");
        let asked = paths(&pi);
        assert!(!asked.iter().any(|asked| asked.contains(path)), "{asked:?}");
    }
}

#[test]
fn without_session_recovery_no_sessions_are_requested() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(AppConfig {
        configuration: off(&[Setting::SessionRecovery]),
        ..pi.config()
    });
    console.wait_for("Events: live");
    console.wait_for("Monitor: socket");
    assert!(!console.offers("All past sessions"));
    let asked = paths(&pi);
    assert!(
        !asked
            .iter()
            .any(|path| path.contains("/provisioning/sessions")),
        "{asked:?}"
    );
}

#[test]
fn without_the_v1_api_only_the_old_read_is_left() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(AppConfig {
        configuration: off(&[Setting::V1Api]),
        ..pi.config()
    });
    console.wait_for("Monitor: polling");
    let asked = paths(&pi);
    assert!(
        asked.iter().all(|path| path == "/api/system/info"),
        "{asked:?}"
    );
}

#[test]
fn a_feature_is_switched_at_once_and_written_to_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("config.toml");
    fs::write(&path, "# by hand\ntheme = \"dark\"\n").unwrap();
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(directory.path()),
        ..pi.config()
    });
    console.wait_for("Events: live");
    console.press("Settings");
    console.press("Allowlist off");
    console.wait("no allowlist", |console| {
        (!console.offers("Allowlist")).then_some(())
    });
    console.press("Theme light");
    console.wait_for("Events: live");
    let expected = "# by hand\ntheme = \"light\"\n\n[features]\nallowlist = false\n";
    console.wait("the settings file", |_| {
        (fs::read_to_string(&path).unwrap() == expected).then_some(())
    });
    console.press("Allowlist on");
    console.wait("an allowlist", |console| {
        console.offers("Allowlist").then_some(())
    });
}

#[test]
fn keys_and_buttons_change_the_zoom() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.press("Settings");
    console.press("Larger");
    console.wait_for("110\u{202f}%");
    console.zoom_by_key();
    console.wait_for("120\u{202f}%");
    console.press("Usual size");
    console.wait_for("100\u{202f}%");
}

#[test]
fn an_overridden_setting_is_disabled_and_says_what_overrides_it() {
    let mut configuration = Configuration::default();
    let applied = configuration.apply(Origin::Environment, Setting::Theme, "dark");
    assert_eq!(applied, Ok(()));
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(AppConfig {
        configuration,
        warnings: vec![ConfigurationWarning::Key {
            path: "config.toml".into(),
            line: Some(3),
            key: "zoom".to_owned(),
            why: SettingKeyError::NotASingleValue,
        }],
        ..pi.config()
    });
    wait_for_words(&mut console, "config.toml, line 3: “zoom”: ");
    console.press("Settings");
    wait_for_words(&mut console, "Set by PIDASH_THEME");
    assert!(!console.offers("Theme light") && console.offers("Larger"));
}

#[test]
fn the_tab_is_the_same_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::in_directory(directory.path());
    let pi = Pi::start(SimulatorConfig::default());
    let config = AppConfig {
        files,
        ..pi.config()
    };
    let mut console = Console::open(config.clone());
    console.press("Diagnostics");
    console.close();
    let mut next = Console::open(config);
    next.wait("the requests", |console| {
        console.offers("Show pi log").then_some(())
    });
}

#[test]
fn a_locked_kiosk_does_not_let_anybody_change_features_log_level_or_keyboard() {
    let mut configuration = Configuration::default();
    let applied = configuration.apply(Origin::CommandLine, Setting::Kiosk, "true");
    assert_eq!(applied, Ok(()));
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(AppConfig {
        configuration,
        ..pi.config()
    });
    console.wait_for("Events: live");
    console.press("Settings");
    console.wait_for("Locked: hold the logo for 3 seconds first.");
    for name in [
        "Batch provisioning off",
        "Allowlist off",
        "Session recovery off",
        "WebSocket monitor off",
        "V1 API off",
        "Log debug",
        "Keyboard off",
    ] {
        assert!(console.shows(name), "{name} is not there");
        assert!(!console.offers(name), "{name} can be pressed");
    }
    assert!(console.offers("Theme light") && console.offers("Never dim"));
}

#[test]
fn a_settings_file_that_cannot_be_written_is_reported_and_the_value_holds() {
    let directory = tempfile::tempdir().unwrap();
    // A file in place of the directory: writing fails.
    let in_the_way = directory.path().join("config");
    fs::write(&in_the_way, "").unwrap();
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(&in_the_way),
        ..pi.config()
    });
    console.press("Settings");
    console.press("Larger");
    wait_for_words(
        &mut console,
        "Changed settings hold until the window closes: ",
    );
    console.wait_for("110\u{202f}%");
}

#[test]
fn the_first_window_is_smaller_than_its_screen_and_keeps_its_size_afterwards() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open_at(egui::vec2(1280.0, 768.0), pi.config());
    let viewports = &mut console.harness.input_mut().viewports;
    let viewport = viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.monitor_size = Some(egui::vec2(1366.0, 768.0));
    console.step();
    assert_eq!(console.asked_size(), Some(egui::vec2(1229.0, 648.0)));
    console.step();
    assert_eq!(console.asked_size(), None, "the person may enlarge it");
}
