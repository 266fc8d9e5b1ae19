//! Reads the Pi's log while the window shows it, and continues after the last line that was read.

use std::{
    collections::HashSet,
    future::pending,
    hash::{BuildHasher, RandomState},
    time::Duration,
};

use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::sleep,
};

use super::{
    error::not_available,
    event_sender::EventSender,
    http::Client,
    reconnect::{self, Link},
    restart::run_again_after_panic,
    routes,
    sse::{EventStream, RawEvent, ResumeState},
};
use crate::{
    domain::{
        link_state::LinkState,
        pi_log::PiLogLine,
        problem::{Problem, ProblemKind},
    },
    messages::{Event, PiLogEvent},
    wire::pi_log,
};

/// Lines are sent in batches: a Pi that sends its whole log must not cost a frame per line.
const BATCH: usize = 200;
/// How long a line may wait for others.
const BATCH_TIME: Duration = Duration::from_millis(100);
/// Lines that are recognized when the Pi sends them again.
const MOST_KNOWN: usize = 20_000;

/// The log of one Pi. Dropping it closes its connection.
pub(crate) struct PiLog {
    shown_tx: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl PiLog {
    /// Opens no connection yet.
    pub fn new(client: Client, event_tx: EventSender) -> Self {
        let (shown_tx, shown_rx) = watch::channel(false);
        let task = async move {
            let event = |state| Event::PiLog(PiLogEvent::Stream(state));
            let start = || read(&client, &event_tx, shown_rx.clone());
            run_again_after_panic(client.timing(), &event_tx, event, start).await;
        };
        Self {
            shown_tx,
            task: tokio::spawn(task),
        }
    }

    /// Opens the stream, or closes it.
    pub fn show(&self, is_shown: bool) {
        self.shown_tx.send_replace(is_shown);
    }

    /// Opens the stream again if the log is shown.
    pub fn reconnect(&self) {
        self.shown_tx.send_modify(|_unchanged| {});
    }
}

impl Drop for PiLog {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Reads the log while it is shown, and sends its lines in batches.
async fn read(client: &Client, event_tx: &EventSender, shown_rx: watch::Receiver<bool>) {
    let (lines_tx, lines_rx) = mpsc::channel(BATCH);
    let link = LogLink {
        client: client.clone(),
        event_tx: event_tx.clone(),
        lines_tx,
        resume: ResumeState::default(),
        is_older_pi: false,
        last_event_id: String::new(),
        returns: 0,
        known: KnownLines::default(),
    };
    tokio::join!(
        send_batches(lines_rx, event_tx.clone()),
        read_while_shown(link, shown_rx)
    );
}

async fn read_while_shown(mut link: LogLink, mut shown_rx: watch::Receiver<bool>) {
    let client = link.client.clone();
    loop {
        let is_shown = *shown_rx.borrow_and_update();
        let read = async {
            if is_shown {
                reconnect::run(&client, &mut link).await;
            }
            pending::<()>().await;
        };
        tokio::select! {
            () = read => {}
            changed = shown_rx.changed() => if changed.is_err() { return },
        }
    }
}

/// The stream of the log, as the reconnect loop keeps it open.
struct LogLink {
    client: Client,
    event_tx: EventSender,
    lines_tx: mpsc::Sender<PiLogLine>,
    resume: ResumeState,
    /// Whether this Pi knows only the older route of the log.
    is_older_pi: bool,
    /// The id of the last line that was passed on; empty if the Pi may number its lines anew.
    last_event_id: String,
    /// How often the Pi had returned when the stream was opened.
    returns: u64,
    known: KnownLines,
}

impl LogLink {
    /// Tries the route that this Pi is known to have, then the other one.
    async fn open(&mut self) -> Result<EventStream, Box<Problem>> {
        let opened = self.open_route(self.is_older_pi).await;
        if !opened
            .as_ref()
            .is_err_and(|problem| is_unknown_route(problem))
        {
            return opened;
        }
        match self.open_route(!self.is_older_pi).await {
            // A web page may answer in place of a Pi that has one.
            Err(problem) if is_web_page(&problem) => Err(problem),
            Err(problem) if is_unknown_route(&problem) => Err(not_available(*problem)),
            other => {
                self.is_older_pi = !self.is_older_pi;
                other
            }
        }
    }

    async fn open_route(&self, is_older_pi: bool) -> Result<EventStream, Box<Problem>> {
        let route = if is_older_pi {
            routes::dashboard_logs()
        } else {
            routes::logs()
        };
        EventStream::open_route(&self.client, route, &self.resume).await
    }
}

fn is_unknown_route(problem: &Problem) -> bool {
    matches!(problem.http_status, Some(404 | 405)) || is_web_page(problem)
}

fn is_web_page(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::HtmlInsteadOfJson { .. })
}

impl Link for LogLink {
    type Connection = EventStream;

    async fn connect(&mut self) -> Result<EventStream, Box<Problem>> {
        let reachability = *self.client.reachability().borrow();
        if reachability.is_away || reachability.returns != self.returns {
            self.last_event_id.clear();
        }
        self.resume.set_last_event_id(&self.last_event_id);
        let opened = self.open().await;
        self.returns = self.client.reachability().borrow().returns;
        self.known.connected();
        opened
    }

    async fn read(&mut self, stream: &mut EventStream) -> Box<Problem> {
        loop {
            let event = match stream.next().await {
                Ok(event) => event,
                Err(problem) => return problem,
            };
            let line = pi_log::decode(&event.name, &event.data);
            if let Some(line) = line.filter(|_| !self.known.contains(&event))
                && self.lines_tx.send(line).await.is_err()
            {
                return pending().await;
            }
            // Only now: a line that is dropped while it waits for the window is read again.
            self.known.insert(&event);
            self.last_event_id = event.id;
        }
    }

    async fn report(&mut self, state: LinkState) {
        if matches!(state, LinkState::Retrying { .. }) {
            // A Pi that ended the stream may have restarted, and then counts from 1 again.
            self.last_event_id.clear();
        }
        let event = PiLogEvent::Stream(state);
        self.event_tx.send(Event::PiLog(event)).await;
    }

    /// A Pi without the log answers in one of these ways, each time.
    fn is_refusal(&self, problem: &Problem) -> bool {
        matches!(problem.http_status, Some(200 | 401 | 403 | 404 | 405))
    }

    fn retry_hint(&self) -> Option<Duration> {
        self.resume.retry()
    }
}

/// Recognizes lines of earlier connections when the Pi sends its whole log again. A line that is
/// repeated within one connection is new.
#[derive(Default)]
struct KnownLines {
    earlier: HashSet<u64>,
    current: HashSet<u64>,
    hasher: RandomState,
}

impl KnownLines {
    fn connected(&mut self) {
        if self.earlier.len() + self.current.len() > MOST_KNOWN {
            self.earlier.clear();
        }
        self.earlier.extend(self.current.drain());
    }

    fn contains(&self, event: &RawEvent) -> bool {
        self.earlier.contains(&self.hash(event))
    }

    fn insert(&mut self, event: &RawEvent) {
        if self.current.len() == MOST_KNOWN {
            self.current.clear();
        }
        self.current.insert(self.hash(event));
    }

    fn hash(&self, event: &RawEvent) -> u64 {
        self.hasher.hash_one((&event.id, &event.data))
    }
}

async fn send_batches(mut lines_rx: mpsc::Receiver<PiLogLine>, event_tx: EventSender) {
    let mut batch = Vec::new();
    while lines_rx.recv_many(&mut batch, BATCH).await > 0 {
        let event = PiLogEvent::Lines(std::mem::take(&mut batch));
        event_tx.send(Event::PiLog(event)).await;
        sleep(BATCH_TIME).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_earlier_connections_are_known() {
        let line = RawEvent {
            name: "log".to_owned(),
            data: "connection refused".to_owned(),
            id: String::new(),
        };
        let mut known = KnownLines::default();
        known.insert(&line);
        assert!(!known.contains(&line), "repeated within a connection");
        known.connected();
        assert!(known.contains(&line));
        let renumbered = RawEvent {
            id: "1".to_owned(),
            ..line
        };
        assert!(!known.contains(&renumbered));
    }
}
