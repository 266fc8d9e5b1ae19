//! Each fault does on the wire what it says.

use std::{
    io::Read as _,
    str::from_utf8,
    time::{Duration, Instant},
};

use flate2::read::GzDecoder;
use futures_util::future::join_all;
use pidash::simulator::{
    BadValues, Calls, EventCorruption, Fault, Form, FrameFault, HeaderFault, Service, Simulator,
    SimulatorConfig, StatusAnswer,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use super::{BATCH, DEADLINE, Feed, encoded, exchange, fast, get, pi, post, start, until};

/// How long nothing has to come.
const QUIET: Duration = Duration::from_millis(100);

/// More is not read of an answer.
const MOST: usize = 4 << 20;

/// Sends a request and reads until the connection ends, is quiet, or has sent much. The flag says
/// whether it ended.
async fn raw(pi: &Simulator, request: &str) -> (Vec<u8>, bool) {
    raw_up_to(MOST, pi, request).await
}

async fn raw_up_to(most: usize, pi: &Simulator, request: &str) -> (Vec<u8>, bool) {
    let mut stream = TcpStream::connect(pi.address()).await.unwrap();
    let text = format!("{request} HTTP/1.1\r\nHost: pi\r\nConnection: close\r\n\r\n");
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    while bytes.len() < most {
        match timeout(QUIET, stream.read_buf(&mut bytes)).await {
            Ok(Ok(1..)) => {}
            Ok(_) => return (bytes, true),
            Err(_) => break,
        }
    }
    (bytes, false)
}

/// An open monitoring socket and the bytes received so far.
struct Socket(TcpStream, Vec<u8>);

impl Socket {
    async fn open(pi: &Simulator) -> Self {
        let mut stream = TcpStream::connect(pi.address()).await.unwrap();
        let request = "GET /ws/monitor HTTP/1.1\r\nHost: pi\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut socket = Self(stream, Vec::new());
        while !socket.1.ends_with(b"\r\n\r\n") {
            let byte = timeout(DEADLINE, socket.0.read_u8()).await.unwrap();
            socket.1.push(byte.unwrap());
        }
        socket
    }

    fn head(&self) -> String {
        String::from_utf8_lossy(&self.1).to_lowercase()
    }

    /// The next bytes; `None` once the socket is broken.
    async fn read(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; count];
        let read = timeout(DEADLINE, self.0.read_exact(&mut bytes)).await;
        read.unwrap().ok().map(|_| bytes)
    }

    async fn is_quiet(&mut self) -> bool {
        timeout(QUIET, self.0.read_u8()).await.is_err()
    }
}

/// A Pi whose heartbeats and figures come often.
async fn lively() -> Simulator {
    pi(SimulatorConfig {
        heartbeat: Duration::from_millis(10),
        tick: Duration::from_millis(10),
        ..fast()
    })
    .await
}

async fn with_devices(pi: &Simulator, session: &str) -> super::Answer {
    get(pi, &format!("{session}?include_devices=true")).await
}

async fn recoverable(pi: &Simulator) -> usize {
    let answer = get(pi, "/api/v1/provisioning/sessions/recoverable")
        .await
        .json();
    answer["data"]["sessions"].as_array().unwrap().len()
}

/// An event stream that is open before `fault` is set.
async fn feed_with(pi: &Simulator, fault: Fault) -> Feed {
    let mut feed = Feed::open(pi, "").await;
    feed.until("connection.established").await;
    pi.set_fault(fault);
    feed
}

/// Sets the fault on a Pi with a session of three cameras, and asserts what is seen.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each fault, in the order of the table"
)]
async fn show(fault: Fault) {
    let pi = pi(SimulatorConfig {
        devices: 3,
        heartbeat: Duration::from_millis(10),
        tick: Duration::from_millis(10),
        ..fast()
    })
    .await;
    let session = start(&pi).await;
    until(&pi, &session, |devices| devices.len() == 3).await;
    let pause = format!("{session}/pause");
    let state =
        async || with_devices(&pi, &session).await.json()["data"]["session"]["state"].clone();
    match fault.clone() {
        Fault::Offline => {
            pi.set_fault(fault);
            assert!(exchange(pi.address(), "GET /health", "").await.is_none());
        }
        Fault::NeverServed => {
            pi.set_fault(fault);
            assert_eq!(raw(&pi, "GET /health").await, (Vec::new(), false));
            assert!(pi.accepted_connections() > 0);
        }
        Fault::AnotherService { .. } => {
            pi.set_fault(fault);
            let (bytes, ended) = raw(&pi, "GET /health").await;
            assert!(ended && bytes.starts_with(b"SSH-2.0-"), "{bytes:?}");
        }
        Fault::Restart { readable, .. } => {
            let mut feed = Feed::open(&pi, "").await;
            pi.set_fault(Fault::Restart {
                down_ms: 20,
                readable,
            });
            feed.ends().await;
            let back = async {
                while exchange(pi.address(), "GET /health", "").await.is_none() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            };
            timeout(DEADLINE, back).await.unwrap();
            assert_eq!(recoverable(&pi).await, 1);
            assert_eq!(get(&pi, &session).await.status, 200);
        }
        Fault::Status(_) => {
            pi.set_fault(fault);
            let (status, retryable) = (503, true);
            let answer = get(&pi, &session).await;
            assert_eq!(answer.status, status);
            assert_eq!(answer.json()["error"]["code"], "NETWORK_ERROR");
            assert_eq!(answer.json()["error"]["retryable"], retryable);
        }
        Fault::Late { .. } => {
            pi.set_fault(Fault::Late { ms: 50 });
            let asked = Instant::now();
            assert_eq!(get(&pi, &session).await.status, 200);
            assert!(asked.elapsed() >= Duration::from_millis(50));
        }
        Fault::Held => {
            pi.set_fault(fault);
            assert_eq!(
                raw(&pi, &format!("GET {session}")).await,
                (Vec::new(), false)
            );
            let release = async {
                while pi.count_requests("GET", "/health").all == 0 {
                    tokio::task::yield_now().await;
                }
                pi.clear_faults();
            };
            let (answer, ()) = tokio::join!(get(&pi, "/health"), release);
            assert_eq!(answer.status, 200);
        }
        Fault::AnswerLost => {
            pi.set_fault_for(fault, Calls::default().times(1));
            assert!(
                exchange(pi.address(), &format!("POST {pause}"), "")
                    .await
                    .is_none()
            );
            assert_eq!(state().await, "paused");
        }
        Fault::Truncated { .. } => {
            let whole = get(&pi, &session).await.body.len();
            pi.set_fault(fault);
            let (bytes, ended) = raw(&pi, &format!("GET {session}")).await;
            let text = String::from_utf8(bytes).unwrap().to_lowercase();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(
                ended && head.contains(&format!("content-length: {whole}")),
                "{head}"
            );
            assert_eq!(body.len(), whole / 2);
        }
        Fault::Endless => {
            pi.set_fault(fault);
            let (bytes, ended) = raw(&pi, "GET /health").await;
            assert!(!ended && bytes.len() >= MOST);
        }
        Fault::Huge { .. } => {
            pi.set_fault(Fault::Huge { megabytes: 2 });
            let (bytes, ended) = raw(&pi, "GET /health").await;
            assert!(ended && bytes.len() > 2 << 20 && bytes.ends_with(b"{}}\r\n0\r\n\r\n"));
        }
        Fault::Slow { .. } => {
            pi.set_fault(Fault::Slow { ms: 500 });
            let (bytes, ended) = raw(&pi, "GET /health").await;
            assert!(
                !ended && bytes.ends_with(b"\r\n\r\n"),
                "only the head: {bytes:?}"
            );
        }
        Fault::Headers { .. } => {
            pi.set_fault(fault);
            let (bytes, _) = raw(&pi, "GET /health").await;
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                text.contains("Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"),
                "{text}"
            );
        }
        Fault::InvalidJson => {
            pi.set_fault(fault);
            let answer = get(&pi, &session).await;
            assert!(answer.status == 200 && serde_json::from_str::<Value>(&answer.body).is_err());
        }
        Fault::InvalidUtf8 => {
            pi.set_fault(fault);
            let (bytes, ended) = raw(&pi, &format!("GET {session}")).await;
            assert!(ended && from_utf8(&bytes).is_err());
        }
        Fault::BadValues { .. } => {
            pi.set_fault(fault);
            let answer = with_devices(&pi, &session).await.json();
            assert_eq!(answer["data"].get("devices"), Some(&Value::Null));
        }
        Fault::Field { .. } => {
            pi.set_fault(fault);
            let answer = with_devices(&pi, &session).await;
            assert_eq!(
                answer.body.matches("\"rssi\":1e400").count(),
                3,
                "{}",
                answer.body
            );
        }
        Fault::CorrelationId { .. } => {
            pi.set_fault(fault);
            let answer = get(&pi, &session).await;
            assert!(
                answer.json()["request_id"].is_string()
                    && !answer.head.contains("x-correlation-id")
            );
            assert!(answer.json().get("correlation_id").is_none());
        }
        Fault::Redirect { status, location } => {
            pi.set_fault(fault);
            let answer = get(&pi, &session).await;
            assert_eq!(u32::from(answer.status), status);
            assert!(answer.head.contains(&format!("location: {location}")));
            let location = "slash".to_owned();
            pi.set_fault(Fault::Redirect { status, location });
            let head = with_devices(&pi, &session).await.head;
            assert!(
                head.contains(&format!("location: {session}/?include_devices=true")),
                "{head}"
            );
        }
        Fault::RateLimit { .. } => {
            let limit = Fault::RateLimit {
                gap_ms: 3_600_000,
                retry_after_seconds: 9,
            };
            pi.set_fault_for(limit, Calls::to("/batch/"));
            assert_eq!(get(&pi, &session).await.status, 200);
            let answer = get(&pi, &session).await;
            assert_eq!(
                (
                    answer.status,
                    &answer.json()["error"]["retry_after_seconds"]
                ),
                (429, &json!(9))
            );
            assert_eq!(get(&pi, "/health").await.status, 200);
        }
        Fault::OlderPi => {
            pi.set_fault(fault);
            assert_eq!(get(&pi, &format!("{BATCH}/network")).await.status, 404);
            assert_eq!(
                get(&pi, "/api/v1/provisioning/network/status").await.status,
                200
            );
        }
        Fault::WrongPort => {
            pi.set_fault(fault);
            assert!(get(&pi, &session).await.is_web_page());
        }
        Fault::MissingFeatures { .. } => {
            pi.set_fault(fault);
            let path = "/api/v1/provisioning/allowlist/bulk";
            let answer = post(&pi, path, &json!({ "entries": [] })).await;
            assert_eq!(
                (answer.status, answer.body.as_str()),
                (404, "404 page not found")
            );
        }
        Fault::DevicesApart => {
            pi.set_fault(fault);
            assert!(
                with_devices(&pi, &session).await.json()["data"]
                    .get("devices")
                    .is_none()
            );
        }
        Fault::KeyRotated => {
            pi.set_fault(fault);
            let answer = get(&pi, &session).await;
            assert_eq!(
                (answer.status, &answer.json()["code"]),
                (401, &json!("UNAUTHORIZED"))
            );
            assert_eq!(get(&pi, "/health").await.status, 200);
        }
        Fault::EventsDropped => feed_with(&pi, fault).await.ends().await,
        Fault::EventsMute => {
            let mut feed = feed_with(&pi, fault).await;
            pi.inject_sse("data:lost\n\n");
            while timeout(QUIET, feed.more()).await == Ok(true) {
                let text = &feed.text;
                assert!(
                    !text.contains("lost") && !text.contains("keepalive"),
                    "{text}"
                );
            }
        }
        Fault::EventsLost => {
            let mut feed = feed_with(&pi, fault).await;
            pi.inject_sse("data:lost\n\n");
            feed.text.clear();
            assert!(!feed.until(":keepalive").await.contains("lost"));
        }
        Fault::EventsEveryNthLost { .. } => {
            let mut feed = feed_with(&pi, fault).await;
            for number in 1..=4 {
                pi.inject_sse(&format!("data:number {number}\n\n"));
            }
            let text = feed.until("number 4").await;
            assert!(
                text.contains("number 2") && !text.contains("number 3"),
                "{text}"
            );
        }
        Fault::EventsDrip { .. } => {
            pi.set_fault(Fault::EventsDrip {
                bytes: 1,
                every_ms: 5,
            });
            Feed::open(&pi, "")
                .await
                .until("1\r\ne\r\n1\r\nv\r\n1\r\ne\r\n")
                .await;
        }
        Fault::EventsCompressed => {
            pi.set_fault(fault);
            let (bytes, _) = raw_up_to(1_000, &pi, &format!("GET {BATCH}/events")).await;
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(text.contains("content-encoding: gzip"), "{text}");
            let start = bytes
                .windows(2)
                .position(|pair| pair == [0x1F, 0x8B])
                .unwrap();
            let head = from_utf8(&bytes[..start]).unwrap().trim_end();
            let length = usize::from_str_radix(head.rsplit('\n').next().unwrap(), 16).unwrap();
            let mut event = [0; 20];
            let mut decoder = GzDecoder::new(&bytes[start..start + length]);
            decoder.read_exact(&mut event).unwrap();
            assert_eq!(&event, b"event:connection.est");
        }
        Fault::EventsCorrupt { .. } => {
            let mut feed = feed_with(&pi, fault).await;
            pi.inject_sse("data:{\"type\":\"x\",\"payload\":{}}\n\n");
            let text = feed.until("data:{\"type\":\"x\"").await;
            let (_, after) = text.split_once("\"type\":\"x\"").unwrap();
            assert!(!after.contains("payload"), "{text}");
        }
        Fault::EventsEndAtOnce { .. } => {
            pi.set_fault(fault);
            let (bytes, ended) = raw(&pi, &format!("GET {BATCH}/events")).await;
            let text = String::from_utf8(bytes).unwrap();
            assert!(
                ended && text.contains(" 200 ") && !text.contains("event:"),
                "{text}"
            );
        }
        Fault::EventsWithoutHeartbeat => {
            pi.set_fault(fault);
            let mut feed = Feed::open(&pi, "?session_id=other").await;
            while timeout(QUIET, feed.more()).await == Ok(true) {
                assert!(!feed.text.contains("keepalive"), "{}", feed.text);
            }
        }
        Fault::EventsUnfiltered => {
            pi.set_fault(fault);
            let mut feed = Feed::open(&pi, "?session_id=other").await;
            post(&pi, &pause, &Value::Null).await;
            feed.until("session.state_changed").await;
        }
        Fault::ErrorEvent { .. } => {
            let mut feed = feed_with(&pi, fault).await;
            let text = feed.until("\n\r\n").await;
            let text = if text.contains("error.occurred") {
                text
            } else {
                feed.until("retryable").await
            };
            assert!(
                text.contains("SESSION_EXPIRED") && text.contains("error.occurred"),
                "{text}"
            );
        }
        Fault::MonitorDropped => {
            let mut socket = Socket::open(&pi).await;
            socket.read(1).await.unwrap();
            pi.set_fault(fault);
            while socket.read(1).await.is_some() {}
        }
        Fault::MonitorMute => {
            pi.set_fault(fault);
            assert!(Socket::open(&pi).await.is_quiet().await);
        }
        Fault::MonitorFrames { .. } => {
            pi.set_fault(fault);
            assert_eq!(Socket::open(&pi).await.read(1).await.unwrap(), [0xC1]);
        }
        Fault::MonitorKeepAlive => {
            pi.set_fault(fault);
            let head = Socket::open(&pi).await.head();
            assert!(
                head.contains("connection: keep-alive, upgrade\r\n"),
                "{head}"
            );
        }
        Fault::MonitorExtension => {
            pi.set_fault(fault);
            let head = Socket::open(&pi).await.head();
            assert!(
                head.contains("sec-websocket-extensions: permessage-deflate\r\n"),
                "{head}"
            );
        }
        Fault::SessionForgotten => {
            pi.set_fault(fault);
            assert_eq!(
                get(&pi, &session).await.refusal(),
                (404, "SESSION_NOT_FOUND".to_owned())
            );
            assert_eq!(recoverable(&pi).await, 0);
        }
        Fault::SessionExpired => {
            pi.set_fault(fault);
            assert_eq!(state().await, "closed");
            let refusal = post(&pi, &pause, &Value::Null).await.refusal();
            assert_eq!(refusal, (410, "SESSION_EXPIRED".to_owned()));
        }
        Fault::SessionInterrupted { .. } => {
            pi.set_fault(fault);
            assert_eq!(state().await, "active");
            assert_eq!(recoverable(&pi).await, 1);
            let refusal = post(&pi, &pause, &Value::Null).await.refusal();
            assert_eq!(refusal, (404, "SESSION_NOT_FOUND".to_owned()));
            pi.set_fault(Fault::SessionInterrupted { readable: false });
            assert_eq!(get(&pi, &session).await.status, 404);
        }
        Fault::SessionTaken => {
            pi.set_fault(fault);
            assert_eq!(state().await, "closed");
            let body = json!({ "target_ssid": "ShopNet", "target_password": "" });
            let refusal = post(&pi, &format!("{BATCH}/start"), &body).await.refusal();
            assert_eq!(refusal, (409, "SESSION_ALREADY_ACTIVE".to_owned()));
        }
        Fault::SkippedVanish => {
            pi.set_fault(fault);
            let devices = with_devices(&pi, &session).await.json()["data"]["devices"].clone();
            let skip = format!("{session}/devices/{}/skip", encoded(&devices[0]));
            assert_eq!(post(&pi, &skip, &Value::Null).await.status, 200);
            let left = with_devices(&pi, &session).await.json()["data"]["devices"].clone();
            assert_eq!(left.as_array().map(Vec::len), Some(2));
        }
        Fault::LaggingCounters { .. } => {
            pi.set_fault(fault);
            assert_eq!(
                get(&pi, &session).await.json()["data"]["session"]["device_count"],
                2
            );
        }
        Fault::ClockWrong { .. } => {
            let year = async || {
                let answer = get(&pi, "/api/v1/health").await.json();
                answer["timestamp"].as_str().unwrap()[..4]
                    .parse::<u32>()
                    .unwrap()
            };
            let right = year().await;
            pi.set_fault(fault);
            assert!((2..=3).contains(&(right - year().await)));
        }
    }
    assert!(pi.faults().len() <= 1);
}

#[tokio::test]
async fn every_fault_does_on_the_wire_what_it_says() {
    for faults in Fault::all().chunks(8) {
        join_all(faults.iter().cloned().map(show)).await;
    }
}

#[tokio::test]
async fn a_cleared_fault_is_gone() {
    let pi = lively().await;
    let session = start(&pi).await;
    for fault in Fault::all() {
        let lasts = {
            pi.set_fault(fault.clone());
            !pi.faults().is_empty()
        };
        pi.clear_faults();
        assert!(pi.faults().is_empty());
        if lasts
            && fault
                != (Fault::Restart {
                    down_ms: 5_000,
                    readable: true,
                })
        {
            assert_eq!(get(&pi, "/api/v1/health").await.status, 200, "{fault:?}");
        }
    }
    assert_eq!(pi.count_requests("POST", "/start").all, 1);
    assert_eq!(pi.count_requests("POST", "/start").with_key, 1);
    assert_eq!(pi.count_requests("GET", &session).all, 0);
}

#[tokio::test]
async fn a_status_has_any_form_and_any_wait() {
    let pi = pi(fast()).await;
    let answers = [
        (
            StatusAnswer::new(502, Form::Html),
            "text/html",
            "502 Bad Gateway",
        ),
        (StatusAnswer::new(200, Form::Html), "text/html", "Sign in"),
        (
            StatusAnswer::new(404, Form::Text),
            "text/plain",
            "404 page not found",
        ),
        (
            StatusAnswer::new(504, Form::Text),
            "text/plain",
            "504 Gateway Timeout",
        ),
        (StatusAnswer::new(403, Form::Empty), "content-length: 0", ""),
        (
            StatusAnswer::new(401, Form::Flat),
            "application/json",
            r#""code":"UNAUTHORIZED""#,
        ),
        (
            StatusAnswer::new(400, Form::ErrorText),
            "application/json",
            r#""error":"injected"#,
        ),
        (
            StatusAnswer {
                retry_after: Some("Wed, 21 Oct 2026 07:28:00 GMT".to_owned()),
                retry_after_seconds: Some(json!(-1e300)),
                details: Some("retry_after: 7".to_owned()),
                ..StatusAnswer::new(429, Form::Envelope)
            },
            "retry-after: wed, 21 oct 2026 07:28:00 gmt",
            r#""retry_after_seconds":-1e+300"#,
        ),
        (
            StatusAnswer {
                body: Some(r#"{"status":"not_ready"}"#.to_owned()),
                ..StatusAnswer::default()
            },
            "application/json",
            r#"{"status":"not_ready"}"#,
        ),
    ];
    for (answer, head, body) in answers {
        let status = answer.status;
        pi.set_fault_for(Fault::Status(answer), Calls::to("/health").times(1));
        let answer = get(&pi, "/health").await;
        assert_eq!(answer.status, status);
        assert!(answer.head.contains(head), "{head}: {}", answer.head);
        assert!(answer.body.contains(body), "{body}: {}", answer.body);
        assert_eq!(get(&pi, "/health").await.status, 200, "once");
    }
}

#[tokio::test]
async fn a_start_may_be_executed_before_a_proxy_loses_the_answer() {
    let pi = pi(fast()).await;
    let lost = StatusAnswer {
        executed: true,
        ..StatusAnswer::new(504, Form::Html)
    };
    pi.set_fault_for(
        Fault::Status(lost),
        Calls::to("/start").with("POST").times(1),
    );
    let body = json!({ "target_ssid": "ShopNet", "target_password": "" });
    let path = format!("{BATCH}/start");
    assert_eq!(post(&pi, &path, &body).await.status, 504);
    let refusal = post(&pi, &path, &body).await.refusal();
    assert_eq!(refusal, (409, "SESSION_ALREADY_ACTIVE".to_owned()));
}

#[tokio::test]
async fn headers_are_hostile_in_each_way() {
    let pi = pi(fast()).await;
    let heads = [
        (HeaderFault::Huge, "X-Padding: aaaa"),
        (HeaderFault::Many, "X-Header: a\r\nX-Header: a\r\n"),
        (HeaderFault::BadValue, "X-Bad: a\0b\u{1}c\r\n"),
        (HeaderFault::BadName, "Bad Name: a\r\n"),
        (HeaderFault::NegativeLength, "Content-Length: -1\r\n"),
        (HeaderFault::BadStatus, "HTTP/1.1 fine\r\n\r\n{"),
        (HeaderFault::None, "HTTP/1.1 200 OK\r\n\r\n{"),
    ];
    for (with, expected) in heads {
        pi.set_fault(Fault::Headers { with });
        let (bytes, ended) = raw(&pi, "GET /health").await;
        let text = String::from_utf8(bytes).unwrap();
        assert!(ended && text.contains(expected), "{with:?}");
        assert!(
            text.ends_with(r#"{"status":"ok"}"#),
            "{with:?}: the body follows"
        );
    }
}

#[tokio::test]
async fn another_service_answers_in_each_way() {
    let pi = pi(fast()).await;
    let services = [
        (Service::Garbage, &b"\x15\x03\x03"[..]),
        (
            Service::WebServer,
            b"HTTP/1.0 200 OK\r\nServer: lighttpd\r\n",
        ),
    ];
    for (says, expected) in services {
        pi.set_fault(Fault::AnotherService { says });
        let (bytes, ended) = raw(&pi, "GET /health").await;
        assert!(ended && bytes.starts_with(expected), "{says:?}: {bytes:?}");
    }
    pi.clear_faults();
    assert_eq!(get(&pi, "/health").await.status, 200);
}

#[tokio::test]
async fn events_are_damaged_in_each_way() {
    let pi = pi(fast()).await;
    let mut feed = Feed::open(&pi, "").await;
    let damages = [
        (
            EventCorruption::Sse,
            "no field\n:::\nevent\ndata\nretry:x\nid:\0\n\n",
        ),
        (
            EventCorruption::Utf8,
            "data:\u{FFFD}\u{FFFD}{\"type\":\"x\"}\n\n",
        ),
        (EventCorruption::HugeLine, "aaaa\n\n"),
    ];
    for (with, expected) in damages {
        pi.set_fault(Fault::EventsCorrupt { with });
        pi.inject_sse("data:{\"type\":\"x\"}\n\n");
        while !(feed.text.ends_with("\n\n\r\n") && feed.text.contains(expected)) {
            assert!(feed.more().await, "{with:?}");
        }
        let is_huge = feed.text.len() > 8 << 20;
        assert_eq!(is_huge, with == EventCorruption::HugeLine);
        feed.text.clear();
    }
    pi.clear_faults();
    pi.set_fault(Fault::BadValues {
        with: BadValues::HugeNumbers,
    });
    pi.inject_sse("data:{\"payload\":{\"n\":1}}\n\n");
    feed.until("data:{\"payload\":{\"n\":1e400}}\n\n").await;
}

#[tokio::test]
async fn websocket_frames_are_unusual_in_each_way() {
    let pi = lively().await;
    let frames = [
        (FrameFault::SeveralValues, &[0x81][..]),
        (FrameFault::Fragments, &[0x01]),
        (FrameFault::ReservedBit, &[0xC1]),
        (FrameFault::UnknownOpcode, &[0x83]),
        (FrameFault::Masked, &[0x81, 0xFE]),
        (FrameFault::InvalidUtf8, &[0x81, 2, 0xFF, 0xFE]),
        (FrameFault::InvalidJson, &[0x81]),
        (FrameFault::Oversize, &[0x81, 127, 0, 0, 0, 0, 1, 0, 0, 0]),
        (FrameFault::LongPing, &[0x89, 126, 0, 126]),
        (FrameFault::LoneContinuation, &[0x80]),
        (FrameFault::BadClose, &[0x88, 2, 0x03, 0xED]),
    ];
    for (with, start) in frames {
        pi.set_fault(Fault::MonitorFrames { with });
        let mut socket = Socket::open(&pi).await;
        assert_eq!(socket.read(start.len()).await.unwrap(), start, "{with:?}");
    }
}

#[tokio::test]
async fn the_control_interface_sets_lists_and_clears_faults() {
    let pi = pi(SimulatorConfig {
        control_port: Some(0),
        ..fast()
    })
    .await;
    let url = pi.control_url().unwrap();
    let address = url
        .strip_prefix("http://")
        .unwrap()
        .strip_suffix("/_sim")
        .unwrap();
    let ask = async |request: &str, body: &str| {
        exchange(address.parse().unwrap(), request, body)
            .await
            .unwrap()
    };
    let fault = r#"{"fault":"status","status":502,"form":"html","path":"/health","times":1}"#;
    let set = ask("POST /_sim/fault", fault).await;
    assert_eq!(
        (set.status, &set.json()["active"][0]["status"]),
        (200, &json!(502))
    );
    assert_eq!(get(&pi, "/health").await.status, 502);
    assert_eq!(get(&pi, "/health").await.status, 200);

    let list = ask("GET /_sim/faults", "").await.json();
    let faults = list["faults"].as_array().unwrap();
    assert_eq!(faults.len(), Fault::all().len());
    let drip = faults
        .iter()
        .find(|fault| fault["fault"] == "events-drip")
        .unwrap();
    assert_eq!(drip["parameters"], json!({ "bytes": 1, "every_ms": 200 }));
    assert_eq!(
        drip["description"],
        "Event streams send `bytes` bytes every `every_ms`."
    );

    let wrong = ask("POST /_sim/fault", r#"{"fault":"late","ms":0}"#).await;
    assert_eq!(
        (wrong.status, wrong.body.as_str()),
        (400, "ms: 1 to 3600000\n")
    );
    ask("POST /_sim/fault", r#"{"fault":"offline"}"#).await;
    assert!(exchange(pi.address(), "GET /health", "").await.is_none());
    assert_eq!(ask("DELETE /_sim/fault", "").await.status, 204);
    assert_eq!(get(&pi, "/health").await.status, 200);
    let head = get(&pi, "/_sim/faults").await.head;
    assert!(
        head.contains("text/html"),
        "not on the port of the Pi: {head}"
    );
}
