//! Everything that the window shows, and how events and intents change it.
//!
//! The state is a pure reducer: the time is passed in, and what the client has to do is returned as
//! [`Command`]s.

pub mod allowlist;
pub mod connect;
pub mod diagnostics;
pub mod intent;
mod key_accepted;
pub mod kiosk;
pub mod monitor;
mod position_notes;
mod preflight;
pub mod provisioning;
pub mod recovery;
pub mod settings;
pub(crate) mod stream_state;
#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
pub(crate) mod tests;

use std::{
    mem,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::{
    domain::{
        candidate::CandidateState,
        clock::{self, ClockJump, Now},
        feature_flags::FeatureFlags,
        link_state::LinkState,
        mac::MacAddr,
        preflight::CLOCK_TOLERANCE,
        problem::Problem,
        session::SessionId,
        timeline_event::TimelineEventKind,
    },
    features::{
        allowlist::{
            intent::AllowlistIntent,
            state::{Allowlist, Change},
        },
        connect::state::ConnectState,
        diagnostics::state::Diagnostics,
        intent::Intent,
        kiosk::state::{DisplayState, Kiosk},
        monitor::{state::Monitoring, timeline_events::ObservedSession},
        provisioning::{
            batch::Batch,
            camera_results::camera_results,
            card::{AllowlistStatus, Card},
            state::{Phase, Provisioning},
        },
        recovery::state::{Offer, Recovery, SessionChange, ShownSession},
        settings::state::{KeyStatus, SettingsState},
    },
    messages::{BatchEvent, Command, Event, Reply},
    model::{
        loss_delay::LossDelay,
        notices::{Notices, Severity},
    },
    tr,
    ui::{Request, format},
};

/// The pause before something is asked for again that is due and cannot be done yet.
const DUE_AGAIN: Duration = Duration::from_secs(1);

/// How a camera has ended, for the timeline. `None`: it has not ended, or was skipped.
fn timeline_event_kind(card: &Card) -> Option<TimelineEventKind> {
    match card.state() {
        CandidateState::Verified => Some(TimelineEventKind::Verified),
        CandidateState::Failed if card.is_unconfirmed() => Some(TimelineEventKind::NotConfirmed),
        CandidateState::Failed => Some(TimelineEventKind::Failed),
        CandidateState::Discovered
        | CandidateState::Provisioning
        | CandidateState::Provisioned
        | CandidateState::Verifying
        | CandidateState::Skipped
        | CandidateState::Other(_) => None,
    }
}

/// The cards that an event may have changed: the cost of an event about one camera must not depend
/// on the number of cameras.
enum Changed {
    Nothing,
    One(MacAddr),
    All,
}

impl Changed {
    fn by(event: &Event) -> Self {
        match event {
            Event::Batch(BatchEvent::Candidate(update)) => Self::One(update.mac),
            Event::Reply(Reply::Device(_, mac, ..)) => Self::One(*mac),
            Event::Batch(
                BatchEvent::Heartbeat | BatchEvent::Network(_) | BatchEvent::Trouble(_),
            ) => Self::Nothing,
            _ => Self::All,
        }
    }
}

/// The state of one console connected to one Pi.
#[derive(Debug)]
pub struct State {
    /// The connect page.
    pub connect: ConnectState,
    /// The settings tab.
    pub settings: SettingsState,
    /// The lock and the display of a kiosk.
    pub kiosk: Kiosk,
    /// Whether the kiosk was locked when it was looked at last.
    was_locked: bool,
    /// The clock of the Pi was compared with that of this computer.
    compared_clocks: bool,
    /// The address of the Pi as `host:port`; empty while there is none.
    pub server: String,
    /// The event stream, as it is shown.
    pub stream: LinkState,
    /// The loss of the event stream that is not shown yet.
    pub(crate) stream_loss: LossDelay,
    /// Why the event stream is down, until it is up again.
    pub link_problem: Option<Box<Problem>>,
    /// When the state was last known to be up to date.
    pub fresh_at: Option<Instant>,
    /// Whether the session was read since the stream was opened.
    is_read: bool,
    /// The provisioning tab.
    pub provisioning: Provisioning,
    /// The allowlist tab.
    pub allowlist: Allowlist,
    /// Sessions that are not open: those that can be resumed, and past ones.
    pub recovery: Recovery,
    /// The monitor tab and the strip of the header.
    pub monitoring: Monitoring,
    /// The diagnostics tab.
    pub diagnostics: Diagnostics,
    /// The toast and the event log panel.
    pub notices: Notices,
}

impl State {
    /// The state before anything is known of the Pi at `server`. `session`: the one that was open
    /// there in an earlier run.
    #[must_use]
    pub fn new(server: impl Into<String>, session: Option<SessionId>, now: Now) -> Self {
        Self {
            connect: ConnectState::default(),
            settings: SettingsState::default(),
            kiosk: Kiosk::default(),
            was_locked: false,
            compared_clocks: false,
            server: server.into(),
            stream: LinkState::Off,
            stream_loss: LossDelay::default(),
            link_problem: None,
            fresh_at: None,
            is_read: true,
            provisioning: Provisioning::new(session, now),
            allowlist: Allowlist::default(),
            recovery: Recovery::default(),
            monitoring: Monitoring::new(now),
            diagnostics: Diagnostics::default(),
            notices: Notices::default(),
        }
    }

    /// What the allowlist knows of a camera; `None` if there is no allowlist.
    #[must_use]
    pub fn allowlist_status(&self, mac: MacAddr) -> Option<AllowlistStatus> {
        if !self.settings.features().allowlist || self.allowlist.is_unavailable() {
            return None;
        }
        Some(match self.allowlist.change(mac) {
            Some(Change::Adding(_)) => AllowlistStatus::Adding,
            Some(Change::AddFailed(entry, problem)) => {
                AllowlistStatus::Failed(entry.clone(), problem.clone())
            }
            _ if self.allowlist.has(mac) => AllowlistStatus::Listed,
            _ => {
                let mut neighbours = mac.neighbours().into_iter();
                let unused = neighbours.find_map(|mac| self.allowlist.unused(mac));
                AllowlistStatus::Missing(unused.cloned())
            }
        })
    }

    /// The session that the person is offered to resume.
    #[must_use]
    pub fn recovery_offer(&self) -> Option<Offer<'_>> {
        let shown = match &self.provisioning.phase {
            Phase::Open(batch) if batch.interrupted => ShownSession::Interrupted(&batch.session.id),
            Phase::Open(batch) if !batch.is_over() => ShownSession::Running,
            Phase::Reading { .. } => ShownSession::Running,
            Phase::Open(_) | Phase::Idle(_) => ShownSession::None,
        };
        let is_on = self.settings.features().session_recovery;
        self.recovery.offer(shown).filter(|_| is_on)
    }

    /// Takes over what belongs to this console and not to one Pi, and makes the Pi at `url` the one
    /// in use.
    pub fn take_over(&mut self, previous: &mut Self, url: &str) {
        self.connect = mem::take(&mut previous.connect);
        self.settings = mem::take(&mut previous.settings);
        self.kiosk = mem::take(&mut previous.kiosk);
        self.settings.key = KeyStatus {
            accepted_at: self.connect.use_profile(url),
            has_keyring: self.settings.key.has_keyring,
            file_may_vanish: self.settings.key.file_may_vanish,
            ..KeyStatus::default()
        };
    }

    /// Notes that the Pi in use answers, and accepts the key if there is one.
    pub(crate) fn note_live(&mut self, now: Now) {
        if let Some(profile) = self.connect.profiles.first_mut() {
            profile.last_seen = Some(now.wall);
        }
        if self.settings.key.place.is_some() {
            self.note_key_accepted(now);
        }
    }

    /// Keeps for the connect page which session runs on the Pi in use.
    fn note_running_session(&mut self) {
        let session = match &self.provisioning.phase {
            Phase::Open(batch) if batch.is_running() => Some(batch.session.target_ssid.as_str()),
            Phase::Open(_) | Phase::Idle(_) => {
                let other = self.provisioning.other_session.as_ref();
                other.and_then(|other| other.target_ssid.as_deref())
            }
            Phase::Reading { .. } => return,
        };
        // Before the Pi has answered, what an earlier run knows is all that is known.
        if session.is_none() && !self.stream.is_live() {
            return;
        }
        if let Some(profile) = self.connect.profiles.first_mut()
            && !self.server.is_empty()
            && profile.session.as_deref() != session
        {
            profile.session = session.map(str::to_owned);
        }
    }

    #[must_use]
    pub fn is_kiosk(&self) -> bool {
        self.settings.configuration.settings().kiosk.enabled
    }

    /// Whether this is a kiosk that must be unlocked before anything that leads out of it.
    #[must_use]
    pub fn is_locked(&self, now: Now) -> bool {
        self.is_kiosk() && !self.kiosk.is_open(now)
    }

    /// Whether something is running that closing the window would end or leave alone.
    #[must_use]
    pub fn has_running_work(&self) -> bool {
        self.provisioning.batch().is_some_and(Batch::is_running)
            || self.allowlist.import.remaining().is_some()
    }

    /// Lets a change of the features take effect without a new connection, so that what is running
    /// goes on. Returns what the client has to do.
    pub fn features_changed(&mut self, before: FeatureFlags) -> Vec<Command> {
        let features = self.settings.features();
        let mut commands = vec![Command::SetFeatures(features)];
        if features.batch_provisioning && !before.batch_provisioning {
            commands.push(Command::Follow(self.provisioning.session_id().cloned()));
        }
        if features.v1_api && !before.v1_api {
            commands.push(Command::PiLog(self.diagnostics.follows_log()));
        }
        if features.session_recovery && !before.session_recovery {
            self.recovery.request_recoverable();
        }
        self.connect.check_report = None;
        commands
    }

    /// Whether a Pi has been chosen.
    #[must_use]
    pub fn has_pi(&self) -> bool {
        !self.server.is_empty()
    }

    /// Applies an event of the client. Returns the command that follows from it.
    pub fn handle_event(&mut self, event: Event, now: Now) -> Option<Command> {
        let is_about_batch = matches!(
            event,
            Event::Snapshot(_)
                | Event::Checked(_)
                | Event::SnapshotFailed(..)
                | Event::Batch(_)
                | Event::Reply(_)
                | Event::Recovery(_)
        );
        if is_about_batch {
            let health = self.monitoring.pi_health(now);
            self.provisioning.note_pi_health(health);
        }
        let changed = Changed::by(&event);
        let is_about_recovery = matches!(event, Event::Recovery(_));
        let was_interrupted = self.provisioning.is_interrupted();
        let was_over = self.provisioning.batch().is_some_and(Batch::is_over);
        let command = self.apply_event(event, now);
        if self.provisioning.is_interrupted() != was_interrupted && !is_about_recovery {
            // The Pi has restarted, or another console has resumed the session.
            self.recovery.request_recoverable();
        }
        if let Some(batch) = self.provisioning.batch().filter(|_| is_about_batch) {
            let session = ObservedSession {
                id: &batch.session.id,
                age: batch.elapsed(now),
                is_over: batch.is_over(),
            };
            let (one, all) = match changed {
                Changed::Nothing => (None, None),
                Changed::One(mac) => (batch.cards.get(mac), None),
                Changed::All => (None, Some(batch.cards.iter())),
            };
            let cameras = one.into_iter().chain(all.into_iter().flatten());
            let cameras = cameras.map(|card| (card.candidate.mac, timeline_event_kind(card)));
            self.monitoring.observe_session(session, cameras, now);
            self.recovery.past.record(batch.summary(now));
            if batch.is_over() && !was_over {
                self.record_cameras(now);
            }
        }
        self.note_running_session();
        command.or_else(|| self.provisioning.release(now))
    }

    /// Records the cameras of the open session. Not with each event: there may be many of both.
    pub fn record_cameras(&mut self, now: Now) {
        if let Some(batch) = self.provisioning.batch() {
            let cameras = camera_results(batch, now);
            self.recovery
                .past
                .record_cameras(&batch.session.id, cameras);
        }
    }

    /// Computes what the next frame shows. Call it once after all events of a frame.
    pub fn prepare_frame(&mut self) {
        self.provisioning.prepare_frame();
        if self.provisioning.is_idle() {
            self.allowlist.count_unused();
        }
    }

    /// The wall clock has jumped: this computer slept, or its clock was set. The connections may be
    /// dead, and only the Pi knows how long the session still runs.
    pub fn handle_clock_jump(&mut self, jump: ClockJump, now: Now) -> Command {
        self.compared_clocks = false;
        if let ClockJump::Slept(by) = jump {
            self.fresh_at = self.fresh_at.map(|at| clock::before(at, by));
            self.provisioning.slept(by);
        }
        self.recovery.request_recoverable();
        self.notices
            .log(Severity::Info, tr!("notice-clock-jump"), now);
        Command::CheckConnections
    }

    /// Says once that the Pi and this computer disagree about the time. Which of them is right is not
    /// known here: the times that the Pi sends are shown as it sends them.
    fn compare_clocks(&mut self, pi_time: Option<Timestamp>, now: Now) {
        let Some(pi_time) = pi_time.filter(|_| !self.compared_clocks) else {
            return;
        };
        self.compared_clocks = true;
        let difference = pi_time.duration_since(now.wall);
        if difference.unsigned_abs() < CLOCK_TOLERANCE {
            return;
        }
        let by = format::roughly(difference.unsigned_abs());
        let text = if difference.is_negative() {
            tr!("notice-clock-of-pi-behind", by = by)
        } else {
            tr!("notice-clock-of-pi-ahead", by = by)
        };
        self.notices.log(Severity::Warning, text, now);
    }

    fn apply_event(&mut self, event: Event, now: Now) -> Option<Command> {
        match event {
            Event::Stream(status) => {
                if matches!(status, LinkState::Retrying { .. }) {
                    self.provisioning.note_connection_lost(now);
                }
                self.handle_stream(status, now);
                None
            }
            Event::Monitor(event) => {
                self.monitoring.handle_event(event, &mut self.notices, now);
                None
            }
            Event::Warning(warning) => {
                self.notices.warn(&warning, now);
                None
            }
            Event::Snapshot(snapshot) => {
                self.note_read(now);
                self.compare_clocks(snapshot.pi_time, now);
                let notices = &mut self.notices;
                let command = self.provisioning.handle_snapshot(*snapshot, notices, now);
                self.compare_with_recoverable(now);
                command
            }
            Event::Checked(snapshot) => {
                self.note_read(now);
                let notices = &mut self.notices;
                self.provisioning.handle_checked(*snapshot, notices, now)
            }
            Event::SnapshotFailed(id, problem) => {
                if self.stream.is_live() && !self.provisioning.is_unread() {
                    self.fresh_at = Some(now.instant);
                }
                let notices = &mut self.notices;
                self.provisioning
                    .handle_snapshot_failed(&id, *problem, notices, now)
            }
            Event::OtherSession(id, read) => {
                self.provisioning.handle_other_session(id, read);
                None
            }
            Event::Network(network) => {
                self.provisioning.network.merge(network);
                None
            }
            Event::NetworksInSight(answer) => {
                self.provisioning.network_scan.answer(answer, now);
                None
            }
            Event::Batch(event) => {
                self.provisioning
                    .handle_batch_event(event, &mut self.notices, now)
            }
            Event::Reply(reply) => {
                self.provisioning
                    .handle_reply(reply, &mut self.notices, now);
                None
            }
            Event::Allowlist(reply) => {
                self.allowlist.handle_reply(reply, &mut self.notices, now);
                None
            }
            Event::PiLog(event) => {
                self.diagnostics.handle_log(event, now);
                None
            }
            Event::Recovery(reply) => {
                let change = self.recovery.handle_reply(reply, &mut self.notices, now)?;
                self.change_session(change, now)
            }
        }
    }

    /// The session was read. If the Pi was away until now, it may have restarted: the stream asks
    /// for the sessions that can be resumed when it is open, which may take its time.
    fn note_read(&mut self, now: Now) {
        let was_away = |read_at| now.since(read_at) >= stream_state::STALE_AFTER;
        if !self.stream.is_live() && self.fresh_at.is_none_or(was_away) {
            self.recovery.request_recoverable();
        }
        self.fresh_at = Some(now.instant);
        self.is_read = true;
    }

    /// The list of sessions that can be resumed may have been read before the session itself.
    fn compare_with_recoverable(&mut self, now: Now) {
        let recoverable = self.recovery.recoverable().iter();
        let ids: Vec<SessionId> = recoverable.map(|session| session.id.clone()).collect();
        if !ids.is_empty() && !self.provisioning.is_interrupted() {
            self.provisioning.handle_recoverable(&ids, now);
        }
    }

    /// Applies to the open session what the recovery has learned.
    fn change_session(&mut self, change: SessionChange, now: Now) -> Option<Command> {
        match change {
            SessionChange::Recoverable(ids) => {
                return self.provisioning.handle_recoverable(&ids, now);
            }
            SessionChange::Resumed(snapshot) => {
                let notices = &mut self.notices;
                self.provisioning.handle_resumed(*snapshot, notices, now);
            }
            SessionChange::AlreadyResumed(id) => return Some(self.provisioning.show(id, now)),
            SessionChange::Ended(id) => self.provisioning.handle_ended(&id, now),
        }
        None
    }

    /// The passphrase of the last start is kept for the next one, unless that is switched off or the
    /// kiosk was locked since.
    fn keep_or_wipe_passphrase(&mut self, now: Now) {
        let is_locked = self.is_locked(now);
        let was_locked = mem::replace(&mut self.was_locked, is_locked);
        let is_kept = self.settings.configuration.settings().keep_passphrase;
        if !is_kept || is_locked && !was_locked {
            self.provisioning.forget_last_start();
        }
    }

    /// The next command for the client that is due. Call it until it returns `None`.
    pub fn due(&mut self, now: Now) -> Option<Command> {
        self.show_lasting_losses(now);
        self.keep_or_wipe_passphrase(now);
        let recovers = self.settings.features().session_recovery;
        let tries_one_first = self.settings.configuration.settings().try_one_first;
        let provisioning = &mut self.provisioning;
        provisioning.set_tries_one_first(tries_one_first);
        provisioning.keep_once_allowed(|mac| self.allowlist.will_have(mac));
        if let Some(command) = provisioning.due(now).or_else(|| provisioning.release(now)) {
            return Some(command);
        }
        let has_allowlist = self.settings.features().allowlist;
        let is_typing = provisioning.is_idle() && provisioning.network_scan.is_typing(now);
        let is_needed = is_typing
            || provisioning
                .batch()
                .is_some_and(|batch| batch.has_barred_cameras() || batch.positions.is_some());
        self.allowlist.need(has_allowlist && is_needed);
        if self.stream.is_live()
            && let Some(command) = self.provisioning.network_scan_due(now)
        {
            return Some(command);
        }
        let allowlist = self.allowlist.due(now);
        allowlist.or_else(|| {
            let is_interrupted = self.provisioning.is_interrupted();
            let due = recovers.then(|| self.recovery.due(is_interrupted, now));
            due.flatten()
        })
    }

    /// Applies what the person asked for, as far as the state alone is concerned. Returns the
    /// command for the client.
    pub fn handle_intent(&mut self, intent: Intent, now: Now) -> Option<Command> {
        match intent {
            Intent::Provisioning(intent) => {
                return self
                    .provisioning
                    .handle_intent(intent, &mut self.notices, now);
            }
            Intent::Monitor(intent) => return self.monitoring.handle_intent(intent),
            Intent::Diagnostics(intent) => return self.diagnostics.handle_intent(intent),
            Intent::Allowlist(intent) => self.allowlist.handle_intent(intent, now),
            Intent::Recovery(intent) => self.recovery.handle_intent(intent),
            Intent::Connect(intent) => self.connect.handle_intent(intent),
            Intent::Kiosk(intent) => self.kiosk.handle_intent(&intent, now),
            Intent::Request(Request::AddToAllowlist(entry)) => {
                let add = AllowlistIntent::Add(entry);
                self.allowlist.handle_intent(add, now);
            }
            Intent::Request(Request::WritePositions {
                as_description,
                as_container,
            }) => self.write_positions(as_description, as_container, now),
            Intent::Request(Request::ShowSession(id)) => {
                return Some(self.provisioning.show(id, now));
            }
            Intent::Request(Request::DismissToast) => self.notices.toast = None,
            Intent::Request(Request::Toast(text)) => self.notices.toast(text, now),
            Intent::Request(Request::ShowEventLog(open)) => self.notices.show_event_log(open),
            Intent::Request(_) | Intent::Settings(_) => {}
        }
        None
    }

    /// The commands that must be sent before the connection ends.
    pub fn flush(&mut self) -> Vec<Command> {
        self.allowlist.flush()
    }

    /// When the state changes without an event, or something is due. `None`: never. What changes on the
    /// screen alone, such as a countdown, is up to the view that shows it.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let toast = self.notices.toast.as_ref();
        let kiosk = self.settings.configuration.settings().kiosk;
        let asks = self.stream.is_live();
        // New figures do not wake a black display, so that they seem outdated there.
        let is_black = self.kiosk.display_state(kiosk, now) == DisplayState::Black;
        let figures = [
            self.monitoring.next_tick(now),
            self.next_missing_figures(now),
        ];
        let figures = figures.into_iter().flatten().filter(|_| !is_black);
        let ticks = [
            toast.map(|toast| now.until(toast.until)),
            self.next_stale(now),
            self.stream_loss.next_tick(now),
            self.allowlist.next_tick(now),
            self.recovery.next_tick(now),
            self.diagnostics.next_tick(now),
            self.kiosk.next_tick(kiosk, now),
            self.provisioning.next_tick(now),
            asks.then(|| self.provisioning.next_scan_tick(now))
                .flatten(),
        ];
        let soonest = ticks.into_iter().flatten().chain(figures).min();
        // What is due and waits for something else must not be asked for without a pause.
        soonest.map(|tick| if tick.is_zero() { DUE_AGAIN } else { tick })
    }
}
