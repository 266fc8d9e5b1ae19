//! The whole conversation between the window and the client: the window sends a [`Command`], the
//! client sends an [`Event`]. Plain data without closures and handles.

use crate::domain::{
    allowlist::{AllowlistEntry, EntryNote, NewEntry},
    candidate::{CandidateState, CandidateUpdate},
    feature_flags::FeatureFlags,
    link_state::LinkState,
    mac::MacAddr,
    network::OnboardingNetwork,
    pi_log::PiLogLine,
    problem::Problem,
    scanned_network::ScannedNetwork,
    secret::ApiKey,
    session::{BulkOutcome, Session, SessionId, SessionSnapshot, StartRequest},
    telemetry::{Telemetry, TransportChoice},
};

pub use crate::domain::warning::Warning;

/// What the window asks the client to do.
#[derive(Debug, Clone)]
pub enum Command {
    /// Start a session and follow it from then on. Answered by [`Reply::Started`].
    Start(StartRequest),
    /// Follow this session: its events, and its state after each (re)connect. `None`: the events of
    /// any session. A session that is followed already is read again.
    Follow(Option<SessionId>),
    /// Read a session that is not followed. Answered by [`Event::OtherSession`].
    ReadOther(SessionId),
    /// Answered by [`Reply::Session`].
    Session(SessionId, SessionVerb),
    /// Answered by one [`Reply::Device`] for each camera.
    Devices(SessionId, Vec<MacAddr>, DeviceVerb),
    /// Answered by [`Event::Allowlist`].
    Allowlist(AllowlistVerb),
    /// The same once the window is closed: the client also waits long, because nobody can repeat the
    /// change.
    FinishAllowlist(AllowlistVerb),
    /// Answered by [`Event::Recovery`].
    Recovery(RecoveryVerb),
    /// Open all connections anew and read the session: they may have died while this computer slept.
    CheckConnections,
    /// Open all connections anew, from now on with this key.
    Reconnect(Option<ApiKey>),
    /// Use these features from now on. Calls that are running go on.
    SetFeatures(FeatureFlags),
    /// Get the Pi's health over this transport from now on.
    Monitor(TransportChoice),
    /// Read the Pi's log, or stop reading it.
    PiLog(bool),
    /// Ask the Pi which networks it sees. Answered by [`Event::NetworksInSight`].
    ReadNetworksInSight,
}

impl Command {
    /// The replies to a command that failed as a whole: each reply that it is owed, with this
    /// problem.
    #[must_use]
    pub fn failed(&self, problem: &Problem) -> Vec<Event> {
        let problem = || Box::new(problem.clone());
        match self {
            Self::Start(_) => vec![Event::Reply(Reply::Started(Err(problem())))],
            Self::Session(id, verb) => {
                vec![Event::Reply(Reply::Session(
                    id.clone(),
                    *verb,
                    Err(problem()),
                ))]
            }
            Self::Devices(id, macs, verb) => {
                let reply = |mac: &MacAddr| Reply::Device(id.clone(), *mac, *verb, Err(problem()));
                macs.iter().map(reply).map(Event::Reply).collect()
            }
            Self::Allowlist(verb) | Self::FinishAllowlist(verb) => {
                let replies = verb.failed(problem).into_iter();
                replies.map(Event::Allowlist).collect()
            }
            Self::Recovery(verb) => vec![Event::Recovery(verb.failed(problem()))],
            Self::ReadNetworksInSight => vec![Event::NetworksInSight(Err(problem()))],
            Self::ReadOther(id) => vec![Event::OtherSession(id.clone(), Err(problem()))],
            Self::Follow(_)
            | Self::CheckConnections
            | Self::Reconnect(_)
            | Self::SetFeatures(_)
            | Self::Monitor(_)
            | Self::PiLog(_) => Vec::new(),
        }
    }
}

/// What can be done with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionVerb {
    /// End it.
    Stop,
    /// Hold it.
    Pause,
    /// Go on with it.
    Resume,
    /// Provision every camera that is on the allowlist.
    ProvisionAll,
}

/// What can be done with a camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceVerb {
    /// Send it the credentials.
    Provision,
    /// Send them again after a failure.
    Retry,
    /// Leave it out.
    Skip,
}

/// What can be done with the allowlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowlistVerb {
    /// Read it.
    Read,
    /// Approve a camera.
    Add(NewEntry),
    /// Write this about an approved camera.
    Edit(MacAddr, EntryNote),
    /// Take a camera off the list and add it again with another note, on a Pi that cannot change
    /// one. Answered as an edit, or as an addition once it is off the list.
    Replace(NewEntry),
    /// Take a camera off the list.
    Remove(MacAddr),
    /// Take all cameras off the list.
    Clear,
    /// Approve many cameras, at once where the Pi can. Answered by [`AllowlistReply::Imported`] as
    /// it goes, then by [`AllowlistReply::ImportEnded`]. There is one import at a time: another
    /// begins when the first has ended.
    Import(Vec<NewEntry>),
    /// Make no more calls for the import.
    CancelImport,
}

impl AllowlistVerb {
    /// As [`Command::failed`].
    #[must_use]
    pub fn failed(&self, problem: impl Fn() -> Box<Problem>) -> Vec<AllowlistReply> {
        match self {
            Self::Read => vec![AllowlistReply::List(Err(problem()))],
            Self::Add(entry) => vec![AllowlistReply::Added(entry.mac, Err(problem()))],
            Self::Edit(mac, _) | Self::Replace(NewEntry { mac, .. }) => {
                vec![AllowlistReply::Edited(*mac, Err(problem()))]
            }
            Self::Remove(mac) => vec![AllowlistReply::Removed(*mac, Err(problem()))],
            Self::Clear => vec![AllowlistReply::Cleared(Err(problem()))],
            Self::Import(entries) => {
                let macs = entries.iter().map(|entry| entry.mac).collect();
                let failed = AllowlistReply::Imported(macs, Err(problem()));
                vec![failed, AllowlistReply::ImportEnded]
            }
            Self::CancelImport => Vec::new(),
        }
    }
}

/// What can be done with sessions that are not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryVerb {
    /// Ask for the sessions that can be recovered.
    ReadRecoverable,
    /// Ask for past sessions.
    ReadHistory,
    /// Resume a session and follow it from then on.
    Recover(SessionId),
    /// Discard a session for good.
    Discard(SessionId),
}

impl RecoveryVerb {
    /// As [`Command::failed`].
    fn failed(&self, problem: Box<Problem>) -> RecoveryReply {
        match self {
            Self::ReadRecoverable => RecoveryReply::Recoverable(Err(problem)),
            Self::ReadHistory => RecoveryReply::History(Err(problem)),
            Self::Recover(id) => RecoveryReply::Recovered(id.clone(), Err(problem)),
            Self::Discard(id) => RecoveryReply::Discarded(id.clone(), Err(problem)),
        }
    }
}

/// What the client reports to the window.
#[derive(Debug, Clone)]
pub enum Event {
    /// The state of the event stream changed.
    Stream(LinkState),
    /// The followed session was read: after a (re)connect, or because events may be missing.
    Snapshot(Box<SessionSnapshot>),
    /// The followed session was read while its stream is open and brought no event. A difference
    /// from what is shown means that the stream has lost events.
    Checked(Box<SessionSnapshot>),
    /// The followed session could not be read.
    SnapshotFailed(SessionId, Box<Problem>),
    /// A session that is not followed was read.
    OtherSession(SessionId, Result<Box<Session>, Box<Problem>>),
    /// The onboarding network was read.
    Network(OnboardingNetwork),
    /// The networks that the Pi sees; `None`: this Pi does not say.
    NetworksInSight(Result<Option<Vec<ScannedNetwork>>, Box<Problem>>),
    /// The Pi sent an event about the batch.
    Batch(BatchEvent),
    /// The Pi's health, or the state of its connection.
    Monitor(MonitorEvent),
    /// The Pi sent an item that cannot be read. Only this item is lost.
    Warning(Warning),
    /// The answer to a command about the open session.
    Reply(Reply),
    /// The answer to a [`Command::Allowlist`].
    Allowlist(AllowlistReply),
    /// The answer to a [`Command::Recovery`].
    Recovery(RecoveryReply),
    /// The Pi's log, while it is read.
    PiLog(PiLogEvent),
}

impl Event {
    /// Whether the window has to draw a frame for it, unless other events cause one; `is_dark`: while
    /// its display is black.
    #[must_use]
    pub fn needs_frame(&self, is_dark: bool) -> bool {
        match self {
            Self::Batch(BatchEvent::Heartbeat) => false,
            Self::Monitor(MonitorEvent::Telemetry(_)) => !is_dark,
            _ => true,
        }
    }
}

/// An event of the event stream (contract, section 6).
#[derive(Debug, Clone, PartialEq)]
pub enum BatchEvent {
    /// The new state of a session.
    Session(Session),
    /// A session expires soon.
    TimeoutWarning(Session),
    /// A new camera, or the new state of a known one.
    Candidate(CandidateUpdate),
    /// The new state of the onboarding network.
    Network(OnboardingNetwork),
    /// The Pi reports a problem of its own.
    Trouble(Box<Problem>),
    /// The stream is alive; there is nothing to show.
    Heartbeat,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MonitorEvent {
    /// The state of the preferred transport: the socket, or polling if a person chose that.
    Stream(LinkState),
    /// New values, from either transport.
    Telemetry(Box<Telemetry>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum PiLogEvent {
    /// The state of the stream of the log.
    Stream(LinkState),
    /// Lines, oldest first.
    Lines(Vec<PiLogLine>),
}

/// The answer to a command: the Pi's answer, or why there is none.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To [`Command::Start`].
    Started(Result<Box<SessionSnapshot>, Box<Problem>>),
    /// To [`Command::Session`].
    Session(SessionId, SessionVerb, Result<SessionReply, Box<Problem>>),
    /// To [`Command::Devices`]: the camera's new state, if the Pi sent it.
    Device(
        SessionId,
        MacAddr,
        DeviceVerb,
        Result<Option<CandidateState>, Box<Problem>>,
    ),
}

/// The answer to an [`AllowlistVerb`].
#[derive(Debug, Clone)]
pub enum AllowlistReply {
    /// The whole list; `None`: this Pi has none (contract, section 3, rule 8).
    List(Result<Option<Vec<AllowlistEntry>>, Box<Problem>>),
    /// The new entry, if the Pi sent it.
    Added(MacAddr, Result<Option<AllowlistEntry>, Box<Problem>>),
    /// The changed entry, if the Pi sent it.
    Edited(MacAddr, Result<Option<AllowlistEntry>, Box<Problem>>),
    /// The entry is not on the list.
    Removed(MacAddr, Result<(), Box<Problem>>),
    /// The list is empty.
    Cleared(Result<(), Box<Problem>>),
    /// The result for these entries of an import.
    Imported(Vec<MacAddr>, Result<(), Box<Problem>>),
    /// The import has ended or was cancelled: no more results follow.
    ImportEnded,
}

/// The answer to a [`RecoveryVerb`].
#[derive(Debug, Clone)]
pub enum RecoveryReply {
    /// The sessions that can be recovered; `None` on a Pi without that call.
    Recoverable(Result<Option<Vec<Session>>, Box<Problem>>),
    /// Past sessions; `None` on a Pi without that call.
    History(Result<Option<Vec<Session>>, Box<Problem>>),
    /// The session with its cameras.
    Recovered(SessionId, Result<Box<SessionSnapshot>, Box<Problem>>),
    /// The session was discarded.
    Discarded(SessionId, Result<(), Box<Problem>>),
}

/// The answer to a [`SessionVerb`].
#[derive(Debug, Clone)]
pub enum SessionReply {
    /// The session as it is now; `None` if the Pi did not send it.
    Now(Option<Session>),
    /// How many cameras the Pi started to provision.
    Initiated(BulkOutcome),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{clock::Now, problem::ProblemKind};

    /// Without an answer, what a command has marked as busy would be so for ever.
    #[test]
    fn a_failed_command_gets_all_its_replies() {
        let problem = Problem::new(ProblemKind::Busy, Now::read().wall);
        let id = SessionId::new("sess_1");
        let macs = [1, 2].map(|last| MacAddr::new([2, 0, 0, 0, 0, last]));
        let entry = |mac| NewEntry {
            mac,
            note: EntryNote::default(),
        };
        let session = |verb| Command::Session(id.clone(), verb);
        let commands = [
            (session(SessionVerb::Stop), 1),
            (session(SessionVerb::ProvisionAll), 1),
            (
                Command::Devices(id.clone(), macs.to_vec(), DeviceVerb::Retry),
                2,
            ),
            (Command::Allowlist(AllowlistVerb::Read), 1),
            (Command::Allowlist(AllowlistVerb::Add(entry(macs[0]))), 1),
            (
                Command::Allowlist(AllowlistVerb::Edit(macs[0], EntryNote::default())),
                1,
            ),
            (
                Command::Allowlist(AllowlistVerb::Replace(entry(macs[0]))),
                1,
            ),
            (Command::Allowlist(AllowlistVerb::Remove(macs[0])), 1),
            (Command::Allowlist(AllowlistVerb::Clear), 1),
            // The rows, and the end of the import.
            (
                Command::Allowlist(AllowlistVerb::Import(macs.map(entry).to_vec())),
                2,
            ),
            (Command::Allowlist(AllowlistVerb::CancelImport), 0),
            (Command::Recovery(RecoveryVerb::ReadRecoverable), 1),
            (Command::Recovery(RecoveryVerb::ReadHistory), 1),
            (Command::Recovery(RecoveryVerb::Recover(id.clone())), 1),
            (Command::Recovery(RecoveryVerb::Discard(id.clone())), 1),
            (Command::Follow(Some(id.clone())), 0),
            (Command::Reconnect(None), 0),
            (Command::CheckConnections, 0),
            (Command::PiLog(true), 0),
            (Command::ReadNetworksInSight, 1),
        ];
        for (command, replies) in commands {
            assert_eq!(command.failed(&problem).len(), replies, "{command:?}");
        }
    }
}
