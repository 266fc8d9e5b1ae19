//! The result of a batch as CSV: a camera in each row.

use std::time::Duration;

use super::{
    batch::Batch,
    card::{Card, STEPS},
};
use crate::{
    domain::{candidate::CandidateState, clock::Now},
    i18n,
    model::csv_table::{guarded, table},
};

/// The columns. The steps are in seconds, empty where this console did not see them.
const HEADINGS: [&str; 13] = [
    "mac",
    "ip",
    "container_id",
    "firmware",
    "rssi_dbm",
    "result",
    "reason",
    "tries",
    "sending_s",
    "accepted_s",
    "joining_s",
    "total_s",
    "in_allowlist",
];

/// The cameras of the batch in the order of discovery.
#[must_use]
pub fn result(batch: &Batch, now: Now) -> String {
    let now = batch.clock(now);
    table(HEADINGS, batch.cards.iter().map(|card| row(card, now)))
}

fn row(card: &Card, now: Now) -> [String; HEADINGS.len()] {
    let candidate = &card.candidate;
    let text = |text: &Option<String>| guarded(text.as_deref().unwrap_or_default());
    let [_, sending, accepted, joining, _]: [Option<Duration>; STEPS] = card.step_times;
    let untried = [CandidateState::Discovered, CandidateState::Skipped];
    let tried = !untried.contains(&candidate.state);
    [
        candidate.mac.to_string(),
        candidate.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        text(&candidate.container_id),
        text(&candidate.firmware_version),
        candidate
            .rssi_dbm
            .map(|rssi| rssi.to_string())
            .unwrap_or_default(),
        card.state().word().to_owned(),
        guarded(&reason(card)),
        (candidate.retry_count + u32::from(tried)).to_string(),
        seconds(sending),
        seconds(accepted),
        seconds(joining),
        seconds(card.attempt_time(now)),
        candidate.in_allowlist.to_string(),
    ]
}

/// Why it failed, or why it could not be tried.
fn reason(card: &Card) -> String {
    if let Some(problem) = &card.problem {
        return i18n::problem_summary(problem);
    }
    let failure = card.candidate.failure.as_ref();
    let failure = failure.filter(|_| *card.state() == CandidateState::Failed);
    failure.map(i18n::failure_summary).unwrap_or_default()
}

fn seconds(time: Option<Duration>) -> String {
    time.map(|time| format!("{:.1}", time.as_secs_f64()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::candidate::{Candidate, Failure},
        features::provisioning::state::tests::{Console, camera},
    };

    #[test]
    fn each_camera_has_a_row_with_its_result_and_its_times() {
        let failed = Candidate {
            state: CandidateState::Failed,
            failure: Some(Failure {
                code: Some("DEVICE_UNREACHABLE".to_owned()),
                message: None,
            }),
            retry_count: 1,
            container_id: Some("=1+1".to_owned()),
            ..camera(2)
        };
        let mut console = Console::open(vec![camera(1), failed]);
        for state in [
            CandidateState::Provisioning,
            CandidateState::Provisioned,
            CandidateState::Verifying,
            CandidateState::Verified,
        ] {
            console.advance(2);
            console.set_state(1, state);
        }
        let csv = result(console.batch(), console.now);
        let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(rows[0], HEADINGS);
        assert_eq!(rows[1][0], "24:6F:28:00:00:01");
        assert_eq!(
            rows[1][5..12],
            ["verified", "", "1", "2.0", "2.0", "2.0", "6.0"]
        );
        assert_eq!(rows[2][2], "'=1+1");
        let reason = "The Pi cannot reach the camera.";
        assert_eq!(rows[2][5..9], ["failed", reason, "2", ""]);
    }
}
