//! Polls system info while the socket brings no figures, or always where a person chose that.

use std::{future::pending, time::Instant};

use tokio::time::{sleep_until, timeout};

use super::{Monitor, WarningFilter};
use crate::{
    client::{error::Error, http::CallResult},
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::{Problem, ProblemKind},
        telemetry::{Telemetry, TelemetrySample, Transport, TransportChoice},
    },
    wire::http_bodies::Read,
};

/// The polls of one monitor.
pub(super) struct Polling<'a> {
    monitor: &'a Monitor,
    warning_filter: WarningFilter,
    /// Whether the last poll succeeded.
    is_live: bool,
    /// The number of the next poll since the last that succeeded.
    attempt: u32,
}

impl<'a> Polling<'a> {
    pub fn new(monitor: &'a Monitor) -> Self {
        Self {
            monitor,
            warning_filter: WarningFilter::default(),
            is_live: false,
            attempt: 1,
        }
    }

    /// Ends only with its task.
    pub async fn run(&mut self) {
        let Monitor { schedule, .. } = self.monitor;
        self.report(LinkState::Connecting {
            attempt: self.attempt,
        })
        .await;
        loop {
            self.wait_until_due().await;
            let began = Instant::now();
            schedule.send_modify(|schedule| schedule.poll_started(began));
            let read = self.read_system_info().await;
            if schedule.borrow().has_frame_since(began) {
                continue;
            }
            match read {
                Ok(Read { value, warnings }) => {
                    let telemetry = Telemetry::of_sample(Transport::Polling, Now::read(), value);
                    self.monitor.send_telemetry(telemetry).await;
                    let warnings = self.warning_filter.new_ones(warnings);
                    self.monitor.warn(warnings).await;
                    self.succeeded().await;
                }
                Err(problem) => self.failed(problem, began).await,
            }
        }
    }

    /// Starts over whenever something about the socket changes.
    async fn wait_until_due(&self) {
        let mut schedule = self.monitor.schedule.subscribe();
        loop {
            let next = schedule.borrow_and_update().next_poll();
            let due = async {
                match next {
                    Some(at) => sleep_until(at.into()).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = due => return,
                changed = schedule.changed() => if changed.is_err() {
                    return pending().await;
                },
            }
        }
    }

    /// An answer that takes longer than the interval is given up for the next poll.
    async fn read_system_info(&self) -> CallResult<TelemetrySample> {
        let limit = self.monitor.timing().monitor_poll;
        match timeout(limit, self.monitor.client.system_info()).await {
            Ok(read) => read,
            Err(_elapsed) => {
                let error = Error::from(ProblemKind::NoAnswerWithin { limit });
                let endpoint = Some("GET /api/v1/system/info".to_owned());
                Err(error.into_problem(endpoint, Now::read().wall))
            }
        }
    }

    async fn succeeded(&mut self) {
        if !self.is_live {
            self.is_live = true;
            let since = Instant::now();
            self.report(LinkState::Live { since }).await;
        }
    }

    async fn failed(&mut self, problem: Box<Problem>, began: Instant) {
        self.attempt = if self.is_live { 1 } else { self.attempt + 1 };
        self.is_live = false;
        self.report(LinkState::Retrying {
            attempt: self.attempt,
            at: began + self.monitor.timing().monitor_poll,
            problem,
        })
        .await;
    }

    /// Where the socket is wanted, its state is shown instead; that polling fails shows in the age
    /// of the figures.
    async fn report(&self, state: LinkState) {
        if self.monitor.choice == TransportChoice::Polling {
            self.monitor.send_state(state).await;
        }
    }
}
