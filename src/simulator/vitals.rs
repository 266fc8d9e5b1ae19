//! The simulated Pi's own health, in the shape that a real Pi 4 answered (contract, section 8).
//!
//! A plain function of time and load: no chance in it.

use std::time::Duration;

use jiff::Timestamp;

use crate::wire::{
    field::{Field, Int},
    rest::{CpuDto, DiskDto, LoadDto, MemoryDto, SystemInfoDto},
};

/// The Pi of the contract had been up for a month.
const UPTIME_BEFORE: Duration = Duration::from_secs(2_781_596);

/// The memory of a Pi 4.
const TOTAL_MB: f64 = 3796.0;

/// How the Pi feels while it works on `busy` cameras.
pub(super) fn system_info(clock: Timestamp, uptime: Duration, busy: u8) -> SystemInfoDto {
    let wave = |period_seconds: f64| (uptime.as_secs_f64() / period_seconds).sin();
    let cpu = (6.0 + 2.5 * wave(7.0) + 1.5 * wave(2.3) + 4.5 * f64::from(busy)).min(97.0);
    let used_mb = 402.0 + 12.0 * wave(41.0) + 9.0 * f64::from(busy);
    let nanoseconds = (UPTIME_BEFORE + uptime).as_nanos();
    SystemInfoDto {
        timestamp: clock.into(),
        cpu: processor(cpu).into(),
        memory: memory(used_mb).into(),
        disk: disk().into(),
        temperature_celsius: tenths(51.0 + 1.2 * wave(63.0) + cpu / 8.0),
        uptime: Int(i64::try_from(nanoseconds).unwrap_or(i64::MAX)).into(),
        load_average: load(cpu).into(),
        overall_status: "healthy".into(),
    }
}

fn processor(usage_percent: f64) -> CpuDto {
    let shares = [1.3, 1.0, 0.9, 0.8];
    let cores = shares.map(|share| tenths((usage_percent * share).min(100.0)));
    CpuDto {
        usage_percent: tenths(usage_percent),
        core_count: Int(4).into(),
        per_core: Field::Is(cores.into()),
    }
}

fn memory(used_mb: f64) -> MemoryDto {
    MemoryDto {
        used_mb: used_mb.round().into(),
        total_mb: TOTAL_MB.into(),
        used_percent: tenths(100.0 * used_mb / TOTAL_MB),
        available_mb: (TOTAL_MB - used_mb - 112.0).round().into(),
    }
}

fn disk() -> DiskDto {
    DiskDto {
        used_gb: 21.4.into(),
        total_gb: 57.9.into(),
        used_percent: 38.9.into(),
        path: "/".into(),
    }
}

fn load(cpu_percent: f64) -> LoadDto {
    let load = 0.1 + cpu_percent / 60.0;
    LoadDto {
        load_1: tenths(load),
        load_5: tenths(load * 0.8),
        load_15: tenths(load * 0.6),
    }
}

fn tenths(value: f64) -> Field<f64> {
    ((value * 10.0).round() / 10.0).into()
}
