//! Keeps the window from being closed by mistake: a locked kiosk does not close, and a window with a
//! running session or import asks first.

use egui::{Context, ViewportCommand};

use super::report;
use crate::{
    domain::clock::Now,
    features::State,
    messages::{Event, Reply, SessionVerb},
    model::notices::Severity,
    shell::UiState,
    tr,
};

#[derive(Debug, Default)]
pub struct CloseGuard {
    /// The person has confirmed that the window closes.
    is_confirmed: bool,
    /// The window closes once the Pi has confirmed that the session is stopped.
    closes_after_stop: bool,
}

impl CloseGuard {
    pub fn confirm(&mut self) {
        self.is_confirmed = true;
    }

    /// Whether the window closes once the Pi has confirmed that the session is stopped.
    pub fn close_after_stop(&mut self, closes: bool) {
        self.closes_after_stop = closes;
    }

    pub fn handle_event(&mut self, event: &Event) {
        if let Event::Reply(Reply::Session(_, SessionVerb::Stop, result)) = event {
            self.is_confirmed |= self.closes_after_stop && result.is_ok();
            self.closes_after_stop &= result.is_ok();
        }
    }

    /// Handles a request of the desktop to close the window.
    pub fn update(&self, ctx: &Context, state: &mut State, ui_state: &mut UiState, now: Now) {
        if self.is_confirmed {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else if ctx.input(|input| input.viewport().close_requested()) {
            if state.is_locked(now) {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                report(state, Severity::Info, tr!("kiosk-locked"), now);
            } else if state.has_running_work() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                ui_state.asks_to_quit = true;
            }
        }
    }
}
