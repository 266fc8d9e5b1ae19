//! The real application with a simulated Pi over real sockets. Tests find and press controls by
//! their accessible names, without a display.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use egui::accesskit::Role;
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};
use tokio::runtime::Runtime;

use crate::screen::LAPTOP;
use pidash::{
    app::{App, AppConfig},
    client::ServerUrl,
    simulator::{Simulator, SimulatorConfig},
};

/// Longer than any step takes on a slow machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// A Pi that runs as long as the test.
pub struct Pi {
    pub simulator: Simulator,
    runtime: Runtime,
}

impl Pi {
    pub fn start(config: SimulatorConfig) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let simulator = runtime.block_on(Simulator::start(config)).unwrap();
        Self { simulator, runtime }
    }

    /// Settings for a window on this Pi without stored data.
    pub fn config(&self) -> AppConfig {
        AppConfig {
            server: Some(ServerUrl::parse(&self.simulator.url()).unwrap()),
            ..AppConfig::default()
        }
    }

    /// Stops the Pi like a power cut.
    pub fn stop(self) {
        self.runtime.block_on(self.simulator.shutdown());
    }
}

/// A window on a Pi.
pub struct Console {
    pub harness: Harness<'static, App>,
    pixels: egui::Vec2,
}

impl Console {
    pub fn open(config: AppConfig) -> Self {
        Self::open_at(LAPTOP, config)
    }

    /// A window of this size, in points.
    pub fn open_at(size: egui::Vec2, config: AppConfig) -> Self {
        let harness = Harness::builder()
            .with_size(size)
            .with_max_steps(64)
            .build_eframe(|creation| App::new(&creation.egui_ctx, config).unwrap());
        Self {
            harness,
            pixels: size,
        }
    }

    /// One frame, with the input as the window gets it from the desktop.
    pub fn step(&mut self) {
        let mut input = std::mem::take(self.harness.input_mut());
        let ctx = self.harness.ctx.clone();
        // The desktop reports the size of the window in points: fewer if the zoom is larger.
        let points = self.pixels / ctx.zoom_factor();
        input.screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, points));
        eframe::App::raw_input_hook(self.harness.state_mut(), &ctx, &mut input);
        *self.harness.input_mut() = input;
        self.harness.step();
    }

    /// Waits until `look` finds something on the screen.
    pub fn wait<T>(&mut self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            self.step();
            if let Some(found) = look(self) {
                return found;
            }
            assert!(
                started.elapsed() < DEADLINE,
                "waited in vain for {what}; there is: {:#?}",
                self.names()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for something with this accessible name.
    pub fn wait_for(&mut self, name: &str) {
        self.wait(name, |console| {
            console
                .names()
                .iter()
                .any(|shown| shown == name)
                .then_some(())
        });
    }

    /// Waits for a card in this state and returns its MAC.
    pub fn wait_for_card(&mut self, state: &str) -> String {
        let ending = format!(", {state}");
        self.wait(&ending, |console| {
            console
                .names()
                .iter()
                .find_map(|name| name.strip_suffix(&ending).map(str::to_owned))
        })
    }

    /// Waits until as many cards are in this state.
    pub fn wait_for_cards(&mut self, state: &str, count: usize) {
        self.wait(&format!("{count} cards, {state}"), |console| {
            (console.cards(state).len() == count).then_some(())
        });
    }

    /// The MACs of the cards in this state.
    pub fn cards(&self, state: &str) -> Vec<String> {
        let ending = format!(", {state}");
        self.names()
            .iter()
            .filter_map(|name| name.strip_suffix(&ending).map(str::to_owned))
            .collect()
    }

    /// Waits for an enabled button that does not move, scrolls to it and presses it.
    pub fn press(&mut self, name: &str) {
        let last = Cell::new(None);
        let scrolls = Cell::new(4_u32);
        self.wait(name, |console| {
            let mut buttons = console
                .harness
                .query_all_by_role_and_label(Role::Button, name);
            let button = buttons.find(|button| !button.accesskit_node().is_disabled())?;
            let here = Some(button.rect());
            let before = last.replace(here);
            // Scrolling takes some frames, the first of which moves nothing.
            if scrolls.replace(scrolls.get().saturating_sub(1)) > 0 {
                button.scroll_to_me();
                return None;
            }
            here.filter(|_| here == before)
        });
        self.harness
            .get_by_role_and_label(Role::Button, name)
            .click();
        self.harness.step();
    }

    /// Presses a button as a screen reader does, wherever it is.
    pub fn activate(&mut self, name: &str) {
        self.wait(name, |console| {
            let mut buttons = console
                .harness
                .query_all_by_role_and_label(Role::Button, name);
            let button = buttons.find(|button| !button.accesskit_node().is_disabled())?;
            button.click_accesskit();
            Some(())
        });
        self.step();
        self.step();
    }

    /// Types into a field.
    pub fn fill(&mut self, role: Role, name: &str, text: &str) {
        self.harness.get_by_role_and_label(role, name).focus();
        self.harness.step();
        self.harness
            .get_by_role_and_label(role, name)
            .type_text(text);
        self.harness.step();
    }

    /// Presses a button that disappears when it is pressed, until it is gone.
    pub fn leave(&mut self, name: &str) {
        self.activate(name);
        self.wait(&format!("the end of {name}"), |console| {
            let mut buttons = console
                .harness
                .query_all_by_role_and_label(Role::Button, name);
            let left = buttons.next();
            left.as_ref().inspect(|button| button.click_accesskit());
            left.is_none().then_some(())
        });
    }

    /// Pastes into a field.
    pub fn paste(&mut self, role: Role, name: &str, text: &str) {
        self.wait(name, |console| {
            let field = console.harness.query_by_role_and_label(role, name)?;
            field.focus();
            field.is_focused().then_some(())
        });
        let events = &mut self.harness.input_mut().events;
        events.push(egui::Event::Paste(text.to_owned()));
        self.harness.step();
    }

    /// Types lines as a barcode scanner does, each with Enter, all of them within one frame.
    pub fn scan(&mut self, lines: &[String]) {
        for line in lines {
            let enter = |pressed| egui::Event::Key {
                key: egui::Key::Enter,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            };
            let text = egui::Event::Text(line.clone());
            let events = &mut self.harness.input_mut().events;
            events.extend([text, enter(true), enter(false)]);
        }
        self.harness.step();
    }

    /// Presses a key.
    pub fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.step();
    }

    /// Presses Ctrl and +, which the window itself handles.
    pub fn zoom_by_key(&mut self) {
        self.harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Plus);
        self.harness.step();
    }

    /// Closes the window, as after the last frame.
    pub fn close(mut self) {
        eframe::App::on_exit(self.harness.state_mut(), None);
    }

    /// Every accessible name and value on the screen.
    pub fn names(&self) -> Vec<String> {
        let texts = |node: egui_kittest::Node<'_>| {
            [node.accesskit_node().label(), node.accesskit_node().value()]
        };
        self.harness
            .root()
            .children_recursive()
            .flat_map(texts)
            .flatten()
            .collect()
    }

    /// Fills the form and starts a session.
    pub fn start_session(&mut self, ssid: &str, passphrase: &str) {
        self.wait_for("Events: live");
        self.fill(Role::TextInput, "Network name (SSID)", ssid);
        self.fill(Role::PasswordInput, "Passphrase", passphrase);
        self.press("Start session");
    }

    /// Presses “Start anyway” if the checks before the start ask, and waits until `is_started`.
    pub fn start_anyway(&mut self, is_started: impl Fn(&Self) -> bool) {
        self.wait("a start or a question", |console| {
            let is_asked = console.offers("Start anyway");
            (is_asked || is_started(console)).then_some(())
        });
        if self.offers("Start anyway") {
            self.press("Start anyway");
        }
    }

    /// Asks the window to close, as a window manager does.
    pub fn ask_to_close(&mut self) {
        let viewports = &mut self.harness.input_mut().viewports;
        let window = viewports.entry(egui::ViewportId::ROOT).or_default();
        window.events.push(egui::ViewportEvent::Close);
        self.harness.step();
    }

    /// Whether the window closes after this frame.
    pub fn closes(&self) -> bool {
        let output = &self.harness.output().viewport_output;
        let commands = output.values().flat_map(|viewport| &viewport.commands);
        let mut commands = commands.collect::<Vec<_>>().into_iter();
        commands.any(|command| *command == egui::ViewportCommand::Close)
    }

    /// The size that the window asks for, in the last frame.
    pub fn asked_size(&self) -> Option<egui::Vec2> {
        let output = &self.harness.output().viewport_output;
        let mut commands = output.values().flat_map(|viewport| &viewport.commands);
        commands.find_map(|command| match command {
            egui::ViewportCommand::InnerSize(size) => Some(*size),
            _ => None,
        })
    }

    /// Whether something has this accessible name.
    pub fn shows(&self, name: &str) -> bool {
        self.names().iter().any(|shown| shown == name)
    }

    /// Whether there is a button with this name that can be pressed.
    pub fn offers(&self, name: &str) -> bool {
        let mut buttons = self.harness.query_all_by_role_and_label(Role::Button, name);
        buttons.any(|button| !button.accesskit_node().is_disabled())
    }

    /// Ticks or unticks the box with this name. False if there is none.
    pub fn check(&self, name: &str) -> bool {
        let mut boxes = self
            .harness
            .query_all_by_role_and_label(Role::CheckBox, name);
        let first = boxes.next();
        first.is_some_and(|found| {
            found.click_accesskit();
            true
        })
    }

    /// Waits for a field for numbers, and gives it another value.
    pub fn set(&mut self, name: &str, value: f64) {
        self.wait(name, |console| {
            let window = &console.harness;
            let field = window.query_by_role_and_label(Role::SpinButton, name)?;
            field.set_value_accesskit(value);
            Some(())
        });
        self.harness.step();
    }
}
