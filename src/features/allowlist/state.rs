//! The allowlist tab: the list as the Pi sent it, with what is being done to it laid over it.

pub(crate) mod changes;
pub(crate) mod replies;
#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
pub(crate) mod tests;

use std::{
    collections::{BTreeMap, VecDeque},
    time::{Duration, Instant},
};

pub use changes::{Change, UNDO_TIME};

use crate::{
    domain::{allowlist::AllowlistEntry, clock::Now, mac::MacAddr, problem::Problem},
    features::allowlist::{csv_export, import::Import},
    messages::{AllowlistVerb, Command},
    model::{remote_data::RemoteData, retry_countdown::RetryCountdown},
};

/// While the tab is open, the list is read again after this long.
const REFRESH_AFTER: Duration = Duration::from_secs(30);

/// The state of the tab.
#[derive(Debug, Default)]
pub struct Allowlist {
    list: RemoteData<Vec<AllowlistEntry>>,
    changes: BTreeMap<MacAddr, Change>,
    /// Removals that can be undone, the latest last.
    leaving: Vec<MacAddr>,
    clearing: Clearing,
    /// Many cameras at once.
    pub import: Import,
    /// When the list is read again after that has failed.
    pub retry: RetryCountdown,
    cannot_edit: bool,
    is_shown: bool,
    asked_at: Option<Instant>,
    /// What the worker has to do.
    orders: VecDeque<AllowlistVerb>,
    revision: u64,
}

/// Whether all cameras are being taken off the list.
#[derive(Debug, Default, Clone, PartialEq)]
enum Clearing {
    #[default]
    No,
    UnderWay,
    Failed(Box<Problem>),
}

impl Allowlist {
    /// What the worker has to do by now.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        let order = self
            .orders
            .pop_front()
            .or_else(|| self.removal_due(now))
            .or_else(|| self.refresh_due(now))?;
        Some(Command::Allowlist(order))
    }

    /// The line to the Pi is up: what could not be read is read again.
    pub(crate) fn link_is_up(&mut self) {
        if self.list.problem().is_some() {
            self.asked_at = None;
            self.retry.over();
        }
    }

    fn refresh_due(&mut self, now: Now) -> Option<AllowlistVerb> {
        if !self.is_shown || self.list.is_reading() {
            return None;
        }
        // What failed is read again when its countdown is over, or when a person asks for it.
        let has_failed = self.list.problem().is_some();
        let is_old = |asked_at| !has_failed && now.since(asked_at) >= REFRESH_AFTER;
        let due = self.asked_at.is_none_or(is_old) || self.retry.is_due(now);
        due.then(|| {
            self.asked_at = Some(now.instant);
            self.list.ask();
            AllowlistVerb::Read
        })
    }

    /// What must not be lost when the window closes: the removals that could still have been undone.
    pub(crate) fn flush(&mut self) -> Vec<Command> {
        for mac in &self.leaving {
            self.changes.insert(*mac, Change::Removing);
        }
        let removals = self.leaving.drain(..).map(AllowlistVerb::Remove);
        let orders = self.orders.drain(..).chain(removals);
        orders.map(Command::Allowlist).collect()
    }

    /// Whether the worker has changes of the list in hand.
    #[must_use]
    pub fn is_changing(&self) -> bool {
        self.clearing == Clearing::UnderWay || self.changes.values().any(Change::is_under_way)
    }

    /// When the tab changes by itself.
    pub(crate) fn next_tick(&self) -> Option<Duration> {
        let counts = !self.leaving.is_empty()
            || self.retry.is_waiting()
            || self.is_shown && self.list.read_at().is_some();
        counts.then_some(Duration::from_secs(1))
    }

    /// Counts what may change the table: what was computed from it is good as long as this stays.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the tab is open.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// The whole list as CSV, without what is being added or removed.
    #[must_use]
    pub fn csv(&self) -> String {
        csv_export::list(self.list.value().into_iter().flatten())
    }

    /// Whether the list has never come.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.list.value().is_none()
    }

    /// Whether it is being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.list.is_reading()
    }

    /// Whether this Pi has no allowlist.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        self.list.is_unavailable()
    }

    /// Why it could not be read.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.list.problem()
    }

    /// Why it could not be cleared.
    #[must_use]
    pub fn clear_problem(&self) -> Option<&Problem> {
        match &self.clearing {
            Clearing::Failed(problem) => Some(problem),
            Clearing::No | Clearing::UnderWay => None,
        }
    }

    /// How old the list is.
    #[must_use]
    pub fn age(&self, now: Now) -> Option<Duration> {
        self.list.read_at().map(|at| now.since(at))
    }

    /// Whether this Pi can change entries, as far as is known.
    #[must_use]
    pub fn can_edit(&self) -> bool {
        !self.cannot_edit
    }

    /// What is being done to a camera.
    #[must_use]
    pub fn change(&self, mac: MacAddr) -> Option<&Change> {
        self.changes.get(&mac)
    }

    /// The entries that the Pi sent; none while all of them are being removed.
    pub(crate) fn entries(&self) -> &[AllowlistEntry] {
        match (&self.clearing, self.list.value()) {
            (Clearing::No | Clearing::Failed(_), Some(entries)) => entries,
            (Clearing::UnderWay, _) | (_, None) => &[],
        }
    }

    /// What is being done to cameras, ordered by address.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (MacAddr, &Change)> {
        self.changes.iter().map(|(mac, change)| (*mac, change))
    }

    /// Whether a camera is on the list or about to be.
    #[must_use]
    pub fn has(&self, mac: MacAddr) -> bool {
        match self.changes.get(&mac) {
            Some(Change::Adding(_)) => true,
            Some(Change::Leaving { .. } | Change::Removing) => false,
            Some(
                Change::AddFailed(..)
                | Change::Editing(_)
                | Change::EditFailed(..)
                | Change::RemoveFailed(_),
            )
            | None => self.listed(mac).is_some(),
        }
    }

    /// The removal that [`crate::state::action::AllowlistIntent::Undo`] takes back, and how long that is possible.
    #[must_use]
    pub fn undo(&self, now: Now) -> Option<(MacAddr, Duration)> {
        let mac = *self.leaving.last()?;
        match self.changes.get(&mac)? {
            Change::Leaving { until } => Some((mac, now.until(*until))),
            _ => None,
        }
    }

    fn listed(&self, mac: MacAddr) -> Option<&AllowlistEntry> {
        let entries = self.list.value()?;
        entries.iter().find(|entry| entry.mac == mac)
    }

    fn touched(&mut self) {
        self.revision += 1;
    }
}
