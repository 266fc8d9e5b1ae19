//! The event stream: `connection.established`, then events and heartbeats (contract, section 6).

use std::{
    io::{self, Write},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use futures_util::stream;
use http::{HeaderValue, header};
use serde::Deserialize;
use tokio::{
    sync::{broadcast, watch},
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

use crate::{
    domain::session::SessionId,
    simulator::{
        active_faults::{EVENTS_PATH, Faults},
        bad_values::changed_event,
        faults::{EventCorruption, Fault},
        pi::{Frame, Pi},
    },
};

/// The length of a line that no client should keep.
const HUGE_LINE: usize = 8 << 20;

/// The session to send events of; the stream also opens for an unknown session.
#[derive(Debug, Deserialize)]
pub(super) struct FeedQuery {
    session_id: Option<String>,
}

/// `GET …/batch/events`.
pub(super) async fn open(State(pi): State<Arc<Pi>>, Query(query): Query<FeedQuery>) -> Response {
    let mut session = query.session_id.filter(|id| !id.is_empty());
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let ends_at_once = pi.take_for_events(|fault| match fault {
        Fault::EventsEndAtOnce { reset } => Some(*reset),
        _ => None,
    });
    match ends_at_once {
        Some(false) => return (headers, Body::empty()).into_response(),
        Some(true) => {
            let broken = Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset));
            let body = Body::from_stream(stream::iter([broken]));
            return (headers, body).into_response();
        }
        None => {}
    }
    let takes = |wanted: Fault| {
        let is_it = |fault: &Fault| (*fault == wanted).then_some(());
        pi.take_for_events(is_it).is_some()
    };
    if takes(Fault::EventsUnfiltered) {
        session = None;
    }
    let is_compressed = takes(Fault::EventsCompressed);
    let mut subscription = Subscription::new(pi, session.map(SessionId::new));
    subscription.encoder = is_compressed.then(|| GzEncoder::new(Vec::new(), Compression::fast()));
    let body = Body::from_stream(stream::unfold(subscription, Subscription::next));
    let mut response = (headers, body).into_response();
    if is_compressed {
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
    }
    response
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
    /// The number of events so far.
    events: u32,
    encoder: Option<GzEncoder<Vec<u8>>>,
    /// What still has to drip.
    pending: Bytes,
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
            events: 0,
            encoder: None,
            pending: Bytes::new(),
        }
    }

    /// The next chunk of the body. An error breaks the connection.
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        let cut = || io::Error::from(io::ErrorKind::ConnectionReset);
        loop {
            if !self.pending.is_empty() {
                let piece = self.drip().await.ok_or_else(cut);
                return Some((piece, self));
            }
            let format = self.pi.format;
            let piece = if std::mem::take(&mut self.is_new) {
                Some(format.established(self.pi.clock(), self.session.as_ref()))
            } else {
                match self.wake().await {
                    Wake::Frame(frame) if self.selects(&frame) => self.faulty(frame.bytes),
                    Wake::Frame(_) => None,
                    Wake::Heartbeat => {
                        let beats = !self.faults.borrow().has(&Fault::EventsWithoutHeartbeat);
                        beats.then(|| format.heartbeat(self.pi.clock(), self.session.as_ref()))
                    }
                    Wake::Cut => return Some((Err(cut()), self)),
                }
            };
            let is_mute = self.faults.borrow().has(&Fault::EventsMute);
            if let Some(piece) = piece.filter(|_| !is_mute) {
                self.pending = self.encoded(piece);
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

    /// An event with the current faults; `None` if it is lost.
    fn faulty(&mut self, event: Bytes) -> Option<Bytes> {
        self.events += 1;
        let number = self.events;
        let (is_lost, corruption) = {
            let faults = self.faults.borrow();
            let is_lost = faults.find(|fault| match fault {
                Fault::EventsLost => Some(()),
                Fault::EventsEveryNthLost { nth } if number.is_multiple_of(*nth) => Some(()),
                _ => None,
            });
            let corruption = faults.find(|fault| match fault {
                Fault::EventsCorrupt { with } => Some(*with),
                _ => None,
            });
            (is_lost.is_some(), corruption)
        };
        if is_lost {
            return None;
        }
        let changes = self.pi.take_changes("GET", EVENTS_PATH);
        let event = if changes.is_empty() {
            event
        } else {
            changed_event(event, &changes)
        };
        Some(match corruption {
            Some(with) => corrupted(&event, with),
            None => event,
        })
    }

    fn encoded(&mut self, piece: Bytes) -> Bytes {
        let Some(encoder) = &mut self.encoder else {
            return piece;
        };
        let flushed = encoder.write_all(&piece).and_then(|()| encoder.flush());
        flushed.map_or_else(|_| piece, |()| std::mem::take(encoder.get_mut()).into())
    }

    /// The next of what is pending; `None` once the stream is cut.
    async fn drip(&mut self) -> Option<Bytes> {
        let drip = self.faults.borrow().find(|fault| match fault {
            Fault::EventsDrip { bytes, every_ms } => Some((*bytes, *every_ms)),
            _ => None,
        });
        let Some((bytes, every_ms)) = drip else {
            return Some(std::mem::take(&mut self.pending));
        };
        let cuts_before = self.cuts_before;
        tokio::select! {
            biased;
            _ = self.faults.wait_for(|faults| faults.stream_cuts != cuts_before) => None,
            () = tokio::time::sleep(Duration::from_millis(every_ms)) => {
                let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
                Some(self.pending.split_to(bytes.clamp(1, self.pending.len())))
            }
        }
    }
}

/// The damaged event.
fn corrupted(event: &Bytes, with: EventCorruption) -> Bytes {
    match with {
        EventCorruption::Sse => {
            Bytes::from_static(b"\0\x01 no field\n:::\nevent\ndata\nretry:x\nid:\0\n\n")
        }
        EventCorruption::Utf8 => {
            let text = String::from_utf8_lossy(event);
            let (before, after) = text.split_once("data:").unwrap_or((&text, ""));
            [before.as_bytes(), b"data:\xFF\xFE", after.as_bytes()]
                .concat()
                .into()
        }
        EventCorruption::Json => {
            let half = event.slice(..event.len() / 2);
            [half.as_ref(), b"\n\n"].concat().into()
        }
        EventCorruption::HugeLine => [b"data:", "a".repeat(HUGE_LINE).as_bytes(), b"\n\n"]
            .concat()
            .into(),
    }
}
