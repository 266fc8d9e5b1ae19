//! What could not be read in something that the Pi sent: nothing is lost but that item.
//!
//! The sentences are in the catalogue (`i18n::warning`).

use super::{mac::MacParseError, problem_kind::ProblemKind};

/// One item that could not be read, or only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where it came from: `METHOD /path` or the type of the event.
    pub source: String,
    /// What is wrong with it.
    pub kind: WarningKind,
}

/// What is wrong with an item.
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumCount)]
pub enum WarningKind {
    /// Fields of an item could not be read; they count as unknown.
    Fields {
        /// Whose fields.
        item: Item,
        /// One for each such field, in their order.
        faults: Vec<Fault>,
    },
    /// There are more warnings about this answer than are shown.
    More {
        /// How many more.
        count: usize,
    },
    /// The data of an event is not JSON.
    EventNotJson,
    /// The type of an event is unknown.
    UnknownEvent {
        /// The type.
        name: String,
    },
    /// An event has no payload.
    EventWithoutPayload,
    /// The Pi sends events of another version; they are read as 1.0.
    EventVersion {
        /// The version.
        version: String,
    },
    /// The event stream was cut off because of its size, and is opened again.
    StreamCutOff(Box<ProblemKind>),
    /// A frame of the monitoring socket is not JSON.
    FrameNotJson,
    /// A frame of the monitoring socket is not an object.
    FrameNotAnObject,
    /// A frame of figures has no figures.
    FrameWithoutData {
        /// Its type.
        name: String,
    },
    /// More figures came than are kept.
    TooManyFigures,
    /// The Pi reports trouble with its monitoring.
    Reported {
        /// In its own words.
        message: Option<String>,
        /// Its code.
        code: Option<String>,
    },
}

/// Whose fields a warning is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Item {
    Answer,
    Session,
    /// A camera, by its MAC or its id.
    Camera(String),
    /// A camera without a readable MAC, by its place in the list (from 1).
    CameraAt(usize),
    /// A camera without a readable MAC in an event.
    UnnamedCamera,
    /// An allowlist entry, by its MAC.
    Entry(String),
    /// An allowlist entry without a readable MAC, by its place in the list (from 1).
    EntryAt(usize),
    UnnamedEntry,
    Network,
    Figures,
    SystemInfo,
    /// A section of the figures, by its name on the wire.
    Section(&'static str),
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumCount)]
pub enum Fault {
    /// It must be there, and is not.
    Missing {
        /// Its name on the wire.
        field: &'static str,
    },
    /// It is of another type than the contract says.
    Unexpected {
        /// Its name on the wire; empty for the item itself.
        field: &'static str,
        /// What is there instead.
        found: Found,
    },
    /// Its text means nothing.
    Unreadable {
        /// Its name on the wire.
        field: &'static str,
        /// The text.
        text: String,
    },
    /// Its number cannot be true.
    OutOfRange {
        /// Its name on the wire.
        field: &'static str,
        /// The number.
        value: String,
    },
    /// It is no MAC address.
    BadMac {
        /// The text.
        text: String,
        /// Why.
        reason: MacParseError,
    },
}

/// A JSON value, short and safe to show.
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumCount)]
pub enum Found {
    /// A number or a truth value.
    Value(String),
    /// A text, shortened.
    Text(String),
    /// This many more items of a list, which are too many to read.
    Rest(usize),
    /// A list.
    List,
    /// An object.
    Object,
}
