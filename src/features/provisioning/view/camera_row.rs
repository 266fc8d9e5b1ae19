//! One camera as a row or, once it is verified, on the small display as a tile.

use std::fmt::{self, Display};

use egui::{
    Align, CornerRadius, Label, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use super::{
    ProvisioningCx, ProvisioningUiState,
    approval::approve_button_ui,
    card::{
        add_to_allowlist, card_id, retry_now_ui, tick_ui, verb_button_ui, verb_under_way,
        verb_with_mac, verb_word,
    },
    card_view_model::CardView,
};
use crate::{
    messages::DeviceVerb,
    tr,
    ui::{
        format::lazy,
        galleys::{Lines, galley},
        icons, redraw,
        theme::{CARD_EDGE, CONTROL_RADIUS, Density, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, Size, icon_button_ui, name_and_ring},
            label::{cell_ui, label_ui, text_in_lines, text_width},
            stepper::step_bars_ui,
        },
    },
};

/// The most characters of a position in large type.
const LARGE: usize = 4;
/// Rows of less than this height have one line of text.
const TWO_LINES: f32 = 48.0;
/// Rows of at least this height have their texts below the address and the action.
const STACKED: f32 = 120.0;
/// Rows of the small display of at least this width have room for a button that skips the camera beside
/// the main one; with a reason, rows of the second width, and higher ones of the first below it.
const ROOM_FOR_SKIP: f32 = 480.0;
const ROOM_FOR_SKIP_AND_REASON: f32 = 640.0;
/// What a line of the state with one of the advice takes of the height of a row.
const LINE_PAIR: f32 = 34.0;

/// Draws the camera into `rect`.
pub fn row_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    rect: Rect,
    view: &CardView<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    let palette = Palette::of(ui);
    if view.shows_passing_time() {
        redraw::each_second(ui, rect);
    }
    if ui.rect_contains_pointer(rect) {
        ui.painter()
            .rect_filled(rect, CornerRadius::ZERO, palette.surface);
    }
    let line = Stroke::new(1.0, palette.border);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
    let edge = rect
        .with_max_x(rect.left() + CARD_EDGE)
        .shrink2(vec2(0.0, 1.0));
    ui.painter()
        .rect_filled(edge, CornerRadius::ZERO, palette.tone(view.tone));
    let body = rect.with_min_x(edge.right() + 2.0 * STEP);
    let builder = UiBuilder::new()
        .scope_id(card_id(view.address))
        .sense(ui_state.cursor.sense(view.address))
        .max_rect(body)
        .layout(Layout::right_to_left(Align::Center))
        .accessibility_role(Role::Group);
    // Not a scope: the list knows how high it is, and a scope allocates its content.
    let ui = &mut ui.new_child(builder);
    describe(ui, view);
    match Density::of(ui) {
        Density::Desktop => desktop_row_ui(ui, cx, body, view, ui_state),
        Density::Touch => touch_row_ui(ui, cx, view, ui_state),
    }
}

/// Names the camera, and describes what is only painted, to screen readers.
fn describe(ui: &Ui, view: &CardView<'_>) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        let text = match &view.message {
            Some(message) => format!("{} {}", message.headline, message.advice),
            None => view.facts(", ").to_string(),
        };
        let position = view.spoken_position();
        let texts: Vec<String> = position.into_iter().chain([text]).collect();
        node.set_label(view.name());
        node.set_description(texts.join(", "));
    });
}

/// The tick, the facts in columns, and the main action.
fn desktop_row_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    body: Rect,
    view: &CardView<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    const TICK: f32 = 7.0 * STEP;
    details_ui(ui, view, ui_state);
    main_action_ui(ui, cx, view);
    let end = ui.min_rect().left() - 2.0 * STEP;
    if view.tick.is_some() {
        let tick = UiBuilder::new()
            .max_rect(body.with_max_x(body.left() + TICK))
            .layout(Layout::left_to_right(Align::Center));
        tick_ui(&mut ui.new_child(tick), cx, view);
    }
    let columns = body.with_min_x(body.left() + TICK + STEP).with_max_x(end);
    columns_ui(ui, columns, view);
}

fn columns_ui(ui: &Ui, rect: Rect, view: &CardView<'_>) {
    const SHORT: f32 = 17.0 * STEP;
    const POSITION: f32 = 16.0 * STEP;
    const DIGITS: f32 = 11.0 * STEP;
    const STATE: f32 = 31.0 * STEP;
    let mut left = rect.left();
    let mut column = |width: f32| {
        let cell = Rect::from_x_y_ranges(left..=(left + width).min(rect.right()), rect.y_range());
        left += width + 3.0 * STEP;
        cell
    };
    if view.has_positions {
        let position = view.position.unwrap_or_default();
        let role = role_of_position(position);
        cell_ui(ui, column(POSITION), role, Tone::Plain, position);
        cell_ui(ui, column(DIGITS), TextRole::Mono, Tone::Plain, view.short);
    } else {
        let role = TextRole::MonoBig;
        cell_ui(ui, column(SHORT), role, Tone::Plain, view.short);
    }
    let state = format_args!("{} {}", view.icon, view.state);
    let width = STATE.max(text_width(ui, TextRole::Strong, state));
    cell_ui(ui, column(width), TextRole::Strong, view.tone, state);
    if view.message.is_some() || view.busy.is_some() {
        message_ui(ui, column(f32::INFINITY), view);
        return;
    }
    let steps = column(24.0 * STEP);
    let bars = Rect::from_center_size(steps.center(), vec2(steps.width(), 1.25 * STEP));
    step_bars_ui(ui, bars, view.percents().into_iter(), view.tone);
    let mut cell = |width: f32, text: &dyn Display| {
        let cell = column(width);
        if cell.width() >= width {
            cell_ui(ui, cell, TextRole::Body, Tone::Quiet, text);
        }
    };
    let time = view.elapsed.or(view.took);
    cell(13.0 * STEP, &or_nothing(time));
    cell(24.0 * STEP, &view.signal());
    cell(30.0 * STEP, &view.ip());
    cell(30.0 * STEP, &or_nothing(view.container()));
}

fn or_nothing(text: Option<impl Display>) -> impl Display {
    fmt::from_fn(move |f| text.as_ref().map_or(Ok(()), |text| text.fmt(f)))
}

/// What happened, and in a row with room for it the advice.
fn message_ui(ui: &Ui, rect: Rect, view: &CardView<'_>) {
    if let Some(verb) = view.busy {
        let text = verb_under_way(verb);
        cell_ui(ui, rect, TextRole::Body, Tone::Quiet, text);
        return;
    }
    let Some(message) = &view.message else { return };
    if rect.height() < TWO_LINES || message.advice.is_empty() {
        cell_ui(ui, rect, TextRole::Body, message.tone, &message.headline);
        return;
    }
    let (upper, lower) = rect
        .shrink2(vec2(0.0, STEP))
        .split_top_bottom_at_fraction(0.5);
    cell_ui(ui, upper, TextRole::Strong, message.tone, &message.headline);
    cell_ui(ui, lower, TextRole::Small, Tone::Quiet, &message.advice);
}

/// The short address, the state, and the main action. `ui` lays out from right to left.
pub fn touch_row_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    view: &CardView<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    let room = ui.available_size();
    if room.y >= STACKED {
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let upper = vec2(room.x, Density::Touch.target_height());
            let layout = Layout::right_to_left(Align::Center);
            ui.allocate_ui_with_layout(upper, layout, |ui| {
                details_ui(ui, view, ui_state);
                main_action_ui(ui, cx, view);
                skip_ui(ui, cx, view);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    title_ui(ui, view);
                });
            });
            lines_ui(ui, view);
        });
        return;
    }
    details_ui(ui, view, ui_state);
    let column = vec2(
        column_width(ui, view),
        2.0 * Density::Touch.target_height() + STEP,
    );
    if view.message.is_some()
        && (ROOM_FOR_SKIP..ROOM_FOR_SKIP_AND_REASON).contains(&room.x)
        && column.y <= room.y
    {
        let layout = Layout::top_down_justified(Align::Center);
        ui.allocate_ui_with_layout(column, layout, |ui| {
            ui.spacing_mut().item_spacing.y = STEP;
            main_action_ui(ui, cx, view);
            skip_ui(ui, cx, view);
        });
    } else {
        main_action_ui(ui, cx, view);
        let least = match view.message {
            Some(_) => ROOM_FOR_SKIP_AND_REASON,
            None => ROOM_FOR_SKIP,
        };
        if room.x >= least {
            skip_ui(ui, cx, view);
        }
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        title_ui(ui, view);
        ui.add_space(STEP);
        let height = ui.available_height();
        if height < TWO_LINES {
            one_line_ui(ui, view);
        } else {
            ui.vertical(|ui| lines_ui(ui, view));
        }
    });
}

/// The position of the camera in large type, if it has one, and its last four digits.
fn title_ui(ui: &mut Ui, view: &CardView<'_>) {
    if let Some(position) = view.position {
        label_ui(ui, role_of_position(position), Tone::Plain, position);
        label_ui(ui, TextRole::Mono, Tone::Quiet, view.short);
    } else {
        label_ui(ui, TextRole::MonoBig, Tone::Plain, view.short);
    }
}

/// Large, unless it is a long name.
fn role_of_position(position: &str) -> TextRole {
    if position.chars().count() <= LARGE {
        TextRole::MonoBig
    } else {
        TextRole::Strong
    }
}

/// The state and what follows it, as far as there is room.
fn one_line_ui(ui: &mut Ui, view: &CardView<'_>) {
    let state = format_args!("{} {}", view.icon, view.state);
    label_ui(ui, TextRole::Strong, view.tone, state);
    let known = [view.signal().to_string(), view.ip().to_string()];
    let mut facts: Vec<&str> = Vec::new();
    let elapsed = view.elapsed.map(|elapsed| elapsed.to_string());
    facts.extend(elapsed.as_deref());
    let busy = view.busy.map(verb_under_way);
    match (&busy, &view.message) {
        (Some(busy), _) => facts.push(busy),
        (None, Some(message)) => facts.push(&message.headline),
        (None, None) => {
            for fact in &known {
                let more = [facts.as_slice(), &[fact]].concat().join(" · ");
                if text_width(ui, TextRole::Small, &more) > ui.available_width() {
                    break;
                }
                facts.push(fact);
            }
        }
    }
    label_ui(ui, TextRole::Small, Tone::Quiet, facts.join(" · "));
}

/// The state, and below it the advice or the facts, vertically centred.
fn lines_ui(ui: &mut Ui, view: &CardView<'_>) {
    let advice = view.message.as_ref().map(|message| message.advice.clone());
    let second = advice
        .filter(|advice| !advice.is_empty())
        .unwrap_or_else(|| view.facts(" · ").to_string());
    let size = ui.available_size();
    let lines = line_pairs(size.y);
    let texts = [
        (TextRole::Strong, view.tone, headline(view)),
        (TextRole::Small, Tone::Quiet, second),
    ]
    .map(|(role, tone, text)| text_in_lines(ui, role, tone, &text, size.x, lines));
    let gap = 2.0;
    let height = gap + texts.iter().map(|text| text.size().y).sum::<f32>();
    ui.spacing_mut().item_spacing.y = gap;
    ui.add_space((size.y - height) / 2.0);
    for text in texts {
        ui.add(Label::new(text));
    }
}

/// How many lines the state and the advice can have each.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows are of few lines"
)]
fn line_pairs(height: f32) -> usize {
    ((height / LINE_PAIR) as usize).max(1)
}

/// The state, since when, and what is wrong with the camera.
fn headline(view: &CardView<'_>) -> String {
    let elapsed = view.elapsed.as_ref().map(|elapsed| format!(" {elapsed}"));
    let busy = view.busy.map(|verb| format!(" · {}", verb_under_way(verb)));
    let message = view.message.as_ref();
    let message = message.map(|message| format!(" · {}", message.headline));
    let more: String = [elapsed, busy, message].into_iter().flatten().collect();
    format!("{} {}{more}", view.icon, view.state)
}

/// The button that opens everything known of the camera.
pub fn details_ui(ui: &mut Ui, view: &CardView<'_>, ui_state: &mut ProvisioningUiState) {
    let name = lazy(|| tr!("card-details", mac = view.address.to_string()));
    if icon_button_ui(ui, icons::MORE, name).clicked() {
        ui_state.open_camera(view.address);
    }
}

/// The width of the buttons of a camera below each other.
fn column_width(ui: &Ui, view: &CardView<'_>) -> f32 {
    let verbs = view.actions.iter().map(|verb| verb_word(*verb));
    let words = verbs
        .chain(view.approval.is_some().then(|| tr!("card-allow")))
        .chain(view.is_waiting.then(|| tr!("problem-panel-retry-now")));
    words
        .map(|word| Button::quiet(word).size(Size::Small).width(ui))
        .fold(0.0, f32::max)
}

/// The button that skips the camera, if it can be skipped.
fn skip_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, view: &CardView<'_>) {
    if view.actions.contains(&DeviceVerb::Skip) {
        let name = lazy(|| verb_with_mac(DeviceVerb::Skip, view.address));
        verb_button_ui(ui, cx, view, DeviceVerb::Skip, Size::Small, &name);
    }
}

/// The one action that the camera waits for.
fn main_action_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, view: &CardView<'_>) {
    match view.main_verb() {
        Some(verb) => {
            let name = lazy(|| verb_with_mac(verb, view.address));
            verb_button_ui(ui, cx, view, verb, Size::Small, &name);
        }
        None if view.is_waiting => retry_now_ui(ui, cx, view, Size::Small),
        None => {}
    }
    if let Some(approval) = &view.approval {
        let text = tr!("card-allow");
        let name = add_to_allowlist(view.address);
        approve_button_ui(ui, cx, approval, text, Size::Small, &name);
    }
}

/// Draws the least of a camera: its position or last digits, and its state. A press opens its details.
pub fn tile_ui(ui: &mut Ui, rect: Rect, view: &CardView<'_>, ui_state: &mut ProvisioningUiState) {
    let builder = UiBuilder::new()
        .scope_id(card_id(view.address))
        .sense(ui_state.cursor.sense(view.address))
        .max_rect(rect)
        .accessibility_role(Role::Group)
        .accessibility_label(view.name());
    let response = ui
        .scope_builder(builder, |ui| ui.allocate_rect(rect, Sense::click()))
        .inner;
    let name = lazy(|| tr!("card-details", mac = view.address.to_string()));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    let palette = Palette::of(ui);
    let radius = CornerRadius::same(CONTROL_RADIUS);
    let border = Stroke::new(1.0, palette.border);
    ui.painter()
        .rect(rect, radius, palette.surface, border, StrokeKind::Inside);
    let color = palette.tone(view.tone);
    let icon = galley(ui, TextRole::Icon, color, view.icon, Lines::Whole);
    let at = rect.right_center() - vec2(icon.size().x + 2.0 * STEP, icon.size().y / 2.0);
    ui.painter().galley(at, icon, color);
    let digits = Rect::from_min_max(
        pos2(rect.left() + 3.0 * STEP, rect.top()),
        pos2(at.x, rect.bottom()),
    );
    match view.position {
        Some(position) => cell_ui(
            ui,
            digits,
            role_of_position(position),
            Tone::Plain,
            position,
        ),
        None => cell_ui(ui, digits, TextRole::Mono, Tone::Plain, view.short),
    }
    name_and_ring(ui, &response, &name);
    if response.clicked() {
        ui_state.open_camera(view.address);
    }
}
