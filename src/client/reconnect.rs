//! The reconnect loop of the event stream, the monitoring socket and the Pi's log: connect, read
//! until the connection ends, wait, connect again.
//!
//! The wait grows from failure to failure ([`Backoff`]). It is cut short when the Pi answers any
//! call after it was away (see `http::reachability`), because the cause is then gone.

use std::time::{Duration, Instant};

use tokio::time::sleep_until;

use super::{
    backoff::Backoff,
    http::{Client, Reachability},
};
use crate::{
    domain::{link_state::LinkState, problem::Problem},
    wire::error_codes,
};

/// What differs between the connections that [`run`] keeps open.
pub(crate) trait Link: Send {
    /// An open connection. Dropping it closes it.
    type Connection: Send;

    /// Whether [`Link::read`] notices by itself that the Pi is gone. A connection that does not is
    /// replaced when the Pi returns, because a Pi that lost its power ends no connection.
    const HAS_HEARTBEAT: bool = false;

    /// Opens one connection. May be dropped at any time.
    fn connect(
        &mut self,
    ) -> impl Future<Output = Result<Self::Connection, Box<Problem>>> + Send + '_;

    /// Reads until the connection ends, and returns why it ended. May be dropped at any time.
    fn read(
        &mut self,
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Box<Problem>> + Send;

    /// Passes a change of the state on.
    fn report(&mut self, state: LinkState) -> impl Future<Output = ()> + Send;

    /// Whether the connection is refused for good, so that it is tried only every
    /// [`Timing::refused`](super::timing::Timing).
    fn is_refusal(&self, problem: &Problem) -> bool;

    /// The least wait that the Pi asked for on the connection itself.
    fn retry_hint(&self) -> Option<Duration> {
        None
    }
}

/// One attempt, from the connect to the end of the connection.
struct Attempt {
    began: Instant,
    /// The returns of the Pi that this attempt has already taken into account.
    returns: u64,
    /// How long the connection was open; `None`: it could not be opened.
    open_for: Option<Duration>,
    /// Why it ended; `None`: the Pi was away and is back, so that it has to be replaced.
    problem: Option<Box<Problem>>,
}

/// Keeps a link up. Never returns.
pub(crate) async fn run(client: &Client, link: &mut impl Link) {
    let mut backoff = Backoff::new(client.timing(), fastrand::u64(..));
    let mut number = 1;
    let mut is_refused = false;
    loop {
        // A refusal stays on the screen until the Pi takes the key.
        if !is_refused {
            link.report(LinkState::Connecting { attempt: number }).await;
        }
        let attempt = attempt(client, link).await;
        number = attempt.open_for.map_or(number + 1, |_| 1);
        if let Some(open_for) = attempt.open_for {
            is_refused = false;
            backoff.connection_ended(open_for);
        }
        let Some(problem) = attempt.problem else {
            tracing::debug!("the Pi is back: connecting again");
            continue;
        };
        let now = Instant::now();
        is_refused = link.is_refusal(&problem);
        if is_refused {
            link.report(LinkState::Refused { problem }).await;
            sleep_until((now + client.timing().refused).into()).await;
            continue;
        }
        let asked = problem.retry_after.map(|asked| backoff.bounded(asked));
        let wait = match problem.http_status {
            Some(401 | 403) => client.timing().refused_on_the_way,
            _ => backoff.next_wait(asked.max(link.retry_hint())),
        };
        let at = now + wait;
        // What answers in place of the Pi does not know when the Pi is back.
        let asked = asked.filter(|_| !error_codes::is_stand_in(&problem));
        let earliest =
            (attempt.began + client.timing().probe_every).max(now + asked.unwrap_or_default());
        link.report(LinkState::Retrying {
            attempt: number,
            at,
            problem,
        })
        .await;
        tokio::select! {
            () = sleep_until(at.into()) => {}
            () = pi_returns(client, attempt.returns, earliest) => {
                tracing::debug!("the Pi is back: the wait ends early");
            }
        }
    }
}

async fn attempt<L: Link>(client: &Client, link: &mut L) -> Attempt {
    let probe_every = client.timing().probe_every;
    let began = Instant::now();
    let returns = returns_so_far(client);
    let failed = |problem| Attempt {
        began,
        returns,
        open_for: None,
        problem,
    };
    let connected = tokio::select! {
        connected = link.connect() => connected,
        () = pi_returns(client, returns, began + probe_every) => return failed(None),
    };
    let mut connection = match connected {
        Ok(connection) => connection,
        Err(problem) => return failed(Some(problem)),
    };
    let since = Instant::now();
    let returns = returns_so_far(client);
    link.report(LinkState::Live { since }).await;
    let problem = tokio::select! {
        problem = link.read(&mut connection) => Some(problem),
        () = pi_returns(client, returns, since + probe_every), if !L::HAS_HEARTBEAT => None,
    };
    Attempt {
        began,
        returns: returns_so_far(client),
        open_for: Some(since.elapsed()),
        problem,
    }
}

fn returns_so_far(client: &Client) -> u64 {
    client.reachability().borrow().returns
}

/// Waits until the Pi has returned more than `returns` times, but at least until `earliest`.
async fn pi_returns(client: &Client, returns: u64, earliest: Instant) {
    let mut reachability = client.reachability();
    let returned = |now: &Reachability| now.returns > returns;
    if reachability.wait_for(returned).await.is_err() {
        std::future::pending::<()>().await;
    }
    sleep_until(earliest.into()).await;
}
