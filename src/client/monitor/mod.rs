//! Gets the Pi's health: over the monitoring socket, and by polling system info while the socket
//! brings no figures.
//!
//! Two loops run beside each other: [`reconnect`] keeps the socket open, and [`polling`] reads system
//! info when [`poll_schedule`] calls for it.

mod connect;
mod heartbeat;
mod poll_schedule;
mod polling;
mod socket;
mod socket_error;

use std::time::Instant;

use tokio::{sync::watch, task::JoinHandle};

use super::{
    event_sender::EventSender, http::Client, reconnect, restart::run_again_after_panic,
    timing::Timing,
};
use crate::{
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::Problem,
        telemetry::{Telemetry, TransportChoice},
    },
    messages::{Event, MonitorEvent, Warning},
};
pub(crate) use connect::Socket;
use poll_schedule::PollSchedule;
use polling::Polling;
use socket::SocketLink;

/// Opens the socket once.
pub(crate) async fn open_socket(client: &Client) -> Result<Socket, Box<Problem>> {
    let opened = connect::connect(client).await;
    opened.map_err(|error| error.into_problem(Now::read().wall))
}

/// A running monitor. Dropping it closes its connection.
pub(crate) struct MonitorFeed {
    task: JoinHandle<()>,
}

impl MonitorFeed {
    /// Starts to get figures over the transport that a person chose.
    pub fn start(client: Client, event_tx: EventSender, choice: TransportChoice) -> Self {
        let choice = match choice {
            TransportChoice::Auto | TransportChoice::Socket
                if !client.features().websocket_monitor =>
            {
                TransportChoice::Polling
            }
            choice => choice,
        };
        let schedule = PollSchedule::new(choice, client.timing(), Instant::now());
        let monitor = Monitor {
            client,
            event_tx,
            choice,
            schedule: watch::Sender::new(schedule),
        };
        Self {
            task: tokio::spawn(async move {
                let event = |state| Event::Monitor(MonitorEvent::Stream(state));
                let start = || monitor.run();
                run_again_after_panic(monitor.timing(), &monitor.event_tx, event, start).await;
            }),
        }
    }
}

impl Drop for MonitorFeed {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What both loops need.
struct Monitor {
    client: Client,
    event_tx: EventSender,
    choice: TransportChoice,
    schedule: watch::Sender<PollSchedule>,
}

impl Monitor {
    async fn run(&self) {
        let mut socket = SocketLink::new(self);
        let mut polling = Polling::new(self);
        match self.choice {
            TransportChoice::Auto => {
                tokio::join!(reconnect::run(&self.client, &mut socket), polling.run());
            }
            TransportChoice::Socket => reconnect::run(&self.client, &mut socket).await,
            TransportChoice::Polling => polling.run().await,
        }
    }

    fn timing(&self) -> &Timing {
        self.client.timing()
    }

    async fn send_state(&self, state: LinkState) {
        self.send(MonitorEvent::Stream(state)).await;
    }

    async fn send_telemetry(&self, telemetry: Telemetry) {
        self.send(MonitorEvent::Telemetry(Box::new(telemetry)))
            .await;
    }

    async fn send(&self, event: MonitorEvent) {
        self.event_tx.send(Event::Monitor(event)).await;
    }

    async fn warn(&self, warnings: Vec<Warning>) {
        for warning in warnings {
            self.event_tx.send(Event::Warning(warning)).await;
        }
    }
}

/// Lets each warning of a transport pass once: an odd field is odd in every frame.
#[derive(Debug, Default)]
struct WarningFilter {
    passed: Vec<Warning>,
}

impl WarningFilter {
    /// More different warnings than this say nothing new about a Pi.
    const MOST: usize = 32;

    fn new_ones(&mut self, warnings: Vec<Warning>) -> Vec<Warning> {
        let mut new = Vec::new();
        for warning in warnings {
            if self.passed.len() < Self::MOST && !self.passed.contains(&warning) {
                self.passed.push(warning.clone());
                new.push(warning);
            }
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::warning::WarningKind;

    #[test]
    fn each_warning_passes_once_up_to_a_limit() {
        let warning = |number: usize| Warning {
            source: "monitoring_update".to_owned(),
            kind: WarningKind::UnknownEvent {
                name: number.to_string(),
            },
        };
        let mut filter = WarningFilter::default();
        let new = filter.new_ones(vec![warning(1), warning(1), warning(2)]);
        assert_eq!(new.len(), 2);
        assert_eq!(filter.new_ones(vec![warning(1)]), []);
        let new = filter.new_ones((0..1_000).map(warning).collect());
        assert_eq!(new.len(), WarningFilter::MOST - 2);
    }
}
