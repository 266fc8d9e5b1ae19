//! A window is not closed by mistake.

use egui::{Context, ViewportCommand};

use super::App;
use crate::{state::provisioning::Phase, ui::Dialog};

impl App {
    /// A window with an open session asks before it closes.
    pub(super) fn guard_close(&mut self, ctx: &Context) {
        if self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let open = matches!(&self.state.provisioning.phase, Phase::Open(batch) if !batch.is_over() && !batch.interrupted);
        if ctx.input(|input| input.viewport().close_requested()) && open && !self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.drafts.dialog = Some(Dialog::Quit);
        }
    }
}
