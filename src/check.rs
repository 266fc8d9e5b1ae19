//! `pidash check`: the checks before a start as text or JSON, and those of the connection as an exit
//! code.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use serde_json::{Value, json};

use crate::cli::Check as CheckOptions;
use pidash::{
    client::{self, CaCertificates, ClientConfig, ServerUrl, Timing},
    domain::{
        connection_check::{CheckReport, CheckStatus},
        feature_flags::FeatureFlags,
        preflight::{Check, CheckResult, Finding, Rating, Target},
        problem::Problem,
        secret::ApiKey,
    },
    i18n,
};

/// The Pi does not answer, or is of no use (`EX_UNAVAILABLE`).
const UNREACHABLE: u8 = 69;
/// The Pi refuses the key (`EX_NOPERM`).
const REFUSED: u8 = 77;

/// Makes the checks that the start form shows, and prints them.
pub async fn check(
    server: ServerUrl,
    key: Option<ApiKey>,
    features: FeatureFlags,
    extra_cas: CaCertificates,
    options: &CheckOptions,
) -> anyhow::Result<ExitCode> {
    let config = ClientConfig {
        server: server.clone(),
        key,
        timing: Timing::default(),
        features,
        extra_cas,
    };
    let answers = Box::pin(client::preflight(config, options.ssid.is_some())).await?;
    let target = options.ssid.clone().map(|ssid| Target {
        ssid,
        is_open: None,
        is_complete: true,
        passphrase_has_outer_space: false,
    });
    let results = answers.facts(target.as_ref()).results();
    let code = exit_code(&answers.report);
    let text = if options.json {
        serde_json::to_string_pretty(&as_json(&server, &results, code))?
    } else {
        as_text(&server, &results)
    };
    writeln!(io::stdout(), "{text}")?;
    Ok(ExitCode::from(code))
}

fn exit_code(report: &CheckReport) -> u8 {
    match report.obstacle() {
        None => 0,
        Some(_) if report.is_key_refused() => REFUSED,
        Some(_) => UNREACHABLE,
    }
}

fn as_text(server: &ServerUrl, results: &[CheckResult]) -> String {
    let mut lines = vec![server.address()];
    lines.extend(results.iter().map(line));
    lines.join("\n")
}

fn line(result: &CheckResult) -> String {
    let (mark, why) = match &result.finding {
        Finding::Connection(CheckStatus::Ok) => ("yes", None),
        Finding::Connection(CheckStatus::Failed(problem)) => ("NO ", Some(sentence(problem))),
        Finding::Connection(CheckStatus::Skipped) => ("-  ", Some("not tried".to_owned())),
        Finding::Unknown => ("-  ", Some("not known".to_owned())),
        _ => {
            let mark = match result.rating() {
                Rating::Passed => "yes",
                Rating::Warning => "!  ",
                Rating::Failed => "NO ",
                Rating::Unknown => "-  ",
            };
            (mark, i18n::check_finding(result))
        }
    };
    let name = match result.check {
        Check::Connection(step) => step.words().to_lowercase(),
        check => lowercase_start(i18n::check_name(check)),
    };
    let why = why.map(|why| format!(": {why}"));
    format!("  {mark} {name}{}", why.unwrap_or_default())
}

/// As in the middle of a sentence: `MQTT` stays as it is.
fn lowercase_start(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

fn as_json(server: &ServerUrl, results: &[CheckResult], code: u8) -> Value {
    let checks = results.iter();
    let checks = checks.map(|result| (result.check.key().to_owned(), result_as_json(result)));
    let checks: serde_json::Map<String, Value> = checks.collect();
    json!({ "server": server.to_string(), "exit_code": code, "checks": checks })
}

fn result_as_json(result: &CheckResult) -> Value {
    match &result.finding {
        Finding::Connection(CheckStatus::Ok) => json!({ "ok": true }),
        Finding::Connection(CheckStatus::Skipped) => json!({ "ok": null }),
        Finding::Connection(CheckStatus::Failed(problem)) => json!({
            "ok": false,
            "code": problem.code(),
            "http_status": problem.http_status,
            "correlation_id": problem.correlation_id,
            "summary": i18n::problem_summary(problem),
            "advice": i18n::advice(&problem.remedy),
        }),
        _ => json!({
            "ok": match result.rating() {
                Rating::Passed | Rating::Warning => Some(true),
                Rating::Failed => Some(false),
                Rating::Unknown => None,
            },
            "warning": result.rating() == Rating::Warning,
            "summary": i18n::check_evidence(result),
            "advice": i18n::check_remedy(result),
        }),
    }
}

fn sentence(problem: &Problem) -> String {
    format!("{} ({})", i18n::summary_and_advice(problem), problem.code())
}
