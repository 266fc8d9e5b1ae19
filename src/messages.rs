//! The whole conversation between the window and the worker, on one page.
//!
//! Facts and verbs: no closures, no handles, nothing that knows HTTP or egui.

use crate::domain::{
    candidate::{CandidateState, CandidateUpdate},
    mac::MacAddr,
    network::OnboardingNetwork,
    problem::Problem,
    secret::ApiKey,
    session::{BulkOutcome, Session, SessionId, SessionSnapshot, StartRequest},
    stream::StreamStatus,
    telemetry::{Telemetry, TransportChoice},
};

/// What the window asks the worker to do.
#[derive(Debug, Clone)]
pub enum Command {
    /// Start a session. Answered by [`Reply::Started`]; the worker follows the new session from then on.
    Start(StartRequest),
    /// Follow this session: its events, and its state after every (re)connect. `None`: events of any session.
    Follow(Option<SessionId>),
    /// Something to do with a session. Answered by [`Reply::Session`].
    Session(SessionId, SessionVerb),
    /// Something to do with cameras of a session. Answered by one [`Reply::Device`] for each.
    Devices(SessionId, Vec<MacAddr>, DeviceVerb),
    /// Open the event stream now instead of waiting, from now on with this key.
    Reconnect(Option<ApiKey>),
    /// Get the Pi's health over this transport from now on.
    Monitor(TransportChoice),
}

impl Command {
    /// The answers that the window gets when the command cannot even be handed over, so that nothing stays busy for ever.
    #[must_use]
    pub fn not_sent(self, problem: &Problem) -> Vec<Reply> {
        let problem = || Box::new(problem.clone());
        match self {
            Self::Start(_) => vec![Reply::Started(Err(problem()))],
            Self::Session(id, verb) => vec![Reply::Session(id, verb, Err(problem()))],
            Self::Devices(id, macs, verb) => {
                let reply = |mac| Reply::Device(id.clone(), mac, verb, Err(problem()));
                macs.into_iter().map(reply).collect()
            }
            Self::Follow(_) | Self::Reconnect(_) | Self::Monitor(_) => Vec::new(),
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

/// What the worker tells the window.
#[derive(Debug, Clone)]
pub enum Event {
    /// The event stream changed.
    Stream(StreamStatus),
    /// The followed session was read: after a (re)connect, or by polling while the stream is down.
    Snapshot(Box<SessionSnapshot>),
    /// The followed session could not be read.
    SnapshotFailed(SessionId, Box<Problem>),
    /// The onboarding network was read, or the Pi told of a change.
    Network(OnboardingNetwork),
    /// The Pi told of a change.
    Batch(BatchEvent),
    /// The Pi's health, or how it comes here.
    Monitor(MonitorEvent),
    /// Something was sent that cannot be read: nothing is lost but this one item.
    Warning(Warning),
    /// The answer to a command.
    Reply(Reply),
}

/// What the Pi tells of a batch by itself (contract, section 6).
#[derive(Debug, Clone, PartialEq)]
pub enum BatchEvent {
    /// A session is now so.
    Session(Session),
    /// A session runs out soon.
    TimeoutWarning(Session),
    /// A camera appeared or is now so.
    Candidate(CandidateUpdate),
    /// The onboarding network is now so.
    Network(OnboardingNetwork),
    /// The Pi is in trouble.
    Trouble(Box<Problem>),
    /// The stream is up, or still up; nothing to show.
    Heartbeat,
}

/// What the monitoring of the Pi's health tells.
#[derive(Debug, Clone, PartialEq)]
pub enum MonitorEvent {
    /// The transport that is wanted first changed: the socket, or polling where a person chose that.
    Stream(StreamStatus),
    /// New figures, from whichever transport had them.
    Telemetry(Box<Telemetry>),
}

/// One item that could not be read, or was read with doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where it came from: `METHOD /path` or the event's type.
    pub source: String,
    /// What is wrong with it, in plain words.
    pub message: String,
}

/// The answer to a command. The result is the Pi's, or why there is none.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To [`Command::Start`].
    Started(Result<Box<SessionSnapshot>, Box<Problem>>),
    /// To [`Command::Session`].
    Session(SessionId, SessionVerb, Result<SessionReply, Box<Problem>>),
    /// To [`Command::Devices`]: the state that the Pi says the camera is in now, if it says one.
    Device(
        SessionId,
        MacAddr,
        DeviceVerb,
        Result<Option<CandidateState>, Box<Problem>>,
    ),
}

/// What came of a [`SessionVerb`].
#[derive(Debug, Clone)]
pub enum SessionReply {
    /// The session as it is now; `None` if the Pi did not send it.
    Now(Option<Session>),
    /// How many cameras the Pi started on.
    Initiated(BulkOutcome),
}
