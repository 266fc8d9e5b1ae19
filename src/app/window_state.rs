//! The window as it was when it was closed: its tab, its size, and the filters of the lists.

use egui::{Vec2, vec2};

use crate::{
    features::{State, allowlist::table, provisioning::card_list},
    shell::UiState,
    storage::WindowState,
    ui::Tab,
};

/// The part of the work area that the first window takes at most.
const FIRST_PART: f32 = 0.9;
/// The height of the bar of a desktop, in points. The windowing library knows the size of the screen,
/// but not its work area.
const DESKTOP_BAR: f32 = 48.0;

/// The size of a window that opens with `size` on this screen, in points. `is_first`: it is not the size
/// that the person has left it with.
#[must_use]
pub fn size_on_screen(size: Vec2, screen: Vec2, is_first: bool) -> Vec2 {
    let work_area = screen - vec2(0.0, DESKTOP_BAR);
    let part = if is_first { FIRST_PART } else { 1.0 };
    size.min((part * work_area).floor())
}

/// Reads the names in a [`WindowState`]; the default for one that this version does not know.
pub trait SavedWindow {
    /// The tab.
    fn tab(&self) -> Tab;
    /// Which cards were shown.
    fn cards(&self) -> card_list::CardFilter;
    /// How the person wanted to see the cameras.
    fn cameras_as(&self) -> Option<card_list::ListStyle>;
    /// Which entries of the allowlist were shown.
    fn entries(&self) -> table::EntryFilter;
}

impl SavedWindow for WindowState {
    fn tab(&self) -> Tab {
        let mut tabs = Tab::ALL.iter().copied();
        let tab = tabs.find(|tab| Some(tab.name()) == self.tab.as_deref());
        tab.unwrap_or_default()
    }

    fn cards(&self) -> card_list::CardFilter {
        let filter = self.cards.as_deref().map(str::parse);
        filter.and_then(Result::ok).unwrap_or_default()
    }

    fn cameras_as(&self) -> Option<card_list::ListStyle> {
        self.cameras_as.as_deref()?.parse().ok()
    }

    fn entries(&self) -> table::EntryFilter {
        let filter = self.entries.as_deref().map(str::parse);
        filter.and_then(Result::ok).unwrap_or_default()
    }
}

/// The state of the window, for the next start.
pub fn remembered(state: &State, ui_state: &UiState, size: Option<Vec2>) -> WindowState {
    WindowState {
        tab: Some(ui_state.tab.name().to_owned()),
        size: size.map(|size| [size.x, size.y]),
        cards: Some(state.provisioning.filter().name().to_owned()),
        cameras_as: ui_state
            .provisioning
            .style()
            .map(|style| style.name().to_owned()),
        entries: Some(ui_state.shown_entries().name().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_window_takes_at_most_90_percent_of_the_work_area() {
        let usual = vec2(1_280.0, 800.0);
        for (screen, first, remembered) in [
            (vec2(1_920.0, 1_080.0), usual, usual),
            (
                vec2(1_366.0, 768.0),
                vec2(1_229.0, 648.0),
                vec2(1_280.0, 720.0),
            ),
            // 1920x1080 at a scale of 2.
            (vec2(960.0, 540.0), vec2(864.0, 442.0), vec2(960.0, 492.0)),
        ] {
            assert_eq!(size_on_screen(usual, screen, true), first, "{screen}");
            assert_eq!(size_on_screen(usual, screen, false), remembered, "{screen}");
        }
    }
}
