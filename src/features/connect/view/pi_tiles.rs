//! The Pis that this console knows, and those that announce themselves on this network, as tiles.

use egui::{Align, Id, Layout, Margin, Ui, UiBuilder, accesskit::Role, vec2};

use super::{ConnectCx, ConnectUiState};
use crate::{
    domain::{clock::Now, connection_check::CheckReport, profile::Profile},
    features::connect::{intent::ConnectIntent, state::DiscoveredPi},
    tr,
    ui::{
        format, icons, redraw,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, panel},
        widgets::{
            button::{Button, icon_button_ui},
            field::text_field_ui,
            form_focus::focus_on_appearing,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// The least width of a tile, in points.
const LEAST_WIDTH: f32 = 75.0 * STEP;

/// The height of a line of a tile, the space below it included.
const LINE_HEIGHT: f32 = 5.5 * STEP;

/// How a known Pi is related to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    InUse,
    /// The one that was used last, apart from the one in use. Enter connects to it.
    Last,
    Other,
}

/// A known Pi, as its tile shows it.
struct KnownPi<'a> {
    profile: &'a Profile,
    place: Place,
    facts: Vec<(Tone, String)>,
}

impl<'a> KnownPi<'a> {
    /// The Pi at this place in the list of known ones. The first one is in use if `has_pi`.
    fn new(cx: &ConnectCx<'_>, index: usize, profile: &'a Profile, has_pi: bool) -> Self {
        let place = match index {
            0 if has_pi => Place::InUse,
            _ if index == usize::from(has_pi) => Place::Last,
            _ => Place::Other,
        };
        let facts = facts(cx, profile, place);
        Self {
            profile,
            place,
            facts,
        }
    }

    fn has_name(&self) -> bool {
        !self.profile.name.is_empty()
    }

    /// How many lines of text its tile has.
    fn lines(&self) -> usize {
        1 + usize::from(self.has_name()) + self.facts.len()
    }
}

/// The Pis that were used before. The first one is in use if `has_pi`. The last of the others gets
/// the focus when the page opens.
pub fn known_ui(
    ui: &mut Ui,
    cx: &mut ConnectCx<'_>,
    ui_state: &mut ConnectUiState,
    has_pi: bool,
    has_opened: bool,
) {
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("pi-known-title"));
    let profiles = cx.state.profiles.iter().enumerate();
    let known: Vec<KnownPi<'_>> = profiles
        .map(|(index, profile)| KnownPi::new(cx, index, profile, has_pi))
        .collect();
    let lines = known.iter().map(KnownPi::lines).max().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "lines are few")]
    let text_height = lines as f32 * LINE_HEIGHT;
    tiles_ui(ui, &known, |ui, pi| {
        ui.push_id(&pi.profile.url, |ui| match &mut ui_state.renaming {
            Some((url, name)) if *url == pi.profile.url => {
                if rename_ui(ui, cx, url, name) {
                    ui_state.renaming = None;
                }
            }
            _ => tile_ui(ui, &tr!("pi-known", name = pi.profile.title()), |ui| {
                texts_ui(ui, pi, text_height, cx.now);
                actions_ui(ui, cx, ui_state, pi, has_opened);
            }),
        });
    });
}

/// The texts of a tile, as high as those of the tile with the most, so that all are equally high.
fn texts_ui(ui: &mut Ui, pi: &KnownPi<'_>, height: f32, now: Now) {
    let top = ui.cursor().top();
    label_ui(ui, TextRole::Strong, Tone::Plain, pi.profile.title());
    if pi.has_name() {
        label_ui(ui, TextRole::Mono, Tone::Quiet, &pi.profile.url);
    }
    for (tone, fact) in &pi.facts {
        label_ui(ui, TextRole::Small, *tone, fact);
    }
    let seen = pi.profile.last_seen.filter(|_| pi.place != Place::InUse);
    for at in [seen, pi.profile.key_accepted].into_iter().flatten() {
        redraw::with_age(ui, ui.min_rect(), format::age(at, now.wall));
    }
    ui.add_space((top + height - ui.cursor().top()).max(0.0));
}

/// The buttons of a tile.
fn actions_ui(
    ui: &mut Ui,
    cx: &mut ConnectCx<'_>,
    ui_state: &mut ConnectUiState,
    pi: &KnownPi<'_>,
    has_opened: bool,
) {
    let KnownPi { profile, place, .. } = pi;
    let title = profile.title();
    let connect = match place {
        Place::InUse => None,
        Place::Last => Some(Button::primary(tr!("connect-do"))),
        Place::Other => Some(Button::secondary(tr!("connect-do"))),
    };
    let can_be_forgotten = connect.is_some();
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        if let Some(connect) = connect {
            let connect = connect.named(tr!("pi-connect-to", name = title)).ui(ui);
            if has_opened && *place == Place::Last {
                connect.request_focus();
            }
            if connect.clicked() {
                cx.push(ConnectIntent::Connect(profile.url.clone()));
                ui_state.is_open = false;
            }
        }
        if icon_button_ui(ui, icons::EDIT, tr!("pi-rename", name = title)).clicked() {
            ui_state.renaming = Some((profile.url.clone(), profile.name.clone()));
        }
        if can_be_forgotten
            && icon_button_ui(ui, icons::REMOVE, tr!("pi-forget", name = title)).clicked()
        {
            cx.push(ConnectIntent::Forget(profile.url.clone()));
        }
    });
}

/// What is known of a Pi: whether it is there, its version, its session and its key.
fn facts(cx: &ConnectCx<'_>, profile: &Profile, place: Place) -> Vec<(Tone, String)> {
    let in_use = place == Place::InUse;
    let (tone, mut presence) = match profile.last_seen {
        _ if in_use => (Tone::Good, tr!("pi-in-use").to_owned()),
        _ if cx.state.is_discovered(&profile.url) => (Tone::Good, tr!("pi-is-found").to_owned()),
        Some(at) => {
            let ago = format::ago(at, cx.now.wall);
            (Tone::Quiet, tr!("pi-seen", ago = ago))
        }
        None => (Tone::Quiet, tr!("pi-never-seen").to_owned()),
    };
    if let Some(version) = profile.version.as_deref() {
        let version = tr!("pi-version", version = version);
        presence = format!("{presence} · {version}");
    }
    let session = profile.session.as_deref().map(|network| {
        let text = if in_use {
            tr!("pi-session-runs", network = network)
        } else {
            tr!("pi-session-ran", network = network)
        };
        (Tone::Plain, text)
    });
    let report = cx.state.check_report.as_ref().filter(|_| in_use);
    let key = if report.is_some_and(CheckReport::is_key_refused) {
        (Tone::Bad, tr!("pi-key-refused").to_owned())
    } else {
        profile.key_accepted.map_or_else(
            || (Tone::Quiet, tr!("pi-no-key").to_owned()),
            |at| {
                let ago = format::ago(at, cx.now.wall);
                (Tone::Quiet, tr!("pi-key-accepted", ago = ago))
            },
        )
    };
    [Some((tone, presence)), session, Some(key)]
        .into_iter()
        .flatten()
        .collect()
}

/// True once the person has saved or cancelled.
fn rename_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, url: &str, name: &mut String) -> bool {
    let mut done = false;
    let field = text_field_ui(ui, tr!("pi-name"), url, name);
    focus_on_appearing(ui, Id::unique("name of a Pi"), Some(field.id));
    ui.horizontal(|ui| {
        if Button::primary(tr!("pi-save-name")).pressed(ui) {
            let name = name.trim().to_owned();
            cx.push(ConnectIntent::Rename(url.to_owned(), name));
            done = true;
        }
        done |= Button::secondary(tr!("pi-cancel")).pressed(ui);
    });
    done
}

/// The Pis that announce themselves on this network and were not used before.
pub fn discovered_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>) {
    let found: Vec<&DiscoveredPi> = cx.state.new_pis().collect();
    let is_nothing_found = cx.state.discovered.is_empty();
    if found.is_empty() && !is_nothing_found {
        // Each of them is known and has its tile.
        return;
    }
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("pi-found-title"));
    if is_nothing_found {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("pi-listening"));
    }
    tiles_ui(ui, &found, |ui, pi| {
        let name = pi.name.as_str();
        ui.push_id(&pi.url, |ui| {
            tile_ui(ui, &tr!("pi-found", name = name), |ui| {
                label_ui(ui, TextRole::Strong, Tone::Plain, name);
                label_ui(ui, TextRole::Mono, Tone::Quiet, &pi.url);
                if Button::secondary(tr!("connect-do"))
                    .named(tr!("pi-connect-to", name = name))
                    .pressed(ui)
                {
                    cx.push(ConnectIntent::Probe(pi.url.clone()));
                }
            });
        });
    });
}

/// Tiles in as many columns as fit.
fn tiles_ui<T>(ui: &mut Ui, tiles: &[T], mut tile_ui: impl FnMut(&mut Ui, &T)) {
    let gap = 3.0 * STEP;
    let available = ui.available_width();
    let mut columns = 1;
    let mut width = available;
    while width_of(available, gap, columns + 1) >= LEAST_WIDTH {
        columns += 1;
        width = width_of(available, gap, columns);
    }
    for row in tiles.chunks(usize::from(columns)) {
        ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for tile in row {
                let layout = Layout::top_down(Align::LEFT);
                ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| tile_ui(ui, tile));
            }
        });
    }
}

/// The width of one of so many columns.
fn width_of(available: f32, gap: f32, columns: u8) -> f32 {
    let columns = f32::from(columns);
    (available - gap * (columns - 1.0)) / columns
}

fn tile_ui(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(name);
    ui.scope_builder(group, |ui| {
        panel(palette.background, palette.border, Margin::same(3 * MARGIN)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = STEP;
            content(ui);
        });
    });
}
