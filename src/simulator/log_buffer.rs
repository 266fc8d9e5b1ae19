//! The log of the simulated Pi: numbered lines, the newest 500 of which can be read.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use serde_json::json;
use tokio::sync::watch;

use crate::wire::{field::Field, pi_log::LogLineDto};

/// Older lines are dropped.
const CAPACITY: usize = 500;

/// The log of the simulated Pi.
#[derive(Debug, Default)]
pub(super) struct LogBuffer {
    lines: Mutex<VecDeque<(u64, String)>>,
    /// The number of the newest line.
    newest: watch::Sender<u64>,
}

impl LogBuffer {
    /// Appends a line.
    pub(super) fn write(
        &self,
        at: Timestamp,
        level: &str,
        component: &str,
        message: &str,
        fields: &[(&str, &str)],
    ) {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)));
        let line = LogLineDto {
            timestamp: at.to_string().into(),
            level: level.into(),
            component: component.into(),
            message: message.into(),
            fields: Field::Is(fields.collect()),
        };
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let number = lines.back().map_or(0, |(number, _)| *number) + 1;
        if lines.len() == CAPACITY {
            lines.pop_front();
        }
        lines.push_back((number, json!(line).to_string()));
        drop(lines);
        self.newest.send_replace(number);
    }

    /// The first kept line after this number, with its number.
    pub(super) fn after(&self, number: u64) -> Option<(u64, String)> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().find(|(other, _)| *other > number).cloned()
    }

    /// Watches the number of the newest line.
    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }
}
