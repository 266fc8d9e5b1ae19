//! What stands between the console and the Pi: proxies, guards, captive portals. They are named, no
//! command is sent twice because of them, and neither key nor passphrase reaches another server.

use std::{net::SocketAddr, time::Duration};

use pidash::{
    client::{
        CaCertificates, ClientConfig, ServerUrl, Timing, check, http::Client, http::RetryPolicy,
    },
    domain::{
        connection_check::CheckStep,
        feature_flags::FeatureFlags,
        problem::{Category, ErrorCode, Problem, ProblemKind, Remedy},
        secret::ApiKey,
        session::SessionId,
    },
    i18n,
    messages::{Command, DeviceVerb, SessionVerb},
    simulator::{Calls, Fault, Form, StatusAnswer},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
    time::{interval, timeout},
};

use super::{Console, DEADLINE, count, pi, quick, running, start_request, until};

const PAGE: &str = "<html><head><title>Something</title></head><body>no</body></html>";
const KEY: &str = "open-sesame";

/// A server that sends the same answer to every request, and what it was sent.
struct Server {
    address: SocketAddr,
    requests: mpsc::Receiver<String>,
}

impl Server {
    async fn at(ip: &str, answer: String) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (request_tx, requests) = mpsc::channel(100);
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut request = vec![0; 4096];
                let length = socket.read(&mut request).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                request_tx.try_send(request).ok();
                socket.write_all(answer.as_bytes()).await.ok();
            }
        });
        Self { address, requests }
    }

    async fn answering(status: u16, content_type: &str, body: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        Self::at("127.0.0.1", answer).await
    }

    fn client(&self) -> Client {
        client_of(&self.address.to_string(), quick())
    }

    /// The first lines of the requests since the last time.
    fn asked(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        while let Ok(request) = self.requests.try_recv() {
            lines.extend(request.lines().next().map(str::to_owned));
        }
        lines
    }
}

fn client_of(address: &str, timing: Timing) -> Client {
    let config = ClientConfig {
        server: ServerUrl::parse(address).unwrap(),
        key: Some(ApiKey::new(KEY).unwrap()),
        timing,
        features: FeatureFlags::default(),
        extra_cas: CaCertificates::default(),
    };
    Client::new(config).unwrap()
}

async fn start(client: &Client) -> Box<Problem> {
    client.start_session(start_request()).await.unwrap_err()
}

async fn stop(client: &Client) -> Box<Problem> {
    let id = SessionId::new("sess_1");
    client
        .session_verb(&id, SessionVerb::Stop)
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_page_of_any_status_makes_no_command_go_out_twice() {
    for (status, code) in [
        (200, "HTML_INSTEAD_OF_JSON"),
        (404, "HTML_INSTEAD_OF_JSON"),
        (405, "HTML_INSTEAD_OF_JSON"),
        (400, "ANSWERED_IN_BETWEEN"),
        (403, "ANSWERED_IN_BETWEEN"),
        (429, "ANSWERED_IN_BETWEEN"),
        (502, "ANSWERED_IN_BETWEEN"),
        (503, "ANSWERED_IN_BETWEEN"),
        (504, "ANSWERED_IN_BETWEEN"),
        (511, "CAPTIVE_PORTAL"),
    ] {
        let mut server = Server::answering(status, "text/html; charset=UTF-8", PAGE).await;
        let client = server.client();
        let problem = start(&client).await;
        assert_eq!(problem.code(), code, "{status}");
        assert_eq!(
            problem.endpoint.as_deref(),
            Some("POST /api/v1/provisioning/batch/start")
        );
        assert!(
            !problem.retryable || status == 429,
            "{status}: nothing repeats a POST"
        );
        assert_eq!(
            server.asked(),
            ["POST /api/v1/provisioning/batch/start HTTP/1.1"],
            "{status}"
        );
        assert_eq!(stop(&client).await.code(), code, "{status}");
        let stops = server.asked();
        assert_eq!(
            stops,
            ["POST /api/v1/provisioning/batch/sess_1/stop HTTP/1.1"],
            "{status}"
        );
    }
}

#[tokio::test]
async fn a_command_goes_out_under_its_other_form_after_a_404_or_405_of_the_pi() {
    for (status, content_type, body) in [
        (404, "text/plain", "404 page not found"),
        (404, "text/html; charset=utf-8", "404 page not found"),
        (405, "text/plain", "405 method not allowed"),
        (404, "application/json", r#"{"error":"not found"}"#),
    ] {
        let mut server = Server::answering(status, content_type, body).await;
        let problem = start(&server.client()).await;
        assert_eq!(problem.http_status, Some(status));
        let expected = [
            "POST /api/v1/provisioning/batch/start HTTP/1.1",
            "POST /api/v1/provisioning/batch HTTP/1.1",
        ];
        assert_eq!(server.asked(), expected, "{body}");
    }
}

#[tokio::test]
async fn a_read_is_tried_under_its_other_form_only_after_a_missing_route() {
    for (status, forms) in [
        (200, 2),
        (404, 2),
        (405, 2),
        (403, 1),
        (502, 1),
        (503, 1),
        (511, 1),
    ] {
        let mut server = Server::answering(status, "text/html", PAGE).await;
        let problem = server.client().try_key().await.unwrap_err();
        assert_eq!(problem.http_status, Some(status));
        assert_eq!(server.asked().len(), forms, "{status}");
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_is_named_and_its_status_decides() {
    let server = Server::answering(502, "text/html", PAGE).await;
    let problem = server.client().try_key().await.unwrap_err();
    let text = i18n::problem_summary(&problem);
    assert!(
        text.contains("between this console and the Pi") && text.contains("502"),
        "{text}"
    );
    assert!(problem.retryable);
    assert_eq!(problem.retry_after, Some(Duration::from_secs(5)));
    for (content_type, body) in [
        ("text/html", PAGE),
        ("text/plain", "no"),
        ("text/plain", ""),
    ] {
        let guard = Server::answering(403, content_type, body).await;
        let problem = guard.client().try_key().await.unwrap_err();
        assert_eq!(
            problem.category(),
            Category::Network,
            "no key helps: {body:?}"
        );
        assert_eq!(problem.remedy, Remedy::CheckNetwork);
    }
}

#[tokio::test]
async fn a_session_that_a_proxy_may_have_let_through_is_waited_for() {
    for status in [500, 502, 504] {
        let server = Server::answering(status, "text/html", PAGE).await;
        let problem = start(&server.client()).await;
        assert_eq!(problem.remedy, Remedy::WaitForSession, "{status}");
    }
}

#[tokio::test]
async fn nothing_is_sent_to_a_captive_portal() {
    let mut portal = Server::at(
        "127.0.0.2",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into(),
    )
    .await;
    let at = portal.address;
    for status in [301, 302, 303, 307, 308] {
        let head = format!(
            "HTTP/1.1 {status} X\r\nLocation: http://{at}/login?key=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let mut server = Server::at("127.0.0.1", head).await;
        let client = server.client();
        let refused = [
            start(&client).await,
            client.try_key().await.unwrap_err(),
            client.allowlist().await.unwrap_err(),
        ];
        for problem in refused {
            assert_eq!(problem.code(), "CAPTIVE_PORTAL", "{status}");
            assert_eq!(problem.remedy, Remedy::SignInToNetwork);
            assert!(i18n::problem_summary(&problem).contains(&at.to_string()));
        }
        assert_eq!(server.asked().len(), 3, "{status}");
    }
    let mut console = Console::open(
        &portal_page(at).await.address.to_string(),
        Some(KEY),
        quick(),
    );
    assert_eq!(console.retrying().await.code(), "CAPTIVE_PORTAL");
    assert_eq!(console.start().await.unwrap_err().code(), "CAPTIVE_PORTAL");
    assert!(portal.asked().is_empty(), "the portal was sent something");
}

#[tokio::test]
async fn the_check_sends_no_key_to_a_portal() {
    let to = ([127, 0, 0, 1], 9).into();
    let mut page = portal_page(to).await;
    let report = check(ClientConfig {
        server: ServerUrl::parse(&page.address.to_string()).unwrap(),
        key: ApiKey::new(KEY).ok(),
        timing: quick(),
        features: FeatureFlags::default(),
        extra_cas: CaCertificates::default(),
    })
    .await
    .unwrap();
    let (step, problem) = report.obstacle().unwrap();
    assert_eq!(step, CheckStep::Reachable);
    assert_eq!(problem.code(), "CAPTIVE_PORTAL");
    // The routes that need no key.
    for request in page.asked() {
        assert!(!request.contains("/provisioning/"), "{request}");
    }
}

/// A server whose page leads to another one.
async fn portal_page(to: SocketAddr) -> Server {
    let page = format!(
        r#"<!DOCTYPE html><HTML><head><meta http-equiv="Refresh" content="0; URL='http://{to}/login'"></head></HTML>"#
    );
    Server::answering(200, "text/html", &page).await
}

#[tokio::test]
async fn the_key_goes_only_with_calls_that_the_pi_protects() {
    let mut server = Server::answering(200, "application/json", "{}").await;
    let client = server.client();
    client.health(RetryPolicy::Once).await.unwrap();
    client.system_info().await.unwrap();
    client.probe().await;
    for _ in 0..3 {
        let request = server.requests.try_recv().unwrap();
        assert!(!request.contains(KEY), "{request}");
    }
    client.try_key().await.unwrap();
    let request = server.requests.try_recv().unwrap();
    assert!(request.contains(&format!("x-api-key: {KEY}")), "{request}");
}

#[tokio::test]
async fn a_key_that_did_not_arrive_is_not_called_wrong() {
    let body =
        r#"{"success":false,"error":"API key required","code":"UNAUTHORIZED","retryable":false}"#;
    let server = Server::answering(401, "application/json", body).await;
    let problem = server.client().try_key().await.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::KeyNotReceived);
    assert_eq!(problem.category(), Category::Auth);
    let wrong = body.replace("API key required", "Invalid API key");
    let server = Server::answering(401, "application/json", &wrong).await;
    let problem = server.client().try_key().await.unwrap_err();
    assert_eq!(problem.kind, ErrorCode::Unauthorized.into());
}

#[tokio::test]
async fn bodies_that_are_huge_endless_or_slow_are_given_up() {
    let timing = Timing {
        call: Duration::from_millis(1_500),
        ..quick()
    };
    for (head, chunk, every, expected) in [
        (
            "Content-Length: 100000000",
            vec![b' '; 1 << 16],
            None,
            "BODY_TOO_LARGE",
        ),
        (
            "Connection: close",
            vec![b'['; 1 << 16],
            None,
            "BODY_TOO_LARGE",
        ),
        ("Content-Length: 1000", vec![b' '], Some(50), "TIMED_OUT"),
        ("Content-Length: 1000", Vec::new(), Some(50), "TIMED_OUT"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let sending = tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut request = [0; 4096];
                let length = socket.read(&mut request).await.unwrap_or(0);
                assert!(length > 0, "no request");
                let head =
                    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{head}\r\n\r\n");
                socket.write_all(head.as_bytes()).await.ok();
                let mut pause = interval(Duration::from_millis(every.unwrap_or(1)));
                while socket.write_all(&chunk).await.is_ok() {
                    if every.is_some() {
                        pause.tick().await;
                    }
                }
            }
        });
        let client = client_of(&address, timing.clone());
        let outcome = timeout(DEADLINE, client.try_key()).await.unwrap();
        assert_eq!(outcome.unwrap_err().code(), expected, "{head}");
        sending.abort();
    }
}

#[tokio::test]
async fn after_any_409_the_session_is_read_again() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    for code in ["DEVICE_ALREADY_PROVISIONING", "CONFLICT", "SOMETHING_NEW"] {
        let conflict = StatusAnswer {
            code: Some(code.to_owned()),
            ..StatusAnswer::new(409, Form::Envelope)
        };
        pi.set_fault_for(Fault::Status(conflict), Calls::to("/devices/").times(1));
        let reads = count(&pi, "GET", id.as_str());
        let mac = "24:6F:28:10:4A:4F".parse().unwrap();
        console.send(Command::Devices(
            id.clone(),
            vec![mac],
            DeviceVerb::Provision,
        ));
        console.reply().await;
        until(code, || count(&pi, "GET", id.as_str()) > reads).await;
    }
}
