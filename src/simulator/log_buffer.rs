//! What the Pi writes about itself: numbered lines, the last few hundred of which can be read again. Must not know HTTP.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::wire::pi_log::LogLineDto;

/// Older lines are forgotten.
const CAPACITY: usize = 500;

/// The lines.
#[derive(Debug, Default)]
pub(super) struct LogBuffer {
    lines: Mutex<VecDeque<(u64, String)>>,
    /// The number of the newest line.
    newest: watch::Sender<u64>,
}

impl LogBuffer {
    /// Writes one.
    pub(super) fn write(&self, at: Timestamp, level: &str, component: &str, message: &str) {
        let line = LogLineDto {
            timestamp: at.to_string().into(),
            level: level.into(),
            component: component.into(),
            message: message.into(),
        };
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let number = lines.back().map_or(0, |(number, _)| *number) + 1;
        if lines.len() == CAPACITY {
            lines.pop_front();
        }
        lines.push_back((number, serde_json::json!(line).to_string()));
        drop(lines);
        self.newest.send_replace(number);
    }

    /// The first line after this one that is still there, with its number.
    pub(super) fn after(&self, number: u64) -> Option<(u64, String)> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().find(|(other, _)| *other > number).cloned()
    }

    /// The number of the newest line, from now on.
    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }
}
