//! What the Pi answers about the allowlist.

use super::{Allowlist, Change, Clearing};
use crate::{
    domain::{allowlist::AllowlistEntry, clock::Now, mac::MacAddr, problem::Problem},
    messages::AllowlistReply,
    model::notices::{Notices, Severity},
    tr,
};

/// The code of something that this Pi cannot do.
const NOT_AVAILABLE: &str = "NOT_AVAILABLE";

impl Allowlist {
    pub(crate) fn handle_reply(&mut self, reply: AllowlistReply, notices: &mut Notices, now: Now) {
        match reply {
            AllowlistReply::List(list) => self.list_answered(list, notices, now),
            AllowlistReply::Added(mac, Ok(entry)) => {
                let text = tr!("allowlist-event-added", mac = mac.to_string());
                notices.log(Severity::Good, text, now);
                self.added(mac, entry);
            }
            AllowlistReply::Edited(mac, Ok(entry)) => self.edited(mac, entry.as_ref()),
            AllowlistReply::Removed(mac, Ok(())) => {
                let text = tr!("allowlist-event-removed", mac = mac.to_string());
                notices.log(Severity::Info, text, now);
                self.changes.remove(&mac);
                self.drop_listed(|entry| entry.mac == mac);
            }
            AllowlistReply::Added(mac, Err(problem))
            | AllowlistReply::Edited(mac, Err(problem))
            | AllowlistReply::Removed(mac, Err(problem)) => {
                let what = tr!("allowlist-tried-changing", mac = mac.to_string());
                notices.problem(&what, &problem, now);
                self.failed(mac, problem);
            }
            AllowlistReply::Cleared(Ok(())) => {
                notices.log(Severity::Info, tr!("allowlist-event-cleared"), now);
                self.clearing = Clearing::No;
                self.drop_listed(|_| true);
            }
            AllowlistReply::Cleared(Err(problem)) => {
                notices.problem(&tr!("allowlist-tried-clearing"), &problem, now);
                self.clearing = Clearing::Failed(problem);
            }
            AllowlistReply::Imported(macs, outcome) => self.import.imported(&macs, &outcome),
            AllowlistReply::ImportEnded => self.import.ended(),
        }
        self.touched();
    }

    fn list_answered(
        &mut self,
        list: Result<Option<Vec<AllowlistEntry>>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        self.asked_at = Some(now.instant);
        if let Err(problem) = &list
            && self
                .list
                .problem()
                .is_none_or(|before| before.code != problem.code)
        {
            notices.problem(&tr!("allowlist-tried-reading"), problem, now);
        }
        match &list {
            Ok(_) => self.retry.over(),
            Err(problem) => self.retry.failed(problem, now),
        }
        self.list.answer(list, now);
        let mut changes = std::mem::take(&mut self.changes);
        changes.retain(|mac, change| !self.is_settled(*mac, change));
        self.changes = changes;
    }

    /// Whether the list shows that what had failed is so after all: an answer was lost, or somebody else did it.
    fn is_settled(&self, mac: MacAddr, change: &Change) -> bool {
        if self.list.problem().is_some() {
            return false;
        }
        let listed = self.listed(mac);
        match change {
            Change::AddFailed(..) => listed.is_some(),
            Change::EditFailed(note, _) => listed.is_none_or(|entry| entry.note == *note),
            Change::RemoveFailed(_) => listed.is_none(),
            Change::Adding(_) | Change::Editing(_) | Change::Leaving { .. } | Change::Removing => {
                false
            }
        }
    }

    fn added(&mut self, mac: MacAddr, entry: Option<AllowlistEntry>) {
        let Some(Change::Adding(new)) = self.changes.remove(&mac) else {
            return;
        };
        let entry = entry.unwrap_or(AllowlistEntry {
            mac,
            note: new.note,
            added_at: None,
            used: false,
            used_at: None,
        });
        if self.listed(mac).is_none()
            && let Some(entries) = self.list.value_mut()
        {
            entries.push(entry);
        }
    }

    fn edited(&mut self, mac: MacAddr, entry: Option<&AllowlistEntry>) {
        let Some(Change::Editing(note)) = self.changes.remove(&mac) else {
            return;
        };
        let entries = self.list.value_mut().into_iter().flatten();
        for listed in entries.filter(|listed| listed.mac == mac) {
            match entry {
                Some(entry) => listed.clone_from(entry),
                None => listed.note.clone_from(&note),
            }
        }
    }

    /// What was shown before the Pi had agreed is taken back; what was typed is not.
    fn failed(&mut self, mac: MacAddr, problem: Box<Problem>) {
        let failed = match self.changes.remove(&mac) {
            Some(Change::Adding(entry)) => Change::AddFailed(entry, problem),
            Some(Change::Editing(note)) => {
                self.cannot_edit |= problem.code == NOT_AVAILABLE;
                Change::EditFailed(note, problem)
            }
            Some(Change::Removing) => Change::RemoveFailed(problem),
            Some(other) => other,
            None => return,
        };
        self.changes.insert(mac, failed);
    }

    fn drop_listed(&mut self, is_gone: impl Fn(&AllowlistEntry) -> bool) {
        if let Some(entries) = self.list.value_mut() {
            entries.retain(|entry| !is_gone(entry));
        }
    }
}
