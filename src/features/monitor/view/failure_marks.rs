//! The marks of failed cameras on a plot: a press on one opens the details of the camera.

use egui::{CursorIcon, Pos2, Rangef, Rect, Sense, Ui, WidgetInfo};

use super::{PlotSpec, Scene, labels::time_of_day, plot_overlays, plot_pointer::TimeAxis};
use crate::{
    domain::{mac::MacAddr, thresholds::Metric, timeline_event::TimelineEvent},
    i18n, tr,
    ui::{
        theme::{Density, STEP},
        widgets::{button::name_and_ring, tooltip::tooltip_ui},
    },
};

/// The most failures that a tooltip names.
const MOST_NAMED: usize = 8;

/// The mark of a camera whose details can be opened.
#[derive(Debug, Clone, Copy)]
struct Mark<'a> {
    x: f32,
    event: &'a TimelineEvent,
    mac: MacAddr,
}

/// Handles the marks of a plot. Returns the camera whose mark was pressed.
pub fn failure_marks_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    spec: PlotSpec,
    axis: TimeAxis,
) -> Option<MacAddr> {
    let reach = reach(ui);
    let marks: Vec<Mark<'_>> = marks(scene, axis).collect();
    let groups = marks.chunk_by(|one, next| next.x - one.x <= 2.0 * reach);
    let mut pressed = None;
    for group in groups {
        pressed = group_ui(ui, spec, axis, group).or(pressed);
    }
    pressed
}

/// The distance from a mark at which it is still hit.
fn reach(ui: &Ui) -> f32 {
    match Density::of(ui) {
        Density::Desktop => 3.0 * STEP,
        Density::Touch => Density::Touch.target_height() / 2.0,
    }
}

/// The marks that can be pressed, oldest first.
fn marks<'a>(scene: &Scene<'a>, axis: TimeAxis) -> impl Iterator<Item = Mark<'a>> {
    let has_details = scene.has_details;
    let events = scene.monitoring.timeline_events.within(axis.window);
    events.filter_map(move |event| {
        let mac = event.mac.filter(|mac| has_details(*mac))?;
        let x = axis.x(event.at_ms);
        event.kind.is_failure().then_some(Mark { x, event, mac })
    })
}

/// Marks that are so close together that their targets touch are one button: the pointer selects
/// those within reach, of which the newest opens.
fn group_ui(ui: &Ui, spec: PlotSpec, axis: TimeAxis, group: &[Mark<'_>]) -> Option<MacAddr> {
    let (oldest, newest) = (group.first()?, group.last()?);
    let reach = reach(ui);
    let rect = Rect::from_x_y_ranges(
        Rangef::new(oldest.x - reach, newest.x + reach),
        Rangef::point(plot_overlays::failure_y(axis.area)).expand(reach),
    );
    // Another failure that joins the group does not change it.
    let id = ui.scope_id().with((spec.id, oldest.event.at_ms));
    let response = ui.interact(rect, id, sense(spec));
    let name = format!("{}: {}", spec.title(), names(group).join(", "));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    name_and_ring(ui, &response, &name);
    if let Some(at) = response.hover_pos() {
        let text = names(within_reach(group, at, reach)).join("\n");
        let response = response.clone();
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        tooltip_ui(ui, response, &text);
    }
    let pressed_at = response.interact_pointer_pos();
    let pressed = pressed_at.map_or(group, |at| within_reach(group, at, reach));
    let newest = pressed.last().filter(|_| response.clicked())?;
    Some(newest.mac)
}

/// The marks that the pointer selects. While the plot moves, a press may miss all of them by a little.
fn within_reach<'a, 'e>(group: &'a [Mark<'e>], at: Pos2, reach: f32) -> &'a [Mark<'e>] {
    let from = group.partition_point(|mark| mark.x < at.x - reach);
    let to = group.partition_point(|mark| mark.x <= at.x + reach);
    match group.get(from..to) {
        Some(marks) if !marks.is_empty() => marks,
        Some(_) | None => group,
    }
}

/// The marks of the other plots are the same: Tab stops only at those of the first.
fn sense(spec: PlotSpec) -> Sense {
    match spec.metric {
        Metric::Cpu => Sense::click(),
        Metric::Memory | Metric::Temperature | Metric::Disk => Sense::CLICK,
    }
}

/// `14:06:10 4A:4F failed`, newest first; the oldest of many as a number.
fn names(marks: &[Mark<'_>]) -> Vec<String> {
    let newest = marks.iter().rev().take(MOST_NAMED);
    let mut names: Vec<String> = newest.map(|mark| name(mark.event)).collect();
    let more = marks.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        names.push(tr!("plot-more-failures", count = more));
    }
    names
}

fn name(event: &TimelineEvent) -> String {
    let time = time_of_day(event.at_ms);
    format!("{time} {}", i18n::timeline_event(event))
}
