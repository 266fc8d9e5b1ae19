//! Notes every request and event for the request_log. It never holds anything up: where the window is slow, what it must know goes first.
//! Knows no bodies, headers or queries, so that no secret can get into the request_log.

use std::time::Instant;

use reqwest::Method;
use tokio::sync::mpsc;

use super::event_sender::Waker;
use crate::{
    domain::{
        clock::Now,
        problem::Problem,
        request_log::{RequestLogEntry, RequestNote, RequestOutcome},
    },
    messages::Event,
};

/// Where notes go, or for a client without a window nowhere.
#[derive(Clone, Default)]
pub(crate) struct RequestLogger {
    out: Option<(mpsc::Sender<Event>, Waker)>,
}

impl RequestLogger {
    /// To this window.
    pub fn new(events: mpsc::Sender<Event>, waker: Waker) -> Self {
        Self {
            out: Some((events, waker)),
        }
    }

    /// A request begins. It is noted when it ends, however that is.
    pub fn begin(&self, method: &Method, path: &str) -> Recording {
        self.open(method.as_str(), path)
    }

    /// Something that came over a stream.
    pub fn event(&self, stream: &str, name: &str, bytes: usize, about: Option<RequestNote>) {
        let mut recording = self.open(stream, name);
        if let Some(mut exchange) = recording.exchange.take() {
            exchange.outcome = RequestOutcome::Event;
            exchange.bytes = bytes as u64;
            exchange.note = about;
            self.note(exchange);
        }
    }

    /// As [`RequestLogger::begin`], for what is no plain request.
    pub fn open(&self, method: &str, endpoint: &str) -> Recording {
        let exchange = RequestLogEntry {
            at: Now::read().wall,
            method: method.to_owned(),
            endpoint: endpoint.to_owned(),
            status: None,
            duration: None,
            bytes: 0,
            correlation_id: None,
            outcome: RequestOutcome::Failed,
            note: Some(RequestNote::GivenUp),
        };
        Recording {
            request_logger: self.clone(),
            exchange: Some(exchange),
            began: Instant::now(),
        }
    }

    fn note(&self, exchange: RequestLogEntry) {
        let Some((events, waker)) = &self.out else {
            return;
        };
        // Half of the room is for what the window must know.
        let has_room = events.capacity() * 2 > events.max_capacity();
        if has_room && events.try_send(Event::Requests(Box::new(exchange))).is_ok() {
            waker();
        }
    }
}

/// A request that is under way. One that is dropped was given up.
pub(crate) struct Recording {
    request_logger: RequestLogger,
    exchange: Option<RequestLogEntry>,
    began: Instant,
}

impl Recording {
    /// The Pi did it.
    pub fn done(mut self, status: u16, bytes: usize, correlation_id: Option<&str>) {
        self.end(|exchange| {
            exchange.outcome = RequestOutcome::Done;
            exchange.status = Some(status);
            exchange.bytes = bytes as u64;
            exchange.correlation_id = correlation_id.map(str::to_owned);
            exchange.note = None;
        });
    }

    /// It did not: it answered so many bytes, or nothing.
    pub fn not_done(mut self, problem: &Problem, bytes: usize) {
        self.end(|exchange| {
            exchange.outcome = match problem.http_status {
                Some(_) => RequestOutcome::Refused,
                None => RequestOutcome::Failed,
            };
            exchange.status = problem.http_status;
            exchange.bytes = bytes as u64;
            exchange.correlation_id.clone_from(&problem.correlation_id);
            exchange.note = Some(RequestNote::Problem(problem.kind.clone()));
        });
    }

    fn end(&mut self, fill_in: impl FnOnce(&mut RequestLogEntry)) {
        if let Some(mut exchange) = self.exchange.take() {
            exchange.duration = Some(self.began.elapsed());
            fill_in(&mut exchange);
            self.request_logger.note(exchange);
        }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.end(|_given_up| {});
    }
}
