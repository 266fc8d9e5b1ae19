//! The log stream: from the line after `Last-Event-ID`, or all kept lines (contract, section 4, logs).

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, header};
use tokio::{
    sync::watch,
    time::{Interval, interval},
};

use super::{active_faults::Faults, pi::Pi};

/// `GET …/system/logs/stream`.
pub(super) async fn open(State(pi): State<Arc<Pi>>, headers: HeaderMap) -> Response {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    opened(pi, last.and_then(|id| id.parse().ok()), true)
}

/// `GET …/dashboard/logs`: its events have no ids.
pub(super) async fn open_without_ids(State(pi): State<Arc<Pi>>) -> Response {
    opened(pi, None, false)
}

fn opened(pi: Arc<Pi>, last: Option<u64>, has_ids: bool) -> Response {
    let cuts_before = pi.faults.borrow().stream_cuts;
    let reader = Reader {
        read: last.unwrap_or(0),
        has_ids,
        newest: pi.log_buffer.watch(),
        cuts_before,
        faults: pi.faults.subscribe(),
        heartbeat: interval(pi.heartbeat),
        pi,
    };
    let headers = [(header::CONTENT_TYPE, "text/event-stream")];
    (
        headers,
        Body::from_stream(stream::unfold(reader, Reader::next)),
    )
        .into_response()
}

/// One open stream.
struct Reader {
    pi: Arc<Pi>,
    /// The number of the last line that was sent.
    read: u64,
    has_ids: bool,
    newest: watch::Receiver<u64>,
    faults: watch::Receiver<Faults>,
    cuts_before: u64,
    heartbeat: Interval,
}

impl Reader {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        loop {
            if let Some((number, line)) = self.pi.log_buffer.after(self.read) {
                self.read = number;
                let id = if self.has_ids {
                    format!("id:{number}\n")
                } else {
                    String::new()
                };
                let event = format!("{id}event:log\ndata:{line}\n\n");
                return Some((Ok(event.into()), self));
            }
            let cuts_before = self.cuts_before;
            let keepalive = tokio::select! {
                _ = self.faults.wait_for(|faults| faults.stream_cuts != cuts_before) => return None,
                changed = self.newest.changed() => {
                    changed.ok()?;
                    None
                }
                _ = self.heartbeat.tick() => Some(Bytes::from_static(b"event:keepalive\ndata:{}\n\n")),
            };
            if let Some(event) = keepalive {
                return Some((Ok(event), self));
            }
        }
    }
}
