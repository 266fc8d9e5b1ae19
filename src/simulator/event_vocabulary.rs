//! The two vocabularies of the event stream, written as gin writes events (contract, section 6).

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    domain::{
        candidate::{Candidate, CandidateState},
        session::SessionId,
    },
    simulator::{
        entities,
        world::{
            camera::Device,
            event::{WorldEvent, WorldEventKind},
        },
    },
    wire::{
        entities::candidate_state_word,
        envelope::EventEnvelope,
        http_bodies::{DeviceDto, NetworkDto},
    },
};

/// The event names and payloads that the Pi uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// Many names, the whole entity in each.
    New,
    /// Few names, flat payloads.
    Old,
}

/// How the Pi writes its events.
#[derive(Debug, Clone, Copy)]
pub(super) struct EventFormat {
    /// Names and payloads.
    pub(super) vocabulary: Vocabulary,
    /// Only `data:`, without `event:`.
    pub(super) unnamed: bool,
}

impl EventFormat {
    /// The bytes for `event`; `None` if this vocabulary has no name for it.
    pub(super) fn event(self, event: &WorldEvent) -> Option<Bytes> {
        let (name, payload) = match self.vocabulary {
            Vocabulary::New => new(event),
            Vocabulary::Old => old(event)?,
        };
        Some(self.write(name, event.at, Some(&event.session), &payload))
    }

    /// The first event of every stream.
    pub(super) fn established(self, at: Timestamp, session: Option<&SessionId>) -> Bytes {
        let mut payload = json!({ "message": "connected to the event stream" });
        if let Some(session) = session {
            payload["session_id"] = json!(session.as_str());
        }
        self.write("connection.established", at, session, &payload)
    }

    /// An error, which is about no session.
    pub(super) fn error(self, at: Timestamp, payload: &Value) -> Bytes {
        let name = match self.vocabulary {
            Vocabulary::New => "error.occurred",
            Vocabulary::Old => "error",
        };
        self.write(name, at, None, payload)
    }

    /// The heartbeat of this vocabulary.
    pub(super) fn heartbeat(self, at: Timestamp, session: Option<&SessionId>) -> Bytes {
        match self.vocabulary {
            Vocabulary::New => Bytes::from_static(b":keepalive\n\n"),
            Vocabulary::Old => self.write("connection.heartbeat", at, session, &Value::Null),
        }
    }

    fn write(
        self,
        name: &str,
        at: Timestamp,
        session: Option<&SessionId>,
        payload: &Value,
    ) -> Bytes {
        // Whole seconds, as some Pis do: a client must not order events by them.
        let whole_seconds = Timestamp::from_second(at.as_second()).unwrap_or(at);
        let session = session.map(|id| id.as_str().to_owned());
        let data = json!(EventEnvelope::new(name, whole_seconds, session, payload));
        let name_line = if self.unnamed {
            String::new()
        } else {
            format!("event:{name}\n")
        };
        Bytes::from(format!("{name_line}data:{data}\n\n"))
    }
}

fn new(event: &WorldEvent) -> (&'static str, Value) {
    let nested = |device| json!({ "device": entities::device(device, &event.session) });
    match &event.kind {
        WorldEventKind::SessionStarted(now) => (
            "session.started",
            json!({ "session": entities::session(now) }),
        ),
        WorldEventKind::SessionChanged(now) => (
            "session.state_changed",
            json!({ "session": entities::session(now) }),
        ),
        WorldEventKind::SessionClosed(now) => (
            "session.closed",
            json!({ "session": entities::session(now) }),
        ),
        WorldEventKind::TimeoutWarning(now) => (
            "session.timeout_warning",
            json!({ "session": entities::session(now) }),
        ),
        WorldEventKind::DeviceAppeared(device) => ("device.discovered", nested(device)),
        // `D` has no field for progress, so progress uses the flat form here too.
        WorldEventKind::DeviceChanged { device, previous }
            if *previous == device.candidate.state
                && device.candidate.progress_percent.is_some() =>
        {
            ("device.state_changed", flat_change(device, previous))
        }
        WorldEventKind::DeviceChanged { device, .. } => {
            (change_name(&device.candidate.state), nested(device))
        }
        WorldEventKind::Network(network) => {
            let name = if network.is_active == Some(true) {
                "network.started"
            } else {
                "network.stopped"
            };
            (name, json!({ "status": NetworkDto::from(network) }))
        }
    }
}

/// The newer event name for a camera in `state`.
fn change_name(state: &CandidateState) -> &'static str {
    use CandidateState::{
        Discovered, Failed, Other, Provisioned, Provisioning, Skipped, Verified, Verifying,
    };
    match state {
        Provisioning => "device.provisioning_started",
        Provisioned => "device.provisioning_completed",
        Failed => "device.provisioning_failed",
        Verified => "device.verified",
        Discovered | Verifying | Skipped | Other(_) => "device.state_changed",
    }
}

fn old(event: &WorldEvent) -> Option<(&'static str, Value)> {
    let event = match &event.kind {
        WorldEventKind::SessionStarted(now)
        | WorldEventKind::SessionChanged(now)
        | WorldEventKind::SessionClosed(now) => (
            "session.status",
            json!({ "session": entities::session(now) }),
        ),
        WorldEventKind::TimeoutWarning(_) => return None,
        WorldEventKind::DeviceAppeared(device) => {
            ("device.discovered", flat_discovery(&device.candidate))
        }
        WorldEventKind::DeviceChanged { device, previous } => {
            ("device.state_changed", flat_change(device, previous))
        }
        WorldEventKind::Network(network) => {
            ("network.status_changed", json!(NetworkDto::from(network)))
        }
    };
    Some(event)
}

fn flat_discovery(candidate: &Candidate) -> Value {
    let known = DeviceDto::from(candidate);
    json!({
        "mac": known.mac,
        "ip": known.ip,
        "rssi": known.rssi,
        "firmware_version": known.firmware_version,
        "in_allowlist": known.in_allowlist,
    })
}

fn flat_change(device: &Device, previous: &CandidateState) -> Value {
    let known = DeviceDto::from(&device.candidate);
    let mut flat = json!({
        "mac": known.mac,
        "previous_state": candidate_state_word(previous),
        "new_state": known.state,
    });
    if let Some(percent) = device.candidate.progress_percent {
        flat["progress"] = json!(percent);
    }
    if !known.error_message.is_missing() {
        flat["error"] = json!(known.error_message);
    }
    flat
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        domain::{network::Ssid, session::StepTimeouts},
        simulator::world::{World, WorldConfig, commands::SessionCommand},
        wire::events::decode,
    };

    /// The events of a whole session.
    fn events_of_a_session() -> Vec<WorldEvent> {
        let mut world = World::new(WorldConfig::default());
        let ssid = Ssid::new("ShopNet").unwrap();
        let session = world.start(&ssid, StepTimeouts::default()).unwrap();
        let id = session.session.id;
        world.advance(Duration::from_secs(40));
        world.provision_all(&id).unwrap();
        world.advance(Duration::from_mins(29) + Duration::from_secs(1));
        world.command(&id, SessionCommand::Stop).unwrap();
        world.advance(Duration::from_mins(30));
        world.take_events()
    }

    /// The warnings of the client's decoder about a frame.
    fn warnings(frame: &Bytes) -> usize {
        let text = std::str::from_utf8(frame).unwrap();
        let data = text.split_once("data:").unwrap().1;
        let decoded = decode("", data, Timestamp::UNIX_EPOCH).unwrap();
        assert!(decoded.event.is_some(), "{text}");
        decoded.warnings.len()
    }

    #[test]
    fn both_vocabularies_decode_without_warnings() {
        for (vocabulary, silent) in [(Vocabulary::New, 0), (Vocabulary::Old, 1)] {
            let format = EventFormat {
                vocabulary,
                unnamed: false,
            };
            let events_of_a_session = events_of_a_session();
            let frames: Vec<Bytes> = events_of_a_session
                .iter()
                .filter_map(|e| format.event(e))
                .collect();
            assert_eq!(frames.iter().map(warnings).sum::<usize>(), 0);
            assert_eq!(
                frames.len() + silent,
                events_of_a_session.len(),
                "the older one has no name for the time-out warning"
            );
        }
    }

    #[test]
    fn a_heartbeat_is_a_comment_or_an_event() {
        let beat = |vocabulary| {
            let format = EventFormat {
                vocabulary,
                unnamed: false,
            };
            format.heartbeat(Timestamp::UNIX_EPOCH, None)
        };
        assert_eq!(beat(Vocabulary::New), ":keepalive\n\n");
        assert_eq!(warnings(&beat(Vocabulary::Old)), 0);
    }
}
