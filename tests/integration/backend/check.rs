//! What `pidash check` finds out.

use pidash::{
    backend::{BackendConfig, ServerUrl, Verdict, check},
    domain::secret::ApiKey,
    simulator::{Mishap, Simulator, SimulatorConfig},
};

use super::{fail, pi, pi_with, quick};

const NETWORK: &str = "/network";

async fn verdict(pi: &Simulator) -> Verdict {
    let config = BackendConfig {
        server: ServerUrl::parse(&pi.url()).unwrap(),
        key: None,
        timing: quick(),
    };
    check(config).await.unwrap()
}

/// The code of why there is no use in this Pi.
async fn unreachable(pi: &Simulator) -> String {
    match verdict(pi).await {
        Verdict::Unreachable(problem) => problem.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_pi_is_ready_if_it_takes_a_call_or_does_not_have_it() {
    let pi = pi().await;
    assert_eq!(verdict(&pi).await, Verdict::Ready);
    fail(&pi, NETWORK, 2, Mishap::Bare(404));
    assert_eq!(verdict(&pi).await, Verdict::Ready);
    fail(&pi, "/health", 1, Mishap::Bare(404));
    assert_eq!(verdict(&pi).await, Verdict::Ready, "by the other form");
}

#[tokio::test]
async fn a_pi_whose_protected_calls_come_to_nothing_is_not_ready() {
    let pi = pi().await;
    fail(&pi, NETWORK, u32::MAX, Mishap::AnswerLost);
    assert_eq!(unreachable(&pi).await, "CONNECTION_LOST");
    for status in [500, 502, 503] {
        pi.clear_call_faults();
        fail(&pi, NETWORK, u32::MAX, Mishap::Bare(status));
        assert_eq!(unreachable(&pi).await, format!("HTTP_{status}"));
    }
    pi.set_web_page_only(true);
    assert_eq!(unreachable(&pi).await, "HTML_INSTEAD_OF_JSON");
}

#[tokio::test]
async fn a_key_that_is_missing_is_told_apart() {
    let key = ApiKey::new("sesame").unwrap();
    let pi = pi_with(SimulatorConfig {
        api_key: Some(key),
        ..SimulatorConfig::default()
    })
    .await;
    assert!(matches!(verdict(&pi).await, Verdict::KeyRefused(_)));
}
