//! The request log and the log of the Pi, both bounded.

use std::time::Duration;

use crate::{
    domain::{
        clock::Now, link_state::LinkState, pi_log::PiLogLine, request_log::RequestLogEntry,
        support_bundle::Part,
    },
    features::diagnostics::intent::DiagnosticsIntent,
    messages::{Command, PiLogEvent},
    model::{bounded_log::BoundedLog, loss_delay::LossDelay},
};

/// The most requests and events that are kept.
const MAX_REQUESTS: usize = 2_000;
/// The most bytes that they take.
const MAX_REQUEST_BYTES: usize = 4 << 20;
/// The most lines of the log of the Pi that are kept.
const MAX_LINES: usize = 10_000;
/// The most bytes that they take.
const MAX_LOG_BYTES: usize = 8 << 20;

/// The diagnostics tab.
#[derive(Debug)]
pub struct Diagnostics {
    /// The requests to the Pi and the events from it.
    pub request_log: BoundedLog<RequestLogEntry>,
    /// Requests that arrived faster than they could be recorded, since the log was cleared.
    pub dropped_requests: u64,
    /// The log of the Pi.
    pub log: BoundedLog<PiLogLine>,
    /// The connection that the log of the Pi arrives on, as it is shown.
    pub log_stream: LinkState,
    log_loss: LossDelay,
    /// The files of a support bundle, while the person looks at them before saving.
    pub bundle: Option<Vec<Part>>,
    follows_log: bool,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self {
            request_log: BoundedLog::bounded(
                MAX_REQUESTS,
                MAX_REQUEST_BYTES,
                RequestLogEntry::weight,
            ),
            dropped_requests: 0,
            log: BoundedLog::bounded(MAX_LINES, MAX_LOG_BYTES, PiLogLine::weight),
            log_stream: LinkState::Off,
            log_loss: LossDelay::default(),
            bundle: None,
            follows_log: false,
        }
    }
}

impl Diagnostics {
    /// Adds what was recorded since the last frame.
    pub fn add_requests(
        &mut self,
        entries: impl IntoIterator<Item = RequestLogEntry>,
        dropped: u64,
    ) {
        for entry in entries {
            self.request_log.push(entry);
        }
        self.dropped_requests += dropped;
    }

    /// Takes over lines of the log, and the state of their connection.
    pub fn handle_log(&mut self, event: PiLogEvent, now: Now) {
        match event {
            PiLogEvent::Stream(status) => {
                if let Some(status) = self.log_loss.pass(&self.log_stream, status, now) {
                    self.log_stream = status;
                }
            }
            PiLogEvent::Lines(lines) => lines.into_iter().for_each(|line| self.log.push(line)),
        }
    }

    pub fn handle_intent(&mut self, intent: DiagnosticsIntent) -> Option<Command> {
        match intent {
            DiagnosticsIntent::FollowLog(on) => {
                self.follows_log = on;
                if !on {
                    self.log_stream = LinkState::Off;
                    self.log_loss = LossDelay::default();
                }
                Some(Command::PiLog(on))
            }
            DiagnosticsIntent::ClearLog => {
                self.log.clear();
                None
            }
            DiagnosticsIntent::ClearRequests => {
                self.request_log.clear();
                self.dropped_requests = 0;
                None
            }
            DiagnosticsIntent::CloseBundle => {
                self.bundle = None;
                None
            }
        }
    }

    /// When a loss of the connection of the log is to be shown.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        self.log_loss.next_tick(now)
    }

    /// Shows a loss of the connection of the log that has lasted.
    pub(crate) fn show_lasting_loss(&mut self, now: Now) {
        if let Some((_, mut states)) = self.log_loss.due(now)
            && let Some(newest) = states.pop()
        {
            self.log_stream = newest;
        }
    }

    /// Whether the log of the Pi is read.
    #[must_use]
    pub fn follows_log(&self) -> bool {
        self.follows_log
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        clock::Now,
        request_log::{RequestNote, RequestOutcome},
    };

    fn request(note: usize) -> RequestLogEntry {
        RequestLogEntry {
            at: Now::read().wall,
            method: "GET".to_owned(),
            endpoint: "/health".to_owned(),
            status: Some(200),
            duration: None,
            bytes: 0,
            correlation_id: None,
            outcome: RequestOutcome::Done,
            note: Some(RequestNote::Session("x".repeat(note))),
        }
    }

    #[test]
    fn dropped_requests_are_counted_until_the_log_is_cleared() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.add_requests([request(1)], 2);
        diagnostics.add_requests([], 3);
        assert_eq!(diagnostics.request_log.len(), 1);
        assert_eq!(diagnostics.dropped_requests, 5);
        diagnostics.handle_intent(DiagnosticsIntent::ClearRequests);
        assert_eq!(diagnostics.dropped_requests, 0);
    }

    #[test]
    fn the_request_log_keeps_two_thousand_requests_and_four_mebibytes() {
        let mut diagnostics = Diagnostics::default();
        for _ in 0..2_100 {
            diagnostics.request_log.push(request(10));
        }
        assert_eq!(diagnostics.request_log.len(), 2_000);
        for _ in 0..100 {
            diagnostics.request_log.push(request(100_000));
        }
        let bytes: usize = diagnostics
            .request_log
            .iter()
            .map(RequestLogEntry::weight)
            .sum();
        assert!(bytes <= 4 << 20, "{bytes}");
        assert_eq!(diagnostics.request_log.len(), 41, "as many as fit");
    }

    #[test]
    fn the_lines_of_the_log_stay_when_it_is_off() {
        let line = PiLogLine {
            at: None,
            severity: crate::domain::pi_log::LogSeverity::Info,
            level: "info".to_owned(),
            component: "api".to_owned(),
            message: "started".to_owned(),
        };
        let mut diagnostics = Diagnostics::default();
        let asked = diagnostics.handle_intent(DiagnosticsIntent::FollowLog(true));
        assert!(matches!(asked, Some(Command::PiLog(true))));
        diagnostics.handle_log(PiLogEvent::Lines(vec![line; 12_000]), Now::read());
        let asked = diagnostics.handle_intent(DiagnosticsIntent::FollowLog(false));
        assert!(matches!(asked, Some(Command::PiLog(false))));
        assert_eq!(diagnostics.log.len(), 10_000);
        assert_eq!(diagnostics.log_stream, LinkState::Off);
    }
}
