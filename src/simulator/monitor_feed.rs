//! The monitoring socket: a full frame, then an update per tick, and pongs (contract, section 7).

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    response::Response,
};
use futures_util::{SinkExt, StreamExt};
use http::{HeaderValue, StatusCode, header};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::{
    io::AsyncWriteExt,
    sync::{broadcast, watch},
    time::{Interval, MissedTickBehavior, interval},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{
    Message,
    handshake::derive_accept_key,
    protocol::{Role, WebSocketConfig},
};

use crate::{
    simulator::{
        active_faults::{Faults, MONITOR_PATH},
        answer::bare,
        bad_values::changed_text,
        faults::{Fault, FrameFault},
        pi::Pi,
        system_health::{all_figures, changed_figures},
    },
    wire::monitor::{FrameKind, PONG, written},
};

/// A client sends pings and nothing else.
const LARGEST_MESSAGE: usize = 64 << 10;

/// `GET /ws/monitor`.
pub(super) async fn open(State(pi): State<Arc<Pi>>, mut request: Request) -> Response {
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let key = request.headers().get(header::SEC_WEBSOCKET_KEY);
    let Some((upgrade, key)) = upgrade.zip(key) else {
        return bare(StatusCode::BAD_REQUEST, &"not a websocket handshake");
    };
    let accept = derive_accept_key(key.as_bytes());
    let (keeps_alive, extends) = {
        let faults = pi.faults.borrow();
        let has = |fault| faults.has(&fault);
        (has(Fault::MonitorKeepAlive), has(Fault::MonitorExtension))
    };
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            Subscription::new(pi, upgraded).await.serve().await;
        }
    });
    let mut response = switching(&accept);
    let headers = response.headers_mut();
    if keeps_alive {
        let connection = HeaderValue::from_static("keep-alive, Upgrade");
        headers.insert(header::CONNECTION, connection);
    }
    if extends {
        let extension = HeaderValue::from_static("permessage-deflate");
        headers.insert(header::SEC_WEBSOCKET_EXTENSIONS, extension);
    }
    response
}

fn switching(accept: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

/// One open socket.
struct Subscription {
    pi: Arc<Pi>,
    socket: WebSocketStream<TokioIo<Upgraded>>,
    injected: broadcast::Receiver<Arc<str>>,
    faults: watch::Receiver<Faults>,
    cuts_before: u64,
    tick: Interval,
    is_new: bool,
}

impl Subscription {
    async fn new(pi: Arc<Pi>, upgraded: Upgraded) -> Self {
        let faults = pi.faults.subscribe();
        let cuts_before = faults.borrow().monitor_cuts;
        let injected = pi.injected_frames();
        let mut tick = interval(pi.tick);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let limits = WebSocketConfig::default().max_message_size(Some(LARGEST_MESSAGE));
        let io = TokioIo::new(upgraded);
        let socket = WebSocketStream::from_raw_socket(io, Role::Server, Some(limits)).await;
        Self {
            pi,
            socket,
            injected,
            faults,
            cuts_before,
            tick,
            is_new: true,
        }
    }

    /// Serves until the client leaves or the socket is dropped, then without a close frame.
    async fn serve(mut self) {
        let cuts_before = self.cuts_before;
        let mut faults = self.faults.clone();
        let cut = faults
            .wait_for(|faults| faults.has(&Fault::Offline) || faults.monitor_cuts != cuts_before);
        tokio::select! {
            biased;
            _ = cut => {}
            () = self.talk() => {}
        }
    }

    async fn talk(&mut self) {
        loop {
            let text = tokio::select! {
                message = self.socket.next() => match message {
                    Some(Ok(Message::Text(text))) => self.answer(&text),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    Some(Ok(_)) => None,
                },
                _ = self.tick.tick() => Some(self.figures()),
                frame = self.injected.recv() => match frame {
                    Ok(frame) => Some(frame.as_ref().to_owned()),
                    Err(_) => return,
                },
            };
            let is_mute = self.faults.borrow().has(&Fault::MonitorMute);
            if let Some(text) = text.filter(|_| !is_mute)
                && self.send(text).await.is_err()
            {
                return;
            }
        }
    }

    /// Sends a text with the current faults.
    async fn send(&mut self, mut text: String) -> Result<(), tungstenite::Error> {
        let changes = self.pi.take_changes("GET", MONITOR_PATH);
        if !changes.is_empty() {
            text = changed_text(&text, &changes).unwrap_or(text);
        }
        let with = self.faults.borrow().find(|fault| match fault {
            Fault::MonitorFrames { with } => Some(*with),
            _ => None,
        });
        let Some(with) = with else {
            return self.socket.send(text.into()).await;
        };
        let raw = self.socket.get_mut();
        raw.write_all(&frames(with, &text)).await?;
        Ok(raw.flush().await?)
    }

    /// The first tick fires at once.
    fn figures(&mut self) -> String {
        let clients = self.pi.monitor_clients();
        let is_new = std::mem::take(&mut self.is_new);
        self.pi.with_world(|world| {
            if is_new {
                written(FrameKind::Initial, &all_figures(world, clients))
            } else {
                written(FrameKind::Update, &changed_figures(world))
            }
        })
    }

    /// The answer to a ping; other messages get none.
    fn answer(&self, text: &str) -> Option<String> {
        let message: Value = serde_json::from_str(text).ok()?;
        (message["type"] == "ping").then(|| {
            self.pi.count_ping();
            PONG.to_owned()
        })
    }
}

/// The frames that a fault makes of a text (RFC 6455, section 5.2).
fn frames(with: FrameFault, text: &str) -> Vec<u8> {
    const FINAL: u8 = 0x80;
    const RESERVED: u8 = 0x40;
    const CONTINUATION: u8 = 0x0;
    const TEXT: u8 = 0x1;
    const UNDEFINED: u8 = 0x3;
    const CLOSE: u8 = 0x8;
    const PING: u8 = 0x9;
    const IS_MASKED: u8 = 0x80;
    let bytes = text.as_bytes();
    match with {
        FrameFault::SeveralValues => frame(FINAL | TEXT, format!("{text}\n{PONG}").as_bytes()),
        FrameFault::Fragments => {
            let (start, rest) = bytes.split_at(bytes.len() / 3);
            let (middle, end) = rest.split_at(rest.len() / 2);
            let frames = [
                frame(TEXT, start),
                frame(FINAL | PING, b"between"),
                frame(CONTINUATION, middle),
                frame(FINAL | CONTINUATION, end),
            ];
            frames.concat()
        }
        FrameFault::ReservedBit => frame(FINAL | RESERVED | TEXT, bytes),
        FrameFault::UnknownOpcode => frame(FINAL | UNDEFINED, bytes),
        FrameFault::Masked => {
            // The mask is zero: it changes nothing.
            let mut frame = frame(FINAL | TEXT, bytes);
            let head = frame.len() - bytes.len();
            frame[1] |= IS_MASKED;
            frame.splice(head..head, [0; 4]);
            frame
        }
        FrameFault::InvalidUtf8 => frame(FINAL | TEXT, b"\xFF\xFE"),
        FrameFault::InvalidJson => frame(FINAL | TEXT, &bytes[..bytes.len() / 2]),
        FrameFault::Oversize => [&[FINAL | TEXT, 127][..], &(16_u64 << 20).to_be_bytes()].concat(),
        FrameFault::LongPing => frame(FINAL | PING, &[b'a'; 126]),
        FrameFault::LoneContinuation => frame(FINAL | CONTINUATION, bytes),
        FrameFault::BadClose => frame(FINAL | CLOSE, &1005_u16.to_be_bytes()),
    }
}

/// An unmasked frame that begins with this byte.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut head = vec![first];
    match payload.len() {
        length @ 0..126 => head.push(u8::try_from(length).unwrap_or(0)),
        length => {
            if let Ok(length) = u16::try_from(length) {
                head.push(126);
                head.extend(length.to_be_bytes());
            } else {
                head.push(127);
                head.extend((length as u64).to_be_bytes());
            }
        }
    }
    head.extend_from_slice(payload);
    head
}
