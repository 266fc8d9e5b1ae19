//! Many calls at once: their order, and the effect of a rate limiter of the Pi.

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::{mac::MacAddr, session::SessionId},
    messages::{Command, DeviceVerb, Reply, SessionVerb},
    simulator::{Calls, Fault, Simulator},
};

use super::{Console, count, fail, pi, quick, running, running_with, until};

const AN_HOUR: Duration = Duration::from_hours(1);
const CAMERAS: &str = "/devices/";
const NETWORK: &str = "/batch/network";

/// Cameras that the Pi does not have: its answers do not matter here.
fn provision(console: &Console, id: &SessionId, cameras: u8) {
    let macs = (0..cameras).map(|last| MacAddr::new([2, 0, 0, 0, 0, last]));
    let command = Command::Devices(id.clone(), macs.collect(), DeviceVerb::Provision);
    console.send(command);
}

/// The codes of the outcomes of this many calls.
async fn outcomes(console: &mut Console, cameras: u8) -> Vec<String> {
    let mut codes = Vec::new();
    while codes.len() < usize::from(cameras) {
        let Reply::Device(_, _, _, result) = console.reply().await else {
            continue;
        };
        codes
            .push(result.map_or_else(|problem| problem.code().into_owned(), |_| "done".to_owned()));
    }
    codes
}

#[tokio::test]
async fn session_commands_do_not_wait_for_calls_about_cameras() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    fail(&pi, CAMERAS, u32::MAX, Fault::Held);
    provision(&console, &id, 100);
    until("all places are taken", || count(&pi, "POST", CAMERAS) == 16).await;
    for verb in [SessionVerb::Pause, SessionVerb::Resume, SessionVerb::Stop] {
        console.send(Command::Session(id.clone(), verb));
        let Reply::Session(_, _, Ok(_)) = console.reply().await else {
            panic!("{verb:?} was refused");
        };
    }
    assert_eq!(count(&pi, "POST", CAMERAS), 16, "more than 16 at once");
}

#[tokio::test]
async fn a_call_that_waits_for_its_retry_holds_no_permit() {
    let pi = pi().await;
    let timing = Timing {
        call_retries: [AN_HOUR; 3],
        longest_call_wait: 2 * AN_HOUR,
        ..quick()
    };
    let (mut console, id) = running_with(&pi, timing).await;
    let busy = Fault::refused(503, None);
    fail(&pi, CAMERAS, 16, busy);
    provision(&console, &id, 20);
    let codes = outcomes(&mut console, 4).await;
    assert_eq!(codes, ["DEVICE_NOT_FOUND"; 4]);
}

#[tokio::test]
async fn a_limiter_slows_a_batch_down_but_refuses_no_camera() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    pi.set_fault_for(
        Fault::RateLimit {
            gap_ms: 250,
            retry_after_seconds: 0,
        },
        Calls::to(CAMERAS).with("POST"),
    );
    provision(&console, &id, 8);
    let codes = outcomes(&mut console, 8).await;
    assert_eq!(codes, ["DEVICE_NOT_FOUND"; 8]);
}

#[tokio::test]
async fn after_a_429_calls_about_cameras_are_made_one_at_a_time() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    let refused = Fault::refused(429, Some(0));
    fail(&pi, NETWORK, 1, refused);
    networks(&pi, 2).await;

    fail(&pi, CAMERAS, 1, Fault::Held);
    provision(&console, &id, 16);
    until("the first call", || count(&pi, "POST", CAMERAS) > 0).await;
    networks(&pi, 2).await;
    assert_eq!(count(&pi, "POST", CAMERAS), 1);
    pi.release_calls();
    let codes = outcomes(&mut console, 16).await;
    assert_eq!(codes, ["DEVICE_NOT_FOUND"; 16]);
}

/// Waits for this many more reads of the network: all but the last have been answered by then.
async fn networks(pi: &Simulator, more: usize) {
    let before = count(pi, "GET", NETWORK);
    until("reads of the network", || {
        count(pi, "GET", NETWORK) >= before + more
    })
    .await;
}
