//! Sessions that are not open, over the wire: after a restart, on an older Pi, with a lost answer.

use std::time::Duration;

use pidash::{
    domain::{
        candidate::CandidateState,
        problem::Problem,
        session::{SessionId, SessionSnapshot},
    },
    messages::{Command, DeviceVerb, Event, RecoveryReply, RecoveryVerb},
    simulator::{Fault, OptionalFeature, Simulator},
};

use super::{Console, count, fail, pi, running, until};

impl Console {
    async fn recovery(&mut self, verb: RecoveryVerb) -> RecoveryReply {
        self.send(Command::Recovery(verb));
        self.wait_for("answer about earlier sessions", |event| match event {
            Event::Recovery(reply) => Some(reply),
            _ => None,
        })
        .await
    }

    async fn recover(&mut self, id: &SessionId) -> Result<Box<SessionSnapshot>, Box<Problem>> {
        match self.recovery(RecoveryVerb::Recover(id.clone())).await {
            RecoveryReply::Recovered(_, result) => result,
            other => panic!("{other:?}"),
        }
    }
}

/// A session with one verified camera; the Pi has restarted since and the connection is open again.
async fn interrupted(pi: &Simulator) -> (Console, SessionId) {
    let (mut console, id) = running(pi).await;
    until("a camera", || !pi.devices().is_empty()).await;
    let mac = pi.devices()[0].candidate.mac;
    console.send(Command::Devices(
        id.clone(),
        vec![mac],
        DeviceVerb::Provision,
    ));
    let is_verified = || pi.devices()[0].candidate.state == CandidateState::Verified;
    until("a verified camera", is_verified).await;
    pi.restart(Duration::from_millis(50));
    console.retrying().await;
    console.live().await;
    (console, id)
}

#[tokio::test]
async fn a_session_is_found_and_taken_up_after_a_restart_and_followed_again() {
    let pi = pi().await;
    let (mut console, id) = interrupted(&pi).await;
    let RecoveryReply::Recoverable(Ok(Some(found))) =
        console.recovery(RecoveryVerb::ReadRecoverable).await
    else {
        panic!("nothing to recover");
    };
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].id, found[0].verified_count), (&id, 1));
    assert!(found[0].updated_at.is_some());
    let snapshot = console.recover(&id).await.unwrap();
    let cameras = snapshot.candidates.unwrap();
    assert_eq!(cameras[0].state, CandidateState::Verified);
    let followed = console.snapshot().await;
    assert_eq!(followed.session.id, id);
    let problem = console.recover(&id).await.unwrap_err();
    assert_eq!(problem.code(), "SESSION_ALREADY_ACTIVE");
}

#[tokio::test]
async fn a_recovery_whose_answer_is_lost_is_looked_up() {
    let pi = pi().await;
    let (mut console, id) = interrupted(&pi).await;
    fail(&pi, "/resume", 1, Fault::AnswerLost);
    let snapshot = console.recover(&id).await.unwrap();
    assert_eq!(snapshot.session.id, id);
    assert_eq!(count(&pi, "POST", "/resume"), 1, "it is not sent twice");
}

#[tokio::test]
async fn a_discarded_session_is_history_and_one_that_is_gone_counts_as_discarded() {
    let pi = pi().await;
    let (mut console, id) = interrupted(&pi).await;
    let reply = console.recovery(RecoveryVerb::Discard(id.clone())).await;
    assert!(
        matches!(reply, RecoveryReply::Discarded(_, Ok(()))),
        "{reply:?}"
    );
    let gone = RecoveryVerb::Discard(SessionId::new("sess_unknown"));
    let reply = console.recovery(gone).await;
    assert!(
        matches!(reply, RecoveryReply::Discarded(_, Ok(()))),
        "{reply:?}"
    );
    let RecoveryReply::History(Ok(Some(past))) = console.recovery(RecoveryVerb::ReadHistory).await
    else {
        panic!("no history");
    };
    assert_eq!(past[0].id, id);
    let problem = console.recover(&id).await.unwrap_err();
    assert_eq!(problem.code(), "SESSION_NOT_RECOVERABLE");
}

#[tokio::test]
async fn an_older_pi_has_none_of_it() {
    let pi = pi().await;
    pi.remove_features(&[
        OptionalFeature::Recovery,
        OptionalFeature::History,
        OptionalFeature::Discard,
    ]);
    let mut console = Console::on(&pi);
    console.live().await;
    let reply = console.recovery(RecoveryVerb::ReadRecoverable).await;
    assert!(
        matches!(reply, RecoveryReply::Recoverable(Ok(None))),
        "{reply:?}"
    );
    let reply = console.recovery(RecoveryVerb::ReadHistory).await;
    assert!(
        matches!(reply, RecoveryReply::History(Ok(None))),
        "{reply:?}"
    );
    let id = SessionId::new("sess_1");
    assert_eq!(
        console.recover(&id).await.unwrap_err().code(),
        "NOT_AVAILABLE"
    );
    let reply = console.recovery(RecoveryVerb::Discard(id)).await;
    let RecoveryReply::Discarded(_, Err(problem)) = reply else {
        panic!("{reply:?}");
    };
    assert_eq!(problem.code(), "NOT_AVAILABLE");
}
