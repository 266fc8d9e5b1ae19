//! What is done beside the stream, depending on how it is: polling and probing while it is down, the onboarding network while it is up.

use std::{future::pending, time::Instant};

use tokio::{
    sync::watch,
    time::{Instant as TokioInstant, sleep, sleep_until},
};

use super::{
    Followed, StreamPhase,
    catch_up::{is_final, is_news},
};
use crate::{client::http::RetryPolicy, domain::session::SessionId, messages::Event};

impl Followed {
    /// Starts over whenever the stream's state changes; ends with it.
    pub(crate) async fn polling_fallback(&self, mut phase: watch::Receiver<StreamPhase>) {
        loop {
            let now = *phase.borrow_and_update();
            tokio::select! {
                changed = phase.changed() => if changed.is_err() { return },
                () = self.tend(now) => {}
            }
        }
    }

    async fn tend(&self, phase: StreamPhase) {
        match (phase, &self.session) {
            (StreamPhase::Down { since }, Some(id)) => {
                tokio::join!(self.poll_session(id, since), self.probe());
            }
            (StreamPhase::Down { .. }, None) => self.probe().await,
            (StreamPhase::Settled, session) => self.watch_network(session.is_some()).await,
            (StreamPhase::Open | StreamPhase::Refused, _) => pending().await,
        }
    }

    /// Keeps the screen true without events. A Pi that does not answer is already on the screen, as the stream's problem.
    async fn poll_session(&self, id: &SessionId, since: Instant) {
        tokio::select! {
            () = sleep_until(TokioInstant::from_std(since + self.timing().poll_after)) => {}
            () = self.read_again.notified() => {}
        }
        let mut breaks = 0;
        loop {
            let wait = match self.client.read_session(id, RetryPolicy::Once).await {
                Ok(read) => {
                    self.tell(Event::Snapshot(Box::new(read.value))).await;
                    self.warn(read.warnings).await;
                    breaks = 0;
                    self.timing().poll
                }
                Err(problem) => {
                    let (wait, is_final) = (self.until_next_read(&problem), is_final(&problem));
                    if problem.http_status.is_some() && is_news(&problem, &mut breaks) {
                        self.tell(Event::SnapshotFailed(id.clone(), problem)).await;
                    }
                    if is_final {
                        self.read_again.notified().await;
                        continue;
                    }
                    wait
                }
            };
            sleep(wait).await;
        }
    }

    /// An answer cuts the stream's back-off short; see the client's `reachability`.
    async fn probe(&self) {
        loop {
            sleep(self.timing().probe_every).await;
            self.client.probe().await;
        }
    }

    /// A Pi without this feature is not asked again until the next connection.
    async fn watch_network(&self, for_ever: bool) {
        let every = self.timing().network;
        loop {
            let asked = match self.client.network().await {
                Ok(Some(read)) => {
                    self.tell(Event::Network(read.value)).await;
                    self.warn(read.warnings).await;
                    None
                }
                Ok(None) => return pending().await,
                Err(problem) => {
                    tracing::debug!(code = problem.code, "the onboarding network is unknown");
                    if problem.http_status.is_none() {
                        // Is it only this read, or is the Pi away and the stream a dead phase?
                        self.client.probe().await;
                    }
                    problem.retry_after
                }
            };
            if !for_ever {
                return pending().await;
            }
            sleep(asked.map_or(every, |asked| asked.max(every))).await;
        }
    }
}
