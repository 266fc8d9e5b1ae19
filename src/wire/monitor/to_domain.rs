//! Turns the figures on the wire into [`Telemetry`], with one warning for each section that cannot
//! be read whole.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::entities::{
    CameraDto, HealthFiguresDto, MonitorDto, NetworkFiguresDto, SecurityDto, ServicesDto,
};
use crate::{
    domain::{
        clock::Now,
        telemetry::{
            CameraFigures, NetworkFigures, SecurityFigures, Services, Telemetry, TelemetrySample,
            ThreatLevel, Transport,
        },
        warning::{Item, Warning},
    },
    wire::{
        field::{Field, Int},
        http_bodies::SystemInfoDto,
        item::{ItemReader, Read},
        text, time,
    },
};

/// Plausible temperatures of a processor, in °C.
const TEMPERATURES: std::ops::RangeInclusive<f64> = -55.0..=150.0;

/// A camera's name is shown this far, in characters.
const LONGEST_ID: usize = 64;

/// The telemetry of the merged figures.
pub(super) fn telemetry(data: &Map<String, Value>, received: Now, source: &str) -> Read<Telemetry> {
    let dto = MonitorDto::deserialize(data).unwrap_or_default();
    let mut all = ItemReader::new(Item::Figures);
    let mut warnings = Vec::new();
    let sample = section(&mut all, "system_health", dto.system_health, health);
    let mut sample = kept(sample, source, &mut warnings).unwrap_or_default();
    sample.at = all.instant("timestamp", dto.timestamp);
    let services = section(&mut all, "service_status", dto.service_status, services);
    let network = section(&mut all, "network_metrics", dto.network_metrics, network);
    let security = section(&mut all, "security_metrics", dto.security_metrics, security);
    let cameras = all.take("camera_status", dto.camera_status).map(|cameras| {
        let read = cameras
            .into_iter()
            .map(|(id, camera)| one_camera(&id, camera));
        read.filter_map(|camera| kept(Some(camera), source, &mut warnings))
            .collect()
    });
    let value = Telemetry {
        services: kept(services, source, &mut warnings),
        network: kept(network, source, &mut warnings),
        security: kept(security, source, &mut warnings),
        cameras,
        alerts_count: all.count("alerts_count", dto.alerts_count),
        connected_clients: all.count("connected_clients", dto.connected_clients),
        ..Telemetry::of_sample(Transport::Socket, received, sample)
    };
    warnings.extend(all.warning(source));
    Read { value, warnings }
}

/// A section and its faults; `None` if it is not there.
type Section<T> = Option<(T, ItemReader)>;

fn section<D, T>(
    all: &mut ItemReader,
    name: &'static str,
    field: Field<D>,
    read: impl FnOnce(D, &mut ItemReader) -> T,
) -> Section<T> {
    let dto = all.take(name, field)?;
    let mut item = ItemReader::new(Item::Section(name));
    let value = read(dto, &mut item);
    Some((value, item))
}

fn kept<T>(section: Section<T>, source: &str, warnings: &mut Vec<Warning>) -> Option<T> {
    let (value, item) = section?;
    warnings.extend(item.warning(source));
    Some(value)
}

fn health(dto: HealthFiguresDto, item: &mut ItemReader) -> TelemetrySample {
    let [one, five, fifteen] = item
        .parsed("load_average", dto.load_average, loads)
        .unwrap_or_default();
    TelemetrySample {
        cpu_percent: percent("cpu_usage", dto.cpu_usage, item),
        memory_percent: percent("memory_usage", dto.memory_usage, item),
        disk_percent: percent("disk_usage", dto.disk_usage, item),
        temperature_celsius: within("temperature", dto.temperature, TEMPERATURES, item),
        uptime: item.parsed("uptime", dto.uptime, time::uptime),
        load_1: one,
        load_5: five,
        load_15: fifteen,
        ..TelemetrySample::default()
    }
}

/// `0.16 0.09 0.09`, with blanks, commas or slashes between; what is missing at the end is unknown.
fn loads(text: &str) -> Option<[Option<f64>; 3]> {
    let parts = text.split([' ', ',', '/']).filter(|part| !part.is_empty());
    let mut loads = [None; 3];
    for (load, part) in loads.iter_mut().zip(parts) {
        let value: f64 = part.parse().ok()?;
        *load = Some(value).filter(|value| (0.0..10_000.0).contains(value));
        (*load)?;
    }
    loads[0].is_some().then_some(loads)
}

fn services(dto: ServicesDto, item: &mut ItemReader) -> Services {
    Services {
        mqtt_connected: item.take("mqtt_connected", dto.mqtt_connected),
        mqtt_secure: item.take("mqtt_secure", dto.mqtt_secure),
        api_responding: item.take("api_responding", dto.api_responding),
        database_connected: item.take("database_connected", dto.database_connected),
        last_health_check: item.instant("last_health_check", dto.last_health_check),
        service_uptime: item.parsed("service_uptime", dto.service_uptime, time::uptime),
    }
}

fn network(dto: NetworkFiguresDto, item: &mut ItemReader) -> NetworkFigures {
    NetworkFigures {
        active_connections: item.count("active_connections", dto.active_connections),
        bytes_received: item.number("bytes_received", dto.bytes_received),
        bytes_sent: item.number("bytes_sent", dto.bytes_sent),
        packet_loss_percent: percent("packet_loss", dto.packet_loss, item),
        latency_ms: within("latency", dto.latency, 0.0..=600_000.0, item),
    }
}

fn security(dto: SecurityDto, item: &mut ItemReader) -> SecurityFigures {
    SecurityFigures {
        failed_ssh_attempts: item.number("failed_ssh_attempts", dto.failed_ssh_attempts),
        last_security_check: item.instant("last_security_check", dto.last_security_check),
        certificate_expiry: item.instant("certificate_expiry", dto.certificate_expiry),
        mqtt_secure_connections: item.count("mqtt_secure_connections", dto.mqtt_secure_connections),
        encryption_level: item.text("encryption_level", dto.encryption_level),
        threat_level: item
            .text("threat_level", dto.threat_level)
            .map(threat_level),
    }
}

fn threat_level(word: String) -> ThreatLevel {
    match word.to_ascii_uppercase().as_str() {
        "LOW" => ThreatLevel::Low,
        "MEDIUM" => ThreatLevel::Medium,
        "HIGH" => ThreatLevel::High,
        _ => ThreatLevel::Other(word),
    }
}

fn one_camera(id: &str, field: Field<CameraDto>) -> (CameraFigures, ItemReader) {
    let id = text::shorten(id, LONGEST_ID);
    let mut item = ItemReader::new(Item::Camera(id.clone()));
    let dto = item.take("", field).unwrap_or_default();
    let figures = CameraFigures {
        id,
        online: item.take("online", dto.online),
        rssi_dbm: item.number("rssi", dto.rssi),
        free_heap_bytes: item.number("free_heap", dto.free_heap),
        last_seen: item.instant("last_seen", dto.last_seen),
        frames_per_second: within("fps", dto.fps, 0.0..=1_000.0, &mut item),
    };
    (figures, item)
}

/// What polling knows (contract, section 8).
#[must_use]
pub fn system_info(dto: SystemInfoDto, endpoint: &str) -> Read<TelemetrySample> {
    let mut item = ItemReader::new(Item::SystemInfo);
    let cpu = item.take("cpu", dto.cpu).unwrap_or_default();
    let memory = item.take("memory", dto.memory).unwrap_or_default();
    let disk = item.take("disk", dto.disk).unwrap_or_default();
    let load = item
        .take("load_average", dto.load_average)
        .unwrap_or_default();
    let some = 0.0..=1e9;
    let is_unknown = item
        .take("overall_status", dto.overall_status)
        .is_some_and(|status| status.0.eq_ignore_ascii_case("unknown"));
    let mut value = TelemetrySample {
        at: item.instant("timestamp", dto.timestamp),
        cpu_percent: percent("cpu.usage_percent", cpu.usage_percent, &mut item),
        memory_percent: percent("memory.used_percent", memory.used_percent, &mut item),
        memory_used_mb: within("memory.used_mb", memory.used_mb, some.clone(), &mut item),
        memory_total_mb: within("memory.total_mb", memory.total_mb, some.clone(), &mut item),
        disk_percent: percent("disk.used_percent", disk.used_percent, &mut item),
        disk_used_gb: within("disk.used_gb", disk.used_gb, some.clone(), &mut item),
        disk_total_gb: within("disk.total_gb", disk.total_gb, some.clone(), &mut item),
        temperature_celsius: within(
            "temperature_celsius",
            dto.temperature_celsius,
            TEMPERATURES,
            &mut item,
        ),
        load_1: within("load_1", load.load_1, some.clone(), &mut item),
        load_5: within("load_5", load.load_5, some.clone(), &mut item),
        load_15: within("load_15", load.load_15, some, &mut item),
        uptime: uptime(dto.uptime, &mut item),
    };
    if is_unknown && measures_nothing(&value) {
        value = TelemetrySample {
            at: value.at,
            ..TelemetrySample::default()
        };
    }
    item.read(value, endpoint)
}

/// Whether every figure is zero or absent, which no running computer can measure.
fn measures_nothing(sample: &TelemetrySample) -> bool {
    let figures = [
        sample.cpu_percent,
        sample.memory_percent,
        sample.disk_percent,
        sample.temperature_celsius,
    ];
    figures
        .iter()
        .all(|figure| figure.is_none_or(|it| it == 0.0))
}

/// In nanoseconds; the least duration of Go is unknown.
fn uptime(field: Field<Int>, item: &mut ItemReader) -> Option<Duration> {
    if field == Field::Is(Int(i64::MIN)) {
        return None;
    }
    let nanoseconds = item.number("uptime", field)?;
    let uptime = Duration::from_nanos(nanoseconds);
    let is_plausible = uptime <= time::LONGEST_UPTIME;
    if !is_plausible {
        item.out_of_range("uptime", &nanoseconds);
    }
    is_plausible.then_some(uptime)
}

/// A share; one that overshoots by rounding is cut.
fn percent(name: &'static str, field: Field<f64>, item: &mut ItemReader) -> Option<f64> {
    within(name, field, -0.5..=100.5, item).map(|value| value.clamp(0.0, 100.0))
}

/// A number in this range; another one is unknown, with a fault.
fn within(
    name: &'static str,
    field: Field<f64>,
    range: std::ops::RangeInclusive<f64>,
    item: &mut ItemReader,
) -> Option<f64> {
    let value = item.take(name, field)?;
    let is_plausible = range.contains(&value);
    if !is_plausible {
        item.out_of_range(name, &value);
    }
    is_plausible.then_some(value)
}
