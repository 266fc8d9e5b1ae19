//! Keeps egui from remembering every widget that could ever have the keyboard focus: it forgets one
//! only when an arrow key moves the focus, and each camera and each request is another widget.

use std::collections::HashSet;

use egui::{Id, Plugin, Ui, WidgetRects};

/// Above this number of widgets, those that are gone are forgotten. A screen has some hundred.
const MOST: usize = 2_000;

/// The widgets that egui may remember.
#[derive(Debug, Default)]
pub struct FocusableWidgets {
    known: HashSet<Id>,
}

impl Plugin for FocusableWidgets {
    fn debug_name(&self) -> &'static str {
        "focusable widgets"
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        ui.ctx().viewport(|viewport| {
            let widgets = &viewport.this_pass.widgets;
            self.known.extend(focusable(widgets));
        });
        if self.known.len() > MOST {
            self.forget_gone(ui);
        }
    }
}

impl FocusableWidgets {
    fn forget_gone(&mut self, ui: &Ui) {
        let present: HashSet<Id> = ui.ctx().viewport(|viewport| {
            let widgets = &viewport.this_pass.widgets;
            focusable(widgets).collect()
        });
        ui.memory_mut(|memory| {
            let focused = memory.focused();
            for id in self.known.difference(&present) {
                if Some(*id) != focused {
                    memory.ignore_focus(*id);
                }
            }
        });
        self.known = present;
    }
}

/// The widgets of this pass that can have the focus.
fn focusable(widgets: &WidgetRects) -> impl Iterator<Item = Id> {
    let widgets = widgets.layers().flat_map(|(_, widgets)| widgets);
    let focusable = widgets.filter(|widget| widget.sense.is_focusable());
    focusable.map(|widget| widget.id)
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;

    #[test]
    fn widgets_that_are_gone_are_forgotten_and_those_on_the_screen_keep_the_focus() {
        let ctx = Context::default();
        let mut widgets = FocusableWidgets::default();
        let mut draw = |numbers: std::ops::Range<usize>| {
            let output = ctx.run_ui(RawInput::default(), |ui| {
                for number in numbers.clone() {
                    let id = Id::unique(number);
                    let response = ui.interact(ui.max_rect(), id, egui::Sense::click());
                    if number == 0 {
                        response.request_focus();
                    }
                }
                widgets.on_end_pass(ui);
            });
            output.drop_without_applying_deltas();
            widgets.known.len()
        };
        for round in 0..10 {
            let first = 1_000 * round;
            assert!(draw(first..first + 1_000) <= MOST);
        }
        assert_eq!(draw(0..10), 10, "2,010 are too many");
        assert_eq!(ctx.memory(egui::Memory::focused), Some(Id::unique(0_usize)));
    }
}
