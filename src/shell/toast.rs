//! The toast: a short message on top of the page, for what the person has just done.

use std::time::Instant;

use egui::{
    Area, CornerRadius, Id, LayerId, Order, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    shell::cx::ShellCx,
    ui::{
        Request,
        theme::{CONTROL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::label::text_in_lines,
    },
};

/// The most that a toast is wide, in points.
const MAX_WIDTH: f32 = 480.0;
/// Between the text and the edge of the toast.
const PADDING: Vec2 = vec2(4.0 * STEP, 3.0 * STEP);
/// The least distance from the edges of the page.
const EDGE: f32 = 3.0 * STEP;
/// Where in the width of the page a toast is tried: in the middle first.
const ACROSS: [f32; 9] = [0.5, 0.375, 0.625, 0.25, 0.75, 0.125, 0.875, 0.0, 1.0];
/// The distance between two heights at which it is tried.
const UPWARDS: f32 = 2.0 * STEP;

/// Where the toast is.
#[derive(Debug, Default)]
pub(crate) struct ToastUiState {
    /// The place of the toast that disappears at this time.
    place: Option<(Instant, Rect)>,
}

/// Draws the toast, if there is one: a single line on the page, under dialogs. A press removes it.
pub fn toast_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, page: Rect) {
    let Some(toast) = &cx.state.notices.toast else {
        return;
    };
    let palette = Palette::of(ui);
    // The event log takes the whole small display from the page.
    let page = if page.is_positive() {
        page
    } else {
        ui.content_rect()
    };
    let page = page.shrink(EDGE);
    let room = MAX_WIDTH.min(page.width()) - 2.0 * PADDING.x;
    let (role, tone) = (TextRole::Body, Tone::Plain);
    let line = text_in_lines(ui, role, tone, &toast.text, room, 1);
    let size = line.size() + 2.0 * PADDING;
    // Dialogs are in the foreground.
    let layer = LayerId::new(Order::Middle, Id::unique("toast"));
    let controls = controls(ui, layer);
    let is_free = |place: Rect| covered(&controls, place) <= 0.0;
    let before = cx.ui_state.toast.place;
    let before = before.filter(|(until, place)| {
        *until == toast.until && page.contains_rect(*place) && is_free(*place)
    });
    let place = before.map_or_else(|| free_place(&controls, page, size), |(_, place)| place);
    cx.ui_state.toast.place = Some((toast.until, place));
    let shown = Area::new(layer.id)
        .order(layer.order)
        .sense(Sense::click())
        .fixed_pos(place.min)
        .constrain(false)
        .show(ui.ctx(), |ui| {
            let alert = UiBuilder::new()
                .accessibility_role(Role::Alert)
                .accessibility_label(toast.text.clone());
            ui.scope_builder(alert, |ui| {
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                // The whole text, also where an ellipsis ends what is drawn.
                response.widget_info(|| {
                    WidgetInfo::labeled(egui::Role::Label, true, toast.text.as_str())
                });
                let radius = CornerRadius::same(CONTROL_RADIUS);
                let border = Stroke::new(1.0, palette.control_border);
                ui.painter()
                    .rect(rect, radius, palette.raised, border, StrokeKind::Inside);
                ui.painter().galley(rect.min + PADDING, line, palette.text);
            });
        });
    if shown.response.clicked() {
        cx.request(Request::DismissToast);
    }
}

/// What can be pressed in this frame, outside the layer of the toast.
fn controls(ui: &Ui, toast: LayerId) -> Vec<Rect> {
    ui.ctx().viewport(|viewport| {
        let layers = viewport.this_pass.widgets.layers();
        let below = layers.filter(|(layer, _)| **layer != toast);
        let widgets = below.flat_map(|(_, widgets)| widgets);
        let pressable = widgets.filter(|widget| widget.sense.senses_click());
        pressable.map(|widget| widget.interact_rect).collect()
    })
}

/// The area of all controls under `place`.
fn covered(controls: &[Rect], place: Rect) -> f32 {
    let hidden = controls.iter().map(|control| control.intersect(place));
    hidden
        .filter(Rect::is_positive)
        .map(|hidden| hidden.area())
        .sum()
}

/// The lowest place on the page that covers no control; the one that covers least, if there is none.
fn free_place(controls: &[Rect], page: Rect, size: Vec2) -> Rect {
    let lowest = page.bottom() - size.y;
    let tops = std::iter::successors(Some(lowest), |top| Some(top - UPWARDS));
    let tops = tops.take_while(|top| *top >= page.top());
    let spare = (page.width() - size.x).max(0.0);
    let place = |part: f32, top: f32| {
        let min = pos2(page.left() + part * spare, top);
        Rect::from_min_size(min.round(), size)
    };
    let places = tops.flat_map(|top| ACROSS.map(|part| place(part, top)));
    let mut least = (f32::INFINITY, place(ACROSS[0], lowest));
    for place in places {
        let area = covered(controls, place);
        if area < least.0 {
            least = (area, place);
        }
        if area <= 0.0 {
            break;
        }
    }
    least.1
}

#[cfg(test)]
mod tests {
    use egui::Pos2;

    use super::*;

    const PAGE: Rect = Rect {
        min: Pos2::ZERO,
        max: pos2(800.0, 400.0),
    };
    const SIZE: Vec2 = vec2(200.0, 40.0);

    #[test]
    fn a_toast_stands_in_the_middle_unless_a_control_is_there() {
        let place = |controls: &[Rect]| free_place(controls, PAGE, SIZE);
        assert_eq!(place(&[]).center_bottom(), pos2(400.0, 400.0));
        let middle = Rect::from_center_size(pos2(400.0, 380.0), vec2(60.0, 40.0));
        let beside = place(&[middle]);
        assert!(beside.max.y >= 400.0, "as low as before: {beside}");
        assert!(!beside.intersects(middle), "{beside}");
        let row = Rect::from_min_max(pos2(0.0, 350.0), pos2(800.0, 480.0));
        let above = place(&[row]);
        assert!(above.bottom() <= 350.0, "{above}");
    }

    #[test]
    fn where_no_place_is_free_it_covers_the_least() {
        let row = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 480.0));
        let button = Rect::from_center_size(pos2(400.0, 380.0), vec2(60.0, 40.0));
        let place = free_place(&[row, button], PAGE, SIZE);
        assert!(!place.intersects(button), "{place}");
        assert!(PAGE.contains_rect(place), "{place}");
    }
}
