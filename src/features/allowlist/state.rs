//! The allowlist tab: the list as the Pi sent it, with the changes that a person has made laid over
//! it.
//!
//! A change is shown at once, sent to the Pi, and taken back if the Pi refuses it.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    mem,
    time::{Duration, Instant},
};

use indexmap::IndexMap;

use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        clock::Now,
        mac::MacAddr,
        problem::{Problem, ProblemKind},
    },
    features::allowlist::{
        csv_export,
        import::Import,
        intent::{AllowlistIntent, ImportIntent},
    },
    messages::{AllowlistReply, AllowlistVerb, Command},
    model::{
        notices::{Notices, Severity},
        remote_data::RemoteData,
        retry_countdown::RetryCountdown,
    },
    tr,
};

/// While the list is shown or needed, it is read again after this long.
const REFRESH_AFTER: Duration = Duration::from_secs(30);
/// How long a removal can be undone.
pub const UNDO_TIME: Duration = Duration::from_secs(8);
/// The entries, found by address.
pub(crate) type Entries = IndexMap<MacAddr, AllowlistEntry>;

/// The state of the tab.
#[derive(Debug, Default)]
pub struct Allowlist {
    entries: RemoteData<Entries>,
    changes: BTreeMap<MacAddr, Change>,
    /// When changes that failed are repeated.
    change_retries: BTreeMap<MacAddr, RetryCountdown>,
    /// Changes that can still be undone, the latest last.
    pending_changes: Vec<PendingChange>,
    clearing: Clearing,
    /// When the removal of all cameras is repeated.
    pub clear_retry: RetryCountdown,
    /// The import of many cameras at once.
    pub import: Import,
    /// When the list is read again after that has failed.
    pub retry: RetryCountdown,
    cannot_edit: bool,
    is_shown: bool,
    /// A camera that is not on the list waits: its card says what the list has instead.
    is_needed: bool,
    asked_at: Option<Instant>,
    /// Commands for the worker.
    commands: VecDeque<AllowlistVerb>,
    revision: u64,
    /// The number of entries that no camera has used, at this revision.
    unused: Option<(u64, usize)>,
}

/// Cameras that are changed together, unless the person undoes that.
#[derive(Debug)]
struct PendingChange {
    kind: PendingKind,
    macs: BTreeSet<MacAddr>,
    /// When the commands are sent.
    until: Instant,
}

/// What is done to several cameras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingKind {
    /// They are removed.
    Removal,
    /// They get the same description.
    Description,
}

/// What [`AllowlistIntent::Undo`] takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undoable {
    /// What is done to the cameras.
    pub kind: PendingKind,
    /// The first of the cameras.
    pub first: MacAddr,
    /// Their number.
    pub count: usize,
    /// How long it can be undone.
    pub left: Duration,
    /// The cameras of earlier changes that can be undone after this one.
    pub earlier: usize,
}

/// The removal of all cameras.
#[derive(Debug, Default, Clone, PartialEq)]
enum Clearing {
    #[default]
    No,
    Sent,
    Failed(Box<Problem>),
}

/// What is being done to one camera, or why it could not be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It is being added.
    Adding(NewEntry),
    /// It could not be added; what was typed is kept.
    AddFailed(NewEntry, Box<Problem>),
    /// Its note is being changed.
    Editing(EntryNote),
    /// Its note will be changed, unless the person undoes that.
    EditPending(EntryNote),
    /// Its note could not be changed; what was typed is kept.
    EditFailed(EntryNote, Box<Problem>),
    /// It will be removed, unless the person undoes that.
    RemovalPending,
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
            Self::Adding(_)
            | Self::Editing(_)
            | Self::EditPending(_)
            | Self::RemovalPending
            | Self::Removing => None,
        }
    }

    /// Whether the Pi has not answered yet.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::Adding(_) | Self::Editing(_) | Self::Removing)
    }
}

impl Allowlist {
    /// The next command for the worker that is due at `now`.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        let verb = self
            .commands
            .pop_front()
            .or_else(|| self.pending_change_due(now))
            .or_else(|| self.repetition_due(now))
            .or_else(|| self.refresh_due(now))?;
        Some(Command::Allowlist(verb))
    }

    /// The event stream is open: a list that could not be read is read again.
    pub(crate) fn link_is_up(&mut self) {
        if self.entries.problem().is_some() {
            self.asked_at = None;
            self.retry.over();
        }
    }

    /// Keeps the list up to date while the tab is closed, or not.
    pub(crate) fn need(&mut self, is_needed: bool) {
        self.is_needed = is_needed;
    }

    fn refresh_due(&mut self, now: Now) -> Option<AllowlistVerb> {
        if !(self.is_shown || self.is_needed) || self.entries.is_reading() {
            return None;
        }
        // A failed read is repeated when its countdown is over, then as seldom as one that succeeded,
        // unless a person stops that.
        let is_held = self.retry.is_waiting() || self.retry.is_stopped();
        let is_old = |asked_at| !is_held && now.since(asked_at) >= REFRESH_AFTER;
        let due = self.asked_at.is_none_or(is_old) || self.retry.is_due(now);
        due.then(|| {
            self.asked_at = Some(now.instant);
            self.entries.start_read();
            AllowlistVerb::Read
        })
    }

    /// The next change that can no longer be undone.
    fn pending_change_due(&mut self, now: Now) -> Option<AllowlistVerb> {
        let mut pending = self.pending_changes.iter_mut();
        let due = pending.find(|change| change.until <= now.instant)?;
        let mac = due.macs.pop_first()?;
        self.forget_empty_changes();
        self.revision += 1;
        self.send_pending(mac)
    }

    fn send_pending(&mut self, mac: MacAddr) -> Option<AllowlistVerb> {
        match self.changes.remove(&mac) {
            Some(Change::RemovalPending) => Some(self.send_removal(mac)),
            Some(Change::EditPending(note)) => Some(self.send_edit(mac, note)),
            _ => None,
        }
    }

    /// The next failed change whose countdown is over.
    fn repetition_due(&mut self, now: Now) -> Option<AllowlistVerb> {
        if self.clear_retry.is_due(now) {
            self.clear();
            self.revision += 1;
            return self.commands.pop_front();
        }
        let mut retries = self.change_retries.iter_mut();
        let mac = retries.find_map(|(mac, retry)| retry.is_due(now).then_some(*mac))?;
        self.repeat(mac);
        self.revision += 1;
        self.commands.pop_front()
    }

    /// Commands that must not be lost when the window closes: those not sent yet, those that wait for
    /// their repetition, and the changes that could still have been undone.
    pub(crate) fn flush(&mut self) -> Vec<Command> {
        if self.clear_retry.is_waiting() {
            self.clear();
        }
        let waiting = mem::take(&mut self.change_retries).into_iter();
        for (mac, _) in waiting.filter(|(_, retry)| retry.is_waiting()) {
            self.repeat(mac);
        }
        let mut verbs = mem::take(&mut self.commands);
        for change in mem::take(&mut self.pending_changes) {
            let sent = change.macs.into_iter();
            verbs.extend(sent.filter_map(|mac| self.send_pending(mac)));
        }
        verbs.into_iter().map(Command::FinishAllowlist).collect()
    }

    /// Whether a change was sent that the Pi has not answered yet.
    #[must_use]
    pub fn is_changing(&self) -> bool {
        self.clearing == Clearing::Sent || self.changes.values().any(Change::is_sent)
    }

    /// When [`Allowlist::due`] has to be asked again.
    pub(crate) fn next_tick(&self, now: Now) -> Option<Duration> {
        let pending = self.pending_changes.iter().map(|change| change.until);
        let pending = pending.map(|until| now.until(until));
        let retries = self.change_retries.values();
        let retries = retries.chain([&self.retry, &self.clear_retry]);
        let retries = retries.filter_map(|retry| retry.next_tick(now));
        pending.chain(retries).chain(self.next_refresh(now)).min()
    }

    /// When the list is read again by itself.
    fn next_refresh(&self, now: Now) -> Option<Duration> {
        let is_wanted = (self.is_shown || self.is_needed) && !self.entries.is_reading();
        let is_held = self.retry.is_waiting() || self.retry.is_stopped();
        let asked_at = self.asked_at.filter(|_| is_wanted && !is_held)?;
        Some(REFRESH_AFTER.saturating_sub(now.since(asked_at)))
    }

    /// Counts the changes that may affect the table: a table is current while this stays the same.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Counts the entries that no camera has used, if the list has changed since.
    pub(crate) fn count_unused(&mut self) {
        let is_current = self.unused.is_some_and(|(at, _)| at == self.revision);
        if !is_current && !self.is_unread() && !self.is_changing() {
            let unused = self.entries().filter(|entry| !entry.used);
            let unused = unused.filter(|entry| self.has(entry.mac)).count();
            self.unused = Some((self.revision, unused));
        }
    }

    /// The entries that no camera has used; `None`: no list was read.
    #[must_use]
    pub fn unused_entries(&self) -> Option<usize> {
        let (_, unused) = self.unused.filter(|_| !self.is_unread())?;
        Some(unused)
    }

    /// Whether the tab is open.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// These entries as the Pi sent them, in this order, as CSV.
    #[must_use]
    pub fn csv(&self, macs: &[MacAddr]) -> String {
        csv_export::list(macs.iter().filter_map(|mac| self.listed(*mac)))
    }

    /// Whether no list has arrived yet.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.entries.value().is_none()
    }

    /// Whether it is being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.entries.is_reading()
    }

    /// Whether this Pi has no allowlist.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        self.entries.is_unavailable()
    }

    /// Why it could not be read.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.entries.problem()
    }

    /// Why it could not be cleared.
    #[must_use]
    pub fn clear_problem(&self) -> Option<&Problem> {
        match &self.clearing {
            Clearing::Failed(problem) => Some(problem),
            Clearing::No | Clearing::Sent => None,
        }
    }

    /// How old the list is.
    #[must_use]
    pub fn age(&self, now: Now) -> Option<Duration> {
        self.entries.read_at().map(|at| now.since(at))
    }

    /// What is being done to a camera.
    #[must_use]
    pub fn change(&self, mac: MacAddr) -> Option<&Change> {
        self.changes.get(&mac)
    }

    /// Whether the change of a camera that failed is repeated by itself.
    #[must_use]
    pub fn will_repeat(&self, mac: MacAddr) -> bool {
        self.change_retry(mac)
            .is_some_and(RetryCountdown::is_waiting)
    }

    /// Whether a camera is on the list or will be, as far as that is known.
    #[must_use]
    pub fn will_have(&self, mac: MacAddr) -> bool {
        match self.change(mac) {
            Some(Change::AddFailed(..)) => self.will_repeat(mac),
            _ => self.is_unread() || self.has(mac),
        }
    }

    /// When the change of a camera that failed is repeated.
    #[must_use]
    pub fn change_retry(&self, mac: MacAddr) -> Option<&RetryCountdown> {
        self.change_retries.get(&mac)
    }

    /// What is being done to cameras, ordered by address.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (MacAddr, &Change)> {
        self.changes.iter().map(|(mac, change)| (*mac, change))
    }

    /// The entries that the Pi sent; none while all of them are being removed.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &AllowlistEntry> {
        let entries = self.entries.value().filter(|_| !self.is_clearing());
        entries.into_iter().flat_map(Entries::values)
    }

    /// Whether all entries are being removed.
    #[must_use]
    pub fn is_clearing(&self) -> bool {
        self.clearing == Clearing::Sent
    }

    /// Whether a camera is on the list or about to be.
    #[must_use]
    pub fn has(&self, mac: MacAddr) -> bool {
        match self.changes.get(&mac) {
            Some(Change::Adding(_)) => true,
            Some(Change::RemovalPending | Change::Removing) => false,
            Some(
                Change::AddFailed(..)
                | Change::Editing(_)
                | Change::EditPending(_)
                | Change::EditFailed(..)
                | Change::RemoveFailed(_),
            )
            | None => self.listed(mac).is_some(),
        }
    }

    /// The change that [`AllowlistIntent::Undo`] takes back.
    #[must_use]
    pub fn undo(&self, now: Now) -> Option<Undoable> {
        let (latest, earlier) = self.pending_changes.split_last()?;
        Some(Undoable {
            kind: latest.kind,
            first: *latest.macs.first()?,
            count: latest.macs.len(),
            left: now.until(latest.until),
            earlier: earlier.iter().map(|change| change.macs.len()).sum(),
        })
    }

    /// The entry of a camera that was never used.
    #[must_use]
    pub fn unused(&self, mac: MacAddr) -> Option<&AllowlistEntry> {
        self.listed(mac)
            .filter(|entry| !entry.used && self.has(mac))
    }

    /// The entry of a camera, as the Pi sent it.
    #[must_use]
    pub fn listed(&self, mac: MacAddr) -> Option<&AllowlistEntry> {
        self.entries.value()?.get(&mac)
    }
}

/// What a person does.
impl Allowlist {
    pub(crate) fn handle_intent(&mut self, intent: AllowlistIntent, now: Now) {
        match intent {
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
            AllowlistIntent::Describe(macs, description) => {
                self.describe(macs, &description, now);
            }
            AllowlistIntent::Remove(macs) => self.remove(macs, now),
            AllowlistIntent::Undo => self.undo_latest(),
            AllowlistIntent::TryAgain(mac) => {
                self.change_retries.remove(&mac);
                self.repeat(mac);
            }
            AllowlistIntent::StopRetryingChange(mac) => {
                if let Some(retry) = self.change_retries.get_mut(&mac) {
                    retry.stop();
                }
            }
            AllowlistIntent::DismissProblem(mac) => {
                if self
                    .change(mac)
                    .is_some_and(|change| change.problem().is_some())
                {
                    self.changes.remove(&mac);
                    self.change_retries.remove(&mac);
                }
            }
            AllowlistIntent::Clear => {
                self.clear_retry.now();
                self.clear();
            }
            AllowlistIntent::DismissClearProblem => {
                self.clear_retry.over();
                self.clearing = Clearing::No;
            }
            AllowlistIntent::Import(intent) => self.import(intent),
            // The window does this: reading a file takes time.
            AllowlistIntent::OpenList(_) => {}
        }
        self.revision += 1;
    }

    /// A camera whose removal is pending counts as not listed: importing it keeps it on the list.
    fn import(&mut self, intent: ImportIntent) {
        let mut import = mem::take(&mut self.import);
        let verb = import.handle_intent(intent, |mac| self.has(mac));
        self.import = import;
        if let Some(AllowlistVerb::Import(entries)) = &verb {
            for entry in entries {
                self.cancel_pending(entry.mac);
            }
        }
        self.commands.extend(verb);
    }

    fn is_sent(&self, mac: MacAddr) -> bool {
        self.changes.get(&mac).is_some_and(Change::is_sent)
    }

    /// A camera that is listed already is not sent: the table shows it.
    fn add(&mut self, entry: NewEntry) {
        let mac = entry.mac;
        if self.is_sent(mac) || self.has(mac) || self.cancel_pending(mac) {
            return;
        }
        let verb = self.send_addition(entry);
        self.commands.push_back(verb);
    }

    fn edit(&mut self, mac: MacAddr, note: EntryNote) {
        if self.is_sent(mac) {
            return;
        }
        self.cancel_pending(mac);
        if self.listed(mac).is_some_and(|entry| entry.note != note) {
            let verb = self.send_edit(mac, note);
            self.commands.push_back(verb);
        }
    }

    /// Sends no more than what is typed anew: each camera keeps its container.
    fn describe(&mut self, macs: Vec<MacAddr>, description: &str, now: Now) {
        let macs = macs.into_iter().filter(|mac| {
            if self.is_sent(*mac) {
                return false;
            }
            self.cancel_pending(*mac);
            let Some(entry) = self.listed(*mac) else {
                return false;
            };
            let note = EntryNote::typed(description, &entry.note.container_id);
            let is_new = note != entry.note;
            if is_new {
                self.changes.insert(*mac, Change::EditPending(note));
            }
            is_new
        });
        let macs = macs.collect();
        self.hold(PendingKind::Description, macs, now);
    }

    fn remove(&mut self, macs: Vec<MacAddr>, now: Now) {
        let macs = macs.into_iter().filter(|mac| {
            if self.is_sent(*mac) || !self.has(*mac) {
                return false;
            }
            self.cancel_pending(*mac);
            self.changes.insert(*mac, Change::RemovalPending);
            true
        });
        let macs = macs.collect();
        self.hold(PendingKind::Removal, macs, now);
    }

    /// Holds a change back for as long as it can be undone.
    fn hold(&mut self, kind: PendingKind, macs: BTreeSet<MacAddr>, now: Now) {
        let until = now.instant + UNDO_TIME;
        self.pending_changes
            .push(PendingChange { kind, macs, until });
        self.forget_empty_changes();
    }

    fn forget_empty_changes(&mut self) {
        self.pending_changes
            .retain(|change| !change.macs.is_empty());
    }

    /// Leaves a camera as it is whose change could still be undone, before another one; false if there
    /// was none. What failed before is not repeated any more.
    fn cancel_pending(&mut self, mac: MacAddr) -> bool {
        self.change_retries.remove(&mac);
        let is_pending = matches!(
            self.changes.get(&mac),
            Some(Change::RemovalPending | Change::EditPending(_))
        );
        if is_pending {
            for change in &mut self.pending_changes {
                change.macs.remove(&mac);
            }
            self.forget_empty_changes();
            self.changes.remove(&mac);
        }
        is_pending
    }

    fn undo_latest(&mut self) {
        let latest = self.pending_changes.pop();
        for mac in latest.into_iter().flat_map(|change| change.macs) {
            self.changes.remove(&mac);
        }
    }

    /// Sends a change that failed again.
    fn repeat(&mut self, mac: MacAddr) {
        let verb = match self.changes.get(&mac) {
            Some(Change::AddFailed(entry, _)) => self.send_addition(entry.clone()),
            Some(Change::EditFailed(note, _)) => self.send_edit(mac, note.clone()),
            Some(Change::RemoveFailed(_)) => self.send_removal(mac),
            Some(
                Change::Adding(_)
                | Change::Editing(_)
                | Change::EditPending(_)
                | Change::RemovalPending
                | Change::Removing,
            )
            | None => return,
        };
        self.commands.push_back(verb);
    }

    fn send_addition(&mut self, entry: NewEntry) -> AllowlistVerb {
        self.changes
            .insert(entry.mac, Change::Adding(entry.clone()));
        AllowlistVerb::Add(entry)
    }

    fn send_edit(&mut self, mac: MacAddr, note: EntryNote) -> AllowlistVerb {
        self.changes.insert(mac, Change::Editing(note.clone()));
        if self.cannot_edit {
            AllowlistVerb::Replace(NewEntry { mac, note })
        } else {
            AllowlistVerb::Edit(mac, note)
        }
    }

    fn send_removal(&mut self, mac: MacAddr) -> AllowlistVerb {
        self.changes.insert(mac, Change::Removing);
        AllowlistVerb::Remove(mac)
    }

    fn clear(&mut self) {
        if self.clearing == Clearing::Sent {
            return;
        }
        self.pending_changes.clear();
        self.change_retries.clear();
        self.changes.retain(|_, change| change.is_sent());
        self.clearing = Clearing::Sent;
        self.commands.push_back(AllowlistVerb::Clear);
    }
}

/// What the Pi answers.
impl Allowlist {
    pub(crate) fn handle_reply(&mut self, reply: AllowlistReply, notices: &mut Notices, now: Now) {
        match reply {
            AllowlistReply::List(list) => self.handle_list(list, notices, now),
            AllowlistReply::Added(mac, Ok(entry)) => {
                let text = tr!("allowlist-event-added", mac = mac.to_string());
                notices.log_about(mac, Severity::Good, text, now);
                self.added(mac, entry);
            }
            AllowlistReply::Edited(mac, Ok(entry)) => self.edited(mac, entry),
            AllowlistReply::Removed(mac, Ok(())) => {
                let text = tr!("allowlist-event-removed", mac = mac.to_string());
                notices.log_about(mac, Severity::Info, text, now);
                self.take_change(mac);
                if let Some(entries) = self.entries.value_mut() {
                    entries.swap_remove(&mac);
                }
            }
            AllowlistReply::Added(mac, Err(problem)) => {
                self.failed(mac, true, problem, notices, now);
            }
            AllowlistReply::Edited(mac, Err(problem))
            | AllowlistReply::Removed(mac, Err(problem)) => {
                self.failed(mac, false, problem, notices, now);
            }
            AllowlistReply::Cleared(Ok(())) => {
                notices.log(Severity::Info, tr!("allowlist-event-cleared"), now);
                self.clearing = Clearing::No;
                self.clear_retry.over();
                if let Some(entries) = self.entries.value_mut() {
                    entries.clear();
                }
            }
            AllowlistReply::Cleared(Err(problem)) => {
                self.clear_retry.failed(&problem, now);
                if !self.clear_retry.is_waiting() {
                    notices.problem(tr!("allowlist-tried-clearing"), &problem, now);
                }
                self.clearing = Clearing::Failed(problem);
            }
            // The list that is read after an import has what it added: until then the table stays.
            AllowlistReply::Imported(macs, outcome) => {
                self.import.imported(&macs, &outcome);
                return;
            }
            AllowlistReply::ImportEnded => {
                self.import.ended();
                return;
            }
        }
        self.revision += 1;
    }

    fn handle_list(
        &mut self,
        list: Result<Option<Vec<AllowlistEntry>>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        self.asked_at = Some(now.instant);
        match &list {
            Ok(_) => self.retry.over(),
            Err(problem) => {
                let before = self.entries.problem();
                if before.is_none_or(|before| before.kind != problem.kind) {
                    notices.lasting_error(tr!("allowlist-tried-reading"), problem, now);
                }
                self.retry.failed(problem, now);
            }
        }
        let by_mac = |list: Vec<AllowlistEntry>| list.into_iter().map(|entry| (entry.mac, entry));
        let entries = list.map(|list| list.map(|list| by_mac(list).collect()));
        self.entries.answer(entries, now);
        let mut changes = mem::take(&mut self.changes);
        changes.retain(|mac, change| !self.is_settled(*mac, change));
        self.change_retries
            .retain(|mac, _| changes.contains_key(mac));
        self.changes = changes;
    }

    /// Whether the list shows that a change that failed was made after all: the answer was lost, or
    /// somebody else made it.
    fn is_settled(&self, mac: MacAddr, change: &Change) -> bool {
        if self.entries.problem().is_some() {
            return false;
        }
        let listed = self.listed(mac);
        match change {
            Change::AddFailed(..) => listed.is_some(),
            Change::EditFailed(note, _) => listed.is_none_or(|entry| entry.note == *note),
            Change::RemoveFailed(_) => listed.is_none(),
            Change::Adding(_)
            | Change::Editing(_)
            | Change::EditPending(_)
            | Change::RemovalPending
            | Change::Removing => false,
        }
    }

    /// The change of a camera, which is made.
    fn take_change(&mut self, mac: MacAddr) -> Option<Change> {
        self.change_retries.remove(&mac);
        self.changes.remove(&mac)
    }

    fn added(&mut self, mac: MacAddr, entry: Option<AllowlistEntry>) {
        let Some(Change::Adding(new)) = self.take_change(mac) else {
            return;
        };
        if let Some(entries) = self.entries.value_mut() {
            entries.entry(mac).or_insert_with(|| {
                entry.unwrap_or(AllowlistEntry {
                    mac,
                    note: new.note,
                    added_at: None,
                    used: false,
                    used_at: None,
                })
            });
        }
    }

    fn edited(&mut self, mac: MacAddr, entry: Option<AllowlistEntry>) {
        let Some(Change::Editing(note)) = self.take_change(mac) else {
            return;
        };
        let listed = self.entries.value_mut();
        if let Some(listed) = listed.and_then(|entries| entries.get_mut(&mac)) {
            match entry {
                Some(entry) => *listed = entry,
                None => listed.note = note,
            }
        }
    }

    /// Takes back what was shown before the Pi had agreed, and keeps what was typed.
    /// One that is repeated is in its row and not in the log: a limiter refuses many again and again.
    fn failed(
        &mut self,
        mac: MacAddr,
        is_addition: bool,
        problem: Box<Problem>,
        notices: &mut Notices,
        now: Now,
    ) {
        let retry = self.change_retries.entry(mac).or_default();
        retry.failed(&problem, now);
        if !retry.is_waiting() {
            log_failed(mac, &problem, notices, now);
        }
        let failed = match self.changes.remove(&mac) {
            Some(Change::Adding(entry)) => Change::AddFailed(entry, problem),
            // It was replaced, and is off the list by now.
            Some(Change::Editing(note)) if is_addition => {
                if let Some(entries) = self.entries.value_mut() {
                    entries.swap_remove(&mac);
                }
                Change::AddFailed(NewEntry { mac, note }, problem)
            }
            Some(Change::Editing(note)) => {
                self.cannot_edit |= problem.kind == ProblemKind::NotAvailable;
                Change::EditFailed(note, problem)
            }
            Some(Change::Removing) => Change::RemoveFailed(problem),
            Some(other) => other,
            None => {
                self.change_retries.remove(&mac);
                return;
            }
        };
        self.changes.insert(mac, failed);
    }
}

fn log_failed(mac: MacAddr, problem: &Problem, notices: &mut Notices, now: Now) {
    let what = tr!("allowlist-tried-changing", mac = mac.to_string());
    notices.problem_about(mac, &what, problem, now);
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
pub(crate) mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        domain::problem::ErrorCode,
        features::allowlist::{
            list_reader::tests::read_list,
            table::{FailedChange, Row, RowStatus, Table, View},
        },
    };

    const SECOND: Duration = Duration::from_secs(1);

    /// A tab on a list of cameras 1 to 3, the second of which is used.
    pub(crate) struct Tab {
        pub(crate) allowlist: Allowlist,
        notices: Notices,
        now: Now,
    }

    impl Tab {
        pub(crate) fn open() -> Self {
            let mut tab = Self {
                allowlist: Allowlist::default(),
                notices: Notices::default(),
                now: Now::read(),
            };
            tab.push(AllowlistIntent::Show(true));
            assert_eq!(tab.commands(), [AllowlistVerb::Read]);
            tab.reply(list());
            tab
        }

        fn push(&mut self, intent: AllowlistIntent) {
            self.allowlist.handle_intent(intent, self.now);
        }

        fn reply(&mut self, reply: AllowlistReply) {
            let (notices, now) = (&mut self.notices, self.now);
            self.allowlist.handle_reply(reply, notices, now);
        }

        fn wait(&mut self, time: Duration) {
            self.now = self.now + time;
        }

        /// The commands that are due.
        fn commands(&mut self) -> Vec<AllowlistVerb> {
            let due = std::iter::from_fn(|| self.allowlist.due(self.now));
            due.map(verb).collect()
        }

        fn table(&self) -> Table {
            Table::of(&self.allowlist, &View::default())
        }

        /// The last byte of each address that is shown, with its status.
        fn rows(&self) -> Vec<(u8, RowStatus<'_>)> {
            let shown = self.table().shown.into_iter();
            shown.map(|mac| (last(mac), self.row(mac).status)).collect()
        }

        fn row(&self, mac: MacAddr) -> Row<'_> {
            Row::of(&self.allowlist, mac).unwrap_or_else(|| panic!("{mac} is shown"))
        }

        fn first(&self) -> Row<'_> {
            self.row(self.table().shown[0])
        }

        fn numbers(&self) -> Vec<u8> {
            self.rows().into_iter().map(|(number, _)| number).collect()
        }
    }

    fn verb(command: Command) -> AllowlistVerb {
        match command {
            Command::Allowlist(verb) | Command::FinishAllowlist(verb) => verb,
            other => panic!("{other:?}"),
        }
    }

    fn mac(number: u8) -> MacAddr {
        MacAddr::new([2, 0, 0, 0, 0, number])
    }

    pub(crate) fn last(mac: MacAddr) -> u8 {
        let digits = mac.to_string();
        u8::from_str_radix(&digits[15..], 16).unwrap_or_default()
    }

    fn new(number: u8) -> NewEntry {
        let note = EntryNote::typed("Door", "");
        let mac = mac(number);
        NewEntry { mac, note }
    }

    fn entry(number: u8) -> AllowlistEntry {
        AllowlistEntry {
            mac: mac(number),
            note: EntryNote::typed(
                ["", "Snacks", "drinks", "Spare"][usize::from(number % 4)],
                "",
            ),
            added_at: Timestamp::from_second(i64::from(100 - number)).ok(),
            used: number == 2,
            used_at: None,
        }
    }

    fn list() -> AllowlistReply {
        AllowlistReply::List(Ok(Some(vec![entry(1), entry(2), entry(3)])))
    }

    fn problem(kind: impl Into<ProblemKind>) -> Box<Problem> {
        Box::new(Problem {
            retryable: false,
            ..Problem::new(kind, Timestamp::UNIX_EPOCH)
        })
    }

    #[test]
    fn the_list_is_read_every_thirty_seconds_only_while_the_tab_is_open() {
        let mut tab = Tab::open();
        tab.wait(29 * SECOND);
        assert!(tab.commands().is_empty());
        tab.wait(SECOND);
        assert_eq!(tab.commands(), [AllowlistVerb::Read]);
        tab.wait(60 * SECOND);
        assert!(tab.commands().is_empty(), "one question at a time");
        tab.reply(AllowlistReply::List(Err(problem(ProblemKind::Unreachable))));
        assert_eq!(tab.numbers(), [1, 2, 3], "what was known stays");
        assert_eq!(tab.allowlist.age(tab.now), Some(90 * SECOND));
        tab.push(AllowlistIntent::Show(false));
        tab.wait(60 * SECOND);
        assert!(tab.commands().is_empty());
        tab.push(AllowlistIntent::Show(true));
        assert_eq!(tab.commands(), [AllowlistVerb::Read], "at once");
        tab.reply(list());
        assert!(tab.commands().is_empty());
        tab.push(AllowlistIntent::Refresh);
        assert_eq!(tab.commands(), [AllowlistVerb::Read]);
    }

    #[test]
    fn an_addition_is_shown_at_once_and_survives_a_refresh() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Add(new(9)));
        assert_eq!(tab.commands(), [AllowlistVerb::Add(new(9))]);
        assert_eq!(tab.rows()[3], (9, RowStatus::Adding));
        tab.reply(list());
        assert_eq!(tab.rows()[3], (9, RowStatus::Adding));
        tab.reply(AllowlistReply::Added(mac(9), Ok(None)));
        assert_eq!(tab.rows()[3], (9, RowStatus::Settled));
        assert_eq!(tab.table().total, 4);
    }

    #[test]
    fn a_duplicate_is_not_sent() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Add(new(1)));
        assert!(tab.commands().is_empty());
        tab.push(AllowlistIntent::Add(new(9)));
        tab.push(AllowlistIntent::Add(new(9)));
        assert_eq!(tab.commands(), [AllowlistVerb::Add(new(9))]);
    }

    #[test]
    fn a_refused_addition_keeps_what_was_typed_and_is_listed_first() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Add(new(9)));
        tab.commands();
        tab.reply(AllowlistReply::Added(
            mac(9),
            Err(problem(ErrorCode::ValidationFailed)),
        ));
        let first = tab.first();
        assert_eq!(first.entry.note, new(9).note);
        assert_eq!(
            first.status,
            RowStatus::Failed(FailedChange::Add, &problem(ErrorCode::ValidationFailed))
        );
        assert_eq!(tab.table().total, 3, "it is not on the list");
        tab.push(AllowlistIntent::TryAgain(mac(9)));
        assert_eq!(tab.commands(), [AllowlistVerb::Add(new(9))]);
        tab.reply(AllowlistReply::Added(
            mac(9),
            Err(problem(ErrorCode::ValidationFailed)),
        ));
        tab.push(AllowlistIntent::DismissProblem(mac(9)));
        assert_eq!(tab.numbers(), [1, 2, 3]);
    }

    #[test]
    fn an_addition_whose_answer_was_lost_is_settled_by_the_list() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Add(new(9)));
        tab.reply(AllowlistReply::Added(
            mac(9),
            Err(problem(ProblemKind::ConnectionLost)),
        ));
        tab.reply(AllowlistReply::List(Ok(Some(vec![entry(1), entry(9)]))));
        assert_eq!(tab.rows()[1], (9, RowStatus::Settled));
    }

    #[test]
    fn an_edit_is_shown_at_once_and_reverted_when_refused() {
        let mut tab = Tab::open();
        let note = EntryNote::typed("Gate", "c-7");
        tab.push(AllowlistIntent::Edit(mac(1), note.clone()));
        assert_eq!(tab.commands(), [AllowlistVerb::Edit(mac(1), note.clone())]);
        assert_eq!(tab.first().entry.note, note);
        tab.reply(AllowlistReply::Edited(
            mac(1),
            Err(problem(ProblemKind::NotAvailable)),
        ));
        assert_eq!(tab.first().entry.note, entry(1).note);
        tab.push(AllowlistIntent::Edit(mac(1), entry(1).note));
        assert!(tab.commands().is_empty(), "nothing has changed");
    }

    #[test]
    fn a_pi_that_cannot_edit_removes_and_adds_again() {
        let mut tab = Tab::open();
        let note = EntryNote::typed("Gate", "c-7");
        let replace = |number| {
            let (mac, note) = (mac(number), note.clone());
            AllowlistVerb::Replace(NewEntry { mac, note })
        };
        tab.push(AllowlistIntent::Edit(mac(1), note.clone()));
        tab.commands();
        let refusal = || Err(problem(ProblemKind::NotAvailable));
        tab.reply(AllowlistReply::Edited(mac(1), refusal()));
        tab.push(AllowlistIntent::TryAgain(mac(1)));
        assert_eq!(tab.commands(), [replace(1)]);
        tab.reply(AllowlistReply::Edited(mac(1), Ok(None)));
        assert_eq!(tab.first().entry.note, note);
        tab.push(AllowlistIntent::Edit(mac(3), note.clone()));
        assert_eq!(tab.commands(), [replace(3)], "from now on at once");
        let refusal = Err(problem(ErrorCode::ValidationFailed));
        tab.reply(AllowlistReply::Added(mac(3), refusal));
        assert!(matches!(
            &tab.rows()[0],
            (3, RowStatus::Failed(FailedChange::Add, _))
        ));
    }

    #[test]
    fn several_cameras_are_described_and_keep_their_containers() {
        let mut tab = Tab::open();
        let listed = |number, container: &str| AllowlistEntry {
            note: EntryNote::typed("", container),
            ..entry(number)
        };
        let list = vec![listed(1, "c-1"), listed(2, "c-2")];
        tab.reply(AllowlistReply::List(Ok(Some(list))));
        let both = || AllowlistIntent::Describe(vec![mac(1), mac(2)], "Left wall".to_owned());
        tab.push(both());
        assert_eq!(tab.first().entry.note.description, "Left wall");
        let undo = tab.allowlist.undo(tab.now);
        let undo = undo.map(|undo| (undo.kind, undo.count));
        assert_eq!(undo, Some((PendingKind::Description, 2)));
        tab.push(AllowlistIntent::Undo);
        assert_eq!(tab.first().entry.note.description, "");
        tab.wait(8 * SECOND);
        assert!(tab.commands().is_empty());
        tab.push(both());
        tab.wait(8 * SECOND);
        let edit = |number, container: &str| {
            let note = EntryNote::typed("Left wall", container);
            AllowlistVerb::Edit(mac(number), note)
        };
        assert_eq!(tab.commands(), [edit(1, "c-1"), edit(2, "c-2")]);
        tab.push(both());
        assert!(tab.commands().is_empty(), "it is under way");
    }

    #[test]
    fn what_is_described_can_be_edited_and_removed_before_that_is_sent() {
        let mut tab = Tab::open();
        let all = vec![mac(1), mac(2), mac(3)];
        tab.push(AllowlistIntent::Describe(all, "Left wall".to_owned()));
        let note = EntryNote::typed("Gate", "");
        tab.push(AllowlistIntent::Edit(mac(1), note.clone()));
        tab.push(AllowlistIntent::Remove(vec![mac(2)]));
        tab.wait(8 * SECOND);
        let left_wall = EntryNote::typed("Left wall", "");
        let expected = [
            AllowlistVerb::Edit(mac(1), note),
            AllowlistVerb::Edit(mac(3), left_wall),
            AllowlistVerb::Remove(mac(2)),
        ];
        assert_eq!(tab.commands(), expected);
    }

    #[test]
    fn a_change_that_waits_is_repeated_until_a_person_stops_that() {
        let mut tab = Tab::open();
        let limited = || {
            Err(Box::new(Problem {
                retry_after: Some(20 * SECOND),
                ..Problem::new(ErrorCode::RateLimited, Timestamp::UNIX_EPOCH)
            }))
        };
        let left = |tab: &Tab| {
            let retry = tab.allowlist.change_retry(mac(9))?;
            retry.left(tab.now).map(|(left, _)| left)
        };
        tab.push(AllowlistIntent::Add(new(9)));
        for _ in 0..5 {
            assert_eq!(tab.commands()[0], AllowlistVerb::Add(new(9)));
            tab.reply(AllowlistReply::Added(mac(9), limited().map(|()| None)));
            assert_eq!(left(&tab), Some(20 * SECOND));
            assert!(tab.commands().is_empty());
            tab.wait(20 * SECOND);
        }
        assert_eq!(tab.commands()[0], AllowlistVerb::Add(new(9)));
        tab.reply(AllowlistReply::Added(mac(9), limited().map(|()| None)));
        tab.push(AllowlistIntent::StopRetryingChange(mac(9)));
        assert_eq!(left(&tab), None);
        tab.wait(20 * SECOND);
        assert!(!tab.commands().contains(&AllowlistVerb::Add(new(9))));
        tab.push(AllowlistIntent::TryAgain(mac(9)));
        assert_eq!(tab.commands()[0], AllowlistVerb::Add(new(9)));
        tab.reply(AllowlistReply::Added(mac(9), Ok(None)));
        assert_eq!(tab.allowlist.change_retry(mac(9)), None);
        tab.push(AllowlistIntent::Clear);
        tab.commands();
        tab.reply(AllowlistReply::Cleared(limited()));
        assert_eq!(tab.numbers(), [1, 2, 3, 9], "not before it is done");
        tab.wait(20 * SECOND);
        assert_eq!(tab.commands()[0], AllowlistVerb::Clear);
    }

    #[test]
    fn a_change_that_waits_is_sent_when_the_window_closes_and_logged_only_if_it_is_given_up() {
        let mut tab = Tab::open();
        let refused = |kind: ErrorCode| {
            AllowlistReply::Added(
                mac(9),
                Err(Box::new(Problem::new(kind, Timestamp::UNIX_EPOCH))),
            )
        };
        tab.push(AllowlistIntent::Add(new(9)));
        tab.commands();
        tab.reply(refused(ErrorCode::RateLimited));
        assert_eq!(tab.notices.newest_first().len(), 0);
        let left = tab.allowlist.flush();
        assert!(matches!(
            &left[..],
            [Command::FinishAllowlist(AllowlistVerb::Add(_))]
        ));
        tab.reply(refused(ErrorCode::ValidationFailed));
        assert_eq!(tab.notices.newest_first().len(), 1);
        tab.push(AllowlistIntent::Clear);
        tab.commands();
        let limited = problem(ErrorCode::RateLimited);
        let limited = Box::new(Problem {
            retryable: true,
            ..*limited
        });
        tab.reply(AllowlistReply::Cleared(Err(limited)));
        let left = tab.allowlist.flush();
        assert!(matches!(
            &left[..],
            [Command::FinishAllowlist(AllowlistVerb::Clear)]
        ));
    }

    #[test]
    fn a_new_change_is_retried_although_the_one_before_was_stopped() {
        let mut tab = Tab::open();
        let limited = || {
            Err(Box::new(Problem::new(
                ErrorCode::RateLimited,
                Timestamp::UNIX_EPOCH,
            )))
        };
        let edit = |text: &str| AllowlistIntent::Edit(mac(1), EntryNote::typed(text, ""));
        tab.push(edit("Gate"));
        tab.reply(AllowlistReply::Edited(mac(1), limited()));
        tab.push(AllowlistIntent::StopRetryingChange(mac(1)));
        tab.push(edit("Left gate"));
        assert_eq!(tab.allowlist.change_retry(mac(1)), None);
        tab.reply(AllowlistReply::Edited(mac(1), limited()));
        assert!(tab.allowlist.will_repeat(mac(1)));
    }

    #[test]
    fn cameras_that_are_removed_together_are_kept_by_one_undo() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Remove(vec![mac(3)]));
        tab.push(AllowlistIntent::Remove(vec![mac(1), mac(2), mac(9)]));
        assert!(tab.numbers().is_empty());
        let undo = tab.allowlist.undo(tab.now);
        let undo = undo.map(|undo| (undo.first, undo.count, undo.earlier));
        assert_eq!(undo, Some((mac(1), 2, 1)));
        tab.push(AllowlistIntent::Undo);
        assert_eq!(tab.numbers(), [1, 2]);
        tab.push(AllowlistIntent::Remove(vec![mac(1), mac(2)]));
        tab.wait(8 * SECOND);
        let removals = [3, 1, 2].map(|number| AllowlistVerb::Remove(mac(number)));
        assert_eq!(tab.commands(), removals);
        assert_eq!(tab.allowlist.undo(tab.now), None);
    }

    #[test]
    fn a_removal_is_sent_after_eight_seconds_unless_it_is_undone() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Remove(vec![mac(1)]));
        tab.wait(3 * SECOND);
        tab.push(AllowlistIntent::Remove(vec![mac(2)]));
        assert_eq!(tab.numbers(), [3]);
        assert_eq!(tab.table().total, 1);
        tab.wait(4 * SECOND);
        assert!(tab.commands().is_empty());
        let undo = |tab: &Tab| {
            let undo = tab.allowlist.undo(tab.now)?;
            Some((undo.first, undo.left))
        };
        assert_eq!(undo(&tab), Some((mac(2), 4 * SECOND)));
        tab.push(AllowlistIntent::Undo);
        assert_eq!(tab.numbers(), [2, 3]);
        assert_eq!(undo(&tab), Some((mac(1), SECOND)));
        tab.wait(SECOND);
        assert_eq!(tab.commands(), [AllowlistVerb::Remove(mac(1))]);
        assert_eq!(tab.allowlist.undo(tab.now), None);
        tab.reply(AllowlistReply::Removed(
            mac(1),
            Err(problem(ErrorCode::ValidationFailed)),
        ));
        assert_eq!(
            tab.rows()[0],
            (
                1,
                RowStatus::Failed(FailedChange::Remove, &problem(ErrorCode::ValidationFailed))
            )
        );
        tab.reply(AllowlistReply::List(Ok(Some(vec![entry(3)]))));
        assert_eq!(tab.numbers(), [3], "it is gone after all");
    }

    #[test]
    fn importing_a_camera_cancels_its_pending_removal() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Remove(vec![mac(1)]));
        tab.push(AllowlistIntent::Remove(vec![mac(2)]));
        let list = read_list(b"020000000001\n020000000003");
        tab.push(AllowlistIntent::Import(ImportIntent::Preview(list)));
        tab.push(AllowlistIntent::Import(ImportIntent::Start));
        let commands = tab.commands();
        assert!(matches!(&commands[..], [AllowlistVerb::Import(new)] if new[0].mac == mac(1)));
        tab.wait(9 * SECOND);
        assert_eq!(tab.commands(), [AllowlistVerb::Remove(mac(2))]);
    }

    #[test]
    fn adding_a_camera_cancels_its_pending_removal() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Remove(vec![mac(1)]));
        tab.push(AllowlistIntent::Add(new(1)));
        tab.wait(9 * SECOND);
        assert!(tab.commands().is_empty());
        assert_eq!(tab.numbers(), [1, 2, 3]);
    }

    #[test]
    fn removals_are_flushed_when_the_window_closes() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Remove(vec![mac(1)]));
        tab.push(AllowlistIntent::Add(new(9)));
        let left: Vec<_> = tab.allowlist.flush().into_iter().map(verb).collect();
        assert_eq!(
            left,
            [AllowlistVerb::Add(new(9)), AllowlistVerb::Remove(mac(1))]
        );
        assert_eq!(tab.allowlist.flush().len(), 0);
    }

    #[test]
    fn clearing_is_shown_at_once_and_reverted_when_refused() {
        let mut tab = Tab::open();
        tab.push(AllowlistIntent::Remove(vec![mac(1)]));
        tab.push(AllowlistIntent::Clear);
        tab.push(AllowlistIntent::Clear);
        assert_eq!(tab.commands(), [AllowlistVerb::Clear]);
        assert!(tab.numbers().is_empty());
        tab.reply(AllowlistReply::Cleared(Err(problem(
            ErrorCode::ValidationFailed,
        ))));
        assert_eq!(tab.numbers(), [1, 2, 3]);
        assert!(tab.allowlist.clear_problem().is_some());
        tab.push(AllowlistIntent::DismissClearProblem);
        tab.push(AllowlistIntent::Clear);
        tab.reply(AllowlistReply::Cleared(Ok(())));
        assert!(tab.numbers().is_empty());
        assert!(tab.allowlist.clear_problem().is_none());
    }

    #[test]
    fn a_pi_without_an_allowlist_differs_from_an_empty_list() {
        let mut tab = Tab::open();
        tab.reply(AllowlistReply::List(Ok(None)));
        assert!(tab.allowlist.is_unavailable());
        tab.reply(AllowlistReply::List(Ok(Some(Vec::new()))));
        assert!(!tab.allowlist.is_unavailable());
        assert!(!tab.allowlist.is_unread());
    }

    /// The shortest of five times in which a list is read, all of whose cameras are on the
    /// allowlist already.
    fn shortest_read(cameras: u32) -> Duration {
        let address = |number: u32| {
            let [.., a, b, c] = number.to_be_bytes();
            MacAddr::new([2, 0, 0, a, b, c])
        };
        let mut tab = Tab::open();
        let entries = (0..cameras).map(|number| AllowlistEntry {
            mac: address(number),
            ..entry(1)
        });
        tab.reply(AllowlistReply::List(Ok(Some(entries.collect()))));
        let addresses: Vec<String> = (0..cameras)
            .map(|number| address(number).to_string())
            .collect();
        let list = addresses.join("\n");
        let times = (0..5).map(|_| {
            let start = Instant::now();
            let preview = ImportIntent::Preview(read_list(list.as_bytes()));
            tab.push(AllowlistIntent::Import(preview));
            start.elapsed()
        });
        times.min().unwrap_or_default()
    }

    #[test]
    fn the_time_to_preview_an_import_grows_in_proportion_to_the_list() {
        let (short, long) = (shortest_read(1_000), shortest_read(16_000));
        let factor = long.as_secs_f64() / short.as_secs_f64();
        assert!(
            factor < 64.0,
            "16 times the cameras took {factor:.0} times as long"
        );
    }
}
