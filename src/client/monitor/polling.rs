//! Reads system info when the socket does not bring figures. In a window that asked for polling alone, this is the stream.

use std::{
    future::pending,
    time::{Duration, Instant},
};

use tokio::time::{Instant as TokioInstant, sleep_until, timeout};

use super::{Monitor, warning_filter::WarningFilter};
use crate::{
    client::{error::Error, http::CallResult},
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::Problem,
        telemetry::{Telemetry, TelemetrySample, Transport, TransportChoice},
    },
    wire::http_bodies::Read,
};

/// How polling has gone so far.
#[derive(Default)]
struct Polled {
    since: Option<Instant>,
    failures: u32,
}

impl Monitor {
    /// Ends only with its task.
    pub(crate) async fn poll(&self) {
        let mut warning_filter = WarningFilter::default();
        let mut polled = Polled::default();
        if self.choice == TransportChoice::Polling {
            self.show(LinkState::Connecting { attempt: 1 }).await;
        }
        loop {
            self.until_needed().await;
            let began = Instant::now();
            self.fallback.send_modify(|fallback| fallback.polls(began));
            let read = self.read_system_info().await;
            if self.fallback.borrow().is_newer_than(began) {
                continue;
            }
            let problem = match read {
                Ok(Read { value, warnings }) => {
                    let telemetry = Telemetry::of_sample(Transport::Polling, Now::read(), value);
                    self.tell_figures(telemetry).await;
                    self.warn(warning_filter.news(warnings)).await;
                    None
                }
                Err(problem) => Some(problem),
            };
            self.show_polled(&mut polled, problem, began).await;
        }
    }

    /// Until the socket is replaced; starts over whenever something about it changes.
    async fn until_needed(&self) {
        let mut fallback = self.fallback.subscribe();
        loop {
            let next = fallback.borrow_and_update().next_poll();
            let due = async {
                match next {
                    Some(at) => sleep_until(TokioInstant::from_std(at)).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = due => return,
                changed = fallback.changed() => if changed.is_err() {
                    return pending().await;
                },
            }
        }
    }

    /// An answer that takes longer than an interval is none: the next read may be luckier.
    async fn read_system_info(&self) -> CallResult<TelemetrySample> {
        let limit: Duration = self.timing().monitor_poll;
        match timeout(limit, self.client.system_info()).await {
            Ok(read) => read,
            Err(_elapsed) => {
                let error = Error::NoAnswerWithin { limit };
                let endpoint = Some("GET /api/v1/system/info".to_owned());
                Err(error.into_problem(endpoint, Now::read().wall))
            }
        }
    }

    /// While the socket is wanted, its own state is shown; that polling fails shows in the age of the figures.
    async fn show_polled(
        &self,
        polled: &mut Polled,
        problem: Option<Box<Problem>>,
        began: Instant,
    ) {
        if self.choice != TransportChoice::Polling {
            return;
        }
        match problem {
            None if polled.since.is_none() => {
                let since = Instant::now();
                *polled = Polled {
                    since: Some(since),
                    failures: 0,
                };
                self.show(LinkState::Live { since }).await;
            }
            None => {}
            Some(problem) => {
                polled.since = None;
                polled.failures += 1;
                self.show(LinkState::Retrying {
                    attempt: polled.failures,
                    at: began + self.timing().monitor_poll,
                    problem,
                })
                .await;
            }
        }
    }
}
