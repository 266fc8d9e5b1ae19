//! What `pidash check` asks a Pi before a start.

use pidash::{
    client::{CaCertificates, ClientConfig, PreflightAnswers, ServerUrl, preflight},
    domain::{
        feature_flags::FeatureFlags,
        network::Ssid,
        preflight::{Check, CheckResult, Finding, Rating, Target, TargetFinding},
    },
    messages::{BatchEvent, Event},
    simulator::{Fault, Form, OptionalFeature, Simulator},
};

use super::{Console, count, fail, pi, quick};

async fn answers(pi: &Simulator, features: FeatureFlags) -> PreflightAnswers {
    let config = ClientConfig {
        server: ServerUrl::parse(&pi.url()).unwrap(),
        key: None,
        timing: quick(),
        features,
        extra_cas: CaCertificates::default(),
    };
    Box::pin(preflight(config, true)).await.unwrap()
}

async fn results(pi: &Simulator) -> Vec<CheckResult> {
    let target = Target {
        ssid: Ssid::new("ShopNet-24").unwrap(),
        is_open: None,
        is_complete: true,
        passphrase_has_outer_space: false,
    };
    let answers = answers(pi, FeatureFlags::default()).await;
    answers.facts(Some(&target)).results()
}

fn of(results: &[CheckResult], check: Check) -> &CheckResult {
    let mut found = results.iter().filter(|result| result.check == check);
    found.next().unwrap()
}

#[tokio::test]
async fn a_pi_that_is_ready_passes_all_that_can_be_known() {
    let pi = pi().await;
    let results = results(&pi).await;
    let others = results
        .iter()
        .filter(|result| result.rating() != Rating::Passed);
    let others: Vec<Check> = others.map(|result| result.check).collect();
    assert_eq!(others, [Check::OnboardingNetwork], "until a session starts");
    assert_eq!(count(&pi, "GET", "/wifi/scan"), 1);
}

#[tokio::test]
async fn while_a_session_runs_no_networks_are_looked_for() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.start().await.unwrap();
    let is_found = |event| matches!(event, Event::Batch(BatchEvent::Candidate(_))).then_some(());
    console.wait_for("a camera", is_found).await;
    let results = results(&pi).await;
    let session = of(&results, Check::NoOtherSession);
    assert_eq!(
        session.rating(),
        Rating::Unknown,
        "this Pi does not list it"
    );
    assert_eq!(count(&pi, "GET", "/wifi/scan"), 0);
    let network = of(&results, Check::OnboardingNetwork);
    assert_eq!(network.rating(), Rating::Passed);
}

#[tokio::test]
async fn a_pi_that_lacks_calls_or_fails_them_leaves_checks_unknown() {
    let pi = pi().await;
    pi.remove_features(&[
        OptionalFeature::Allowlist,
        OptionalFeature::Recovery,
        OptionalFeature::History,
        OptionalFeature::WifiScan,
    ]);
    for path in ["/system/info", "/ws/monitor"] {
        fail(&pi, path, u32::MAX, Fault::status(500, Form::Text));
    }
    let results = results(&pi).await;
    for check in [
        Check::Clock,
        Check::Mqtt,
        Check::FreeEntries,
        Check::Disk,
        Check::NoOtherSession,
    ] {
        assert_eq!(of(&results, check).finding, Finding::Unknown, "{check:?}");
    }
    let target = &of(&results, Check::TargetNetwork).finding;
    assert_eq!(*target, Finding::Target(TargetFinding::Plausible));
}

#[tokio::test]
async fn disabled_features_are_not_requested() {
    let pi = pi().await;
    let features = FeatureFlags {
        v1_api: false,
        ..FeatureFlags::default()
    };
    answers(&pi, features).await;
    let paths: Vec<String> = pi
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths, ["/health"]);
}
