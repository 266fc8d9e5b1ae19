//! The panel of a problem: what happened, what to do, and under "Details" what support asks for.

use egui::{Align, Layout, Response, Ui, Vec2, vec2};

use crate::{
    domain::problem::{Problem, Remedy},
    i18n, tr,
    ui::{
        Request, icons,
        keyboard_hints::OnScreenKeyboard,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::{Button, compact_buttons_ui},
            key_entry::{KeyEntry, KeyPanel, claim_panel, key_entry_ui, save_key_ui},
            label::{copy_button_ui, copyable_ui, label_ui, paragraph_ui, text_width},
            notice::notice_ui,
        },
    },
};

/// On the small display, the buttons are beside the texts if these have at least this width.
const LEAST_TEXT_WIDTH: f32 = 200.0;

/// A panel for `problem`; `actions` adds what can be done about it here. Its buttons are compact.
/// Returns what the person asks of the window. Of the problems of a page that another key may solve,
/// only the first has a panel.
pub fn problem_ui(
    ui: &mut Ui,
    problem: &Problem,
    actions: impl FnOnce(&mut Ui),
) -> Option<Request> {
    let key_panel = if problem.remedy == Remedy::GiveKey {
        Some(claim_panel(ui)?)
    } else {
        None
    };
    let key_entry = match &key_panel {
        Some(KeyPanel::Field(entry)) => Some(entry),
        Some(KeyPanel::Button) | None => None,
    };
    let density = Density::of(ui);
    let mut request = None;
    let name = tr!("problem-panel-name", code = problem.code());
    let content = |ui: &mut Ui| {
        let id = ui.make_persistent_id(("details", problem.code(), &problem.endpoint));
        let mut shows_details = ui.data(|data| data.get_temp(id)).unwrap_or(false);
        let texts = |ui: &mut Ui| texts_ui(ui, problem, key_entry);
        let buttons = |ui: &mut Ui, entered: bool| {
            if let Some(entry) = key_entry {
                request = save_key_ui(ui, entry, entered).map(Request::SaveKey);
            } else if key_panel.is_some()
                && Button::primary(tr!("problem-panel-enter-key")).pressed(ui)
            {
                request = Some(Request::EnterKey);
            }
            actions(ui);
            if density == Density::Desktop && copy_for_support_ui(ui, problem) {
                request = Some(Request::toast(tr!("copied-problem")));
            }
            if details_button_ui(ui, shows_details) {
                shows_details = !shows_details;
                ui.data_mut(|data| data.insert_temp(id, shows_details));
            }
        };
        match density {
            Density::Desktop => {
                let entered = texts(ui);
                ui.horizontal_wrapped(|ui| buttons(ui, entered));
            }
            Density::Touch => {
                let before = LastSizes::load(ui);
                before.row_ui(ui, texts, buttons);
            }
        }
        if shows_details {
            let copied = match density {
                Density::Desktop => details_ui(ui, problem),
                Density::Touch => short_details_ui(ui, problem),
            };
            request = copied.or_else(|| request.take());
        }
    };
    notice_ui(ui, Tone::Bad, &name, |ui| compact_buttons_ui(ui, content));
    request
}

/// What happened and what to do, and the field of the key. True if Enter was pressed in it.
fn texts_ui(ui: &mut Ui, problem: &Problem, key_entry: Option<&KeyEntry>) -> bool {
    let icon = icons::of_category(problem.category());
    let summary = i18n::problem_summary(problem);
    let summary = format!("{icon}  {summary}");
    paragraph_ui(ui, TextRole::Strong, Tone::Bad, summary);
    // With the on-screen keyboard, the small display has room for little else than a field.
    let is_typing = OnScreenKeyboard::load(ui.ctx()).height > 0.0;
    let has_room = !is_typing && (key_entry.is_none() || Density::of(ui) == Density::Desktop);
    if has_room {
        let advice = i18n::advice(&problem.remedy);
        paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
    }
    key_entry.is_some_and(|entry| key_entry_ui(ui, entry))
}

/// The sizes in the last frame of what the panel on a small display has beside each other.
#[derive(Clone, Copy, Default)]
struct LastSizes {
    texts: Vec2,
    buttons: Vec2,
}

impl LastSizes {
    fn load(ui: &Ui) -> Self {
        ui.data(|data| data.get_temp(ui.unique_id()))
            .unwrap_or_default()
    }

    /// Draws the texts, and the buttons beside them or, where there is no room, below them.
    fn row_ui(
        self,
        ui: &mut Ui,
        texts: impl FnOnce(&mut Ui) -> bool,
        buttons: impl FnOnce(&mut Ui, bool),
    ) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let width = ui.available_width() - self.buttons.x - ui.spacing().item_spacing.x;
        let texts = |ui: &mut Ui| {
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                texts(ui)
            })
        };
        let sizes = |texts: &Response, buttons: &Response| Self {
            texts: texts.rect.size(),
            buttons: buttons.rect.size(),
        };
        let drawn = if self.buttons.x > 0.0 && width >= LEAST_TEXT_WIDTH {
            ui.horizontal(|ui| {
                let size = vec2(width, self.texts.y);
                let column = Layout::top_down(Align::Min);
                let texts = ui.allocate_ui_with_layout(size, column, texts).inner;
                let buttons = ui.horizontal(|ui| buttons(ui, texts.inner));
                sizes(&texts.response, &buttons.response)
            })
            .inner
        } else {
            let texts = texts(ui);
            let buttons = ui.horizontal_wrapped(|ui| buttons(ui, texts.inner));
            let mut drawn = sizes(&texts.response, &buttons.response);
            if drawn.buttons.y > 1.5 * Density::of(ui).target_height() {
                // In several rows they are narrower than beside the texts.
                drawn.buttons.x = f32::INFINITY;
            }
            drawn
        };
        let differs = |one: Vec2, other: Vec2| (one - other).abs().max_elem() > 1.0;
        if differs(drawn.texts, self.texts) || differs(drawn.buttons, self.buttons) {
            ui.data_mut(|data| data.insert_temp(ui.unique_id(), drawn));
            ui.ctx().request_discard("a problem panel has other sizes");
        }
    }
}

/// The button that copies everything about the problem. True if it was pressed.
fn copy_for_support_ui(ui: &mut Ui, problem: &Problem) -> bool {
    let button = Button::quiet(tr!("problem-panel-copy"));
    let is_pressed = button.pressed(ui);
    if is_pressed {
        ui.copy_text(i18n::in_english(|| i18n::support_text(problem)));
    }
    is_pressed
}

/// The button that shows or hides the details. True if it was pressed.
fn details_button_ui(ui: &mut Ui, are_shown: bool) -> bool {
    let (text, name) = if are_shown {
        (tr!("problem-panel-less"), tr!("problem-panel-hide-details"))
    } else {
        (
            tr!("problem-panel-details"),
            tr!("problem-panel-show-details"),
        )
    };
    Button::quiet(text).named(name).pressed(ui)
}

/// All details, each with a button that copies it.
fn details_ui(ui: &mut Ui, problem: &Problem) -> Option<Request> {
    let mut request = None;
    let status = problem.http_status.map(|status| status.to_string());
    let parts = [
        (
            tr!("problem-panel-part-code"),
            Some(problem.code().into_owned()),
        ),
        (tr!("problem-panel-part-status"), status),
        (tr!("problem-panel-part-endpoint"), problem.endpoint.clone()),
        (tr!("problem-panel-part-time"), Some(problem.at.to_string())),
        (
            tr!("problem-panel-part-details"),
            i18n::problem_details(problem),
        ),
    ];
    ui.spacing_mut().interact_size.y = Density::of(ui).target_height();
    ui.spacing_mut().item_spacing.y = 0.0;
    let widths = parts
        .iter()
        .map(|(what, _)| text_width(ui, TextRole::Small, what));
    let label = vec2(widths.fold(0.0, f32::max), ui.spacing().interact_size.y);
    for (what, value) in parts {
        let Some(value) = value else {
            continue;
        };
        ui.horizontal(|ui| {
            ui.allocate_ui_with_layout(label, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(label.x);
                label_ui(ui, TextRole::Small, Tone::Quiet, what);
            });
            if copyable_ui(ui, &value, what) {
                request = Some(Request::toast(tr!("copied-text")));
            }
        });
    }
    if let Some(id) = &problem.correlation_id {
        let what = tr!("problem-panel-part-correlation-id");
        ui.horizontal(|ui| {
            correlation_id_ui(ui, id);
            if copy_button_ui(ui, id, what) {
                request = Some(Request::toast(tr!("copied-text")));
            }
        });
    }
    request
}

/// The details in few lines, and the button that copies all of them.
fn short_details_ui(ui: &mut Ui, problem: &Problem) -> Option<Request> {
    let parts = [
        Some(problem.code().into_owned()),
        problem.http_status.map(|status| format!("HTTP {status}")),
        problem.endpoint.clone(),
        i18n::problem_details(problem),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    paragraph_ui(ui, TextRole::Small, Tone::Quiet, parts.join(" · "));
    if let Some(id) = &problem.correlation_id {
        correlation_id_ui(ui, id);
    }
    let is_copied = copy_for_support_ui(ui, problem);
    is_copied.then(|| Request::toast(tr!("copied-problem")))
}

fn correlation_id_ui(ui: &mut Ui, id: &str) {
    let text = tr!("problem-panel-correlation-id", id = id);
    label_ui(ui, TextRole::Small, Tone::Quiet, text);
}
