//! Reads the monitoring socket: figures to the window, pings to the Pi.

use std::time::Instant;

use futures_util::{SinkExt, StreamExt};
use tokio::time::{sleep_until, timeout};
use tungstenite::Message;

use super::{
    Monitor, WarningFilter,
    connect::{Socket, connect},
    heartbeat::{Beat, Heartbeat},
    socket_error::SocketError,
};
use crate::{
    client::{reconnect::Link, routes},
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::{Problem, ProblemKind},
    },
    wire::monitor::{AccumulatedFigures, Frame, PING},
};

/// The socket, as the reconnect loop keeps it open.
pub(super) struct SocketLink<'a> {
    monitor: &'a Monitor,
    warning_filter: WarningFilter,
}

impl Link for SocketLink<'_> {
    type Connection = Socket;

    const HAS_HEARTBEAT: bool = true;

    async fn connect(&mut self) -> Result<Socket, Box<Problem>> {
        let client = &self.monitor.client;
        let recording = client.request_log().open("WS", routes::MONITOR_SOCKET);
        match connect(client).await {
            Ok(socket) => {
                recording.done(101, 0, None);
                Ok(socket)
            }
            Err(error) => {
                let problem = error.into_problem(Now::read().wall);
                recording.not_done(&problem, 0);
                Err(problem)
            }
        }
    }

    async fn read(&mut self, socket: &mut Socket) -> Box<Problem> {
        let error = self.read_until_end(socket).await;
        error.into_problem(Now::read().wall)
    }

    async fn report(&mut self, state: LinkState) {
        let is_open = state.is_live();
        self.monitor
            .schedule
            .send_modify(|schedule| schedule.set_socket_open(is_open));
        self.monitor.send_state(state).await;
    }

    /// A Pi that does not open the socket now may open it later: polling replaces it until then.
    fn is_refusal(&self, _problem: &Problem) -> bool {
        false
    }
}

impl<'a> SocketLink<'a> {
    pub fn new(monitor: &'a Monitor) -> Self {
        Self {
            monitor,
            warning_filter: WarningFilter::default(),
        }
    }

    async fn read_until_end(&mut self, socket: &mut Socket) -> SocketError {
        let mut figures = AccumulatedFigures::default();
        let mut heartbeat = Heartbeat::new(self.monitor.timing(), Instant::now());
        loop {
            let (due, beat) = heartbeat.next();
            tokio::select! {
                message = socket.next() => {
                    heartbeat.message_received();
                    match message {
                        Some(Ok(Message::Text(text))) => self.read_message(&text, &mut figures).await,
                        Some(Ok(Message::Binary(bytes))) => {
                            let text = String::from_utf8_lossy(&bytes);
                            self.read_message(&text, &mut figures).await;
                        }
                        Some(Ok(Message::Close(frame))) => return SocketError::closed(frame.as_ref()),
                        // The library answers pings automatically.
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                        Some(Err(error)) => return SocketError::of_socket(&error),
                        None => return SocketError::closed(None),
                    }
                }
                () = sleep_until(due.into()) => match beat {
                    Beat::Dead => return self.silent(),
                    Beat::Ping => {
                        heartbeat.ping_sent(Instant::now());
                        if let Err(error) = self.ping(socket).await {
                            return error;
                        }
                    }
                },
            }
        }
    }

    async fn ping(&self, socket: &mut Socket) -> Result<(), SocketError> {
        let limit = self.monitor.timing().socket_pong;
        match timeout(limit, socket.send(PING.into())).await {
            Ok(sent) => sent.map_err(|error| SocketError::of_socket(&error)),
            Err(_elapsed) => Err(self.silent()),
        }
    }

    fn silent(&self) -> SocketError {
        ProblemKind::SocketSilent {
            after: self.monitor.timing().socket_pong,
        }
        .into()
    }

    async fn read_message(&mut self, message: &str, figures: &mut AccumulatedFigures) {
        let (monitor, filter) = (self.monitor, &mut self.warning_filter);
        let mut warnings = Vec::new();
        let frames = Frame::decode_all(message).filter_map(|frame| match frame {
            Ok(Frame::Trouble(warning)) | Err(warning) => {
                warnings.extend(filter.new_ones(vec![warning]));
                None
            }
            Ok(frame) => Some(frame),
        });
        let now = Now::read();
        if let Some(read) = figures.take_in(frames, now) {
            monitor
                .schedule
                .send_modify(|schedule| schedule.frame_received(now.instant));
            monitor.send_telemetry(read.value).await;
            warnings.extend(filter.new_ones(read.warnings));
        }
        monitor.warn(warnings).await;
    }
}
