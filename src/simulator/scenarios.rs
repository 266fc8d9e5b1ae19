//! Scenarios: named sets of faults, so that a person can see in the window what a network, a proxy
//! or a Pi does to it.

use std::{sync::Arc, time::Duration};

use strum::{EnumMessage, EnumString, IntoStaticStr, VariantArray};

use crate::simulator::{
    Simulator, SimulatorConfig,
    faults::{ActiveFault, Calls, EventCorruption, Fault, Form, FrameFault, IdPlace, StatusAnswer},
    pi::Pi,
    site::Site,
};

/// The later faults of a scenario come this long after a session was started.
const INTO_SESSION: Duration = Duration::from_secs(10);

/// How long the flaky network works, and how long it is gone.
const NETWORK_UP: Duration = Duration::from_secs(12);
const NETWORK_DOWN: Duration = Duration::from_secs(4);

/// How often it looks whether a session was started.
const LOOKS_EVERY: Duration = Duration::from_millis(200);

/// A scenario. The doc comment of each is its description in `pidash simulate --help`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, EnumMessage, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Scenario {
    /// Reads of the allowlist get 503.
    AllowlistNotNow,
    /// The read of recoverable sessions fails with 500.
    RecoverableFails,
    /// 10 s into a session an error event says `SESSION_EXPIRED`.
    ExpiredByEvent,
    /// 10 s into a session the event stream falls silent and stays open.
    EventsMute,
    /// 10 s into a session events are lost and heartbeats go on.
    EventsLost,
    /// The event stream ends at once, each time.
    EventsEndAtOnce,
    /// The event stream is reset each time; all other calls are answered.
    EventsReset,
    /// The event stream is compressed.
    EventsCompressed,
    /// Every event has half of its JSON.
    EventsCorrupt,
    /// A guard in front of the Pi answers the event stream with a 403 page.
    GuardRefusesEvents,
    /// A proxy answers 502 pages while the Pi is away: twice for each read.
    ProxyBadGateway,
    /// A proxy loses the answer to the start: the Pi started the session, a 504 page comes.
    ProxyLosesStart,
    /// A captive portal answers each call with its sign-in page.
    Portal,
    /// A captive portal redirects each call to another host.
    PortalRedirect,
    /// The start is refused twice for a reason that the Pi calls temporary: 30 s each.
    StartNotNow,
    /// All calls about cameras are limited to one in 5 seconds.
    RateLimited,
    /// Correlation ids are in `meta`, and the start fails with one.
    CorrelationIdInMeta,
    /// Correlation ids are in `request_id`, and the start fails with one.
    CorrelationIdInRequestId,
    /// Health answers 503 `not_ready`.
    NotReady,
    /// Health answers `degraded`.
    Degraded,
    /// The read of system info fails; the rest works.
    SystemInfoFails,
    /// All figures of the health are zero, and the status is `unknown`; no monitoring socket.
    HealthUnknown,
    /// The monitor reports a packet loss of 0.1 %.
    PacketLoss,
    /// Two values in each frame of the monitoring socket.
    MonitorSeveralValues,
    /// The monitoring socket opens with `Connection: keep-alive, Upgrade`.
    MonitorKeepAlive,
    /// Pause, skip, stop and log have no route.
    MissingRoutes,
    /// Provisioning answers `DEVICE_ALREADY_PROVISIONING`, and goes on.
    AlreadyProvisioning,
    /// Bulk calls, changes of entries, past sessions and the networks in sight are missing.
    OlderPi,
    /// 10 s into a session it is interrupted, and can still be read.
    InterruptedButReadable,
    /// 10 s into a session another console stops it and starts its own.
    SessionTaken,
    /// 10 s into a session it runs out.
    SessionExpired,
    /// 10 s into a session the key changes.
    KeyRotated,
    /// The clock is 3 years slow.
    ClockSlow,
    /// The clock jumps by 3 years and back, every 5 seconds.
    ClockJumps,
    /// Skipped cameras vanish, and counters lag behind.
    OddCounts,
    /// Nothing goes wrong; all cameras are on the allowlist.
    AllWell,
    /// The passphrase of the first session is wrong: no camera joins.
    WrongPassphrase,
    /// The access point is WPA3 only: no camera joins.
    Wpa3Only,
    /// Two cameras have a weak signal and join at the second attempt.
    WeakSignal,
    /// Two cameras join half a minute after the Pi has given up.
    LateReports,
    /// 10 s into a session the Pi restarts: it is away for 20 s.
    RestartHalfWay,
    /// The network is gone for 4 of every 16 seconds, and calls take a second.
    FlakyNetwork,
    /// Two cameras are not on the allowlist.
    TwoNotAllowed,
    /// 50 cameras, of which some fail.
    FiftyCameras,
}

impl Scenario {
    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What happens, in one line.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// The configuration of a simulator that plays it. Where the site is what goes wrong, nothing else does.
    #[must_use]
    pub fn configure(self, config: SimulatorConfig) -> SimulatorConfig {
        let mut site = Site {
            unlisted_cameras: 0,
            ..config.site
        };
        match self {
            Self::AllWell | Self::RestartHalfWay | Self::FlakyNetwork => {}
            Self::WrongPassphrase => site.first_passphrase_is_wrong = true,
            Self::Wpa3Only => site.is_wpa3_only = true,
            Self::WeakSignal => site.weak_cameras = 2,
            Self::LateReports => site.late_cameras = 2,
            Self::TwoNotAllowed => site.unlisted_cameras = 2,
            Self::FiftyCameras => {
                let devices = 50;
                return SimulatorConfig { devices, ..config };
            }
            _ => return config,
        }
        SimulatorConfig {
            fail_rate: 0.0,
            site,
            ..config
        }
    }

    /// The faults from the start.
    fn at_once(self) -> Vec<ActiveFault> {
        let one = |fault, path| vec![on(fault, Calls::to(path))];
        let everywhere = |fault| vec![on(fault, Calls::default())];
        let field = |name: &str, json: &str| {
            let (name, json) = (name.to_owned(), json.to_owned());
            on(Fault::Field { name, json }, Calls::default())
        };
        let with_failing_start = |place| {
            vec![
                on(Fault::CorrelationId { place }, Calls::default()),
                on(status(500, Form::Envelope), Calls::to("/start").times(1)),
            ]
        };
        match self {
            Self::AllowlistNotNow => one(status(503, Form::Envelope), "/allowlist"),
            Self::RecoverableFails => one(status(500, Form::Envelope), "/sessions/recoverable"),
            Self::EventsEndAtOnce => everywhere(Fault::EventsEndAtOnce { reset: false }),
            Self::EventsReset => everywhere(Fault::EventsEndAtOnce { reset: true }),
            Self::EventsCompressed => everywhere(Fault::EventsCompressed),
            Self::EventsCorrupt => everywhere(Fault::EventsCorrupt {
                with: EventCorruption::Json,
            }),
            Self::GuardRefusesEvents => one(status(403, Form::Html), "/batch/events"),
            Self::ProxyBadGateway => ["/allowlist", "/sessions", "/system", "/batch"]
                .map(|path| on(status(502, Form::Html), Calls::to(path).times(2)))
                .into(),
            Self::ProxyLosesStart => vec![on(
                Fault::Status(StatusAnswer {
                    executed: true,
                    ..StatusAnswer::new(504, Form::Html)
                }),
                Calls::to("/start").times(1),
            )],
            Self::Portal => everywhere(status(200, Form::Html)),
            Self::PortalRedirect => everywhere(Fault::Redirect {
                status: 302,
                location: "http://portal.invalid/login".to_owned(),
            }),
            Self::StartNotNow => vec![on(
                Fault::Status(StatusAnswer {
                    retry_after_seconds: Some(30.into()),
                    ..StatusAnswer::new(503, Form::Envelope)
                }),
                Calls::to("/start").times(2),
            )],
            Self::RateLimited => one(
                Fault::RateLimit {
                    gap_ms: 5_000,
                    retry_after_seconds: 5,
                },
                "/devices/",
            ),
            Self::CorrelationIdInMeta => with_failing_start(IdPlace::Meta),
            Self::CorrelationIdInRequestId => with_failing_start(IdPlace::RequestId),
            Self::NotReady => health(503, "not_ready"),
            Self::Degraded => health(200, "degraded"),
            Self::SystemInfoFails => one(status(500, Form::Envelope), "/system/info"),
            Self::HealthUnknown => vec![
                field("usage_percent", "0"),
                field("used_percent", "0"),
                field("temperature_celsius", "0"),
                field("overall_status", "\"unknown\""),
                on(status(403, Form::Text), Calls::to("/ws/monitor")),
            ],
            Self::PacketLoss => vec![field("packet_loss", "0.1")],
            Self::MonitorSeveralValues => everywhere(Fault::MonitorFrames {
                with: FrameFault::SeveralValues,
            }),
            Self::MonitorKeepAlive => everywhere(Fault::MonitorKeepAlive),
            Self::MissingRoutes => ["/pause", "/skip", "/stop", "/close", "/logs"]
                .map(|path| on(status(404, Form::Text), Calls::to(path)))
                .into(),
            Self::AlreadyProvisioning => vec![on(
                Fault::Status(StatusAnswer {
                    code: Some("DEVICE_ALREADY_PROVISIONING".to_owned()),
                    executed: true,
                    ..StatusAnswer::new(409, Form::Envelope)
                }),
                // Ends the path of one camera, not that of all.
                Calls::to("/devices/").with("POST"),
            )],
            Self::OlderPi => {
                use crate::simulator::OptionalFeature::{
                    Bulk, Clear, Discard, Edit, History, WifiScan,
                };
                let features = vec![Bulk, Edit, Clear, Discard, History, WifiScan];
                everywhere(Fault::MissingFeatures { features })
            }
            Self::ClockSlow => everywhere(clock(0)),
            Self::ClockJumps => everywhere(clock(5_000)),
            Self::OddCounts => vec![
                on(Fault::SkippedVanish, Calls::default()),
                on(Fault::LaggingCounters { by: 1 }, Calls::default()),
            ],
            Self::FlakyNetwork => everywhere(Fault::Late { ms: 1_000 }),
            _ => Vec::new(),
        }
    }

    /// The fault that comes into a session.
    fn into_session(self) -> Option<Fault> {
        match self {
            Self::ExpiredByEvent => Some(Fault::ErrorEvent {
                code: "SESSION_EXPIRED".to_owned(),
                message: "the session ran out".to_owned(),
                retryable: false,
            }),
            Self::EventsMute => Some(Fault::EventsMute),
            Self::EventsLost => Some(Fault::EventsLost),
            Self::InterruptedButReadable => Some(Fault::SessionInterrupted { readable: true }),
            Self::SessionTaken => Some(Fault::SessionTaken),
            Self::SessionExpired => Some(Fault::SessionExpired),
            Self::KeyRotated => Some(Fault::KeyRotated),
            Self::RestartHalfWay => Some(Fault::Restart {
                down_ms: 20_000,
                readable: false,
            }),
            _ => None,
        }
    }
}

fn on(fault: Fault, calls: Calls) -> ActiveFault {
    ActiveFault { fault, calls }
}

fn status(status: u16, form: Form) -> Fault {
    Fault::Status(StatusAnswer::new(status, form))
}

/// What all three health paths answer.
fn health(status: u16, word: &str) -> Vec<ActiveFault> {
    let answer = StatusAnswer {
        body: Some(format!("{{\"status\":\"{word}\"}}")),
        ..StatusAnswer::new(status, Form::Envelope)
    };
    vec![on(Fault::Status(answer), Calls::to("/health"))]
}

/// Three years slow, with jumps of this length.
fn clock(jumps_ms: u64) -> Fault {
    Fault::ClockWrong {
        seconds: -3 * 365 * 24 * 3_600,
        jumps_ms,
    }
}

impl Simulator {
    /// Sets the faults of a scenario: some now, some once a session has run for 10 s. The simulator was
    /// started with [`Scenario::configure`].
    pub fn play(&self, scenario: Scenario) {
        if scenario == Scenario::FlakyNetwork {
            self.lose_network_repeatedly();
        }
        for fault in scenario.at_once() {
            self.pi.set_fault(fault);
        }
        if let Some(fault) = scenario.into_session() {
            let pi = Arc::downgrade(&self.pi);
            self.pi.runtime.spawn(async move {
                loop {
                    tokio::time::sleep(LOOKS_EVERY).await;
                    match pi.upgrade().map(|pi| has_session(&pi)) {
                        Some(false) => {}
                        Some(true) => break,
                        None => return,
                    }
                }
                tokio::time::sleep(INTO_SESSION).await;
                if let Some(pi) = pi.upgrade() {
                    pi.set_fault(on(fault, Calls::default()));
                }
            });
        }
    }
}

impl Simulator {
    fn lose_network_repeatedly(&self) {
        let pi = Arc::downgrade(&self.pi);
        self.pi.runtime.spawn(async move {
            for is_lost in [true, false].into_iter().cycle() {
                let pause = if is_lost { NETWORK_UP } else { NETWORK_DOWN };
                tokio::time::sleep(pause).await;
                let Some(pi) = pi.upgrade() else { return };
                pi.switch(Fault::Offline, is_lost);
            }
        });
    }
}

fn has_session(pi: &Pi) -> bool {
    pi.with_world(|world| world.has_session())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_has_a_description_and_a_fault() {
        for scenario in Scenario::VARIANTS {
            assert_eq!(scenario.description().lines().count(), 1, "{scenario:?}");
            let has_fault = !scenario.at_once().is_empty() || scenario.into_session().is_some();
            let config = SimulatorConfig::default();
            let configured = scenario.configure(config.clone());
            let is_configured =
                (configured.site, configured.devices) != (config.site, config.devices);
            assert!(has_fault || is_configured, "{scenario:?}");
            assert_eq!(scenario.name().parse(), Ok(*scenario));
        }
    }
}
