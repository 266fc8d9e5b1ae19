//! The event stream byte for byte.

use pidash::simulator::{SimulatorConfig, Vocabulary};
use serde_json::Value;

use super::{Feed, fast, pi, post, start, until};

#[tokio::test]
async fn the_newer_stream_is_written_as_gin_writes_it() {
    let pi = pi(fast()).await;
    let mut feed = Feed::open(&pi, "").await;
    let opening = feed.until("payload").await;
    assert!(
        opening.contains("\r\nevent:connection.established\ndata:{"),
        "{opening}"
    );
    assert!(
        opening
            .to_lowercase()
            .contains("content-type: text/event-stream")
    );
    start(&pi).await;
    for name in [
        "network.started",
        "session.started",
        "device.discovered",
        "session.state_changed",
    ] {
        feed.until(&format!("\nevent:{name}\ndata:{{")).await;
    }
    feed.until(r#""payload":{"device":{"#).await;
}

#[tokio::test]
async fn the_older_stream_is_flat_and_may_have_no_names() {
    let config = SimulatorConfig {
        vocabulary: Vocabulary::Old,
        unnamed_events: true,
        ..fast()
    };
    let pi = pi(config).await;
    let mut feed = Feed::open(&pi, "?session_id=").await;
    let session = start(&pi).await;
    feed.until(r#""type":"network.status_changed""#).await;
    feed.until(r#""type":"session.status""#).await;
    until(&pi, &session, |devices| devices.len() == 12).await;
    post(&pi, &format!("{session}/provision-all"), &Value::Null).await;
    for part in [
        r#""type":"device.discovered""#,
        r#""new_state":"provisioning""#,
        r#""progress":50"#,
        r#""new_state":"verified""#,
        r#""error":""#,
    ] {
        feed.until(part).await;
    }
    assert!(!feed.text.contains("event:"));
}

#[tokio::test]
async fn a_stream_filtered_by_session_sends_only_events_of_that_session() {
    let pi = pi(fast()).await;
    let mut of_nobody = Feed::open(&pi, "?session_id=nobody").await;
    let session = start(&pi).await;
    let mut own = Feed::open(
        &pi,
        &format!("?session_id={}", session.rsplit('/').next().unwrap()),
    )
    .await;
    own.until("device.discovered").await;
    pi.inject_sse("data:the marker\n\n");
    own.until("the marker").await;
    let text = of_nobody.until("the marker").await;
    assert!(!text.contains("device.discovered"), "{text}");
}
