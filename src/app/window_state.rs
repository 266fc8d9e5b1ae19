//! The window as it was when it was closed: its tab, its size, and the filters of the lists.

use egui::Vec2;

use crate::{
    features::{State, allowlist::table, provisioning::card_list},
    shell::UiState,
    storage::WindowState,
    ui::Tab,
};

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
