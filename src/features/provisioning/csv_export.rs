//! The result of a batch as CSV: a camera in each row.

use crate::{
    domain::camera_result::CameraResult,
    i18n,
    model::csv_table::{guarded, table},
};

/// The columns. The steps are in seconds, empty where this console did not see them.
const HEADINGS: [&str; 14] = [
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
    "position",
];

/// The table of these cameras.
#[must_use]
pub fn csv(results: &[CameraResult]) -> String {
    table(HEADINGS, results.iter().map(row))
}

fn row(result: &CameraResult) -> [String; HEADINGS.len()] {
    let text = |text: &Option<String>| guarded(text.as_deref().unwrap_or_default());
    let [sending, accepted, joining] = result.steps;
    [
        result.mac.to_string(),
        result.ip.map(|ip| ip.to_string()).unwrap_or_default(),
        text(&result.container_id),
        text(&result.firmware_version),
        result
            .rssi_dbm
            .map(|rssi| rssi.to_string())
            .unwrap_or_default(),
        word(result).to_owned(),
        guarded(
            &result
                .failure
                .as_ref()
                .map(i18n::failure_summary)
                .unwrap_or_default(),
        ),
        result.tries.to_string(),
        seconds(sending),
        seconds(accepted),
        seconds(joining),
        seconds(result.total),
        result.in_allowlist.to_string(),
        text(&result.position),
    ]
}

/// The state, as it is in the accessible name of a card.
fn word(result: &CameraResult) -> &str {
    if result.is_unconfirmed {
        "not confirmed"
    } else {
        result.state.word()
    }
}

fn seconds(time: Option<f32>) -> String {
    time.map(|time| format!("{time:.1}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::candidate::{Candidate, CandidateState, Failure},
        features::provisioning::{
            camera_results::camera_results,
            state::tests::{Console, camera},
        },
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
        let csv = csv(&camera_results(console.batch(), console.now));
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
