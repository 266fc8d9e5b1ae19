//! A whole batch with the keyboard of a laptop only, and the shortcuts that work everywhere.

use std::sync::{Arc, Mutex};

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::{
    console::{Console, Pi},
    screen::{focused, press_until},
};
use pidash::{
    app::AppConfig,
    domain::{
        configuration::{Configuration, Origin},
        settings::Setting,
    },
    simulator::SimulatorConfig,
    storage::Files,
};

fn quick(devices: u16) -> SimulatorConfig {
    SimulatorConfig {
        devices,
        speed: 10.0,
        ..SimulatorConfig::default()
    }
}

impl Console {
    fn ctrl(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
        self.step();
        self.step();
    }

    /// Presses a key with Ctrl+Alt, as remote desktops send AltGr.
    fn ctrl_alt(&mut self, key: Key) {
        let modifiers = Modifiers::COMMAND | Modifiers::CTRL | Modifiers::ALT;
        let event = |pressed| egui::Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers,
        };
        let events = &mut self.harness.input_mut().events;
        events.extend([event(true), event(false)]);
        self.step();
        self.step();
    }

    /// Types into the field that has the focus.
    fn type_text(&mut self, text: &str) {
        let event = egui::Event::Text(text.to_owned());
        self.harness.input_mut().events.push(event);
        self.harness.step();
    }

    /// The accessible name of the focused widget.
    fn focused(&self) -> Option<String> {
        focused(&self.harness)
    }

    /// Presses Tab until `name` has the focus.
    #[track_caller]
    fn tab_to(&mut self, name: &str) {
        press_until(&mut self.harness, Key::Tab, |focused| focused == name);
    }
}

#[test]
fn a_batch_is_provisioned_with_keys_alone() {
    let pi = Pi::start(quick(8));
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.ctrl(Key::N);
    console.type_text("ShopNet-24");
    console.key(Key::Tab);
    assert_eq!(console.focused().as_deref(), Some("Passphrase"));
    console.type_text("correct horse battery");
    console.key(Key::Enter);
    console.wait_for_cards("discovered", 8);
    console.ctrl(Key::P);
    console.wait_for_card("failed");
    console.ctrl(Key::R);
    console.wait_for("Batch: 7 of 7 verified, 0 failed");
    // What a screen reader announces.
    console.wait_for("7 of 7 verified, 0 failed");
    console.tab_to("Finish session");
    console.key(Key::Enter);
    console.wait_for("New session");
}

#[test]
fn one_camera_is_ticked_with_the_space_bar_and_provisioned() {
    let pi = Pi::start(quick(3));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 3);
    // The first one is not on the allowlist.
    let mac = console.cards("discovered").remove(1);
    console.tab_to(&format!("Select {mac}"));
    console.key(Key::Space);
    console.tab_to("Provision selected");
    console.key(Key::Enter);
    console.wait("the ticked one on its way", |console| {
        (!console.cards("discovered").contains(&mac)).then_some(())
    });
    assert_eq!(console.cards("discovered").len(), 2);
}

#[test]
fn cameras_are_provisioned_and_skipped_by_their_letters() {
    let pi = Pi::start(quick(4));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 4);
    let provisioned = console.cards("discovered").remove(1);
    let card = |mac: &String| format!("{mac}, discovered");
    console.key(Key::Home);
    let wanted = card(&provisioned);
    press_until(&mut console.harness, Key::J, |focused| focused == wanted);
    console.key(Key::R);
    console.wait("it is on its way", |console| {
        (!console.cards("discovered").contains(&provisioned)).then_some(())
    });
    assert_eq!(console.cards("discovered").len(), 3, "and no other");
    console.key(Key::End);
    let left: Vec<String> = console.cards("discovered").iter().map(card).collect();
    press_until(&mut console.harness, Key::K, |focused| {
        left.iter().any(|card| card == focused)
    });
    console.key(Key::S);
    console.wait_for_card("skipped");
}

#[test]
fn the_palette_finds_a_command_and_escape_closes_one_layer_at_a_time() {
    let pi = Pi::start(quick(1));
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.press("Events list");
    console.wait_for("Close events");
    console.ctrl(Key::K);
    console.wait_for("What do you want to do?");
    console.key(Key::Escape);
    console.step();
    assert!(
        !console.shows("What do you want to do?"),
        "the palette is closed"
    );
    assert!(console.shows("Close events"), "and nothing else");
    console.key(Key::Escape);
    console.step();
    assert!(!console.shows("Close events"));
    console.ctrl(Key::K);
    console.type_text("monit");
    console.key(Key::Enter);
    console.wait_for("Source auto");
}

#[test]
fn tabs_search_and_the_list_of_shortcuts_have_keys() {
    let pi = Pi::start(quick(1));
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    for (key, shown) in [
        (Key::Num2, "MAC address"),
        (Key::Num3, "Source auto"),
        (Key::Num4, "Export requests"),
        (Key::Comma, "Theme dark"),
        (Key::Num1, "Start session"),
        (Key::Num5, "Theme dark"),
        (Key::Num1, "Start session"),
    ] {
        console.ctrl(key);
        console.wait_for(shown);
    }
    console.ctrl(Key::Num2);
    console.ctrl(Key::F);
    console.step();
    assert_eq!(console.focused().as_deref(), Some("Search the allowlist"));
    console.key(Key::Escape);
    console.key(Key::F1);
    console.wait_for("Keyboard shortcuts");
    console.wait_for("Ctrl+P");
}

#[test]
fn ctrl_alt_is_no_shortcut() {
    let pi = Pi::start(quick(2));
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.ctrl(Key::Num2);
    console.wait_for("MAC address");
    for key in [Key::N, Key::Num1, Key::Num3, Key::Comma, Key::K, Key::Q] {
        console.ctrl_alt(key);
        assert!(
            console.names().iter().any(|name| name == "MAC address"),
            "{key:?}"
        );
        let output = console.harness.output();
        let viewport = &output.viewport_output[&egui::ViewportId::ROOT];
        assert!(
            !viewport.commands.contains(&egui::ViewportCommand::Close),
            "{key:?}"
        );
    }
    console.ctrl(Key::Num1);
    console.wait_for("Start session");
}

#[test]
fn a_batch_that_ends_while_the_person_looks_elsewhere_is_notified_on_the_desktop() {
    let pi = Pi::start(quick(3));
    let notifications = Arc::new(Mutex::new(Vec::new()));
    let sink = notifications.clone();
    let mut configuration = Configuration::default();
    let applied = configuration.apply(Origin::CommandLine, Setting::Sound, "on");
    assert_eq!(applied, Ok(()));
    let mut console = Console::open(AppConfig {
        configuration,
        notify: Some(Arc::new(move |title, text, sound| {
            sink.lock()
                .unwrap()
                .push(format!("{title}: {text} {sound}"));
        })),
        ..pi.config()
    });
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 3);
    console.harness.input_mut().focused = false;
    console.press("Provision all");
    console.wait("the end", |_| {
        let notifications = notifications.lock().unwrap();
        notifications
            .iter()
            .any(|line| line.starts_with("The batch is done: "))
            .then_some(())
    });
    assert!(
        notifications
            .lock()
            .unwrap()
            .iter()
            .all(|line| line.ends_with(" true"))
    );
}

#[test]
fn the_filter_is_as_it_was_as_long_as_it_is_the_same_session() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::in_directory(directory.path());
    let pi = Pi::start(quick(2));
    let config = || AppConfig {
        files: files.clone(),
        ..pi.config()
    };
    let mut console = Console::open(config());
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 2);
    console.press("Show ready");
    console.close();
    let mut console = Console::open(config());
    console.wait("the chip", |console| {
        let chip = console
            .harness
            .query_by_role_and_label(Role::Button, "Show ready")?;
        (chip.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
            || chip.accesskit_node().is_selected() == Some(true))
        .then_some(())
    });
}

#[test]
fn commands_of_the_palette_do_what_they_say() {
    let pi = Pi::start(quick(3));
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    let run = |console: &mut Console, command: &str| {
        console.ctrl(Key::K);
        console.wait_for("Find a command…");
        console.type_text(command);
        console.key(Key::Enter);
        console.step();
    };
    let zoom = |console: &Console| console.harness.ctx.zoom_factor();
    let usual = zoom(&console);
    run(&mut console, "Zoom in");
    console.wait("a larger zoom", |console| {
        (zoom(console) > usual).then_some(())
    });
    run(&mut console, "Reset the zoom");
    console.wait("the zoom as before", |console| {
        (zoom(console) - usual).abs().le(&0.01).then_some(())
    });
    run(&mut console, "Zoom out");
    console.wait("a smaller zoom", |console| {
        (zoom(console) < usual).then_some(())
    });
    run(&mut console, "Create a support bundle");
    console.wait_for("Save support bundle");
    console.key(Key::Escape);
    run(&mut console, "Go to Allowlist");
    console.wait_for("MAC address");
    run(&mut console, "Connect to another Pi");
    console.wait_for("On this network");
}

#[test]
fn the_palette_finds_a_camera_by_its_digits_and_opens_its_details() {
    let pi = Pi::start(quick(30));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 30);
    let mac = console.cards("discovered").pop().unwrap();
    let digits: String = mac.replace(':', "").chars().skip(8).collect();
    console.ctrl(Key::Num3);
    console.ctrl(Key::K);
    console.type_text(&digits.to_lowercase());
    let row = format!("Camera {mac}, discovered");
    console.wait(&row, |console| {
        let mut names = console.names().into_iter();
        names.find(|name| name.starts_with(&row))
    });
    console.key(Key::Enter);
    let details = format!("Camera {}", &mac[12..]);
    console.wait_for(&details);
    console.key(Key::Escape);
    let card = format!("{mac}, discovered");
    console.wait("the cursor on the camera", |console| {
        (console.focused().as_ref() == Some(&card)).then_some(())
    });
    let card = console
        .harness
        .get_by_role_and_label(Role::Group, &card)
        .rect();
    assert!(card.bottom() <= 800.0, "it is scrolled into view: {card}");
    // What was chosen last is the first one.
    console.ctrl(Key::K);
    console.key(Key::Enter);
    console.wait_for(&details);
}

#[test]
fn the_palette_finds_settings_and_known_pis() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::in_directory(directory.path());
    let (first, second) = (Pi::start(quick(1)), Pi::start(quick(1)));
    let config = |pi: &Pi| AppConfig {
        files: files.clone(),
        ..pi.config()
    };
    let mut console = Console::open(config(&first));
    console.wait_for("Events: live");
    console.close();
    let mut console = Console::open(config(&second));
    console.wait_for("Events: live");
    console.ctrl(Key::K);
    console.type_text("dim after");
    console.key(Key::Enter);
    console.wait("the focus on the setting", |console| {
        let focused = console.focused()?;
        focused.starts_with("Dim ").then_some(())
    });
    let address = first.simulator.url();
    let address = address.trim_start_matches("http://");
    console.ctrl(Key::K);
    console.type_text(address);
    console.wait_for(&format!("Connect to {address}"));
    console.key(Key::Enter);
    console.wait("the other Pi", |console| {
        let server = &console.harness.state().state().server;
        (server == address).then_some(())
    });
}

#[test]
fn the_list_of_shortcuts_is_searched_and_its_letters_do_nothing_else() {
    let pi = Pi::start(quick(2));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 2);
    console.key(Key::Home);
    console.key(Key::F1);
    console.wait_for("Provision or retry the camera");
    console.wait("the focus in the field", |console| {
        (console.focused().as_deref() == Some("Find a shortcut")).then_some(())
    });
    console.key(Key::R);
    console.type_text("retry");
    console.wait("fewer shortcuts", |console| {
        (!console.shows("Zoom in")).then_some(())
    });
    assert!(console.shows("Provision or retry the camera"));
    assert!(console.shows("Ctrl+R"));
    console.key(Key::Escape);
    console.wait("the end of the list", |console| {
        (!console.shows("Find a shortcut")).then_some(())
    });
    assert_eq!(console.cards("discovered").len(), 2, "R was a letter");
    // The search is empty again.
    console.key(Key::F1);
    console.wait_for("Zoom in");
}
