//! A window is not closed by mistake.

use egui::{Context, ViewportCommand};

use super::App;
use crate::{
    domain::clock::Now, features::provisioning::batch::Batch, model::notices::Severity, tr,
};

impl App {
    /// A window with an open session asks before it closes, a kiosk that is locked does not close.
    pub(crate) fn guard_close(&mut self, ctx: &Context, now: Now) {
        if self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let batch = self.state.provisioning.batch();
        let open = batch.is_some_and(Batch::is_running);
        if !ctx.input(|input| input.viewport().close_requested()) || self.quitting {
            return;
        }
        if self.state.is_locked(now) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.tell(Severity::Info, tr!("kiosk-locked"), now);
        } else if open {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.ui_state.provisioning.ask_to_quit();
        }
    }
}
