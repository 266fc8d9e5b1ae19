//! The Pi's health over the socket: its figures, and the effect of bad frames. How polling replaces
//! it is in [`polling_fallback`], what becomes of each kind of frame in [`protocol_cases`].

mod polling_fallback;
mod protocol_cases;

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::{
        link_state::LinkState,
        problem::Problem,
        telemetry::{Telemetry, Transport},
    },
    i18n,
    messages::{Command, Event, MonitorEvent, SessionVerb},
    simulator::{Simulator, SimulatorConfig},
};

use super::{Console, count, pi_with, quick, until};

/// The path of polls, with and without envelope.
const INFO: &str = "/system/info";

/// The timing of production, many times faster.
fn brisk() -> Timing {
    let milliseconds = Duration::from_millis;
    Timing {
        monitor_grace: milliseconds(120),
        monitor_poll: milliseconds(200),
        socket_ping: milliseconds(400),
        socket_pong: milliseconds(300),
        ..quick()
    }
}

/// A Pi that sends figures every `tick` milliseconds.
async fn ticking(tick: u64) -> Simulator {
    pi_with(SimulatorConfig {
        tick: Duration::from_millis(tick),
        ..SimulatorConfig::default()
    })
    .await
}

/// A Pi that sends figures once, and then only what a test injects.
async fn quiet() -> Simulator {
    ticking(3_600_000).await
}

/// For a quiet Pi: polling does not replace the frames that it does not send.
fn patient() -> Timing {
    Timing {
        monitor_poll: Duration::from_mins(1),
        socket_ping: Duration::from_mins(1),
        ..brisk()
    }
}

impl Console {
    fn monitoring(pi: &Simulator, timing: Timing) -> Self {
        Self::open(&pi.url(), None, timing)
    }

    async fn figures(&mut self, transport: Transport) -> Box<Telemetry> {
        self.wait_for(transport.word(), |event| match event {
            Event::Monitor(MonitorEvent::Telemetry(telemetry)) => {
                (telemetry.transport == transport).then_some(telemetry)
            }
            _ => None,
        })
        .await
    }

    async fn socket_live(&mut self) {
        self.wait_for("live monitoring", |event| {
            let status = status(event)?;
            status.is_live().then_some(())
        })
        .await;
    }

    /// Why the socket, or polling where that was chosen, is down.
    async fn monitor_retrying(&mut self) -> Box<Problem> {
        self.wait_for("a lost monitor", |event| match status(event)? {
            LinkState::Retrying { problem, .. } => Some(problem),
            _ => None,
        })
        .await
    }
}

fn status(event: Event) -> Option<LinkState> {
    match event {
        Event::Monitor(MonitorEvent::Stream(status)) => Some(status),
        _ => None,
    }
}

#[tokio::test]
async fn the_socket_brings_everything_and_nothing_is_polled() {
    let pi = ticking(30).await;
    let mut console = Console::monitoring(&pi, brisk());
    console.socket_live().await;
    let first = console.figures(Transport::Socket).await;
    assert!(
        first
            .services
            .is_some_and(|services| services.mqtt_connected == Some(true))
    );
    assert!(first.security.is_some() && first.network.is_some());
    for _ in 0..20 {
        let next = console.figures(Transport::Socket).await;
        assert!(next.sample.cpu_percent.is_some() && next.sample.uptime.is_some());
        assert_eq!(next.services, first.services, "kept from the first frame");
    }
    assert_eq!(count(&pi, "GET", INFO), 0);
}

#[tokio::test]
async fn pings_keep_a_quiet_socket_open() {
    let pi = quiet().await;
    let timing = Timing {
        socket_ping: Duration::from_millis(30),
        ..patient()
    };
    let mut console = Console::monitoring(&pi, timing);
    console.figures(Transport::Socket).await;
    // Far more pings than fit into the time-out of an unanswered one.
    until("20 pings", || pi.monitor_pings() >= 20).await;
    let update = r#"{"type":"monitoring_update","data":{"alerts_count":4}}"#;
    pi.inject_monitor(update);
    let figures = console.figures(Transport::Socket).await;
    assert_eq!(figures.alerts_count, Some(4));
    assert_eq!(
        count(&pi, "GET", "/ws/monitor"),
        1,
        "one socket all the time"
    );
}

#[tokio::test]
async fn partial_updates_nulls_and_unknown_fields_are_read() {
    let pi = quiet().await;
    let mut console = Console::monitoring(&pi, patient());
    let first = console.figures(Transport::Socket).await;
    pi.inject_monitor(
        r#"{"type":"monitoring_update","future":1,"data":{"system_health":{"cpu_usage":77.5,"temperature":null,"gpu":{"x":[1]}}}}"#,
    );
    let next = console.figures(Transport::Socket).await;
    assert_eq!(next.sample.cpu_percent, Some(77.5));
    assert_eq!(next.sample.temperature_celsius, None);
    assert_eq!(next.sample.memory_percent, first.sample.memory_percent);
    pi.inject_monitor(
        r#"{"type":"monitoring_update","data":{"system_health":{"cpu_usage":"a lot"}}}"#,
    );
    let odd = console.figures(Transport::Socket).await;
    assert_eq!(odd.sample.cpu_percent, None);
    let warning = console.wait_for("warning", |event| match event {
        Event::Warning(warning) => Some(warning),
        _ => None,
    });
    assert_eq!(
        i18n::warning_kind(&warning.await.kind),
        "system_health: cpu_usage is the text “a lot”"
    );
    pi.inject_monitor(r#"{"type":"error","message":"sensor lost"}"#);
    let warning = console.wait_for("warning", |event| match event {
        Event::Warning(warning) => Some(warning),
        _ => None,
    });
    assert_eq!(i18n::warning_kind(&warning.await.kind), "sensor lost");
    assert_eq!(count(&pi, "GET", "/ws/monitor"), 1, "still the same socket");
}

#[tokio::test]
async fn a_huge_frame_causes_one_reconnect() {
    let pi = ticking(50).await;
    let mut console = Console::monitoring(&pi, brisk());
    console.figures(Transport::Socket).await;
    let huge = format!(
        r#"{{"type":"monitoring_update","data":{{"x":"{}"}}}}"#,
        "x".repeat(4 << 20)
    );
    pi.inject_monitor(&huge);
    let problem = console.monitor_retrying().await;
    assert_eq!(problem.code(), "FRAME_TOO_LARGE");
    console.socket_live().await;
    let figures = console.figures(Transport::Socket).await;
    assert!(figures.sample.cpu_percent.is_some());
}

#[tokio::test]
async fn provisioning_raises_the_load_of_the_pi() {
    let pi = ticking(20).await;
    let mut console = Console::monitoring(&pi, brisk());
    let idle = console.figures(Transport::Socket).await;
    let session = console.start().await.unwrap();
    console
        .wait_for("discovered cameras", |_| {
            (pi.devices().len() == 4).then_some(())
        })
        .await;
    let id = session.session.id.clone();
    console.send(Command::Session(id, SessionVerb::ProvisionAll));
    let busier = console.wait_for("work", |event| match event {
        Event::Monitor(MonitorEvent::Telemetry(telemetry)) => {
            let rise = telemetry.sample.cpu_percent? - idle.sample.cpu_percent?;
            (rise > 6.0).then_some(telemetry)
        }
        _ => None,
    });
    busier.await;
    let with_cameras = console.wait_for("verified cameras", |event| match event {
        Event::Monitor(MonitorEvent::Telemetry(telemetry)) => {
            telemetry.cameras.filter(|cameras| !cameras.is_empty())
        }
        _ => None,
    });
    assert!(
        with_cameras
            .await
            .iter()
            .all(|camera| camera.online == Some(true))
    );
}
