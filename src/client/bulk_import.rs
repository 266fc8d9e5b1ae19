//! Puts many cameras on the allowlist: many in one call where the Pi can, else one after the other. Each gets its own answer.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use super::allowlist_commands::Desk;
use crate::{
    domain::{
        allowlist::NewEntry,
        clock::Now,
        mac::MacAddr,
        problem::{Category, Problem, Remedy},
    },
    messages::AllowlistReply,
};

/// Entries in one call.
const CHUNK: usize = 100;

/// What a Pi says to an entry that is there already (contract, section 10).
const VALIDATION_FAILED: &str = "VALIDATION_FAILED";

/// Runs until all entries have their answer, or `cancel` is set.
pub(crate) async fn run(desk: &Desk, entries: Vec<NewEntry>, cancel: &AtomicBool) {
    let cancelled = || cancel.load(Ordering::Relaxed);
    let mut chunks = entries.chunks(CHUNK);
    let mut rest: &[NewEntry] = &[];
    for chunk in chunks.by_ref() {
        if cancelled() {
            return;
        }
        match desk.client.approve_many(chunk).await {
            Ok(Some(())) => tell_what_is_so(desk, chunk).await,
            Ok(None) => {
                rest = chunk;
                break;
            }
            Err(problem) => tell_failed(desk, chunk, problem).await,
        }
    }
    for entry in rest.iter().chain(chunks.flatten()) {
        if cancelled() {
            return;
        }
        let answer = desk.client.approve(entry).await.map(drop);
        let answer = match answer {
            Err(problem) if problem.code == VALIDATION_FAILED => listed(desk, entry, problem).await,
            answer => answer,
        };
        desk.tell(AllowlistReply::Imported(vec![entry.mac], answer))
            .await;
    }
}

/// A Pi tells only how many it has taken: which, is in its list.
async fn tell_what_is_so(desk: &Desk, chunk: &[NewEntry]) {
    let list = match desk.client.allowlist().await {
        Ok(read) => read.map(|read| read.value).unwrap_or_default(),
        Err(problem) => return tell_failed(desk, chunk, problem).await,
    };
    let listed: HashSet<MacAddr> = list.into_iter().map(|entry| entry.mac).collect();
    let macs = chunk.iter().map(|entry| entry.mac);
    let (taken, left): (Vec<MacAddr>, Vec<MacAddr>) = macs.partition(|mac| listed.contains(mac));
    desk.tell(AllowlistReply::Imported(taken, Ok(()))).await;
    if !left.is_empty() {
        let refused = Err(not_taken());
        desk.tell(AllowlistReply::Imported(left, refused)).await;
    }
}

/// An entry that was refused although it is on the list is there already: that is what was wanted.
async fn listed(desk: &Desk, entry: &NewEntry, problem: Box<Problem>) -> Result<(), Box<Problem>> {
    match desk.client.approved(entry.mac).await {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(problem),
    }
}

async fn tell_failed(desk: &Desk, chunk: &[NewEntry], problem: Box<Problem>) {
    let macs = chunk.iter().map(|entry| entry.mac).collect();
    desk.tell(AllowlistReply::Imported(macs, Err(problem)))
        .await;
}

fn not_taken() -> Box<Problem> {
    Box::new(Problem {
        summary: "The Pi did not take this entry, and does not say why.".to_owned(),
        details: None,
        code: "NOT_TAKEN".to_owned(),
        category: Category::Validation,
        http_status: None,
        endpoint: None,
        correlation_id: None,
        retryable: true,
        retry_after: None,
        at: Now::read().wall,
        remedy: Remedy::Retry,
    })
}
