//! The contract's sections 7 and 8: the monitoring socket's frames, and system info in both forms.

use std::time::{Duration, Instant};

use pidash::{
    domain::{
        clock::Now,
        telemetry::{
            CameraFigures, NetworkFigures, SecurityFigures, Services, Telemetry, TelemetrySample,
            ThreatLevel, Transport,
        },
        warning::Warning,
    },
    i18n,
    wire::{
        envelope,
        http_bodies::SystemInfoDto,
        monitor::{self, AccumulatedFigures, Frame, to_domain},
    },
};

use proptest::prelude::*;

use super::{answer, at, fixture, texts, warning};

fn now() -> Now {
    Now {
        instant: Instant::now(),
        wall: at(0).unwrap(),
    }
}

/// The only frame of a message.
fn frame_of(message: &str) -> Result<Frame, Warning> {
    let mut frames = Frame::decode_all(message);
    let frame = frames.next().unwrap();
    assert_eq!(frames.next(), None, "{message}");
    frame
}

/// The figures after these frames, and the warnings about the last one.
fn shown(frames: &[&str], now: Now) -> (Telemetry, Vec<String>) {
    let mut figures = AccumulatedFigures::default();
    let mut last = None;
    for frame in frames {
        last = figures.take_in([frame_of(frame).unwrap()], now);
    }
    let read = last.unwrap();
    (read.value, texts(&read.warnings))
}

/// The expected figures of the first frame.
fn first(now: Now) -> Telemetry {
    let nanoseconds = Duration::from_nanos(100_582_974);
    let sample = TelemetrySample {
        at: Some(at(3).unwrap() + nanoseconds),
        cpu_percent: Some(23.4),
        memory_percent: Some(41.0),
        disk_percent: Some(38.9),
        temperature_celsius: Some(52.3),
        load_1: Some(0.16),
        load_5: Some(0.09),
        load_15: Some(0.05),
        uptime: Some(Duration::from_secs(2_781_596)),
        ..TelemetrySample::default()
    };
    Telemetry {
        services: Some(Services {
            mqtt_connected: Some(true),
            mqtt_secure: Some(true),
            api_responding: Some(true),
            database_connected: Some(false),
            last_health_check: at(2),
            service_uptime: Some(Duration::from_mins(46_359)),
        }),
        network: Some(NetworkFigures {
            active_connections: Some(7),
            bytes_received: Some(123_456_789_012),
            bytes_sent: Some(987_654_321),
            packet_loss_percent: Some(0.5),
            latency_ms: Some(12.25),
        }),
        security: Some(security()),
        cameras: Some(vec![cam_1(), cam_2()]),
        alerts_count: Some(1),
        connected_clients: Some(2),
        ..Telemetry::of_sample(Transport::Socket, now, sample)
    }
}

fn security() -> SecurityFigures {
    SecurityFigures {
        failed_ssh_attempts: Some(3),
        last_security_check: at(1),
        certificate_expiry: at(90 * 86_400),
        mqtt_secure_connections: Some(2),
        encryption_level: Some("TLS 1.3".to_owned()),
        threat_level: Some(ThreatLevel::Low),
    }
}

fn cam_1() -> CameraFigures {
    CameraFigures {
        id: "cam-1".to_owned(),
        online: Some(true),
        rssi_dbm: Some(-58),
        free_heap_bytes: Some(182_344),
        last_seen: at(2),
        frames_per_second: Some(12.5),
    }
}

fn cam_2() -> CameraFigures {
    CameraFigures {
        id: "cam-2".to_owned(),
        online: Some(false),
        rssi_dbm: Some(-81),
        free_heap_bytes: Some(91_000),
        last_seen: at(-60),
        frames_per_second: None,
    }
}

fn only_named(id: &str) -> CameraFigures {
    CameraFigures {
        id: id.to_owned(),
        ..CameraFigures::default()
    }
}

#[test]
fn the_first_frame_has_everything() {
    let now = now();
    let (telemetry, warnings) = shown(&[fixture!("monitor_initial.json")], now);
    assert_eq!(telemetry, first(now));
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn an_update_changes_what_it_names_and_null_forgets() {
    let now = now();
    let frames = [
        fixture!("monitor_initial.json"),
        fixture!("monitor_update.json"),
    ];
    let (telemetry, warnings) = shown(&frames, now);
    let before = first(now);
    let expected = Telemetry {
        sample: TelemetrySample {
            at: at(8),
            cpu_percent: Some(88.8),
            temperature_celsius: None,
            ..before.sample
        },
        network: before.network.map(|network| NetworkFigures {
            bytes_received: Some(123_456_794_012),
            ..network
        }),
        security: None,
        cameras: Some(vec![
            CameraFigures {
                online: Some(true),
                ..cam_2()
            },
            only_named("cam-3"),
        ]),
        alerts_count: Some(0),
        ..before
    };
    assert_eq!(telemetry, expected);
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn the_first_frame_of_a_connection_forgets_what_was_there() {
    let bare = r#"{"type":"initial_data","data":{}}"#;
    let now = now();
    let (telemetry, _) = shown(&[fixture!("monitor_initial.json"), bare], now);
    let nothing = TelemetrySample::default();
    let unknown = Telemetry::of_sample(Transport::Socket, now, nothing);
    assert_eq!(telemetry, unknown);
}

/// One for each section of the odd frame.
fn odd_warnings() -> Vec<String> {
    let update_warning = |message| warning("monitoring_update", message);
    let health = "system_health: load_average is “high”, cpu_usage is the text “a lot”, memory_usage is 140, \
                  temperature is a list, uptime is “long”";
    vec![
        update_warning(health),
        update_warning("camera cam-1: it is the value 7"),
        update_warning("camera cam-2: fps is the text “fast”"),
        update_warning("network_metrics: bytes_sent is -1"),
        update_warning(
            "figures: timestamp is “yesterday”, service_status is the text “fine”, connected_clients is the text “two”",
        ),
    ]
}

#[test]
fn odd_fields_are_unknown_with_one_warning_for_each_section() {
    let now = now();
    let (telemetry, warnings) = shown(&[fixture!("monitor_odd.json")], now);
    let sample = TelemetrySample {
        disk_percent: Some(100.0),
        ..TelemetrySample::default()
    };
    let expected = Telemetry {
        network: Some(NetworkFigures {
            latency_ms: Some(4.0),
            ..NetworkFigures::default()
        }),
        security: Some(SecurityFigures {
            failed_ssh_attempts: Some(2),
            threat_level: Some(ThreatLevel::Other("SEVERE".to_owned())),
            ..SecurityFigures::default()
        }),
        cameras: Some(vec![
            only_named("cam-1"),
            CameraFigures {
                rssi_dbm: Some(-58),
                ..only_named("cam-2")
            },
        ]),
        ..Telemetry::of_sample(Transport::Socket, now, sample)
    };
    assert_eq!(telemetry, expected);
    assert_eq!(warnings, odd_warnings());
}

#[test]
fn other_frames_have_their_own_kind() {
    let frame = frame_of;
    assert_eq!(frame(r#"{"type":"pong","at":1}"#), Ok(Frame::Pong));
    assert_eq!(frame(r#"{"type":"greeting"}"#), Ok(Frame::Other));
    assert_eq!(frame("{}"), Ok(Frame::Other));
    let trouble = r#"{"type":"error","message":"sensor lost","code":"SENSOR"}"#;
    let reported = |frame| match frame {
        Ok(Frame::Trouble(warning)) => i18n::warning(&warning),
        other => unreachable!("{other:?}"),
    };
    assert_eq!(
        reported(frame(trouble)),
        warning("monitoring", "sensor lost (SENSOR)")
    );
    let frame = |text: &str| frame_of(text).map_err(|lost| i18n::warning(&lost));
    let lost = |message| Err(warning("monitoring", message));
    assert_eq!(frame("[1]"), lost("a frame is not an object"));
    assert_eq!(frame("{\"type\""), lost("a frame is not JSON"));
    for data in ["", r#","data":null"#, r#","data":[]"#] {
        let text = format!(r#"{{"type":"monitoring_update"{data}}}"#);
        assert_eq!(frame(&text), lost("monitoring_update has no data"));
    }
}

#[test]
fn each_value_of_a_message_is_read() {
    let pong = r#"{"type":"pong"}"#;
    let update = |alerts: u32| {
        format!(r#"{{"type":"monitoring_update","data":{{"alerts_count":{alerts}}}}}"#)
    };
    let several = format!("{pong}\n{} \t\r\n{}{pong}\n", update(1), update(2));
    let frames: Vec<_> = Frame::decode_all(&several).collect();
    assert_eq!(frames.len(), 4);
    assert_eq!(
        (&frames[0], &frames[3]),
        (&Ok(Frame::Pong), &Ok(Frame::Pong))
    );
    let mut figures = AccumulatedFigures::default();
    let read = figures
        .take_in(frames.into_iter().flatten(), now())
        .unwrap();
    assert_eq!((read.value.alerts_count, read.warnings), (Some(2), vec![]));
}

proptest! {
    #[test]
    fn values_are_read_as_if_each_were_a_message(
        parts in prop::collection::vec(("[ \\t\\r\\n]{0,3}", 0..4_usize), 0..12),
    ) {
        let values = [monitor::PONG, r#"{"type":"error"}"#, r#"{"type":"initial_data","data":{}}"#, "7"];
        let message: String = parts.iter().flat_map(|(blanks, index)| [blanks, values[*index], " "]).collect();
        let expected: Vec<_> = parts.iter().map(|(_, index)| frame_of(values[*index])).collect();
        prop_assert_eq!(Frame::decode_all(&message).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn what_is_before_a_broken_value_is_read() {
    let message = r#"{"type":"pong"} {"type":"monitoring_update","data" {"type":"pong"}"#;
    let frames: Vec<_> = Frame::decode_all(message).collect();
    assert_eq!(frames.len(), 2, "{frames:?}");
    assert_eq!(frames[0], Ok(Frame::Pong));
    let lost = frames[1].as_ref().unwrap_err();
    assert_eq!(
        i18n::warning(lost),
        warning("monitoring", "a frame is not JSON")
    );
    for empty in ["", " \n"] {
        assert_eq!(Frame::decode_all(empty).count(), 0);
    }
}

/// The figures and warnings of an answer to system info.
fn system_info(body: &str) -> (TelemetrySample, Vec<String>) {
    let answer = envelope::read::<SystemInfoDto>(&answer(200, body)).unwrap();
    let read = to_domain::system_info(answer.data.unwrap(), "GET /api/v1/system/info");
    (read.value, texts(&read.warnings))
}

#[test]
fn bare_system_info_of_a_real_pi_4_is_read() {
    let expected = TelemetrySample {
        at: Some(at(3).unwrap() + Duration::from_nanos(100_582_974)),
        cpu_percent: Some(1.23),
        memory_percent: Some(10.6),
        memory_used_mb: Some(402.0),
        memory_total_mb: Some(3796.0),
        disk_percent: Some(38.9),
        disk_used_gb: Some(21.4),
        disk_total_gb: Some(57.9),
        temperature_celsius: Some(53.069),
        load_1: Some(0.16),
        load_5: Some(0.09),
        load_15: Some(0.09),
        uptime: Some(Duration::from_secs(2_781_596)),
    };
    assert_eq!(
        system_info(fixture!("system_info.json")),
        (expected, vec![])
    );
}

#[test]
fn enveloped_system_info_with_odd_parts_keeps_the_rest() {
    let expected = TelemetrySample {
        at: at(3),
        cpu_percent: Some(1.23),
        temperature_celsius: Some(53.069),
        ..TelemetrySample::default()
    };
    let message = "system info: disk is the text “full”, uptime is -5";
    let warnings = vec![warning("GET /api/v1/system/info", message)];
    let read = system_info(fixture!("system_info_enveloped.json"));
    assert_eq!(read, (expected, warnings));
}

#[test]
fn system_info_that_measures_nothing_and_says_so_is_unknown() {
    let info = |status: &str, cpu: &str| {
        let figures = format!(
            r#""cpu":{{"usage_percent":{cpu}}},"memory":{{"used_percent":0,"total_mb":0}},"disk":{{"used_percent":0}},"temperature_celsius":0,"uptime":0,"load_average":{{"load_1":0}}"#
        );
        let (sample, warnings) = system_info(&format!(
            r#"{{"timestamp":"2026-02-09T02:40:03Z",{figures},"overall_status":"{status}"}}"#
        ));
        assert_eq!(warnings, [""; 0]);
        sample
    };
    let nothing = TelemetrySample {
        at: at(3),
        ..TelemetrySample::default()
    };
    assert_eq!(info("unknown", "0"), nothing);
    assert_eq!(info("healthy", "0").cpu_percent, Some(0.0));
    assert_eq!(info("unknown", "12.5").cpu_percent, Some(12.5));
}
