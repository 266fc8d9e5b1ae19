//! One camera as a card, or on the small display as a row.

use egui::{
    Align, CornerRadius, Frame, Layout, Margin, Rect, Stroke, StrokeKind, Ui, UiBuilder,
    accesskit::Role, vec2,
};

use super::{
    card_view::{CardView, Message, verb_word},
    provisioning,
};
use crate::{
    domain::mac::MacAddr,
    messages::DeviceVerb,
    state::action::{Action, ProvisioningAction},
    ui::{
        Dialog, Drafts, Intent, icons,
        theme::{CARD_EDGE, Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            label::{badge_ui, copyable_ui, label_ui, paragraph_ui},
            stepper::{STEPPER_HEIGHT, stepper_ui},
        },
    },
};

/// Height of a card without message and buttons.
pub const SHORT_HEIGHT: f32 = 106.0;
/// Height of a card with buttons.
pub const ACTIONS_HEIGHT: f32 = 152.0;
/// Height of a card with buttons and a reason beside them.
pub const REASON_HEIGHT: f32 = 178.0;
/// Height of a row on the small display.
pub const ROW_HEIGHT: f32 = 72.0;

/// Draws the camera into `rect`.
pub fn card_ui(
    ui: &mut Ui,
    rect: Rect,
    mac: MacAddr,
    view: &CardView,
    drafts: &mut Drafts,
    intents: &mut Vec<Intent>,
) {
    let palette = Palette::of(ui);
    let radius = CornerRadius::same(PANEL_RADIUS);
    let border = Stroke::new(1.0, palette.border);
    ui.painter()
        .rect(rect, radius, palette.surface, border, StrokeKind::Inside);
    let edge = rect.with_max_x(rect.left() + CARD_EDGE);
    let at_the_edge = ui.painter().with_clip_rect(edge.intersect(ui.clip_rect()));
    at_the_edge.rect_filled(rect, radius, palette.tone(view.tone));
    let body = rect.with_min_x(edge.right());
    let builder = UiBuilder::new()
        .id_salt(mac)
        .max_rect(body)
        .accessibility_role(Role::Group)
        .accessibility_label(view.name.clone());
    ui.scope_builder(builder, |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(rect));
        let margin = Margin::symmetric(4 * MARGIN, 3 * MARGIN);
        match Density::of(ui) {
            Density::Desktop => Frame::new()
                .inner_margin(margin)
                .show(ui, |ui| desktop_ui(ui, mac, view, drafts, intents)),
            Density::Touch => Frame::new()
                .inner_margin(Margin::symmetric(2 * MARGIN, 0))
                .show(ui, |ui| {
                    ui.set_height(rect.height());
                    ui.horizontal_centered(|ui| row_ui(ui, mac, view, drafts, intents));
                }),
        }
    });
}

fn desktop_ui(
    ui: &mut Ui,
    mac: MacAddr,
    view: &CardView,
    drafts: &mut Drafts,
    intents: &mut Vec<Intent>,
) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 1.5 * STEP;
    ui.spacing_mut().interact_size.y = 7.0 * STEP;
    ui.horizontal(|ui| {
        tick_ui(ui, mac, view.tick, intents);
        label_ui(ui, TextRole::MonoBig, Tone::Plain, view.short.clone());
        ui.add_space(STEP);
        if copyable_ui(ui, &view.mac, &format!("MAC {}", view.mac)) {
            intents.push(Intent::Do(Action::Copied("MAC")));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            badge_ui(ui, view.tone, view.icon, &view.state)
        });
    });
    label_ui(ui, TextRole::Small, Tone::Quiet, view.facts.join("   "));
    let (steps, _) = ui.allocate_exact_size(
        vec2(ui.available_width(), STEPPER_HEIGHT),
        egui::Sense::hover(),
    );
    stepper_ui(ui, steps, &view.steps, view.tone);
    if view.message.is_none() && view.actions.is_empty() && view.busy.is_none() {
        return;
    }
    ui.add_space(STEP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        buttons_ui(ui, mac, view, drafts, intents);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            message_ui(ui, view.message.as_ref());
        });
    });
}

fn message_ui(ui: &mut Ui, message: Option<&Message>) {
    let Some(message) = message else { return };
    ui.spacing_mut().item_spacing.y = 2.0;
    paragraph_ui(ui, TextRole::Strong, message.tone, message.headline.clone());
    if !message.advice.is_empty() {
        paragraph_ui(ui, TextRole::Small, Tone::Quiet, message.advice.clone());
    }
}

/// The buttons from right to left: details, skip, and the main one.
fn buttons_ui(
    ui: &mut Ui,
    mac: MacAddr,
    view: &CardView,
    drafts: &mut Drafts,
    intents: &mut Vec<Intent>,
) {
    if Button::quiet("Details")
        .named(format!("Details {mac}"))
        .pressed(ui)
    {
        drafts.dialog = Some(Dialog::Camera(mac));
    }
    for verb in view.actions.iter().rev() {
        verb_button_ui(ui, mac, *verb, intents);
    }
    if let Some(verb) = view.busy {
        label_ui(
            ui,
            TextRole::Body,
            Tone::Quiet,
            format!("{}…", verb_word(verb)),
        );
    }
}

/// The button of a verb, named with the camera it is for.
pub fn verb_button_ui(ui: &mut Ui, mac: MacAddr, verb: DeviceVerb, intents: &mut Vec<Intent>) {
    let word = verb_word(verb);
    let button = match verb {
        DeviceVerb::Provision => Button::secondary(word),
        DeviceVerb::Retry => Button::primary(word),
        DeviceVerb::Skip => Button::quiet(word),
    };
    if button.named(format!("{word} {mac}")).pressed(ui) {
        intents.push(provisioning(ProvisioningAction::Device(mac, verb)));
    }
}

fn tick_ui(ui: &mut Ui, mac: MacAddr, tick: Option<bool>, intents: &mut Vec<Intent>) {
    let Some(ticked) = tick else { return };
    let icon = if ticked {
        icons::SELECTED
    } else {
        icons::UNSELECTED
    };
    let name = format!("Select {mac}");
    let response = icon_button_ui(ui, icon, &name);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, ticked, &name));
    if response.clicked() {
        intents.push(provisioning(ProvisioningAction::Select(mac, !ticked)));
    }
}

/// The row of the small display: the number to look for, what is so, and the one thing to do.
fn row_ui(
    ui: &mut Ui,
    mac: MacAddr,
    view: &CardView,
    drafts: &mut Drafts,
    intents: &mut Vec<Intent>,
) {
    label_ui(ui, TextRole::MonoBig, Tone::Plain, view.short.clone());
    ui.add_space(STEP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if Button::quiet(icons::MORE)
            .named(format!("Details {mac}"))
            .pressed(ui)
        {
            drafts.dialog = Some(Dialog::Camera(mac));
        }
        match view.actions.first() {
            Some(verb) if *verb != DeviceVerb::Skip => verb_button_ui(ui, mac, *verb, intents),
            Some(_) | None => {}
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add_space(3.5 * STEP);
                label_ui(ui, TextRole::Strong, view.tone, headline(view));
                let advice = view.message.as_ref().map(|message| message.advice.clone());
                let second = advice
                    .filter(|advice| !advice.is_empty())
                    .unwrap_or_else(|| view.facts.join(" · "));
                label_ui(ui, TextRole::Small, Tone::Quiet, second);
            });
        });
    });
}

/// The state, for how long, and what is the matter with it.
fn headline(view: &CardView) -> String {
    let elapsed = view.elapsed.as_ref().map(|elapsed| format!(" {elapsed}"));
    let busy = view.busy.map(|verb| format!(" · {}…", verb_word(verb)));
    let bad = view
        .message
        .as_ref()
        .filter(|message| message.tone == Tone::Bad);
    let said = bad.map(|message| format!(" · {}", message.headline));
    let more: String = [elapsed, busy, said].into_iter().flatten().collect();
    format!("{} {}{more}", view.icon, view.state)
}
