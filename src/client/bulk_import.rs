//! Imports a list into the allowlist: 100 entries per call where the Pi can do that, else one by one.

use std::{
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicBool, Ordering},
};

use futures_util::FutureExt as _;

use super::{
    allowlist_commands::Calls,
    error::fault,
    http::{BulkAdd, RetryPolicy},
};
use crate::{
    domain::{
        allowlist::NewEntry,
        mac::MacAddr,
        problem::{ErrorCode, Problem},
    },
    messages::AllowlistReply,
};

/// Entries in one call.
const CHUNK: usize = 100;

/// Runs until every entry is answered or `cancel` is set. Returns the entries of which only the list
/// shows whether they are on it; they are not answered yet.
pub(crate) async fn run(
    calls: &Calls,
    entries: Vec<NewEntry>,
    cancel: &AtomicBool,
) -> Vec<MacAddr> {
    let mut import = BulkImport {
        calls,
        cancel,
        unanswered: &entries,
        unsure: Vec::new(),
    };
    if AssertUnwindSafe(import.run()).catch_unwind().await.is_err() {
        import.answer(entries.len(), Err(fault())).await;
    }
    import.unsure
}

struct BulkImport<'a> {
    calls: &'a Calls,
    cancel: &'a AtomicBool,
    /// What is neither answered nor in `unsure`.
    unanswered: &'a [NewEntry],
    unsure: Vec<MacAddr>,
}

impl BulkImport<'_> {
    async fn run(&mut self) {
        while let Some(chunk) = self.next(CHUNK) {
            match self.calls.client.add_entries(chunk).await {
                Ok(BulkAdd::All) => self.answer(chunk.len(), Ok(())).await,
                Ok(BulkAdd::Unsure) => {
                    let macs = self.take(chunk.len());
                    self.unsure.extend(macs);
                }
                Ok(BulkAdd::Unavailable) => return self.run_one_by_one().await,
                Err(problem) => self.answer(chunk.len(), Err(problem)).await,
            }
        }
    }

    async fn run_one_by_one(&mut self) {
        while let Some([entry]) = self.next(1) {
            let client = &self.calls.client;
            let result = client.add_entry(entry, RetryPolicy::ManyEntries).await;
            let result = result.map(drop);
            let result = match result {
                // Also what a Pi answers for an entry that is on the list already (contract, section 10).
                Err(problem) if problem.error_code() == Some(ErrorCode::ValidationFailed) => {
                    self.already_listed(entry, problem).await
                }
                result => result,
            };
            self.answer(1, result).await;
        }
    }

    /// An entry that is refused although it is on the list was there before: nothing is wrong.
    async fn already_listed(
        &self,
        entry: &NewEntry,
        problem: Box<Problem>,
    ) -> Result<(), Box<Problem>> {
        match self.calls.client.has_entry(entry.mac).await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(problem),
        }
    }

    /// The next entries, at most `most`; `None` at the end and after a cancel.
    fn next(&self, most: usize) -> Option<&[NewEntry]> {
        let next = &self.unanswered[..most.min(self.unanswered.len())];
        let goes_on = !next.is_empty() && !self.cancel.load(Ordering::Relaxed);
        goes_on.then_some(next)
    }

    /// Answers the next entries. They count as answered before the reply is sent: none is answered
    /// twice.
    async fn answer(&mut self, most: usize, result: Result<(), Box<Problem>>) {
        let macs = self.take(most);
        if !macs.is_empty() {
            self.calls
                .reply(AllowlistReply::Imported(macs, result))
                .await;
        }
    }

    fn take(&mut self, most: usize) -> Vec<MacAddr> {
        let (next, rest) = self.unanswered.split_at(most.min(self.unanswered.len()));
        self.unanswered = rest;
        next.iter().map(|entry| entry.mac).collect()
    }
}
