//! Plays one open monitoring socket: figures to the window, pings to the Pi. Ends when the socket does, and says why.

use std::time::Instant;

use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant as TokioInstant, sleep_until, timeout};
use tungstenite::Message;

use super::{
    Monitor,
    connect::Socket,
    heartbeat::{Beat, Heartbeat},
    socket_error::SocketError,
    warning_filter::WarningFilter,
};
use crate::{
    domain::clock::Now,
    wire::{
        http_bodies::Read,
        monitor::{AccumulatedFigures, Frame, PING},
    },
};

impl Monitor {
    /// Until the socket ends.
    pub(crate) async fn read_loop(
        &self,
        socket: &mut Socket,
        warning_filter: &mut WarningFilter,
    ) -> SocketError {
        let mut figures = AccumulatedFigures::default();
        let mut heartbeat = Heartbeat::new(self.timing(), Instant::now());
        loop {
            let (due, beat) = heartbeat.next();
            tokio::select! {
                message = socket.next() => {
                    heartbeat.heard();
                    match message {
                        Some(Ok(Message::Text(text))) => self.read(&text, &mut figures, warning_filter).await,
                        Some(Ok(Message::Close(frame))) => return SocketError::closed(frame.as_ref()),
                        // The library answers pings by itself; a Pi sends no binary frames.
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_))) => {}
                        Some(Err(error)) => return SocketError::of_socket(error),
                        None => return SocketError::closed(None),
                    }
                }
                () = sleep_until(TokioInstant::from_std(due)) => match beat {
                    Beat::Dead => return self.silent(),
                    Beat::Ping => {
                        heartbeat.pinged(Instant::now());
                        if let Err(error) = self.ping(socket).await {
                            return error;
                        }
                    }
                },
            }
        }
    }

    async fn ping(&self, socket: &mut Socket) -> Result<(), SocketError> {
        let sent = timeout(self.timing().socket_pong, socket.send(PING.into())).await;
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(SocketError::of_socket(error)),
            Err(_elapsed) => Err(self.silent()),
        }
    }

    fn silent(&self) -> SocketError {
        SocketError::Silent {
            after: self.timing().socket_pong,
        }
    }

    async fn read(
        &self,
        text: &str,
        figures: &mut AccumulatedFigures,
        warning_filter: &mut WarningFilter,
    ) {
        let frame = match Frame::decode(text) {
            Ok(Frame::Trouble(warning)) | Err(warning) => {
                return self.warn(warning_filter.news(vec![warning])).await;
            }
            Ok(frame) => frame,
        };
        let now = Now::read();
        if let Some(Read { value, warnings }) = figures.take_in(frame, now) {
            self.fallback
                .send_modify(|fallback| fallback.framed(now.instant));
            self.tell_figures(value).await;
            self.warn(warning_filter.news(warnings)).await;
        }
    }
}
