//! Looks around before there is a connection: which Pis tell of themselves on this network, what answers at an address, and how the
//! traffic checks of a connection are. Has a runtime of its own; dropping it ends everything it does.

use std::{io, net::IpAddr};

use mdns_sd::{ResolvedService, ServiceDaemon, ServiceEvent};
use tokio::{runtime, sync::mpsc, task::JoinHandle};

use super::{
    ClientConfig, ServerUrl, Timing, Waker,
    http::{Client, RetryPolicy},
};
use crate::domain::{
    connection_check::CheckReport, feature_flags::FeatureFlags, problem::Problem, secret::ApiKey,
};

/// What a Pi may call itself on the network. The first is its own.
const SERVICES: [&str; 2] = ["_piorchestrator._tcp.local.", "_http._tcp.local."];

/// Findings that nobody has taken yet.
const WAITING: usize = 256;

/// Longer names are cut.
const LONGEST_NAME: usize = 60;

/// A Pi that tells of itself on this network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoveredPi {
    /// What it calls itself.
    pub name: String,
    /// Where it is.
    pub server: ServerUrl,
}

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeAnswer {
    /// Where it is, with its port.
    pub server: ServerUrl,
    /// The version that it tells.
    pub version: Option<String>,
}

/// What was found.
#[derive(Debug)]
pub enum DiscoveryEvent {
    /// A Pi tells of itself.
    Seen(DiscoveredPi),
    /// A Pi does so no longer.
    Gone(String),
    /// What answers where a person has pointed, or why nothing does.
    Probed(Result<ProbeAnswer, Box<Problem>>),
    /// The traffic checks of a Pi.
    Checked(ServerUrl, Box<CheckReport>),
}

/// Looks around.
pub struct Discovery {
    runtime: Option<runtime::Runtime>,
    tell: mpsc::Sender<DiscoveryEvent>,
    told: mpsc::Receiver<DiscoveryEvent>,
    waker: Waker,
    browsing: Option<JoinHandle<()>>,
    probing: Option<JoinHandle<()>>,
}

impl Discovery {
    /// Does nothing yet.
    ///
    /// # Errors
    /// Its thread cannot be started.
    pub fn new(waker: Waker) -> io::Result<Self> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("pidash-scout")
            .enable_all()
            .build()?;
        let (tell, told) = mpsc::channel(WAITING);
        Ok(Self {
            runtime: Some(runtime),
            tell,
            told,
            waker,
            browsing: None,
            probing: None,
        })
    }

    /// Begins or ends to listen for Pis that tell of themselves.
    pub fn browse(&mut self, on: bool) {
        if on == self.browsing.is_some() {
            return;
        }
        if let Some(task) = self.browsing.take() {
            task.abort();
        }
        if on {
            let (tell, waker) = (self.tell.clone(), self.waker.clone());
            self.browsing = self.spawn(async move {
                if let Err(error) = browse(tell, waker).await {
                    tracing::info!(%error, "Pis on this network cannot be looked for");
                }
            });
        }
    }

    /// Looks which of these addresses answers, in their order. A probe before is given up.
    pub fn probe(&mut self, servers: Vec<ServerUrl>, timing: Timing) {
        if let Some(task) = self.probing.take() {
            task.abort();
        }
        let (tell, waker) = (self.tell.clone(), self.waker.clone());
        self.probing = self.spawn(async move {
            let found = probe(servers, &timing).await;
            if let Some(found) = found {
                say(&tell, &waker, DiscoveryEvent::Probed(found)).await;
            }
        });
    }

    /// Looks at the traffic checks.
    pub fn check(
        &mut self,
        server: ServerUrl,
        key: Option<ApiKey>,
        timing: Timing,
        features: FeatureFlags,
    ) {
        let (tell, waker) = (self.tell.clone(), self.waker.clone());
        let config = ClientConfig {
            server: server.clone(),
            key,
            timing,
            features,
        };
        drop(self.spawn(async move {
            match super::check(config).await {
                Ok(report) => {
                    say(
                        &tell,
                        &waker,
                        DiscoveryEvent::Checked(server, Box::new(report)),
                    )
                    .await
                }
                Err(error) => tracing::error!(%error, "the connection cannot be checked"),
            }
        }));
    }

    /// What was found, if there is something new.
    pub fn next_event(&mut self) -> Option<DiscoveryEvent> {
        self.told.try_recv().ok()
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

async fn say(tell: &mpsc::Sender<DiscoveryEvent>, waker: &Waker, event: DiscoveryEvent) {
    if tell.send(event).await.is_ok() {
        waker();
    }
}

/// `None` for no address at all.
async fn probe(
    servers: Vec<ServerUrl>,
    timing: &Timing,
) -> Option<Result<ProbeAnswer, Box<Problem>>> {
    let mut first_problem = None;
    for server in servers {
        let config = ClientConfig {
            server: server.clone(),
            key: None,
            timing: timing.clone(),
            features: FeatureFlags::default(),
        };
        let client = match Client::new(config) {
            Ok(client) => client,
            Err(error) => {
                tracing::error!(%error, "an address cannot be tried");
                continue;
            }
        };
        match client.health(RetryPolicy::Quick).await {
            Ok(version) => return Some(Ok(ProbeAnswer { server, version })),
            Err(problem) => first_problem = first_problem.or(Some(problem)),
        }
    }
    first_problem.map(Err)
}

async fn browse(tell: mpsc::Sender<DiscoveryEvent>, waker: Waker) -> mdns_sd::Result<()> {
    let daemon = Daemon(ServiceDaemon::new()?);
    let (own, http) = (daemon.0.browse(SERVICES[0])?, daemon.0.browse(SERVICES[1])?);
    loop {
        let event = tokio::select! {
            event = own.recv_async() => event,
            event = http.recv_async() => event,
        };
        let event = match event {
            Ok(ServiceEvent::ServiceResolved(service)) => {
                discovered(&service).map(DiscoveryEvent::Seen)
            }
            Ok(ServiceEvent::ServiceRemoved(_, name)) => Some(DiscoveryEvent::Gone(title(&name))),
            Ok(_) => None,
            Err(_closed) => return Ok(()),
        };
        if let Some(event) = event {
            say(&tell, &waker, event).await;
        }
    }
}

/// Ends with the task that browses.
struct Daemon(ServiceDaemon);

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::debug!(%error, "the look around does not end");
        }
    }
}

/// By its address, since the names of this network need not be known to this computer. IPv4 first: people can read it.
fn discovered(service: &ResolvedService) -> Option<DiscoveredPi> {
    let mut addresses: Vec<IpAddr> = service
        .addresses
        .iter()
        .map(mdns_sd::ScopedIp::to_ip_addr)
        .collect();
    addresses.sort_by_key(|address| (address.is_ipv6(), *address));
    let host = match addresses.first()? {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    };
    let server = ServerUrl::parse(&format!("http://{host}:{}", service.port)).ok()?;
    let name = title(&service.fullname);
    Some(DiscoveredPi { name, server })
}

/// `Lobby` of `Lobby._http._tcp.local.`.
fn title(full_name: &str) -> String {
    let name = full_name.split("._").next().unwrap_or(full_name);
    crate::wire::text::shorten(name, LONGEST_NAME)
}
