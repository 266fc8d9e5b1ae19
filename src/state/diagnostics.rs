//! What support engineers look at: the journal of requests, and the Pi's own log. Both are bounded.

use crate::{
    domain::{
        journal::{Exchange, LogLine},
        stream::StreamStatus,
    },
    messages::{Command, PiLogEvent},
    state::{action::DiagnosticsAction, record::Record},
};

/// Requests and events that are kept.
const MOST_EXCHANGES: usize = 2_000;
/// Bytes that they may take.
const HEAVIEST_JOURNAL: usize = 4 << 20;
/// Lines of the Pi's log that are kept.
const MOST_LINES: usize = 10_000;
/// Bytes that they may take.
const HEAVIEST_LOG: usize = 8 << 20;

/// The diagnostics tab.
#[derive(Debug)]
pub struct Diagnostics {
    /// What went over the line.
    pub journal: Record<Exchange>,
    /// What the Pi says of itself.
    pub log: Record<LogLine>,
    /// The stream that brings it.
    pub log_stream: StreamStatus,
    follows_log: bool,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self {
            journal: Record::bounded(MOST_EXCHANGES, HEAVIEST_JOURNAL, Exchange::weight),
            log: Record::bounded(MOST_LINES, HEAVIEST_LOG, LogLine::weight),
            log_stream: StreamStatus::Off,
            follows_log: false,
        }
    }
}

impl Diagnostics {
    /// Takes in what the Pi's log tells.
    pub fn handle_log(&mut self, event: PiLogEvent) {
        match event {
            PiLogEvent::Stream(status) => self.log_stream = status,
            PiLogEvent::Lines(lines) => lines.into_iter().for_each(|line| self.log.push(line)),
        }
    }

    /// Takes in what a person asked for.
    pub fn handle_action(&mut self, action: DiagnosticsAction) -> Option<Command> {
        match action {
            DiagnosticsAction::FollowLog(on) => {
                self.follows_log = on;
                if !on {
                    self.log_stream = StreamStatus::Off;
                }
                Some(Command::PiLog(on))
            }
            DiagnosticsAction::ClearLog => {
                self.log.clear();
                None
            }
            DiagnosticsAction::ClearJournal => {
                self.journal.clear();
                None
            }
        }
    }

    /// Whether the Pi's log is wanted.
    #[must_use]
    pub fn follows_log(&self) -> bool {
        self.follows_log
    }
}
