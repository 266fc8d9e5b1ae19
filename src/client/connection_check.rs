//! The traffic lights of a connection, for `pidash check` and for the window.

use std::io;

use tokio::time::timeout;

use super::{
    BackendConfig,
    error::Error,
    http::{Client, Tries},
    monitor,
    sse::{EventStream, Memory},
};
use crate::{
    domain::{
        clock::Now,
        connection_check::{CheckReport, Glow, Light},
        problem::{Category, Problem},
    },
    wire::envelope::HTML_INSTEAD_OF_JSON,
};

/// Asks the Pi.
///
/// # Errors
/// The TLS configuration could not be made.
pub async fn check(config: BackendConfig) -> io::Result<CheckReport> {
    let client = Client::new(config)?;
    let report = CheckReport::dark();
    if let Err(problem) = client.health(Tries::Once).await {
        let answered = problem.http_status.is_some();
        let report = if answered {
            report
                .with(Light::Reachable, Glow::Green)
                .with(Light::SpeaksV1, Glow::Red(problem))
        } else {
            report.with(Light::Reachable, Glow::Red(problem))
        };
        return Ok(report);
    }
    let report = report.with(Light::Reachable, Glow::Green);
    if !client.features().v1_api {
        return Ok(report);
    }
    let report = match client.try_key().await {
        Err(problem) if problem.category == Category::Auth => report
            .with(Light::SpeaksV1, Glow::Green)
            .with(Light::KeyAccepted, Glow::Red(problem)),
        Err(problem) if !is_from_behind_the_key(&problem) => {
            return Ok(report.with(Light::SpeaksV1, Glow::Red(problem)));
        }
        Ok(()) | Err(_) => report
            .with(Light::SpeaksV1, Glow::Green)
            .with(Light::KeyAccepted, Glow::Green),
    };
    let (events, monitor) = tokio::join!(events(&client, &report), monitor(&client));
    Ok(report
        .with(Light::EventsLive, events)
        .with(Light::MonitorLive, monitor))
}

async fn events(client: &Client, report: &CheckReport) -> Glow {
    if report.wants_key() || !client.features().batch_provisioning {
        return Glow::Dark;
    }
    let limit = client.timing().connect;
    match timeout(limit, EventStream::open(client, None, &Memory::default())).await {
        Ok(Ok(_stream)) => Glow::Green,
        Ok(Err(problem)) => Glow::Red(problem),
        Err(_elapsed) => {
            let error = Error::StreamSilent { after: limit };
            Glow::Red(error.into_problem(None, Now::read().wall))
        }
    }
}

async fn monitor(client: &Client) -> Glow {
    if !client.features().websocket_monitor {
        return Glow::Dark;
    }
    monitor::try_socket(client)
        .await
        .map_or_else(Glow::Red, |()| Glow::Green)
}

/// Whether the Pi looked at the call and had another objection than the key, or does not have this call at all.
fn is_from_behind_the_key(problem: &Problem) -> bool {
    let is_refusal = matches!(problem.http_status, Some(400..=499));
    is_refusal && problem.code != HTML_INSTEAD_OF_JSON
}
