//! Notices: one toast for the actions of the person, and a bounded event log for everything else.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::{
    domain::{clock::Now, link_state::LinkState, problem::Problem},
    i18n,
    messages::Warning,
    tr,
};

/// The most lines that the event log keeps.
const MAX_LINES: usize = 1_000;
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

/// One line of the event log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The time on the clock of this console.
    pub at: Timestamp,
    pub severity: Severity,
    pub text: String,
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
    link_is_down: bool,
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

    /// Adds a line, and drops the oldest one when the log is full.
    pub fn log(&mut self, severity: Severity, text: impl Into<String>, now: Now) {
        if self.lines.len() == MAX_LINES {
            self.lines.pop_front();
        }
        if matches!(severity, Severity::Warning | Severity::Error) && !self.event_log_open {
            self.unseen += 1;
        }
        self.lines.push_back(Notice {
            at: now.wall,
            severity,
            text: text.into(),
        });
    }

    /// Adds a line about an item that could not be read.
    pub fn warn(&mut self, warning: &Warning, now: Now) {
        self.log(Severity::Warning, i18n::warning(warning), now);
    }

    /// Adds a line about a failure; `what` is the action that failed.
    pub fn problem(&mut self, what: &str, problem: &Problem, now: Now) {
        let summary = i18n::problem_summary(problem);
        let code = problem.code();
        let text = match problem.correlation_id.as_deref() {
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
        };
        self.log(Severity::Error, text, now);
    }

    /// Opens or closes the event log panel; opening it resets the count of unseen lines.
    pub fn show_event_log(&mut self, open: bool) {
        self.event_log_open = open;
        self.unseen = 0;
    }

    /// Adds a line when the event stream was opened, lost or refused, but not for each attempt in
    /// between.
    pub fn stream_changed(&mut self, status: &LinkState, now: Now) {
        match status {
            LinkState::Live { .. } => {
                self.link_is_down = false;
                self.log(Severity::Good, tr!("events-link-is-up"), now);
            }
            LinkState::Refused { problem } => self.problem(&tr!("events-link"), problem, now),
            LinkState::Retrying { problem, .. } => {
                if !std::mem::replace(&mut self.link_is_down, true) {
                    self.problem(&tr!("events-link"), problem, now);
                }
            }
            LinkState::Silent { .. } => {
                self.log(Severity::Warning, tr!("events-link-is-silent"), now);
            }
            LinkState::Off | LinkState::Connecting { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
