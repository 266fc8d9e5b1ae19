//! What pointer and fingers do on the plots: select a part of the time axis, move, zoom, and point at
//! a time.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a pixel is coarser than any of it"
)]

use egui::{CursorIcon, InputState, PointerButton, Rangef, Rect, Response, Sense, Stroke, Ui};

use super::{MonitorUiState, Scene};
use crate::{
    model::time_window::TimeWindow,
    ui::theme::{Density, Palette},
};

/// A selection that ends closer to an edge than this, in points, ends at the edge.
const SNAP: f32 = 6.0;
/// The opacity of the selected part.
const SELECTED: f32 = 0.14;

/// Where the visible window is on the screen.
#[derive(Debug, Clone, Copy)]
pub struct TimeAxis {
    pub window: TimeWindow,
    /// The area of the lines.
    pub area: Rect,
}

impl TimeAxis {
    /// The place of a time.
    #[must_use]
    pub fn x(self, at_ms: i64) -> f32 {
        let along = (at_ms - self.window.from_ms) as f64 / self.ms_per_point();
        self.area.left() + along as f32
    }

    fn ms_per_point(self) -> f64 {
        self.window.length_ms().max(1) as f64 / f64::from(self.area.width().max(1.0))
    }

    fn at_ms(self, x: f32) -> i64 {
        let along = f64::from(x - self.area.left()) * self.ms_per_point();
        self.window.from_ms + along as i64
    }

    /// The time at `x`, or that of an edge which is near or was left.
    fn snapped_ms(self, x: f32) -> i64 {
        if x < self.area.left() + SNAP {
            self.window.from_ms
        } else if x > self.area.right() - SNAP {
            self.window.to_ms
        } else {
            self.at_ms(x)
        }
    }
}

/// The part that is being selected.
#[derive(Debug, Clone, Copy)]
pub struct Selection {
    /// Where it began.
    anchor_ms: i64,
    /// It began at the right edge, which may move on with the present.
    is_from_edge: bool,
    /// Where the pointer is.
    end_ms: i64,
}

/// A mouse selects by dragging; a finger scrolls the page.
#[must_use]
pub fn sense(ui: &Ui) -> Sense {
    if selects(ui) {
        Sense::click_and_drag()
    } else {
        Sense::click()
    }
}

fn selects(ui: &Ui) -> bool {
    Density::of(ui) == Density::Desktop && !Density::is_by_finger(ui)
}

/// Handles all of it, and draws the part that is being selected.
pub fn pointer_ui(
    ui: &Ui,
    response: &Response,
    axis: TimeAxis,
    scene: &Scene<'_>,
    ui_state: &mut MonitorUiState,
) {
    if selects(ui) {
        response.clone().on_hover_cursor(CursorIcon::Crosshair);
    }
    let now_ms = scene.monitoring.now_ms(scene.now);
    select(ui, response, axis, now_ms, ui_state);
    selection_ui(ui, axis, scene.selection);
    if response.dragged_by(PointerButton::Secondary) {
        let by_ms = -(f64::from(response.drag_delta().x) * axis.ms_per_point()) as i64;
        ui_state.view.pan(by_ms, axis.window, now_ms);
    }
    if response.double_clicked() {
        ui_state.view.show_whole();
    }
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let at_ms = axis.at_ms(pointer.x);
    ui_state.pointed_ms = Some(at_ms);
    let zoom = ui.input(InputState::zoom_delta);
    if (zoom - 1.0).abs() > f32::EPSILON {
        let factor = f64::from(zoom);
        ui_state.view.zoom(factor, at_ms, axis.window, now_ms);
    }
}

/// Dragging selects, and releasing zooms to what is selected.
fn select(
    ui: &Ui,
    response: &Response,
    axis: TimeAxis,
    now_ms: i64,
    ui_state: &mut MonitorUiState,
) {
    const BUTTON: PointerButton = PointerButton::Primary;
    let Some(pointer) = response.interact_pointer_pos() else {
        return;
    };
    let end_ms = axis.snapped_ms(pointer.x);
    if response.drag_started_by(BUTTON) {
        let origin = ui.input(|input| input.pointer.press_origin());
        let anchor_ms = axis.snapped_ms(origin.unwrap_or(pointer).x);
        ui_state.selection = Some(Selection {
            anchor_ms,
            is_from_edge: anchor_ms == axis.window.to_ms,
            end_ms,
        });
    } else if response.drag_stopped_by(BUTTON) {
        if let Some(selection) = ui_state.selection.take() {
            let anchor_ms = if selection.is_from_edge {
                axis.window.to_ms
            } else {
                selection.anchor_ms
            };
            ui_state.view.select(anchor_ms, end_ms, now_ms);
        }
    } else if response.dragged_by(BUTTON)
        && let Some(selection) = &mut ui_state.selection
    {
        selection.end_ms = end_ms;
    }
}

/// The selected part, in all plots.
fn selection_ui(ui: &Ui, axis: TimeAxis, selection: Option<Selection>) {
    let Some(Selection {
        anchor_ms, end_ms, ..
    }) = selection
    else {
        return;
    };
    let palette = Palette::of(ui);
    let (one, other) = (axis.x(anchor_ms), axis.x(end_ms));
    let along = Rangef::new(one.min(other), one.max(other));
    let area = axis.area;
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    let fill = palette.text.gamma_multiply(SELECTED);
    painter.rect_filled(Rect::from_x_y_ranges(along, area.y_range()), 0, fill);
    let edge = Stroke::new(1.0, palette.muted);
    for x in [along.min, along.max] {
        painter.vline(x, area.y_range(), edge);
    }
}
