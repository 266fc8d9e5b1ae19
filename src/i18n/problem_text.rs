//! The sentences for problems, failures of cameras and warnings.

use super::advice;
use crate::{
    domain::{
        candidate::Failure,
        error_code::ErrorCode,
        mac::MacParseError,
        problem::Problem,
        problem_kind::ProblemKind,
        request_log::RequestNote,
        warning::{Fault, Found, Item, Warning, WarningKind},
    },
    tr,
};

/// What happened, in one sentence.
#[must_use]
pub fn problem_summary(problem: &Problem) -> String {
    problem_kind(&problem.kind)
}

/// The details next to the sentence: the Pi's own message, the error of a library, or what could
/// not be read.
#[must_use]
pub fn problem_details(problem: &Problem) -> Option<String> {
    match &problem.kind {
        ProblemKind::UnexpectedForm {
            warning: Some(warning),
        } => Some(warning_kind(warning)),
        _ => problem.details.clone(),
    }
}

/// One block of text for a support engineer. This console puts no secret into any field; what a Pi
/// quotes is as it sent it, except for the passphrase of a start, which is taken out where the call
/// is made.
#[must_use]
pub fn support_text(problem: &Problem) -> String {
    let or_dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let status = problem.http_status.map(|status| status.to_string());
    format!(
        "pidash {version}\nproblem: {code}\nsummary: {summary}\ndetails: {details}\nendpoint: {endpoint}\n\
         http status: {status}\ncorrelation id: {id}\nat: {at}\n",
        version = env!("CARGO_PKG_VERSION"),
        code = problem.code(),
        summary = problem_summary(problem),
        details = or_dash(problem_details(problem).as_deref()),
        endpoint = or_dash(problem.endpoint.as_deref()),
        status = or_dash(status.as_deref()),
        id = or_dash(problem.correlation_id.as_deref()),
        at = problem.at,
    )
}

/// What happened and what to do: two sentences.
#[must_use]
pub fn summary_and_advice(problem: &Problem) -> String {
    format!("{} {}", problem_summary(problem), advice(&problem.remedy))
}

/// Why a camera failed, in one sentence; the Pi's own words if its code is unknown.
#[must_use]
pub fn failure_summary(failure: &Failure) -> String {
    match (failure.error_code(), &failure.message) {
        (Some(code), _) => error_code(code).to_owned(),
        (None, Some(message)) => message.clone(),
        (None, None) => failure.code.as_deref().map_or_else(
            || tr!("problem-camera-failed").to_owned(),
            |code| tr!("problem-camera-failed-code", code = code),
        ),
    }
}

/// The sentence for a cause.
#[must_use]
pub fn problem_kind(kind: &ProblemKind) -> String {
    let text = match kind {
        ProblemKind::Contract(code) => error_code(*code),
        ProblemKind::Refused {
            message: Some(message),
            ..
        }
        | ProblemKind::Reported {
            message: Some(message),
            ..
        } => message,
        ProblemKind::Refused {
            status,
            message: None,
            ..
        } => http_status(*status),
        ProblemKind::Reported { message: None, .. } => tr!("problem-reported"),
        ProblemKind::Unreachable => tr!("problem-unreachable"),
        ProblemKind::UnknownHost => tr!("problem-unknown-host"),
        ProblemKind::TlsFailed => tr!("problem-tls-failed"),
        ProblemKind::CertificateTime => tr!("problem-certificate-time"),
        ProblemKind::TimedOut => tr!("problem-timed-out"),
        ProblemKind::NoAnswerWithin { limit } => {
            return tr!("problem-no-answer-within", seconds = limit.as_secs());
        }
        ProblemKind::ConnectionLost => tr!("problem-connection-lost"),
        ProblemKind::StartLost => tr!("problem-start-lost"),
        ProblemKind::NotAPiOrchestrator => tr!("problem-not-a-piorchestrator"),
        ProblemKind::HtmlInsteadOfJson { endpoint } => {
            return tr!("problem-html-instead-of-json", endpoint = endpoint.as_str());
        }
        ProblemKind::AnsweredInBetween { status } => {
            return tr!("problem-answered-in-between", status = status.to_string());
        }
        ProblemKind::CaptivePortal { to: Some(to) } => {
            return tr!("problem-captive-portal-at", address = to.as_str());
        }
        ProblemKind::CaptivePortal { to: None } => tr!("problem-captive-portal"),
        ProblemKind::KeyNotReceived => tr!("problem-key-not-received"),
        ProblemKind::RedirectedTo { to: Some(to) } => {
            return tr!("problem-redirected-to", address = to.as_str());
        }
        ProblemKind::RedirectedTo { to: None } => tr!("problem-redirected-nowhere"),
        ProblemKind::Redirected { status } => {
            return tr!("problem-redirected", status = status.to_string());
        }
        ProblemKind::BodyTooLarge { limit } => {
            return tr!("problem-body-too-large", mebibytes = mebibytes(*limit));
        }
        ProblemKind::AnswerCutShort => tr!("problem-answer-cut-short"),
        ProblemKind::NotJson => tr!("problem-not-json"),
        ProblemKind::UnexpectedForm { .. } => tr!("problem-unexpected-form"),
        ProblemKind::NotAvailable => tr!("problem-not-available"),
        ProblemKind::NotTaken => tr!("problem-not-taken"),
        ProblemKind::Busy => tr!("problem-busy"),
        ProblemKind::ConsoleFault => tr!("problem-console-fault"),
        stream => return stream_problem(stream),
    };
    text.to_owned()
}

/// The sentence for a problem of the event stream or the monitoring socket.
fn stream_problem(kind: &ProblemKind) -> String {
    let text = match kind {
        ProblemKind::NotAnEventStream {
            status,
            content_type,
        } => {
            return tr!(
                "problem-not-an-event-stream",
                status = status.to_string(),
                content_type = content_type.as_str()
            );
        }
        ProblemKind::StreamCompressed { encoding } => {
            return tr!("problem-stream-compressed", encoding = encoding.as_str());
        }
        ProblemKind::LineTooLong { limit } => {
            return tr!("problem-line-too-long", mebibytes = mebibytes(*limit));
        }
        ProblemKind::EventTooLarge { limit } => {
            return tr!("problem-event-too-large", mebibytes = mebibytes(*limit));
        }
        ProblemKind::StreamSilent { after } => {
            return tr!("problem-stream-silent", seconds = after.as_secs());
        }
        ProblemKind::StreamClosed => tr!("problem-stream-closed"),
        ProblemKind::TooManyEvents { limit } => {
            return tr!("problem-too-many-events", limit = *limit);
        }
        ProblemKind::SocketUnreachable => tr!("problem-socket-unreachable"),
        ProblemKind::SocketTimedOut { limit } => {
            return tr!("problem-socket-timed-out", seconds = limit.as_secs());
        }
        ProblemKind::SocketTlsFailed => tr!("problem-socket-tls-failed"),
        ProblemKind::SocketRefused { status } => {
            return tr!("problem-socket-refused", status = status.to_string());
        }
        ProblemKind::NotASocket => tr!("problem-not-a-socket"),
        ProblemKind::SocketExtension => tr!("problem-socket-extension"),
        ProblemKind::FrameTooLarge { limit } => {
            return tr!("problem-frame-too-large", mebibytes = mebibytes(*limit));
        }
        ProblemKind::SocketClosed { frame } => {
            let reason = frame.as_ref().map_or_else(
                || tr!("socket-close-without-reason").to_owned(),
                |(code, reason)| close_reason(*code, reason),
            );
            return tr!("problem-socket-closed", reason = reason);
        }
        ProblemKind::SocketSilent { after } => {
            return tr!("problem-socket-silent", seconds = after.as_secs());
        }
        _ => tr!("problem-socket-lost"),
    };
    text.to_owned()
}

fn mebibytes(bytes: usize) -> usize {
    bytes >> 20
}

/// Why the Pi closed the socket, as a part of a sentence: the meaning of the close code (RFC 6455)
/// and the Pi's own words.
fn close_reason(code: u16, reason: &str) -> String {
    let meaning = match code {
        1000 => tr!("socket-close-normal"),
        1001 => tr!("socket-close-away"),
        1008 => tr!("socket-close-policy"),
        1009 => tr!("socket-close-size"),
        1011 => tr!("socket-close-error"),
        1012 => tr!("socket-close-restart"),
        1013 => tr!("socket-close-again"),
        _ => tr!("socket-close-other"),
    };
    if reason.is_empty() {
        format!("{meaning} ({code})")
    } else {
        format!("{meaning} ({code}, “{reason}”)")
    }
}

/// The sentence for a code of the contract.
#[must_use]
pub fn error_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::SessionNotFound => tr!("problem-session-not-found"),
        ErrorCode::SessionExpired => tr!("problem-session-expired"),
        ErrorCode::SessionAlreadyActive => tr!("problem-session-already-active"),
        ErrorCode::SessionAlreadyClosed => tr!("problem-session-already-closed"),
        ErrorCode::SessionNotRecoverable => tr!("problem-session-not-recoverable"),
        ErrorCode::DeviceNotFound => tr!("problem-device-not-found"),
        ErrorCode::DeviceNotInAllowlist => tr!("problem-device-not-in-allowlist"),
        ErrorCode::DeviceAlreadyProvisioning => tr!("problem-device-already-provisioning"),
        ErrorCode::DeviceInvalidState => tr!("problem-device-invalid-state"),
        ErrorCode::MaxRetriesExceeded => tr!("problem-max-retries-exceeded"),
        ErrorCode::DeviceUnreachable => tr!("problem-device-unreachable"),
        ErrorCode::DeviceRejected => tr!("problem-device-rejected"),
        ErrorCode::DeviceTimeout => tr!("problem-device-timeout"),
        ErrorCode::VerificationTimeout => tr!("problem-verification-timeout"),
        ErrorCode::Unauthorized => tr!("problem-unauthorized"),
        ErrorCode::TotpInvalid => tr!("problem-totp-invalid"),
        ErrorCode::TotpExpired => tr!("problem-totp-expired"),
        ErrorCode::ValidationFailed => tr!("problem-validation-failed"),
        ErrorCode::InvalidRequest => tr!("problem-invalid-request"),
        ErrorCode::MissingParameter => tr!("problem-missing-parameter"),
        ErrorCode::BadRequest => tr!("problem-bad-request"),
        ErrorCode::ValidationError => tr!("problem-validation-error"),
        ErrorCode::Conflict => tr!("problem-conflict"),
        ErrorCode::NotFound => tr!("problem-not-found"),
        ErrorCode::RateLimited => tr!("problem-rate-limited"),
        ErrorCode::CircuitOpen => tr!("problem-circuit-open"),
        ErrorCode::NetworkError => tr!("problem-network-error"),
        ErrorCode::Timeout => tr!("problem-timeout"),
        ErrorCode::MqttUnavailable => tr!("problem-mqtt-unavailable"),
        ErrorCode::ServiceUnavailable => tr!("problem-service-unavailable"),
        ErrorCode::DatabaseError => tr!("problem-database-error"),
        ErrorCode::InternalError => tr!("problem-internal-error"),
    }
}

/// The sentence for an HTTP status without a code of the contract. A status that a code of the
/// contract or another kind stands for has the same sentence.
fn http_status(status: u16) -> &'static str {
    match status {
        300..=399 => tr!("problem-http-3xx"),
        400 | 422 => tr!("problem-http-400"),
        401 => tr!("problem-unauthorized"),
        403 => tr!("problem-http-403"),
        404 | 405 => tr!("problem-http-404"),
        408 | 504 => tr!("problem-timed-out"),
        409 => tr!("problem-http-409"),
        410 => tr!("problem-http-410"),
        429 => tr!("problem-rate-limited"),
        501 => tr!("problem-http-501"),
        502 => tr!("problem-http-502"),
        503 => tr!("problem-http-503"),
        500..=599 => tr!("problem-internal-error"),
        _ => tr!("problem-http-other"),
    }
}

/// What is to be known of a request: the code and the sentence of what went wrong, or the session
/// of an event.
#[must_use]
pub fn request_note(note: &RequestNote) -> String {
    match note {
        RequestNote::Session(id) => id.clone(),
        RequestNote::Problem(kind) => format!("{}: {}", kind.code(), problem_kind(kind)),
        RequestNote::Warning(kind) => warning_kind(kind),
        RequestNote::GivenUp => tr!("request-given-up").to_owned(),
    }
}

/// Where a warning comes from, and what is wrong there.
#[must_use]
pub fn warning(warning: &Warning) -> String {
    format!("{}: {}", warning.source, warning_kind(&warning.kind))
}

/// What is wrong with an item.
#[must_use]
pub fn warning_kind(kind: &WarningKind) -> String {
    let text = match kind {
        WarningKind::Fields { item: of, faults } => {
            let faults: Vec<String> = faults.iter().map(fault).collect();
            return format!("{}: {}", item(of), faults.join(", "));
        }
        WarningKind::More { count } => return tr!("warning-more", count = *count),
        WarningKind::EventNotJson => tr!("warning-event-not-json"),
        WarningKind::UnknownEvent { name } => {
            return tr!("warning-unknown-event", name = name.as_str());
        }
        WarningKind::EventWithoutPayload => tr!("warning-event-without-payload"),
        WarningKind::EventVersion { version } => {
            return tr!("warning-event-version", version = version.as_str());
        }
        WarningKind::StreamCutOff(kind) => {
            return tr!("warning-stream-cut-off", problem = problem_kind(kind));
        }
        WarningKind::FrameNotJson => tr!("warning-frame-not-json"),
        WarningKind::FrameNotAnObject => tr!("warning-frame-not-an-object"),
        WarningKind::FrameWithoutData { name } => {
            return tr!("warning-frame-without-data", name = name.as_str());
        }
        WarningKind::TooManyFigures => tr!("warning-too-many-figures"),
        WarningKind::Reported { message, code } => {
            let message = message
                .clone()
                .unwrap_or_else(|| tr!("problem-reported").to_owned());
            return match code {
                Some(code) => format!("{message} ({code})"),
                None => message,
            };
        }
    };
    text.to_owned()
}

/// Whose fields a warning is about.
fn item(item: &Item) -> String {
    let text = match item {
        Item::Answer => tr!("warning-item-answer"),
        Item::Session => tr!("warning-item-session"),
        Item::Camera(id) => return tr!("warning-item-camera", id = id.as_str()),
        Item::CameraAt(place) => return tr!("warning-item-camera-at", place = *place),
        Item::UnnamedCamera => tr!("warning-item-unnamed-camera"),
        Item::Entry(mac) => return tr!("warning-item-entry", id = mac.as_str()),
        Item::EntryAt(place) => return tr!("warning-item-entry-at", place = *place),
        Item::UnnamedEntry => tr!("warning-item-unnamed-entry"),
        Item::Network => tr!("warning-item-network"),
        Item::Figures => tr!("warning-item-figures"),
        Item::SystemInfo => tr!("warning-item-system-info"),
        Item::Section(name) => name,
    };
    text.to_owned()
}

/// What is wrong with a field, as a part of a sentence.
fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Missing { field } => tr!("fault-missing", field = field_name(field)),
        Fault::Unexpected { field, found } => tr!(
            "fault-unexpected",
            field = field_name(field),
            found = found_text(found)
        ),
        Fault::Unreadable { field, text } => tr!(
            "fault-unreadable",
            field = field_name(field),
            text = text.as_str()
        ),
        Fault::OutOfRange { field, value } => tr!(
            "fault-out-of-range",
            field = field_name(field),
            value = value.as_str()
        ),
        Fault::BadMac { text, reason } => tr!(
            "fault-bad-mac",
            text = text.as_str(),
            reason = mac_error(reason)
        ),
    }
}

/// The name of a field on the wire; an empty one is the item itself.
fn field_name(name: &str) -> String {
    if name.is_empty() {
        tr!("fault-item-itself").to_owned()
    } else {
        name.to_owned()
    }
}

fn found_text(found: &Found) -> String {
    match found {
        Found::Value(value) => tr!("fault-found-value", value = value.as_str()),
        Found::Text(text) => tr!("fault-found-text", text = text.as_str()),
        Found::Rest(count) => tr!("fault-found-rest", count = *count),
        Found::List => tr!("fault-found-list").to_owned(),
        Found::Object => tr!("fault-found-object").to_owned(),
    }
}

/// Why a text is no MAC address.
#[must_use]
pub fn mac_error(error: &MacParseError) -> String {
    match error {
        MacParseError::BadCharacter { found, position } => tr!(
            "allowlist-mac-bad-character",
            found = found.to_string(),
            position = *position
        ),
        MacParseError::WrongLength(count) => tr!("allowlist-mac-wrong-length", count = *count),
        MacParseError::NoSingleDevice => tr!("allowlist-mac-no-single-device").to_owned(),
        MacParseError::OddGrouping => tr!("allowlist-mac-odd-grouping").to_owned(),
    }
}
