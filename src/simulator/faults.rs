//! The faults that the simulated Pi can be given while it runs: one table with the name, the
//! parameters and their defaults, for Rust and for JSON.

use std::{fmt, ops::RangeInclusive};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use strum::{EnumCount, EnumMessage, IntoStaticStr};

use crate::simulator::optional_routes::OptionalFeature;

/// A fault. In JSON it is `{"fault": NAME}` with the parameters that differ from their defaults.
///
/// The doc comment of each is its description in `GET /_sim/faults`.
#[derive(
    Debug, Clone, PartialEq, Serialize, Deserialize, EnumCount, EnumMessage, IntoStaticStr,
)]
#[serde(tag = "fault", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the doc comment of a fault names its parameters"
)]
pub enum Fault {
    /// All connections break and new ones are refused.
    Offline,
    /// Connections are accepted and never served.
    NeverServed,
    /// Another service (`ssh`, `garbage`, `web-server`) answers on the port.
    AnotherService { says: Service },
    /// The Pi restarts: offline for `down_ms`, then its session is interrupted, perhaps `readable`.
    Restart { down_ms: u64, readable: bool },

    /// Calls answer `status` in a `form` or with this `body`; `executed`: the Pi did what was asked.
    Status(StatusAnswer),
    /// Calls are executed after `ms`.
    Late { ms: u64 },
    /// Calls are executed once they are released.
    Held,
    /// Calls are executed, then all connections break before the answer.
    AnswerLost,
    /// Calls are executed and half of the answer comes; `announced`: Content-Length promises all.
    Truncated { announced: bool },
    /// The body of the answer never ends.
    Endless,
    /// The body of the answer has this many megabytes.
    Huge { megabytes: u64 },
    /// The body of the answer comes one byte per `ms`.
    Slow { ms: u64 },
    /// The headers of the answer are hostile.
    Headers { with: HeaderFault },
    /// The body of the answer is not JSON.
    InvalidJson,
    /// The body of the answer is not UTF-8.
    InvalidUtf8,
    /// Answers, events and frames of the monitor hold values that the contract does not allow.
    BadValues { with: BadValues },
    /// In answers, events and frames of the monitor each field `name` holds this JSON text.
    Field { name: String, json: String },
    /// The correlation id is in this place alone.
    CorrelationId { place: IdPlace },
    /// Calls are redirected to `location`: a URL, or `slash` for the same path with a slash.
    Redirect { status: u32, location: String },
    /// A call sooner than `gap_ms` after the last one gets 429.
    RateLimit {
        gap_ms: u64,
        retry_after_seconds: u32,
    },
    /// The first form of every call that has an alias is unknown.
    OlderPi,
    /// The web page answers on every API path, as on a port without the API.
    WrongPort,
    /// Optional features are missing.
    MissingFeatures { features: Vec<OptionalFeature> },
    /// A session is sent without its cameras, which need a call of their own.
    DevicesApart,
    /// The Pi has a new key: the old one gets 401, open connections stay.
    KeyRotated,

    /// All event streams break once.
    EventsDropped,
    /// Event streams stay open and send nothing, not even heartbeats.
    EventsMute,
    /// Event streams send heartbeats alone; events are lost.
    EventsLost,
    /// Every nth event is lost, as by a broker with a slow reader.
    EventsEveryNthLost { nth: u32 },
    /// Event streams send `bytes` bytes every `every_ms`.
    EventsDrip { bytes: u32, every_ms: u64 },
    /// Event streams are compressed with gzip.
    EventsCompressed,
    /// Each event is damaged.
    EventsCorrupt { with: EventCorruption },
    /// Event streams end at once each time; `reset`: they break.
    EventsEndAtOnce { reset: bool },
    /// Event streams have no heartbeats.
    EventsWithoutHeartbeat,
    /// Event streams bring the events of all sessions: the query was lost.
    EventsUnfiltered,
    /// An error event comes once on all event streams.
    ErrorEvent {
        code: String,
        message: String,
        retryable: bool,
    },

    /// All monitoring sockets break once, without a close frame.
    MonitorDropped,
    /// Monitoring sockets stay open and send nothing, not even pongs.
    MonitorMute,
    /// Monitoring sockets send frames that are unusual or not allowed, at each tick.
    MonitorFrames { with: FrameFault },
    /// The WebSocket handshake is answered with `Connection: keep-alive, Upgrade`.
    MonitorKeepAlive,
    /// The WebSocket handshake names an extension that nobody asked for: `permessage-deflate`.
    MonitorExtension,

    /// The Pi forgets its sessions once.
    SessionForgotten,
    /// The running session runs out once.
    SessionExpired,
    /// The running session is interrupted once; `readable`: GET still answers with it.
    SessionInterrupted { readable: bool },
    /// Another console stops the running session once and starts its own.
    SessionTaken,
    /// Skipped cameras vanish from the session.
    SkippedVanish,
    /// The counters of sessions are `by` behind their cameras.
    LaggingCounters { by: u32 },
    /// The clock is wrong by `seconds`; with `jumps_ms` it is right and wrong in turns of that length.
    ClockWrong { seconds: i64, jumps_ms: u64 },
}

/// An error answer of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatusAnswer {
    /// The HTTP status.
    pub status: u16,
    /// How it is written.
    pub form: Form,
    /// The code; `None`: one that fits the status.
    pub code: Option<String>,
    /// Whether the body invites a retry; `None`: as the contract says for the code.
    pub retryable: Option<bool>,
    /// The header `Retry-After`, verbatim.
    pub retry_after: Option<String>,
    /// `retry_after_seconds` in the body, verbatim.
    pub retry_after_seconds: Option<Value>,
    /// `details` in the body.
    pub details: Option<String>,
    /// This body instead of one in the form.
    pub body: Option<String>,
    /// Whether the call is executed before.
    pub executed: bool,
}

impl Default for StatusAnswer {
    fn default() -> Self {
        Self {
            status: 503,
            form: Form::Envelope,
            code: None,
            retryable: None,
            retry_after: None,
            retry_after_seconds: None,
            details: None,
            body: None,
            executed: false,
        }
    }
}

impl StatusAnswer {
    /// This status in this form.
    #[must_use]
    pub fn new(status: u16, form: Form) -> Self {
        Self {
            status,
            form,
            ..Self::default()
        }
    }
}

/// How an error is written (contract, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The envelope with the nested error.
    Envelope,
    /// The flat shape.
    Flat,
    /// `{"error":"text"}`.
    ErrorText,
    /// A page of a proxy or a portal.
    Html,
    /// Plain text; with 404 that of gin.
    Text,
    /// No body.
    Empty,
}

/// What answers on the port instead of a Pi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// The banner of an SSH server.
    Ssh,
    /// Bytes without meaning.
    Garbage,
    /// An HTTP/1.0 server with its start page.
    WebServer,
}

/// What is wrong with the headers of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderFault {
    /// One of a megabyte.
    Huge,
    /// Ten thousand.
    Many,
    /// A value with control characters.
    BadValue,
    /// A name with a blank.
    BadName,
    /// Two different Content-Lengths.
    TwoLengths,
    /// A Content-Length that is negative.
    NegativeLength,
    /// A status line without a number.
    BadStatus,
    /// No header at all.
    None,
}

/// Values that the contract does not allow, or only just.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadValues {
    /// `null` for each list.
    NullLists,
    /// A state that nobody knows.
    UnknownStates,
    /// Numbers as texts, texts as numbers, lists as objects.
    WrongTypes,
    /// Every second field of each session and camera is missing.
    MissingFields,
    /// `1e400` for each number.
    HugeNumbers,
    /// Negative counts.
    NegativeNumbers,
    /// The times of Go that mean none.
    ZeroTimes,
    /// Control, bidi and zero-width characters in each text for people.
    HostileTexts,
}

/// Where the correlation id is (contract, section 3, rule 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdPlace {
    /// `correlation_id` in the body.
    Body,
    /// `request_id` in the body.
    RequestId,
    /// `meta.correlation_id` in the body.
    Meta,
    /// The header `X-Correlation-Id`.
    Header,
    /// The header `X-Request-Id`.
    RequestHeader,
}

/// What is wrong with each event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventCorruption {
    /// Lines that are no fields of SSE.
    Sse,
    /// Bytes that are not UTF-8.
    Utf8,
    /// Data that is not JSON.
    Json,
    /// A line of 8 MiB.
    HugeLine,
}

/// An unusual or forbidden frame of a WebSocket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrameFault {
    /// Two JSON values in one frame, divided by a line feed: allowed.
    SeveralValues,
    /// A text in three fragments with a ping between them: allowed.
    Fragments,
    /// A reserved bit is set.
    ReservedBit,
    /// An opcode that is not defined.
    UnknownOpcode,
    /// The frame is masked, as only a client may.
    Masked,
    /// A text that is not UTF-8.
    InvalidUtf8,
    /// A text that is not JSON.
    InvalidJson,
    /// A frame of 16 MiB is announced.
    Oversize,
    /// A ping of 126 bytes.
    LongPing,
    /// A continuation of nothing.
    LoneContinuation,
    /// A close frame with a code that is not allowed.
    BadClose,
}

/// Which calls a fault is about, and how often it happens. In JSON beside the fault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calls {
    /// Calls with this method; `None`: with any.
    pub method: Option<String>,
    /// Calls with a path, as sent, that contains this; `None`: all.
    pub path: Option<String>,
    /// The number of calls or connections, from 1; `None`: until the fault is cleared.
    pub times: Option<u32>,
}

impl Calls {
    /// All calls with a path that contains this.
    #[must_use]
    pub fn to(path: &str) -> Self {
        Self {
            path: Some(path.to_owned()),
            ..Self::default()
        }
    }

    /// Those with this method alone.
    #[must_use]
    pub fn with(self, method: &str) -> Self {
        let method = Some(method.to_owned());
        Self { method, ..self }
    }

    /// The next `times` alone.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        let times = Some(times);
        Self { times, ..self }
    }

    /// Whether they include a call.
    #[must_use]
    pub fn include(&self, method: &str, path: &str) -> bool {
        let is_method = |wanted: &String| wanted.eq_ignore_ascii_case(method);
        self.method.as_ref().is_none_or(is_method)
            && self.path.as_ref().is_none_or(|part| path.contains(part))
    }
}

/// A fault with the calls that it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActiveFault {
    /// What happens.
    #[serde(flatten)]
    pub fault: Fault,
    /// To which calls, if it is about calls.
    #[serde(flatten)]
    pub calls: Calls,
}

impl Fault {
    /// All faults with the defaults of their parameters.
    #[must_use]
    pub fn all() -> [Self; Self::COUNT] {
        [
            Self::Offline,
            Self::NeverServed,
            Self::AnotherService { says: Service::Ssh },
            Self::Restart {
                down_ms: 5_000,
                readable: true,
            },
            Self::Status(StatusAnswer::default()),
            Self::Late { ms: 3_000 },
            Self::Held,
            Self::AnswerLost,
            Self::Truncated { announced: true },
            Self::Endless,
            Self::Huge { megabytes: 100 },
            Self::Slow { ms: 1_000 },
            Self::Headers {
                with: HeaderFault::TwoLengths,
            },
            Self::InvalidJson,
            Self::InvalidUtf8,
            Self::BadValues {
                with: BadValues::NullLists,
            },
            Self::Field {
                name: "rssi".to_owned(),
                json: "1e400".to_owned(),
            },
            Self::CorrelationId {
                place: IdPlace::RequestId,
            },
            Self::Redirect {
                status: 307,
                location: "http://portal.invalid/".to_owned(),
            },
            Self::RateLimit {
                gap_ms: 1_000,
                retry_after_seconds: 1,
            },
            Self::OlderPi,
            Self::WrongPort,
            Self::MissingFeatures {
                features: vec![OptionalFeature::Bulk, OptionalFeature::Edit],
            },
            Self::DevicesApart,
            Self::KeyRotated,
            Self::EventsDropped,
            Self::EventsMute,
            Self::EventsLost,
            Self::EventsEveryNthLost { nth: 3 },
            Self::EventsDrip {
                bytes: 1,
                every_ms: 200,
            },
            Self::EventsCompressed,
            Self::EventsCorrupt {
                with: EventCorruption::Json,
            },
            Self::EventsEndAtOnce { reset: false },
            Self::EventsWithoutHeartbeat,
            Self::EventsUnfiltered,
            Self::ErrorEvent {
                code: "SESSION_EXPIRED".to_owned(),
                message: "the session ran out".to_owned(),
                retryable: false,
            },
            Self::MonitorDropped,
            Self::MonitorMute,
            Self::MonitorFrames {
                with: FrameFault::ReservedBit,
            },
            Self::MonitorKeepAlive,
            Self::MonitorExtension,
            Self::SessionForgotten,
            Self::SessionExpired,
            Self::SessionInterrupted { readable: true },
            Self::SessionTaken,
            Self::SkippedVanish,
            Self::LaggingCounters { by: 1 },
            Self::ClockWrong {
                seconds: -94_608_000,
                jumps_ms: 0,
            },
        ]
    }

    /// Calls answer `status` in a form, without being executed.
    #[must_use]
    pub fn status(status: u16, form: Form) -> Self {
        Self::Status(StatusAnswer::new(status, form))
    }

    /// The Pi refuses calls with this status, 401 in the flat shape, and asks for a wait.
    #[must_use]
    pub fn refused(status: u16, retry_after_seconds: Option<u32>) -> Self {
        let form = match status {
            401 => Form::Flat,
            _ => Form::Envelope,
        };
        Self::Status(StatusAnswer {
            retry_after_seconds: retry_after_seconds.map(Into::into),
            ..StatusAnswer::new(status, form)
        })
    }

    /// Its name in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// What it does, in one line.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// Its numbers with their legal values.
    fn numbers(&self) -> Vec<(&'static str, i128, RangeInclusive<i128>)> {
        const HOUR_MS: i128 = 3_600_000;
        const CENTURY_SECONDS: i128 = 3_155_760_000;
        match self {
            Self::Restart { down_ms, .. } => vec![("down_ms", (*down_ms).into(), 0..=HOUR_MS)],
            Self::Status(answer) => vec![("status", answer.status.into(), 200..=599)],
            Self::Late { ms } | Self::Slow { ms } => vec![("ms", (*ms).into(), 1..=HOUR_MS)],
            Self::Huge { megabytes } => vec![("megabytes", (*megabytes).into(), 1..=1_000)],
            Self::Redirect { status, .. } => vec![("status", (*status).into(), 300..=399)],
            Self::RateLimit { gap_ms, .. } => vec![("gap_ms", (*gap_ms).into(), 1..=HOUR_MS)],
            Self::EventsEveryNthLost { nth } => vec![("nth", (*nth).into(), 1..=1_000_000)],
            Self::EventsDrip { bytes, every_ms } => vec![
                ("bytes", (*bytes).into(), 1..=1_000_000),
                ("every_ms", (*every_ms).into(), 1..=HOUR_MS),
            ],
            Self::ClockWrong { seconds, jumps_ms } => vec![
                (
                    "seconds",
                    (*seconds).into(),
                    -CENTURY_SECONDS..=CENTURY_SECONDS,
                ),
                ("jumps_ms", (*jumps_ms).into(), 0..=HOUR_MS),
            ],
            _ => Vec::new(),
        }
    }
}

impl ActiveFault {
    /// Reads `{"fault": NAME, …}`; what is not given has its default.
    ///
    /// # Errors
    /// The name, the name of a parameter or its value is not legal.
    pub fn from_json(text: &[u8]) -> Result<Self, FaultError> {
        let given: Map<String, Value> = serde_json::from_slice(text)
            .map_err(|error| FaultError::NotAnObject(error.to_string()))?;
        let name = given
            .get("fault")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(fault) = Fault::all().into_iter().find(|fault| fault.name() == name) else {
            return Err(FaultError::UnknownFault(name.to_owned()));
        };
        let calls = Calls::default();
        let mut read = Self { fault, calls };
        let mut fields = json!(read);
        for (field, value) in given.into_iter().filter(|(field, _)| field != "fault") {
            let Some(slot) = fields.get_mut(&field) else {
                return Err(FaultError::UnknownField(field, fields));
            };
            *slot = value;
            read = serde_json::from_value(fields.clone())
                .map_err(|error| FaultError::WrongValue(field, error.to_string()))?;
        }
        read.check()?;
        Ok(read)
    }

    fn check(&self) -> Result<(), FaultError> {
        let times = self
            .calls
            .times
            .map(|times| ("times", times.into(), 1..=u32::MAX.into()));
        for (field, value, legal) in self.fault.numbers().into_iter().chain(times) {
            if !legal.contains(&value) {
                let legal = format!("{} to {}", legal.start(), legal.end());
                return Err(FaultError::WrongValue(field.to_owned(), legal));
            }
        }
        Ok(())
    }
}

/// Why JSON is no fault.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultError {
    /// It is no JSON object; the reason.
    NotAnObject(String),
    /// No fault has this name.
    UnknownFault(String),
    /// The fault has no such field; the fields that it has.
    UnknownField(String, Value),
    /// The field has a value that is not legal; what is.
    WrongValue(String, String),
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject(reason) => write!(f, "not a JSON object: {reason}"),
            Self::UnknownFault(name) => {
                let names = Fault::all().map(|fault| fault.name());
                write!(f, "fault: {name:?} is not one of {}", names.join(", "))
            }
            Self::UnknownField(field, fields) => {
                let names = fields
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name.as_str());
                let names: Vec<&str> = names.filter(|name| *name != "fault").collect();
                write!(f, "{field}: not one of {}", names.join(", "))
            }
            Self::WrongValue(field, legal) => write!(f, "{field}: {legal}"),
        }
    }
}

impl std::error::Error for FaultError {}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_fault_has_its_own_name_and_a_description_of_one_line() {
        let names: BTreeSet<&str> = Fault::all().iter().map(Fault::name).collect();
        assert_eq!(names.len(), Fault::COUNT);
        for fault in Fault::all() {
            assert_eq!(fault.description().lines().count(), 1, "{fault:?}");
            assert_eq!(json!(fault)["fault"], fault.name());
        }
    }

    #[test]
    fn a_name_alone_reads_as_the_defaults_and_json_keeps_every_fault() {
        for fault in Fault::all() {
            let name = json!({ "fault": fault.name() }).to_string();
            let calls = Calls::default();
            let expected = ActiveFault { fault, calls };
            assert_eq!(
                ActiveFault::from_json(name.as_bytes()).as_ref(),
                Ok(&expected)
            );
            let written = json!(expected).to_string();
            assert_eq!(ActiveFault::from_json(written.as_bytes()), Ok(expected));
        }
    }

    #[test]
    fn parameters_and_calls_are_read() {
        let text = br#"{"fault":"status","status":502,"form":"html","executed":true,
            "method":"POST","path":"/start","times":2,"retry_after_seconds":1e9}"#;
        let read = ActiveFault::from_json(text).unwrap();
        let expected = StatusAnswer {
            executed: true,
            retry_after_seconds: Some(json!(1e9)),
            ..StatusAnswer::new(502, Form::Html)
        };
        assert_eq!(read.fault, Fault::Status(expected));
        assert_eq!(read.calls, Calls::to("/start").with("POST").times(2));
    }

    #[test]
    fn an_error_names_the_field_and_the_legal_values() {
        let cases = [
            ("[]", "not a JSON object: "),
            (
                r#"{"fault":"nope"}"#,
                r#"fault: "nope" is not one of offline, never-served, "#,
            ),
            ("{}", r#"fault: "" is not one of offline, "#),
            (
                r#"{"fault":"late","sec":1}"#,
                "sec: not one of method, ms, path, times",
            ),
            (
                r#"{"fault":"late","ms":"x"}"#,
                "ms: invalid type: string \"x\", expected u64",
            ),
            (r#"{"fault":"status","status":99}"#, "status: 200 to 599"),
            (
                r#"{"fault":"status","form":"xml"}"#,
                "form: unknown variant `xml`, expected one of `envelope`, ",
            ),
            (r#"{"fault":"status","times":0}"#, "times: 1 to 4294967295"),
            (r#"{"fault":"clock-wrong","seconds":1e12}"#, "seconds: "),
        ];
        for (text, expected) in cases {
            let error = ActiveFault::from_json(text.as_bytes())
                .unwrap_err()
                .to_string();
            assert!(error.starts_with(expected), "{text}: {error}");
        }
    }
}
