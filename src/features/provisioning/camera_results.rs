//! What became of the cameras of the open session.

use std::time::Duration;

use super::{
    batch::Batch,
    card::{Card, STEPS},
};
use crate::domain::{
    camera_result::CameraResult,
    candidate::{CandidateState, Failure},
    clock::Now,
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
    CameraResult {
        mac: candidate.mac,
        position: card.position.clone(),
        ip: candidate.ip,
        container_id: candidate.container_id.clone(),
        firmware_version: candidate.firmware_version.clone(),
        rssi_dbm: candidate.rssi_dbm,
        state: card.state().clone(),
        failure: failure(card),
        is_unconfirmed: card.is_unconfirmed(),
        tries: card.tries(),
        steps: [sending, accepted, joining].map(seconds),
        total: seconds(card.attempt_time(now)),
        in_allowlist: candidate.in_allowlist,
    }
}

/// Why it failed, or why it could not be tried.
fn failure(card: &Card) -> Option<Failure> {
    if let Some(problem) = &card.problem {
        return Some(Failure {
            code: Some(problem.code().into_owned()),
            message: problem.kind.message().map(str::to_owned),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{problem::ErrorCode, session::SessionId},
        features::provisioning::{
            intent::ProvisioningIntent,
            state::tests::{Console, address, camera, problem},
        },
        messages::{DeviceVerb, Event, Reply},
    };

    #[test]
    fn what_the_pi_refused_is_kept_by_its_code() {
        let mut console = Console::open(vec![camera(1)]);
        let (id, mac) = (SessionId::new("sess_1"), address(1));
        console.push(ProvisioningIntent::Device(mac, DeviceVerb::Provision));
        let refusal = Err(problem(ErrorCode::Unauthorized, None));
        let reply = Reply::Device(id, mac, DeviceVerb::Provision, refusal);
        console.handle(Event::Reply(reply));
        let results = camera_results(console.batch(), console.now);
        let codes: Vec<_> = results
            .iter()
            .map(|result| {
                result
                    .failure
                    .as_ref()
                    .and_then(|failure| failure.code.as_deref())
            })
            .collect();
        assert_eq!(codes, [Some("UNAUTHORIZED")]);
    }
}
