//! Merging partial updates, and its bounds. What whole frames mean is pinned in
//! `tests/integration/wire_contract`.

use std::time::Instant;

use jiff::Timestamp;
use serde_json::Map;

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
    figures.take_in(Frame::decode_all(frame).flatten(), now)
}

fn update(figures: &mut AccumulatedFigures, data: &str) -> Option<Read<Telemetry>> {
    let frame = format!(r#"{{"type":"monitoring_update","data":{data}}}"#);
    take_in(figures, &frame)
}

fn cpu(read: Option<Read<Telemetry>>) -> Option<f64> {
    read?.value.sample.cpu_percent
}

#[test]
fn an_update_keeps_the_fields_that_it_does_not_name() {
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
fn an_unreadable_section_is_replaced_by_the_next_update() {
    let mut figures = AccumulatedFigures::default();
    let unreadable = update(&mut figures, r#"{"system_health":"fine"}"#);
    assert_eq!(unreadable.map(|read| read.warnings.len()), Some(1));
    let read = update(&mut figures, r#"{"system_health":{"cpu_usage":9}}"#);
    assert_eq!(read.as_ref().map(|read| read.warnings.len()), Some(0));
    assert_eq!(cpu(read), Some(9.0));
}

#[test]
fn a_field_is_warned_about_only_in_its_own_update() {
    let mut figures = AccumulatedFigures::default();
    let unreadable = update(&mut figures, r#"{"system_health":{"cpu_usage":"much"}}"#);
    assert_eq!(unreadable.map(|read| read.warnings.len()), Some(1));
    let next = update(&mut figures, r#"{"system_health":{"memory_usage":3}}"#);
    assert_eq!(next.map(|read| read.warnings.len()), Some(0));
}

#[test]
fn the_accumulated_figures_have_a_bounded_size() {
    let mut figures = AccumulatedFigures::default();
    let mut forgotten = 0;
    let long = "x".repeat(20_000);
    for round in 0..8 {
        let many: Vec<String> = (0..30)
            .map(|i| format!(r#""camera-{round}-{i}":{{"last_seen":"{long}"}}"#))
            .collect();
        let data = format!(r#"{{"camera_status":{{{}}}}}"#, many.join(","));
        let read = update(&mut figures, &data);
        let warnings = read.map(|read| read.warnings).unwrap_or_default();
        forgotten += warnings
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
fn cameras_that_were_named_longest_ago_are_forgotten() {
    use crate::wire::monitor::accumulated::MAX_CAMERAS;
    let mut figures = AccumulatedFigures::default();
    // Each update names ten new cameras, and one that it always names.
    for round in 0..MAX_CAMERAS / 5 {
        let new = (0..10).map(|i| format!(r#""camera-{round}-{i}":{{"online":true}}"#));
        let named: Vec<String> = new
            .chain([r#""door":{"online":true}"#.to_owned()])
            .collect();
        let data = format!(r#"{{"camera_status":{{{}}}}}"#, named.join(","));
        update(&mut figures, &data);
    }
    let cameras = &figures.data["camera_status"];
    assert_eq!(cameras.as_object().map(Map::len), Some(MAX_CAMERAS));
    assert!(cameras.get("door").is_some());
    let last = MAX_CAMERAS / 5 - 1;
    assert!(cameras.get(format!("camera-{last}-0")).is_some());
    assert!(cameras.get("camera-0-0").is_none());
    let many: Vec<String> = (0..MAX_CAMERAS + 7)
        .map(|i| format!(r#""one-{i}":{{"online":true}}"#))
        .collect();
    let data = format!(r#"{{"camera_status":{{{}}}}}"#, many.join(","));
    update(&mut figures, &data);
    let cameras = figures.data["camera_status"].as_object();
    assert_eq!(cameras.map(Map::len), Some(many.len()), "all of one update");
}

#[test]
fn frames_without_figures_show_nothing_new() {
    let mut figures = AccumulatedFigures::default();
    assert_eq!(take_in(&mut figures, super::PONG), None);
    assert_eq!(take_in(&mut figures, r#"{"type":"error"}"#), None);
    let written = written(FrameKind::Initial, &super::MonitorDto::default());
    assert_eq!(written, r#"{"data":{},"type":"initial_data"}"#);
    assert!(take_in(&mut figures, &written).is_some());
}
