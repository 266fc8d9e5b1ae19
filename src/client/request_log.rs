//! Records each request and each event of a stream for support. The records have a bounded queue of
//! their own, which the window drains once per frame: they neither wake the window nor take room from
//! the events. Bodies, headers and queries are not recorded, so that no secret can get in.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use reqwest::Method;

use crate::{
    domain::{
        clock::Now,
        problem::Problem,
        request_log::{RequestLogEntry, RequestNote, RequestOutcome},
    },
    wire::text,
};

/// Entries that the window has not taken yet. The oldest is dropped for a new one.
const CAPACITY: usize = 1024;

/// Shared by the client, which records, and the window, which takes. Without a queue, nothing is
/// recorded.
#[derive(Clone, Default)]
pub(crate) struct RequestLog {
    queue: Option<Arc<Mutex<Queue>>>,
}

#[derive(Default)]
struct Queue {
    entries: VecDeque<RequestLogEntry>,
    /// Entries that were dropped since the window took some.
    dropped: u64,
}

impl RequestLog {
    pub fn with_queue() -> Self {
        Self {
            queue: Some(Arc::default()),
        }
    }

    /// The entries since the last call, oldest first, and how many had to be dropped in between.
    pub fn take(&self) -> (VecDeque<RequestLogEntry>, u64) {
        let taken = self.lock().map(|mut queue| std::mem::take(&mut *queue));
        let Queue { entries, dropped } = taken.unwrap_or_default();
        (entries, dropped)
    }

    /// Starts the record of a request. It is added to the log when the request ends, whatever its end.
    pub fn begin(&self, method: &Method, path: &str) -> Recording {
        self.open(method.as_str(), path)
    }

    /// Adds something that came over a stream.
    pub fn event(&self, stream: &str, name: &str, bytes: usize, note: Option<RequestNote>) {
        self.push(RequestLogEntry {
            outcome: RequestOutcome::Event,
            bytes: bytes as u64,
            note,
            ..started(stream, &text::clean(name))
        });
    }

    /// As [`RequestLog::begin`], for a connection that is no plain request.
    pub fn open(&self, method: &str, endpoint: &str) -> Recording {
        Recording {
            request_log: self.clone(),
            entry: Some(started(method, endpoint)),
            began: Instant::now(),
        }
    }

    fn push(&self, entry: RequestLogEntry) {
        if let Some(mut queue) = self.lock() {
            if queue.entries.len() == CAPACITY {
                queue.entries.pop_front();
                queue.dropped += 1;
            }
            queue.entries.push_back(entry);
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Queue>> {
        let queue = self.queue.as_ref()?;
        Some(queue.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn started(method: &str, endpoint: &str) -> RequestLogEntry {
    RequestLogEntry {
        at: Now::read().wall,
        method: method.to_owned(),
        endpoint: endpoint.to_owned(),
        status: None,
        duration: None,
        bytes: 0,
        correlation_id: None,
        outcome: RequestOutcome::Failed,
        note: Some(RequestNote::GivenUp),
    }
}

/// A request that is under way. One that is dropped was given up.
pub(crate) struct Recording {
    request_log: RequestLog,
    entry: Option<RequestLogEntry>,
    began: Instant,
}

impl Recording {
    /// The Pi carried out the request.
    pub fn done(mut self, status: u16, bytes: usize, correlation_id: Option<&str>) {
        self.end(|entry| {
            entry.outcome = RequestOutcome::Done;
            entry.status = Some(status);
            entry.bytes = bytes as u64;
            entry.correlation_id = correlation_id.map(str::to_owned);
            entry.note = None;
        });
    }

    /// The Pi refused the request, or did not answer. `bytes` is the size of its answer.
    pub fn not_done(mut self, problem: &Problem, bytes: usize) {
        self.end(|entry| {
            entry.outcome = match problem.http_status {
                Some(_) => RequestOutcome::Refused,
                None => RequestOutcome::Failed,
            };
            entry.status = problem.http_status;
            entry.bytes = bytes as u64;
            entry.correlation_id.clone_from(&problem.correlation_id);
            entry.note = Some(RequestNote::Problem(problem.kind.clone()));
        });
    }

    fn end(&mut self, fill_in: impl FnOnce(&mut RequestLogEntry)) {
        if let Some(mut entry) = self.entry.take() {
            entry.duration = Some(self.began.elapsed());
            fill_in(&mut entry);
            self.request_log.push(entry);
        }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.end(|_given_up| {});
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_drops_the_oldest_entries_and_counts_them() {
        let request_log = RequestLog::with_queue();
        for bytes in 0..CAPACITY + 3 {
            request_log.event("SSE", "device.discovered", bytes, None);
        }
        let (entries, dropped) = request_log.take();
        assert_eq!((entries.len(), dropped), (CAPACITY, 3));
        assert_eq!(entries.front().map(|entry| entry.bytes), Some(3));
        assert_eq!(request_log.take(), (VecDeque::new(), 0));
    }

    #[test]
    fn a_request_that_is_given_up_is_recorded() {
        let request_log = RequestLog::with_queue();
        drop(request_log.begin(&Method::GET, "/health"));
        let (entries, _) = request_log.take();
        let outcomes: Vec<_> = entries.iter().map(|entry| entry.outcome).collect();
        assert_eq!(outcomes, [RequestOutcome::Failed]);
    }

    #[test]
    fn a_client_without_a_window_records_nothing() {
        let request_log = RequestLog::default();
        request_log.event("SSE", "device.discovered", 1, None);
        assert_eq!(request_log.take(), (VecDeque::new(), 0));
    }
}
