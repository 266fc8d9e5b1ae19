//! What runs beside the event stream, depending on its state: polls and probes while it is down,
//! reads of the onboarding network while it is up.

use std::{future::pending, time::Instant};

use tokio::{
    sync::watch,
    time::{sleep, sleep_until},
};

use super::{FailureFilter, StreamPhase, SyncContext, ends_reading};
use crate::{client::http::RetryPolicy, domain::session::SessionId, messages::Event};

/// Starts over whenever the state of the stream changes.
pub(super) async fn run(context: &SyncContext, mut phase_rx: watch::Receiver<StreamPhase>) {
    loop {
        let phase = *phase_rx.borrow_and_update();
        tokio::select! {
            changed = phase_rx.changed() => if changed.is_err() { return },
            () = run_during(context, phase) => {}
        }
    }
}

async fn run_during(context: &SyncContext, phase: StreamPhase) {
    match (phase, &context.session) {
        (StreamPhase::Down { since }, Some(id)) => {
            tokio::join!(poll_session(context, id, since), probe(context));
        }
        (StreamPhase::Down { .. }, None) => probe(context).await,
        (StreamPhase::Settled, session) => watch_network(context, session.is_some()).await,
        (StreamPhase::Open | StreamPhase::Refused, _) => pending().await,
    }
}

/// Reads the session until the stream is open again. That the Pi does not answer is not
/// reported: the window shows it as the problem of the stream.
async fn poll_session(context: &SyncContext, id: &SessionId, since: Instant) {
    tokio::select! {
        () = sleep_until((since + context.timing().poll_after).into()) => {}
        () = context.read_again.notified() => {}
    }
    let mut failures = FailureFilter::default();
    loop {
        let wait = match context.client.read_session(id, RetryPolicy::Once).await {
            Ok(read) => {
                context.send(Event::Snapshot(Box::new(read.value))).await;
                context.warn(read.warnings).await;
                failures = FailureFilter::default();
                context.timing().poll
            }
            Err(problem) => {
                let (wait, is_over) = (context.wait_after(&problem), ends_reading(&problem));
                if problem.http_status.is_some() && failures.passes(&problem) {
                    context
                        .send(Event::SnapshotFailed(id.clone(), problem))
                        .await;
                }
                if is_over {
                    context.read_again.notified().await;
                    continue;
                }
                wait
            }
        };
        sleep(wait).await;
    }
}

/// An answer to a probe ends the wait of the reconnect loops.
async fn probe(context: &SyncContext) {
    loop {
        sleep(context.timing().probe_every).await;
        context.client.probe().await;
    }
}

/// Reads the onboarding network once, or while there is a session again and again. A Pi without
/// this call is asked once per connection.
async fn watch_network(context: &SyncContext, repeatedly: bool) {
    let every = context.timing().network;
    loop {
        let asked = match context.client.network().await {
            Ok(Some(read)) => {
                context.send(Event::Network(read.value)).await;
                context.warn(read.warnings).await;
                None
            }
            Ok(None) => return pending().await,
            Err(problem) => {
                tracing::debug!(code = %problem.code(), "the onboarding network is unknown");
                if problem.http_status.is_none() {
                    // Distinguishes a slow read from a Pi that is offline and whose stream is dead.
                    context.client.probe().await;
                }
                problem.retry_after
            }
        };
        if !repeatedly {
            return pending().await;
        }
        sleep(asked.unwrap_or_default().max(every)).await;
    }
}
