//! What became of the cameras of the open session.

use std::time::Duration;

use super::{
    batch::Batch,
    card::{Card, STEPS},
};
use crate::{
    domain::{
        camera_result::CameraResult,
        candidate::{CandidateState, Failure},
        clock::Now,
    },
    i18n,
};

/// The cameras of the session in the order of discovery.
#[must_use]
pub fn camera_results(batch: &Batch, now: Now) -> Vec<CameraResult> {
    let now = batch.clock(now);
    batch.cards.iter().map(|card| result(card, now)).collect()
}

fn result(card: &Card, now: Now) -> CameraResult {
    let candidate = &card.candidate;
    let [_, sending, accepted, joining, _]: [Option<Duration>; STEPS] = card.step_times;
    let untried = [CandidateState::Discovered, CandidateState::Skipped];
    let tried = !untried.contains(&candidate.state);
    CameraResult {
        mac: candidate.mac,
        ip: candidate.ip,
        container_id: candidate.container_id.clone(),
        firmware_version: candidate.firmware_version.clone(),
        rssi_dbm: candidate.rssi_dbm,
        state: card.state().clone(),
        failure: failure(card),
        tries: candidate.retry_count + u32::from(tried),
        steps: [sending, accepted, joining].map(seconds),
        total: seconds(card.attempt_time(now)),
        in_allowlist: candidate.in_allowlist,
    }
}

/// Why it failed, or why it could not be tried.
fn failure(card: &Card) -> Option<Failure> {
    if let Some(problem) = &card.problem {
        let code = problem.error_code().map(|code| code.as_str().to_owned());
        // Of a problem without a code of the contract, in the language of exports.
        let message = || i18n::in_english(|| i18n::problem_summary(problem));
        return Some(Failure {
            message: code.is_none().then(message),
            code,
        });
    }
    let failure = card.candidate.failure.as_ref();
    let failure = failure.filter(|_| *card.state() == CandidateState::Failed);
    failure.cloned()
}

/// With one decimal.
fn seconds(time: Option<Duration>) -> Option<f32> {
    time.map(|time| (time.as_secs_f32() * 10.0).round() / 10.0)
}
