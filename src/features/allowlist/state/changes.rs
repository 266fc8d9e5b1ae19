//! What a person does to the allowlist: shown at once, sent, and taken back if the Pi refuses.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use super::{Allowlist, Clearing};
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        clock::Now,
        mac::MacAddr,
        problem::Problem,
    },
    features::allowlist::intent::{AllowlistIntent, ImportIntent},
    messages::AllowlistVerb,
};

/// So long a removal can be undone.
pub const UNDO_TIME: Duration = Duration::from_secs(8);

/// What is being done to one camera, or why it could not be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It is being added.
    Adding(NewEntry),
    /// It could not be added; what was typed is kept.
    AddFailed(NewEntry, Box<Problem>),
    /// What is written about it is being changed.
    Editing(EntryNote),
    /// It could not be changed; what was typed is kept.
    EditFailed(EntryNote, Box<Problem>),
    /// It will be removed then, unless that is undone.
    Leaving {
        /// When the Pi is told.
        until: Instant,
    },
    /// It is being removed.
    Removing,
    /// It could not be removed.
    RemoveFailed(Box<Problem>),
}

impl Change {
    /// Why it could not be done.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::AddFailed(_, problem)
            | Self::EditFailed(_, problem)
            | Self::RemoveFailed(problem) => Some(problem),
            Self::Adding(_) | Self::Editing(_) | Self::Leaving { .. } | Self::Removing => None,
        }
    }

    /// Whether the Pi's answer is waited for.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Adding(_) | Self::Editing(_) | Self::Removing)
    }
}

impl Allowlist {
    pub(crate) fn handle_intent(&mut self, action: AllowlistIntent, now: Now) {
        match action {
            AllowlistIntent::Show(is_shown) => {
                self.is_shown = is_shown;
                self.asked_at = None;
            }
            AllowlistIntent::Refresh => {
                self.asked_at = None;
                self.retry.now();
            }
            AllowlistIntent::StopRetrying => self.retry.stop(),
            AllowlistIntent::Add(entry) => self.add(entry),
            AllowlistIntent::Edit(mac, note) => self.edit(mac, note),
            AllowlistIntent::Remove(mac) => self.remove(mac, now),
            AllowlistIntent::Undo => self.undo_latest(),
            AllowlistIntent::TryAgain(mac) => self.try_again(mac, now),
            AllowlistIntent::DismissProblem(mac) => {
                self.changes
                    .retain(|of, change| *of != mac || change.problem().is_none());
            }
            AllowlistIntent::Clear => self.clear(),
            AllowlistIntent::DismissClearProblem => self.clearing = Clearing::No,
            AllowlistIntent::Import(action) => self.import(action),
            // Carried out by the window: reading a file takes time.
            AllowlistIntent::OpenList(_) => {}
        }
        self.touched();
    }

    /// What is about to leave the list can be added, and then stays.
    fn import(&mut self, action: ImportIntent) {
        let listed = self.list.value().into_iter().flatten();
        let listed = listed.map(|entry| entry.mac).filter(|mac| self.has(*mac));
        let listed: HashSet<MacAddr> = listed.collect();
        let order = self.import.handle_intent(action, &listed);
        if let Some(AllowlistVerb::Import(entries)) = &order {
            let wanted: HashSet<MacAddr> = entries.iter().map(|entry| entry.mac).collect();
            self.leaving.retain(|mac| !wanted.contains(mac));
            self.changes.retain(|mac, change| {
                !(matches!(change, Change::Leaving { .. }) && wanted.contains(mac))
            });
        }
        self.orders.extend(order);
    }

    fn is_busy(&self, mac: MacAddr) -> bool {
        self.changes.get(&mac).is_some_and(Change::is_under_way)
    }

    /// One that is there already is not sent: the table shows it.
    fn add(&mut self, entry: NewEntry) {
        let mac = entry.mac;
        if self.is_busy(mac) || self.has(mac) {
            return;
        }
        if self.is_leaving(mac) {
            self.leaving.retain(|leaving| *leaving != mac);
            self.changes.remove(&mac);
            return;
        }
        self.changes.insert(mac, Change::Adding(entry.clone()));
        self.orders.push_back(AllowlistVerb::Add(entry));
    }

    fn edit(&mut self, mac: MacAddr, note: EntryNote) {
        let unchanged = self.listed(mac).is_none_or(|entry| entry.note == note);
        if self.is_busy(mac) || unchanged {
            return;
        }
        self.changes.insert(mac, Change::Editing(note.clone()));
        self.orders.push_back(AllowlistVerb::Edit(mac, note));
    }

    fn remove(&mut self, mac: MacAddr, now: Now) {
        if self.is_busy(mac) || !self.has(mac) {
            return;
        }
        let until = now.instant + UNDO_TIME;
        self.changes.insert(mac, Change::Leaving { until });
        self.leaving.push(mac);
    }

    fn is_leaving(&self, mac: MacAddr) -> bool {
        matches!(self.changes.get(&mac), Some(Change::Leaving { .. }))
    }

    fn undo_latest(&mut self) {
        if let Some(mac) = self.leaving.pop() {
            self.changes.remove(&mac);
        }
    }

    fn try_again(&mut self, mac: MacAddr, now: Now) {
        match self.changes.get(&mac).cloned() {
            Some(Change::AddFailed(entry, _)) => {
                self.changes.remove(&mac);
                self.add(entry);
            }
            Some(Change::EditFailed(note, _)) => self.edit(mac, note),
            Some(Change::RemoveFailed(_)) => {
                self.changes.remove(&mac);
                self.remove(mac, now);
            }
            Some(
                Change::Adding(_) | Change::Editing(_) | Change::Leaving { .. } | Change::Removing,
            )
            | None => {}
        }
    }

    fn clear(&mut self) {
        if self.clearing == Clearing::UnderWay {
            return;
        }
        self.leaving.clear();
        self.changes.retain(|_, change| change.is_under_way());
        self.clearing = Clearing::UnderWay;
        self.orders.push_back(AllowlistVerb::Clear);
    }

    /// The next removal that cannot be undone any more.
    pub(crate) fn removal_due(&mut self, now: Now) -> Option<AllowlistVerb> {
        let is_due = |change: Option<&Change>| match change {
            Some(Change::Leaving { until }) => *until <= now.instant,
            _ => true,
        };
        let index = self
            .leaving
            .iter()
            .position(|mac| is_due(self.changes.get(mac)))?;
        let mac = self.leaving.remove(index);
        self.changes.insert(mac, Change::Removing);
        self.touched();
        Some(AllowlistVerb::Remove(mac))
    }
}
