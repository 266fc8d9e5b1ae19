//! The frames of the monitoring socket (contract, section 7).
//!
//! Partial updates are merged in [`accumulated`]; [`to_domain`] says what the fields mean.

pub mod accumulated;
pub mod entities;
#[cfg(test)]
mod tests;
pub mod to_domain;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    domain::warning::{Warning, WarningKind},
    wire::{json, text},
};

pub use accumulated::AccumulatedFigures;
pub use entities::MonitorDto;

/// What this console sends to see whether the Pi is still there.
pub const PING: &str = r#"{"type":"ping"}"#;

/// How the Pi answers [`PING`].
pub const PONG: &str = r#"{"type":"pong"}"#;

/// A frame of the Pi.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// All figures: what came before is forgotten.
    Initial(Map<String, Value>),
    /// The figures that changed.
    Update(Map<String, Value>),
    /// The answer to [`PING`].
    Pong,
    /// The Pi reports trouble with its monitoring.
    Trouble(Warning),
    /// A frame of an unknown type; it is ignored.
    Other,
}

impl Frame {
    /// Reads the message of the socket: one frame for each JSON value in it, divided by white space
    /// or not at all. An empty message has no frame.
    ///
    /// A value that is not JSON becomes a warning and ends the message, since nobody knows where
    /// the next value begins. What came before it is read.
    pub fn decode_all(message: &str) -> impl Iterator<Item = Result<Self, Warning>> {
        json::parse_all(message)
            .into_iter()
            .map(|value| Self::decode(value.map_err(|_not_json| WarningKind::FrameNotJson)))
    }

    /// Reads one value. An error loses nothing else.
    fn decode(value: Result<Value, WarningKind>) -> Result<Self, Warning> {
        let Value::Object(mut fields) = value.map_err(warning)? else {
            return Err(warning(WarningKind::FrameNotAnObject));
        };
        let kind = fields
            .get("type")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let kind = kind.unwrap_or_default();
        match kind.as_str() {
            "pong" => Ok(Self::Pong),
            "error" => Ok(Self::Trouble(trouble(&fields))),
            "initial_data" | "monitoring_update" => match fields.remove("data") {
                Some(Value::Object(data)) if kind == "initial_data" => Ok(Self::Initial(data)),
                Some(Value::Object(data)) => Ok(Self::Update(data)),
                Some(_) | None => Err(warning(WarningKind::FrameWithoutData { name: kind })),
            },
            _ => Ok(Self::Other),
        }
    }
}

/// The warning of an error frame: `{"type":"error","message","code?"}`.
fn trouble(fields: &Map<String, Value>) -> Warning {
    let text = |name| fields.get(name).and_then(Value::as_str).map(text::clean);
    warning(WarningKind::Reported {
        message: text("message"),
        code: text("code"),
    })
}

fn warning(kind: WarningKind) -> Warning {
    Warning {
        source: "monitoring".to_owned(),
        kind,
    }
}

/// A frame of figures as the Pi writes it, for the simulator.
#[must_use]
pub fn written(kind: FrameKind, data: &impl Serialize) -> String {
    let kind = match kind {
        FrameKind::Initial => "initial_data",
        FrameKind::Update => "monitoring_update",
    };
    json!({ "type": kind, "data": data }).to_string()
}

/// Which frame of figures to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameKind {
    /// All figures.
    Initial,
    /// Those that changed.
    Update,
}
