//! `pidash check`: the checks of a connection as text or JSON, and as an exit code.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use serde_json::{Value, json};

use crate::cli::Check;
use pidash::{
    client::{self, CaCertificates, ClientConfig, ServerUrl, Timing},
    domain::{
        connection_check::{CheckReport, CheckStatus},
        feature_flags::FeatureFlags,
        problem::Problem,
        secret::ApiKey,
    },
    i18n,
};

/// The Pi does not answer, or is of no use (`EX_UNAVAILABLE`).
const UNREACHABLE: u8 = 69;
/// The Pi refuses the key (`EX_NOPERM`).
const REFUSED: u8 = 77;

/// Checks the connection to the Pi and prints the report.
pub async fn check(
    server: ServerUrl,
    key: Option<ApiKey>,
    features: FeatureFlags,
    extra_cas: CaCertificates,
    options: &Check,
) -> anyhow::Result<ExitCode> {
    let config = ClientConfig {
        server: server.clone(),
        key,
        timing: Timing::default(),
        features,
        extra_cas,
    };
    let report = client::check(config).await?;
    let code = exit_code(&report);
    let text = if options.json {
        serde_json::to_string_pretty(&as_json(&server, &report, code))?
    } else {
        as_text(&server, &report)
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

fn as_text(server: &ServerUrl, report: &CheckReport) -> String {
    let mut lines = vec![server.address()];
    for (step, status) in report.checks() {
        let (mark, why) = match status {
            CheckStatus::Ok => ("yes", String::new()),
            CheckStatus::Failed(problem) => ("NO ", format!(": {}", sentence(problem))),
            CheckStatus::Skipped => ("-  ", ": not tried".to_owned()),
        };
        lines.push(format!("  {mark} {}{why}", step.words().to_lowercase()));
    }
    lines.join("\n")
}

fn as_json(server: &ServerUrl, report: &CheckReport, code: u8) -> Value {
    let result = |status: &CheckStatus| match status {
        CheckStatus::Ok => json!({ "ok": true }),
        CheckStatus::Skipped => json!({ "ok": null }),
        CheckStatus::Failed(problem) => json!({
            "ok": false,
            "code": problem.code(),
            "http_status": problem.http_status,
            "correlation_id": problem.correlation_id,
            "summary": i18n::problem_summary(problem),
            "advice": i18n::advice(&problem.remedy),
        }),
    };
    let checks = report
        .checks()
        .map(|(name, status)| (name.key().to_owned(), result(status)));
    let checks: serde_json::Map<String, Value> = checks.collect();
    json!({ "server": server.to_string(), "exit_code": code, "checks": checks })
}

fn sentence(problem: &Problem) -> String {
    format!("{} ({})", i18n::summary_and_advice(problem), problem.code())
}
