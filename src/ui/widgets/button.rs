//! Buttons: one primary for each panel, secondary ones beside it, quiet ones for the rest.

use std::{borrow::Cow, fmt::Display};

use egui::{
    Align2, Color32, CornerRadius, Key, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    UiStackInfo, WidgetInfo, vec2,
};

use crate::ui::{
    theme::{CONTROL_RADIUS, Density, Palette, TextRole},
    widgets::{
        label::{text_at_ui, text_width},
        tooltip::tooltip_ui,
    },
};

/// The tag of a [`Ui`] in which all buttons are compact.
const COMPACT: &str = "compact buttons";

/// The emphasis of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Quiet,
}

/// The height of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// As other controls; [`Size::Compact`] in [`compact_buttons_ui`].
    #[default]
    Normal,
    /// As a row of a list.
    Small,
    /// As other controls; on the small display, which has no room, as a row of a list.
    Compact,
}

impl Size {
    fn is_small(self, ui: &Ui) -> bool {
        let is_touch = Density::of(ui) == Density::Touch;
        match self {
            Self::Normal => is_touch && has_compact_buttons(ui),
            Self::Small => true,
            Self::Compact => is_touch,
        }
    }
}

/// The accessible name of a button.
#[derive(Clone)]
enum Name<'a> {
    Text(Cow<'a, str>),
    Lazy(&'a dyn Display),
}

/// A button. Its accessible name is its text unless [`Button::named`] says otherwise.
#[derive(Clone)]
pub struct Button<'a> {
    kind: Kind,
    text: Cow<'a, str>,
    name: Option<Name<'a>>,
    enabled: bool,
    size: Size,
    min_width: f32,
    hint: Option<&'a dyn Display>,
}

impl<'a> Button<'a> {
    /// The main action of a panel.
    pub fn primary(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Primary, text.into())
    }

    /// An action beside it.
    pub fn secondary(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Secondary, text.into())
    }

    /// An action that should not call for attention.
    pub fn quiet(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Kind::Quiet, text.into())
    }

    fn new(kind: Kind, text: Cow<'a, str>) -> Self {
        Self {
            kind,
            text,
            name: None,
            enabled: true,
            size: Size::Normal,
            min_width: 0.0,
            hint: None,
        }
    }

    /// The accessible name: stable while the text changes.
    #[must_use]
    pub fn named(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.name = Some(Name::Text(name.into()));
        self
    }

    /// As [`Button::named`], for a name that is made only when it is spoken.
    #[must_use]
    pub fn named_lazily(mut self, name: &'a dyn Display) -> Self {
        self.name = Some(Name::Lazy(name));
        self
    }

    /// Whether it can be pressed.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Its height.
    #[must_use]
    pub fn size(mut self, size: Size) -> Self {
        self.size = size;
        self
    }

    /// In a panel that should take little room of the small display.
    #[must_use]
    pub fn compact(self) -> Self {
        self.size(Size::Compact)
    }

    /// At least this wide, in points.
    #[must_use]
    pub fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// Its width in points.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        let text = text_width(ui, TextRole::Strong, &self.text);
        let width = text + 2.0 * ui.spacing().button_padding.x;
        width.max(self.height(ui)).max(self.min_width)
    }

    fn height(&self, ui: &Ui) -> f32 {
        let density = Density::of(ui);
        if self.size.is_small(ui) {
            density.target_height()
        } else {
            density.control_height()
        }
    }

    /// The tooltip.
    #[must_use]
    pub fn hint(mut self, hint: &'a dyn Display) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Draws the button; true if it was pressed.
    pub fn pressed(self, ui: &mut Ui) -> bool {
        self.ui(ui).clicked()
    }

    /// Draws it.
    pub fn ui(self, ui: &mut Ui) -> Response {
        let size = vec2(self.width(ui), self.height(ui));
        // Not in a scope: a row that wraps has to see the button itself, to put it on the next line.
        let response = ui.add_enabled(self.enabled, |ui: &mut Ui| {
            let (rect, response) = ui.allocate_at_least(size, Sense::click());
            response.widget_info(|| {
                WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), self.name())
            });
            if ui.is_rect_visible(rect) {
                self.paint(ui, rect, &response);
            }
            response
        });
        name_and_ring(ui, &response, self.name());
        match self.hint {
            Some(hint) => tooltip_ui(ui, response, hint),
            None => response,
        }
    }

    fn name(&self) -> &dyn Display {
        match &self.name {
            None => &self.text,
            Some(Name::Text(name)) => name,
            Some(Name::Lazy(name)) => name,
        }
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let palette = Palette::of(ui);
        let (fill, line, color) = match self.kind {
            Kind::Primary => (palette.action, palette.action, palette.on_action),
            Kind::Secondary => (palette.raised, palette.control_border, palette.text),
            Kind::Quiet => (Color32::TRANSPARENT, palette.border, palette.text),
        };
        let is_active =
            response.is_pointer_button_down_on() || response.has_focus() || response.clicked();
        let fill = if is_active {
            fill.lerp_to_gamma(palette.background, 0.3)
        } else if !response.hovered() {
            fill
        } else if self.kind == Kind::Primary {
            fill.lerp_to_gamma(color, 0.12)
        } else {
            palette.border
        };
        let line = Stroke::new(1.0, line);
        ui.painter()
            .rect(rect, CONTROL_RADIUS, fill, line, StrokeKind::Inside);
        let (at, anchor) = (rect.center(), Align2::CENTER_CENTER);
        text_at_ui(ui, at, anchor, TextRole::Strong, color, &self.text);
    }
}

/// Draws `content` with compact buttons: a panel sets this once, so that no button of it is forgotten.
pub fn compact_buttons_ui<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let tagged = UiStackInfo::default().with_tag(COMPACT);
    let builder = UiBuilder::new().ui_stack_info(tagged);
    ui.scope_builder(builder, content).inner
}

fn has_compact_buttons(ui: &Ui) -> bool {
    let mut ancestors = ui.stack().iter();
    ancestors.any(|ancestor| ancestor.tags().contains(COMPACT))
}

/// Sets the accessible name of a control, and draws the focus ring if it has the focus.
pub fn name_and_ring(ui: &Ui, response: &Response, name: impl Display) {
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name.to_string()));
    ring_ui(ui, response);
}

/// Draws the focus ring around a control that has the focus.
pub fn ring_ui(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, Palette::of(ui).action_text);
        let radius = CornerRadius::same(CONTROL_RADIUS + 2);
        ui.painter()
            .rect_stroke(response.rect.expand(2.0), radius, ring, StrokeKind::Outside);
    }
}

/// Draws the focus ring inside `rect`: for controls that touch each other, or the edge of the window.
pub fn inner_ring_ui(ui: &Ui, rect: Rect) {
    let ring = Stroke::new(2.0, Palette::of(ui).action_text);
    ui.painter()
        .rect_stroke(rect, CONTROL_RADIUS, ring, StrokeKind::Inside);
}

/// A small square button with only an icon.
pub fn icon_button_ui(ui: &mut Ui, icon: &str, name: impl Display) -> Response {
    let side = Density::of(ui).target_height();
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), &name));
    let palette = Palette::of(ui);
    let color = if response.hovered() {
        palette.text
    } else {
        palette.muted
    };
    let (at, anchor) = (rect.center(), Align2::CENTER_CENTER);
    text_at_ui(ui, at, anchor, TextRole::Icon, color, icon);
    name_and_ring(ui, &response, &name);
    tooltip_ui(ui, response, name)
}

/// For how many seconds `response` has been held, by a finger or by the space bar; `None`: it is
/// not held. egui's own `is_pointer_button_down_on` forgets a finger that rests for longer than 0.8
/// s.
pub fn held_for(ui: &Ui, response: &Response) -> Option<f64> {
    let by_key = response.has_focus() && ui.input(|input| input.key_down(Key::Space));
    let (is_down, time) = ui.input(|input| (input.pointer.any_down(), input.time));
    let since: Option<f64> = ui.data(|data| data.get_temp(response.id));
    let by_finger = is_down && (since.is_some() || response.is_pointer_button_down_on());
    if !by_key && !by_finger {
        ui.data_mut(|data| data.remove_temp::<f64>(response.id));
        return None;
    }
    let since = since.unwrap_or(time);
    ui.data_mut(|data| data.insert_temp(response.id, since));
    Some(time - since)
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;

    #[test]
    fn compact_buttons_are_lower_on_the_small_display_only() {
        for (is_kiosk, expected) in [(true, (56.0, 44.0, 56.0)), (false, (38.0, 38.0, 38.0))] {
            let output = Context::default().run_ui(RawInput::default(), |ui| {
                let density = Density::choose(ui, is_kiosk);
                let height = |ui: &mut Ui| Button::quiet("").height(ui);
                let before = height(ui);
                let inside = compact_buttons_ui(ui, |ui| ui.horizontal(height).inner);
                assert_eq!((before, inside, height(ui)), expected, "{density:?}");
            });
            output.drop_without_applying_deltas();
        }
    }
}
