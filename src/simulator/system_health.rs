//! The health of the simulated Pi on the wire: system info (contract, section 8) and monitoring frames (section 7).

use std::{collections::BTreeMap, time::Duration};

use jiff::{SignedDuration, Timestamp};

use crate::{
    domain::candidate::CandidateState,
    simulator::world::{World, camera::Device, system_health::SystemHealth},
    wire::{
        field::{Field, Int, Text},
        http_bodies::{CpuDto, DiskDto, LoadDto, MemoryDto, SystemInfoDto},
        monitor::entities::{
            CameraDto, HealthFiguresDto, MonitorDto, NetworkFiguresDto, SecurityDto, ServicesDto,
        },
        time,
    },
};

/// Uptime at the start, as in the contract's example.
const UPTIME_BEFORE: Duration = Duration::from_secs(2_781_596);

/// The memory of a Pi 4.
const TOTAL_MB: f64 = 3796.0;

/// Used disk space, in percent.
const DISK_USED: f64 = 38.9;

/// The answer to a poll.
pub(super) fn system_info(world: &World) -> SystemInfoDto {
    let system_health = world.system_health();
    SystemInfoDto {
        timestamp: world.clock().into(),
        cpu: processor(system_health.cpu_percent).into(),
        memory: memory(system_health.memory_used_mb).into(),
        disk: disk().into(),
        temperature_celsius: rounded(system_health.temperature_celsius, 3),
        uptime: Int(i64::try_from(uptime(world).as_nanos()).unwrap_or(i64::MAX)).into(),
        load_average: load(system_health.load).into(),
        overall_status: "healthy".into(),
    }
}

/// The first frame of the socket: all values.
pub(super) fn all_figures(world: &World, clients: usize) -> MonitorDto {
    let now = world.clock();
    MonitorDto {
        security_metrics: security(now).into(),
        service_status: ServicesDto {
            mqtt_connected: true.into(),
            mqtt_secure: true.into(),
            api_responding: true.into(),
            database_connected: true.into(),
            last_health_check: now.into(),
            service_uptime: time::go_text(uptime(world)).into(),
        }
        .into(),
        alerts_count: Int(0).into(),
        connected_clients: i64::try_from(clients).ok().map(Int).into(),
        ..changed_figures(world)
    }
}

/// The update of each tick: the values that change.
pub(super) fn changed_figures(world: &World) -> MonitorDto {
    let system_health = world.system_health();
    let cameras = cameras(&world.latest_devices(), world.clock());
    MonitorDto {
        timestamp: world.clock().into(),
        system_health: health(&system_health, uptime(world)).into(),
        network_metrics: network(&system_health, cameras.len()).into(),
        camera_status: Some(cameras).filter(|cameras| !cameras.is_empty()).into(),
        ..MonitorDto::default()
    }
}

fn uptime(world: &World) -> Duration {
    UPTIME_BEFORE + world.uptime()
}

fn processor(usage_percent: f64) -> CpuDto {
    let shares = [1.3, 1.0, 0.9, 0.8];
    let cores = shares.map(|share| rounded((usage_percent * share).min(100.0), 1));
    CpuDto {
        usage_percent: rounded(usage_percent, 2),
        core_count: Int(4).into(),
        per_core: Field::Is(cores.into()),
    }
}

fn memory(used_mb: f64) -> MemoryDto {
    MemoryDto {
        used_mb: used_mb.round().into(),
        total_mb: TOTAL_MB.into(),
        used_percent: rounded(100.0 * used_mb / TOTAL_MB, 1),
        available_mb: (TOTAL_MB - used_mb - 112.0).round().into(),
    }
}

fn disk() -> DiskDto {
    DiskDto {
        used_gb: 21.4.into(),
        total_gb: 57.9.into(),
        used_percent: DISK_USED.into(),
        path: "/".into(),
    }
}

fn load([one, five, fifteen]: [f64; 3]) -> LoadDto {
    LoadDto {
        load_1: rounded(one, 2),
        load_5: rounded(five, 2),
        load_15: rounded(fifteen, 2),
    }
}

fn health(system_health: &SystemHealth, uptime: Duration) -> HealthFiguresDto {
    let [one, five, fifteen] = system_health.load;
    let loads = format!("{one:.2} {five:.2} {fifteen:.2}");
    HealthFiguresDto {
        cpu_usage: rounded(system_health.cpu_percent, 1),
        memory_usage: rounded(100.0 * system_health.memory_used_mb / TOTAL_MB, 1),
        disk_usage: DISK_USED.into(),
        temperature: rounded(system_health.temperature_celsius, 1),
        uptime: time::go_text(uptime).into(),
        load_average: Field::Is(Text(loads)),
    }
}

fn network(system_health: &SystemHealth, cameras: usize) -> NetworkFiguresDto {
    NetworkFiguresDto {
        active_connections: i64::try_from(cameras + 3).ok().map(Int).into(),
        bytes_received: whole(system_health.bytes_received),
        bytes_sent: whole(system_health.bytes_sent),
        packet_loss: 0.0.into(),
        latency: rounded(3.0 + system_health.cpu_percent / 8.0, 1),
    }
}

fn security(now: Timestamp) -> SecurityDto {
    SecurityDto {
        failed_ssh_attempts: Int(0).into(),
        last_security_check: now.into(),
        certificate_expiry: (now + SignedDuration::from_hours(24 * 87)).into(),
        mqtt_secure_connections: Int(1).into(),
        encryption_level: "TLS 1.3".into(),
        threat_level: "LOW".into(),
    }
}

/// The cameras that have joined the target network.
fn cameras(devices: &[Device], now: Timestamp) -> BTreeMap<String, Field<CameraDto>> {
    let verified = devices
        .iter()
        .map(|device| &device.candidate)
        .filter(|candidate| candidate.state == CandidateState::Verified);
    let camera = |rssi: Option<i16>| CameraDto {
        online: true.into(),
        rssi: rssi.map(|rssi| Int(rssi.into())).into(),
        free_heap: Int(182_344).into(),
        last_seen: now.into(),
        fps: 12.5.into(),
    };
    verified
        .map(|candidate| (candidate.mac.to_string(), camera(candidate.rssi_dbm).into()))
        .collect()
}

fn rounded(value: f64, digits: i32) -> Field<f64> {
    let scale = 10f64.powi(digits);
    ((value * scale).round() / scale).into()
}

/// A counter.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and the counter takes years to get there"
)]
fn whole(value: f64) -> Field<Int> {
    Int(value as i64).into()
}
