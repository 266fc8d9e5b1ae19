//! One camera as a card.

use std::fmt::Display;

use egui::{
    Align, CornerRadius, Frame, Id, Layout, Margin, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, accesskit::Role, vec2,
};

use super::{
    ProvisioningCx, ProvisioningUiState,
    approval::approve_button_ui,
    camera_row::{details_ui, touch_row_ui},
    card_view_model::{CardMessage, CardView},
};
use crate::{
    domain::mac::MacAddr,
    features::provisioning::intent::ProvisioningIntent,
    messages::DeviceVerb,
    tr,
    ui::{
        Request,
        format::lazy,
        icons, redraw,
        theme::{CARD_EDGE, Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, Size, icon_button_ui},
            label::{badge_ui, copyable_ui, label_ui, paragraph_ui, text_in_lines, text_width},
            stepper::{STEPPER_HEIGHT, stepper_ui},
            tooltip::tooltip_ui,
        },
    },
};

/// Draws the camera into `rect`.
pub fn card_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    rect: Rect,
    view: &CardView<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    let palette = Palette::of(ui);
    let radius = CornerRadius::same(PANEL_RADIUS);
    let border = Stroke::new(1.0, palette.border);
    ui.painter()
        .rect(rect, radius, palette.surface, border, StrokeKind::Inside);
    let edge = rect.with_max_x(rect.left() + CARD_EDGE);
    let at_the_edge = ui.painter().with_clip_rect(edge.intersect(ui.clip_rect()));
    at_the_edge.rect_filled(rect, radius, palette.tone(view.tone));
    if view.shows_passing_time() {
        redraw::each_second(ui, rect);
    }
    let body = rect.with_min_x(edge.right());
    let builder = UiBuilder::new()
        .scope_id(card_id(view.address))
        .sense(ui_state.cursor.sense(view.address))
        .max_rect(body)
        .accessibility_role(Role::Group);
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(rect));
        describe(ui, view);
        let margin = Margin::symmetric(4 * MARGIN, 3 * MARGIN);
        match Density::of(ui) {
            Density::Desktop => Frame::new()
                .inner_margin(margin)
                .show(ui, |ui| desktop_ui(ui, cx, view, ui_state)),
            Density::Touch => Frame::new()
                .inner_margin(Margin::symmetric(2 * MARGIN, 0))
                .show(ui, |ui| {
                    ui.set_height(rect.height());
                    let layout = Layout::right_to_left(Align::Center);
                    ui.with_layout(layout, |ui| touch_row_ui(ui, cx, view, ui_state));
                }),
        }
    });
}

/// The id of a card, in view or not: it keeps the keyboard focus when the card moves.
pub fn card_id(mac: MacAddr) -> Id {
    Id::unique(("card", mac))
}

/// Names the card, and describes to screen readers the steps, which are only painted; and that a camera
/// is not confirmed, which its name does not say.
fn describe(ui: &Ui, view: &CardView<'_>) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        let steps = view.steps().into_iter();
        let steps = steps.filter(|step| step.percent > 0);
        let steps = steps.map(|step| step.caption().to_string());
        let position = view.spoken_position().into_iter();
        let texts: Vec<String> = position.chain(view.spoken_state()).chain(steps).collect();
        node.set_label(view.name());
        node.set_description(texts.join(", "));
    });
}

fn desktop_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    view: &CardView<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 1.5 * STEP;
    ui.spacing_mut().interact_size.y = 7.0 * STEP;
    ui.horizontal(|ui| {
        tick_ui(ui, cx, view);
        match view.position {
            Some(position) => {
                position_ui(ui, view, position);
            }
            None => {
                label_ui(ui, TextRole::MonoBig, Tone::Plain, view.short);
            }
        }
        ui.add_space(STEP);
        let mac = view.address.to_string();
        let name = lazy(|| tr!("card-mac", mac = mac.as_str()));
        if copyable_ui(ui, &mac, name) {
            cx.request(Request::toast(tr!("card-mac-copied")));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            details_ui(ui, view, ui_state);
            badge_ui(ui, view.tone, view.icon, &view.state);
        });
    });
    label_ui(ui, TextRole::Small, Tone::Quiet, view.facts("   "));
    let size = vec2(ui.available_width(), STEPPER_HEIGHT);
    let (steps, _) = ui.allocate_exact_size(size, Sense::hover());
    stepper_ui(ui, steps, &view.steps(), view.tone);
    if view.message.is_none() && view.actions.is_empty() && view.busy.is_none() {
        return;
    }
    ui.add_space(STEP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        buttons_ui(ui, cx, view);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            message_ui(ui, view.message.as_ref());
        });
    });
}

/// The position of the camera, cut where the room beside the address and the state ends.
fn position_ui(ui: &mut Ui, view: &CardView<'_>, position: &str) {
    const LEAST_WIDTH: f32 = 10.0 * STEP;
    let badge = format_args!("{} {}", view.icon, view.state);
    let badge = text_width(ui, TextRole::Badge, badge) + 4.0 * STEP;
    let buttons = 2.0 * Density::of(ui).target_height();
    let gaps = STEP + 5.0 * ui.spacing().item_spacing.x;
    let beside = text_width(ui, TextRole::Mono, view.address) + badge + buttons + gaps;
    let width = (ui.available_width() - beside).max(LEAST_WIDTH);
    let galley = text_in_lines(ui, TextRole::Number, Tone::Plain, position, width, 1);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, position));
    let color = Palette::of(ui).text;
    let is_cut = galley.elided;
    ui.painter().galley(rect.min, galley, color);
    if is_cut {
        tooltip_ui(ui, response, position);
    }
}

fn message_ui(ui: &mut Ui, message: Option<&CardMessage>) {
    let Some(message) = message else { return };
    ui.spacing_mut().item_spacing.y = 2.0;
    paragraph_ui(ui, TextRole::Strong, message.tone, message.headline.clone());
    if !message.advice.is_empty() {
        paragraph_ui(ui, TextRole::Small, Tone::Quiet, message.advice.clone());
    }
}

/// The buttons, from right to left: skip, and the main one.
fn buttons_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, view: &CardView<'_>) {
    if let Some(approval) = &view.approval {
        let text = tr!("card-add-to-allowlist");
        let name = add_to_allowlist(view.address);
        approve_button_ui(ui, cx, approval, text, Size::Normal, &name);
    }
    for verb in view.actions.iter().rev() {
        let name = lazy(|| verb_with_mac(*verb, view.address));
        verb_button_ui(ui, cx, view, *verb, Size::Normal, &name);
    }
    if view.is_waiting {
        stop_retrying_ui(ui, cx, view);
        retry_now_ui(ui, cx, view, Size::Normal);
    }
    if let Some(verb) = view.busy {
        label_ui(ui, TextRole::Body, Tone::Quiet, verb_under_way(verb));
    }
}

/// The button that sends the refused command again without the rest of the wait.
pub fn retry_now_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, view: &CardView<'_>, size: Size) {
    let name = lazy(|| tr!("card-retry-now-mac", mac = view.address.to_string()));
    let button = Button::secondary(tr!("problem-panel-retry-now")).named_lazily(&name);
    if button.size(size).pressed(ui) {
        cx.push(ProvisioningIntent::RetryCamerasNow(vec![view.address]));
    }
}

/// The button that ends the wait without another attempt.
pub fn stop_retrying_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, view: &CardView<'_>) {
    let name = lazy(|| tr!("card-stop-retrying-mac", mac = view.address.to_string()));
    let button = Button::quiet(tr!("problem-panel-stop-retrying")).named_lazily(&name);
    if button.pressed(ui) {
        cx.push(ProvisioningIntent::StopRetryingCameras(vec![view.address]));
    }
}

/// The button for `verb` with the accessible `name`. True if it was pressed.
pub fn verb_button_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    view: &CardView<'_>,
    verb: DeviceVerb,
    size: Size,
    name: &dyn Display,
) -> bool {
    let word = verb_word(verb);
    let button = match verb {
        DeviceVerb::Provision | DeviceVerb::Retry => Button::secondary(word),
        DeviceVerb::Skip => Button::quiet(word),
    };
    let reason = tr!("problem-not-available");
    let button = if verb == DeviceVerb::Skip && !view.can_skip {
        button.enabled(false).hint(&reason)
    } else {
        button
    };
    let pressed = button.named_lazily(name).size(size).pressed(ui);
    if pressed {
        cx.push(ProvisioningIntent::Device(view.address, verb));
    }
    pressed
}

/// The tick that selects the camera, where it can be provisioned.
pub fn tick_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, view: &CardView<'_>) {
    let Some(ticked) = view.tick else {
        // What follows keeps its id.
        ui.skip_ahead_auto_ids(1);
        return;
    };
    let icon = if ticked {
        icons::SELECTED
    } else {
        icons::UNSELECTED
    };
    let name = lazy(|| tr!("card-select", mac = view.address.to_string()));
    let response = icon_button_ui(ui, icon, &name);
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, ticked, &name));
    if response.clicked() {
        cx.push(ProvisioningIntent::Select(view.address, !ticked));
    }
}

/// The visible text of the button for `verb`.
pub fn verb_word(verb: DeviceVerb) -> &'static str {
    match verb {
        DeviceVerb::Provision => tr!("card-provision"),
        DeviceVerb::Retry => tr!("card-retry"),
        DeviceVerb::Skip => tr!("card-skip"),
    }
}

/// The accessible name of that button.
pub fn verb_with_mac(verb: DeviceVerb, mac: MacAddr) -> String {
    let mac = mac.to_string();
    match verb {
        DeviceVerb::Provision => tr!("card-provision-mac", mac = mac),
        DeviceVerb::Retry => tr!("card-retry-mac", mac = mac),
        DeviceVerb::Skip => tr!("card-skip-mac", mac = mac),
    }
}

/// The accessible name of the button that adds this camera to the allowlist.
pub fn add_to_allowlist(mac: MacAddr) -> impl Display {
    lazy(move || tr!("card-add-mac-to-allowlist", mac = mac.to_string()))
}

/// What replaces the button until the Pi has answered.
pub fn verb_under_way(verb: DeviceVerb) -> &'static str {
    match verb {
        DeviceVerb::Provision => tr!("card-provision-busy"),
        DeviceVerb::Retry => tr!("card-retry-busy"),
        DeviceVerb::Skip => tr!("card-skip-busy"),
    }
}
