//! The event stream: `connection.established`, then events and heartbeats (contract, section 6).

use std::{io, sync::Arc};

use axum::{
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use http::header;
use serde::Deserialize;
use tokio::{
    sync::{broadcast, watch},
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

use crate::{
    domain::session::SessionId,
    simulator::{
        faults::Faults,
        pi::{Frame, Pi},
    },
};

/// The session to send events of; the stream also opens for an unknown session.
#[derive(Debug, Deserialize)]
pub(super) struct FeedQuery {
    session_id: Option<String>,
}

/// `GET …/batch/events`.
pub(super) async fn open(State(pi): State<Arc<Pi>>, Query(query): Query<FeedQuery>) -> Response {
    let session = query.session_id.filter(|id| !id.is_empty());
    let subscription = Subscription::new(pi, session.map(SessionId::new));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let body = Body::from_stream(stream::unfold(subscription, Subscription::next));
    (headers, body).into_response()
}

/// One open stream.
struct Subscription {
    pi: Arc<Pi>,
    session: Option<SessionId>,
    frames: broadcast::Receiver<Frame>,
    faults: watch::Receiver<Faults>,
    cuts_before: u64,
    heartbeat: Interval,
    is_new: bool,
}

/// Why a stream continues.
enum Wake {
    Frame(Frame),
    Heartbeat,
    Cut,
}

impl Subscription {
    fn new(pi: Arc<Pi>, session: Option<SessionId>) -> Self {
        let mut heartbeat = interval_at(Instant::now() + pi.heartbeat, pi.heartbeat);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let faults = pi.faults.subscribe();
        let cuts_before = faults.borrow().stream_cuts;
        Self {
            frames: pi.subscribe(),
            pi,
            session,
            faults,
            cuts_before,
            heartbeat,
            is_new: true,
        }
    }

    /// The next chunk of the body. An error breaks the connection.
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        let format = self.pi.format;
        loop {
            let piece = if std::mem::take(&mut self.is_new) {
                format.established(self.pi.clock(), self.session.as_ref())
            } else {
                match self.wake().await {
                    Wake::Frame(frame) if self.selects(&frame) => frame.bytes,
                    Wake::Frame(_) => continue,
                    Wake::Heartbeat => format.heartbeat(self.pi.clock(), self.session.as_ref()),
                    Wake::Cut => return Some((Err(io::ErrorKind::ConnectionReset.into()), self)),
                }
            };
            if !self.faults.borrow().streams_stalled {
                return Some((Ok(piece), self));
            }
        }
    }

    async fn wake(&mut self) -> Wake {
        let cuts_before = self.cuts_before;
        tokio::select! {
            biased;
            _ = self.faults.wait_for(|faults| faults.stream_cuts != cuts_before) => Wake::Cut,
            // A subscriber that lags too far behind is disconnected.
            frame = self.frames.recv() => frame.map_or(Wake::Cut, Wake::Frame),
            _ = self.heartbeat.tick() => Wake::Heartbeat,
        }
    }

    fn selects(&self, frame: &Frame) -> bool {
        let (session, about) = (self.session.as_ref(), frame.session.as_ref());
        session
            .zip(about)
            .is_none_or(|(session, about)| session == about)
    }
}
