//! Bad input causes a problem or a warning, and everything else keeps working.

use std::{net::SocketAddr, time::Duration};

use pidash::{
    client::{CaCertificates, ClientConfig, ServerUrl, Timing, http::Client},
    domain::{
        feature_flags::FeatureFlags,
        problem::{Problem, Remedy},
    },
    i18n,
    messages::{AllowlistReply, AllowlistVerb, BatchEvent, Command, Event, Warning},
    simulator::Fault,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{interval, timeout},
};

use super::{Console, DEADLINE, pi, quick, start_request};

/// A server that sends the same answer to every request, and passes on the requests.
async fn server(answer: impl Into<String>) -> (SocketAddr, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = answer.into();
    let (asked, requests) = mpsc::channel(100);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let length = socket.read(&mut request).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            asked.try_send(request).ok();
            socket.write_all(answer.as_bytes()).await.ok();
        }
    });
    (address, requests)
}

/// The outcome of a stream to such a server.
async fn problem_with(address: &str) -> (String, Remedy) {
    let mut console = Console::open(address, None, quick());
    let problem = console.retrying().await;
    assert_eq!(
        problem.endpoint.as_deref(),
        Some("GET /api/v1/provisioning/batch/events")
    );
    (problem.code().into_owned(), problem.remedy)
}

fn warning(event: Event) -> Option<Warning> {
    match event {
        Event::Warning(warning) => Some(warning),
        _ => None,
    }
}

#[tokio::test]
async fn servers_that_are_no_pi_have_their_own_codes() {
    let (ssh, _) = server("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n").await;
    let no_pi = (
        "NOT_A_PIORCHESTRATOR".to_owned(),
        Remedy::CheckAddress { instead: None },
    );
    assert_eq!(problem_with(&ssh.to_string()).await, no_pi);

    let free_port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let nobody = ("UNREACHABLE".to_owned(), Remedy::CheckPi);
    assert_eq!(problem_with(&free_port.to_string()).await, nobody);

    let (dumb, _) = server("").await;
    assert_eq!(problem_with(&dumb.to_string()).await.0, "CONNECTION_LOST");

    let (plain, _) = server("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await;
    assert_eq!(
        problem_with(&format!("https://{plain}")).await.0,
        "TLS_FAILED"
    );

    let (text, _) =
        server("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi").await;
    assert_eq!(problem_with(&text.to_string()).await.0, "STREAM_NOT_EVENTS");
}

#[tokio::test]
async fn the_key_does_not_follow_a_redirect_to_another_address() {
    let (elsewhere, mut strays) = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let head = format!(
        "HTTP/1.1 307 X\r\nLocation: http://{elsewhere}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let (pi, mut requests) = server(head).await;
    let mut console = Console::open(&pi.to_string(), Some("open-sesame"), quick());
    assert_eq!(console.start().await.unwrap_err().code(), "REDIRECTED");
    let problem = console.retrying().await;
    assert_eq!(problem.code(), "REDIRECTED");
    assert!(
        i18n::problem_summary(&problem).contains(&elsewhere.to_string()),
        "{}",
        i18n::problem_summary(&problem)
    );
    assert!(
        requests
            .recv()
            .await
            .unwrap()
            .contains("x-api-key: open-sesame")
    );
    drop(console);
    assert!(strays.try_recv().is_err());
}

#[tokio::test]
async fn a_redirect_within_the_address_is_followed() {
    let head =
        "HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (pi, mut requests) = server(head).await;
    let _console = Console::open(&pi.to_string(), Some("open-sesame"), quick());
    let followed = async {
        loop {
            let request = requests.recv().await.unwrap();
            if request.starts_with("GET /elsewhere ") {
                return request;
            }
        }
    };
    let request = timeout(DEADLINE, followed).await.unwrap();
    assert!(request.contains("x-api-key: open-sesame") && !request.contains("referer"));
}

/// Values of `Retry-After` that are not sensible waits.
const HOSTILE_WAITS: [&str; 12] = [
    "9300000000000000000",
    "18446744073709551615",
    "99999999999999999999999999",
    "-1",
    "0",
    "",
    "1e300",
    "NaN",
    "é",
    "soon",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT",
];

fn assert_wait_is_sane(problem: &Problem, sent: &str) {
    let wait = problem.retry_after.unwrap();
    let allowed = Duration::from_secs(1)..=Duration::from_hours(1);
    assert!(allowed.contains(&wait), "{sent:?} became {wait:?}");
}

#[tokio::test]
async fn hostile_retry_after_headers_become_a_wait_between_a_second_and_an_hour() {
    for wait in HOSTILE_WAITS {
        for status in [429, 503] {
            let (pi, _) = server(format!(
                "HTTP/1.1 {status} X\r\nRetry-After: {wait}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ))
            .await;
            assert_wait_is_sane(&*start_at(pi).await, wait);
        }
    }
    let many = "Retry-After: 9300000000000000000\r\n".repeat(50);
    let (pi, _) = server(format!(
        "HTTP/1.1 429 X\r\n{many}Content-Length: 0\r\nConnection: close\r\n\r\n"
    ))
    .await;
    assert_wait_is_sane(&*start_at(pi).await, "50 headers");
}

#[tokio::test]
async fn a_retry_after_of_centuries_ends_neither_the_stream_nor_the_commands() {
    let (pi, mut requests) = server(
        "HTTP/1.1 503 X\r\nRetry-After: 9300000000000000000\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    )
    .await;
    let mut console = Console::open(&pi.to_string(), None, quick());
    let problem = console.retrying().await;
    assert_wait_is_sane(&problem, "stream");
    assert_wait_is_sane(&console.start().await.unwrap_err(), "start");
    console.send(Command::Allowlist(AllowlistVerb::Read));
    let list = console.wait_for("list", |event| match event {
        Event::Allowlist(AllowlistReply::List(list)) => Some(list),
        _ => None,
    });
    assert_wait_is_sane(&list.await.unwrap_err(), "list");
    while requests.try_recv().is_ok() {}
    assert_wait_is_sane(&*console.retrying().await, "stream again");
    let request = timeout(DEADLINE, requests.recv()).await.unwrap();
    assert!(request.is_some(), "the stream is opened again");
}

#[tokio::test]
async fn hostile_headers_become_a_problem() {
    let long = "x".repeat(1 << 20);
    let many = (0..500).map(|number| format!("X-{number}: 1\r\n"));
    let headers = [
        "Content-Length: 99999999999999999999999".to_owned(),
        "Content-Length: -1".to_owned(),
        "Content-Length: 5\r\nContent-Length: 7".to_owned(),
        "Transfer-Encoding: soon".to_owned(),
        "Content-Encoding: é".to_owned(),
        "Content-Type: é".to_owned(),
        "Content-Type:".to_owned(),
        "X-Correlation-Id: é".to_owned(),
        "X-Correlation-Id:".to_owned(),
        "Location: é".to_owned(),
        format!("X-Correlation-Id: {}", "x".repeat(50_000)),
        format!("X-Long: {long}"),
        many.collect::<String>().trim_end().to_owned(),
        "no colon".to_owned(),
        "X-Zero: \0".to_owned(),
    ];
    for header in headers {
        for status in [200, 302, 404, 503] {
            let (pi, _) = server(format!(
                "HTTP/1.1 {status} X\r\n{header}\r\nConnection: close\r\n\r\n{{}}"
            ))
            .await;
            let text = i18n::support_text(&*start_at(pi).await);
            let start: String = header.chars().take(40).collect();
            assert!(
                text.len() < 3_000,
                "{start:?} with {status}: {}",
                text.len()
            );
        }
    }
}

/// Starts a session at such a server.
async fn start_at(server: SocketAddr) -> Box<Problem> {
    let config = ClientConfig {
        server: ServerUrl::parse(&server.to_string()).unwrap(),
        key: None,
        timing: quick(),
        features: FeatureFlags::default(),
        extra_cas: CaCertificates::default(),
    };
    let client = Client::new(config).unwrap();
    client.start_session(start_request()).await.unwrap_err()
}

#[tokio::test]
async fn a_redirect_never_turns_a_post_into_a_get() {
    for (status, sent_on) in [
        (301, false),
        (302, false),
        (303, false),
        (307, true),
        (308, true),
    ] {
        let (pi, mut requests) = server(format!(
            "HTTP/1.1 {status} X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ))
        .await;
        assert_eq!(start_at(pi).await.code(), "REDIRECTED");
        let mut lines = Vec::new();
        while let Ok(request) = requests.try_recv() {
            lines.push(request.lines().next().unwrap().to_owned());
        }
        assert!(
            lines.iter().all(|line| line.starts_with("POST ")),
            "{lines:?}"
        );
        let elsewhere = lines.iter().any(|line| line.contains("/elsewhere"));
        assert_eq!(elsewhere, sent_on, "{status}: {lines:?}");
    }
}

#[tokio::test]
async fn a_passphrase_that_the_pi_quotes_is_not_shown() {
    let body = r#"{"success":false,"error":{"code":"X","message":"correct horse is bad","details":{"p":"correct horse"}}}"#;
    let (pi, _) = server(format!(
        "HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    ))
    .await;
    let text = i18n::support_text(&*start_at(pi).await);
    assert!(text.contains("[redacted] is bad"), "{text}");
    assert!(text.contains(r#"{"p":"[redacted]"}"#), "{text}");
}

#[tokio::test]
async fn a_line_of_5_mb_causes_a_warning_and_one_reconnect() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    pi.inject_sse(&format!("data:{}\n\n", "x".repeat(5_000_000)));
    let warning = console.wait_for("warning", warning).await;
    assert_eq!(warning.source, "GET /api/v1/provisioning/batch/events");
    assert_eq!(console.retrying().await.code(), "LINE_TOO_LONG");
    console.live().await;
}

#[tokio::test]
async fn an_unreadable_event_causes_a_warning_and_the_stream_stays_open() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    let no_payload = "{\"version\":\"1.0\",\"type\":\"device.discovered\"}";
    let injected = [
        no_payload,
        "{broken",
        "{\"version\":\"1.0\",\"type\":\"coffee.ready\",\"payload\":{}}",
    ];
    for data in injected {
        pi.inject_sse(&format!("event:device.discovered\ndata:{data}\n\n"));
    }
    for _ in injected {
        let warning = console.wait_for("warning", warning).await;
        assert!(!warning.source.is_empty() && !i18n::warning_kind(&warning.kind).is_empty());
    }
    pi.inject_sse("data:{\"type\":\"connection.heartbeat\",\"payload\":null}\n\n");
    let stayed = |event| match event {
        Event::Stream(status) => panic!("{status:?}"),
        Event::Batch(BatchEvent::Heartbeat) => Some(()),
        _ => None,
    };
    console.wait_for("heartbeat", stayed).await;
}

/// A proxy may compress the stream although nobody asked for it.
#[tokio::test]
async fn events_compressed_with_gzip_are_read_at_once() {
    let pi = pi().await;
    pi.set_fault(Fault::EventsCompressed);
    let mut console = Console::on(&pi);
    console.live().await;
    console.start().await.unwrap();
    let found = |event| matches!(event, Event::Batch(BatchEvent::Candidate(_))).then_some(());
    console
        .wait_for("a camera that an event reports", found)
        .await;
}

#[tokio::test]
async fn a_stream_in_an_unknown_or_damaged_encoding_is_named_as_the_cause() {
    let address = Remedy::CheckAddress { instead: None };
    for encoding in ["gzip", "BR", "deflate, gzip"] {
        let (pi, mut requests) = server(format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: {encoding}\r\n\r\ndata: not compressed at all\n\n"
        ))
        .await;
        let problem = problem_with(&pi.to_string()).await;
        assert_eq!(problem, ("STREAM_COMPRESSED".to_owned(), address.clone()));
        let events = async {
            loop {
                let request = requests.recv().await.unwrap();
                if request.contains("/events") {
                    return request;
                }
            }
        };
        let request = timeout(DEADLINE, events).await.unwrap();
        assert!(request.contains("accept-encoding: identity"), "{request}");
    }
    let (pi, _) = server(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: identity\r\n\r\n",
    )
    .await;
    Console::open(&pi.to_string(), None, quick()).live().await;
}

#[tokio::test]
async fn a_stream_that_never_ends_a_line_is_silent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let timing = Timing {
        stream_silence: Duration::from_millis(300),
        ..quick()
    };
    let mut console = Console::open(&listener.local_addr().unwrap().to_string(), None, timing);
    let mut socket = stream_of(&listener).await;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    socket.write_all(head.as_bytes()).await.unwrap();
    console.live().await;
    let drip = async {
        let mut every = interval(Duration::from_millis(10));
        loop {
            every.tick().await;
            socket.write_all(b"x").await.ok();
        }
    };
    let problem = tokio::select! {
        problem = console.retrying() => problem,
        () = drip => unreachable!(),
    };
    assert_eq!(problem.code(), "STREAM_SILENT");
}

#[tokio::test]
async fn another_version_causes_one_warning() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    for _ in 0..3 {
        pi.inject_sse(
            "data:{\"version\":\"2.0\",\"type\":\"connection.heartbeat\",\"payload\":null}\n\n",
        );
    }
    pi.inject_sse("data:{\"version\":\"1.0\",\"type\":\"error\",\"payload\":{\"code\":\"X\",\"message\":\"end\"}}\n\n");
    let mut warnings = 0;
    console
        .wait_for("the last event", |event| {
            warnings += usize::from(matches!(event, Event::Warning(_)));
            matches!(event, Event::Batch(BatchEvent::Trouble(_))).then_some(())
        })
        .await;
    assert_eq!(warnings, 1);
}

#[tokio::test]
async fn dropping_the_handle_closes_its_connections() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut console = Console::open(&listener.local_addr().unwrap().to_string(), None, quick());
    let mut socket = stream_of(&listener).await;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    socket.write_all(head.as_bytes()).await.unwrap();
    console.live().await;
    drop(console);
    timeout(DEADLINE, closed(&mut socket)).await.unwrap();
}

/// The connection that asks for events: others may come before it.
async fn stream_of(listener: &TcpListener) -> TcpStream {
    loop {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let length = socket.read(&mut request).await.unwrap();
        if String::from_utf8_lossy(&request[..length]).contains("/events") {
            return socket;
        }
    }
}

async fn closed(socket: &mut TcpStream) {
    let mut buffer = [0; 1024];
    while !matches!(socket.read(&mut buffer).await, Ok(0) | Err(_)) {}
}
