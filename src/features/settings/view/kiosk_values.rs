//! The values of a display on the wall: whether this is one, its keyboard, and when it darkens.

use egui::Ui;

use super::{
    SettingsCx, set,
    values::{row_ui, switch_ui},
};
use crate::{
    domain::settings::{KeyboardChoice, Setting},
    i18n, tr,
    ui::{
        theme::{TextRole, Tone},
        widgets::{chip::chip_ui, label::paragraph_ui},
    },
};

/// After how many minutes something happens to a display that nobody touches.
struct After {
    setting: Setting,
    /// What is offered; 0 is never.
    usual: [f32; 5],
    chosen: f32,
    /// What a screen reader says.
    name: fn(f32) -> String,
}

/// Draws them.
pub fn kiosk_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, is_locked: bool) {
    // Who ends the kiosk here has left it.
    ui.add_enabled_ui(!is_locked, |ui| {
        switch_ui(ui, cx, Setting::Kiosk);
    });
    paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("settings-kiosk-hint"));
    keyboard_ui(ui, cx);
    let kiosk = cx.state.configuration.settings().kiosk;
    let dim = After {
        setting: Setting::DimAfter,
        usual: [0.0, 1.0, 2.0, 5.0, 10.0],
        chosen: kiosk.dim_after,
        name: dim_name,
    };
    after_ui(ui, cx, &dim);
    let black = After {
        setting: Setting::BlackAfter,
        usual: [0.0, 5.0, 10.0, 30.0, 60.0],
        chosen: kiosk.black_after,
        name: black_name,
    };
    after_ui(ui, cx, &black);
}

fn after_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, after: &After) {
    row_ui(ui, cx, after.setting, |ui, cx| {
        for minutes in offered(after.usual, after.chosen) {
            let is_chosen = is_same(minutes, after.chosen);
            let name = (after.name)(minutes);
            if chip_ui(ui, &words(minutes), None, is_chosen, &name).clicked() {
                set(cx, after.setting, minutes.to_string());
            }
        }
    });
}

fn dim_name(minutes: f32) -> String {
    if is_same(minutes, 0.0) {
        return tr!("settings-dim-never");
    }
    tr!("settings-dim-after-named", after = words(minutes))
}

fn black_name(minutes: f32) -> String {
    if is_same(minutes, 0.0) {
        return tr!("settings-black-never");
    }
    tr!("settings-black-after-named", after = words(minutes))
}

/// When the keyboard on the screen comes up.
fn keyboard_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>) {
    let chosen = cx.state.configuration.settings().keyboard;
    row_ui(ui, cx, Setting::Keyboard, |ui, cx| {
        for choice in KeyboardChoice::ALL {
            let word = match choice {
                KeyboardChoice::Auto => tr!("settings-keyboard-auto"),
                KeyboardChoice::On => tr!("settings-keyboard-on"),
                KeyboardChoice::Off => tr!("settings-keyboard-off"),
            };
            let name = tr!("settings-keyboard-named", when = word.to_lowercase());
            if chip_ui(ui, &word, None, choice == chosen, &name).clicked() {
                set(cx, Setting::Keyboard, choice.word());
            }
        }
    });
}

/// What is offered, and between that what is chosen, since the settings file may hold any number.
fn offered(usual: [f32; 5], chosen: f32) -> Vec<f32> {
    let mut offered = usual.to_vec();
    if !usual.iter().any(|usual| is_same(*usual, chosen)) {
        offered.push(chosen);
        offered.sort_by(f32::total_cmp);
    }
    offered
}

fn is_same(minutes: f32, other: f32) -> bool {
    (minutes - other).abs() < f32::EPSILON
}

/// `2 min`, `1.5 min`, `Never`.
fn words(minutes: f32) -> String {
    if is_same(minutes, 0.0) {
        return tr!("settings-never");
    }
    let text = minutes.to_string();
    let digits = text.split_once('.').map_or(0, |(_, after)| after.len());
    let text = i18n::decimal(f64::from(minutes), digits);
    tr!("settings-minutes", minutes = text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_the_file_is_offered_between_the_usual_ones() {
        let said = |chosen| -> Vec<String> {
            let offered = offered([0.0, 1.0, 2.0, 5.0, 10.0], chosen);
            offered.into_iter().map(words).collect()
        };
        let usual = ["Never", "1 min", "2 min", "5 min", "10 min"];
        assert_eq!(said(2.0), usual);
        assert_eq!(said(0.0), usual);
        assert_eq!(said(0.25)[..3], ["Never", "0.25 min", "1 min"]);
        assert_eq!(said(1440.0)[4..], ["10 min", "1440 min"]);
    }
}
