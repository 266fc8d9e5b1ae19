//! Carries out the commands about the allowlist, and reads the list again once after they have changed
//! it.

use std::{
    collections::HashSet,
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::{FutureExt as _, future::BoxFuture};

use super::{
    bulk_import,
    error::{fault, is_lost},
    event_sender::EventSender,
    http::{Client, RetryPolicy},
};
use crate::{
    domain::{
        allowlist::{AllowlistEntry, NewEntry},
        clock::Now,
        mac::MacAddr,
        problem::{Problem, ProblemKind},
    },
    messages::{AllowlistReply, AllowlistVerb, Event},
    wire::http_bodies::Read,
};

/// The part of the worker that carries out the commands about the allowlist.
pub(crate) struct AllowlistCommands {
    calls: Calls,
    /// Changes under way.
    changing: usize,
    /// Changes that ended. A list that was read while one of them ended may be older than it.
    changes: u64,
    reading: bool,
    /// Whether the list is to be read.
    wanted: bool,
    /// Entries of the import that ended: the next list shows whether they are on it.
    unsure: Vec<MacAddr>,
    /// Ends the import that is under way.
    cancel: Arc<AtomicBool>,
}

/// What a call needs.
#[derive(Clone)]
pub(crate) struct Calls {
    pub client: Client,
    event_tx: EventSender,
}

/// The result of a task.
pub(crate) enum Done {
    /// A change ended.
    Change {
        /// Whether it may have changed the list.
        matters: bool,
    },
    /// An import ended.
    Import { unsure: Vec<MacAddr> },
    /// The list was read.
    List {
        /// The changes that had ended when the read began.
        changes: u64,
        answer: ListAnswer,
    },
    /// Replies were sent; there is nothing more to do.
    Sent,
}

/// `None`: this Pi has no list (contract, section 3, rule 8).
type ListAnswer = Result<Option<Read<Vec<AllowlistEntry>>>, Box<Problem>>;

/// Something for the worker to run. Its result goes to [`AllowlistCommands::finish`].
pub(crate) type Task = BoxFuture<'static, Done>;

impl AllowlistCommands {
    pub fn new(client: Client, event_tx: EventSender) -> Self {
        Self {
            calls: Calls { client, event_tx },
            changing: 0,
            changes: 0,
            reading: false,
            wanted: false,
            unsure: Vec::new(),
            cancel: Arc::default(),
        }
    }

    /// `None`: there is nothing to run now.
    pub fn begin(&mut self, verb: AllowlistVerb, retry_policy: RetryPolicy) -> Option<Task> {
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
            | AllowlistVerb::Replace(_)
            | AllowlistVerb::Remove(_)
            | AllowlistVerb::Clear => {}
        }
        self.changing += 1;
        let (calls, cancel) = (self.calls.clone(), self.cancel.clone());
        Some(async move { calls.change(verb, retry_policy, &cancel).await }.boxed())
    }

    /// The next task, and whether the changes have all ended and the list may be another one.
    pub fn finish(&mut self, done: Done) -> (Option<Task>, bool) {
        match done {
            Done::Sent => (None, false),
            Done::Change { matters } => self.changed(matters),
            Done::Import { unsure } => {
                self.unsure.extend(unsure);
                self.changed(true)
            }
            Done::List { changes, answer } => {
                self.reading = false;
                // Asked for meanwhile: what was read may be older than the question.
                if self.changing > 0 || changes != self.changes || self.wanted {
                    self.wanted = true;
                    return (self.read(), false);
                }
                let calls = self.calls.clone();
                let unsure = std::mem::take(&mut self.unsure);
                let send = async move { calls.send_list(answer, unsure).await };
                (Some(send.boxed()), false)
            }
        }
    }

    fn changed(&mut self, matters: bool) -> (Option<Task>, bool) {
        self.changing -= 1;
        self.changes += 1;
        self.wanted |= matters;
        let settled = self.changing == 0 && self.wanted;
        (self.read(), settled)
    }

    /// Reads the list if it is wanted and no change is under way.
    fn read(&mut self) -> Option<Task> {
        if self.changing > 0 || self.reading || !std::mem::take(&mut self.wanted) {
            return None;
        }
        self.reading = true;
        let (client, changes) = (self.calls.client.clone(), self.changes);
        let read = async move {
            let answer = AssertUnwindSafe(client.allowlist()).catch_unwind().await;
            let answer = answer.unwrap_or_else(|_panic| Err(fault()));
            Done::List { changes, answer }
        };
        Some(read.boxed())
    }
}

impl Calls {
    /// A change that panics is answered like one that failed.
    async fn change(
        self,
        verb: AllowlistVerb,
        retry_policy: RetryPolicy,
        cancel: &AtomicBool,
    ) -> Done {
        if let AllowlistVerb::Import(entries) = verb {
            return self.import(entries, cancel).await;
        }
        let change = AssertUnwindSafe(self.make_change(&verb, retry_policy)).catch_unwind();
        let (replies, matters) = match change.await {
            Ok((reply, matters)) => (reply.into_iter().collect(), matters),
            Err(_panic) => (verb.failed(fault), true),
        };
        for reply in replies {
            self.reply(reply).await;
        }
        Done::Change { matters }
    }

    async fn make_change(
        &self,
        verb: &AllowlistVerb,
        retry_policy: RetryPolicy,
    ) -> (Option<AllowlistReply>, bool) {
        let (reply, matters) = match verb {
            AllowlistVerb::Add(entry) => {
                let added = self.client.add_entry(entry, retry_policy).await;
                let added = self.event_tx.keep_warnings(added).await;
                let matters = matters(&added);
                (AllowlistReply::Added(entry.mac, added), matters)
            }
            AllowlistVerb::Edit(mac, note) => {
                let edited = self.client.edit_entry(*mac, note, retry_policy).await;
                let edited = self.event_tx.keep_warnings(edited).await;
                let matters = matters(&edited);
                (AllowlistReply::Edited(*mac, edited), matters)
            }
            AllowlistVerb::Replace(entry) => (self.replace(entry, retry_policy).await, true),
            AllowlistVerb::Remove(mac) => {
                let removed = self.client.remove_entry(*mac, retry_policy).await;
                let matters = matters(&removed);
                (AllowlistReply::Removed(*mac, removed), matters)
            }
            AllowlistVerb::Clear => {
                let cleared = self.client.clear_allowlist().await;
                (AllowlistReply::Cleared(cleared), true)
            }
            AllowlistVerb::Read | AllowlistVerb::CancelImport | AllowlistVerb::Import(_) => {
                return (None, false);
            }
        };
        (Some(reply), matters)
    }

    /// Once the entry is off the list, a failure is that of an addition: what was typed is kept for
    /// another attempt.
    async fn replace(&self, entry: &NewEntry, retry_policy: RetryPolicy) -> AllowlistReply {
        let removed = self.client.remove_entry(entry.mac, retry_policy).await;
        if let Err(problem) = removed {
            return AllowlistReply::Edited(entry.mac, Err(problem));
        }
        let added = self.client.add_entry(entry, retry_policy).await;
        match self.event_tx.keep_warnings(added).await {
            Ok(added) => AllowlistReply::Edited(entry.mac, Ok(added)),
            Err(problem) => AllowlistReply::Added(entry.mac, Err(problem)),
        }
    }

    /// Ends here, or with the list where only the list shows which entries are on it.
    async fn import(self, entries: Vec<NewEntry>, cancel: &AtomicBool) -> Done {
        let unsure = bulk_import::run(&self, entries, cancel).await;
        if unsure.is_empty() {
            self.reply(AllowlistReply::ImportEnded).await;
        }
        Done::Import { unsure }
    }

    async fn send_list(self, answer: ListAnswer, unsure: Vec<MacAddr>) -> Done {
        let list = match answer {
            Ok(Some(read)) => self.event_tx.keep_warnings(Ok(read)).await.map(Some),
            Ok(None) => Ok(None),
            Err(problem) => Err(problem),
        };
        if !unsure.is_empty() {
            for (macs, result) in look_up(unsure, &list) {
                self.reply(AllowlistReply::Imported(macs, result)).await;
            }
            self.reply(AllowlistReply::ImportEnded).await;
        }
        self.reply(AllowlistReply::List(list)).await;
        Done::Sent
    }

    pub async fn reply(&self, reply: AllowlistReply) {
        self.event_tx.send(Event::Allowlist(reply)).await;
    }
}

/// Whether the list may be another one afterwards: not if the Pi never got the call.
fn matters<T>(result: &Result<T, Box<Problem>>) -> bool {
    match result {
        Ok(_) => true,
        Err(problem) => problem.http_status.is_some() || is_lost(problem),
    }
}

/// The outcome of some entries of an import.
type Imported = (Vec<MacAddr>, Result<(), Box<Problem>>);

/// The entries that are on the list, and those that are not.
fn look_up(
    unsure: Vec<MacAddr>,
    list: &Result<Option<Vec<AllowlistEntry>>, Box<Problem>>,
) -> Vec<Imported> {
    let list = match list {
        Ok(list) => list.as_deref().unwrap_or_default(),
        Err(problem) => return vec![(unsure, Err(problem.clone()))],
    };
    let listed: HashSet<MacAddr> = list.iter().map(|entry| entry.mac).collect();
    let (added, missing): (Vec<MacAddr>, Vec<MacAddr>) =
        unsure.into_iter().partition(|mac| listed.contains(mac));
    let results = [(added, Ok(())), (missing, Err(not_taken()))];
    results
        .into_iter()
        .filter(|(macs, _)| !macs.is_empty())
        .collect()
}

fn not_taken() -> Box<Problem> {
    Box::new(Problem::new(ProblemKind::NotTaken, Now::read().wall))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use tokio::sync::mpsc;

    use super::*;
    use crate::{
        client::{CaCertificates, ClientConfig, ServerUrl, Timing},
        domain::{allowlist::EntryNote, feature_flags::FeatureFlags},
    };

    #[tokio::test]
    async fn an_import_that_panics_answers_each_entry_once_and_ends() {
        let config = ClientConfig {
            server: ServerUrl::parse("127.0.0.1:9").unwrap(),
            key: None,
            timing: Timing::default(),
            features: FeatureFlags::default(),
            extra_cas: CaCertificates::default(),
        };
        let (event_tx, mut event_rx) = mpsc::channel(100);
        let panics = AtomicBool::new(true);
        let waker = move || assert!(!panics.swap(false, Ordering::Relaxed), "injected");
        let calls = Calls {
            client: Client::new(config).unwrap(),
            event_tx: EventSender::new(event_tx, Arc::new(waker)),
        };
        let entries: Vec<NewEntry> = (0..250)
            .map(|last| NewEntry {
                mac: MacAddr::new([2, 0, 0, 0, 0, last]),
                note: EntryNote::default(),
            })
            .collect();
        let macs: Vec<MacAddr> = entries.iter().map(|entry| entry.mac).collect();
        calls.import(entries, &AtomicBool::new(false)).await;
        let (mut answered, mut codes, mut ends) = (Vec::new(), Vec::new(), 0);
        while let Some(queued) = event_rx.recv().await {
            match queued.event {
                Event::Allowlist(AllowlistReply::Imported(macs, result)) => {
                    answered.extend(macs);
                    codes.extend(result.err().map(|problem| problem.code().into_owned()));
                }
                Event::Allowlist(AllowlistReply::ImportEnded) => ends += 1,
                _ => {}
            }
        }
        assert_eq!(codes, ["UNREACHABLE", "CONSOLE_FAULT"]);
        assert_eq!((answered, ends), (macs, 1));
    }
}
