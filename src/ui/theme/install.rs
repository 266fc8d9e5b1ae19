//! Installs the fonts and the styles in egui.

use std::sync::Arc;

use egui::{
    Context, CornerRadius, FontData, FontDefinitions, FontFamily, Stroke, Style, TextStyle,
    ThemePreference, Visuals, vec2,
};

use crate::{
    domain::settings::ThemeChoice,
    ui::{focusable_widgets::FocusableWidgets, galleys::Galleys, plain_names::PlainNames},
};

use super::{
    CONTROL_RADIUS, DARK, Density, HIGH_CONTRAST, LIGHT, PANEL_RADIUS, Palette, STEP, TextRole,
    type_scale::{bold, mono_bold, semibold},
};

/// Installs the fonts and both themes in `ctx`, keeps the icons among the fonts out of what screen
/// readers read, what egui remembers bounded, and texts that are drawn again. Called once.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.add_plugin(PlainNames);
    ctx.add_plugin(FocusableWidgets::default());
    ctx.add_plugin(Galleys::default());
    ctx.set_style_of(egui::Theme::Dark, style(&DARK, Visuals::dark()));
    ctx.set_style_of(egui::Theme::Light, style(&LIGHT, Visuals::light()));
}

/// Switches to the colours of this theme.
pub fn choose(ctx: &Context, theme: ThemeChoice) {
    let dark = match theme {
        ThemeChoice::HighContrast => &HIGH_CONTRAST,
        ThemeChoice::System | ThemeChoice::Dark | ThemeChoice::Light => &DARK,
    };
    ctx.set_style_of(egui::Theme::Dark, style(dark, Visuals::dark()));
    ctx.set_theme(match theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Dark | ThemeChoice::HighContrast => ThemePreference::Dark,
        ThemeChoice::Light => ThemePreference::Light,
    });
}

/// Each has a box in place of what it does not have.
fn fonts() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 6] = [
        (
            "inter",
            include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
        ),
        (
            "inter-semibold",
            include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "inter-bold",
            include_bytes!("../../../assets/fonts/Inter-Bold.otf"),
        ),
        (
            "mono",
            include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf"),
        ),
        (
            "mono-bold",
            include_bytes!("../../../assets/fonts/JetBrainsMono-Bold.ttf"),
        ),
        (
            "phosphor",
            include_bytes!("../../../assets/fonts/Phosphor-Bold.ttf"),
        ),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, "inter"),
        (FontFamily::Monospace, "mono"),
        (semibold(), "inter-semibold"),
        (bold(), "inter-bold"),
        (mono_bold(), "mono-bold"),
    ];
    for (family, first) in families {
        let chain = [first, "phosphor", "inter"].map(str::to_owned);
        fonts.families.insert(family, chain.to_vec());
    }
    fonts
}

fn style(palette: &Palette, base: Visuals) -> Style {
    let mut style = Style {
        visuals: visuals(palette, base),
        // A fade draws the whole window several times, which takes long without a GPU.
        animation_time: 0.0,
        ..Style::default()
    };
    style.text_styles = [
        (TextStyle::Small, TextRole::Small),
        (TextStyle::Body, TextRole::Body),
        (TextStyle::Button, TextRole::Strong),
        (TextStyle::Heading, TextRole::Title),
        (TextStyle::Monospace, TextRole::Mono),
    ]
    .map(|(text_style, role)| (text_style, Density::Desktop.font(role)))
    .into();
    style.spacing.item_spacing = vec2(2.0 * STEP, 2.0 * STEP);
    style.spacing.button_padding = vec2(4.0 * STEP, 2.0 * STEP);
    style.spacing.interact_size.y = Density::Desktop.control_height();
    style.spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.selectable_labels = false;
    style
}

fn visuals(palette: &Palette, base: Visuals) -> Visuals {
    let mut visuals = Visuals {
        panel_fill: palette.background,
        window_fill: palette.surface,
        window_stroke: Stroke::new(1.0, palette.border),
        window_corner_radius: CornerRadius::same(PANEL_RADIUS),
        window_shadow: egui::Shadow::NONE,
        popup_shadow: egui::Shadow::NONE,
        extreme_bg_color: palette.background,
        text_edit_bg_color: Some(palette.background),
        faint_bg_color: palette.surface,
        hyperlink_color: palette.action_text,
        warn_fg_color: palette.provisioning,
        error_fg_color: palette.failed,
        weak_text_color: Some(palette.muted),
        ..base
    };
    // A form has the focus from the start: a cursor that blinks would draw frames while nothing happens.
    visuals.text_cursor.blink = false;
    visuals.selection.bg_fill = palette.action.gamma_multiply(0.5);
    visuals.selection.stroke = Stroke::new(2.0, palette.action_text);
    let widgets = &mut visuals.widgets;
    let each = [
        (&mut widgets.noninteractive, palette.surface, palette.border),
        (
            &mut widgets.inactive,
            palette.raised,
            palette.control_border,
        ),
        (&mut widgets.hovered, palette.border, palette.text),
        (&mut widgets.active, palette.surface, palette.text),
        (&mut widgets.open, palette.raised, palette.control_border),
    ];
    for (widget, fill, line) in each {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.0, palette.text);
        widget.corner_radius = CornerRadius::same(CONTROL_RADIUS);
        widget.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use egui::{Color32, RawInput};

    use super::*;

    #[test]
    fn a_character_that_no_font_has_is_drawn_as_a_box() {
        let ctx = Context::default();
        install(&ctx);
        let output = ctx.run_ui(RawInput::default(), |ui| {
            for role in [
                TextRole::Body,
                TextRole::Strong,
                TextRole::Title,
                TextRole::Mono,
            ] {
                let font = Density::Desktop.font(role);
                let width = |text: &str| {
                    let text = text.to_owned();
                    let text = ui
                        .painter()
                        .layout_no_wrap(text, font.clone(), Color32::WHITE);
                    text.mesh_bounds.width()
                };
                assert!(width("\u{7DB2}") > 4.0, "{role:?}");
                assert!(width(" ") <= 0.0, "{role:?}: a space draws nothing");
            }
        });
        output.drop_without_applying_deltas();
    }
}
