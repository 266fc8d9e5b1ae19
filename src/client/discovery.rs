//! Finds Pis before there is a connection: browses mDNS, probes addresses, and checks a connection
//! step by step. Runs on a runtime of its own; dropping [`Discovery`] ends all of its tasks.

use std::{io, net::IpAddr, panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt as _;
use mdns_sd::{ResolvedService, ServiceDaemon, ServiceEvent};
use tokio::{runtime, sync::mpsc, task::JoinHandle, time::sleep};

use super::{
    CaCertificates, ClientConfig, ServerUrl, Timing, Waker,
    backoff::Backoff,
    error::fault,
    http::{Client, RetryPolicy},
    reachable_address::{OwnAddress, reachable},
};
use crate::domain::{
    clock::Now,
    connection_check::{CheckReport, CheckStatus, CheckStep},
    feature_flags::FeatureFlags,
    problem::Problem,
};

/// The mDNS service types that are browsed. The first one is the Pi's own.
const SERVICE_TYPES: [&str; 2] = ["_piorchestrator._tcp.local.", "_http._tcp.local."];

/// Events that the window has not taken yet.
const EVENT_CAPACITY: usize = 256;

/// The longest name that is shown, in bytes: the limit of a DNS label.
const LONGEST_NAME: usize = 63;

/// A Pi that announces itself on this network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoveredPi {
    /// The name of its mDNS service.
    pub name: String,
    pub server: ServerUrl,
}

/// The answer to a probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeAnswer {
    /// The address that answered.
    pub server: ServerUrl,
    pub version: Option<String>,
}

/// One call of [`Discovery::probe`]. Its answer carries it, so that two callers cannot take each
/// other's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProbeId(u64);

/// One call of [`Discovery::check`]. Its answer carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckId(u64);

#[derive(Debug)]
pub enum DiscoveryEvent {
    /// A Pi announces itself.
    Seen(DiscoveredPi),
    /// The Pi of this name announces itself no longer.
    Gone(String),
    /// Every probe gets exactly one answer.
    Probed {
        id: ProbeId,
        answer: Result<ProbeAnswer, Box<Problem>>,
    },
    /// Every check gets exactly one report.
    Checked {
        id: CheckId,
        report: Box<CheckReport>,
    },
}

pub struct Discovery {
    runtime: Option<runtime::Runtime>,
    event_tx: mpsc::Sender<DiscoveryEvent>,
    event_rx: mpsc::Receiver<DiscoveryEvent>,
    waker: Waker,
    browsing: Option<JoinHandle<()>>,
    /// The number of the last probe or check.
    last_id: u64,
}

impl Discovery {
    /// # Errors
    /// Its thread cannot be started.
    pub fn new(waker: Waker) -> io::Result<Self> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("pidash-discovery")
            .enable_all()
            .build()?;
        let (event_tx, event_rx) = mpsc::channel(EVENT_CAPACITY);
        Ok(Self {
            runtime: Some(runtime),
            event_tx,
            event_rx,
            waker,
            browsing: None,
            last_id: 0,
        })
    }

    /// Starts or stops browsing for Pis that announce themselves.
    pub fn browse(&mut self, on: bool) {
        if on == self.browsing.is_some() {
            return;
        }
        if let Some(task) = self.browsing.take() {
            task.abort();
        }
        if on {
            let (event_tx, waker) = (self.event_tx.clone(), self.waker.clone());
            self.browsing = self.spawn(async move {
                let mut backoff = Backoff::new(&Timing::default(), fastrand::u64(..));
                loop {
                    let run = AssertUnwindSafe(browse(event_tx.clone(), waker.clone()));
                    match run.catch_unwind().await {
                        Ok(Ok(())) => return,
                        Ok(Err(error)) => {
                            tracing::info!(%error, "cannot browse for Pis on this network");
                        }
                        // The hook of the window has logged it.
                        Err(_panic) => {}
                    }
                    sleep(backoff.next_wait(None)).await;
                }
            });
        }
    }

    /// Probes these addresses one after the other until one answers.
    pub fn probe(
        &mut self,
        servers: Vec<ServerUrl>,
        timing: Timing,
        extra_cas: CaCertificates,
    ) -> ProbeId {
        let id = ProbeId(self.next_id());
        self.answer(async move {
            let answer = AssertUnwindSafe(probe(servers, &timing, &extra_cas)).catch_unwind();
            let answer = answer.await.unwrap_or_else(|_panic| Err(fault()));
            DiscoveryEvent::Probed { id, answer }
        });
        id
    }

    /// Checks a connection step by step.
    pub fn check(&mut self, config: ClientConfig) -> CheckId {
        self.report(super::check(config))
    }

    /// Checks a connection up to its key.
    pub fn check_key(&mut self, config: ClientConfig) -> CheckId {
        self.report(super::check_key(config))
    }

    fn report(
        &mut self,
        check: impl Future<Output = io::Result<CheckReport>> + Send + 'static,
    ) -> CheckId {
        let id = CheckId(self.next_id());
        self.answer(async move {
            let report = AssertUnwindSafe(check).catch_unwind();
            let report = match report.await {
                Ok(Ok(report)) => report,
                Ok(Err(error)) => {
                    tracing::error!(%error, "the connection cannot be checked");
                    unchecked()
                }
                Err(_panic) => unchecked(),
            };
            let report = Box::new(report);
            DiscoveryEvent::Checked { id, report }
        });
        id
    }

    pub fn next_event(&mut self) -> Option<DiscoveryEvent> {
        self.event_rx.try_recv().ok()
    }

    fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    fn answer(&self, answer: impl Future<Output = DiscoveryEvent> + Send + 'static) {
        let (event_tx, waker) = (self.event_tx.clone(), self.waker.clone());
        drop(self.spawn(async move { send(&event_tx, &waker, answer.await).await }));
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> Option<JoinHandle<()>> {
        self.runtime.as_ref().map(|runtime| runtime.spawn(task))
    }
}

impl Drop for Discovery {
    /// Does not wait: a name look-up that hangs must not hang the window.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn send(event_tx: &mpsc::Sender<DiscoveryEvent>, waker: &Waker, event: DiscoveryEvent) {
    if event_tx.send(event).await.is_ok() {
        waker();
    }
}

/// The report of a check that could not be made.
fn unchecked() -> CheckReport {
    CheckReport::untried().with(CheckStep::Reachable, CheckStatus::Failed(fault()))
}

/// The first answer, or why the first address did not answer.
async fn probe(
    servers: Vec<ServerUrl>,
    timing: &Timing,
    extra_cas: &CaCertificates,
) -> Result<ProbeAnswer, Box<Problem>> {
    let mut first_problem = None;
    for server in servers {
        let config = ClientConfig {
            server: server.clone(),
            key: None,
            timing: timing.clone(),
            features: FeatureFlags::default(),
            extra_cas: extra_cas.clone(),
        };
        let client = match Client::new(config) {
            Ok(client) => client,
            Err(error) => {
                tracing::error!(%error, "cannot probe an address");
                continue;
            }
        };
        match client.health(RetryPolicy::Quick).await {
            Ok(version) => return Ok(ProbeAnswer { server, version }),
            Err(problem) => first_problem = first_problem.or(Some(problem)),
        }
    }
    Err(first_problem.unwrap_or_else(fault))
}

/// Browses until the daemon ends.
async fn browse(event_tx: mpsc::Sender<DiscoveryEvent>, waker: Waker) -> mdns_sd::Result<()> {
    while let Next::Again = browse_once(&event_tx, &waker).await? {}
    Ok(())
}

/// What follows after browsing.
enum Next {
    End,
    /// The wall clock jumped forward, or this computer slept. The daemon forgets all Pis then, and
    /// asks again only after up to an hour: another one asks at once.
    Again,
}

async fn browse_once(
    event_tx: &mpsc::Sender<DiscoveryEvent>,
    waker: &Waker,
) -> mdns_sd::Result<Next> {
    let began = Now::read();
    let daemon = Daemon(ServiceDaemon::new()?);
    let (own, http) = (
        daemon.0.browse(SERVICE_TYPES[0])?,
        daemon.0.browse(SERVICE_TYPES[1])?,
    );
    loop {
        let event = tokio::select! {
            event = own.recv_async() => event,
            event = http.recv_async() => event,
        };
        let is_removed = matches!(event, Ok(ServiceEvent::ServiceRemoved(..)));
        let event = match event {
            Ok(ServiceEvent::ServiceResolved(service)) => {
                // Each time anew: a laptop changes its network.
                let own = OwnAddress::all().unwrap_or_default();
                discovered(&service, &own).map(DiscoveryEvent::Seen)
            }
            Ok(ServiceEvent::ServiceRemoved(service_type, name)) => {
                Some(DiscoveryEvent::Gone(title(&name, &service_type)))
            }
            Ok(_) => None,
            Err(_closed) => return Ok(Next::End),
        };
        if let Some(event) = event {
            send(event_tx, waker, event).await;
        }
        if is_removed && jumped_forward(began, Now::read()) {
            return Ok(Next::Again);
        }
    }
}

/// Whether the wall clock ran ahead of the monotonic one by more than it is corrected by at a time.
fn jumped_forward(before: Now, now: Now) -> bool {
    const LEAST: Duration = Duration::from_secs(2);
    let passed = Duration::try_from(now.wall - before.wall).unwrap_or_default();
    passed > now.since(before.instant) + LEAST
}

/// Shuts the mDNS daemon down with the task that browses.
struct Daemon(ServiceDaemon);

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::debug!(%error, "the mDNS daemon does not shut down");
        }
    }
}

/// Takes an address of the service, not its host name: this computer may not resolve `.local`
/// names. `None` if there is none that this computer can reach.
fn discovered(service: &ResolvedService, own: &[OwnAddress]) -> Option<DiscoveredPi> {
    let announced = service.addresses.iter();
    let announced = announced.map(mdns_sd::ScopedIp::to_ip_addr);
    let host = match reachable(announced, own).first()? {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    };
    let server = ServerUrl::parse(&format!("http://{host}:{}", service.port)).ok()?;
    let name = title(&service.fullname, &service.ty_domain);
    Some(DiscoveredPi { name, server })
}

/// `Lobby v1._2` of `Lobby v1._2._http._tcp.local.`: a name may hold dots.
fn title(full_name: &str, service_type: &str) -> String {
    let name = full_name.strip_suffix(service_type);
    let name = name.and_then(|name| name.strip_suffix('.'));
    crate::wire::text::shorten(name.unwrap_or(full_name), LONGEST_NAME)
}

#[cfg(test)]
mod tests {
    use mdns_sd::ServiceInfo;

    use super::*;

    #[test]
    fn the_name_of_a_pi_is_whole() {
        let longest = "x".repeat(63);
        for name in ["Lobby", "Pi v1.2", "a._b", "Café ☕", longest.as_str()] {
            for service_type in SERVICE_TYPES {
                let full_name = format!("{name}.{service_type}");
                assert_eq!(title(&full_name, service_type), name);
            }
        }
        assert_eq!(title("odd", SERVICE_TYPES[0]), "odd");
    }

    #[test]
    fn a_jump_of_the_clock_by_three_years_forward_is_noticed() {
        let start = Now::read();
        let three_years = jiff::SignedDuration::from_hours(3 * 365 * 24);
        let after = |wall: jiff::SignedDuration| Now {
            instant: start.instant + Duration::from_mins(1),
            wall: start.wall + wall,
        };
        let minute = jiff::SignedDuration::from_mins(1);
        assert!(!jumped_forward(start, after(minute)));
        assert!(jumped_forward(start, after(three_years)));
        assert!(!jumped_forward(start, after(-three_years)));
    }

    #[test]
    fn a_pi_is_offered_at_an_address_that_can_be_reached_or_not_at_all() {
        let service = |addresses: &str| {
            let service = ServiceInfo::new(
                SERVICE_TYPES[0],
                "Lobby",
                "pi.local.",
                addresses,
                8082,
                None,
            );
            service.map(ServiceInfo::as_resolved_service)
        };
        let offered = |addresses: &str| {
            let pi = discovered(&service(addresses).ok()?, &[])?;
            Some((pi.name, pi.server.to_string()))
        };
        let lobby = |server: &str| Some(("Lobby".to_owned(), server.to_owned()));
        assert_eq!(
            offered("172.17.0.1,fe80::1,192.168.1.124"),
            lobby("http://192.168.1.124:8082")
        );
        assert_eq!(
            offered("fe80::1,2001:db8::7"),
            lobby("http://[2001:db8::7]:8082")
        );
        assert_eq!(offered("172.17.0.1,fe80::1"), None);
    }
}
