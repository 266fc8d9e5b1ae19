//! The words for states, remedies and places of the domain; and how a number is written.

use std::fmt::{self, Display};

use super::{Language, language};
use crate::{
    domain::{
        candidate::CandidateState,
        invisible::is_invisible,
        key_place::KeyPlace,
        network::{SsidError, SsidSlip},
        problem::Remedy,
        session::SessionState,
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    tr,
};

/// The name of the state of a camera; as the Pi wrote it if this console does not know it.
#[must_use]
pub fn candidate_state(state: &CandidateState) -> &str {
    match state {
        CandidateState::Discovered => tr!("camera-discovered"),
        CandidateState::Provisioning => tr!("camera-provisioning"),
        CandidateState::Provisioned => tr!("camera-provisioned"),
        CandidateState::Verifying => tr!("camera-verifying"),
        CandidateState::Verified => tr!("camera-verified"),
        CandidateState::Failed => tr!("camera-failed"),
        CandidateState::Skipped => tr!("camera-skipped"),
        CandidateState::Other(text) => text,
    }
}

/// The name of the state of a session; as the Pi wrote it if this console does not know it.
#[must_use]
pub fn session_state(state: &SessionState) -> &str {
    match state {
        SessionState::Discovering => tr!("session-discovering"),
        SessionState::Active => tr!("session-active"),
        SessionState::Paused => tr!("session-paused"),
        SessionState::Closing => tr!("session-closing"),
        SessionState::Closed => tr!("session-closed"),
        SessionState::Other(text) => text,
    }
}

/// What a person reads of a remedy.
#[must_use]
pub fn advice(remedy: &Remedy) -> String {
    let text = match remedy {
        Remedy::Retry => tr!("advice-retry"),
        Remedy::Wait => tr!("advice-wait"),
        Remedy::GiveKey => tr!("advice-give-key"),
        Remedy::CheckAddress {
            instead: Some(address),
        } => return tr!("advice-check-address-instead", address = address.as_str()),
        Remedy::CheckAddress { instead: None } => tr!("advice-check-address"),
        Remedy::CheckNetwork => tr!("advice-check-network"),
        Remedy::SignInToNetwork => tr!("advice-sign-in-to-network"),
        Remedy::CheckClock => tr!("advice-check-clock"),
        Remedy::CheckCertificate => tr!("advice-check-certificate"),
        Remedy::CheckPi => tr!("advice-check-pi"),
        Remedy::StartNewSession => tr!("advice-start-new-session"),
        Remedy::ShowRunningSession => tr!("advice-show-running-session"),
        Remedy::WaitForSession => tr!("advice-wait-for-session"),
        Remedy::CheckSession => tr!("advice-check-session"),
        Remedy::ResumeSession => tr!("advice-resume-session"),
        Remedy::CheckCredentials => tr!("advice-check-credentials"),
        Remedy::CheckCamera => tr!("advice-check-camera"),
        Remedy::AddToAllowlist => tr!("advice-add-to-allowlist"),
        Remedy::CorrectInput => tr!("advice-correct-input"),
        Remedy::UpdatePi => tr!("advice-update-pi"),
        Remedy::ContactSupport => tr!("advice-contact-support"),
    };
    text.to_owned()
}

/// Where a key is.
#[must_use]
pub fn key_place(place: &KeyPlace) -> String {
    let text = match place {
        KeyPlace::Credential(path) => {
            return tr!("key-place-credential", path = path.display().to_string());
        }
        KeyPlace::File(path) => return tr!("key-place-file", path = path.display().to_string()),
        KeyPlace::Environment => tr!("key-place-environment"),
        KeyPlace::Keyring => tr!("key-place-keyring"),
        KeyPlace::OwnFile => tr!("key-place-own-file"),
        KeyPlace::Memory => tr!("key-place-memory"),
    };
    text.to_owned()
}

/// The word for a kind of timeline event.
#[must_use]
pub fn timeline_event_kind(kind: TimelineEventKind) -> &'static str {
    match kind {
        TimelineEventKind::Started => tr!("event-started"),
        TimelineEventKind::Verified => tr!("event-verified"),
        TimelineEventKind::Failed => tr!("event-failed"),
        TimelineEventKind::NotConfirmed => tr!("event-not-confirmed"),
        TimelineEventKind::Stopped => tr!("event-stopped"),
        TimelineEventKind::LinkDown => tr!("event-link-down"),
        TimelineEventKind::LinkUp => tr!("event-link-up"),
    }
}

/// A timeline event, with the short name of the camera if it is about one.
#[must_use]
pub fn timeline_event(event: &TimelineEvent) -> String {
    let camera = || {
        let mac = event.mac.map(|mac| mac.short().to_string());
        mac.unwrap_or_else(|| tr!("event-a-camera").to_owned())
    };
    match event.kind {
        TimelineEventKind::Started => tr!("event-session-started").to_owned(),
        TimelineEventKind::Verified => tr!("event-camera-verified", camera = camera()),
        TimelineEventKind::Failed => tr!("event-camera-failed", camera = camera()),
        TimelineEventKind::NotConfirmed => tr!("event-camera-not-confirmed", camera = camera()),
        TimelineEventKind::Stopped => tr!("event-session-stopped").to_owned(),
        TimelineEventKind::LinkDown | TimelineEventKind::LinkUp => {
            timeline_event_kind(event.kind).to_owned()
        }
    }
}

/// What a person should look at in a network name.
#[must_use]
pub fn ssid_slip(slip: SsidSlip) -> String {
    match slip {
        SsidSlip::OuterSpace => tr!("start-ssid-outer-space").to_owned(),
        SsidSlip::Unseen(found) => tr!("start-ssid-unseen", found = character(found)),
        SsidSlip::Escaped => tr!("start-ssid-escaped").to_owned(),
    }
}

/// A character and its code: `ç (U+00E7)`; one that nobody sees by its name or code alone.
#[must_use]
pub fn character(found: char) -> String {
    let code = format!("U+{:04X}", u32::from(found));
    match found {
        '\t' => tr!("character-tab", code = code),
        '\u{A0}' => tr!("character-no-break-space", code = code),
        found if found.is_whitespace() || found.is_control() || is_invisible(found) => code,
        found => format!("{found} ({code})"),
    }
}

/// Why a text is not a network name.
#[must_use]
pub fn ssid_error(error: SsidError) -> String {
    match error {
        SsidError::Empty => tr!("start-ssid-missing").to_owned(),
        SsidError::WifiCode => tr!("start-ssid-is-code").to_owned(),
        SsidError::TooLong(bytes) => tr!("start-ssid-too-long", bytes = bytes),
    }
}

/// A number with so many digits after the decimal sign.
#[derive(Debug, Clone, Copy)]
pub struct Decimal(pub f64, pub usize);

impl Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value, digits) = *self;
        match language() {
            Language::English | Language::Stretched => write!(f, "{value:.digits$}"),
            Language::Portuguese => {
                let number = format!("{value:.digits$}");
                f.write_str(&number.replace('.', ","))
            }
        }
    }
}

/// As [`Decimal`].
#[must_use]
pub fn decimal(value: f64, digits: usize) -> String {
    Decimal(value, digits).to_string()
}
