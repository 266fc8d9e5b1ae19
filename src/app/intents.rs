//! Carries out what a person wants.

use super::App;
use crate::{
    domain::clock::Now,
    features::{
        action::{Action, AllowlistAction, ImportAction, ProvisioningAction},
        intent::{Intent, ListSource},
    },
    messages::SessionVerb,
    shell::tab::Tab,
    tr,
};

impl App {
    pub(crate) fn dispatch(&mut self, intent: Intent, now: Now) {
        match intent {
            Intent::Do(action) => {
                self.act(action, now);
            }
            Intent::Open(source) => self.open(source, now),
            Intent::Export(what) => self.export(what, now),
            Intent::PrepareBundle => self.prepare_bundle(now),
            Intent::Reconnect => self.reconnect(now),
            Intent::Set(setting, text) => self.set(setting, &text, now),
            Intent::EnterKey => {
                self.ui_state.tab = Tab::Settings;
                self.ui_state.connect.is_open = false;
                self.ui_state.settings.ask_for_key();
            }
            Intent::Key(intent) => self.handle_key(intent, now),
            Intent::Probe(address) => self.probe(&address),
            Intent::Connect(address) => self.connect_to(&address, now),
            Intent::Demo => self.demo(now),
            Intent::CheckConnection => self.check(),
            Intent::Unlock => self.unlock(now),
            Intent::Pin(intent) => self.handle_pin(intent, now),
            Intent::ToggleWholeDisplay => {
                let is_whole = self.ctx.input(|input| input.viewport().fullscreen);
                self.use_whole_display(is_whole != Some(true));
            }
            Intent::AskToClose => self.ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Intent::Quit => self.quitting = true,
            Intent::StopAndQuit => {
                let stop = ProvisioningAction::Session(SessionVerb::Stop);
                self.quit_after_stop = self.act(Action::Provisioning(stop), now);
            }
        }
    }

    fn open(&mut self, source: ListSource, now: Now) {
        if let Err(error) = self.list_opener.begin(source, &self.ctx) {
            let why = tr!("export-list-not-opened", why = error.to_string());
            self.import(ImportAction::Unreadable(why), now);
        }
    }

    pub(crate) fn import(&mut self, action: ImportAction, now: Now) {
        self.act(Action::Allowlist(AllowlistAction::Import(action)), now);
    }

    /// True if the worker has something to do for it.
    fn act(&mut self, action: Action, now: Now) -> bool {
        let command = self.state.handle_action(action, now);
        let asked = command.is_some();
        if let Some(command) = command {
            self.send(command, now);
        }
        asked
    }
}
