//! The calls about the allowlist (contract, section 4).

use serde::de::IgnoredAny;

use super::{CallResult, Client, RetryPolicy, call::Refusal, endpoints::json};
use crate::{
    client::routes,
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        mac::MacAddr,
        problem::Problem,
    },
    wire::{
        allowlist::{
            self, BulkAddBody, BulkAddData, EditBody, EntriesData, EntryData, NewEntryBody,
        },
        http_bodies::Read,
    },
};

/// Room for one entry as JSON.
const ENTRY_SIZE: usize = 256;

/// What a Pi did with many new entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAdd {
    /// It added every entry.
    All,
    /// It skipped some, or its counts do not add up: only the list shows which entries are on it.
    Unsure,
    /// It does not know the call and takes one entry at a time.
    Unavailable,
}

impl Client {
    /// The whole list; `None` on a Pi that has none (contract, section 3, rule 8).
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn allowlist(&self) -> Result<Option<Read<Vec<AllowlistEntry>>>, Box<Problem>> {
        let route = routes::allowlist();
        let answered = self
            .call::<EntriesData>(&route, None, RetryPolicy::Several)
            .await;
        optional(answered.map(|answered| {
            let data = answered.answer.data.unwrap_or_default();
            allowlist::entries(data, &answered.endpoint)
        }))
    }

    /// Whether a camera is on the list.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn has_entry(&self, mac: MacAddr) -> Result<bool, Box<Problem>> {
        let route = routes::entry(mac);
        match self
            .call::<IgnoredAny>(&route, None, RetryPolicy::InTurn)
            .await
        {
            Ok(_entry) => Ok(true),
            Err(refusal) if refusal.is_unknown_item() => Ok(false),
            Err(refusal) => Err(refusal.problem),
        }
    }

    /// Puts a camera on the list; the entry, if the Pi sent it.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn add_entry(&self, entry: &NewEntry) -> CallResult<Option<AllowlistEntry>> {
        let body = json(&NewEntryBody::from(entry), ENTRY_SIZE);
        let route = routes::add_entry();
        let answered = self.call::<EntryData>(&route, Some(&body), RetryPolicy::InTurn);
        let answered = answered.await.map_err(Refusal::of_feature)?;
        let data = answered.answer.data.unwrap_or_default();
        Ok(allowlist::entry(data, &answered.endpoint))
    }

    /// Adds many entries in one call.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn add_entries(&self, entries: &[NewEntry]) -> Result<BulkAdd, Box<Problem>> {
        let body = BulkAddBody {
            entries: entries.iter().map(NewEntryBody::from).collect(),
        };
        let body = json(&body, ENTRY_SIZE * entries.len());
        let route = routes::add_entries();
        let answered = self.call::<BulkAddData>(&route, Some(&body), RetryPolicy::InTurn);
        match answered.await {
            Ok(answered) => {
                let data = answered.answer.data.unwrap_or_default();
                Ok(if data.added_all(entries.len()) {
                    BulkAdd::All
                } else {
                    BulkAdd::Unsure
                })
            }
            Err(refusal) if refusal.is_unknown_route() => Ok(BulkAdd::Unavailable),
            Err(refusal) => Err(refusal.problem),
        }
    }

    /// Changes what is written about a camera; the entry, if the Pi sent it. `NOT_AVAILABLE`: an older Pi.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn edit_entry(
        &self,
        mac: MacAddr,
        note: &EntryNote,
    ) -> CallResult<Option<AllowlistEntry>> {
        let body = json(&EditBody::from(note), ENTRY_SIZE);
        let route = routes::edit_entry(mac);
        let answered = self.call::<EntryData>(&route, Some(&body), RetryPolicy::InTurn);
        let answered = answered.await.map_err(Refusal::of_feature)?;
        let data = answered.answer.data.unwrap_or_default();
        Ok(allowlist::entry(data, &answered.endpoint))
    }

    /// Takes a camera off the list. One that is not there is as good as removed.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn remove_entry(&self, mac: MacAddr) -> Result<(), Box<Problem>> {
        let route = routes::remove_entry(mac);
        let answered = self
            .call::<IgnoredAny>(&route, None, RetryPolicy::InTurn)
            .await;
        gone(answered.map(drop))
    }

    /// Takes all cameras off the list, one after the other where a Pi cannot do it at once.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn clear_allowlist(&self) -> Result<(), Box<Problem>> {
        let route = routes::clear_allowlist();
        match self
            .call::<IgnoredAny>(&route, None, RetryPolicy::InTurn)
            .await
        {
            Ok(_count) => return Ok(()),
            Err(refusal) if refusal.is_unknown_route() || took_all_for_a_mac(&refusal) => {}
            Err(refusal) => return Err(refusal.problem),
        }
        let list = self.allowlist().await?.map(|read| read.value);
        for entry in list.unwrap_or_default() {
            self.remove_entry(entry.mac).await?;
        }
        Ok(())
    }
}

/// What a Pi without that route says: it takes the word for the address of a camera.
fn took_all_for_a_mac(refusal: &Refusal) -> bool {
    matches!(refusal.problem.http_status, Some(400 | 404))
}

/// What came of asking for something that not every Pi has (contract, section 3, rule 8).
pub(crate) fn optional<T>(outcome: Result<T, Refusal>) -> Result<Option<T>, Box<Problem>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(refusal) if refusal.is_unavailable() => Ok(None),
        Err(refusal) => Err(refusal.problem),
    }
}

/// What came of taking something away: that it is not there is what was wanted.
pub(crate) fn gone(outcome: Result<(), Refusal>) -> Result<(), Box<Problem>> {
    match outcome {
        Err(refusal) if refusal.is_unknown_item() => Ok(()),
        outcome => outcome.map_err(Refusal::of_feature),
    }
}
