//! The areas of the window between which one key moves the focus: the sidebar, the page, and the event
//! log panel while it is open.

use egui::{Id, Rect, Ui};

use crate::shell::sidebar;

/// An area with controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    Sidebar,
    Page,
    EventLog,
}

impl Area {
    const ALL: [Self; 3] = [Self::Sidebar, Self::Page, Self::EventLog];

    /// The next one that is shown.
    fn next(self, rects: &AreaRects) -> Self {
        let others = [(self as usize + 1) % 3, (self as usize + 2) % 3];
        let mut others = others.into_iter().map(|index| Self::ALL[index]);
        others
            .find(|area| rects.of(*area).is_some())
            .unwrap_or(self)
    }
}

/// Where the areas are that are shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct AreaRects {
    pub sidebar: Option<Rect>,
    pub page: Option<Rect>,
    pub event_log: Option<Rect>,
}

impl AreaRects {
    fn of(&self, area: Area) -> Option<Rect> {
        match area {
            Area::Sidebar => self.sidebar,
            Area::Page => self.page,
            Area::EventLog => self.event_log,
        }
    }

    /// The area of the focused control.
    fn of_focus(&self, ui: &Ui) -> Option<Area> {
        let focused = ui.memory(egui::Memory::focused)?;
        let place = ui.ctx().read_response(focused)?.rect.center();
        let mut areas = Area::ALL.into_iter();
        areas.find(|area| self.of(*area).is_some_and(|rect| rect.contains(place)))
    }
}

/// What had the focus in each area.
#[derive(Debug, Default)]
pub struct AreasUiState {
    left_at: [Option<Id>; Area::ALL.len()],
    /// The focus goes to the next area once all are drawn.
    goes_on: bool,
}

impl AreasUiState {
    /// Moves the focus to the next area; to the sidebar, if no area has it.
    pub fn go_on(&mut self) {
        self.goes_on = true;
    }

    /// All areas were drawn: the focus goes where it was left in the next one, or to its first
    /// control.
    pub fn drawn(&mut self, ui: &Ui, rects: AreaRects) {
        if !std::mem::take(&mut self.goes_on) {
            return;
        }
        let from = rects.of_focus(ui);
        if let Some(from) = from {
            self.left_at[from as usize] = ui.memory(egui::Memory::focused);
        }
        let area = from.map_or(Area::Sidebar, |from| from.next(&rects));
        let Some(rect) = rects.of(area) else {
            return;
        };
        let controls = controls_in(ui, rect);
        let left_at = self.left_at[area as usize].filter(|id| controls.contains(id));
        let first = match area {
            Area::Sidebar => controls.iter().find(|id| sidebar::is_tab_stop(ui, **id)),
            Area::Page | Area::EventLog => controls.first(),
        };
        if let Some(id) = left_at.or_else(|| first.copied()) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }
}

/// What can have the focus in `rect`, in the order of the Tab key.
fn controls_in(ui: &Ui, rect: Rect) -> Vec<Id> {
    let layer = ui.layer_id();
    ui.ctx().viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.get_layer(layer);
        let controls = widgets.filter(|widget| {
            widget.enabled && widget.sense.is_focusable() && rect.contains(widget.rect.center())
        });
        controls.map(|widget| widget.id).collect()
    })
}
