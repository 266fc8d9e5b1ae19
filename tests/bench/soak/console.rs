//! The real application without a display, a simulated Pi, and a person who works with both.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use egui::{TexturesDelta, accesskit::Role};
use egui_kittest::{Harness, Node, TestRenderer, kittest::NodeT as _, kittest::Queryable as _};
use jiff::Timestamp;
use pidash::{
    app::{App, AppConfig},
    client::{ServerUrl, Timing},
    domain::{candidate::CandidateState, health_history::HistoryPoint, link_state::LinkState},
    features::State,
    model::{time_series::CAPACITY, time_window::TimeWindow},
    storage::{Files, writer::Writer},
};
use tempfile::TempDir;

use crate::{
    measures::Measures,
    pi::{Action, Pi},
};

/// Between two frames.
const FRAME: Duration = Duration::from_millis(16);
/// Longer than any step takes.
const DEADLINE: Duration = Duration::from_mins(1);
/// The tabs that are looked at during a session; the last one stays.
const TABS: [&str; 5] = [
    "Allowlist",
    "Monitor",
    "Diagnostics",
    "Settings",
    "Provisioning",
];
/// Frames in each tab.
const FRAMES_IN_TAB: usize = 6;

pub struct Console {
    harness: Harness<'static, App>,
    files: TempDir,
    writer: Writer,
    /// When it began, in milliseconds since the Unix epoch.
    began_ms: i64,
    /// Cameras in each session.
    cameras: usize,
    done: Done,
    pub pi: Pi,
}

/// What was done so far.
#[derive(Debug, Clone, Default)]
pub struct Done {
    pub sessions: u32,
    pub cameras: usize,
    pub reconnects: u32,
    pub health_updates: usize,
}

impl Done {
    /// What is less than it has to be.
    pub fn missing(
        &self,
        sessions: u32,
        cameras: u16,
        reconnects: u32,
        updates: f64,
    ) -> Vec<String> {
        let mut failures = Vec::new();
        let mut check = |what: &str, done: f64, least: f64| {
            if done < least {
                failures.push(format!("{done:.0} {what} instead of {least:.0}"));
            }
        };
        let sessions = f64::from(sessions);
        check("sessions", f64::from(self.sessions), sessions);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let (found, received) = (self.cameras as f64, self.health_updates as f64);
        check("cameras", found, sessions * f64::from(cameras));
        let reconnects = sessions * f64::from(reconnects);
        check("reconnects", f64::from(self.reconnects), reconnects);
        // Some are missing while the socket is broken.
        check("health updates", received, updates * 0.8);
        failures
    }
}

/// Paints nothing.
struct NoPixels;

impl TestRenderer for NoPixels {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        delta.clear();
    }

    fn render(
        &mut self,
        _: &egui::Context,
        _: &egui::FullOutput,
    ) -> Result<image::RgbaImage, String> {
        Err("nothing is painted".to_owned())
    }
}

impl Console {
    /// `speed`: simulated time per real time. `health`: real time between two updates.
    pub fn open(speed: f64, cameras: u16, health: Duration) -> Self {
        let pi = Pi::start(speed, cameras, health);
        let directory = tempfile::tempdir().unwrap();
        let files = Files::in_directory(directory.path());
        let server = ServerUrl::parse(&pi.url).unwrap();
        let began_ms = Timestamp::now().as_millisecond();
        files
            .health
            .set(&server.to_string(), recorded_day(began_ms));
        let writer = files.writer.clone();
        let config = AppConfig {
            server: Some(server),
            files,
            timing: faster(speed),
            ..AppConfig::default()
        };
        let harness = Harness::builder()
            .with_size(egui::vec2(1280.0, 800.0))
            .renderer(NoPixels)
            .build_eframe(|creation| App::new(&creation.egui_ctx, config).unwrap());
        Self {
            harness,
            files: directory,
            writer,
            began_ms,
            cameras: cameras.into(),
            done: Done::default(),
            pi,
        }
    }

    pub fn done(&self) -> Done {
        let since = TimeWindow {
            from_ms: self.began_ms,
            to_ms: i64::MAX,
        };
        Done {
            health_updates: self.state().monitoring.history.within(since).len(),
            ..self.done.clone()
        }
    }

    pub fn measures(&self) -> Measures {
        // To write the recorded health takes 7 MiB for a moment.
        self.writer.flush(DEADLINE);
        let app = self.harness.state();
        Measures::take(app.state(), app.queued_events(), size_of(self.files.path()))
    }

    /// A session from its start to its end, in which all connections break so many times.
    pub fn provision(&mut self, reconnects: u32) {
        if self.done.sessions == 0 {
            // Later forms are filled with the name of the network before.
            self.fill(Role::TextInput, "Network name (SSID)", "ShopNet-24");
        }
        self.fill(Role::PasswordInput, "Passphrase", "correct horse battery");
        self.press("Start session");
        self.frame();
        // The clock of the Pi runs ahead: after a day it is asked about.
        if self.button("Start anyway").is_some() {
            self.press("Start anyway");
        }
        let cameras = self.cameras;
        self.wait("all cameras", |console| console.cards(|_| true) >= cameras);
        self.press("Provision all");
        for reconnect in 0..reconnects {
            self.reconnect(reconnect);
        }
        for tab in TABS {
            self.press(tab);
            (0..FRAMES_IN_TAB).for_each(|_| self.frame());
        }
        self.wait("the end of every camera", |console| {
            console.cards(CandidateState::is_in_flight) == 0
        });
        if self.button("Finish session").is_some() {
            self.press("Finish session");
        } else {
            self.press("Stop session");
            self.press("Confirm stop");
        }
        self.press("New session");
        self.done.sessions += 1;
        self.done.cameras += cameras;
    }

    /// Draws frames until then.
    pub fn wait_until(&mut self, then: Instant) {
        while Instant::now() < then {
            self.frame();
        }
    }

    /// Breaks a connection or all, and waits until both streams are up to date again.
    fn reconnect(&mut self, number: u32) {
        let before = Instant::now();
        match number % 3 {
            0 => self.pi.act(Action::DropStreams),
            1 => self.pi.act(Action::DropMonitor),
            _ => {
                self.pi.act(Action::GoOffline);
                self.wait_until(before + FRAME * 4);
                self.pi.act(Action::GoOnline);
            }
        }
        let breaks_events = number % 3 != 1;
        let breaks_monitor = !number.is_multiple_of(3);
        self.wait("both streams", |console| {
            let state = console.state();
            let is_back = |link: &LinkState, was_broken: bool| {
                matches!(link, LinkState::Live { since } if !was_broken || *since > before)
            };
            is_back(&state.stream, breaks_events)
                && is_back(&state.monitoring.stream, breaks_monitor)
        });
        self.done.reconnects += 1;
    }

    fn state(&self) -> &State {
        self.harness.state().state()
    }

    fn cards(&self, is_counted: impl Fn(&CandidateState) -> bool) -> usize {
        let batch = self.state().provisioning.batch().into_iter();
        let cards = batch.flat_map(|batch| batch.cards.iter());
        cards.filter(|card| is_counted(card.state())).count()
    }

    fn frame(&mut self) {
        thread::sleep(FRAME);
        self.harness.step();
    }

    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            self.frame();
            assert!(begun.elapsed() < DEADLINE, "no {what} within {DEADLINE:?}");
        }
    }

    /// Presses a button as a screen reader does, wherever it is, once it can be pressed.
    fn press(&mut self, name: &str) {
        self.wait(name, |console| {
            let button = console.button(name);
            button.inspect(Node::click_accesskit).is_some()
        });
        self.frame();
    }

    /// The button that can be pressed.
    fn button<'a>(&'a self, name: &'a str) -> Option<Node<'a>> {
        let mut buttons = self.harness.query_all_by_role_and_label(Role::Button, name);
        buttons.find(|button| !button.accesskit_node().is_disabled())
    }

    /// Types into a field.
    fn fill(&mut self, role: Role, name: &str, text: &str) {
        self.wait(name, |console| {
            let field = console.harness.query_by_role_and_label(role, name);
            field.inspect(Node::focus).is_some()
        });
        self.frame();
        self.harness
            .get_by_role_and_label(role, name)
            .type_text(text);
        self.frame();
    }
}

/// The waits of production, shortened; time-outs stay, as the computer is not faster.
fn faster(speed: f64) -> Timing {
    let timing = Timing::default();
    let shorter = |wait: Duration| wait.div_f64(speed);
    Timing {
        call_retries: timing.call_retries.map(shorter),
        call_spacing: shorter(timing.call_spacing),
        careful_for: shorter(timing.careful_for),
        stream_retries: timing.stream_retries.map(shorter),
        stream_healthy: shorter(timing.stream_healthy),
        stream_retry_hint: (
            shorter(timing.stream_retry_hint.0),
            shorter(timing.stream_retry_hint.1),
        ),
        poll_after: shorter(timing.poll_after),
        poll: shorter(timing.poll),
        probe_every: shorter(timing.probe_every),
        network: shorter(timing.network),
        socket_ping: shorter(timing.socket_ping),
        monitor_grace: shorter(timing.monitor_grace),
        monitor_poll: shorter(timing.monitor_poll),
        ..timing
    }
}

/// The most health that is kept, of the day before: it does not grow further.
fn recorded_day(now_ms: i64) -> Vec<HistoryPoint> {
    let seconds = i64::try_from(CAPACITY).unwrap();
    let at_ms = (1..seconds).rev().map(|ago| now_ms - ago * 1_000);
    at_ms
        .map(|at_ms| HistoryPoint::new(at_ms, true, [Some(12.5); 5]))
        .collect()
}

/// Bytes of all files below a directory.
fn size_of(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
