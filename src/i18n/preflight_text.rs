//! The words for the checks before a start.

use std::time::Duration;

use super::{advice, decimal, problem_summary, ssid_slip};
use crate::{
    domain::{
        connection_check::{CheckStatus, CheckStep},
        preflight::{
            CLOCK_TOLERANCE, Check, CheckResult, Finding, FreeEntries, Rating, TargetFinding,
        },
        thresholds::Metric,
    },
    tr,
};

/// The name of a check.
#[must_use]
pub fn check_name(check: Check) -> &'static str {
    match check {
        Check::Connection(CheckStep::Reachable) => tr!("check-reachable"),
        Check::Connection(CheckStep::SpeaksV1) => tr!("check-speaks-v1"),
        Check::Connection(CheckStep::KeyAccepted) => tr!("check-key-accepted"),
        Check::Connection(CheckStep::EventsLive) => tr!("check-events-live"),
        Check::Connection(CheckStep::MonitorLive) => tr!("check-monitor-live"),
        Check::Clock => tr!("preflight-clock"),
        Check::Mqtt => tr!("preflight-mqtt"),
        Check::OnboardingNetwork => tr!("preflight-onboarding"),
        Check::NoOtherSession => tr!("preflight-other-session"),
        Check::FreeEntries => tr!("preflight-entries"),
        Check::Disk => tr!("preflight-disk"),
        Check::Temperature => tr!("preflight-temperature"),
        Check::Memory => tr!("preflight-memory"),
        Check::TargetNetwork => tr!("preflight-target"),
    }
}

/// The word for a rating.
#[must_use]
pub fn check_rating(rating: Rating) -> &'static str {
    match rating {
        Rating::Passed => tr!("preflight-passed"),
        Rating::Warning => tr!("preflight-warning"),
        Rating::Failed => tr!("preflight-failed"),
        Rating::Unknown => tr!("preflight-unknown"),
    }
}

/// What a check has found, if there is anything to say.
#[must_use]
pub fn check_evidence(result: &CheckResult) -> Option<String> {
    Some(match &result.finding {
        Finding::Unknown
        | Finding::Connection(CheckStatus::Ok | CheckStatus::Skipped)
        | Finding::Mqtt(true)
        | Finding::NoOtherSession
        | Finding::OnboardingNetwork {
            ssid: None,
            is_active: true,
        } => return None,
        Finding::Connection(CheckStatus::Failed(problem)) => problem_summary(problem),
        Finding::Clock(ahead) => {
            let by = ahead.unsigned_abs();
            let text = span(by);
            if by < CLOCK_TOLERANCE {
                tr!("preflight-clock-apart", by = text)
            } else if ahead.is_negative() {
                tr!("preflight-clock-behind", by = text)
            } else {
                tr!("preflight-clock-ahead", by = text)
            }
        }
        Finding::Mqtt(false) => tr!("preflight-mqtt-down").to_owned(),
        Finding::OnboardingNetwork { ssid, is_active } => match (ssid.as_deref(), is_active) {
            (Some(ssid), true) => ssid.to_owned(),
            (Some(ssid), false) => tr!("preflight-onboarding-down", network = ssid),
            (None, _) => tr!("preflight-onboarding-down-unnamed").to_owned(),
        },
        Finding::RunningSession(ssid) => match ssid.as_deref() {
            Some(ssid) => tr!("preflight-running-network", network = ssid),
            None => tr!("preflight-running").to_owned(),
        },
        Finding::InterruptedSession(ssid) => match ssid.as_deref() {
            Some(ssid) => tr!("preflight-interrupted-network", network = ssid),
            None => tr!("preflight-interrupted").to_owned(),
        },
        Finding::Entries(FreeEntries { is_empty: true, .. }) => {
            tr!("preflight-no-entries").to_owned()
        }
        Finding::Entries(FreeEntries {
            unused, expected, ..
        }) => match expected {
            Some(expected) => {
                let (count, expected) = (*unused, *expected);
                tr!(
                    "preflight-unused-expected",
                    count = count,
                    expected = expected
                )
            }
            None => tr!("preflight-unused", count = *unused),
        },
        Finding::Health { metric, value, .. } => {
            let digits = usize::from(*metric == Metric::Temperature);
            format!("{}\u{202f}{}", decimal(*value, digits), metric.unit())
        }
        Finding::Target(finding) => return target(*finding),
    })
}

fn target(finding: TargetFinding) -> Option<String> {
    let text = match finding {
        TargetFinding::Incomplete => return None,
        TargetFinding::Plausible => tr!("preflight-target-plausible"),
        TargetFinding::Looking => tr!("preflight-target-looking"),
        TargetFinding::Slip(slip) => return Some(ssid_slip(slip)),
        TargetFinding::PassphraseOuterSpace => tr!("start-passphrase-outer-space"),
        TargetFinding::Seen {
            signal_dbm: Some(dbm),
        } => {
            let signal = format!("−{}\u{202f}dBm", dbm.unsigned_abs());
            return Some(tr!("preflight-target-seen-signal", signal = signal));
        }
        TargetFinding::Seen { signal_dbm: None } => tr!("preflight-target-seen"),
        TargetFinding::NotSeen => tr!("preflight-target-not-seen"),
        TargetFinding::OnlyOn5Ghz => tr!("preflight-target-5-ghz"),
        TargetFinding::Wpa3Only => tr!("preflight-target-wpa3"),
        TargetFinding::Enterprise => tr!("preflight-target-enterprise"),
        TargetFinding::NeedsPassphrase => tr!("preflight-target-needs-passphrase"),
        TargetFinding::IsOpen => tr!("preflight-target-open"),
    };
    Some(text.to_owned())
}

/// What a person can do about a check that failed or warns.
#[must_use]
pub fn check_remedy(result: &CheckResult) -> Option<String> {
    if !matches!(result.rating(), Rating::Failed | Rating::Warning) {
        return None;
    }
    let text = match &result.finding {
        Finding::Connection(CheckStatus::Failed(problem)) => return Some(advice(&problem.remedy)),
        Finding::Clock(_) => tr!("preflight-fix-clock"),
        Finding::Mqtt(_) => tr!("preflight-fix-mqtt"),
        Finding::RunningSession(_) => tr!("preflight-fix-running"),
        Finding::InterruptedSession(_) => tr!("preflight-fix-interrupted"),
        Finding::Entries(_) => tr!("preflight-fix-entries"),
        Finding::Health { metric, .. } => match metric {
            Metric::Temperature => tr!("preflight-fix-temperature"),
            Metric::Disk => tr!("preflight-fix-disk"),
            Metric::Memory | Metric::Cpu => tr!("preflight-fix-memory"),
        },
        Finding::Target(finding) => match finding {
            TargetFinding::NotSeen => tr!("preflight-fix-not-seen"),
            TargetFinding::OnlyOn5Ghz => tr!("preflight-fix-5-ghz"),
            TargetFinding::Wpa3Only => tr!("preflight-fix-wpa3"),
            TargetFinding::Enterprise => tr!("preflight-fix-enterprise"),
            TargetFinding::NeedsPassphrase => tr!("preflight-fix-needs-passphrase"),
            TargetFinding::IsOpen => tr!("preflight-fix-open"),
            // What is wrong says what to look at.
            _ => return None,
        },
        _ => return None,
    };
    Some(text.to_owned())
}

/// What a check has found and what to do about it.
#[must_use]
pub fn check_finding(result: &CheckResult) -> Option<String> {
    let parts = [check_evidence(result), check_remedy(result)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A duration in its largest unit.
fn span(duration: Duration) -> String {
    const HOUR: u64 = 60 * 60;
    let (count, unit) = match duration.as_secs() {
        seconds if seconds < 120 => (seconds, "s"),
        seconds if seconds < 2 * HOUR => (seconds / 60, "min"),
        seconds if seconds < 48 * HOUR => (seconds / HOUR, "h"),
        seconds => (seconds / (24 * HOUR), "d"),
    };
    format!("{count}\u{202f}{unit}")
}
