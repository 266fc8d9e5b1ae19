//! Every case of `fixtures/sse-cases.json` over a real socket: whole, byte by byte and in pairs.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    thread::{self, JoinHandle},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use pidash::{
    client::{
        CaCertificates, ClientConfig, ServerUrl, Timing,
        http::Client,
        sse::{EventStream, RawEvent, ResumeState},
    },
    domain::feature_flags::FeatureFlags,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    input_b64: String,
    expected: Vec<Expected>,
    last_event_id: Option<String>,
    retry_ms: Option<u64>,
    chunks: Option<Vec<String>>,
    content_type: Option<String>,
    status: Option<u16>,
    expect_open: Option<bool>,
    second_input: Option<String>,
    expected_second: Option<Vec<Expected>>,
    expect_last_event_id_header: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Expected {
    event: String,
    data: String,
    id: String,
}

impl From<RawEvent> for Expected {
    fn from(raw: RawEvent) -> Self {
        let RawEvent { name, data, id } = raw;
        Self {
            event: name,
            data,
            id,
        }
    }
}

impl Case {
    fn input(&self) -> Vec<u8> {
        BASE64_STANDARD.decode(&self.input_b64).unwrap()
    }

    /// The input whole, in single bytes, in pairs, and in the chunks of the case.
    fn cuts(&self) -> Vec<Vec<Vec<u8>>> {
        let input = self.input();
        let own = self.chunks.iter().map(|chunks| {
            chunks
                .iter()
                .map(|chunk| chunk.clone().into_bytes())
                .collect()
        });
        let even =
            [input.len().max(1), 1, 2].map(|size| input.chunks(size).map(<[u8]>::to_vec).collect());
        own.chain(even).collect()
    }
}

fn listening() -> (TcpListener, Client) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let config = ClientConfig {
        server: ServerUrl::parse(&address).unwrap(),
        key: None,
        timing: Timing::default(),
        features: FeatureFlags::default(),
        extra_cas: CaCertificates::default(),
    };
    (listener, Client::new(config).unwrap())
}

/// Answers one request with these chunks; returns the `Last-Event-ID` of the request.
fn serve_once(
    listener: &TcpListener,
    case: &Case,
    chunks: Vec<Vec<u8>>,
) -> JoinHandle<Option<String>> {
    let listener = listener.try_clone().unwrap();
    let status = case.status.unwrap_or(200);
    let content_type = case
        .content_type
        .clone()
        .unwrap_or_else(|| "text/event-stream".to_owned());
    thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let last_event_id = read_request(&socket);
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        );
        let mut answer = head.into_bytes();
        for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
            answer.extend(
                format!("{:x}\r\n", chunk.len())
                    .bytes()
                    .chain(chunk.iter().copied()),
            );
            answer.extend(b"\r\n");
        }
        answer.extend(b"0\r\n\r\n");
        // The client may have closed the connection.
        drop(socket.write_all(&answer));
        last_event_id
    })
}

fn read_request(socket: &TcpStream) -> Option<String> {
    let lines = BufReader::new(socket).split(b'\n').map_while(Result::ok);
    let mut last_event_id = None;
    for line in lines.take_while(|line| line != b"\r") {
        let line = String::from_utf8(line).unwrap();
        if let Some(id) = line.strip_prefix("last-event-id: ") {
            last_event_id = Some(id.trim().to_owned());
        }
    }
    last_event_id
}

/// All events until the connection ends; `None` if the answer was no event stream.
async fn events(client: &Client, resume: &ResumeState) -> Option<Vec<Expected>> {
    let mut stream = EventStream::open(client, None, resume).await.ok()?;
    let mut events = Vec::new();
    while let Ok(event) = stream.next().await {
        events.push(event.into());
    }
    Some(events)
}

async fn check(case: &Case, cut: Vec<Vec<u8>>) {
    let (listener, client) = listening();
    let resume = ResumeState::default();
    let name = format!("{} in {} chunks", case.name, cut.len());

    let serving = serve_once(&listener, case, cut);
    let seen = events(&client, &resume).await;
    assert_eq!(seen.is_some(), case.expect_open.unwrap_or(true), "{name}");
    assert_eq!(seen.unwrap_or_default(), case.expected, "{name}");
    serving.join().unwrap();
    if let Some(id) = &case.last_event_id {
        assert_eq!(resume.last_event_id(), *id, "{name}");
        let retry = resume.retry().map(|wait| wait.as_millis());
        assert_eq!(retry, case.retry_ms.map(u128::from), "{name}");
    }
    if let (Some(input), Some(expected)) = (&case.second_input, &case.expected_second) {
        let serving = serve_once(&listener, case, vec![input.clone().into_bytes()]);
        assert_eq!(
            events(&client, &resume).await.as_ref(),
            Some(expected),
            "{name}"
        );
        assert_eq!(
            serving.join().unwrap(),
            case.expect_last_event_id_header,
            "{name}"
        );
    }
}

#[tokio::test]
async fn every_case_whole_and_in_chunks_of_one_and_two_bytes() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../fixtures/sse-cases.json")).unwrap();
    assert_eq!(cases.len(), 37);
    for case in &cases {
        for cut in case.cuts() {
            check(case, cut).await;
        }
    }
}

/// Id and `retry:` hold until the Pi sends others, also over connections that bring nothing.
#[tokio::test]
async fn id_and_retry_outlive_connections_that_end_at_once() {
    let (listener, client) = listening();
    let resume = ResumeState::default();
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../fixtures/sse-cases.json")).unwrap();
    let inputs = [
        "id:5\nretry:2500\n\n",
        "",
        ":\n",
        "data:cut off",
        "id:6\nretry:9x\n",
        "",
    ];
    for (index, input) in inputs.into_iter().enumerate() {
        let serving = serve_once(&listener, &cases[0], vec![input.into()]);
        let seen = events(&client, &resume).await;
        assert_eq!(seen, Some(vec![]), "{input:?}");
        let sent = serving.join().unwrap();
        let expected = (index > 0).then(|| "5".to_owned());
        assert_eq!(sent, expected, "before {input:?}");
    }
    assert_eq!(resume.retry(), Some(Duration::from_millis(2_500)));
}

/// Not every library accepts an id outside ASCII as a header value; then no reconnect would
/// succeed.
#[tokio::test]
async fn an_odd_last_event_id_does_not_keep_the_stream_down() {
    let (listener, client) = listening();
    let resume = ResumeState::default();
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../fixtures/sse-cases.json")).unwrap();
    for id in ["…", "\u{7f}\u{1}"] {
        let input = format!("id:{id}\ndata:x\n\n").into_bytes();
        let serving = serve_once(&listener, &cases[0], vec![input]);
        assert_eq!(
            events(&client, &resume).await.map(|events| events.len()),
            Some(1)
        );
        serving.join().unwrap();
    }
    let serving = serve_once(&listener, &cases[0], vec![]);
    assert!(events(&client, &resume).await.is_some());
    serving.join().unwrap();
}
