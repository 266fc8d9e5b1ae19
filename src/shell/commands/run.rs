//! What each command needs, and what it does.

use super::UiCommand;
use crate::{
    domain::{
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
    shell::{cx::ShellCx, router::is_available},
    tr,
    ui::{
        Export, Request, Tab,
        widgets::field::{self, search_field_id},
    },
};

/// One step of the zoom.
const ZOOM_STEP: f32 = 0.1;

/// Whether the command can be run now.
pub fn is_possible(command: UiCommand, cx: &ShellCx<'_>) -> bool {
    let state = cx.state;
    let batch = open_batch(state);
    let is_paused = |batch: &Batch| batch.session.state == SessionState::Paused;
    let is_stale = state.stale_for(cx.now).is_some();
    let can_act = !is_stale
        && batch.is_some_and(|batch| batch.busy.is_none() && !batch.session.state.is_ending());
    let can_send = |verb| batch.is_some_and(|batch| batch.can_send(verb));
    let may_leave = !state.is_locked(cx.now);
    match command {
        UiCommand::Palette
        | UiCommand::Shortcuts
        | UiCommand::Events
        | UiCommand::NextArea
        | UiCommand::Performance
        | UiCommand::Larger
        | UiCommand::Smaller
        | UiCommand::UsualSize => true,
        UiCommand::Show(tab) => is_available(tab, state),
        UiCommand::NewSession => is_available(Tab::Provisioning, state) && batch.is_none(),
        UiCommand::ProvisionAll => {
            can_act
                && can_send(SessionVerb::ProvisionAll)
                && batch.is_some_and(|batch| !is_paused(batch) && has(batch, Card::can_provision))
        }
        UiCommand::ProvisionSelected => {
            can_act && batch.is_some_and(|batch| !is_paused(batch) && batch.counts.selected > 0)
        }
        UiCommand::RetryFailed => {
            can_act && batch.is_some_and(|batch| !is_paused(batch) && has(batch, Card::can_retry))
        }
        UiCommand::Pause => {
            can_act && can_send(SessionVerb::Pause) && !batch.is_some_and(is_paused)
        }
        UiCommand::Resume => {
            can_act && can_send(SessionVerb::Resume) && batch.is_some_and(is_paused)
        }
        UiCommand::Stop => can_send(SessionVerb::Stop),
        UiCommand::Glance => state.provisioning.batch().is_some(),
        UiCommand::Search => match cx.ui_state.tab {
            Tab::Provisioning => batch.is_some(),
            Tab::Allowlist | Tab::Diagnostics => true,
            _ => false,
        },
        UiCommand::Undo => state.allowlist.undo(cx.now).is_some(),
        UiCommand::Import => {
            is_available(Tab::Allowlist, state) && !state.allowlist.is_unavailable()
        }
        UiCommand::Export => cx.state.has_pi() && cx.ui_state.tab != Tab::Settings,
        UiCommand::Reconnect | UiCommand::SupportBundle => state.has_pi(),
        UiCommand::EnterKey => state.has_pi() && may_leave,
        UiCommand::Connect | UiCommand::FullScreen | UiCommand::Close => may_leave,
    }
}

/// Runs the command, if it can be run now.
pub fn run(command: UiCommand, cx: &mut ShellCx<'_>) {
    if !is_possible(command, cx) {
        return;
    }
    let state = cx.state;
    match command {
        UiCommand::Palette => cx.ui_state.commands.open_palette(),
        UiCommand::Shortcuts => cx.ui_state.commands.open_shortcuts(),
        UiCommand::Show(tab) => cx.ui_state.show_tab(tab),
        UiCommand::NewSession => {
            cx.ui_state.show_tab(Tab::Provisioning);
            if matches!(state.provisioning.phase, Phase::Open(_)) {
                cx.push(provisioning(ProvisioningIntent::Leave));
            }
            let field = field::id_of(tr!("start-ssid"));
            cx.ui_state.commands.focus_field(field);
        }
        UiCommand::ProvisionAll => cx.push(session(SessionVerb::ProvisionAll)),
        UiCommand::ProvisionSelected => {
            cx.push(provisioning(ProvisioningIntent::ProvisionSelected));
        }
        UiCommand::RetryFailed => cx.push(provisioning(ProvisioningIntent::RetryAllFailed)),
        UiCommand::Pause => cx.push(session(SessionVerb::Pause)),
        UiCommand::Resume => cx.push(session(SessionVerb::Resume)),
        UiCommand::Stop => cx.ui_state.provisioning.ask_to_stop(),
        UiCommand::Glance => cx.request(Request::ShowGlance),
        UiCommand::Search => cx.ui_state.commands.focus_field(search_field_id()),
        UiCommand::NextArea => cx.ui_state.areas.go_on(),
        UiCommand::Undo => cx.push(Intent::Allowlist(AllowlistIntent::Undo)),
        UiCommand::Import => {
            cx.ui_state.show_tab(Tab::Allowlist);
            cx.ui_state.allowlist.open_import();
        }
        UiCommand::Export => {
            let export = export_of_tab(cx).map(Request::Export);
            cx.intents.extend(export.map(Intent::Request));
        }
        UiCommand::Events => {
            let open = !state.notices.event_log_open;
            cx.request(Request::ShowEventLog(open));
        }
        UiCommand::Reconnect => cx.request(Request::Reconnect),
        UiCommand::Connect => cx.ui_state.connect.is_open = true,
        UiCommand::EnterKey => cx.request(Request::EnterKey),
        UiCommand::SupportBundle => cx.request(Request::PrepareBundle),
        UiCommand::Performance => cx.ui_state.performance.toggle(),
        UiCommand::FullScreen => cx.request(Request::ToggleFullScreen),
        UiCommand::Larger => cx.intents.extend(zoom(state, ZOOM_STEP)),
        UiCommand::Smaller => cx.intents.extend(zoom(state, -ZOOM_STEP)),
        UiCommand::UsualSize => cx.push(Intent::Settings(SettingsIntent::Set(
            Setting::Zoom,
            "1".to_owned(),
        ))),
        UiCommand::Close => cx.request(Request::AskToClose),
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

fn has_cameras(state: &State) -> bool {
    let batch = state.provisioning.batch();
    batch.is_some_and(|batch| !batch.cards.is_empty())
}

/// The file that holds what the tab shows.
fn export_of_tab(cx: &mut ShellCx<'_>) -> Option<Export> {
    match cx.ui_state.tab {
        Tab::Allowlist => {
            let exported = cx.ui_state.allowlist.exported(&cx.state.allowlist);
            Some(Export::Allowlist(exported))
        }
        Tab::Monitor => Some(Export::Csv(
            cx.ui_state.monitor.window(&cx.state.monitoring, cx.now),
        )),
        Tab::Settings => None,
        Tab::Provisioning if has_cameras(cx.state) => Some(Export::Batch),
        Tab::Provisioning | Tab::Diagnostics => Some(Export::Requests),
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

fn provisioning(intent: ProvisioningIntent) -> Intent {
    Intent::Provisioning(intent)
}
