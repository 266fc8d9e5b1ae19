//! Merging partial updates, and its bounds. What whole frames mean is pinned in `tests/integration/wire_contract`.

use std::time::Instant;

use jiff::Timestamp;

use super::{AccumulatedFigures, Frame, FrameKind, written};
use crate::{
    domain::{clock::Now, telemetry::Telemetry, warning::WarningKind},
    wire::item::Read,
};

fn take_in(figures: &mut AccumulatedFigures, frame: &str) -> Option<Read<Telemetry>> {
    let now = Now {
        instant: Instant::now(),
        wall: Timestamp::UNIX_EPOCH,
    };
    figures.take_in(Frame::decode(frame).ok()?, now)
}

fn update(figures: &mut AccumulatedFigures, data: &str) -> Option<Read<Telemetry>> {
    let frame = format!(r#"{{"type":"monitoring_update","data":{data}}}"#);
    take_in(figures, &frame)
}

fn cpu(read: Option<Read<Telemetry>>) -> Option<f64> {
    read?.value.sample.cpu_percent
}

#[test]
fn what_an_update_does_not_name_is_kept() {
    let mut figures = AccumulatedFigures::default();
    let data = r#"{"system_health":{"cpu_usage":12,"memory_usage":34}}"#;
    assert_eq!(cpu(update(&mut figures, data)), Some(12.0));
    let read = update(&mut figures, r#"{"system_health":{"memory_usage":35}}"#);
    let sample = read.map(|read| read.value.sample);
    assert_eq!(sample.and_then(|sample| sample.cpu_percent), Some(12.0));
    assert_eq!(sample.and_then(|sample| sample.memory_percent), Some(35.0));
    assert_eq!(cpu(update(&mut figures, "{}")), Some(12.0));
    let nothing = update(&mut figures, r#"{"system_health":{"cpu_usage":null}}"#);
    assert_eq!(cpu(nothing), None);
}

#[test]
fn a_section_that_was_odd_is_mended_by_the_next_update() {
    let mut figures = AccumulatedFigures::default();
    let odd = update(&mut figures, r#"{"system_health":"fine"}"#);
    assert_eq!(odd.map(|read| read.warnings.len()), Some(1));
    let read = update(&mut figures, r#"{"system_health":{"cpu_usage":9}}"#);
    assert_eq!(read.as_ref().map(|read| read.warnings.len()), Some(0));
    assert_eq!(cpu(read), Some(9.0));
}

#[test]
fn an_odd_field_is_told_when_it_comes_and_not_with_every_update_after_it() {
    let mut figures = AccumulatedFigures::default();
    let odd = update(&mut figures, r#"{"system_health":{"cpu_usage":"much"}}"#);
    assert_eq!(odd.map(|read| read.warnings.len()), Some(1));
    let next = update(&mut figures, r#"{"system_health":{"memory_usage":3}}"#);
    assert_eq!(next.map(|read| read.warnings.len()), Some(0));
}

#[test]
fn a_pi_that_never_stops_naming_new_things_does_not_fill_the_memory() {
    let mut figures = AccumulatedFigures::default();
    let mut forgotten = 0;
    let long = "x".repeat(20_000);
    for round in 0..8 {
        let many: Vec<String> = (0..30)
            .map(|i| format!(r#""camera-{round}-{i}":{{"last_seen":"{long}"}}"#))
            .collect();
        let data = format!(r#"{{"camera_status":{{{}}}}}"#, many.join(","));
        let read = update(&mut figures, &data);
        let told = read.map(|read| read.warnings).unwrap_or_default();
        forgotten += told
            .iter()
            .filter(|warning| warning.kind == WarningKind::TooManyFigures)
            .count();
        assert!(
            crate::wire::monitor::accumulated::weight_of(&figures.data)
                <= crate::wire::monitor::accumulated::LARGEST
        );
    }
    assert!(forgotten >= 1);
}

#[test]
fn pongs_and_the_like_show_nothing_new() {
    let mut figures = AccumulatedFigures::default();
    assert_eq!(take_in(&mut figures, super::PONG), None);
    assert_eq!(take_in(&mut figures, r#"{"type":"error"}"#), None);
    let written = written(FrameKind::Initial, &super::MonitorDto::default());
    assert_eq!(written, r#"{"data":{},"type":"initial_data"}"#);
    assert!(take_in(&mut figures, &written).is_some());
}
