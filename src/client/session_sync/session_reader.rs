//! Reads the followed session: after every (re)connect of the stream, while the stream is down or
//! brings nothing, and from time to time also while it brings events, because a stream may lose
//! some and go on.

use std::{
    future::pending,
    time::{Duration, Instant},
};

use tokio::{
    sync::watch,
    time::{sleep, sleep_until, timeout},
};

use super::{StreamPhase, SyncContext};
use crate::{
    client::http::RetryPolicy,
    domain::{
        link_state::LinkState,
        problem::{Problem, ProblemKind},
        session::{SessionId, SessionSnapshot},
    },
    messages::Event,
    wire::http_bodies::Read,
};

struct SessionReader<'a> {
    context: &'a SyncContext,
    id: &'a SessionId,
    phase_rx: watch::Receiver<StreamPhase>,
    /// The stream whose opening was followed by a read.
    caught_up_with: Option<u64>,
    /// When the last read ended, successful or not.
    last_read: Option<Instant>,
    /// The session is not read before this time.
    not_before: Option<Instant>,
    /// Another read is useless until something happens.
    is_over: bool,
    /// The window was told that this stream brings nothing.
    silent_stream: Option<u64>,
    failures: FailureFilter,
}

/// Reads the session as long as it is followed.
pub(super) async fn run(context: &SyncContext, phase_rx: watch::Receiver<StreamPhase>) {
    let Some(id) = &context.session else {
        return pending().await;
    };
    let reader = SessionReader {
        context,
        id,
        phase_rx,
        caught_up_with: None,
        last_read: None,
        not_before: None,
        is_over: false,
        silent_stream: None,
        failures: FailureFilter::default(),
    };
    reader.run().await;
}

impl SessionReader<'_> {
    async fn run(mut self) {
        loop {
            let due = self.due().await;
            tokio::select! {
                biased;
                changed = self.phase_rx.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    self.is_over = false;
                    self.not_before = None;
                }
                () = self.context.read_again.notified() => {
                    self.is_over = false;
                    self.read().await;
                }
                () = self.context.gate.changed.notified() => self.report_readable().await,
                () = until(due) => {
                    self.report_silence().await;
                    self.read().await;
                }
            }
        }
    }

    fn phase(&self) -> StreamPhase {
        *self.phase_rx.borrow()
    }

    /// When the session has to be read; `None`: not before something happens.
    async fn due(&self) -> Option<Instant> {
        if self.is_over {
            return None;
        }
        let timing = self.context.timing();
        let after_last = |wait: Duration| self.last_read.map(|last| last + wait);
        let due = match self.phase() {
            StreamPhase::Refused => return None,
            StreamPhase::Down { since } => {
                Some(since + timing.poll_after).max(after_last(timing.poll))
            }
            StreamPhase::Open { number, .. } if self.caught_up_with != Some(number) => {
                Some(Instant::now())
            }
            StreamPhase::Open { since, .. } => {
                let activity = self.context.gate.activity().await;
                if activity.is_settled {
                    return None;
                }
                if self.context.is_settling() {
                    after_last(timing.poll)
                } else if !activity.is_readable {
                    Some(since + timing.check_busy).max(after_last(timing.poll))
                } else if activity.is_busy {
                    after_last(timing.check_busy)
                } else {
                    let commanded_at = *self.context.commanded_at();
                    let after_command = commanded_at.map(|at| at + timing.check_busy);
                    let idle = after_last(timing.check_idle);
                    after_command.into_iter().chain(idle).min()
                }
            }
        };
        due.max(self.not_before)
    }

    /// Reads the session once. Events are held back meanwhile, but not for long: a read that takes
    /// its time must not hide what the stream brings. They pass again after it.
    async fn read(&mut self) {
        let (context, timing) = (self.context, self.context.timing());
        let began = self.phase();
        let commanded_at = context.commanded_at().take();
        let gate = &context.gate;
        let is_open = matches!(began, StreamPhase::Open { .. });
        if is_open {
            gate.hold().await;
        }
        let arrived = gate.arrived().await;
        let id = self.id;
        let read = context.client.read_session(id, RetryPolicy::Once);
        tokio::pin!(read);
        let mut is_late = false;
        let result = match timeout(timing.hold_back, &mut read).await {
            Ok(result) => result,
            Err(_elapsed) => {
                is_late = true;
                gate.copy().await;
                // Another stream has been opened: this read may hang in a connection that is dead.
                let mut silent_at = match began {
                    StreamPhase::Open { since, .. } => Some(since + timing.check_busy),
                    _ => None,
                };
                loop {
                    tokio::select! {
                        result = &mut read => break result,
                        () = newer_stream(self.phase_rx.clone(), began) => return,
                        () = until(silent_at) => {
                            silent_at = None;
                            self.report_silence().await;
                        }
                    }
                }
            }
        };
        match result {
            // Too many events have come to pass once more: they may be newer than the answer.
            Ok(_) if is_late && is_open && !gate.has_all().await => {
                self.not_before = Some(Instant::now() + timing.poll);
                context.restore_commanded_at(commanded_at);
            }
            Ok(read) => self.apply(read, began, arrived).await,
            Err(problem) => {
                self.failed(problem).await;
                context.restore_commanded_at(commanded_at);
            }
        }
        self.last_read = Some(Instant::now());
        let now = self.phase();
        let is_newer_stream = matches!(now, StreamPhase::Open { .. }) && now != began;
        if !is_newer_stream {
            gate.release().await;
        }
    }

    async fn apply(&mut self, read: Read<SessionSnapshot>, began: StreamPhase, arrived: u64) {
        let context = self.context;
        let gate = &context.gate;
        let Read { value, warnings } = read;
        gate.observe_snapshot(&value).await;
        let mut is_check = false;
        if let StreamPhase::Open { number, .. } = began {
            is_check = self.caught_up_with.replace(number) == Some(number);
        }
        // An event that is on its way explains a difference.
        if is_check && gate.arrived().await == arrived {
            sleep(context.timing().event_delay).await;
        }
        let snapshot = Box::new(value);
        let has_brought_events = gate.activity().await.is_readable;
        let event = if is_check && has_brought_events && gate.arrived().await == arrived {
            Event::Checked(snapshot)
        } else {
            Event::Snapshot(snapshot)
        };
        context.send(event).await;
        context.warn(warnings).await;
        self.failures = FailureFilter::default();
        self.not_before = None;
    }

    async fn failed(&mut self, problem: Box<Problem>) {
        let context = self.context;
        let wait = if problem.is_key_refused() {
            context.timing().refused
        } else if matches!(problem.kind, ProblemKind::HtmlInsteadOfJson { .. }) {
            // Another port, or the page of a network that ends when somebody signs in.
            context.timing().check_busy
        } else {
            context.wait_after(&problem)
        };
        self.not_before = Some(Instant::now() + wait);
        self.is_over = problem.is_session_gone();
        // That the Pi does not answer is shown as the problem of the stream while that is down.
        let is_shown =
            problem.http_status.is_some() || matches!(self.phase(), StreamPhase::Open { .. });
        if is_shown && self.failures.passes(&problem) {
            let failed = Event::SnapshotFailed(self.id.clone(), problem);
            context.send(failed).await;
        }
    }

    /// Tells the window of a stream that is open and brings nothing.
    async fn report_silence(&mut self) {
        let StreamPhase::Open { number, since } = self.phase() else {
            return;
        };
        let is_readable = self.context.gate.activity().await.is_readable;
        let is_old = since.elapsed() >= self.context.timing().check_busy;
        if is_old && !is_readable && self.silent_stream != Some(number) {
            self.silent_stream = Some(number);
            let state = LinkState::Silent { since };
            self.context.send(Event::Stream(state)).await;
        }
    }

    /// Tells the window that the stream brings events after all.
    async fn report_readable(&mut self) {
        let StreamPhase::Open { number, since } = self.phase() else {
            return;
        };
        let is_readable = self.context.gate.activity().await.is_readable;
        if is_readable && self.silent_stream == Some(number) {
            self.silent_stream = None;
            let state = LinkState::Live { since };
            self.context.send(Event::Stream(state)).await;
        }
    }
}

/// Waits until another stream than that of `phase` is open.
async fn newer_stream(mut phase_rx: watch::Receiver<StreamPhase>, phase: StreamPhase) {
    let is_newer = |now: &StreamPhase| matches!(now, StreamPhase::Open { .. }) && *now != phase;
    if phase_rx.wait_for(is_newer).await.is_err() {
        pending::<()>().await;
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due.into()).await,
        None => pending().await,
    }
}

/// Decides which failed reads of the session are reported: one 429 is normal (contract, section 9),
/// several in a row are not.
#[derive(Default)]
struct FailureFilter {
    rate_limited_in_a_row: u32,
}

impl FailureFilter {
    fn passes(&mut self, problem: &Problem) -> bool {
        let is_rate_limited = problem.is_rate_limited();
        self.rate_limited_in_a_row = if is_rate_limited {
            self.rate_limited_in_a_row + 1
        } else {
            0
        };
        self.rate_limited_in_a_row != 1
    }
}
