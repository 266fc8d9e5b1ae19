//! The kiosk, used with one finger only.

use std::time::{Duration, Instant};

use egui::{TouchPhase, Vec2, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    client::ServerUrl,
    domain::{
        configuration::{Configuration, Origin},
        pin::Pin,
        settings::Setting,
    },
    simulator::SimulatorConfig,
    storage::{Files, WindowState, pin_file::PinFile},
};

/// In pixels, which equal points until the window has applied the touch zoom.
const DISPLAYS: [Vec2; 2] = [vec2(800.0, 480.0), vec2(720.0, 1280.0)];
const PASSPHRASE: &str = "Gr8 wifi!";

fn kiosk(more: &[(Setting, &str)]) -> Configuration {
    let mut configuration = Configuration::default();
    for (setting, text) in [(Setting::Kiosk, "true")].iter().chain(more) {
        let applied = configuration.apply(Origin::CommandLine, *setting, text);
        assert_eq!(applied, Ok(()));
    }
    configuration
}

fn open(size: Vec2, pi: &Pi) -> Console {
    let config = AppConfig {
        configuration: kiosk(&[]),
        ..pi.config()
    };
    Console::open_at(size, config)
}

fn pi_with_8_cameras() -> Pi {
    Pi::start(SimulatorConfig {
        devices: 8,
        speed: 10.0,
        ..SimulatorConfig::default()
    })
}

#[test]
fn a_batch_is_provisioned_with_one_finger() {
    for size in DISPLAYS {
        let pi = pi_with_8_cameras();
        let mut console = open(size, &pi);
        console.wait_for("Events: live");
        console.tap("Network name (SSID)");
        console.type_by_finger("ShopNet-24");
        console.tap("Enter");
        console.type_by_finger(PASSPHRASE);
        console.tap("Hide keyboard");
        assert!(!console.names().iter().any(|name| name.contains("Gr8")));
        console.tap("Start session");
        console.wait_for_cards("discovered", 8);
        console.tap("Provision all");
        let failed = console.wait_for_card("failed");
        // Waits until it no longer moves.
        console.wait_for_cards("verified", 6);
        console.tap(&format!("Retry {failed}"));
        console.wait_for("Batch: 7 of 7 verified, 0 failed");
        console.tap("Finish session");
        console.tap("New session");
        console.wait_for("Start session");
        let started = pi.simulator.requests();
        assert!(
            started
                .iter()
                .any(|request| request.path.ends_with("/start"))
        );
    }
}

#[test]
fn a_mac_is_typed_on_the_pad_for_it() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.tap("Allowlist");
    console.tap("MAC address");
    console.wait_for("Key f");
    assert!(!console.shows("Key g"), "a MAC has none");
    console.type_by_finger("24:6f:28:10:4a:ff");
    console.tap("Enter");
    console.wait("the entry", |console| {
        let mut names = console.names().into_iter();
        names
            .any(|name| name.starts_with("24:6F:28:10:4A:FF, "))
            .then_some(())
    });
}

#[test]
fn a_key_that_is_held_repeats_and_shift_is_for_one_letter_or_for_all() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.tap("Network name (SSID)");
    console.type_by_finger("aB c");
    console.wait_for("aB c");
    console.tap("Shift");
    console.tap("Shift");
    console.tap("Key D");
    console.tap("Key E");
    console.wait_for("aB cDE");
    console.hold("Delete", 3.0);
    console.wait("an empty field", |console| {
        (!console.shows("aB cDE") && !console.shows("a")).then_some(())
    });
}

#[test]
fn a_real_keyboard_hides_the_on_screen_keyboard() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.tap("Network name (SSID)");
    console.wait_for("Key q");
    console.fill(Role::TextInput, "Network name (SSID)", "Shop");
    console.step();
    assert!(!console.shows("Key q"));
    console.tap("Network name (SSID)");
    console.wait_for("Key q");
}

#[test]
fn the_keyboard_covers_no_field_that_is_typed_into() {
    for size in DISPLAYS {
        let pi = Pi::start(SimulatorConfig::default());
        let mut console = open(size, &pi);
        console.wait_for("Events: live");
        for field in ["Passphrase", "Network name (SSID)"] {
            console.tap(field);
            let top = console.wait("keys", |console| {
                let key = console.harness.query_by_label("Key q");
                key.map(|key| key.rect().top())
            });
            console.wait("the field above the keys", |console| {
                let field = console.harness.query_by_label(field)?;
                (field.rect().bottom() <= top).then_some(())
            });
            console.tap("Hide keyboard");
        }
    }
}

#[test]
fn it_finds_the_pi_of_its_own_computer_and_waits_for_it() {
    let pi = Pi::start(SimulatorConfig::default());
    let url = ServerUrl::parse(&pi.simulator.url()).unwrap();
    let nobody = ServerUrl::parse("http://127.0.0.1:1").unwrap();
    let config = AppConfig {
        configuration: kiosk(&[]),
        local_pis: vec![nobody.clone(), url],
        ..AppConfig::default()
    };
    let mut console = Console::open_at(DISPLAYS[0], config);
    console.wait_for("Events: live");

    let config = AppConfig {
        configuration: kiosk(&[]),
        local_pis: vec![nobody],
        ..AppConfig::default()
    };
    let mut console = Console::open_at(DISPLAYS[0], config);
    console.wait_for("Waiting for PiOrchestrator…");
    assert!(
        !console.shows("Connect to a Pi"),
        "a technician has nothing to type here"
    );
}

#[test]
fn nobody_leaves_a_locked_kiosk_and_three_seconds_on_the_logo_open_it() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.ask_to_close();
    assert!(!console.closes());
    console.tap("Change Pi");
    console.step();
    assert!(!console.shows("Connect to a Pi"));
    console.hold("Hold for 3 seconds to unlock", 2.0);
    assert!(!console.shows("Kiosk unlocked"));
    console.hold("Hold for 3 seconds to unlock", 3.5);
    console.wait_for("Kiosk unlocked");
    console.tap("Connect to another Pi");
    console.wait_for("Connect to a Pi");
}

#[test]
fn a_pin_opens_the_lock_and_a_wrong_one_has_to_wait() {
    let directory = tempfile::tempdir().unwrap();
    let file = PinFile::at(directory.path().join("pin"));
    file.set(Some(&Pin::new("2468").unwrap())).unwrap();
    let pi = Pi::start(SimulatorConfig::default());
    let config = AppConfig {
        configuration: kiosk(&[]),
        files: Files {
            pin: file,
            ..Files::default()
        },
        ..pi.config()
    };
    let mut console = Console::open_at(DISPLAYS[0], config);
    console.wait_for("Events: live");
    console.hold("Hold for 3 seconds to unlock", 3.5);
    console.wait_for("The kiosk is locked");
    console.type_by_finger("1357");
    console.tap("Unlock");
    console.wait("that it was wrong", |console| {
        let mut names = console.names().into_iter();
        names
            .any(|name| name.starts_with("Wrong PIN"))
            .then_some(())
    });
    assert!(!console.offers("Unlock"), "not at once again");
    console.type_by_finger("2468");
    console.tap("Unlock");
    console.wait_for("Kiosk unlocked");
    assert!(!console.names().iter().any(|name| name.contains("2468")));
}

#[test]
fn the_touch_that_wakes_the_display_does_nothing_else() {
    let pi = Pi::start(SimulatorConfig::default());
    // Half a second: longer than any two touches of this test are apart.
    let config = AppConfig {
        configuration: kiosk(&[(Setting::BlackAfter, "0.0083"), (Setting::DimAfter, "0")]),
        ..pi.config()
    };
    let mut console = Console::open_at(DISPLAYS[0], config);
    console.wait_for("Events: live");
    let since = Instant::now();
    console.wait("the display to rest", |_| {
        (since.elapsed() > Duration::from_millis(600)).then_some(())
    });
    let at = console
        .harness
        .get_by_role_and_label(Role::Button, "Monitor")
        .rect()
        .center();
    console.finger(TouchPhase::Start, at);
    console.finger(TouchPhase::End, at);
    console.step();
    assert!(!console.shows("Freeze"), "the tab is as it was");
    console.finger(TouchPhase::Start, at);
    console.finger(TouchPhase::End, at);
    console.wait_for("Freeze");
}

#[test]
fn what_is_long_is_scrolled_by_dragging_it_and_goes_on_when_it_is_thrown() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.tap("Settings");
    let top = |console: &Console| console.harness.get_by_label("Theme dark").rect().top();
    console.wait_for("Theme dark");
    let from = console.harness.ctx.content_rect().center();
    let before = top(&console);
    console.finger(TouchPhase::Start, from);
    for step in 1..=3 {
        console.finger(
            TouchPhase::Move,
            from - vec2(0.0, 20.0 * f32::from(i8::try_from(step).unwrap())),
        );
    }
    let dragged = top(&console);
    assert!(dragged <= before - 40.0, "{before} to {dragged}");
    console.finger(TouchPhase::End, from - vec2(0.0, 60.0));
    for _ in 0..8 {
        console.step();
    }
    assert!(top(&console) < dragged, "thrown");
}

#[test]
fn a_display_that_emulates_a_mouse_scrolls_when_it_is_dragged() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.tap_as_mouse("Settings");
    console.wait_for("Theme dark");
    let theme = |console: &Console| console.harness.get_by_label("Theme light").rect();
    let light = |console: &Console| console.harness.ctx.theme() == egui::Theme::Light;
    let before = theme(&console);
    // From a button: it scrolls with the page, and is not pressed.
    console.drag_as_mouse(before.center(), vec2(0.0, -60.0));
    let after = theme(&console);
    let moved = before.top() - after.top();
    assert!(moved >= 40.0, "{before} to {after}");
    assert!(!light(&console), "dragged, not pressed");
    let page = console.harness.ctx.content_rect().center();
    console.drag_as_mouse(page, vec2(0.0, 60.0));
    console.tap_as_mouse("Theme light");
    console.wait("the light theme", |console| light(console).then_some(()));
    console.tap_as_mouse("Provisioning");
    console.tap_as_mouse("Network name (SSID)");
    console.wait_for("Key q");
    for key in ["Key a", "Key b"] {
        console.tap_as_mouse(key);
    }
    console.wait_for("ab");
}

#[test]
fn a_finger_on_a_plot_scrolls_the_page_and_selects_no_part() {
    let pi = Pi::start(SimulatorConfig {
        tick: Duration::from_millis(200),
        ..SimulatorConfig::default()
    });
    let mut console = open(DISPLAYS[0], &pi);
    console.wait_for("Events: live");
    console.tap_as_mouse("Monitor");
    let plot = |console: &Console| {
        let mut plots = console.harness.query_all_by_role(Role::Image);
        let summary = "in the last 60 seconds";
        plots
            .find(|plot| {
                let name = plot.accesskit_node().label().unwrap_or_default();
                name.starts_with("CPU") && name.ends_with(summary)
            })
            .map(|plot| plot.rect())
    };
    let before = console.wait("the plot", plot);
    for distance in [vec2(120.0, 0.0), vec2(0.0, -60.0)] {
        console.drag_as_mouse(before.center(), distance);
    }
    let after = console.wait("the same plot", plot);
    let moved = before.top() - after.top();
    assert!(moved >= 40.0, "{before} to {after}");
    let names = console.names();
    assert!(!names.iter().any(|name| name == "Whole span"), "{names:?}");
}

#[test]
fn a_window_with_a_mouse_is_not_scrolled_by_dragging_it() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open_at(DISPLAYS[0], pi.config());
    console.wait_for("Events: live");
    console.tap_as_mouse("Settings");
    console.wait_for("Theme dark");
    let theme = |console: &Console| console.harness.get_by_label("Theme dark").rect();
    let before = theme(&console);
    console.drag_as_mouse(before.center(), vec2(0.0, -60.0));
    assert_eq!(theme(&console), before);
}

#[test]
fn a_long_press_shows_what_a_tooltip_would_and_presses_nothing() {
    let pi = Pi::start(SimulatorConfig {
        devices: 2,
        speed: 10.0,
        ..SimulatorConfig::default()
    });
    let mut console = open(DISPLAYS[0], &pi);
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", 2);
    let button = console
        .harness
        .get_by_role_and_label(Role::Button, "Provision all");
    let at = button.rect().center();
    console.finger(TouchPhase::Start, at);
    console.wait("the hint", |console| {
        let mut names = console.names().into_iter();
        names
            .any(|name| name.starts_with("Send the credentials to every camera"))
            .then_some(())
    });
    console.finger(TouchPhase::End, at);
    console.step();
    assert_eq!(console.cards("discovered").len(), 2);
}

#[test]
fn the_size_of_the_display_is_not_that_of_the_next_window() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::in_directory(directory.path());
    let before = WindowState {
        size: Some([1_100.0, 700.0]),
        ..WindowState::default()
    };
    files.window.set(before.clone());
    let pi = Pi::start(SimulatorConfig::default());
    let config = AppConfig {
        configuration: kiosk(&[]),
        files: files.clone(),
        ..pi.config()
    };
    let mut console = Console::open_at(DISPLAYS[0], config);
    console.wait_for("Events: live");
    console.close();
    let written = Files::in_directory(directory.path()).window.read();
    assert_eq!(written.size, before.size);
    assert_eq!(written.tab.as_deref(), Some("Provisioning"));
}

#[test]
fn a_failed_connect_stays_on_the_screen_while_the_kiosk_waits_for_its_pi() {
    let nobody = "http://127.0.0.1:1";
    let config = AppConfig {
        configuration: kiosk(&[]),
        local_pis: vec![ServerUrl::parse(nobody).unwrap()],
        ..AppConfig::default()
    };
    let mut console = Console::open_at(DISPLAYS[0], config);
    console.wait_for("Waiting for PiOrchestrator…");
    console.hold("Hold for 3 seconds to unlock", 3.5);
    console.tap("Connect to another Pi");
    console.tap("Address of the Pi");
    console.fill(Role::TextInput, "Address of the Pi", nobody);
    // The on-screen keyboard may lie over the button.
    console.activate("Connect");
    console.wait_for("Problem: UNREACHABLE");
    // Longer than the kiosk waits between two attempts.
    let since = Instant::now();
    console.wait("the next attempt of the kiosk", |console| {
        assert!(console.shows("Problem: UNREACHABLE"));
        (since.elapsed() > Duration::from_millis(2_500)).then_some(())
    });
}
