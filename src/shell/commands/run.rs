//! What a command needs, and what it does.

use super::UiCommand;
use crate::{
    domain::{
        clock::Now,
        session::SessionState,
        settings::{Setting, ZOOM},
    },
    features::{
        State,
        allowlist::intent::AllowlistIntent,
        intent::Intent,
        provisioning::{batch::Batch, card::Card, intent::ProvisioningIntent, state::Phase},
        settings::intent::SettingsIntent,
    },
    messages::SessionVerb,
    shell::{UiState, router::is_available},
    tr,
    ui::{
        Export, Request, Tab,
        widgets::field::{self, search_field_id},
    },
};

/// One step of the zoom.
const ZOOM_STEP: f32 = 0.1;

/// Whether it can be done now.
pub fn is_possible(command: UiCommand, state: &State, ui_state: &UiState, now: Now) -> bool {
    let batch = open_batch(state);
    let is_paused = |batch: &Batch| batch.session.state == SessionState::Paused;
    let can_act =
        batch.is_some_and(|batch| batch.busy.is_none() && !batch.session.state.is_ending());
    let may_leave = !state.is_locked(now);
    match command {
        UiCommand::Palette
        | UiCommand::Shortcuts
        | UiCommand::Events
        | UiCommand::Larger
        | UiCommand::Smaller
        | UiCommand::UsualSize => true,
        UiCommand::Show(tab) => is_available(tab, state),
        UiCommand::NewSession => is_available(Tab::Provisioning, state) && batch.is_none(),
        UiCommand::ProvisionAll => {
            can_act
                && batch.is_some_and(|batch| !is_paused(batch) && has(batch, Card::can_provision))
        }
        UiCommand::ProvisionSelected => {
            can_act && batch.is_some_and(|batch| !is_paused(batch) && !batch.selected().is_empty())
        }
        UiCommand::RetryFailed => {
            can_act && batch.is_some_and(|batch| !is_paused(batch) && has(batch, Card::can_retry))
        }
        UiCommand::Pause => can_act && !batch.is_some_and(is_paused),
        UiCommand::Resume => can_act && batch.is_some_and(is_paused),
        UiCommand::Stop => batch.is_some_and(|batch| batch.busy.is_none()),
        UiCommand::Search => match ui_state.tab {
            Tab::Provisioning => batch.is_some(),
            Tab::Allowlist | Tab::Diagnostics => true,
            Tab::Monitor | Tab::Settings => false,
        },
        UiCommand::Undo => state.allowlist.undo(now).is_some(),
        UiCommand::Export => what_to_export(ui_state, state, now).is_some(),
        UiCommand::Reconnect | UiCommand::SupportBundle => state.has_pi(),
        UiCommand::EnterKey => state.has_pi() && may_leave,
        UiCommand::Connect | UiCommand::FullScreen | UiCommand::Close => may_leave,
    }
}

/// Does it, if it can be done.
pub fn run(
    command: UiCommand,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if !is_possible(command, state, ui_state, now) {
        return;
    }
    match command {
        UiCommand::Palette => ui_state.commands.open_palette(),
        UiCommand::Shortcuts => ui_state.commands.open_shortcuts(),
        UiCommand::Show(tab) => ui_state.show_tab(tab),
        UiCommand::NewSession => {
            ui_state.show_tab(Tab::Provisioning);
            if matches!(state.provisioning.phase, Phase::Open(_)) {
                intents.push(provisioning(ProvisioningIntent::Leave));
            }
            let field = field::id_of(&tr!("start-ssid"));
            ui_state.commands.go_to_field(field);
        }
        UiCommand::ProvisionAll => intents.push(session(SessionVerb::ProvisionAll)),
        UiCommand::ProvisionSelected => {
            intents.push(provisioning(ProvisioningIntent::ProvisionSelected));
        }
        UiCommand::RetryFailed => intents.push(provisioning(ProvisioningIntent::RetryAllFailed)),
        UiCommand::Pause => intents.push(session(SessionVerb::Pause)),
        UiCommand::Resume => intents.push(session(SessionVerb::Resume)),
        UiCommand::Stop => ui_state.provisioning.ask_to_stop(),
        UiCommand::Search => ui_state.commands.go_to_field(search_field_id()),
        UiCommand::Undo => intents.push(Intent::Allowlist(AllowlistIntent::Undo)),
        UiCommand::Export => intents.extend(
            what_to_export(ui_state, state, now)
                .map(|export| Intent::Request(Request::Export(export))),
        ),
        UiCommand::Events => {
            let open = !state.notices.event_log_open;
            intents.push(Intent::Request(Request::ShowEventLog(open)));
        }
        UiCommand::Reconnect => intents.push(Intent::Request(Request::Reconnect)),
        UiCommand::Connect => ui_state.connect.is_open = true,
        UiCommand::EnterKey => intents.push(Intent::Request(Request::EnterKey)),
        UiCommand::SupportBundle => intents.push(Intent::Request(Request::PrepareBundle)),
        UiCommand::FullScreen => intents.push(Intent::Request(Request::ToggleFullScreen)),
        UiCommand::Larger => intents.extend(zoom(state, ZOOM_STEP)),
        UiCommand::Smaller => intents.extend(zoom(state, -ZOOM_STEP)),
        UiCommand::UsualSize => intents.push(Intent::Settings(SettingsIntent::Set(
            Setting::Zoom,
            "1".to_owned(),
        ))),
        UiCommand::Close => intents.push(Intent::Request(Request::AskToClose)),
    }
}

/// The session that is open and not over.
fn open_batch(state: &State) -> Option<&Batch> {
    let batch = state.provisioning.batch();
    batch.filter(|batch| batch.is_running())
}

fn has(batch: &Batch, wanted: impl Fn(&Card) -> bool) -> bool {
    batch.cards.iter().any(wanted)
}

/// What the tab shows, as a file.
fn what_to_export(ui_state: &UiState, state: &State, now: Now) -> Option<Export> {
    if !state.has_pi() {
        return None;
    }
    match ui_state.tab {
        Tab::Allowlist => Some(Export::Allowlist),
        Tab::Monitor => Some(Export::Csv(ui_state.monitor.window(&state.monitoring, now))),
        Tab::Provisioning | Tab::Diagnostics => Some(Export::Requests),
        Tab::Settings => None,
    }
}

fn zoom(state: &State, step: f32) -> Option<Intent> {
    let zoom = state.settings.configuration.settings().zoom;
    let wanted = ((zoom + step) * 10.0).round() / 10.0;
    let wanted = wanted.clamp(*ZOOM.start(), *ZOOM.end());
    (wanted.to_bits() != zoom.to_bits())
        .then(|| Intent::Settings(SettingsIntent::Set(Setting::Zoom, wanted.to_string())))
}

fn session(verb: SessionVerb) -> Intent {
    provisioning(ProvisioningIntent::Session(verb))
}

fn provisioning(action: ProvisioningIntent) -> Intent {
    Intent::Provisioning(action)
}
