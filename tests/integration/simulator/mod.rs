//! The simulated Pi over a real socket, without an HTTP library, so that the tests assert the bytes
//! that are sent.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod allowlist;
mod calls;
mod every_fault;
mod faults;
mod feed;
mod recovery;

use std::{net::SocketAddr, time::Duration};

use pidash::simulator::{Simulator, SimulatorConfig};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const DEADLINE: Duration = Duration::from_secs(10);
const BATCH: &str = "/api/v1/provisioning/batch";

/// A parsed answer.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Status and code of a refusal in the nested shape.
    fn refusal(&self) -> (u16, String) {
        let body = self.json();
        assert_eq!(body["success"], false);
        assert_eq!(body["error"]["retryable"], false);
        (
            self.status,
            body["error"]["code"].as_str().unwrap().to_owned(),
        )
    }

    fn is_web_page(&self) -> bool {
        self.status == 200 && self.head.contains("content-type: text/html")
    }
}

async fn exchange(address: SocketAddr, request: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let length = body.len();
    let text = format!(
        "{request} HTTP/1.1\r\nHost: pi\r\nConnection: close\r\nX-API-Key: open-sesame\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).await.ok()?;
    let mut answer = String::new();
    let read = timeout(DEADLINE, stream.read_to_string(&mut answer));
    read.await.unwrap().ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some(Answer {
        status: head.split(' ').nth(1)?.parse().ok()?,
        head: head.to_lowercase(),
        body: body.to_owned(),
    })
}

async fn get(pi: &Simulator, path: &str) -> Answer {
    exchange(pi.address(), &format!("GET {path}"), "")
        .await
        .unwrap()
}

async fn post(pi: &Simulator, path: &str, body: &Value) -> Answer {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    exchange(pi.address(), &format!("POST {path}"), &body)
        .await
        .unwrap()
}

async fn pi(config: SimulatorConfig) -> Simulator {
    Simulator::start(config).await.unwrap()
}

fn fast() -> SimulatorConfig {
    SimulatorConfig {
        speed: 200.0,
        session_lifetime: Duration::from_hours(24),
        ..SimulatorConfig::default()
    }
}

/// Starts a session and returns its path.
async fn start(pi: &Simulator) -> String {
    let body = json!({ "target_ssid": "ShopNet", "target_password": "correct horse" });
    let answer = post(pi, &format!("{BATCH}/start"), &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let answer = answer.json();
    format!(
        "{BATCH}/{}",
        answer["data"]["session"]["id"].as_str().unwrap()
    )
}

/// Waits until `wanted` accepts the cameras of the session, and returns them.
async fn until(pi: &Simulator, session: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let poll = async {
        loop {
            let answer = get(pi, &format!("{session}?include_devices=true"))
                .await
                .json();
            let devices = answer["data"]["devices"].as_array().unwrap().clone();
            if wanted(&devices) {
                return devices;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(DEADLINE, poll).await.unwrap()
}

/// An open event stream and the text received so far, including chunk headers.
struct Feed {
    stream: TcpStream,
    text: String,
}

impl Feed {
    async fn open(pi: &Simulator, query: &str) -> Self {
        let mut stream = TcpStream::connect(pi.address()).await.unwrap();
        let request = format!(
            "GET {BATCH}/events{query} HTTP/1.1\r\nHost: pi\r\nX-API-Key: open-sesame\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut feed = Self {
            stream,
            text: String::new(),
        };
        feed.until("\r\n\r\n").await;
        feed
    }

    /// Reads until `wanted` was received, and returns all text received so far.
    async fn until(&mut self, wanted: &str) -> &str {
        while !self.text.contains(wanted) {
            assert!(
                self.more().await,
                "the stream ended before {wanted:?}: {}",
                self.text
            );
        }
        &self.text
    }

    async fn ends(&mut self) {
        while self.more().await {}
    }

    async fn more(&mut self) -> bool {
        let mut buffer = vec![0; 16 * 1024];
        let read = timeout(DEADLINE, self.stream.read(&mut buffer))
            .await
            .unwrap();
        let count = read.unwrap_or(0);
        self.text
            .push_str(&String::from_utf8_lossy(&buffer[..count]));
        count > 0
    }
}

fn encoded(device: &Value) -> String {
    device["mac"].as_str().unwrap().replace(':', "%3A")
}
