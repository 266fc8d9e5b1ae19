//! Visits every screen of the real application in every size and language by pressing its controls:
//! no control lacks a name, none is outside the window, and on a touch display none is too small
//! for a finger.

use std::collections::{BTreeSet, HashMap};

use egui::{Rect, Vec2, accesskit::Role, vec2};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    domain::{
        configuration::{Configuration, Origin},
        settings::Setting,
    },
    i18n::{self, Language},
    simulator::SimulatorConfig,
    tr,
};

/// A display: its size, and whether it is a touch display.
#[derive(Debug, Clone, Copy)]
struct Display {
    pixels: Vec2,
    kiosk: bool,
    gloves: bool,
}

/// The kiosks are taken to be of 7 inches.
const DIAGONAL_MM: f32 = 177.8;
const LANDSCAPE: Display = Display {
    pixels: vec2(800.0, 480.0),
    kiosk: true,
    gloves: false,
};
const PORTRAIT: Display = Display {
    pixels: vec2(720.0, 1280.0),
    ..LANDSCAPE
};
const LAPTOP: Display = Display {
    pixels: vec2(1280.0, 800.0),
    kiosk: false,
    gloves: false,
};

/// The minimum sizes of controls in millimetres.
const SECONDARY_MM: f32 = 7.0;
const PRIMARY_MM: f32 = 9.0;

fn open(display: Display, language: Language, pi: &Pi) -> Console {
    let mut configuration = Configuration::default();
    let lang = match language {
        Language::English | Language::Stretched => "en",
        Language::Portuguese => "pt-BR",
    };
    for (setting, text) in [
        (Setting::Kiosk, display.kiosk.to_string()),
        (Setting::Gloves, display.gloves.to_string()),
        (Setting::Keyboard, "off".to_owned()),
        (Setting::Language, lang.to_owned()),
    ] {
        let applied = configuration.apply(Origin::File, setting, &text);
        assert_eq!(applied, Ok(()));
    }
    let config = AppConfig {
        configuration,
        ..pi.config()
    };
    let console = Console::open_at(display.pixels, config);
    i18n::set_language(language);
    console
}

/// Visits every screen, and calls `look` with the name of each.
fn walk(display: Display, language: Language, mut look: impl FnMut(&str, &mut Console)) {
    let pi = Pi::start(SimulatorConfig {
        devices: 8,
        speed: 10.0,
        ..SimulatorConfig::default()
    });
    let mut console = open(display, language, &pi);
    let mut visit = |name: &str, console: &mut Console| {
        for _ in 0..4 {
            console.step();
        }
        look(name, console);
    };
    console.wait_for(&tr!("header-events", status = tr!("header-status-live")));
    visit("start", &mut console);
    console.activate(tr!("recent-all"));
    visit("past sessions", &mut console);
    console.activate(tr!("past-back"));
    console.start(
        tr!("start-ssid"),
        tr!("start-passphrase"),
        tr!("start-session"),
    );
    let in_state = |console: &Console, state: &str| console.cards(state).len();
    console.wait("8 cameras", |console| {
        (in_state(console, tr!("camera-discovered")) == 8).then_some(())
    });
    visit("found", &mut console);
    walk_positions(&mut console, &mut visit);
    console.activate(tr!("batch-provision-all"));
    let failed = console.wait_for_card(tr!("camera-failed"));
    console.wait("the end", |console| {
        (in_state(console, tr!("camera-verified")) >= 5).then_some(())
    });
    visit("failed", &mut console);
    console.activate(&tr!("card-details", mac = failed.as_str()));
    visit("camera", &mut console);
    console.leave(tr!("card-close"));
    console.activate(tr!("stop-session"));
    visit("stop", &mut console);
    console.leave(tr!("stop-keep-going"));
    console.activate(tr!("tab-events-list"));
    visit("events", &mut console);
    console.leave(tr!("events-close"));
    let first = pi.simulator.allowlist()[0].mac.to_string();
    walk_allowlist(display, &first, &mut console, &mut visit);
    walk_others(display, &mut console, &mut visit);
}

fn walk_positions(console: &mut Console, visit: &mut impl FnMut(&str, &mut Console)) {
    console.activate(tr!("batch-more-name"));
    console.activate(tr!("positions-open"));
    console.wait_for(tr!("positions-list"));
    visit("list of positions", console);
    console.paste(Role::MultilineTextInput, tr!("positions-list"), "1 a 9");
    console.leave(tr!("positions-start"));
    visit("positions", console);
    console.activate(tr!("positions-open"));
    visit("all positions", console);
    let camera = console.cards(tr!("camera-discovered")).remove(0);
    console.activate(&tr!("positions-change-name", mac = camera.as_str()));
    visit("position of a camera", console);
    console.leave(tr!("positions-cancel"));
}

fn walk_allowlist(
    display: Display,
    first: &str,
    console: &mut Console,
    visit: &mut impl FnMut(&str, &mut Console),
) {
    console.activate(tr!("tab-allowlist"));
    console.wait("entries", |console| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(first)).then_some(())
    });
    visit("allowlist", console);
    let import = tr!("allowlist-import");
    if display.kiosk {
        console.activate(tr!("allowlist-more"));
        visit("allowlist menu", console);
    }
    console.activate(import);
    visit("import", console);
    console.wait_for(tr!("import-list"));
    console.paste(
        Role::MultilineTextInput,
        tr!("import-list"),
        "24:6F:28:00:00:01\nrubbish\n",
    );
    console.activate(tr!("import-preview"));
    visit("import preview", console);
    console.leave(tr!("import-another-list"));
    console.activate(tr!("import-back"));
    if display.kiosk {
        console.activate(tr!("allowlist-more"));
    }
    console.activate(tr!("allowlist-clear"));
    visit("clear", console);
    console.leave(tr!("allowlist-clear-keep"));
}

fn walk_others(
    display: Display,
    console: &mut Console,
    visit: &mut impl FnMut(&str, &mut Console),
) {
    console.activate(tr!("tab-monitor"));
    console.wait_for(tr!("monitor-freeze"));
    visit("monitor", console);
    if !display.kiosk {
        // Longer texts have no room for it beside the others.
        if !console.offers(tr!("threshold-open-name")) {
            console.activate(tr!("monitor-more-name"));
        }
        console.activate(tr!("threshold-open-name"));
        visit("thresholds", console);
        console.leave(tr!("threshold-cancel"));
    }
    console.activate(tr!("tab-diagnostics"));
    visit("requests", console);
    console.activate(tr!("diagnostics-show-log"));
    visit("log", console);
    console.activate(tr!("bundle-open-name"));
    visit("bundle", console);
    console.leave(tr!("bundle-cancel"));
    console.activate(tr!("tab-settings"));
    visit("settings", console);
    if !display.kiosk {
        console.activate(tr!("header-change-pi"));
        visit("connect", console);
        console.activate(tr!("connect-back"));
        console
            .harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
        console.step();
        visit("palette", console);
        console.key(egui::Key::Escape);
        console.key(egui::Key::F1);
        visit("shortcuts", console);
        return;
    }
    console.hold(tr!("kiosk-hold-logo"), 3.5);
    visit("lock", console);
    console.activate(tr!("kiosk-new-pin"));
    visit("new PIN", console);
}

impl Console {
    fn start(&mut self, ssid: &str, passphrase: &str, start: &str) {
        self.wait_for(ssid);
        self.fill(Role::TextInput, ssid, "ShopNet-24");
        self.fill(Role::PasswordInput, passphrase, "correct horse battery");
        self.activate(start);
    }

    /// The controls of this screen: role, name and position.
    fn controls(&self) -> Vec<(Role, String, Rect)> {
        let nodes = self.harness.root().children_recursive();
        let usable = nodes
            .into_iter()
            .filter(|node| is_control(node.accesskit_node().role()));
        let described = usable.map(|node| {
            let inner = node.accesskit_node();
            (inner.role(), inner.label().unwrap_or_default(), node.rect())
        });
        described.collect()
    }

    /// What a screen reader cannot read: icons, which have no name, and labels without a text.
    fn unreadable(&self) -> impl Iterator<Item = String> {
        let nodes = self.harness.root().children_recursive();
        nodes.filter_map(|node| {
            let node = node.accesskit_node();
            let texts = [node.label(), node.value(), node.description()];
            let text: String = texts.into_iter().flatten().collect();
            let has_icon = text.contains(|char| matches!(char, '\u{E000}'..='\u{F8FF}'));
            let is_blank = node.role() == Role::Label && text.trim().is_empty();
            let is_unreadable = has_icon || is_blank && !node.is_hidden();
            is_unreadable.then(|| format!("{:?} {text:?}", node.role()))
        })
    }

    fn millimetres_per_point(&self, display: Display) -> f32 {
        self.harness.ctx.pixels_per_point() * DIAGONAL_MM / display.pixels.length()
    }
}

fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::ComboBox
            | Role::Link
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::RadioButton
            | Role::Slider
            | Role::SpinButton
            | Role::TextInput
    )
}

#[test]
fn every_control_has_a_name_and_stays_inside_in_every_language() {
    for language in [Language::English, Language::Portuguese, Language::Stretched] {
        for display in [LAPTOP, LANDSCAPE, PORTRAIT] {
            let mut wrong = BTreeSet::new();
            walk(display, language, |screen, console| {
                let edge = console.harness.ctx.content_rect().x_range();
                wrong.extend(console.unreadable().map(|text| format!("{screen}: {text}")));
                for (role, name, rect) in console.controls() {
                    if name.trim().is_empty() {
                        wrong.insert(format!("{screen}: a {role:?} has no name ({rect:?})"));
                    }
                    if rect.left() < edge.min - 1.0 || rect.right() > edge.max + 1.0 {
                        wrong.insert(format!("{screen}: {name} is at {rect:?}"));
                    }
                }
            });
            assert!(wrong.is_empty(), "{language:?} {display:?}: {wrong:#?}");
        }
    }
}

/// Assistive technology remembers by its id what can be done with a node: a button with the id that a
/// label of the screen before had cannot be pressed.
#[test]
fn no_control_has_the_id_of_something_else_on_another_screen() {
    for display in [LAPTOP, LANDSCAPE, PORTRAIT] {
        let mut seen = HashMap::new();
        let mut wrong = BTreeSet::new();
        walk(display, Language::English, |screen, console| {
            for node in console.harness.root().children_recursive() {
                let node = node.accesskit_node();
                let (role, name) = (node.role(), node.label().unwrap_or_default());
                let (first_role, first) = seen
                    .entry(node.id())
                    .or_insert_with(|| (role, format!("{name} of {screen}")));
                if *first_role != role && (is_control(*first_role) || is_control(role)) {
                    wrong.insert(format!(
                        "{screen}: {role:?} {name} was {first_role:?} {first}"
                    ));
                }
            }
        });
        assert!(wrong.is_empty(), "{display:?}: {wrong:#?}");
    }
}

#[test]
fn every_control_is_large_enough_for_a_finger() {
    let primary = [
        "start-session",
        "batch-provision-all",
        "stop-confirm",
        "kiosk-save-pin",
    ];
    for display in [LANDSCAPE, PORTRAIT] {
        let mut wrong = BTreeSet::new();
        walk(display, Language::English, |screen, console| {
            let scale = console.millimetres_per_point(display);
            for (role, name, rect) in console.controls() {
                let is_primary = primary.iter().any(|id| i18n::message(id, &[]) == name);
                let least = if is_primary { PRIMARY_MM } else { SECONDARY_MM };
                let side = rect.width().min(rect.height()) * scale;
                if side < least - 0.05 {
                    wrong.insert(format!(
                        "{screen}: {role:?} {name} has {side:.1} mm: {rect:?}"
                    ));
                }
            }
        });
        assert!(wrong.is_empty(), "{display:?}: {wrong:#?}");
    }
}

#[test]
fn with_gloves_everything_still_fits() {
    for display in [LANDSCAPE, PORTRAIT] {
        let display = Display {
            gloves: true,
            ..display
        };
        let mut wrong = BTreeSet::new();
        walk(display, Language::Portuguese, |screen, console| {
            let edge = console.harness.ctx.content_rect().x_range();
            for (_, name, rect) in console.controls() {
                if rect.left() < edge.min - 1.0 || rect.right() > edge.max + 1.0 {
                    wrong.insert(format!("{screen}: {name} is at {rect:?}"));
                }
            }
        });
        assert!(wrong.is_empty(), "{display:?}: {wrong:#?}");
    }
}

#[test]
fn what_ends_a_session_is_not_beside_what_starts_it() {
    for display in [LANDSCAPE, PORTRAIT] {
        let mut measured = 0;
        walk(display, Language::English, |screen, console| {
            if !matches!(screen, "found" | "failed") {
                return;
            }
            measured += 1;
            let at = |id: &str| {
                let name = i18n::message(id, &[]);
                console
                    .harness
                    .get_by_role_and_label(Role::Button, &name)
                    .rect()
            };
            let gap = gap(at("batch-provision-all"), at("stop-session"));
            let gap = gap * console.millimetres_per_point(display);
            assert!(gap >= SECONDARY_MM, "{screen}: {gap} mm");
        });
        assert_eq!(measured, 2, "{display:?}");
    }
}

/// The distance between two rectangles that do not overlap.
fn gap(a: Rect, b: Rect) -> f32 {
    let across = (b.left() - a.right()).max(a.left() - b.right());
    let along = (b.top() - a.bottom()).max(a.top() - b.bottom());
    across.max(along)
}

#[test]
fn the_show_button_of_a_secret_field_names_the_secret() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.wait_for("Hold to show passphrase");
    console.activate("Settings");
    console.wait_for("API key");
    assert!(console.shows("Hold to show API key"));
    assert!(!console.shows("Hold to show passphrase"));
}
