//! A panic in a task of the client: it is a visible problem, and the task runs again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use pidash::{
    client::{CaCertificates, ClientConfig, ClientHandle, ServerUrl, Timing},
    domain::{feature_flags::FeatureFlags, link_state::LinkState},
    messages::{Event, MonitorEvent},
    simulator::{Simulator, SimulatorConfig},
};
use tokio::{sync::Notify, time::timeout};

use super::{Console, DEADLINE, pi, pi_with, quick};

/// Longer than a test takes.
const NEVER: Duration = Duration::from_hours(1);

/// A waker that panics once when it is armed: in the task that sends the next event.
#[derive(Default)]
struct Trap {
    armed: AtomicBool,
    calls: AtomicUsize,
}

fn console(pi: &Simulator, timing: Timing, features: FeatureFlags) -> (Console, Arc<Trap>) {
    let woken = Arc::new(Notify::new());
    let trap = Arc::new(Trap::default());
    let config = ClientConfig {
        server: ServerUrl::parse(&pi.url()).unwrap(),
        key: None,
        timing,
        features,
        extra_cas: CaCertificates::default(),
    };
    let (waker, trigger) = (Arc::clone(&woken), Arc::clone(&trap));
    let waker = move || {
        waker.notify_one();
        trigger.calls.fetch_add(1, Ordering::SeqCst);
        assert!(!trigger.armed.swap(false, Ordering::SeqCst), "injected");
    };
    let backend = ClientHandle::connect(config, Arc::new(waker)).unwrap();
    (Console { backend, woken }, trap)
}

/// Waits for the problem of a panic, then for the connection that is open again.
async fn fails_and_recovers(console: &mut Console, pick: fn(Event) -> Option<LinkState>) {
    console
        .wait_for("visible problem", |event| match pick(event)? {
            LinkState::Retrying { problem, .. } if problem.code() == "CONSOLE_FAULT" => Some(()),
            _ => None,
        })
        .await;
    console
        .wait_for("connection after the panic", |event| {
            pick(event)?.is_live().then_some(())
        })
        .await;
}

#[tokio::test]
async fn the_events_of_a_session_go_on_after_a_panic() {
    let pi = pi().await;
    let timing = Timing {
        monitor_poll: NEVER,
        ..quick()
    };
    let features = FeatureFlags {
        websocket_monitor: false,
        ..FeatureFlags::default()
    };
    let (mut console, trap) = console(&pi, timing, features);
    // In any order. Afterwards only the stream of the session sends something.
    let (mut is_stream_live, mut has_figures, mut has_network) = (false, false, false);
    let mut received = 0;
    console
        .wait_for("live stream, figures and network", |event| {
            received += usize::from(event.needs_frame(false));
            match event {
                Event::Stream(state) => is_stream_live = state.is_live(),
                Event::Monitor(MonitorEvent::Telemetry(_)) => has_figures = true,
                Event::Network(_) => has_network = true,
                _ => {}
            }
            (is_stream_live && has_figures && has_network).then_some(())
        })
        .await;
    // A task calls the waker after the event can be received.
    let called = async {
        while trap.calls.load(Ordering::SeqCst) < received {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, called).await.unwrap();
    trap.armed.store(true, Ordering::SeqCst);
    let mut other = Console::on(&pi);
    other.start().await.unwrap();
    fails_and_recovers(&mut console, |event| match event {
        Event::Stream(state) => Some(state),
        _ => None,
    })
    .await;
    assert!(!trap.armed.load(Ordering::SeqCst));
}

#[tokio::test]
async fn the_figures_of_the_pi_go_on_after_a_panic() {
    let pi = pi_with(SimulatorConfig {
        tick: Duration::from_millis(20),
        ..SimulatorConfig::default()
    })
    .await;
    let features = FeatureFlags {
        batch_provisioning: false,
        ..FeatureFlags::default()
    };
    let (mut console, trap) = console(&pi, quick(), features);
    trap.armed.store(true, Ordering::SeqCst);
    fails_and_recovers(&mut console, |event| match event {
        Event::Monitor(MonitorEvent::Stream(state)) => Some(state),
        _ => None,
    })
    .await;
    console
        .wait_for("figures", |event| {
            matches!(event, Event::Monitor(MonitorEvent::Telemetry(_))).then_some(())
        })
        .await;
}
