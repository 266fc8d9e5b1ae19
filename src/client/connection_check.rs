//! Checks a connection step by step, for `pidash check` and for the window.

use std::io;

use tokio::time::timeout;

use super::{
    ClientConfig,
    http::{Client, RetryPolicy},
    monitor,
    sse::{EventStream, ResumeState},
};
use crate::{
    domain::{
        clock::Now,
        connection_check::{CheckReport, CheckStatus, CheckStep},
        problem::{Category, Problem, ProblemKind},
    },
    wire::error_codes,
};

/// Asks the Pi.
///
/// # Errors
/// The TLS configuration could not be made.
pub async fn check(config: ClientConfig) -> io::Result<CheckReport> {
    let client = Client::new(config)?;
    Ok(steps(&client).await)
}

/// As [`check`], with a client that is there.
pub(super) async fn steps(client: &Client) -> CheckReport {
    let report = steps_to_key(client).await;
    if *report.status(CheckStep::SpeaksV1) != CheckStatus::Ok {
        return report;
    }
    let (events, monitor) = tokio::join!(events(client, &report), monitor(client));
    report
        .with(CheckStep::EventsLive, events)
        .with(CheckStep::MonitorLive, monitor)
}

/// Asks the Pi whether it accepts the key. The later steps are not tried.
///
/// # Errors
/// As [`check`].
pub async fn check_key(config: ClientConfig) -> io::Result<CheckReport> {
    let client = Client::new(config)?;
    Ok(steps_to_key(&client).await)
}

/// The steps up to [`CheckStep::KeyAccepted`].
async fn steps_to_key(client: &Client) -> CheckReport {
    let mut report = CheckReport::untried();
    // A Pi that is not well is there, and so is one without this call. A portal gets no key.
    match client.health(RetryPolicy::Once).await {
        Ok(version) => report.version = version,
        Err(problem)
            if problem.http_status.is_none()
                || matches!(problem.kind, ProblemKind::CaptivePortal { .. }) =>
        {
            return report.with(CheckStep::Reachable, CheckStatus::Failed(problem));
        }
        Err(_problem) => {}
    }
    let report = report.with(CheckStep::Reachable, CheckStatus::Ok);
    if !client.features().v1_api {
        return report;
    }
    match try_key(client).await {
        // A Pi that is too busy may not have looked at the key.
        Err(problem) if problem.http_status == Some(429) => {
            report.with(CheckStep::SpeaksV1, CheckStatus::Ok)
        }
        Err(problem) if problem.category() == Category::Auth => report
            .with(CheckStep::SpeaksV1, CheckStatus::Ok)
            .with(CheckStep::KeyAccepted, CheckStatus::Failed(problem)),
        Err(problem) if !is_from_behind_the_key(&problem) => {
            report.with(CheckStep::SpeaksV1, CheckStatus::Failed(problem))
        }
        Ok(()) | Err(_) => report
            .with(CheckStep::SpeaksV1, CheckStatus::Ok)
            .with(CheckStep::KeyAccepted, CheckStatus::Ok),
    }
}

/// Makes a call that needs the key. Not every Pi has the first one; where nothing answers to the second
/// either, nobody has looked at the key.
async fn try_key(client: &Client) -> Result<(), Box<Problem>> {
    let first = client.try_key().await;
    let is_missing = |problem: &Problem| {
        matches!(problem.http_status, Some(404 | 405)) && problem.error_code().is_none()
    };
    match first {
        Err(problem) if is_missing(&problem) => match client.allowlist().await {
            Ok(Some(_list)) => Ok(()),
            Ok(None) => Err(Box::new(Problem {
                kind: ProblemKind::NotAPiOrchestrator,
                remedy: ProblemKind::NotAPiOrchestrator.remedy(),
                ..*problem
            })),
            Err(problem) => Err(problem),
        },
        first => first,
    }
}

async fn events(client: &Client, report: &CheckReport) -> CheckStatus {
    if report.is_key_refused() || !client.features().batch_provisioning {
        return CheckStatus::Skipped;
    }
    let limit = client.timing().connect;
    match timeout(
        limit,
        EventStream::open(client, None, &ResumeState::default()),
    )
    .await
    {
        Ok(Ok(_stream)) => CheckStatus::Ok,
        Ok(Err(problem)) => CheckStatus::Failed(problem),
        Err(_elapsed) => {
            let kind = ProblemKind::StreamSilent { after: limit };
            CheckStatus::Failed(Box::new(Problem::new(kind, Now::read().wall)))
        }
    }
}

async fn monitor(client: &Client) -> CheckStatus {
    if !client.features().websocket_monitor {
        return CheckStatus::Skipped;
    }
    monitor::open_socket(client)
        .await
        .map_or_else(CheckStatus::Failed, |_socket| CheckStatus::Ok)
}

/// Whether the Pi accepted the key and refused the call for another reason, or does not have the call.
/// A code of the contract with any status comes from the Pi.
fn is_from_behind_the_key(problem: &Problem) -> bool {
    let has_code = problem.error_code().is_some();
    let is_refusal = matches!(problem.http_status, Some(400..=499));
    let is_of_another_program = matches!(
        problem.kind,
        ProblemKind::NotAPiOrchestrator | ProblemKind::HtmlInsteadOfJson { .. }
    );
    has_code || is_refusal && !is_of_another_program && !error_codes::is_stand_in(problem)
}
