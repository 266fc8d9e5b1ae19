//! The connection check: the status of each step.

use pidash::{
    client::{CaCertificates, ClientConfig, ServerUrl, check},
    domain::{
        connection_check::{CheckReport, CheckStatus, CheckStep},
        feature_flags::FeatureFlags,
        secret::ApiKey,
    },
    simulator::{Fault, Form, Simulator, SimulatorConfig},
};

use super::{fail, pi, pi_with, quick};

const NETWORK: &str = "/network";

async fn report_with(pi: &Simulator, key: Option<&str>, features: FeatureFlags) -> CheckReport {
    let config = ClientConfig {
        server: ServerUrl::parse(&pi.url()).unwrap(),
        key: key.map(|key| ApiKey::new(key).unwrap()),
        timing: quick(),
        features,
        extra_cas: CaCertificates::default(),
    };
    check(config).await.unwrap()
}

async fn report(pi: &Simulator) -> CheckReport {
    report_with(pi, None, FeatureFlags::default()).await
}

/// `G`, `R` or `-` for each step: ok, failed or skipped.
fn pattern(report: &CheckReport) -> String {
    let letter = |(_, status): (CheckStep, &CheckStatus)| match status {
        CheckStatus::Ok => 'G',
        CheckStatus::Failed(_) => 'R',
        CheckStatus::Skipped => '-',
    };
    report.checks().map(letter).collect()
}

/// The first failed step and the code of its problem.
fn obstacle(report: &CheckReport) -> Option<(CheckStep, String)> {
    let (step, problem) = report.obstacle()?;
    Some((step, problem.code().into_owned()))
}

#[tokio::test]
async fn all_steps_are_ok_if_everything_works() {
    let pi = pi().await;
    assert_eq!(pattern(&report(&pi).await), "GGGGG");
    fail(&pi, NETWORK, 2, Fault::status(404, Form::Text));
    assert_eq!(
        pattern(&report(&pi).await),
        "GGGGG",
        "not every Pi has that call"
    );
    fail(&pi, "/health", 1, Fault::status(404, Form::Text));
    let report = report(&pi).await;
    assert_eq!(pattern(&report), "GGGGG", "by the other form");
    assert_eq!(report.version.as_deref(), Some("simulator"));
}

#[tokio::test]
async fn a_read_that_fails_with_a_code_stops_no_other_step() {
    for path in ["/health", NETWORK] {
        let pi = pi().await;
        fail(&pi, path, u32::MAX, Fault::status(503, Form::Envelope));
        assert_eq!(pattern(&report(&pi).await), "GGGGG", "{path}");
    }
}

#[tokio::test]
async fn a_pi_that_is_too_busy_has_not_accepted_the_key() {
    let pi = pi().await;
    fail(&pi, NETWORK, u32::MAX, Fault::status(429, Form::Envelope));
    assert_eq!(pattern(&report(&pi).await), "GG-GG");
}

#[tokio::test]
async fn a_server_that_has_no_call_of_a_pi_proves_neither_v1_nor_the_key() {
    let pi = pi().await;
    for path in [NETWORK, "/provisioning/allowlist"] {
        fail(&pi, path, u32::MAX, Fault::status(404, Form::Text));
    }
    let report = report(&pi).await;
    assert_eq!(pattern(&report), "GR---");
    let expected = (CheckStep::SpeaksV1, "NOT_A_PIORCHESTRATOR".to_owned());
    assert_eq!(obstacle(&report), Some(expected));
}

#[tokio::test]
async fn a_pi_that_is_offline_has_one_failed_step() {
    let pi = pi().await;
    pi.set_offline(true);
    let report = report(&pi).await;
    assert_eq!(pattern(&report), "R----");
}

#[tokio::test]
async fn a_pi_without_protected_calls_does_not_support_v1() {
    let pi = pi().await;
    fail(&pi, NETWORK, u32::MAX, Fault::AnswerLost);
    let lost = (CheckStep::SpeaksV1, "CONNECTION_LOST".to_owned());
    assert_eq!(obstacle(&report(&pi).await), Some(lost));
    for status in [500, 502, 503] {
        pi.clear_faults();
        fail(&pi, NETWORK, u32::MAX, Fault::status(status, Form::Text));
        let expected = (CheckStep::SpeaksV1, format!("HTTP_{status}"));
        assert_eq!(obstacle(&report(&pi).await), Some(expected));
    }
    pi.clear_faults();
    pi.set_fault(Fault::WrongPort);
    let (_, code) = obstacle(&report(&pi).await).unwrap();
    assert_eq!(code, "HTML_INSTEAD_OF_JSON");
}

#[tokio::test]
async fn a_missing_key_and_a_wrong_key_are_distinguished() {
    let key = ApiKey::new("open-sesame").unwrap();
    let pi = pi_with(SimulatorConfig {
        api_key: Some(key),
        ..SimulatorConfig::default()
    })
    .await;
    for (key, expected) in [
        (None, "GGR-G"),
        (Some("wrong-key"), "GGR-G"),
        (Some("open-sesame"), "GGGGG"),
    ] {
        let report = report_with(&pi, key, FeatureFlags::default()).await;
        assert_eq!(pattern(&report), expected, "{key:?}");
        assert_eq!(report.is_key_refused(), expected.contains('R'));
    }
}

#[tokio::test]
async fn a_monitor_that_is_polled_is_good_enough() {
    let pi = pi().await;
    fail(&pi, "/ws/monitor", u32::MAX, Fault::status(404, Form::Text));
    let report = report(&pi).await;
    assert_eq!(pattern(&report), "GGGGR");
    assert_eq!(report.obstacle(), None);
}

#[tokio::test]
async fn disabled_features_are_not_requested() {
    let pi = pi().await;
    let features = FeatureFlags {
        v1_api: false,
        ..FeatureFlags::default()
    };
    let report = report_with(&pi, None, features).await;
    assert_eq!(pattern(&report), "G----");
    let paths: Vec<String> = pi
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths, ["/health"]);
}
