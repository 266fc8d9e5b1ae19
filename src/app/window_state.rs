//! The window as it was when it was closed: its tab, its size, and the filters of the lists.

use egui::{Vec2, vec2};

use crate::{
    features::{State, allowlist::table, provisioning::card_list},
    shell::UiState,
    storage::WindowState,
    ui::{Tab, theme::Density},
};

/// The size of the first window, in points.
pub const USUAL_SIZE: Vec2 = vec2(1_280.0, 800.0);
/// The part of the work area that the first window takes, where the screen is smaller than that.
const FIRST_PART: f32 = 0.9;
/// The height of the bar of a desktop, in points. The windowing library knows the size of the screen,
/// but not its work area.
const DESKTOP_BAR: f32 = 48.0;

/// The size of a window on a screen that is smaller than it, in points; `None`: the screen has room for
/// it, or is a small display, which it fills. `remembered`: the size that a person has left it with.
#[must_use]
pub fn size_on_small_screen(remembered: Option<Vec2>, screen: Vec2) -> Option<Vec2> {
    let size = remembered.unwrap_or(USUAL_SIZE);
    let part = if remembered.is_some() {
        1.0
    } else {
        FIRST_PART
    };
    let work_area = screen - vec2(0.0, DESKTOP_BAR);
    let has_room = size.x <= screen.x && size.y <= screen.y;
    let less = (!has_room).then(|| size.min((part * work_area).floor()));
    // On a small display everything is needed.
    less.filter(|less| Density::for_window(*less, false, false) == Density::Desktop)
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
    fn a_window_that_its_screen_has_no_room_for_takes_at_most_90_percent_of_the_work_area() {
        for (screen, first, remembered) in [
            (vec2(1_920.0, 1_080.0), None, None),
            (vec2(1_280.0, 800.0), None, None),
            (vec2(800.0, 480.0), None, None),
            (
                vec2(1_366.0, 768.0),
                Some(vec2(1_229.0, 648.0)),
                Some(vec2(1_280.0, 720.0)),
            ),
            // 1920x1080 at a scale of 2.
            (
                vec2(960.0, 540.0),
                Some(vec2(864.0, 442.0)),
                Some(vec2(960.0, 492.0)),
            ),
        ] {
            assert_eq!(size_on_small_screen(None, screen), first, "{screen}");
            let again = size_on_small_screen(Some(USUAL_SIZE), screen);
            assert_eq!(again, remembered, "{screen}");
        }
    }
}
