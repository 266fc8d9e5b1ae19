//! What is asked of the allowlist, carried out; and the list, read again once when something has changed. Knows no HTTP.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures_util::{FutureExt as _, future::BoxFuture};

use super::{bulk_import, error::is_lost, event_sender::EventSender, http::Client};
use crate::{
    domain::{allowlist::AllowlistEntry, problem::Problem},
    messages::{AllowlistReply, AllowlistVerb, Event},
    wire::http_bodies::Read,
};

/// The part of the worker that looks after the allowlist.
pub(crate) struct Approvals {
    desk: Desk,
    /// Changes under way.
    changing: usize,
    /// Counts the changes that are through: a list that was read meanwhile may be older than they are.
    changes: u64,
    reading: bool,
    wanted: bool,
    /// Ends the import that is under way.
    cancel: Arc<AtomicBool>,
}

/// What a call needs.
#[derive(Clone)]
pub(crate) struct Desk {
    pub client: Client,
    event_tx: EventSender,
}

/// What is left to do once something is through.
pub(crate) enum Done {
    /// A change; whether the list may be another one now.
    Change { matters: bool },
    /// The list, as it was after so many changes.
    List(u64, Result<Option<Read<Vec<AllowlistEntry>>>, Box<Problem>>),
    /// The window knows.
    Told,
}

/// One thing to do, and what is left to do afterwards.
pub(crate) type Task = BoxFuture<'static, Done>;

impl Approvals {
    pub fn new(client: Client, event_tx: EventSender) -> Self {
        Self {
            desk: Desk { client, event_tx },
            changing: 0,
            changes: 0,
            reading: false,
            wanted: false,
            cancel: Arc::default(),
        }
    }

    /// Begins with what is asked; `None`: nothing is to be done now.
    pub fn begin(&mut self, verb: AllowlistVerb) -> Option<Task> {
        match verb {
            AllowlistVerb::Read => {
                self.wanted = true;
                return self.read();
            }
            AllowlistVerb::CancelImport => {
                self.cancel.store(true, Ordering::Relaxed);
                return None;
            }
            AllowlistVerb::Import(_) => self.cancel = Arc::default(),
            AllowlistVerb::Add(_)
            | AllowlistVerb::Edit(..)
            | AllowlistVerb::Remove(_)
            | AllowlistVerb::Clear => {}
        }
        self.changing += 1;
        let (desk, cancel) = (self.desk.clone(), self.cancel.clone());
        Some(async move { desk.change(verb, &cancel).await }.boxed())
    }

    /// Takes note of what is through. The next thing to do, and whether cameras may be on the list now that were not, or the
    /// other way round.
    pub fn finish(&mut self, done: Done) -> (Option<Task>, bool) {
        match done {
            Done::Told => (None, false),
            Done::Change { matters } => {
                self.changing -= 1;
                self.changes += 1;
                self.wanted |= matters;
                let settled = self.changing == 0 && self.wanted;
                (self.read(), settled)
            }
            Done::List(changes, answer) => {
                self.reading = false;
                if self.changing > 0 || changes != self.changes {
                    self.wanted = true;
                    return (self.read(), false);
                }
                let desk = self.desk.clone();
                (
                    Some(async move { desk.tell_list(answer).await }.boxed()),
                    false,
                )
            }
        }
    }

    /// Reads the list if somebody wants it, once nothing changes it any more.
    fn read(&mut self) -> Option<Task> {
        if self.changing > 0 || self.reading || !std::mem::take(&mut self.wanted) {
            return None;
        }
        self.reading = true;
        let (client, changes) = (self.desk.client.clone(), self.changes);
        Some(async move { Done::List(changes, client.allowlist().await) }.boxed())
    }
}

impl Desk {
    async fn change(self, verb: AllowlistVerb, cancel: &AtomicBool) -> Done {
        let (reply, matters) = match verb {
            AllowlistVerb::Add(entry) => {
                let added = self.client.approve(&entry).await;
                let added = self.keep_warnings(added).await;
                let matters = matters(&added);
                (AllowlistReply::Added(entry.mac, added), matters)
            }
            AllowlistVerb::Edit(mac, note) => {
                let edited = self.client.edit_entry(mac, &note).await;
                let edited = self.keep_warnings(edited).await;
                let matters = matters(&edited);
                (AllowlistReply::Edited(mac, edited), matters)
            }
            AllowlistVerb::Remove(mac) => {
                let removed = self.client.remove_entry(mac).await;
                let matters = matters(&removed);
                (AllowlistReply::Removed(mac, removed), matters)
            }
            AllowlistVerb::Clear => {
                let cleared = self.client.clear_allowlist().await;
                (AllowlistReply::Cleared(cleared), true)
            }
            AllowlistVerb::Import(entries) => {
                bulk_import::run(&self, entries, cancel).await;
                (AllowlistReply::ImportEnded, true)
            }
            AllowlistVerb::Read | AllowlistVerb::CancelImport => return Done::Told,
        };
        self.tell(reply).await;
        Done::Change { matters }
    }

    async fn tell_list(
        self,
        answer: Result<Option<Read<Vec<AllowlistEntry>>>, Box<Problem>>,
    ) -> Done {
        let list = match answer {
            Ok(Some(read)) => self.keep_warnings(Ok(read)).await.map(Some),
            Ok(None) => Ok(None),
            Err(problem) => Err(problem),
        };
        self.tell(AllowlistReply::List(list)).await;
        Done::Told
    }

    /// Tells the window.
    pub async fn tell(&self, reply: AllowlistReply) {
        self.event_tx.send(Event::Allowlist(reply)).await;
    }

    async fn keep_warnings<T>(
        &self,
        result: Result<Read<T>, Box<Problem>>,
    ) -> Result<T, Box<Problem>> {
        self.event_tx.keep_warnings(result).await
    }
}

/// Whether the list may be another one after this: not if the Pi has not even heard of it.
fn matters<T>(result: &Result<T, Box<Problem>>) -> bool {
    match result {
        Ok(_) => true,
        Err(problem) => problem.http_status.is_some() || is_lost(problem),
    }
}
