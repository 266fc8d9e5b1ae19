//! Sessions that are not open: those that can be recovered, and past ones.

use crate::{
    domain::{clock::Now, session::Session},
    messages::{Command, RecoveryReply, RecoveryVerb},
    state::{action::RecoveryAction, notices::Notices, remote::Remote},
};

/// What is known of sessions that are not open.
#[derive(Debug, Default)]
pub struct Recovery {
    /// Those that can be recovered.
    pub recoverable: Remote<Vec<Session>>,
    wanted: bool,
}

impl Recovery {
    pub(super) fn handle_action(&mut self, action: RecoveryAction, _now: Now) {
        match action {
            RecoveryAction::Refresh => self.wanted = true,
        }
    }

    pub(super) fn handle_reply(&mut self, reply: RecoveryReply, _notices: &mut Notices, now: Now) {
        if let RecoveryReply::Recoverable(sessions) = reply {
            self.recoverable.answer(sessions, now);
        }
    }

    pub(super) fn due(&mut self, _now: Now) -> Option<Command> {
        std::mem::take(&mut self.wanted).then(|| {
            self.recoverable.ask();
            Command::Recovery(RecoveryVerb::ReadRecoverable)
        })
    }
}
