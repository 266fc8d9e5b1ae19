//! Plays one open monitoring socket: figures to the window, pings to the Pi. Ends when the socket does, and says why.

use std::time::Instant;

use futures_util::{SinkExt, StreamExt};
use tokio::time::{Instant as TokioInstant, sleep_until, timeout};
use tungstenite::Message;

use super::{
    Monitor,
    connect::Socket,
    heartbeat::{Beat, Heartbeat},
    socket_error::Fault,
    warning_filter::Told,
};
use crate::{
    domain::clock::Now,
    wire::{
        http_bodies::Read,
        monitor::{Frame, PING, Picture},
    },
};

impl Monitor {
    /// Until the socket ends.
    pub(crate) async fn play(&self, socket: &mut Socket, told: &mut Told) -> Fault {
        let mut picture = Picture::default();
        let mut heartbeat = Heartbeat::new(self.timing(), Instant::now());
        loop {
            let (due, beat) = heartbeat.next();
            tokio::select! {
                message = socket.next() => {
                    heartbeat.heard();
                    match message {
                        Some(Ok(Message::Text(text))) => self.read(&text, &mut picture, told).await,
                        Some(Ok(Message::Close(frame))) => return Fault::closed(frame.as_ref()),
                        // The library answers pings by itself; a Pi sends no binary frames.
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_))) => {}
                        Some(Err(error)) => return Fault::of_socket(error),
                        None => return Fault::closed(None),
                    }
                }
                () = sleep_until(TokioInstant::from_std(due)) => match beat {
                    Beat::Dead => return self.silent(),
                    Beat::Ping => {
                        heartbeat.pinged(Instant::now());
                        if let Err(fault) = self.ping(socket).await {
                            return fault;
                        }
                    }
                },
            }
        }
    }

    async fn ping(&self, socket: &mut Socket) -> Result<(), Fault> {
        let sent = timeout(self.timing().socket_pong, socket.send(PING.into())).await;
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Fault::of_socket(error)),
            Err(_elapsed) => Err(self.silent()),
        }
    }

    fn silent(&self) -> Fault {
        Fault::Silent {
            after: self.timing().socket_pong,
        }
    }

    async fn read(&self, text: &str, picture: &mut Picture, told: &mut Told) {
        let frame = match Frame::decode(text) {
            Ok(Frame::Trouble(warning)) | Err(warning) => {
                return self.warn(told.news(vec![warning])).await;
            }
            Ok(frame) => frame,
        };
        let now = Now::read();
        if let Some(Read { value, warnings }) = picture.take_in(frame, now) {
            self.fallback
                .send_modify(|fallback| fallback.framed(now.instant));
            self.tell_figures(value).await;
            self.warn(told.news(warnings)).await;
        }
    }
}
