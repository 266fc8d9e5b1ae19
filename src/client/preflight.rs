//! Asks a Pi for all that the checks before a start need, for `pidash check`.

use std::io;

use futures_util::StreamExt as _;
use tokio::time::{Instant, timeout_at};
use tungstenite::Message;

use super::{
    ClientConfig, connection_check,
    http::Client,
    monitor::{self, Socket},
};
use crate::{
    domain::{
        clock::Now,
        connection_check::{CheckReport, CheckStatus, CheckStep},
        network::OnboardingNetwork,
        preflight::{Facts, FreeEntries, OtherSessions, Scan, Target},
        problem::Problem,
        scanned_network::ScannedNetwork,
        session::Session,
        telemetry::Telemetry,
    },
    wire::monitor::{AccumulatedFigures, Frame},
};

/// What a Pi has answered.
#[derive(Debug, Clone, Default)]
pub struct PreflightAnswers {
    /// Whether the connection works.
    pub report: CheckReport,
    /// From the monitoring socket.
    figures: Option<Telemetry>,
    /// From system info.
    system: Option<Telemetry>,
    network: Option<OnboardingNetwork>,
    other_sessions: OtherSessions,
    entries: Option<FreeEntries>,
    scanned: Option<Vec<ScannedNetwork>>,
}

/// Checks the connection, and reads the rest if the Pi accepts the key. Asks for the networks in sight
/// only if `scans`.
///
/// # Errors
/// The TLS configuration could not be made.
pub async fn preflight(config: ClientConfig, scans: bool) -> io::Result<PreflightAnswers> {
    let client = Client::new(config)?;
    let report = connection_check::steps(&client).await;
    let speaks_v1 = *report.status(CheckStep::SpeaksV1) == CheckStatus::Ok;
    let answers = PreflightAnswers {
        report,
        ..PreflightAnswers::default()
    };
    if !speaks_v1 || answers.report.is_key_refused() {
        return Ok(answers);
    }
    let (figures, system, network) =
        tokio::join!(figures(&client), system(&client), client.network());
    let (entries, (other_sessions, expected)) =
        tokio::join!(free_entries(&client), sessions(&client));
    let network = known(network);
    // A running session needs the radio that would look.
    let is_in_use = network.as_ref().is_some_and(OnboardingNetwork::is_in_use);
    let is_free = !is_in_use && !matches!(other_sessions, OtherSessions::Running(_));
    let scanned = if scans && is_free {
        known(client.networks_in_sight().await)
    } else {
        None
    };
    Ok(PreflightAnswers {
        figures,
        system,
        network,
        other_sessions,
        entries: entries.map(|entries| FreeEntries {
            expected,
            ..entries
        }),
        scanned,
        ..answers
    })
}

impl PreflightAnswers {
    /// What the checks are made from. `target`: the network that cameras shall join.
    #[must_use]
    pub fn facts<'a>(&'a self, target: Option<&'a Target>) -> Facts<'a> {
        let newest = self.figures.as_ref().or(self.system.as_ref());
        let services = self.figures.as_ref().and_then(|figures| figures.services);
        Facts {
            report: self.report.clone(),
            clock_ahead: newest.and_then(Telemetry::clock_ahead),
            mqtt_connected: services.and_then(|services| services.mqtt_connected),
            network: self.network.clone().unwrap_or_default(),
            other_sessions: self.other_sessions.clone(),
            entries: self.entries,
            sample: newest.map(|newest| newest.sample).unwrap_or_default(),
            target,
            scan: self.scanned.as_deref().map_or(Scan::NotOffered, Scan::Done),
            ..Facts::default()
        }
    }
}

/// The value of a call that not every Pi has, and that may have failed.
fn known<T>(answer: Result<Option<crate::wire::http_bodies::Read<T>>, Box<Problem>>) -> Option<T> {
    answer.ok().flatten().map(|read| read.value)
}

/// The first figures of the monitoring socket.
async fn figures(client: &Client) -> Option<Telemetry> {
    if !client.features().websocket_monitor {
        return None;
    }
    let mut socket: Socket = monitor::open_socket(client).await.ok()?;
    let deadline = Instant::now() + client.timing().connect;
    let mut figures = AccumulatedFigures::default();
    while let Ok(Some(Ok(message))) = timeout_at(deadline, socket.next()).await {
        let Message::Text(text) = message else {
            continue;
        };
        let frames = Frame::decode_all(&text).filter_map(Result::ok);
        if let Some(read) = figures.take_in(frames, Now::read()) {
            return Some(read.value);
        }
    }
    None
}

async fn system(client: &Client) -> Option<Telemetry> {
    let read = client.system_info().await.ok()?;
    let transport = crate::domain::telemetry::Transport::Polling;
    Some(Telemetry::of_sample(transport, Now::read(), read.value))
}

async fn free_entries(client: &Client) -> Option<FreeEntries> {
    if !client.features().allowlist {
        return None;
    }
    let list = known(client.allowlist().await)?;
    Some(FreeEntries {
        is_empty: list.is_empty(),
        unused: list.iter().filter(|entry| !entry.used).count(),
        expected: None,
    })
}

/// What is known of other sessions, and the number of cameras of the last one.
async fn sessions(client: &Client) -> (OtherSessions, Option<u32>) {
    if !client.features().session_recovery {
        return (OtherSessions::Unknown, None);
    }
    let (recoverable, history) = tokio::join!(client.recoverable(), client.history());
    let history = known(history).unwrap_or_default();
    let recoverable = known(recoverable);
    let expected = history.first().map(|session| session.device_count);
    let ssid = |session: &Session| {
        let ssid = session.target_ssid.clone();
        Some(ssid).filter(|ssid| !ssid.is_empty())
    };
    let interrupted = recoverable.as_ref().and_then(|sessions| sessions.first());
    let is_interrupted = |session: &Session| {
        let mut sessions = recoverable.iter().flatten();
        sessions.any(|other| other.id == session.id)
    };
    let running = history
        .iter()
        .find(|session| session.state.runs() && !is_interrupted(session));
    let other = match (running, interrupted) {
        (Some(session), _) => OtherSessions::Running(ssid(session)),
        (None, Some(session)) => OtherSessions::Interrupted(ssid(session)),
        (None, None) if recoverable.is_some() => OtherSessions::None,
        (None, None) => OtherSessions::Unknown,
    };
    (other, expected)
}
