//! The list of all shortcuts, with a search.

use egui::{Grid, Id, Key, Modifiers, ScrollArea, Ui, vec2};
use strum::VariantArray;

use super::{CommandsUiState, Overlay, UiCommand};
use crate::{
    features::provisioning::view::CameraKey,
    tr,
    ui::{
        shortcut,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            dialog::{room, wide_dialog_ui},
            field::text_field_ui,
            form_focus::focus_on_appearing,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// The width of the dialog where there is room, and the least one for two columns.
const WIDTH: f32 = 215.0 * STEP;
const TWO_COLUMNS: f32 = 180.0 * STEP;
/// The height of the list where there is room, and its least one.
const HEIGHT: f32 = 130.0 * STEP;
const LEAST_HEIGHT: f32 = 20.0 * STEP;
/// The width of the keys.
const KEYS: f32 = 26.0 * STEP;
const ROW_HEIGHT: f32 = 5.0 * STEP;
/// How far an arrow key scrolls.
const SCROLL: f32 = 10.0 * STEP;

/// What a shortcut is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
enum Section {
    GoTo,
    Window,
    Session,
    Cameras,
}

impl Section {
    fn title(self) -> &'static str {
        match self {
            Self::GoTo => tr!("shortcuts-go-to"),
            Self::Window => tr!("shortcuts-window"),
            Self::Session => tr!("shortcuts-session"),
            Self::Cameras => tr!("shortcuts-cameras"),
        }
    }

    fn of(command: UiCommand) -> Self {
        match command {
            UiCommand::Palette
            | UiCommand::Shortcuts
            | UiCommand::Show(_)
            | UiCommand::Search
            | UiCommand::NextArea
            | UiCommand::Events
            | UiCommand::Connect
            | UiCommand::EnterKey => Self::GoTo,
            UiCommand::NewSession
            | UiCommand::ProvisionAll
            | UiCommand::ProvisionSelected
            | UiCommand::RetryFailed
            | UiCommand::Pause
            | UiCommand::Resume
            | UiCommand::Stop
            | UiCommand::Glance
            | UiCommand::Undo
            | UiCommand::Import
            | UiCommand::Export => Self::Session,
            UiCommand::Reconnect
            | UiCommand::SupportBundle
            | UiCommand::Performance
            | UiCommand::FullScreen
            | UiCommand::Larger
            | UiCommand::Smaller
            | UiCommand::UsualSize
            | UiCommand::Close => Self::Window,
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shortcut {
    section: Section,
    keys: String,
    title: String,
}

impl Shortcut {
    fn new(section: Section, keys: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            section,
            keys: keys.into(),
            title: title.into(),
        }
    }

    /// Whether it has all words of `search`, in any order and case.
    fn has(&self, search: &str) -> bool {
        let text = format!("{} {}", self.keys, self.title).to_lowercase();
        let mut words = search.split_whitespace();
        words.all(|word| text.contains(&word.to_lowercase()))
    }

    /// All of them: those of the commands, those of the cameras, and those of egui.
    fn all() -> Vec<Self> {
        let commands = UiCommand::ALL.into_iter().filter_map(|command| {
            let section = Section::of(command);
            Some(Self::new(section, command.keys()?, command.title()))
        });
        let search = UiCommand::Search;
        let search = Self::new(Section::of(search), shortcut::SEARCH, search.title());
        let controls = [
            ("Tab", tr!("shortcut-tab")),
            ("Space", tr!("shortcut-space")),
            ("Esc", tr!("shortcut-esc")),
        ];
        let controls = controls.map(|(keys, title)| Self::new(Section::Window, keys, title));
        let steps = [
            ("↑ ↓ ← → J K", tr!("shortcut-arrows")),
            ("PgUp PgDn", tr!("shortcut-pages")),
            ("Home End", tr!("shortcut-ends")),
        ];
        let steps = steps.map(|(keys, title)| Self::new(Section::Cameras, keys, title));
        let cameras = CameraKey::VARIANTS.iter();
        let cameras = cameras.map(|key| Self::new(Section::Cameras, key.keys(), key.title()));
        commands
            .chain([search])
            .chain(controls)
            .chain(steps)
            .chain(cameras)
            .collect()
    }
}

/// Draws the list, if it is open.
pub fn shortcuts_dialog_ui(ui: &mut Ui, ui_state: &mut CommandsUiState) {
    if ui_state.open != Some(Overlay::Shortcuts) {
        return;
    }
    let mut done = false;
    let title = tr!("command-shortcuts");
    let left = wide_dialog_ui(ui.ctx(), title, WIDTH, |ui| {
        let scroll = pressed_scroll(ui);
        let (label, hint) = (tr!("shortcuts-search"), tr!("shortcuts-search-hint"));
        let field = text_field_ui(ui, label, hint, &mut ui_state.search);
        focus_on_appearing(ui, Id::unique("search of the shortcuts"), Some(field.id));
        let found: Vec<Shortcut> = Shortcut::all()
            .into_iter()
            .filter(|shortcut| shortcut.has(&ui_state.search))
            .collect();
        // The room between the field above and the button below. It does not depend on what is found:
        // the dialog does not jump while somebody types.
        let button = Density::of(ui).control_height() + 8.0 * STEP;
        let height = room(ui.ctx()) - ui.min_rect().height() - button;
        let area = ScrollArea::vertical().max_height(height.clamp(LEAST_HEIGHT, HEIGHT));
        area.auto_shrink(false).show(ui, |ui| {
            ui.scroll_with_delta(vec2(0.0, scroll));
            shortcuts_ui(ui, &found);
        });
        done = Button::primary(tr!("shortcuts-close")).pressed(ui);
    });
    if left || done {
        ui_state.open = None;
    }
}

/// How far the arrow and page keys scroll, which the search field does not need.
fn pressed_scroll(ui: &Ui) -> f32 {
    let page = 0.7 * room(ui.ctx());
    let steps = [
        (Key::ArrowUp, SCROLL),
        (Key::ArrowDown, -SCROLL),
        (Key::PageUp, page),
        (Key::PageDown, -page),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps = steps.into_iter().filter(|(key, _)| pressed(*key));
    steps.map(|(_, step)| step).sum()
}

/// In two columns where there is room.
fn shortcuts_ui(ui: &mut Ui, found: &[Shortcut]) {
    if found.is_empty() {
        label_ui(ui, TextRole::Body, Tone::Quiet, tr!("palette-nothing"));
        return;
    }
    let all = Section::VARIANTS;
    if ui.available_width() < TWO_COLUMNS {
        sections_ui(ui, found, all);
        return;
    }
    let (left, right) = all.split_at(all.len() / 2);
    ui.columns_const(|[first, second]| {
        sections_ui(first, found, left);
        sections_ui(second, found, right);
    });
}

fn sections_ui(ui: &mut Ui, found: &[Shortcut], sections: &[Section]) {
    for section in sections {
        let shortcuts: Vec<&Shortcut> = found
            .iter()
            .filter(|shortcut| shortcut.section == *section)
            .collect();
        if shortcuts.is_empty() {
            continue;
        }
        ui.spacing_mut().interact_size.y = ROW_HEIGHT;
        label_ui(ui, TextRole::Strong, Tone::Quiet, section.title());
        let width = ui.available_width() - KEYS - 3.0 * STEP;
        Grid::new(("shortcuts", *section as usize))
            .num_columns(2)
            .min_col_width(KEYS)
            .spacing([3.0 * STEP, 1.5 * STEP])
            .show(ui, |ui| {
                for shortcut in shortcuts {
                    label_ui(ui, TextRole::Mono, Tone::Plain, &shortcut.keys);
                    ui.scope(|ui| {
                        ui.set_max_width(width);
                        paragraph_ui(ui, TextRole::Body, Tone::Plain, &shortcut.title);
                    });
                    ui.end_row();
                }
            });
        ui.add_space(2.0 * STEP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_is_listed_and_found_by_its_keys_and_its_words() {
        let all = Shortcut::all();
        let keys = |search: &str| -> Vec<String> {
            let found = all.iter().filter(|shortcut| shortcut.has(search));
            found.map(|shortcut| shortcut.keys.clone()).collect()
        };
        for command in UiCommand::ALL {
            let listed = all.iter().any(|shortcut| shortcut.title == command.title());
            assert_eq!(listed, command.keys().is_some(), "{command:?}");
        }
        for key in CameraKey::VARIANTS {
            assert_eq!(keys(key.title()), [key.keys()]);
        }
        assert_eq!(keys("ctrl+p"), ["Ctrl+P"]);
        assert_eq!(keys("FAILED all"), ["Ctrl+R"]);
        assert_eq!(keys("F6"), ["F6"]);
        assert_eq!(keys("search tab"), ["Ctrl+F", "/"]);
    }

    #[test]
    fn no_two_keys_of_cameras_are_the_same() {
        let mut keys: Vec<String> = CameraKey::VARIANTS.iter().map(|key| key.keys()).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), CameraKey::VARIANTS.len());
    }
}
