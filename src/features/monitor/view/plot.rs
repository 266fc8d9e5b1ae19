//! One plot: the present value, the line with its gaps, the thresholds and the timeline events.

use egui::{Align, Color32, Frame, Layout, Margin, Ui, accesskit::Role, vec2};
use egui_plot::{Plot, PlotBounds, PlotUi, Points, VLine};

use super::{
    MonitorUiState, PlotSpec, Scene,
    failure_marks::failure_marks_ui,
    panel_frame, plot_axes, plot_headline,
    plot_overlays::{self, Area},
    plot_pointer::{self, TimeAxis, pointer_ui},
    plot_summary::summary,
};
use crate::{
    domain::mac::MacAddr,
    model::time_window::seconds,
    ui::theme::{Density, MARGIN, Palette, STEP},
};

/// The space above and below the contents of the panel of a plot.
const INSET: i8 = 2 * MARGIN;
/// The height of the frame of the panel.
pub const FRAME: f32 = 2.0 * INSET as f32 + 2.0;
/// The width of the column beside the plot on the small display.
const ASIDE: f32 = 148.0;

/// The space between two panels.
pub fn gap(ui: &Ui) -> f32 {
    match Density::of(ui) {
        Density::Desktop => 3.0 * STEP,
        Density::Touch => 2.0 * STEP,
    }
}

/// The height of a plot: the small display shows all three at once, a larger one also the panels
/// below.
fn plot_height(ui: &Ui, room: f32) -> f32 {
    match Density::of(ui) {
        Density::Desktop => (room * 0.19).clamp(112.0, 260.0),
        Density::Touch => ((room - 2.0 * gap(ui)) / 3.0 - FRAME).clamp(92.0, 200.0),
    }
}

/// Draws the panel of one plot in a tab that is `room` high, and handles pointer and fingers. Returns
/// the camera whose mark was pressed.
pub fn plot_panel_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    spec: PlotSpec,
    room: f32,
    ui_state: &mut MonitorUiState,
) -> Option<MacAddr> {
    let height = plot_height(ui, room);
    let shown = frame(ui).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        let columns = plot_axes::pixel_columns(scene.window, plot_width(ui));
        let lines = &mut ui_state.lines[spec.series as usize];
        lines.update(&scene.monitoring.history, spec.series, columns);
        let bounds = lines.bounds();
        match Density::of(ui) {
            Density::Desktop => {
                plot_headline::row_ui(ui, scene, spec, bounds);
                lines_ui(ui, scene, spec, height, ui_state)
            }
            Density::Touch => {
                let aside = |ui: &mut Ui| plot_headline::column_ui(ui, scene, spec, bounds);
                beside_ui(ui, height, aside, |ui| {
                    lines_ui(ui, scene, spec, height, ui_state)
                })
            }
        }
    });
    shown.inner
}

/// The width of a plot with its axes, in a panel.
fn plot_width(ui: &Ui) -> f32 {
    let room = ui.available_width();
    match Density::of(ui) {
        Density::Desktop => room,
        Density::Touch => room - ASIDE - ui.spacing().item_spacing.x,
    }
}

/// The frame of the panel of a plot.
pub fn frame(ui: &Ui) -> Frame {
    panel_frame(ui).inner_margin(Margin::symmetric(4 * MARGIN, INSET))
}

/// Draws a column of texts and a plot of this height beside it, on the small display.
pub fn beside_ui<R>(
    ui: &mut Ui,
    height: f32,
    texts: impl FnOnce(&mut Ui),
    plot: impl FnOnce(&mut Ui) -> R,
) -> R {
    let size = vec2(ui.available_width(), height);
    let row = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
        let size = vec2(ASIDE, height);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.spacing_mut().item_spacing.y = 0.0;
            texts(ui);
        });
        plot(ui)
    });
    row.inner
}

/// The lines. The pointer moves them.
fn lines_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    spec: PlotSpec,
    height: f32,
    ui_state: &mut MonitorUiState,
) -> Option<MacAddr> {
    let Scene {
        monitoring, window, ..
    } = *scene;
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let lines = &ui_state.lines[spec.series as usize];
    let (low, high) = plot_axes::value_range(monitoring, spec, lines.bounds());
    let plot = still(Plot::new(spec.id), ui);
    let plot = plot_axes::with_axes(plot, ui, window, height);
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max(
            [seconds(window.from_ms), low],
            [seconds(window.to_ms), high],
        ));
        plot_overlays::thresholds(plot, scene, spec, palette);
        plot_overlays::timeline_events(plot, scene, Area { low, high, width }, palette);
        lines.draw(plot, palette.tone(spec.tone));
        pointed_line(plot, scene, palette);
        pointed_value(plot, scene, spec, palette);
    });
    let response = shown.response;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Image);
        node.set_label(summary(scene, spec, lines));
    });
    let area = *shown.transform.frame();
    let axis = TimeAxis { window, area };
    pointer_ui(ui, &response, axis, scene, ui_state);
    failure_marks_ui(ui, scene, spec, axis)
}

/// Disables the interaction of `egui_plot`: [`pointer_ui`] moves all three plots together.
pub fn still<'a>(plot: Plot<'a>, ui: &Ui) -> Plot<'a> {
    plot.sense(plot_pointer::sense(ui))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .cursor_color(Color32::TRANSPARENT)
}

/// The time under the pointer, in all plots.
pub fn pointed_line(plot: &mut PlotUi<'_>, scene: &Scene<'_>, palette: &Palette) {
    if let Some(at_ms) = scene.pointed_ms {
        let line = VLine::new("", seconds(at_ms));
        plot.vline(line.color(palette.muted).width(1.0));
    }
}

/// The value that was recorded then.
fn pointed_value(plot: &mut PlotUi<'_>, scene: &Scene<'_>, spec: PlotSpec, palette: &Palette) {
    let at_ms = scene.pointed_ms.filter(|at| scene.window.contains(*at));
    let point = at_ms.and_then(|at_ms| plot_headline::pointed_point(scene, at_ms));
    let value = point.and_then(|point| Some((point.at_ms, point.value(spec.series)?)));
    if let Some((at_ms, value)) = value {
        let dot = vec![[seconds(at_ms), f64::from(value)]];
        plot.points(Points::new("", dot).radius(3.0).color(palette.text));
    }
}
