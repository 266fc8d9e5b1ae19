//! The readers, and what has to hold for each of them beyond that it does not panic.

use std::{
    fmt::Debug,
    fs,
    path::Path,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use crc::{CRC_32_ISCSI, Crc};
use eventsource_client::{Client as _, ClientBuilder, Error as SseError, ReconnectOptions, SSE};
use fastrand::Rng;
use futures_util::{Stream, stream};
use http::{HeaderMap, HeaderValue, header::RETRY_AFTER};
use jiff::Timestamp;
use launchdarkly_sdk_transport::{ByteStream, HttpTransport, ResponseFuture, TransportError};
use pidash::{
    client::{
        ServerUrl,
        http::retry_after,
        sse::{Guard, RawEvent, ResumeState},
    },
    domain::{
        allowlist::AllowlistEntry,
        clock::Now,
        configuration::Configuration,
        health_history::HistoryPoint,
        invisible::is_invisible,
        mac::MacAddr,
        network::Ssid,
        pin,
        problem::{Problem, ProblemKind},
        profile::Profile,
        secret::{ApiKey, Passphrase},
        settings::Setting,
        thresholds::Thresholds,
        timeline_event::TimelineEvent,
        wifi_code,
    },
    features::allowlist::{
        csv_export,
        list_reader::{self, ListError, ListLine},
    },
    storage::{Files, WindowState, health_history, keys::OwnFiles, past_session::StoredSession},
    wire::{
        allowlist::{self, BulkAddData, ClearData},
        camera_list,
        envelope::{self, Answer, RawAnswer},
        error_codes, events,
        http_bodies::{self, HealthDto, SessionData},
        monitor::{self, AccumulatedFigures, Frame, FrameKind, MonitorDto, to_domain},
        pi_log::{self, LogLineDto},
        text, time, wifi_scan,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use strum::VariantArray as _;

use super::{
    Target,
    sse_reference::{self, Stream as SseStream},
};

type Outcome = Result<(), String>;

/// A passphrase that is in many inputs, and in no message.
const SECRET: &str = "hunter2-correct-horse";
const ENDPOINT: &str = "GET /api/v1/x";
const AT: Timestamp = Timestamp::UNIX_EPOCH;

macro_rules! ensure {
    ($holds:expr, $($message:tt)+) => {
        if !$holds {
            return Err(format!("line {}: {}", line!(), format_args!($($message)+)));
        }
    };
}

pub const TARGETS: &[Target] = &[
    Target {
        name: "sse",
        corpus: sse_inputs,
        tokens: &[
            "data",
            "data:",
            "data: ",
            "event:",
            "id:",
            "id",
            "retry:",
            "retry: 10\n",
            ":\n",
            "id:\0\n",
            "\u{FEFF}",
        ],
        check: sse,
    },
    Target {
        name: "events",
        corpus: event_inputs,
        tokens: JSON_TOKENS,
        check: event,
    },
    Target {
        name: "answers",
        corpus: json_inputs,
        tokens: JSON_TOKENS,
        check: answer,
    },
    Target {
        name: "monitor",
        corpus: monitor_inputs,
        tokens: JSON_TOKENS,
        check: monitor,
    },
    Target {
        name: "log lines",
        corpus: log_inputs,
        tokens: JSON_TOKENS,
        check: log_line,
    },
    Target {
        name: "headers",
        corpus: header_inputs,
        tokens: &[
            "GMT",
            "text/html",
            "application/json; charset=utf-8",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ],
        check: headers,
    },
    Target {
        name: "times",
        corpus: time_inputs,
        tokens: &[
            "T", "Z", "+00:00", "h", "m", "s", "ms", "days", ".", ":", "-", "P1Y",
        ],
        check: times,
    },
    Target {
        name: "macs",
        corpus: mac_inputs,
        tokens: &["AA", "ff", "-", ".", "：", "Ａ"],
        check: mac,
    },
    Target {
        name: "lists",
        corpus: list_inputs,
        tokens: &[
            "mac",
            "description",
            "container_id",
            ";",
            "\"",
            "\"\"",
            "AA:BB:CC:DD:EE:FF",
            "'=1+1",
            "\u{FEFF}",
        ],
        check: list,
    },
    Target {
        name: "addresses",
        corpus: address_inputs,
        tokens: &[
            "http://",
            "https://",
            "@",
            "?",
            "#",
            "/",
            "[",
            "]",
            "::1",
            ":8082",
            "xn--",
            "。",
            "user:hunter2-correct-horse@",
            "api_key=hunter2-correct-horse",
        ],
        check: address,
    },
    Target {
        name: "settings",
        corpus: settings_inputs,
        tokens: &[
            "=",
            "[",
            "]",
            "\"\"\"",
            "#",
            "theme",
            "zoom",
            "true",
            "inf",
            "1979-05-27",
            "[kiosk]\n",
        ],
        check: settings,
    },
    Target {
        name: "state files",
        corpus: state_inputs,
        tokens: JSON_TOKENS,
        check: state_files,
    },
    Target {
        name: "WiFi codes",
        corpus: wifi_inputs,
        tokens: &[
            "WIFI:",
            "S:",
            "P:",
            "T:SAE;",
            "T:nopass;",
            "R:1;",
            ";;",
            "\\;",
            "%3B",
        ],
        check: wifi_code,
    },
    Target {
        name: "history",
        corpus: history_inputs,
        tokens: &["pidash history 2\n", "pidash history 3\n"],
        check: history,
    },
    Target {
        name: "secrets",
        corpus: secret_inputs,
        tokens: &[],
        check: secrets,
    },
];

const JSON_TOKENS: &[&str] = &[
    "\"success\":true,",
    "\"data\":",
    "\"session\":",
    "\"devices\":",
    "\"mac\":\"AA:BB:CC:DD:EE:FF\"",
    "\"state\":\"failed\"",
    "\"type\":\"device.state_changed\"",
    "\"payload\":",
    "\"error\":",
    "\"id\":",
    "\"code\":\"SESSION_NOT_FOUND\"",
    "\"retry_after_seconds\":",
    "\"retryable\":true",
    "\"timestamp\":",
    "\\u0000",
    "\\ud83d\\udcf7",
    "\\ud83d",
    "\"camera_status\":{",
    "\"fields\":{",
    "}",
    "]",
    "{\"type\":\"pong\"}",
];

// What the targets start from.

fn fixtures(extension: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/wire");
    let entries = fs::read_dir(directory).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
        .into_iter()
        .map(|path| fs::read(path).unwrap())
        .collect()
}

fn owned(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn sse_inputs() -> Vec<Vec<u8>> {
    let cases: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../fixtures/sse-cases.json")).unwrap();
    let inputs = cases.iter().map(|case| {
        BASE64_STANDARD
            .decode(case["input_b64"].as_str().unwrap())
            .unwrap()
    });
    inputs.chain(fixtures("sse")).collect()
}

fn event_inputs() -> Vec<Vec<u8>> {
    let streams = fixtures("sse").concat();
    let lines = streams.split(|byte| *byte == b'\n');
    lines
        .filter_map(|line| line.strip_prefix(b"data:"))
        .map(<[u8]>::to_vec)
        .collect()
}

fn json_inputs() -> Vec<Vec<u8>> {
    let mut inputs = fixtures("json");
    inputs.extend(fixtures("html"));
    inputs.push(
        format!(
            r#"{{"success":true,"data":{{"session":{{"id":"s","target_password":"{SECRET}"}}}}}}"#
        )
        .into_bytes(),
    );
    inputs.push(format!(r#"{{"success":true,"data":"{SECRET}"}}"#).into_bytes());
    inputs
}

fn monitor_inputs() -> Vec<Vec<u8>> {
    let mut inputs = fixtures("json");
    inputs.retain(|input| input.windows(6).any(|part| part == b"\"type\""));
    let all = inputs.join(&b'\n');
    inputs.push(all);
    inputs
}

fn log_inputs() -> Vec<Vec<u8>> {
    owned(&[
        r#"{"timestamp":"2026-02-09T02:40:03.1Z","level":"WARN","component":"mqtt","message":"lost","fields":{"broker":"10.0.0.5","attempts":3,"why":"no route"}}"#,
        r#"{"level":"fatal","message":7,"fields":{"":{"a":[1,null,{}]}}}"#,
        "panic: runtime error\u{1b}[0m",
    ])
}

fn header_inputs() -> Vec<Vec<u8>> {
    owned(&[
        "120",
        "0",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "text/html; charset=utf-8",
        "application/json",
        "application/problem+json",
    ])
}

fn time_inputs() -> Vec<Vec<u8>> {
    owned(&[
        "2026-02-09T02:40:03.100582974Z",
        "2026-02-09T02:40:03+01:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "-009999-01-02T01:59:59Z",
        "45s",
        "1m30s",
        "00:45:00",
        "1h2m3.5s",
        "32 days, 4:39",
        "up 32d4h",
        "2 days, 3 hours",
        "-9223372036854775808ns",
        "DEVICE_REJECTED: wrong key",
        "0.16 0.09 0.09",
    ])
}

fn mac_inputs() -> Vec<Vec<u8>> {
    owned(&[
        "24:6F:28:10:4A:4F",
        "24-6f-28-10-4a-4f",
        "246F.2810.4A4F",
        "246F28104A4F",
        " 24:6F:28:10:4A:4F\r\n",
    ])
}

fn list_inputs() -> Vec<Vec<u8>> {
    owned(&[
        "mac,description,container_id,status\nAA:BB:CC:DD:EE:01,\"Entrance, spare\",C1,used\nAA:BB:CC:DD:EE:02,'=1+1,,available\n",
        "\u{FEFF}MAC Address;Name\r\nAABBCCDDEE01;Tür\r\nAABB.CCDD.EE02;\"a \"\"b\"\"\"\r\n",
        "AA:BB:CC:DD:EE:01\nAA:BB:CC:DD:EE:02\n\n  \nnot a mac\n",
        "name\tmac\nx\tAA:BB:CC:DD:EE:01\ny\tAA-BB-CC-DD-EE-02\n",
        "AA:BB:CC:DD:EE:01,\"two\nlines\"\nAA:BB:CC:DD:EE:02,\"open",
    ])
}

fn address_inputs() -> Vec<Vec<u8>> {
    owned(&[
        "pi.local",
        "192.168.1.20:8082",
        "http://192.168.1.20",
        "https://pi.example.org/behind/a/prefix/",
        "http://[::1]:8081",
        "[fe80::1]",
        "https://user:hunter2-correct-horse@pi.local/",
        "http://pi.local/?api_key=hunter2-correct-horse",
        "http://pi.local/#hunter2-correct-horse",
        "pi.local:99999",
        "ftp://pi.local",
        "http:pi.local",
        "http://ex%61mple",
    ])
}

fn settings_inputs() -> Vec<Vec<u8>> {
    let mut all = String::from("# All of them.\n");
    let (nested, flat): (Vec<Setting>, Vec<Setting>) = Setting::VARIANTS
        .iter()
        .copied()
        .partition(|setting| setting.key().contains('.'));
    for setting in flat.into_iter().chain(nested) {
        let value = Configuration::default().settings().text(setting);
        let value = value.unwrap_or_else(|| "x".to_owned());
        let key = setting.key();
        all.extend([key, " = \"", &value, "\"\n"]);
    }
    let mut inputs = owned(&[
        "",
        "theme = \"dark\" # mine\nzoom = 1.25\n\n[kiosk]\nmode = true\n",
        "theme = dark\n",
        "server = \"http://pi.local:8082\"\nunknown = [1, 2]\n\"zoom\" = inf\n",
        "[[theme]]\n",
        "a.b.c = 1\n",
    ]);
    inputs.push(all.into_bytes());
    inputs
}

fn state_inputs() -> Vec<Vec<u8>> {
    let mut inputs = owned(&[
        r#"[{"name":"Shop","url":"http://pi.local:8082","last_seen":"2026-02-09T02:40:03.1Z","key_accepted":null}]"#,
        r#"{"tab":"monitor","size":[1280.0,800.0],"cards":"all","entries":null}"#,
        r#"[{"id":"s1","ssid":"ShopNet","began":"2026-02-09T02:40:03Z","ended":null,"is_over":true,"found":3,"provisioned":2,"verified":1,"failed":1}]"#,
        r#"[{"at_ms":1770604803000,"kind":"line_down","mac":"24:6F:28:10:4A:4F"},{"at_ms":-1,"kind":"started","mac":null}]"#,
    ]);
    inputs.push(serde_json::to_vec(&Thresholds::default()).unwrap());
    inputs
}

fn wifi_inputs() -> Vec<Vec<u8>> {
    owned(&[
        "WIFI:T:WPA;S:ShopNet;P:hunter2-correct-horse;;",
        "wifi:P:a\\;b\\:c\\\\d;T:WPA2;S:Ka\\;fé;H:true;;",
        "WIFI:T:SAE;S:Ka%3Bf%C3%A9;P:%22;R:1;;",
        "WIFI:S:\\\"Bar\\\";T:nopass;;",
        "ShopNet",
    ])
}

fn history_inputs() -> Vec<Vec<u8>> {
    let point = |n: i16| {
        let values = [
            Some(f32::from(n)),
            None,
            Some(-12.5),
            Some(100.0),
            Some(0.01),
        ];
        HistoryPoint::new(1_770_604_803_000 + i64::from(n) * 5_000, n % 7 != 0, values)
    };
    let points: Vec<_> = (0..40).map(point).collect();
    let older = [&[0_u8; 8][..], &[7; 14 * 20]].concat();
    vec![
        health_history::encode(&points).unwrap(),
        health_history::encode(&[]).unwrap(),
        [&b"pidash history 2\n"[..], &[0; 8], &older].concat(),
    ]
}

fn secret_inputs() -> Vec<Vec<u8>> {
    owned(&[
        SECRET,
        "ShopNet",
        "1234",
        "0123456789abcdef",
        "key with spaces\n",
        "Café 🔑",
    ])
}

// What has to hold for all that is shown.

/// Texts that change how the text around them is shown, as `Debug` writes them.
const UNCLEAN: [&str; 9] = [
    "\\0",
    "\\u{1b}",
    "\\u{7f}",
    "\\u{85}",
    "\\u{202e}",
    "\\u{2066}",
    "\\u{200f}",
    "\\u{feff}",
    "\\u{61c}",
];

/// What comes of an input is not much larger than the input, and safe to show.
fn presentable(value: &impl Debug, input: &[u8]) -> Outcome {
    let shown = format!("{value:?}");
    let longest = 8_192 + 64 * input.len();
    ensure!(shown.len() <= longest, "{} bytes of output", shown.len());
    let shown = shown.replace("\\\\", "");
    if let Some(found) = UNCLEAN.iter().find(|found| shown.contains(*found)) {
        return Err(format!("it shows {found}: {shown:.600}"));
    }
    Ok(())
}

/// Whether all numbers are read to the last bit: `serde_json` does not promise that for more digits
/// than a `f64` holds.
fn has_exact_numbers(input: &[u8]) -> bool {
    let mut numbers = input.split(|byte| !byte.is_ascii_digit() && *byte != b'.');
    numbers.all(|number| number.len() <= 15)
}

/// What is read, written and read again stays the same.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Outcome {
    if format!("{value:?}").contains("Unexpected") {
        return Ok(()); // Nothing is written for what could not be read.
    }
    let written = serde_json::to_string(value).map_err(debug)?;
    let read: T = serde_json::from_str(&written).map_err(debug)?;
    ensure!(
        read == *value,
        "it became {read:?} over {written} from {value:?}"
    );
    Ok(())
}

fn debug(value: impl Debug) -> String {
    format!("{value:?}")
}

fn is_sane_wait(wait: Duration) -> bool {
    (Duration::from_secs(1)..=Duration::from_hours(1)).contains(&wait)
}

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}

// The targets.

/// The guarded parser reads the same events as the reference, in whatever chunks they come.
fn sse(input: &[u8], rng: &mut Rng) -> Outcome {
    let expected = sse_reference::read(input);
    let resume = ResumeState::default();
    let mut guard = Guard::new(resume.clone());
    let longest = pick(rng, &[1, 2, 3, 16, 64, usize::MAX - 1]);
    let mut chunks = Vec::new();
    let mut rest = input;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rng.usize(1..=longest).min(rest.len()));
        chunks.push(guard.clean(chunk).map_err(debug)?);
        rest = after;
    }
    let read = SseStream {
        events: parsed(chunks)?,
        last_event_id: resume.last_event_id(),
        retry_ms: resume
            .retry()
            .and_then(|retry| u64::try_from(retry.as_millis()).ok()),
    };
    ensure!(
        read == expected,
        "chunks of up to {longest}: {read:?} instead of {expected:?}"
    );
    Ok(())
}

/// Hands chunks to the parser as a response would.
#[derive(Clone)]
struct Chunks(Arc<Vec<Bytes>>);

impl HttpTransport for Chunks {
    fn request(&self, _request: http::Request<Option<Bytes>>) -> ResponseFuture {
        let chunks = Vec::clone(&self.0).into_iter().map(Ok::<_, TransportError>);
        let body: ByteStream = Box::pin(stream::iter(chunks));
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
}

fn parsed(chunks: Vec<Bytes>) -> Result<Vec<RawEvent>, String> {
    let client = ClientBuilder::for_url("http://pi/").map_err(debug)?;
    let mut stream = client
        .reconnect(ReconnectOptions::reconnect(false).build())
        .build_with_transport(Chunks(Arc::new(chunks)))
        .stream();
    let mut context = Context::from_waker(Waker::noop());
    let mut events = Vec::new();
    loop {
        match Pin::new(&mut stream).poll_next(&mut context) {
            Poll::Ready(Some(Ok(SSE::Event(event)))) => events.push(RawEvent {
                name: event.event_type,
                data: event.data,
                id: event.id.unwrap_or_default(),
            }),
            Poll::Ready(Some(Ok(_))) => {}
            Poll::Ready(None | Some(Err(SseError::Eof | SseError::UnexpectedEof))) => {
                return Ok(events);
            }
            Poll::Ready(Some(Err(error))) => return Err(format!("the parser gives up: {error}")),
            Poll::Pending => return Err("the parser waits".to_owned()),
        }
    }
}

fn event(input: &[u8], rng: &mut Rng) -> Outcome {
    const NAMES: [&str; 8] = [
        "",
        "message",
        "device.discovered",
        "device.state_changed",
        "session.status",
        "keepalive",
        "error",
        "network.status_changed",
    ];
    let data = String::from_utf8_lossy(input);
    let decoded = events::decode(pick(rng, &NAMES), &data, AT);
    presentable(&decoded, input)?;
    if let Ok(decoded) = decoded {
        ensure!(
            decoded.warnings.len() <= 4,
            "{} warnings",
            decoded.warnings.len()
        );
        let is_explained = decoded.event.is_some() || !decoded.warnings.is_empty();
        ensure!(is_explained, "an event is lost without a warning");
    }
    Ok(())
}

fn answer(input: &[u8], rng: &mut Rng) -> Outcome {
    let mistyped =
        String::from_utf8_lossy(input.get(..rng.usize(..40)).unwrap_or_default()).into_owned();
    let raw = RawAnswer {
        endpoint: ENDPOINT,
        status: pick(
            rng,
            &[
                200, 200, 200, 201, 202, 204, 206, 299, 301, 400, 401, 403, 404, 405, 409, 410,
                429, 500, 501, 502, 503, 504, 511,
            ],
        ),
        content_type: pick(
            rng,
            &[
                Some("application/json"),
                None,
                Some("text/html"),
                Some("text/plain; charset=utf-8"),
                Some(&mistyped),
            ],
        ),
        correlation_header: pick(rng, &[None, Some("c1"), Some(&mistyped)]),
        had_key: rng.bool(),
        retry_after: pick(rng, &[None, Some(Duration::ZERO), Some(Duration::MAX)]),
        other_address: Some("pi:8081"),
        body: input,
        at: AT,
    };
    std::hint::black_box(envelope::invites_retry(&raw));
    let raw = &raw;
    match rng.u8(..14) {
        0 | 1 => {
            if let Some(Answer {
                data: Some(data),
                pi_time,
                ..
            }) = data::<SessionData>(raw)?
            {
                presentable(
                    &http_bodies::session_snapshot(data, pi_time, ENDPOINT),
                    input,
                )?;
            }
        }
        2 => shown(raw, http_bodies::sessions)?,
        3 => shown(raw, http_bodies::devices)?,
        4 => shown(raw, http_bodies::bulk_outcome)?,
        5 => shown(raw, http_bodies::device_state)?,
        6 => shown(raw, http_bodies::network)?,
        7 => shown(raw, allowlist::entries)?,
        8 => shown(raw, allowlist::entry)?,
        9 => drop(data::<BulkAddData>(raw)?),
        10 => drop(data::<ClearData>(raw)?),
        11 => drop(data::<HealthDto>(raw)?),
        12 => shown(raw, wifi_scan::scanned_networks)?,
        _ => shown(raw, to_domain::system_info)?,
    }
    Ok(())
}

/// What `convert` makes of the data of an answer.
fn shown<T, V>(raw: &RawAnswer<'_>, convert: fn(T, &str) -> V) -> Outcome
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
    V: Debug,
{
    match data::<T>(raw)? {
        Some(Answer {
            data: Some(data), ..
        }) => presentable(&convert(data, ENDPOINT), raw.body),
        _ => Ok(()),
    }
}

fn data<T>(raw: &RawAnswer<'_>) -> Result<Option<Answer<T>>, String>
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    match envelope::read::<T>(raw) {
        Ok(answer) => {
            if let Some(data) = &answer.data
                && has_exact_numbers(raw.body)
            {
                comes_back(data)?;
            }
            presentable(&(&answer.correlation_id, &answer.pi_time), raw.body)?;
            Ok(Some(answer))
        }
        Err(problem) => problem_is_fine(&problem).map(|()| None),
    }
}

fn problem_is_fine(problem: &Problem) -> Outcome {
    presentable(problem, b"")?;
    let wait = problem.retry_after;
    ensure!(wait.is_none_or(is_sane_wait), "a wait of {wait:?}");
    let quotes_input = matches!(
        problem.kind,
        ProblemKind::Refused { .. } | ProblemKind::Contract(_)
    );
    let details = problem.details.as_deref().unwrap_or_default();
    ensure!(
        quotes_input || !details.contains(SECRET),
        "the secret is in {details}"
    );
    Ok(())
}

fn monitor(input: &[u8], _rng: &mut Rng) -> Outcome {
    let message = String::from_utf8_lossy(input);
    let now = Now {
        instant: Instant::now(),
        wall: AT,
    };
    let mut figures = AccumulatedFigures::default();
    let mut count = 0;
    for _ in 0..2 {
        let frames = Frame::decode_all(&message)
            .inspect(|_| count += 1)
            .flatten();
        let Some(read) = figures.take_in(frames, now) else {
            continue;
        };
        presentable(&read, input)?;
        let sample = &read.value.sample;
        for percent in [
            sample.cpu_percent,
            sample.memory_percent,
            sample.disk_percent,
        ] {
            let is_percent = percent.is_none_or(|percent| (0.0..=100.0).contains(&percent));
            ensure!(is_percent, "{percent:?} percent");
        }
        let values = [
            sample.temperature_celsius,
            sample.load_1,
            sample.load_5,
            sample.load_15,
        ];
        ensure!(
            values.iter().flatten().all(|value| value.is_finite()),
            "{values:?}"
        );
    }
    ensure!(count <= 2 * input.len() + 2, "{count} frames");
    for frame in Frame::decode_all(&message).flatten() {
        presentable(&matches!(frame, Frame::Trouble(_)).then_some(&frame), input)?;
        let (Frame::Initial(data) | Frame::Update(data)) = frame else {
            continue;
        };
        let Ok(dto) = MonitorDto::deserialize_from(data) else {
            continue;
        };
        if has_exact_numbers(input) {
            comes_back(&dto)?;
        }
        let written = monitor::written(FrameKind::Update, &dto);
        let frames: Vec<_> = Frame::decode_all(&written).collect();
        ensure!(
            matches!(frames[..], [Ok(Frame::Update(_))]),
            "{written} became {frames:?}"
        );
    }
    Ok(())
}

/// From an object, as from text.
trait DeserializeFrom: DeserializeOwned {
    fn deserialize_from(
        data: serde_json::Map<String, serde_json::Value>,
    ) -> serde_json::Result<Self> {
        serde_json::from_value(serde_json::Value::Object(data))
    }
}

impl DeserializeFrom for MonitorDto {}

fn log_line(input: &[u8], rng: &mut Rng) -> Outcome {
    let data = String::from_utf8_lossy(input);
    let line = pi_log::decode(pick(rng, &["log", "", "keepalive"]), &data);
    presentable(&line, b"")?;
    let length = line.map_or(0, |line| line.message.chars().count());
    ensure!(length <= 2 * text::LONGEST + 1, "{length} characters");
    if let Ok(dto) = serde_json::from_str::<LogLineDto>(&data) {
        let written = serde_json::to_string(&dto).map_err(debug)?;
        let again = pi_log::decode("log", &written);
        let before = pi_log::decode("log", &data);
        let is_whole = !debug(&dto).contains("Unexpected") && has_exact_numbers(input);
        ensure!(
            !is_whole || again == before,
            "{again:?} instead of {before:?}"
        );
    }
    Ok(())
}

fn headers(input: &[u8], _rng: &mut Rng) -> Outcome {
    let Ok(value) = HeaderValue::from_bytes(input) else {
        return Ok(());
    };
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, value);
    let wait = retry_after(&headers);
    ensure!(wait.is_none_or(is_sane_wait), "a wait of {wait:?}");
    let content_type = String::from_utf8_lossy(input);
    for status in [200, 404, 502] {
        let raw = RawAnswer {
            endpoint: ENDPOINT,
            status,
            content_type: Some(&content_type),
            correlation_header: Some(&content_type),
            had_key: false,
            retry_after: wait,
            other_address: None,
            body: b"<html>",
            at: AT,
        };
        match envelope::read::<serde_json::Value>(&raw) {
            Ok(answer) => return Err(format!("{answer:?}")),
            Err(problem) => problem_is_fine(&problem)?,
        }
    }
    Ok(())
}

fn times(input: &[u8], _rng: &mut Rng) -> Outcome {
    let text = String::from_utf8_lossy(input);
    if let Some(at) = time::timestamp(&text) {
        let again = time::timestamp(&at.to_string());
        ensure!(again == Some(at), "{at} became {again:?}");
        std::hint::black_box(time::is_never(at));
    }
    if let Some(span) = time::span(&text) {
        ensure!(span <= Duration::from_hours(24), "{span:?}");
        let again = time::span(&time::go_text(span));
        ensure!(
            again == Some(Duration::from_secs(span.as_secs())),
            "{span:?} became {again:?}"
        );
    }
    let uptime = time::uptime(&text).unwrap_or_default();
    ensure!(uptime <= Duration::from_hours(24 * 365 * 100), "{uptime:?}");
    let cleaned = text::clean(&text);
    ensure!(cleaned.chars().count() <= text::LONGEST, "{cleaned}");
    ensure!(
        text::clean(&cleaned) == cleaned,
        "{cleaned:?} is cleaned twice"
    );
    presentable(&cleaned, input)?;
    std::hint::black_box(error_codes::failure(None, Some(cleaned)));
    Ok(())
}

fn mac(input: &[u8], _rng: &mut Rng) -> Outcome {
    let text = String::from_utf8_lossy(input);
    let Ok(mac) = text.parse::<MacAddr>() else {
        return Ok(());
    };
    let shown = mac.to_string();
    ensure!(shown.len() == 17, "{shown}");
    ensure!(shown.parse() == Ok(mac), "{shown} does not parse back");
    for other in [
        shown.replace(':', "-"),
        shown.replace(':', ""),
        shown.to_lowercase(),
    ] {
        ensure!(other.parse() == Ok(mac), "{other} does not parse back");
    }
    let digits = |text: &str| text.to_uppercase().replace([':', '-', '.'], "");
    ensure!(
        digits(text.trim()) == digits(&shown),
        "{text:?} became {shown}"
    );
    Ok(())
}

fn read_list(input: &[u8]) -> Result<Vec<ListLine>, ListError> {
    let text = list_reader::text_of(input)?;
    match camera_list::entries(&text) {
        Some(entries) => list_reader::read_entries(&entries),
        None => list_reader::read_text(&text),
    }
    .map(|list| list.lines)
}

/// What is imported, exported and imported again stays the same.
fn list(input: &[u8], _rng: &mut Rng) -> Outcome {
    let lines = match read_list(input) {
        Ok(lines) => lines,
        Err(why) => {
            let why = debug(why);
            ensure!(why.len() <= 400, "a reason of {} bytes", why.len());
            return Ok(());
        }
    };
    // The shortest row has one character and a line feed.
    let most = input.len() / 2 + 1;
    ensure!(lines.len() <= most, "{} rows of {most}", lines.len());
    let numbers = lines.iter().map(|line| line.number);
    ensure!(
        numbers.clone().is_sorted(),
        "{:?}",
        numbers.collect::<Vec<_>>()
    );
    let longest = lines
        .iter()
        .map(|line| line.written.len())
        .max()
        .unwrap_or_default();
    ensure!(longest <= 2_000, "an address of {longest} bytes");
    let entries: Vec<_> = lines
        .into_iter()
        .filter_map(|line| line.entry.ok())
        .collect();
    let listed: Vec<_> = entries
        .iter()
        .map(|entry| AllowlistEntry {
            mac: entry.mac,
            note: entry.note.clone(),
            added_at: None,
            used: false,
            used_at: None,
        })
        .collect();
    if listed.is_empty() {
        return Ok(());
    }
    let exported = csv_export::list(listed.iter());
    let again = read_list(exported.as_bytes()).map_err(debug)?;
    let again: Result<Vec<_>, _> = again.into_iter().map(|line| line.entry).collect();
    ensure!(
        again.as_ref() == Ok(&entries),
        "{again:?} instead of {entries:?}"
    );
    Ok(())
}

/// An address is printed without anything secret, and an error without anything that was typed.
fn address(input: &[u8], _rng: &mut Rng) -> Outcome {
    let text = String::from_utf8_lossy(input);
    let server = match ServerUrl::parse(&text) {
        Ok(server) => server,
        Err(error) => {
            let shown = debug(error);
            ensure!(!shown.contains(SECRET), "{shown}");
            return Ok(());
        }
    };
    let shown = server.to_string();
    ensure!(!shown.contains(['?', '#']), "{shown}");
    let (_, rest) = shown.split_once("://").unwrap_or_default();
    let authority = rest.split('/').next().unwrap_or_default();
    ensure!(!authority.contains('@'), "{shown}");
    let again = ServerUrl::parse(&shown);
    ensure!(again.as_ref() == Ok(&server), "{shown} became {again:?}");
    let origin = ServerUrl::parse(&server.origin()).map_err(debug)?;
    ensure!(
        origin.origin() == server.origin(),
        "{} became {}",
        server.origin(),
        origin.origin()
    );
    let url = server.join("/api/v1/x", Some("a=b"));
    let prefix = url
        .as_str()
        .strip_suffix("/api/v1/x?a=b")
        .unwrap_or_default();
    let same = reqwest::Url::parse(&shown).map_err(debug)?;
    ensure!(
        prefix == same.as_str().trim_end_matches('/'),
        "{url} is not at {shown}"
    );
    ensure!(server.join_socket("/ws").starts_with("ws"), "{server}");
    let (host, _) = server.host_and_port();
    ensure!(!host.is_empty(), "no host in {server}");
    let candidates = ServerUrl::candidates(&text).map_err(debug)?;
    ensure!(candidates.first() == Some(&server), "{candidates:?}");
    Ok(())
}

thread_local! {
    static DIRECTORY: tempfile::TempDir = tempfile::tempdir().unwrap();
}

/// A value of the settings file is written back as it is, and a setting that a person changes
/// changes no other.
fn settings(input: &[u8], rng: &mut Rng) -> Outcome {
    let directory = DIRECTORY.with(|directory| directory.path().to_owned());
    fs::write(directory.join("config.toml"), input).map_err(debug)?;
    let files = Files::in_directory(&directory);
    let mut before = Configuration::default();
    let warnings = files.settings.read_into(&mut before);
    ensure!(
        warnings.len() <= input.len() + 1,
        "{} warnings",
        warnings.len()
    );
    let values = |configuration: &Configuration| {
        let text = |setting: &Setting| configuration.settings().text(*setting);
        Setting::VARIANTS.iter().map(text).collect::<Vec<_>>()
    };
    for (setting, text) in Setting::VARIANTS.iter().zip(values(&before)) {
        let Some(text) = text else { continue };
        let mut again = before.settings().clone();
        let set = again.set(*setting, &text);
        ensure!(
            set.is_ok() && again == *before.settings(),
            "{setting:?} is {text:?}, not {:?}",
            again.text(*setting)
        );
    }
    if rng.u8(..64) > 0 {
        return Ok(());
    }
    let changed = pick(rng, Setting::VARIANTS);
    let Some(value) = Configuration::default().settings().text(changed) else {
        return Ok(());
    };
    // In a directory of its own: a write that fails is tried again when its thread ends.
    let directory = tempfile::tempdir().map_err(debug)?;
    let path = directory.path().join("config.toml");
    fs::write(&path, input).map_err(debug)?;
    let files = Files::in_directory(directory.path());
    files.settings.set(changed, &value);
    files.writer.flush(Duration::from_secs(10));
    let content = fs::read(&path).map_err(debug)?;
    if content == input {
        return Ok(()); // No TOML: a file that a person has to repair is left alone.
    }
    let mut after = Configuration::default();
    files.settings.read_into(&mut after);
    for ((setting, before), after) in Setting::VARIANTS
        .iter()
        .zip(values(&before))
        .zip(values(&after))
    {
        let expected = if *setting == changed {
            Some(value.clone())
        } else {
            before
        };
        ensure!(
            after == expected,
            "{setting:?} is {after:?} instead of {expected:?} once {changed:?} is set"
        );
    }
    Ok(())
}

/// What the files hold comes back as it was; a window is never larger than a display.
fn state_files(input: &[u8], _rng: &mut Rng) -> Outcome {
    file_comes_back::<Vec<Profile>>(input)?;
    file_comes_back::<Vec<StoredSession>>(input)?;
    file_comes_back::<Vec<TimelineEvent>>(input)?;
    file_comes_back::<Thresholds>(input)?;
    let Ok(window) = serde_json::from_slice::<WindowState>(input) else {
        return Ok(());
    };
    let size = window.sensible_size();
    let is_sensible = size
        .iter()
        .flatten()
        .all(|side| (1.0..=100_000.0).contains(side));
    ensure!(is_sensible, "a window of {size:?}");
    if window.size == size {
        file_comes_back::<WindowState>(input)?; // What is not sensible may be infinite.
    }
    Ok(())
}

fn file_comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(input: &[u8]) -> Outcome {
    match serde_json::from_slice::<T>(input) {
        Ok(value) if has_exact_numbers(input) => comes_back(&value),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// A name and a passphrase come back from a code, whatever is in them.
fn wifi_code(input: &[u8], _rng: &mut Rng) -> Outcome {
    let text = String::from_utf8_lossy(input);
    let name = wifi_code::network_name(&text);
    ensure!(
        wifi_code::is_code(&text) || name == text,
        "{text:?} became {name:?}"
    );
    if let Some(code) = wifi_code::parse(&text) {
        ensure!(wifi_code::is_start_of_code(&text), "{text:?} is a code");
        ensure!(
            code.ssid.len() + code.passphrase.len() <= 2 * text.len(),
            "{text:?} grew"
        );
    }
    let escaped = |text: &str| {
        let mut escaped = String::new();
        for character in text.chars() {
            if matches!(character, '\\' | ';' | ',' | ':' | '"') {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        escaped
    };
    let (ssid, passphrase) = text.split_once(':').unwrap_or((&text, ""));
    let written = format!("WIFI:T:WPA;S:{};P:{};;", escaped(ssid), escaped(passphrase));
    ensure!(
        wifi_code::is_complete(&written),
        "{written:?} is not complete"
    );
    let read = wifi_code::parse(&written).map(|code| (code.ssid, code.passphrase));
    let is_same = read
        .as_ref()
        .is_some_and(|(name, secret)| name == ssid && **secret == passphrase);
    ensure!(
        is_same || ssid.is_empty() && read.is_none(),
        "{written:?} became {read:?}"
    );
    Ok(())
}

static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);

/// Half of the inputs get a sum that fits, so that more than the sum is tried.
fn history(input: &[u8], rng: &mut Rng) -> Outcome {
    const MAGIC: &[u8] = b"pidash history 3\n";
    let mut bytes = input.to_vec();
    if rng.bool()
        && let Some(body) = input.strip_prefix(MAGIC)
        && let Some(content) = body.len().checked_sub(4)
    {
        let sum = CRC.checksum(&body[..content]).to_le_bytes();
        bytes.truncate(MAGIC.len() + content);
        bytes.extend(sum);
    }
    let Some(points) = health_history::decode(&bytes) else {
        return Ok(());
    };
    ensure!(points.len() <= bytes.len(), "{} points", points.len());
    ensure!(points.is_sorted_by_key(|point| point.at_ms), "{points:?}");
    if bytes.starts_with(MAGIC) {
        let written = health_history::encode(&points).map_err(debug)?;
        let again = health_history::decode(&written);
        ensure!(
            again.as_ref() == Some(&points),
            "{again:?} instead of {points:?}"
        );
    }
    Ok(())
}

/// A secret is kept as it was given, a key without what nobody sees, and printed nowhere.
fn secrets(input: &[u8], rng: &mut Rng) -> Outcome {
    let text = String::from_utf8_lossy(input);
    let is_hidden = |shown: &str| !shown.contains(SECRET);
    let key = ApiKey::new(&text);
    let passphrase = Passphrase::new(&text);
    let shown = format!("{key:?} {passphrase:?} {:?}", pin::Pin::new(&text));
    ensure!(is_hidden(&shown), "{shown}");
    if let Ok(passphrase) = &passphrase {
        ensure!(passphrase.expose() == text, "{:?}", passphrase.expose());
    }
    if let Ok(ssid) = Ssid::new(&text) {
        ensure!(ssid.as_str() == text && text.len() <= 32, "{ssid}");
    }
    if let Ok(key) = &key {
        let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        ensure!(key.expose() == visible.trim(), "{:?}", key.expose());
        ensure!(
            HeaderValue::from_str(key.expose()).is_ok(),
            "no header: {:?}",
            key.expose()
        );
    }
    if rng.u8(..64) > 0 {
        return Ok(());
    }
    let directory = DIRECTORY.with(|directory| directory.path().join("keys"));
    let files = OwnFiles::at(Some(directory.clone()));
    let origin = "http://pi.local:8082";
    let known = ApiKey::new(SECRET).map_err(debug)?;
    let written = key.as_ref().unwrap_or(&known);
    files.write(origin, written).map_err(debug)?;
    let read = files.read(origin).map_err(debug)?;
    ensure!(
        read.is_some_and(|read| read.expose() == written.expose()),
        "another key"
    );
    // The file as another program might leave it.
    let file = fs::read_dir(&directory).map_err(debug)?.next();
    let path = file.and_then(Result::ok).ok_or("no file")?.path();
    fs::write(path, input).map_err(debug)?;
    if let Err(error) = files.read(origin) {
        let shown = debug(error);
        ensure!(is_hidden(&shown), "{shown}");
    }
    Ok(())
}
