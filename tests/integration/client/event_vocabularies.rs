//! Both vocabularies of events, named and unnamed, lead to the same batch.

use std::collections::BTreeMap;

use pidash::{
    domain::{
        candidate::{Candidate, CandidateState},
        mac::MacAddr,
    },
    messages::{BatchEvent, Command, Event, SessionVerb},
    simulator::{SimulatorConfig, Vocabulary},
};

use super::{Console, pi_with};

type Cameras = BTreeMap<MacAddr, Candidate>;

/// Applies an event to the cameras.
fn apply(cameras: &mut BTreeMap<MacAddr, Candidate>, event: Event) {
    match event {
        Event::Snapshot(snapshot) => {
            for camera in snapshot.candidates.unwrap_or_default() {
                cameras.insert(camera.mac, camera);
            }
        }
        Event::Batch(BatchEvent::Candidate(update)) => {
            let mac = update.mac;
            cameras
                .entry(mac)
                .or_insert_with(|| Candidate::unknown(mac))
                .merge(update);
        }
        Event::Warning(warning) => panic!("{warning:?}"),
        _ => {}
    }
}

/// The cameras after one whole batch, from the events of such a Pi.
async fn batch(vocabulary: Vocabulary, unnamed_events: bool) -> Cameras {
    let config = SimulatorConfig {
        vocabulary,
        unnamed_events,
        ..SimulatorConfig::default()
    };
    let pi = pi_with(config).await;
    let mut console = Console::on(&pi);
    console.live().await;
    let id = console.start().await.unwrap().session.id;
    let mut cameras = BTreeMap::new();
    let here = |cameras: &mut BTreeMap<_, _>, event| {
        apply(cameras, event);
        (cameras.len() == 4).then_some(())
    };
    console
        .wait_for("all cameras", |event| here(&mut cameras, event))
        .await;
    console.send(Command::Session(id, SessionVerb::ProvisionAll));
    let done = |cameras: &mut BTreeMap<MacAddr, Candidate>, event| {
        apply(cameras, event);
        let mut listed = cameras.values().filter(|camera| camera.in_allowlist);
        listed
            .all(|camera| camera.state == CandidateState::Verified)
            .then_some(())
    };
    console
        .wait_for("all verified", |event| done(&mut cameras, event))
        .await;
    let known = pi.devices().into_iter().map(|device| device.candidate);
    let known: Cameras = known.map(|camera| (camera.mac, camera)).collect();
    assert_eq!(comparable(cameras.clone()), comparable(known));
    comparable(cameras)
}

/// Without the fields that flat events do not have (contract, section 6).
fn comparable(mut cameras: Cameras) -> Cameras {
    for camera in cameras.values_mut() {
        camera.discovered_at = None;
        camera.container_id = None;
    }
    cameras
}

#[tokio::test]
async fn all_event_vocabularies_give_the_same_batch() {
    let first = batch(Vocabulary::New, false).await;
    assert_eq!(first.len(), 4);
    for (vocabulary, unnamed) in [
        (Vocabulary::New, true),
        (Vocabulary::Old, false),
        (Vocabulary::Old, true),
    ] {
        assert_eq!(
            batch(vocabulary, unnamed).await,
            first,
            "{vocabulary:?}, unnamed: {unnamed}"
        );
    }
}
