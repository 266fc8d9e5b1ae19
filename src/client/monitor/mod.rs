//! Gets the Pi's health: over the monitoring socket, and by polling system info while the socket is not there.
//!
//! Two loops beside each other, like the feed's: [`reconnect_loop`] opens the socket for ever and plays it, [`poll`] reads system
//! info when [`fallback`] says so. Knows no JSON; knows nothing of plots.

mod connect;
mod heartbeat;
mod poll_schedule;
mod polling;
mod read_loop;
mod reconnect_loop;
mod socket_error;
mod warning_filter;

use std::time::Instant;

use tokio::{sync::watch, task::JoinHandle};

use super::{event_sender::EventSender, http::Client, timing::Timing};
use crate::{
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::Problem,
        telemetry::{Telemetry, TransportChoice},
    },
    messages::{Event, MonitorEvent, Warning},
};
use poll_schedule::Fallback;

/// Opens the socket once, to see whether it opens.
pub(crate) async fn try_socket(client: &Client) -> Result<(), Box<Problem>> {
    let opened = connect::connect(client).await;
    opened
        .map(drop)
        .map_err(|fault| fault.into_problem(Now::read().wall))
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
        let fallback = Fallback::new(choice, client.timing(), Instant::now());
        let monitor = Monitor {
            client,
            event_tx,
            choice,
            fallback: watch::Sender::new(fallback),
        };
        Self {
            task: tokio::spawn(monitor.run()),
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
    /// What both know of the figures' flow.
    fallback: watch::Sender<Fallback>,
}

impl Monitor {
    async fn run(self) {
        match self.choice {
            TransportChoice::Auto => {
                tokio::join!(self.reconnect_loop(), self.poll());
            }
            TransportChoice::Socket => {
                self.reconnect_loop().await;
            }
            TransportChoice::Polling => self.poll().await,
        }
    }

    fn timing(&self) -> &Timing {
        self.client.timing()
    }

    async fn show(&self, status: LinkState) {
        self.tell(MonitorEvent::Stream(status)).await;
    }

    async fn tell_figures(&self, telemetry: Telemetry) {
        self.tell(MonitorEvent::Telemetry(Box::new(telemetry)))
            .await;
    }

    async fn tell(&self, event: MonitorEvent) {
        self.event_tx.send(Event::Monitor(event)).await;
    }

    async fn warn(&self, warnings: impl IntoIterator<Item = Warning>) {
        for warning in warnings {
            self.event_tx.send(Event::Warning(warning)).await;
        }
    }
}
