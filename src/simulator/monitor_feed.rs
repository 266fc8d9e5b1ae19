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
        answer::bare,
        faults::Faults,
        pi::Pi,
        system_health::{all_figures, changed_figures},
    },
    wire::monitor::{FrameKind, PONG, written},
};

/// A client sends pings and nothing else.
const LARGEST_MESSAGE: usize = 64 << 10;

/// `GET /ws/monitor`.
pub(super) async fn open(State(pi): State<Arc<Pi>>, mut request: Request) -> Response {
    if pi.faults.borrow().monitor_refused {
        return bare(StatusCode::FORBIDDEN, &"no monitoring here");
    }
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let key = request.headers().get(header::SEC_WEBSOCKET_KEY);
    let Some((upgrade, key)) = upgrade.zip(key) else {
        return bare(StatusCode::BAD_REQUEST, &"not a websocket handshake");
    };
    let accept = derive_accept_key(key.as_bytes());
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            Subscription::new(pi, upgraded).await.serve().await;
        }
    });
    switching(&accept)
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
        let cut = faults.wait_for(|faults| faults.offline || faults.monitor_cuts != cuts_before);
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
            let is_silent = self.faults.borrow().monitor_silent;
            if let Some(text) = text.filter(|_| !is_silent)
                && self.socket.send(text.into()).await.is_err()
            {
                return;
            }
        }
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
