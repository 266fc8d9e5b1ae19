//! The Pis that this console knows, and those that announce themselves on this network.

use egui::{Align, Layout, Ui, UiBuilder, accesskit::Role};

use super::{ConnectCx, ConnectUiState};
use crate::{
    domain::profile::Profile,
    features::connect::intent::ConnectIntent,
    tr,
    ui::{
        format, icons,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            field::text_field_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// The Pis that were used before. The first one is in use if `has_pi`.
pub fn known_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, ui_state: &mut ConnectUiState, has_pi: bool) {
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("pi-known-title"));
    for (index, profile) in cx.state.profiles.iter().enumerate() {
        let in_use = has_pi && index == 0;
        ui.push_id(&profile.url, |ui| match &mut ui_state.renaming {
            Some((url, name)) if *url == profile.url => {
                if rename_ui(ui, cx, url, name) {
                    ui_state.renaming = None;
                }
            }
            _ => profile_ui(ui, cx, ui_state, profile, in_use),
        });
    }
}

fn profile_ui(
    ui: &mut Ui,
    cx: &mut ConnectCx<'_>,
    ui_state: &mut ConnectUiState,
    profile: &Profile,
    in_use: bool,
) {
    let seen = match profile.last_seen {
        _ if in_use => tr!("pi-in-use"),
        Some(at) => tr!("pi-seen", ago = format::ago(at, cx.now.wall)),
        None => tr!("pi-never-seen"),
    };
    let title = profile.title();
    row_ui(ui, &tr!("pi-known", name = title), |ui| {
        if !in_use {
            if Button::secondary(tr!("connect-do"))
                .named(tr!("pi-connect-to", name = title))
                .pressed(ui)
            {
                cx.push(ConnectIntent::Connect(profile.url.clone()));
                ui_state.is_open = false;
            }
            if icon_button_ui(ui, icons::REMOVE, &tr!("pi-forget", name = title)).clicked() {
                cx.push(ConnectIntent::Forget(profile.url.clone()));
            }
        }
        if icon_button_ui(ui, icons::EDIT, &tr!("pi-rename", name = title)).clicked() {
            ui_state.renaming = Some((profile.url.clone(), profile.name.clone()));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label_ui(ui, TextRole::Strong, Tone::Plain, title);
            if !profile.name.is_empty() && Density::of(ui) == Density::Desktop {
                label_ui(ui, TextRole::Mono, Tone::Quiet, &profile.url);
            }
            label_ui(ui, TextRole::Small, Tone::Quiet, seen);
        });
    });
}

/// True once the person has saved or cancelled.
fn rename_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, url: &str, name: &mut String) -> bool {
    let mut done = false;
    text_field_ui(ui, &tr!("pi-name"), url, name);
    ui.horizontal(|ui| {
        if Button::primary(tr!("pi-save-name")).pressed(ui) {
            let name = name.trim().to_owned();
            cx.push(ConnectIntent::Rename(url.to_owned(), name));
            done = true;
        }
        done |= Button::secondary(tr!("pi-cancel")).pressed(ui);
    });
    done
}

/// The Pis that announce themselves on this network.
pub fn discovered_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>) {
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("pi-found-title"));
    if cx.state.discovered.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("pi-listening"));
    }
    for pi in &cx.state.discovered {
        ui.push_id(&pi.url, |ui| {
            row_ui(ui, &tr!("pi-found", name = pi.name.as_str()), |ui| {
                if Button::secondary(tr!("connect-do"))
                    .named(tr!("pi-connect-to", name = pi.name.as_str()))
                    .pressed(ui)
                {
                    cx.push(ConnectIntent::Probe(pi.url.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    label_ui(ui, TextRole::Strong, Tone::Plain, &pi.name);
                    label_ui(ui, TextRole::Mono, Tone::Quiet, &pi.url);
                });
            });
        });
    }
}

/// A row with its buttons at the right end.
fn row_ui(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(name);
    ui.scope_builder(group, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(Density::of(ui).control_height());
            ui.with_layout(Layout::right_to_left(Align::Center), content);
        });
    });
}
