//! The Pis that this console knows, and those that tell of themselves on this network.

use egui::{Align, Layout, Ui, UiBuilder, accesskit::Role};

use super::ConnectUiState;
use crate::{
    domain::{clock::Now, profile::Profile},
    features::{State, connect::intent::ConnectIntent, intent::Intent},
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

/// Those that were used before.
pub fn known_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut ConnectUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("pi-known-title"));
    for (index, profile) in state.connect.profiles.iter().enumerate() {
        let in_use = state.has_pi() && index == 0;
        ui.push_id(&profile.url, |ui| match &mut draft.renaming {
            Some((url, name)) if *url == profile.url => {
                if rename_ui(ui, url, name, intents) {
                    draft.renaming = None;
                }
            }
            _ => profile_ui(ui, profile, in_use, draft, now, intents),
        });
    }
}

fn profile_ui(
    ui: &mut Ui,
    profile: &Profile,
    in_use: bool,
    draft: &mut ConnectUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let seen = match profile.last_seen {
        _ if in_use => tr!("pi-in-use"),
        Some(at) => tr!("pi-seen", ago = format::ago(at, now.wall)),
        None => tr!("pi-never-seen"),
    };
    let title = profile.title();
    row_ui(ui, &tr!("pi-known", name = title), |ui| {
        if !in_use {
            if Button::secondary(tr!("connect-do"))
                .named(tr!("pi-connect-to", name = title))
                .pressed(ui)
            {
                intents.push(Intent::Connect(ConnectIntent::Connect(profile.url.clone())));
                draft.is_open = false;
            }
            if icon_button_ui(ui, icons::REMOVE, &tr!("pi-forget", name = title)).clicked() {
                intents.push(setup(ConnectIntent::Forget(profile.url.clone())));
            }
        }
        if icon_button_ui(ui, icons::EDIT, &tr!("pi-rename", name = title)).clicked() {
            draft.renaming = Some((profile.url.clone(), profile.name.clone()));
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

/// True once it is done.
fn rename_ui(ui: &mut Ui, url: &str, name: &mut String, intents: &mut Vec<Intent>) -> bool {
    let mut done = false;
    text_field_ui(ui, &tr!("pi-name"), url, name);
    ui.horizontal(|ui| {
        if Button::primary(tr!("pi-save-name")).pressed(ui) {
            intents.push(setup(ConnectIntent::Rename(
                url.to_owned(),
                name.trim().to_owned(),
            )));
            done = true;
        }
        done |= Button::secondary(tr!("pi-cancel")).pressed(ui);
    });
    done
}

/// Those on this network.
pub fn seen_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("pi-found-title"));
    if state.connect.discovered.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("pi-listening"));
    }
    for seen in &state.connect.discovered {
        ui.push_id(&seen.url, |ui| {
            row_ui(ui, &tr!("pi-found", name = seen.name.as_str()), |ui| {
                if Button::secondary(tr!("connect-do"))
                    .named(tr!("pi-connect-to", name = seen.name.as_str()))
                    .pressed(ui)
                {
                    intents.push(Intent::Connect(ConnectIntent::Probe(seen.url.clone())));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    label_ui(ui, TextRole::Strong, Tone::Plain, &seen.name);
                    label_ui(ui, TextRole::Mono, Tone::Quiet, &seen.url);
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

fn setup(action: ConnectIntent) -> Intent {
    Intent::Connect(action)
}
