//! Turns sessions, cameras and networks from the wire into domain values, with one warning for each
//! item that cannot be read whole.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate},
        mac::MacAddr,
        network::OnboardingNetwork,
        session::{BulkOutcome, Session, SessionId, SessionSnapshot, SessionState},
        warning::{Fault, Item, Warning},
        wifi_code,
    },
    wire::{
        entities::{DeviceDto, NetworkDto, SessionDto},
        error_codes,
        field::{Field, Int, Text},
        http_bodies::{DeviceActionData, DevicesData, ProvisionAllData, SessionData, SessionsData},
        item::{ItemReader, Read, first_ones},
    },
};

/// A session with all that came with it.
///
/// # Errors
/// The session itself, or its id, is missing or unreadable.
pub fn session_snapshot(
    data: SessionData,
    pi_time: Option<Timestamp>,
    endpoint: &str,
) -> Result<Read<SessionSnapshot>, Warning> {
    let mut answer = ItemReader::new(Item::Answer);
    let Some(session_dto) =
        answer.required("session", |answer, name| answer.take(name, data.session))
    else {
        return Err(answer.lost(endpoint));
    };
    let Read {
        value: session,
        mut warnings,
    } = session(session_dto, endpoint)?;
    let candidates = answer
        .take("devices", data.devices)
        .map(|items| candidates(items, endpoint, &mut warnings));
    let remaining = answer.span("timeout_remaining", data.timeout_remaining);
    let network = answer
        .take("network_status", data.network_status)
        .map(|dto| network(dto, endpoint));
    let network = network.map(|read| {
        warnings.extend(read.warnings);
        read.value
    });
    warnings.extend(answer.warning(endpoint));
    let warnings = first_ones(warnings, endpoint);
    let value = SessionSnapshot {
        session,
        candidates,
        remaining,
        network,
        pi_time,
    };
    Ok(Read { value, warnings })
}

/// A session.
///
/// # Errors
/// Its id is missing or unreadable.
pub fn session(dto: SessionDto, source: &str) -> Result<Read<Session>, Warning> {
    let mut item = ItemReader::new(Item::Session);
    let Some(id) = item.required("id", |item, name| item.text(name, dto.id)) else {
        return Err(item.lost(source));
    };
    let state = item.required("state", |item, name| item.text(name, dto.state));
    let value = Session {
        id: SessionId::new(id),
        state: state.map_or_else(
            || SessionState::Other("unknown".to_owned()),
            |s| session_state(&s),
        ),
        target_ssid: item
            .take("target_ssid", dto.target_ssid)
            .map(|Text(ssid)| wifi_code::network_name(&ssid).into_owned())
            .unwrap_or_default(),
        created_at: item.instant("created_at", dto.created_at),
        updated_at: item.instant("updated_at", dto.updated_at),
        expires_at: item.instant("expires_at", dto.expires_at),
        device_count: item.count("device_count", dto.device_count).unwrap_or(0),
        provisioned_count: item
            .count("provisioned_count", dto.provisioned_count)
            .unwrap_or(0),
        verified_count: item
            .count("verified_count", dto.verified_count)
            .unwrap_or(0),
        failed_count: item.count("failed_count", dto.failed_count).unwrap_or(0),
    };
    Ok(item.read(value, source))
}

/// A list of sessions; those without an id are left out, each with its warning.
#[must_use]
pub fn sessions(data: SessionsData, endpoint: &str) -> Read<Vec<Session>> {
    let mut answer = ItemReader::new(Item::Answer);
    let mut warnings = Vec::new();
    let mut value = Vec::new();
    for field in answer.take("sessions", data.sessions).unwrap_or_default() {
        let mut item = ItemReader::new(Item::Session);
        match item.take("", field).map(|dto| session(dto, endpoint)) {
            Some(Ok(read)) => {
                value.push(read.value);
                warnings.extend(read.warnings);
            }
            Some(Err(warning)) => warnings.push(warning),
            None => warnings.extend(item.warning(endpoint)),
        }
    }
    warnings.extend(answer.warning(endpoint));
    let warnings = first_ones(warnings, endpoint);
    Read { value, warnings }
}

/// A list of cameras; those without a readable MAC are left out, each with its warning.
#[must_use]
pub fn devices(data: DevicesData, endpoint: &str) -> Read<Vec<Candidate>> {
    let mut answer = ItemReader::new(Item::Answer);
    let mut warnings = Vec::new();
    let items = answer.take("devices", data.devices).unwrap_or_default();
    let value = candidates(items, endpoint, &mut warnings);
    warnings.extend(answer.warning(endpoint));
    let warnings = first_ones(warnings, endpoint);
    Read { value, warnings }
}

/// The cameras among `items`.
fn candidates(
    items: Vec<Field<DeviceDto>>,
    source: &str,
    warnings: &mut Vec<Warning>,
) -> Vec<Candidate> {
    let mut cameras = Vec::with_capacity(items.len());
    for (index, device) in items.into_iter().enumerate() {
        let mut item = ItemReader::new(Item::CameraAt(index + 1));
        let dto = item.required("", |item, name| item.take(name, device));
        let update = dto.and_then(|dto| candidate_update(dto, &mut item));
        cameras.extend(update.map(|update| candidate(update, &mut item)));
        warnings.extend(item.warning(source));
    }
    cameras
}

/// A camera from the first report about it.
fn candidate(update: CandidateUpdate, item: &mut ItemReader) -> Candidate {
    if update.state.is_none() && item.is_fine() {
        item.fault(Fault::Missing { field: "state" });
    }
    let unknown = || CandidateState::Other("unknown".to_owned());
    Candidate {
        mac: update.mac,
        state: update.state.unwrap_or_else(unknown),
        ip: update.ip,
        rssi_dbm: update.rssi_dbm,
        firmware_version: update.firmware_version,
        discovered_at: update.discovered_at,
        failure: update.failure,
        retry_count: update.retry_count.unwrap_or(0),
        container_id: update.container_id,
        in_allowlist: update.in_allowlist.unwrap_or(false),
        progress_percent: update.progress_percent,
    }
}

/// The report about a camera; `None` with a fault if its MAC cannot be read.
pub(super) fn candidate_update(dto: DeviceDto, item: &mut ItemReader) -> Option<CandidateUpdate> {
    let mac: MacAddr = mac(dto.mac, item)?;
    item.item = Item::Camera(mac.to_string());
    let state = item.text("state", dto.state).map(|s| candidate_state(&s));
    let error = item.text("error_message", dto.error_message);
    Some(CandidateUpdate {
        mac,
        session_id: item.text("session_id", dto.session_id).map(SessionId::new),
        previous_state: None,
        failure: error
            .filter(|_| may_have_failed(state.as_ref()))
            .map(|text| error_codes::failure(None, Some(text))),
        state,
        ip: item.parsed("ip", dto.ip, |text| text.trim().parse::<IpAddr>().ok()),
        rssi_dbm: rssi(dto.rssi, item),
        firmware_version: item.text("firmware_version", dto.firmware_version),
        discovered_at: item.instant("discovered_at", dto.discovered_at),
        retry_count: item.count("retry_count", dto.retry_count),
        container_id: item.text("container_id", dto.container_id),
        in_allowlist: item.take("in_allowlist", dto.in_allowlist),
        progress_percent: None,
    })
}

/// The MAC of a camera; `None` with a fault if it cannot be read.
pub(super) fn mac(field: Field<Text>, item: &mut ItemReader) -> Option<MacAddr> {
    let text = item.required("mac", |item, name| item.text(name, field))?;
    let parsed = text.parse();
    parsed
        .map_err(|reason| item.fault(Fault::BadMac { text, reason }))
        .ok()
}

/// Signal strength in dBm. A Pi writes 0 for an unknown one; a positive one is a fault.
fn rssi(field: Field<Int>, item: &mut ItemReader) -> Option<i16> {
    let dbm = item.number("rssi", field).filter(|dbm: &i16| *dbm != 0)?;
    if dbm > 0 {
        item.out_of_range("rssi", &dbm);
    }
    (dbm < 0).then_some(dbm)
}

/// Whether an error text belongs to this state, or is left over from an earlier attempt.
pub(super) fn may_have_failed(state: Option<&CandidateState>) -> bool {
    matches!(
        state,
        None | Some(CandidateState::Failed | CandidateState::Skipped | CandidateState::Other(_))
    )
}

/// The onboarding network, from either form.
#[must_use]
pub fn network(dto: NetworkDto, source: &str) -> Read<OnboardingNetwork> {
    let mut item = ItemReader::new(Item::Network);
    let is_active = item.take("is_active", dto.is_active);
    let connected = item.take("connected", dto.connected);
    let value = OnboardingNetwork {
        ssid: item.text("ssid", dto.ssid),
        is_active: is_active.or(connected),
        connected_devices: item.count("connected_devices", dto.connected_devices),
    };
    item.read(value, source)
}

/// The result of `provision-all`.
#[must_use]
pub fn bulk_outcome(data: ProvisionAllData, endpoint: &str) -> Read<BulkOutcome> {
    let mut item = ItemReader::new(Item::Answer);
    let value = BulkOutcome {
        initiated: item.count("initiated_count", data.initiated_count),
        skipped: item.count("skipped_count", data.skipped_count),
    };
    item.read(value, endpoint)
}

/// The state of the camera after an action, if the Pi sent it.
#[must_use]
pub fn device_state(data: DeviceActionData, endpoint: &str) -> Read<Option<CandidateState>> {
    let mut item = ItemReader::new(Item::Answer);
    let value = item.text("state", data.state).map(|s| candidate_state(&s));
    item.read(value, endpoint)
}

/// A session state from the Pi's word, in any case.
#[must_use]
pub fn session_state(word: &str) -> SessionState {
    match word.trim().to_ascii_lowercase().as_str() {
        "discovering" => SessionState::Discovering,
        "active" => SessionState::Active,
        "paused" => SessionState::Paused,
        "closing" => SessionState::Closing,
        "closed" => SessionState::Closed,
        _ => SessionState::Other(word.to_owned()),
    }
}

/// A camera's state from the Pi's word, in any case.
#[must_use]
pub fn candidate_state(word: &str) -> CandidateState {
    match word.trim().to_ascii_lowercase().as_str() {
        "discovered" => CandidateState::Discovered,
        "provisioning" => CandidateState::Provisioning,
        "provisioned" => CandidateState::Provisioned,
        "verifying" => CandidateState::Verifying,
        "verified" => CandidateState::Verified,
        "failed" => CandidateState::Failed,
        "skipped" => CandidateState::Skipped,
        _ => CandidateState::Other(word.to_owned()),
    }
}
