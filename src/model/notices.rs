//! Notices: one toast for the actions of the person, and a bounded event log for everything else.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::{
    domain::{
        clock::Now,
        link_state::LinkState,
        mac::MacAddr,
        problem::{Problem, ProblemKind},
    },
    i18n,
    messages::Warning,
    tr,
};

/// The most lines that the event log keeps.
const MAX_LINES: usize = 1_000;
/// Failures with the same cause are one fact while no more than this passes between them: longer
/// than the longest wait between two attempts of a connection.
const SAME_FAILURE: Duration = Duration::from_mins(1);
/// The time that a toast is shown.
const TOAST_TIME: Duration = Duration::from_secs(3);

/// The severity of a line of the event log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing to do.
    Info,
    /// Something ended well.
    Good,
    /// Worth a look.
    Warning,
    /// Something failed.
    Error,
}

impl Severity {
    /// Whether it calls for attention.
    #[must_use]
    pub fn is_problem(self) -> bool {
        matches!(self, Self::Warning | Self::Error)
    }
}

/// One line of the event log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number among all lines of this run, which stays the same while others are dropped.
    pub number: u64,
    /// The time on the clock of this console.
    pub at: Timestamp,
    pub severity: Severity,
    /// The camera that it is about.
    pub camera: Option<MacAddr>,
    pub text: String,
}

impl Notice {
    /// The text with the last four digits of its camera, as on the cards.
    #[must_use]
    pub fn short_text(&self) -> String {
        match self.camera {
            Some(mac) => self
                .text
                .replace(&mac.to_string(), &mac.short().to_string()),
            None => self.text.clone(),
        }
    }
}

/// The message on top of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    pub text: String,
    /// The time when it disappears.
    pub until: Instant,
}

/// The toast and the event log.
#[derive(Debug, Default)]
pub struct Notices {
    pub toast: Option<Toast>,
    /// Whether the event log panel is open.
    pub event_log_open: bool,
    /// Warnings and errors since the event log panel was last open.
    pub unseen: usize,
    lines: VecDeque<Notice>,
    /// The number of the next line.
    next_number: u64,
    link_is_down: bool,
    /// Whether the newest line about the event stream says that it is on.
    link_is_up: bool,
    lasting_failure: Option<LastingFailure>,
}

/// A failure that the console meets again and again, until the Pi is back.
#[derive(Debug)]
struct LastingFailure {
    cause: ProblemKind,
    endpoint: Option<String>,
    severity: Severity,
    /// The line that names it.
    number: u64,
    /// When it was last met.
    met: Instant,
}

impl LastingFailure {
    /// Whether `problem` is the same fact: the same cause, or the same code of the same call.
    fn is_met_again(&self, problem: &Problem) -> bool {
        let is_same_call = self.endpoint == problem.endpoint;
        self.cause.has_same_cause(&problem.kind)
            || is_same_call && self.cause.code() == problem.kind.code()
    }
}

impl Notices {
    /// Shows `text` in place of the present toast.
    pub fn toast(&mut self, text: impl Into<String>, now: Now) {
        self.toast = Some(Toast {
            text: text.into(),
            until: now.instant + TOAST_TIME,
        });
    }

    /// Removes the toast once its time is over.
    pub fn expire_toast(&mut self, now: Now) {
        self.toast.take_if(|toast| toast.until <= now.instant);
    }

    /// The lines, newest first.
    #[must_use]
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Notice> {
        self.lines.iter().rev()
    }

    /// The lines about a camera, newest first.
    pub fn about(&self, mac: MacAddr) -> impl Iterator<Item = &Notice> {
        self.newest_first()
            .filter(move |notice| notice.camera == Some(mac))
    }

    /// Adds a line, and drops the oldest one when the log is full.
    pub fn log(&mut self, severity: Severity, text: impl Into<String>, now: Now) {
        self.push(None, severity, text.into(), now);
    }

    /// Adds a line about a camera.
    pub fn log_about(
        &mut self,
        mac: MacAddr,
        severity: Severity,
        text: impl Into<String>,
        now: Now,
    ) {
        self.push(Some(mac), severity, text.into(), now);
    }

    fn push(&mut self, camera: Option<MacAddr>, severity: Severity, text: String, now: Now) {
        if self.lines.len() == MAX_LINES {
            self.lines.pop_front();
        }
        if severity.is_problem() && !self.event_log_open {
            self.unseen += 1;
        }
        self.lines.push_back(Notice {
            number: self.next_number,
            at: now.wall,
            severity,
            camera,
            text,
        });
        self.next_number += 1;
    }

    /// Adds a line about an item that could not be read.
    pub fn warn(&mut self, warning: &Warning, now: Now) {
        self.log(Severity::Warning, i18n::warning(warning), now);
    }

    /// Adds a line about a failure; `what` is the action that failed.
    pub fn problem(&mut self, what: &str, problem: &Problem, now: Now) {
        self.log(Severity::Error, problem_text(what, problem), now);
    }

    /// Adds a line about a failure of an action on a camera.
    pub fn problem_about(&mut self, mac: MacAddr, what: &str, problem: &Problem, now: Now) {
        self.log_about(mac, Severity::Error, problem_text(what, problem), now);
    }

    /// A connection or a read failed that the console repeats by itself. When the Pi is away, all of
    /// them fail: what has the same cause is the same fact and makes one line, which is that of the
    /// highest severity. True if it is `text` that the log shows.
    pub fn lasting_problem(
        &mut self,
        severity: Severity,
        text: impl Into<String>,
        problem: &Problem,
        now: Now,
    ) -> bool {
        let before = self.lasting_failure.take();
        let same = before
            .filter(|before| before.is_met_again(problem) && now.since(before.met) <= SAME_FAILURE);
        let (shows_text, failure) = match same {
            Some(same) if same.severity.is_problem() || !severity.is_problem() => {
                let met = now.instant;
                (false, LastingFailure { met, ..same })
            }
            less_severe => {
                if let Some(before) = less_severe {
                    self.lines.retain(|line| line.number != before.number);
                }
                let failure = LastingFailure {
                    cause: problem.kind.clone(),
                    endpoint: problem.endpoint.clone(),
                    severity,
                    number: self.next_number,
                    met: now.instant,
                };
                self.log(severity, text, now);
                (true, failure)
            }
        };
        self.lasting_failure = Some(failure);
        shows_text
    }

    /// As [`Self::lasting_problem`], for a failure that calls for attention; `what` is what failed.
    pub fn lasting_error(&mut self, what: &str, problem: &Problem, now: Now) {
        let text = problem_text(what, problem);
        self.lasting_problem(Severity::Error, text, problem, now);
    }

    /// Opens or closes the event log panel; opening it resets the count of unseen lines.
    pub fn show_event_log(&mut self, open: bool) {
        self.event_log_open = open;
        self.unseen = 0;
    }

    /// Adds a line when the event stream was opened, lost or refused, but not for each attempt in
    /// between.
    pub fn stream_changed(&mut self, status: &LinkState, now: Now) {
        let was_up = self.link_is_up;
        // The client connects anew, too, when it follows another session.
        if !matches!(status, LinkState::Connecting { .. }) {
            self.link_is_up = status.is_live();
        }
        match status {
            LinkState::Live { .. } => {
                self.link_is_down = false;
                self.lasting_failure = None;
                if !was_up {
                    self.log(Severity::Good, tr!("events-link-is-up"), now);
                }
            }
            LinkState::Refused { problem } => {
                self.lasting_error(tr!("events-link"), problem, now);
            }
            LinkState::Retrying { problem, .. } => {
                if !std::mem::replace(&mut self.link_is_down, true) {
                    self.lasting_error(tr!("events-link"), problem, now);
                } else if let Some(failure) = &mut self.lasting_failure
                    && failure.is_met_again(problem)
                {
                    failure.met = now.instant;
                }
            }
            LinkState::Silent { .. } => {
                self.log(Severity::Warning, tr!("events-link-is-silent"), now);
            }
            LinkState::Off | LinkState::Connecting { .. } => {}
        }
    }
}

/// The text of a line about a failure; `what` is the action that failed.
fn problem_text(what: &str, problem: &Problem) -> String {
    let summary = i18n::problem_summary(problem);
    let code = problem.code();
    match problem.correlation_id.as_deref() {
        Some(id) => tr!(
            "events-problem-with-id",
            what = what,
            summary = summary,
            code = code,
            id = id
        ),
        None => tr!(
            "events-problem",
            what = what,
            summary = summary,
            code = code
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::ErrorCode;

    fn texts(notices: &Notices) -> Vec<&str> {
        let lines = notices.newest_first();
        lines.map(|notice| notice.text.as_str()).collect()
    }

    /// Reports failures by their texts, a second after each other.
    fn fail(notices: &mut Notices, now: Now, failures: &[(Severity, &str, ProblemKind)]) -> Now {
        let mut now = now;
        for (severity, text, kind) in failures {
            let problem = Problem::new(kind.clone(), now.wall);
            notices.lasting_problem(*severity, *text, &problem, now);
            now = now + Duration::from_secs(1);
        }
        now
    }

    #[test]
    fn everything_that_fails_for_one_cause_makes_one_line() {
        let mut notices = Notices::default();
        let now = fail(
            &mut notices,
            Now::read(),
            &[
                (Severity::Info, "monitoring", ProblemKind::SocketLost),
                (Severity::Error, "events", ProblemKind::StreamClosed),
                (Severity::Error, "session", ProblemKind::Unreachable),
                (Severity::Info, "monitoring", ProblemKind::SocketUnreachable),
            ],
        );
        assert_eq!(
            texts(&notices),
            ["events"],
            "the line that counts as a problem"
        );
        let refused = ProblemKind::Contract(ErrorCode::Unauthorized);
        let again = ProblemKind::Unreachable;
        fail(
            &mut notices,
            now,
            &[
                (Severity::Error, "the key", refused),
                (Severity::Error, "away again", again),
            ],
        );
        assert_eq!(texts(&notices), ["away again", "the key", "events"]);
    }

    #[test]
    fn a_failure_is_another_fact_once_the_pi_was_back_or_after_some_time() {
        let mut notices = Notices::default();
        let away = [(Severity::Error, "away", ProblemKind::Unreachable)];
        let now = fail(&mut notices, Now::read(), &away);
        let now = fail(&mut notices, now + SAME_FAILURE, &away);
        assert_eq!(texts(&notices).len(), 2, "the first one was over by then");
        let since = now.instant;
        notices.stream_changed(&LinkState::Live { since }, now);
        fail(&mut notices, now, &away);
        let live = tr!("events-link-is-up");
        assert_eq!(texts(&notices), ["away", live, "away", "away"]);
    }

    #[test]
    fn an_event_stream_that_moves_to_another_session_is_not_on_twice() {
        let now = Now::read();
        let since = now.instant;
        let mut notices = Notices::default();
        notices.stream_changed(&LinkState::Live { since }, now);
        notices.stream_changed(&LinkState::Connecting { attempt: 1 }, now);
        notices.stream_changed(&LinkState::Live { since }, now);
        assert_eq!(texts(&notices).len(), 1);
        notices.stream_changed(&LinkState::Silent { since }, now);
        notices.stream_changed(&LinkState::Live { since }, now);
        assert_eq!(texts(&notices).len(), 3, "silent, and on again");
    }

    #[test]
    fn the_lines_about_a_camera_are_those_that_name_it() {
        let now = Now::read();
        let mut notices = Notices::default();
        let mac = |last| MacAddr::new([0x24, 0x6F, 0x28, 0, 0, last]);
        notices.log_about(mac(1), Severity::Info, "first", now);
        notices.log_about(mac(2), Severity::Info, "of another", now);
        notices.log(Severity::Info, "of none", now);
        let problem = Problem::new(ProblemKind::TimedOut, now.wall);
        notices.problem_about(mac(1), "Retry", &problem, now);
        let numbers: Vec<u64> = notices.about(mac(1)).map(|line| line.number).collect();
        assert_eq!(numbers, [3, 0]);
    }

    #[test]
    fn the_event_log_is_bounded_and_counts_unseen_warnings() {
        let now = Now::read();
        let mut notices = Notices::default();
        for i in 0..MAX_LINES + 5 {
            notices.log(Severity::Info, format!("line {i}"), now);
        }
        assert_eq!(notices.newest_first().len(), MAX_LINES);
        let newest = notices
            .newest_first()
            .next()
            .map(|notice| notice.text.clone());
        assert_eq!(newest, Some(format!("line {}", MAX_LINES + 4)));
        assert_eq!(notices.unseen, 0, "information does not call for attention");
        notices.log(Severity::Error, "failed", now);
        assert_eq!(notices.unseen, 1);
        notices.show_event_log(true);
        assert_eq!(notices.unseen, 0);
    }

    #[test]
    fn a_toast_replaces_the_one_before_and_disappears() {
        let now = Now::read();
        let mut notices = Notices::default();
        notices.toast("first", now);
        notices.toast("second", now);
        assert_eq!(
            notices.toast.as_ref().map(|toast| toast.text.as_str()),
            Some("second")
        );
        notices.expire_toast(now + TOAST_TIME / 2);
        assert!(notices.toast.is_some());
        notices.expire_toast(now + TOAST_TIME);
        assert!(notices.toast.is_none());
    }
}
