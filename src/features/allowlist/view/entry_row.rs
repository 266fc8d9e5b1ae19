//! One entry of the table: its texts, its status and its buttons.

use std::collections::BTreeSet;

use egui::{
    CornerRadius, Id, Layout, Rect, Stroke, Ui, UiBuilder, WidgetInfo, accesskit::Role, vec2,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{AllowlistCx, edit_row::EditUiState, entry_table::columns};
use crate::{
    domain::{
        clock::Now,
        mac::MacAddr,
        problem::{Problem, ProblemKind},
    },
    features::allowlist::{
        intent::AllowlistIntent,
        state::Allowlist,
        table::{FailedChange, Row, RowStatus},
    },
    i18n, tr,
    ui::{
        Request, format, icons, redraw,
        theme::{CONTROL_RADIUS, Density, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            label::{cell_ui, text_width},
        },
    },
};

/// The width of a MAC address on the small display, in points.
const MAC_WIDTH: f32 = 40.0 * STEP;

/// What a row must have left of its other buttons for the one that copies the address, in points.
const ROOM_FOR_COPY: f32 = 12.0 * STEP + MAC_WIDTH + 14.0 * STEP;

/// Draws a row. Returns the state of an edit that was begun.
pub fn entry_row_ui(
    ui: &mut Ui,
    cx: &mut AllowlistCx<'_>,
    rect: Rect,
    row: &Row<'_>,
    selected: &mut BTreeSet<MacAddr>,
) -> Option<EditUiState> {
    let builder = UiBuilder::new()
        .max_rect(rect)
        .scope_id(row_id(row.entry.mac))
        .accessibility_role(Role::Group)
        .accessibility_label(accessible_name(row))
        .layout(Layout::right_to_left(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        let palette = Palette::of(ui);
        if ui.rect_contains_pointer(rect) {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), palette.surface);
        }
        let line = Stroke::new(1.0, palette.border);
        ui.painter().hline(rect.x_range(), rect.bottom(), line);
        tick_ui(ui, rect, row, selected);
        ui.add_space(STEP);
        let edit = buttons_ui(ui, cx, row);
        let left_of_buttons = ui.min_rect().left() - 2.0 * STEP;
        let rect = right_of_tick(ui, rect);
        let status = status(row, cx.state, cx.now);
        if cx.state.will_repeat(row.entry.mac) {
            redraw::each_second(ui, rect);
        }
        match Density::of(ui) {
            Density::Desktop => cells_ui(ui, rect, left_of_buttons, row, &status, cx.now),
            Density::Touch => lines_ui(ui, rect, left_of_buttons, row, &status),
        }
        edit
    })
    .inner
}

/// The place of the cells, right of the box that is ticked.
pub fn right_of_tick(ui: &Ui, rect: Rect) -> Rect {
    let width = match Density::of(ui) {
        Density::Desktop => 8.0 * STEP,
        Density::Touch => 12.0 * STEP,
    };
    rect.with_min_x(rect.left() + width)
}

/// The box that selects a settled entry for an action on several.
fn tick_ui(ui: &mut Ui, rect: Rect, row: &Row<'_>, selected: &mut BTreeSet<MacAddr>) {
    if row.status != RowStatus::Settled {
        return;
    }
    let mac = row.entry.mac;
    let is_selected = selected.contains(&mac);
    let icon = if is_selected {
        icons::SELECTED
    } else {
        icons::UNSELECTED
    };
    let name = tr!("allowlist-select-mac", mac = mac.to_string());
    let place = rect.with_max_x(right_of_tick(ui, rect).left());
    let builder = UiBuilder::new()
        .max_rect(place)
        .layout(Layout::left_to_right(egui::Align::Center));
    let response = ui
        .new_child(builder)
        .scope(|ui| icon_button_ui(ui, icon, &name))
        .inner;
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, is_selected, &name));
    if response.clicked() && !selected.remove(&mac) {
        selected.insert(mac);
    }
}

/// Puts a row that is out of sight into the accessibility tree.
pub fn name_row(ui: &Ui, allowlist: &Allowlist, mac: MacAddr) {
    ui.ctx().accesskit_node_builder(row_id(mac), |node| {
        node.set_role(Role::Group);
        if let Some(row) = Row::of(allowlist, mac) {
            node.set_label(accessible_name(&row));
        }
    });
}

fn row_id(mac: MacAddr) -> Id {
    Id::unique(("allowlist entry", mac))
}

fn accessible_name(row: &Row<'_>) -> String {
    let mac = row.entry.mac.to_string();
    match &row.status {
        RowStatus::Failed(FailedChange::Add, _) => tr!("allowlist-entry-add-failed", mac = mac),
        RowStatus::Failed(FailedChange::Remove, _) => {
            tr!("allowlist-entry-remove-failed", mac = mac)
        }
        RowStatus::Failed(FailedChange::Edit, _) => tr!("allowlist-entry-save-failed", mac = mac),
        RowStatus::Adding => tr!("allowlist-entry-adding", mac = mac),
        RowStatus::Saving => tr!("allowlist-entry-saving", mac = mac),
        RowStatus::Removing => tr!("allowlist-entry-removing", mac = mac),
        RowStatus::Settled if row.entry.used => tr!("allowlist-entry-used", mac = mac),
        RowStatus::Settled => tr!("allowlist-entry-available", mac = mac),
    }
}

/// From right to left.
fn buttons_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, row: &Row<'_>) -> Option<EditUiState> {
    let mac = row.entry.mac;
    let text = mac.to_string();
    let text = text.as_str();
    match &row.status {
        RowStatus::Adding | RowStatus::Saving | RowStatus::Removing => {}
        RowStatus::Failed(..) if cx.state.will_repeat(mac) => {
            let stop = tr!("allowlist-stop-retrying-mac", mac = text);
            if icon_button_ui(ui, icons::CLOSE, &stop).clicked() {
                cx.push(AllowlistIntent::StopRetryingChange(mac));
            }
            let now = Button::quiet(tr!("problem-panel-retry-now"))
                .named(tr!("allowlist-retry-now-mac", mac = text));
            if now.pressed(ui) {
                cx.push(AllowlistIntent::TryAgain(mac));
            }
        }
        RowStatus::Failed(..) => {
            let dismiss = tr!("allowlist-dismiss-mac", mac = text);
            if icon_button_ui(ui, icons::CLOSE, &dismiss).clicked() {
                cx.push(AllowlistIntent::DismissProblem(mac));
            }
            let again = if is_edit_unavailable(row) {
                Button::secondary(tr!("allowlist-replace"))
                    .named(tr!("allowlist-replace-mac", mac = text))
            } else {
                Button::quiet(tr!("allowlist-try-again"))
                    .named(tr!("allowlist-try-again-mac", mac = text))
            };
            if again.pressed(ui) {
                cx.push(AllowlistIntent::TryAgain(mac));
            }
        }
        RowStatus::Settled => {
            let remove = tr!("allowlist-remove-mac", mac = text);
            if icon_button_ui(ui, icons::REMOVE, &remove).clicked() {
                cx.push(AllowlistIntent::Remove(vec![mac]));
            }
            let edit = tr!("allowlist-edit-mac", mac = text);
            if icon_button_ui(ui, icons::EDIT, &edit).clicked() {
                return Some(EditUiState::new(mac, &row.entry.note));
            }
            let copy = tr!("allowlist-copy-mac", mac = text);
            let has_room = ui.available_width() >= ROOM_FOR_COPY;
            if has_room && icon_button_ui(ui, icons::COPY, &copy).clicked() {
                ui.copy_text(text.to_owned());
                cx.request(Request::toast(tr!("allowlist-mac-copied")));
            }
        }
    }
    None
}

/// Whether the Pi cannot change entries: it can remove this one and add it again.
fn is_edit_unavailable(row: &Row<'_>) -> bool {
    match &row.status {
        RowStatus::Failed(FailedChange::Edit, problem) => problem.kind == ProblemKind::NotAvailable,
        _ => false,
    }
}

/// One line, in columns.
fn cells_ui(ui: &Ui, rect: Rect, end: f32, row: &Row<'_>, status: &(Tone, String), now: Now) {
    let entry = &row.entry;
    let [mac, description, container, added, used] = columns(rect.width()).cells(rect);
    let address = entry.mac.to_string();
    cell_ui(ui, mac, TextRole::Mono, Tone::Plain, &address);
    let (tone, status) = (status.0, status.1.as_str());
    if let RowStatus::Failed(..) = row.status {
        let reason = description.with_max_x(end);
        cell_ui(ui, reason, TextRole::Body, tone, status);
        return;
    }
    let note = &entry.note;
    let added_at = entry.added_at.map(|at| date(at, now)).unwrap_or_default();
    for (cell, tone, text) in [
        (description, Tone::Plain, note.description.as_str()),
        (container, Tone::Quiet, note.container_id.as_str()),
        (added, Tone::Quiet, added_at.as_str()),
        (used, tone, status),
    ] {
        cell_ui(ui, cell, TextRole::Body, tone, text);
    }
}

/// Two lines, for the small display.
fn lines_ui(ui: &Ui, rect: Rect, end: f32, row: &Row<'_>, status: &(Tone, String)) {
    let entry = &row.entry;
    let inner = Rect::from_min_max(rect.min + vec2(STEP, 0.0), egui::pos2(end, rect.bottom()));
    let (upper, lower) = inner
        .shrink2(vec2(0.0, STEP))
        .split_top_bottom_at_fraction(0.5);
    // An address is never cut.
    let mac = upper.with_max_x(upper.left() + (0.4 * upper.width()).max(MAC_WIDTH));
    cell_ui(ui, mac, TextRole::Mono, Tone::Plain, entry.mac.to_string());
    let (tone, status) = (status.0, status.1.as_str());
    let beside = upper.with_min_x(mac.right() + 2.0 * STEP);
    let note = [
        entry.note.description.as_str(),
        entry.note.container_id.as_str(),
    ];
    if let RowStatus::Failed(..) = row.status {
        cell_ui(ui, lower, TextRole::Small, tone, status);
        return;
    }
    let has_room = text_width(ui, TextRole::Small, status) <= beside.width();
    if has_room {
        cell_ui(ui, beside, TextRole::Small, tone, status);
    }
    let facts = [status].into_iter().filter(|_| !has_room).chain(note);
    let facts: Vec<&str> = facts.filter(|text| !text.is_empty()).collect();
    cell_ui(ui, lower, TextRole::Small, Tone::Quiet, facts.join(" · "));
}

/// The status as a text with an icon.
fn status(row: &Row<'_>, allowlist: &Allowlist, now: Now) -> (Tone, String) {
    match &row.status {
        RowStatus::Adding => (Tone::Quiet, tr!("allowlist-status-adding").to_owned()),
        RowStatus::Saving => (Tone::Quiet, tr!("allowlist-status-saving").to_owned()),
        RowStatus::Removing => (Tone::Quiet, tr!("allowlist-status-removing").to_owned()),
        RowStatus::Failed(change, problem) => {
            let retry = allowlist.change_retry(row.entry.mac);
            let (tone, text) = match retry.and_then(|retry| retry.left(now)) {
                Some((left, _)) => {
                    let wait = format::countdown(left);
                    let wait = tr!("problem-panel-trying-again", wait = wait);
                    let reason = i18n::problem_summary(problem);
                    (Tone::Warning, format!("{wait} · {reason}"))
                }
                None => (Tone::Bad, failed(*change, problem)),
            };
            (tone, format!("{} {text}", icons::WARNING))
        }
        RowStatus::Settled if row.entry.used => {
            let text = match row.entry.used_at {
                Some(at) => tr!("allowlist-status-used-at", date = date(at, now)),
                None => tr!("allowlist-status-used").to_owned(),
            };
            (Tone::Quiet, format!("{} {text}", icons::DONE))
        }
        RowStatus::Settled => {
            let text = tr!("allowlist-status-available");
            (Tone::Good, format!("{} {text}", icons::ALLOWED))
        }
    }
}

/// The failed change, the reason and the advice.
fn failed(change: FailedChange, problem: &Problem) -> String {
    if change == FailedChange::Edit && problem.kind == ProblemKind::NotAvailable {
        return tr!("allowlist-status-cannot-edit").to_owned();
    }
    let advice = i18n::advice(&problem.remedy);
    let reason = problem
        .details
        .clone()
        .unwrap_or_else(|| i18n::problem_summary(problem));
    let reason = reason.trim_end_matches('.');
    match change {
        FailedChange::Add => tr!(
            "allowlist-status-not-added",
            reason = reason,
            advice = advice
        ),
        FailedChange::Remove => tr!(
            "allowlist-status-not-removed",
            reason = reason,
            advice = advice
        ),
        FailedChange::Edit => tr!(
            "allowlist-status-not-saved",
            reason = reason,
            advice = advice
        ),
    }
}

/// The local date, or the local time for today.
fn date(at: Timestamp, now: Now) -> String {
    let zoned = at.to_zoned(TimeZone::system());
    let today = now.wall.to_zoned(TimeZone::system()).date();
    if zoned.date() == today {
        format::time_of_day(at)
    } else {
        tr!(
            "allowlist-date",
            day = zoned.strftime("%d").to_string(),
            month = zoned.month(),
            year = zoned.strftime("%Y").to_string()
        )
    }
}
