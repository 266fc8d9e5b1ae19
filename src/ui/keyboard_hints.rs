//! What text fields, dialogs and the on-screen keyboard need to know of each other.

use egui::{Context, Id, Response, Ui};

/// What a text field takes: decides which keys the on-screen keyboard shows first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputKind {
    #[default]
    Text,
    MacAddress,
    NetworkAddress,
    Number,
}

/// The on-screen keyboard as it was last drawn.
#[derive(Debug, Clone, Copy, Default)]
pub struct OnScreenKeyboard {
    /// It comes up when a field gets the focus.
    pub is_wanted: bool,
    /// In points; 0 while it is hidden.
    pub height: f32,
    /// The field that it last typed into, and when, on egui's clock.
    pub last_typed: Option<(Id, f64)>,
}

impl OnScreenKeyboard {
    #[must_use]
    pub fn load(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Self::id()).unwrap_or_default())
    }

    pub fn store(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    /// How many seconds ago it typed into `field`.
    #[must_use]
    pub fn typed_ago(self, ui: &Ui, field: Id) -> Option<f64> {
        let (id, at) = self.last_typed?;
        (id == field).then(|| ui.input(|input| input.time) - at)
    }

    fn id() -> Id {
        Id::unique("on-screen keyboard")
    }
}

/// Sets which keys come up for `field`.
pub fn set_input_kind(ui: &Ui, field: &Response, kind: InputKind) {
    ui.data_mut(|data| data.insert_temp(input_kind_id(field.id), kind));
}

#[must_use]
pub fn input_kind(ui: &Ui, field: Id) -> InputKind {
    ui.data(|data| data.get_temp(input_kind_id(field)).unwrap_or_default())
}

fn input_kind_id(field: Id) -> Id {
    field.with("input kind")
}

/// Scrolls to `field` while it has the focus and the on-screen keyboard would cover it.
pub fn keep_in_view(ui: &Ui, field: &Response) {
    let is_up = OnScreenKeyboard::load(ui.ctx()).height > 0.0;
    if is_up && field.has_focus() && !ui.clip_rect().contains_rect(field.rect) {
        field.scroll_to_me(Some(egui::Align::Center));
    }
}
