//! The allowlist tab: what is on the list, and what is being done to it.

use crate::{
    domain::{allowlist::AllowlistEntry, clock::Now},
    messages::{AllowlistReply, AllowlistVerb, Command},
    state::{action::AllowlistAction, notices::Notices, remote::Remote},
};

/// The state of the tab.
#[derive(Debug, Default)]
pub struct Allowlist {
    /// The list as the Pi sent it.
    pub list: Remote<Vec<AllowlistEntry>>,
    wanted: bool,
}

impl Allowlist {
    pub(super) fn handle_action(&mut self, action: AllowlistAction, _now: Now) {
        match action {
            AllowlistAction::Refresh => self.wanted = true,
        }
    }

    pub(super) fn handle_reply(&mut self, reply: AllowlistReply, _notices: &mut Notices, now: Now) {
        if let AllowlistReply::List(list) = reply {
            self.list.answer(list, now);
        }
    }

    pub(super) fn due(&mut self, _now: Now) -> Option<Command> {
        std::mem::take(&mut self.wanted).then(|| {
            self.list.ask();
            Command::Allowlist(AllowlistVerb::Read)
        })
    }
}
