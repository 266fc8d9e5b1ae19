//! A console without a display: the client of production and the state of the window, with or
//! without the views that draw it.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use egui_kittest::{Harness, kittest::NodeT as _};
use pidash::{
    client::{CaCertificates, ClientConfig, ClientHandle, ServerUrl, Timing},
    domain::{
        clock::Now, feature_flags::FeatureFlags, link_state::LinkState, problem::Problem,
        secret::ApiKey,
    },
    features::{State, intent::Intent},
    i18n,
    messages::{AllowlistReply, Command, Event, MonitorEvent, RecoveryReply, Reply},
    shell::{UiState, root_ui},
    ui::theme,
};
use tokio::{sync::Notify, time::sleep};

use crate::measures::cpu_time;

/// The key of every Pi of the table.
pub const KEY: &str = "key-of-the-fault-table";
/// The events of one frame, as the window coalesces them.
const COALESCE: Duration = Duration::from_millis(8);
/// Between two looks without an event.
const TICK: Duration = Duration::from_millis(50);
/// The longest preparation of a cell.
const DEADLINE: Duration = Duration::from_mins(1);
/// Events that are taken in one frame: more than the channel holds would mean that it never ends.
const MOST_EVENTS: usize = 2_048;

/// A console.
pub struct Console {
    client: ClientHandle,
    woken: Arc<Notify>,
    screen: Screen,
    /// What was seen since the last [`Console::look_afresh`].
    pub seen: Seen,
}

/// What a console has shown, and what was wrong with that.
#[derive(Default)]
pub struct Seen {
    /// The words of the header for a stream that is not live, and the codes of problems.
    pub shown: Vec<String>,
    pub violations: BTreeSet<String>,
    /// The most CPU time that one frame took, from the first event to the last pixel.
    pub most_work: Duration,
}

enum Screen {
    State(Box<State>),
    Drawn(Box<Harness<'static, Window>>),
}

/// The views and their state.
struct Window {
    state: State,
    ui_state: UiState,
    commands: Vec<Command>,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Now::read();
        for intent in root_ui(ui, &self.state, &mut self.ui_state, now) {
            self.commands.extend(self.state.handle_intent(intent, now));
        }
    }
}

impl Console {
    /// Connects to a Pi. `is_drawn`: every frame is drawn, not only computed.
    pub fn open(url: &str, is_drawn: bool) -> Self {
        let woken = Arc::new(Notify::new());
        let waker = Arc::clone(&woken);
        let server = ServerUrl::parse(url).unwrap();
        let state = State::new(server.address(), None, Now::read());
        let config = ClientConfig {
            server,
            key: Some(ApiKey::new(KEY).unwrap()),
            // The limits of the table are those of production, and so are the waits.
            timing: Timing::default(),
            features: FeatureFlags::default(),
            extra_cas: CaCertificates::default(),
        };
        let client = ClientHandle::connect(config, Arc::new(move || waker.notify_one())).unwrap();
        let screen = if is_drawn {
            let harness = Harness::builder()
                .with_size(egui::vec2(1280.0, 800.0))
                // Texts of answers that are not UTF-8 have characters that no font has.
                .allow_missing_glyphs()
                .build_eframe(|creation| {
                    theme::install(&creation.egui_ctx);
                    Window {
                        state,
                        ui_state: UiState::default(),
                        commands: Vec::new(),
                    }
                });
            Screen::Drawn(Box::new(harness))
        } else {
            Screen::State(Box::new(state))
        };
        Self {
            client,
            woken,
            screen,
            seen: Seen::default(),
        }
    }

    pub fn state(&self) -> &State {
        match &self.screen {
            Screen::State(state) => state,
            Screen::Drawn(harness) => &harness.state().state,
        }
    }

    fn state_mut(&mut self) -> &mut State {
        match &mut self.screen {
            Screen::State(state) => state,
            Screen::Drawn(harness) => &mut harness.state_mut().state,
        }
    }

    /// Whether the screen shows its state as up to date. It does not while it says that an
    /// interrupted session is being resumed, or that this has failed.
    pub fn calls_live(&self) -> bool {
        let state = self.state();
        let recovery = &state.recovery;
        let is_resuming = recovery.is_busy() || recovery.failure().is_some();
        let is_unsure = state.provisioning.is_interrupted() && is_resuming;
        !is_unsure && state.stale_for(Now::read()).is_none()
    }

    /// Forgets what was seen so far.
    pub fn look_afresh(&mut self) {
        self.seen = Seen::default();
    }

    /// The person asks for something.
    pub fn press(&mut self, intent: Intent) {
        let command = self.state_mut().handle_intent(intent, Now::read());
        self.send(command);
    }

    /// The person presses *Reconnect now*.
    pub fn reconnect(&mut self) {
        let key = ApiKey::new(KEY).ok();
        self.send([Command::Reconnect(key)]);
    }

    fn send(&mut self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            if let Err(problem) = self.client.try_send(command) {
                let violation = format!("a command was not taken: {}", problem.code());
                self.seen.violations.insert(violation);
            }
        }
    }

    /// Waits until the preparation of a cell has come this far.
    pub async fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) -> Result<(), String> {
        let begun = Instant::now();
        while !is_so(self) {
            if begun.elapsed() > DEADLINE {
                return Err(format!("no {what} within {DEADLINE:?}"));
            }
            self.turn().await;
        }
        Ok(())
    }

    /// Waits for an event, but not long, and makes one frame.
    pub async fn turn(&mut self) {
        tokio::select! {
            () = self.woken.notified() => sleep(COALESCE).await,
            () = sleep(TICK) => {}
        }
        self.frame();
    }

    /// What the window does for each frame.
    fn frame(&mut self) {
        let before = cpu_time();
        let now = Now::read();
        let mut taken = 0;
        while let Some(event) = self.client.try_recv() {
            self.seen.note(&event);
            let command = self.state_mut().handle_event(event, now);
            self.send(command);
            taken += 1;
            if taken > MOST_EVENTS {
                let violation = "one frame does not take all events".to_owned();
                self.seen.violations.insert(violation);
                break;
            }
        }
        while let Some(command) = self.state_mut().due(now) {
            self.send([command]);
        }
        let (entries, dropped) = self.client.take_request_log();
        self.state_mut().diagnostics.add_requests(entries, dropped);
        self.state_mut().notices.expire_toast(now);
        self.draw(taken > 0);
        self.seen.most_work = self.seen.most_work.max(cpu_time().saturating_sub(before));
    }

    /// Draws the state, and looks whether what the events brought is on the screen.
    fn draw(&mut self, has_news: bool) {
        let Screen::Drawn(harness) = &mut self.screen else {
            return;
        };
        harness.step();
        let commands = std::mem::take(&mut harness.state_mut().commands);
        if has_news {
            let names: BTreeSet<String> = harness
                .root()
                .children_recursive()
                .filter_map(|node| node.accesskit_node().label())
                .collect();
            let state = &harness.state().state;
            let header = format!("Events: {}", state.stream.word());
            let cards = state.provisioning.batch().into_iter();
            let cards = cards.flat_map(|batch| batch.cards.iter());
            let cards =
                cards.map(|card| format!("{}, {}", card.candidate.mac, card.state().word()));
            for name in cards.chain([header]) {
                if !names.contains(&name) {
                    let violation = format!("not drawn in the frame after its event: {name}");
                    self.seen.violations.insert(violation);
                }
            }
        }
        self.send(commands);
    }
}

impl Seen {
    fn note(&mut self, event: &Event) {
        let is_shown = !matches!(event, Event::Allowlist(_) | Event::Monitor(_));
        if let Event::Stream(state) = event
            && matches!(
                state,
                LinkState::Silent { .. } | LinkState::Retrying { .. } | LinkState::Refused { .. }
            )
        {
            self.show(format!("Events: {}", state.word()));
        }
        let Some(problem) = problem_of(event) else {
            return;
        };
        let code = problem.code().into_owned();
        if problem.endpoint.is_none() {
            self.violations
                .insert(format!("{code} names no endpoint: {problem:?}"));
        }
        if i18n::advice(&problem.remedy).is_empty() || i18n::problem_summary(problem).is_empty() {
            self.violations.insert(format!("{code} says nothing"));
        }
        if is_shown {
            self.show(code);
        }
    }

    fn show(&mut self, text: String) {
        if !self.shown.contains(&text) {
            self.shown.push(text);
        }
    }
}

/// The problem that an event reports.
fn problem_of(event: &Event) -> Option<&Problem> {
    match event {
        Event::Stream(state) | Event::Monitor(MonitorEvent::Stream(state)) => state.problem(),
        Event::SnapshotFailed(_, problem)
        | Event::Reply(
            Reply::Started(Err(problem))
            | Reply::Session(_, _, Err(problem))
            | Reply::Device(_, _, _, Err(problem)),
        )
        | Event::Allowlist(AllowlistReply::List(Err(problem)))
        | Event::Recovery(
            RecoveryReply::Recoverable(Err(problem))
            | RecoveryReply::History(Err(problem))
            | RecoveryReply::Recovered(_, Err(problem))
            | RecoveryReply::Discarded(_, Err(problem)),
        ) => Some(problem),
        _ => None,
    }
}
