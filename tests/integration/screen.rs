//! A window without a display: the views of a prepared state, for tests of what they show.

use std::time::Duration;

use egui::{Event as Input, Key, accesskit::Role};
use egui_kittest::{Harness, Node, SnapshotOptions, kittest::NodeT as _, kittest::Queryable as _};
use jiff::tz::TimeZone;

use crate::cpu_renderer::CpuRenderer;
use pidash::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate, Failure},
        clock::Now,
        configuration::Origin,
        link_state::LinkState,
        mac::MacAddr,
        network::OnboardingNetwork,
        profile::Profile,
        session::{Session, SessionId, SessionSnapshot, SessionState},
        settings::Setting,
    },
    features::{State, intent::Intent},
    messages::{BatchEvent, Event},
    shell::{UiState, root_ui},
    ui::{Request, theme},
};

/// The laptop's size.
pub const LAPTOP: egui::Vec2 = egui::vec2(1280.0, 800.0);
/// The kiosk's size.
pub const KIOSK: egui::Vec2 = egui::vec2(800.0, 480.0);
/// The upright kiosk of 720x1280 pixels, in points.
pub const UPRIGHT: egui::Vec2 = egui::vec2(576.0, 1024.0);

/// The most presses of a key that may lead somewhere.
const MOST_PRESSES: usize = 200;

/// A window with the views of a prepared state.
pub type Window = Harness<'static, Screen>;

/// The state of a window at a fixed time.
pub struct Screen {
    pub state: State,
    pub ui_state: UiState,
    pub now: Now,
}

impl Screen {
    /// A console that has just connected.
    pub fn connected() -> Self {
        let now = Now {
            instant: std::time::Instant::now() + Duration::from_hours(1),
            wall: two_o_clock(),
        };
        let mut state = State::new("192.168.1.124:8082", None, now);
        state.handle_event(Event::Stream(LinkState::Live { since: now.instant }), now);
        let network = OnboardingNetwork {
            ssid: Some("DelicasaOnboard".to_owned()),
            is_active: Some(true),
            connected_devices: Some(12),
        };
        state.handle_event(Event::Network(network), now);
        Self {
            state,
            ui_state: UiState::default(),
            now,
        }
    }

    /// A console with a session in which `candidates` were found.
    pub fn with_session(candidates: Vec<Candidate>) -> Self {
        let mut screen = Self::connected();
        let id = SessionId::new("sess_24031dc61aea");
        screen.state = State::new("192.168.1.124:8082", Some(id.clone()), screen.now);
        screen.handle(Event::Stream(LinkState::Live {
            since: screen.now.instant,
        }));
        let network = OnboardingNetwork {
            ssid: Some("DelicasaOnboard".to_owned()),
            is_active: Some(true),
            connected_devices: u32::try_from(candidates.len()).ok(),
        };
        let snapshot = SessionSnapshot {
            session: Session {
                id,
                state: SessionState::Active,
                target_ssid: "ShopNet-24".to_owned(),
                created_at: Some(screen.now.wall - Duration::from_mins(1)),
                expires_at: Some(screen.now.wall + Duration::from_secs(1_700)),
                updated_at: None,
                device_count: 0,
                provisioned_count: 0,
                verified_count: 0,
                failed_count: 0,
            },
            candidates: Some(candidates),
            remaining: None,
            network: Some(network),
            pi_time: Some(screen.now.wall),
        };
        screen.handle(Event::Snapshot(Box::new(snapshot)));
        screen
    }

    /// The same on a kiosk, or in a window.
    pub fn on_kiosk(mut self, is_kiosk: bool) -> Self {
        let configuration = &mut self.state.settings.configuration;
        let text = is_kiosk.to_string();
        let applied = configuration.apply(Origin::CommandLine, Setting::Kiosk, &text);
        assert_eq!(applied, Ok(()));
        self
    }

    /// Handles an event of the client.
    pub fn handle(&mut self, event: Event) {
        self.state.handle_event(event, self.now);
        self.state.prepare_frame();
    }

    /// A Pi of which everything is known that a console notes, from a visit just now.
    pub fn known_pi(&self) -> Profile {
        Profile {
            name: "Lobby".to_owned(),
            last_seen: Some(self.now.wall),
            key_accepted: Some(self.now.wall),
            version: Some("2.4.1".to_owned()),
            session: Some("ShopNet-24".to_owned()),
            ..Profile::new("http://192.168.1.7:8082")
        }
    }

    /// The Pi reports another state of a camera, `seconds` later.
    pub fn moves(&mut self, seconds: u64, index: u8, state: CandidateState) {
        let failure = (state == CandidateState::Failed).then(not_reached);
        self.report(seconds, index, state, failure);
    }

    /// The Pi reports that a camera failed, `seconds` later.
    pub fn fails(&mut self, seconds: u64, index: u8, failure: Failure) {
        self.report(seconds, index, CandidateState::Failed, Some(failure));
    }

    fn report(&mut self, seconds: u64, index: u8, state: CandidateState, failure: Option<Failure>) {
        self.now = self.now + Duration::from_secs(seconds);
        let update = CandidateUpdate {
            state: Some(state),
            failure,
            ..CandidateUpdate::about(mac(index))
        };
        self.handle(Event::Batch(BatchEvent::Candidate(update)));
    }

    /// A window of this size that shows it.
    pub fn harness(self, size: egui::Vec2, theme_choice: egui::Theme) -> Window {
        Harness::builder()
            .with_size(size)
            .with_theme(theme_choice)
            .with_options(SnapshotOptions::new().output_path("tests/snapshots"))
            .renderer(CpuRenderer::default())
            .build_eframe(|creation| {
                theme::install(&creation.egui_ctx);
                self
            })
    }
}

impl eframe::App for Screen {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        for intent in root_ui(ui, &self.state, &mut self.ui_state, self.now) {
            match &intent {
                Intent::Request(Request::ShowCamera(mac)) => self.ui_state.show_camera(*mac),
                Intent::Request(Request::ShowGlance) => self.ui_state.open_glance(),
                _ => {}
            }
            self.state.handle_intent(intent, self.now);
        }
    }
}

/// A window of this size that shows `screen`.
pub fn open(screen: Screen, size: egui::Vec2) -> Window {
    let mut window = screen.harness(size, egui::Theme::Dark);
    window.run();
    window
}

/// Presses a button with the pointer.
#[track_caller]
pub fn press(window: &mut Window, button: &str) {
    window.get_by_role_and_label(Role::Button, button).click();
    window.run();
}

pub fn press_key(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

/// Presses a key until something whose accessible name `is_wanted` has the focus.
#[track_caller]
pub fn press_until<App>(window: &mut Harness<'_, App>, key: Key, is_wanted: impl Fn(&str) -> bool) {
    let mut way = Vec::new();
    for presses in 0.. {
        let name = focused(window);
        if name.as_deref().is_some_and(&is_wanted) {
            return;
        }
        way.push(name);
        way.dedup();
        assert!(presses < MOST_PRESSES, "{key:?} leads to {way:?}");
        window.key_press(key);
        window.step();
    }
}

/// The accessible name of what has the focus.
pub fn focused<App>(window: &Harness<'_, App>) -> Option<String> {
    name_of(&focused_node(window)?)
}

/// What has the focus.
pub fn focused_node<'a, App>(window: &'a Harness<'_, App>) -> Option<Node<'a>> {
    let mut nodes = window.root().children_recursive();
    nodes.find(|node| node.accesskit_node().is_focused())
}

/// The accessible name, which is the value of a text that is no control.
pub fn name_of(node: &Node<'_>) -> Option<String> {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value())
}

/// Turns the wheel of the mouse with the pointer at this place. `points`: how far the content moves
/// down.
pub fn turn_wheel(window: &mut Window, at: egui::Pos2, points: f32) {
    let events = &mut window.input_mut().events;
    events.push(Input::PointerMoved(at));
    events.push(Input::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    });
    window.run_steps(8);
    window.input_mut().events.push(Input::PointerGone);
    window.run_steps(2);
}

/// In every time zone, so that images with times of day are the same everywhere.
fn two_o_clock() -> jiff::Timestamp {
    let local = jiff::civil::date(2026, 11, 23).at(14, 0, 0, 0);
    local.to_zoned(TimeZone::system()).unwrap().timestamp()
}

/// The address of the camera with this number.
pub fn mac(index: u8) -> MacAddr {
    MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, index])
}

/// A discovered camera with all fields that a Pi sends.
pub fn found(index: u8) -> Candidate {
    Candidate {
        ip: format!("192.168.4.{}", 20 + u16::from(index) % 200)
            .parse()
            .ok(),
        rssi_dbm: Some(-45 - i16::from(index % 5) * 9),
        firmware_version: Some("1.3.0".to_owned()),
        in_allowlist: true,
        ..Candidate::unknown(mac(index))
    }
}

/// A discovered camera that is not on the allowlist.
pub fn not_listed(index: u8) -> Candidate {
    Candidate {
        in_allowlist: false,
        ..found(index)
    }
}

/// A failure of the camera.
pub fn not_reached() -> Failure {
    Failure {
        code: Some("DEVICE_UNREACHABLE".to_owned()),
        message: Some("no route to the device".to_owned()),
    }
}

/// A camera that is sent, not confirmed.
pub fn did_not_join() -> Failure {
    Failure {
        code: Some("VERIFICATION_TIMEOUT".to_owned()),
        message: Some("device did not join the target network within 90 s".to_owned()),
    }
}
