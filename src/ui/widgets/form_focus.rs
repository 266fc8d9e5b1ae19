//! The focus of a form that appears: one of its fields gets it, so that one can type at once.

use egui::{Id, Ui};

use crate::ui::{keyboard_hints::OnScreenKeyboard, theme::Density};

/// A form, as it was last drawn.
#[derive(Debug, Clone, Copy)]
struct DrawnForm {
    pass: u64,
    /// It has appeared, and no field of it has got the focus yet.
    waits: bool,
}

/// Gives `field` the focus when `form` appears, unless something else on the same layer has it. Not on a
/// touch display, or where the on-screen keyboard would come up. Call it in each frame of the form.
pub fn focus_on_appearing(ui: &Ui, form: Id, field: Option<Id>) {
    let pass = ui.ctx().cumulative_pass_nr();
    let before: Option<DrawnForm> = ui.data(|data| data.get_temp(form));
    let has_appeared = before.is_none_or(|drawn| drawn.pass + 1 < pass);
    let mut waits = has_appeared || before.is_some_and(|drawn| drawn.waits);
    if waits {
        waits = has_keyboard(ui) && !try_to_focus(ui, field);
    }
    ui.data_mut(|data| data.insert_temp(form, DrawnForm { pass, waits }));
}

fn has_keyboard(ui: &Ui) -> bool {
    let is_touch = Density::of(ui) == Density::Touch || Density::is_by_finger(ui);
    !is_touch && !OnScreenKeyboard::load(ui.ctx()).is_wanted
}

/// False while the focus is at something that is not drawn any more, or under the dialog that the form
/// is in: egui takes it away within a frame or two.
fn try_to_focus(ui: &Ui, field: Option<Id>) -> bool {
    let (Some(field), focused) = (field, ui.memory(egui::Memory::focused)) else {
        return true;
    };
    let Some(focused) = focused else {
        ui.memory_mut(|memory| memory.request_focus(field));
        return true;
    };
    let layer = ui.layer_id();
    ui.ctx().viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(focused);
        widget.is_some_and(|widget| widget.layer_id == layer)
    })
}
