//! `pidash check`: the traffic lights of a connection as text or JSON, and as an exit code.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use pidash::{
    client::{self, BackendConfig, ServerUrl, Timing},
    domain::{
        connection_check::{CheckReport, Glow},
        feature_flags::Features,
        problem::Problem,
        secret::ApiKey,
    },
    i18n,
};
use serde_json::{Value, json};

use crate::cli::Check;

/// The Pi does not answer, or is of no use (`EX_UNAVAILABLE`).
const UNREACHABLE: u8 = 69;
/// The Pi refuses the key (`EX_NOPERM`).
const REFUSED: u8 = 77;

/// Asks the Pi and says what it found.
pub async fn check(
    server: ServerUrl,
    key: Option<ApiKey>,
    features: Features,
    options: &Check,
) -> anyhow::Result<ExitCode> {
    let config = BackendConfig {
        server: server.clone(),
        key,
        timing: Timing::default(),
        features,
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
        Some(_) if report.wants_key() => REFUSED,
        Some(_) => UNREACHABLE,
    }
}

fn as_text(server: &ServerUrl, report: &CheckReport) -> String {
    let mut lines = vec![server.address()];
    for (light, glow) in report.lights() {
        let (mark, why) = match glow {
            Glow::Green => ("yes", String::new()),
            Glow::Red(problem) => ("NO ", format!(": {}", sentence(problem))),
            Glow::Dark => ("-  ", ": not tried".to_owned()),
        };
        lines.push(format!("  {mark} {}{why}", light.words().to_lowercase()));
    }
    lines.join("\n")
}

fn as_json(server: &ServerUrl, report: &CheckReport, code: u8) -> Value {
    let light = |glow: &Glow| match glow {
        Glow::Green => json!({ "ok": true }),
        Glow::Dark => json!({ "ok": null }),
        Glow::Red(problem) => json!({
            "ok": false,
            "code": problem.code,
            "http_status": problem.http_status,
            "correlation_id": problem.correlation_id,
            "summary": problem.summary,
            "advice": i18n::advice(&problem.remedy),
        }),
    };
    let lights = report
        .lights()
        .map(|(name, glow)| (name.key().to_owned(), light(glow)));
    let lights: serde_json::Map<String, Value> = lights.collect();
    json!({ "server": server.to_string(), "exit_code": code, "lights": lights })
}

fn sentence(problem: &Problem) -> String {
    format!(
        "{} {} ({})",
        problem.summary,
        i18n::advice(&problem.remedy),
        problem.code
    )
}
