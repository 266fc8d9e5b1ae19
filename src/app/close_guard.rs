//! A window is not closed by mistake.

use egui::{Context, ViewportCommand};

use super::App;
use crate::{domain::clock::Now, model::notices::Severity, tr};

impl App {
    /// A window with an open session asks before it closes, a kiosk that is locked does not close.
    pub(crate) fn guard_close(&mut self, ctx: &Context, now: Now) {
        if self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        if !ctx.input(|input| input.viewport().close_requested()) || self.quitting {
            return;
        }
        if self.state.is_locked(now) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.tell(Severity::Info, tr!("kiosk-locked"), now);
        } else if self.state.has_running_work() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.ui_state.asks_to_quit = true;
        }
    }
}
