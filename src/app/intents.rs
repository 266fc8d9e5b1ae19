//! Carries out what a person asks for.

use super::{App, list_opener::open_list};
use crate::{
    domain::clock::Now,
    features::{
        allowlist::intent::{AllowlistIntent, ImportIntent},
        connect::intent::ConnectIntent,
        intent::Intent,
        kiosk::intent::KioskIntent,
        provisioning::intent::ProvisioningIntent,
        recovery::intent::RecoveryIntent,
        settings::intent::SettingsIntent,
    },
    messages::SessionVerb,
    ui::{Request, Tab},
};

impl App {
    /// Carries out what needs more than the state; the state handles the rest.
    pub(crate) fn handle_intent(&mut self, intent: Intent, now: Now) {
        match intent {
            Intent::Request(request) => self.handle_request(request, now),
            Intent::Connect(ConnectIntent::Probe(address)) => self.probe(&address),
            Intent::Connect(ConnectIntent::Connect(address)) => self.connect_to(&address, now),
            Intent::Connect(ConnectIntent::Demo) => self.demo(now),
            Intent::Connect(ConnectIntent::Check) => self.check(),
            Intent::Settings(SettingsIntent::Set(setting, text)) => self.set(setting, &text, now),
            Intent::Settings(SettingsIntent::Key(intent)) => self.handle_key(intent),
            Intent::Kiosk(KioskIntent::Unlock) => self.unlock(now),
            Intent::Kiosk(KioskIntent::TryPin(pin)) => self.try_pin(pin, now),
            Intent::Kiosk(KioskIntent::SetPin(pin)) => self.set_pin(pin),
            Intent::Allowlist(AllowlistIntent::OpenList(source)) => {
                open_list(source, &mut self.jobs);
            }
            intent => {
                self.apply(intent, now);
            }
        }
    }

    fn handle_request(&mut self, request: Request, now: Now) {
        match request {
            Request::Export(export) => self.export(export, now),
            Request::Reconnect => self.reconnect(now),
            Request::EnterKey => {
                self.ui_state.show_tab(Tab::Settings);
                self.ui_state.settings.ask_for_key();
            }
            Request::ShowTab(tab) => self.ui_state.show_tab(tab),
            Request::ShowConnect => self.ui_state.connect.is_open = true,
            Request::ShowPastSessions => {
                self.ui_state.recovery.shows_history = true;
                self.apply(Intent::Recovery(RecoveryIntent::ReadHistory), now);
            }
            Request::NewSession(ssid) => {
                self.ui_state.provisioning.prefill(&ssid);
                self.apply(Intent::Provisioning(ProvisioningIntent::Leave), now);
            }
            Request::PrepareBundle => self.prepare_bundle(now),
            Request::ToggleFullScreen => {
                let is_whole = self.ctx.input(|input| input.viewport().fullscreen);
                self.use_whole_display(is_whole != Some(true));
            }
            Request::AskToClose => self.ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Request::Quit => self.quitting = true,
            Request::StopAndQuit => {
                let stop = ProvisioningIntent::Session(SessionVerb::Stop);
                self.quit_after_stop = self.apply(Intent::Provisioning(stop), now);
            }
            request @ (Request::Toast(_)
            | Request::DismissToast
            | Request::ShowEventLog(_)
            | Request::ShowSession(_)
            | Request::AddToAllowlist(_)) => {
                self.apply(Intent::Request(request), now);
            }
        }
    }

    pub(crate) fn import(&mut self, intent: ImportIntent, now: Now) {
        self.apply(Intent::Allowlist(AllowlistIntent::Import(intent)), now);
    }

    /// Lets the state handle it. True if the client has something to do for it.
    fn apply(&mut self, intent: Intent, now: Now) -> bool {
        let command = self.state.handle_intent(intent, now);
        let asked = command.is_some();
        if let Some(command) = command {
            self.send(command, now);
        }
        asked
    }
}
