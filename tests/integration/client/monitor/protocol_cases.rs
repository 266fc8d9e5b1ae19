//! What the monitoring socket makes of every kind of frame (RFC 6455), sent as bytes by a server
//! that keeps to no protocol, and of answers to its handshake.

use std::{net::SocketAddr, time::Duration};

use pidash::{
    client::Timing,
    domain::{
        link_state::LinkState,
        telemetry::{Telemetry, Transport},
    },
    i18n,
    messages::{Event, MonitorEvent},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tungstenite::handshake::derive_accept_key;

use super::{brisk, patient};
use crate::client::Console;

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
/// The first bit of a frame: no fragment follows.
const FINAL: u8 = 0x80;
/// The bit of a compressed message (RFC 7692).
const RESERVED_1: u8 = 0x40;
const RESERVED_2: u8 = 0x20;
const RESERVED_3: u8 = 0x10;
/// The bit of the second byte of a masked frame.
const MASKED: u8 = 0x80;
/// The largest message that is read, in bytes.
const LIMIT: usize = 1 << 20;

/// What comes of the bytes of a case.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// The figures with these counts of alerts are shown, without any warning.
    Read(Vec<u32>),
    /// There is one warning with this text, and the socket stays open.
    Warning(String),
    /// The socket is opened again because of `SOCKET_CLOSED`.
    Closed,
    /// The socket is opened again because of `SOCKET_LOST`.
    Lost,
    /// The socket is opened again because of `SOCKET_EXTENSION`.
    Extension,
    /// The socket is opened again because of `FRAME_TOO_LARGE`.
    TooLarge,
}

use Outcome::{Closed, Extension, Lost, Read, TooLarge};

fn warning(text: &str) -> Outcome {
    Outcome::Warning(text.to_owned())
}

type Case = (&'static str, Vec<u8>, Outcome);

fn update(alerts: u32) -> String {
    format!(r#"{{"type":"monitoring_update","data":{{"alerts_count":{alerts}}}}}"#)
}

/// A frame whose length takes as few bytes as possible.
fn frame(first: u8, payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    let length = payload.len();
    let mut bytes = match (u8::try_from(length), u16::try_from(length)) {
        (Ok(length @ 0..=125), _) => vec![first, length],
        (_, Ok(length)) => [&[first, 126], &length.to_be_bytes()[..]].concat(),
        _ => [&[first, 127], &length.to_be_bytes()[..]].concat(),
    };
    bytes.extend(payload);
    bytes
}

fn text(payload: impl AsRef<[u8]>) -> Vec<u8> {
    frame(FINAL | TEXT, payload)
}

/// A text in these fragments, with something before each but the first.
fn fragments(parts: &[&[u8]], between: &[u8]) -> Vec<u8> {
    let last = parts.len() - 1;
    let fragment = |(index, part): (usize, &&[u8])| {
        let opcode = if index == 0 { TEXT } else { CONTINUATION };
        let is_final = if index == last { FINAL } else { 0 };
        let before = if index == 0 { &[] } else { between };
        [before, &frame(is_final | opcode, part)].concat()
    };
    parts.iter().enumerate().flat_map(fragment).collect()
}

/// An update of exactly so many bytes.
fn update_of(length: usize, alerts: u32) -> String {
    let text = update(alerts);
    let blanks = length - text.len();
    text.replace(":{", &format!(":{}{{", " ".repeat(blanks)))
}

fn close(code: u16, reason: impl AsRef<[u8]>) -> Vec<u8> {
    frame(
        FINAL | CLOSE,
        [&code.to_be_bytes(), reason.as_ref()].concat(),
    )
}

fn fragmentation() -> Vec<Case> {
    let one = update(1);
    let [a, b, c] = [
        &one.as_bytes()[..5],
        &one.as_bytes()[5..9],
        &one.as_bytes()[9..],
    ];
    let bytes: Vec<&[u8]> = one.as_bytes().chunks(1).collect();
    let ping = frame(FINAL | PING, "x");
    let control = [ping.clone(), frame(FINAL | PONG, ""), ping.clone()].concat();
    vec![
        ("three fragments", fragments(&[a, b, c], &[]), Read(vec![1])),
        (
            "a fragment for each byte",
            fragments(&bytes, &[]),
            Read(vec![1]),
        ),
        (
            "empty fragments around",
            fragments(&[b"", a, b"", b, c, b""], &[]),
            Read(vec![1]),
        ),
        (
            "control frames between fragments",
            fragments(&[a, b, c], &control),
            Read(vec![1]),
        ),
        (
            "a close between fragments",
            [frame(TEXT, a), close(1001, "")].concat(),
            Closed,
        ),
        (
            "a continuation of nothing",
            frame(FINAL | CONTINUATION, &one),
            Lost,
        ),
        ("the rest of nothing", frame(CONTINUATION, &one), Lost),
        (
            "a text inside a fragmented text",
            [frame(TEXT, a), text(&one)].concat(),
            Lost,
        ),
        (
            "a binary frame inside a fragmented text",
            [frame(TEXT, a), frame(FINAL | BINARY, &one)].concat(),
            Lost,
        ),
        (
            "a fragmented ping",
            [frame(PING, "x"), frame(FINAL | CONTINUATION, "")].concat(),
            Lost,
        ),
        (
            "a fragmented close",
            frame(CLOSE, 1000_u16.to_be_bytes()),
            Lost,
        ),
    ]
}

fn control_frames() -> Vec<Case> {
    vec![
        ("an empty ping", frame(FINAL | PING, ""), Read(vec![])),
        (
            "a ping of 125 bytes",
            frame(FINAL | PING, [0xFE; 125]),
            Read(vec![]),
        ),
        (
            "a ping of 126 bytes",
            frame(FINAL | PING, [0xFE; 126]),
            Lost,
        ),
        (
            "many pings",
            frame(FINAL | PING, "x").repeat(1_000),
            Read(vec![]),
        ),
        (
            "a pong that nobody waits for",
            frame(FINAL | PONG, "x"),
            Read(vec![]),
        ),
        ("a pong of 126 bytes", frame(FINAL | PONG, [0; 126]), Lost),
        ("a close of 126 bytes", close(1000, [b'x'; 124]), Lost),
    ]
}

fn closing() -> Vec<Case> {
    let mut cases = vec![
        ("a close without a code", frame(FINAL | CLOSE, ""), Closed),
        ("a close with half a code", frame(FINAL | CLOSE, [3]), Lost),
        (
            "a close with the longest reason",
            close(1000, [b'x'; 123]),
            Closed,
        ),
        (
            "a close with a reason that is not UTF-8",
            close(1000, [0xFF]),
            Lost,
        ),
        (
            "a text after a close",
            [close(1000, ""), text(update(1))].concat(),
            Closed,
        ),
    ];
    let legal = [
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999,
    ];
    let illegal = [
        0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
    ];
    for code in legal.into_iter().chain(illegal) {
        cases.push(("a close with any code", close(code, "bye"), Closed));
    }
    cases
}

fn reserved() -> Vec<Case> {
    let one = update(1);
    let mut cases = vec![
        (
            "a text that says it is compressed",
            frame(FINAL | RESERVED_1 | TEXT, &one),
            Extension,
        ),
        (
            "a compressed fragment",
            frame(RESERVED_1 | TEXT, &one),
            Extension,
        ),
        (
            "the second reserved bit",
            frame(FINAL | RESERVED_2 | TEXT, &one),
            Extension,
        ),
        (
            "the third reserved bit",
            frame(FINAL | RESERVED_3 | TEXT, &one),
            Extension,
        ),
        (
            "a ping with a reserved bit",
            frame(FINAL | RESERVED_1 | PING, ""),
            Extension,
        ),
        (
            "a close with all reserved bits",
            frame(0xF0 | CLOSE, ""),
            Extension,
        ),
    ];
    for opcode in (3..=7).chain(11..=15) {
        cases.push(("a reserved opcode", frame(FINAL | opcode, &one), Lost));
    }
    cases
}

fn utf_8() -> Vec<Case> {
    let trouble = |message: &[u8]| [br#"{"type":"error","message":""#, message, b"\"}"].concat();
    let text_of = |message: &[u8]| text(trouble(message));
    let cafe = trouble("café 📷".as_bytes());
    let inside = cafe.len() - 4; // Inside the last character.
    let bad = trouble(b"\xF0\x9F\x92");
    vec![
        ("text outside ASCII", text(&cafe), warning("café 📷")),
        (
            "a character over two fragments",
            fragments(&[&cafe[..inside], &cafe[inside..]], &[]),
            warning("café 📷"),
        ),
        (
            "a character over two fragments with a ping between",
            fragments(
                &[&cafe[..inside], &cafe[inside..]],
                &frame(FINAL | PING, ""),
            ),
            warning("café 📷"),
        ),
        ("a byte that is not UTF-8", text_of(b"\xFF"), Lost),
        ("half a character", text_of(b"\xF0\x9F"), Lost),
        (
            "half a character at the end",
            text([update(1).as_bytes(), b"\xC3"].concat()),
            Lost,
        ),
        ("an overlong slash", text_of(b"\xC0\xAF"), Lost),
        ("a surrogate", text_of(b"\xED\xA0\x80"), Lost),
        (
            "beyond the last character",
            text_of(b"\xF4\x90\x80\x80"),
            Lost,
        ),
        (
            "a bad character over two fragments",
            fragments(&[&bad[..bad.len() - 4], &bad[bad.len() - 4..]], &[]),
            Lost,
        ),
        (
            "a byte order mark before JSON",
            text(format!("\u{FEFF}{}", update(1))),
            warning("a frame is not JSON"),
        ),
    ]
}

fn sizes() -> Vec<Case> {
    let half = vec![b' '; LIMIT / 2];
    let header = |length: u64| [&[FINAL | TEXT, 127], &length.to_be_bytes()[..]].concat();
    let one = update(1);
    let mut long_length = header(one.len() as u64);
    long_length.extend(one.as_bytes());
    let mut cases = vec![
        ("an empty text", text(""), Read(vec![])),
        ("a text of white space", text(" \r\n\t"), Read(vec![])),
        (
            "an empty text in fragments",
            fragments(&[b"", b"", b""], &[]),
            Read(vec![]),
        ),
        (
            "a length in more bytes than it needs",
            long_length,
            Read(vec![1]),
        ),
        (
            "the largest message",
            text(update_of(LIMIT, 1)),
            Read(vec![1]),
        ),
        (
            "the largest message in fragments",
            fragments(&[&half, update_of(LIMIT / 2, 1).as_bytes()], &[]),
            Read(vec![1]),
        ),
        (
            "a frame that is too large",
            text(update_of(LIMIT + 1, 1)),
            TooLarge,
        ),
        (
            "a message that is too large",
            fragments(&[&half, &half, b" "], &[]),
            TooLarge,
        ),
        (
            "a frame that says it has 2^63 bytes",
            header(1 << 63),
            TooLarge,
        ),
        (
            "a frame that says it has 2^64 bytes",
            header(u64::MAX),
            TooLarge,
        ),
    ];
    for length in [125, 126, 127, 128, 65_535, 65_536] {
        cases.push((
            "a text of any length",
            text(update_of(length, 1)),
            Read(vec![1]),
        ));
    }
    cases
}

fn values() -> Vec<Case> {
    let (one, two, pong) = (update(1), update(2), r#"{"type":"pong"}"#);
    let masked: Vec<u8> = one.bytes().map(|byte| byte ^ 0x55).collect();
    let length = u8::try_from(one.len()).unwrap();
    let masked = [
        &[FINAL | TEXT, MASKED | length, 0x55, 0x55, 0x55, 0x55],
        &masked[..],
    ]
    .concat();
    vec![
        (
            "two frames at once",
            [text(&one), text(&two)].concat(),
            Read(vec![1, 2]),
        ),
        (
            "two values in a frame",
            text(format!("{one}\n{two}")),
            Read(vec![2]),
        ),
        (
            "a pong among values",
            text(format!("{pong}\n{one}\r\n\r\n{pong}")),
            Read(vec![1]),
        ),
        (
            "values without white space",
            text(format!("{one}{pong}{two}")),
            Read(vec![2]),
        ),
        (
            "a value that is cut off",
            text(format!("{two}\n{{\"type\":")),
            warning("a frame is not JSON"),
        ),
        (
            "values that are no objects",
            text("1 null \"x\" []"),
            warning("a frame is not an object"),
        ),
        (
            "figures without data",
            text(r#"{"type":"initial_data"}"#),
            warning("initial_data has no data"),
        ),
        (
            "an unknown type",
            text(r#"{"type":"greeting","data":[]}"#),
            Read(vec![]),
        ),
        (
            "a value nested too deep",
            text("[".repeat(10_000)),
            warning("a frame is not JSON"),
        ),
        (
            "a binary frame with JSON",
            frame(FINAL | BINARY, &one),
            Read(vec![1]),
        ),
        (
            "a binary frame with anything else",
            frame(FINAL | BINARY, [0xFF, 0, 1]),
            warning("a frame is not JSON"),
        ),
        (
            "an empty binary frame",
            frame(FINAL | BINARY, ""),
            Read(vec![]),
        ),
        ("a masked frame", masked, Lost),
    ]
}

/// A server that opens a socket with this header, sends these bytes on it, and answers system info.
async fn serving(header: &'static str, sent: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, header, sent.clone()));
        }
    });
    address
}

/// Ends when the console closes the connection.
async fn serve(socket: TcpStream, header: &str, sent: Vec<u8>) {
    let mut socket = BufReader::new(socket);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if matches!(socket.read_line(&mut head).await, Ok(0) | Err(_)) {
            return;
        }
    }
    let answer = if head.starts_with("GET /ws/monitor ") {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let is_key = |name: &str| name.eq_ignore_ascii_case("sec-websocket-key");
        let key = lines.find_map(|(name, key)| is_key(name).then_some(key));
        let accept = derive_accept_key(key.unwrap().as_bytes());
        let head = format!(
            "HTTP/1.1 101 X\r\nUpgrade: websocket\r\n{header}\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        [head.as_bytes(), &sent].concat()
    } else if head.starts_with("GET /api/v1/system/info ") {
        let body = include_str!("../../../fixtures/wire/system_info.json");
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
    } else {
        b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n".to_vec()
    };
    // The console may close the connection at any time.
    if socket.write_all(&answer).await.is_ok() {
        let mut rest = Vec::new();
        socket.read_to_end(&mut rest).await.ok();
    }
}

/// The count of alerts in the frame after the bytes of a case.
const MARKER: u32 = 999;

/// Only the socket: no polls, no pings.
fn socket_only() -> Timing {
    Timing {
        monitor_grace: Duration::from_mins(1),
        ..patient()
    }
}

async fn outcome(sent: &[u8]) -> Outcome {
    let sent = [sent, &text(update(MARKER))].concat();
    let pi = serving("Connection: Upgrade", sent).await;
    let mut console = Console::open(&pi.to_string(), None, socket_only());
    let mut alerts = Vec::new();
    let mut warnings = Vec::new();
    // A warning about a message comes after its figures.
    let end = console.wait_for("end of a case", |event| match event {
        Event::Monitor(MonitorEvent::Telemetry(telemetry)) => {
            let Telemetry {
                alerts_count,
                transport,
                ..
            } = *telemetry;
            assert_eq!(transport, Transport::Socket);
            match alerts_count {
                Some(MARKER) => return Some(None),
                count => alerts.extend(count),
            }
            None
        }
        Event::Monitor(MonitorEvent::Stream(LinkState::Retrying { problem, .. })) => {
            Some(Some(problem.code().into_owned()))
        }
        Event::Warning(warning) => {
            warnings.push(i18n::warning_kind(&warning.kind));
            None
        }
        _ => None,
    });
    match (end.await.as_deref(), warnings.as_slice()) {
        (None, []) => Read(alerts),
        (None, [text]) => warning(text),
        (Some("SOCKET_CLOSED"), []) => Closed,
        (Some("SOCKET_LOST"), []) => Lost,
        (Some("SOCKET_EXTENSION"), []) => Extension,
        (Some("FRAME_TOO_LARGE"), []) => TooLarge,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_kind_of_frame_has_its_outcome() {
    let groups = [
        fragmentation(),
        control_frames(),
        closing(),
        reserved(),
        utf_8(),
        sizes(),
        values(),
    ];
    let cases = groups.into_iter().flatten();
    let mut wrong = Vec::new();
    for (name, sent, expected) in cases {
        let outcome = outcome(&sent).await;
        if outcome != expected {
            wrong.push(format!("{name}: {outcome:?} instead of {expected:?}"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// The code of the first problem, and that figures are polled after it.
async fn polled_after(header: &'static str, sent: Vec<u8>) -> String {
    let pi = serving(header, sent).await;
    let mut console = Console::open(&pi.to_string(), None, brisk());
    let problem = console.monitor_retrying().await;
    for _ in 0..3 {
        let figures = console.figures(Transport::Polling).await;
        assert_eq!(figures.sample.cpu_percent, Some(1.23));
    }
    problem.code().into_owned()
}

#[tokio::test]
async fn compressed_frames_that_nobody_asked_for_are_one_fault_and_polling() {
    let compressed = frame(
        FINAL | RESERVED_1 | TEXT,
        [0xAB, 0x56, 0x2A, 0xA9, 0x2C, 0x48, 0x55],
    );
    for header in [
        "Connection: Upgrade",
        "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate",
    ] {
        let code = polled_after(header, compressed.clone()).await;
        assert_eq!(code, "SOCKET_EXTENSION", "{header}");
    }
}

#[tokio::test]
async fn an_extension_that_is_only_named_changes_nothing() {
    let header = "Connection: upgrade\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover";
    let pi = serving(header, text(update(7))).await;
    let mut console = Console::open(&pi.to_string(), None, socket_only());
    let figures = console.figures(Transport::Socket).await;
    assert_eq!(figures.alerts_count, Some(7));
}

#[tokio::test]
async fn a_handshake_that_the_library_refuses_leads_to_polling() {
    for header in [
        "Connection: keep-alive, Upgrade",
        "Connection: close",
        "X-Connection: Upgrade",
        "Connection: Upgrade\r\nSec-WebSocket-Protocol: mqtt",
    ] {
        let code = polled_after(header, text(update(7))).await;
        assert_eq!(code, "NOT_A_SOCKET", "{header}");
    }
}
