//! One connection to an event stream of the Pi: opened, read, and over at the first failure.
//! eventsource-client parses it; reconnecting is up to `client::reconnect`.

mod guard;
mod transport;

use std::{fmt, pin::Pin};

use eventsource_client::{Client as _, ClientBuilder, Error as SseError, ReconnectOptions, SSE};
use futures_util::{Stream, StreamExt};

pub use guard::{Guard, ResumeState};
use transport::{Ended, SseTransport};

use crate::{
    client::{
        error::Error,
        http::Client,
        routes::{self, Route},
    },
    domain::{
        clock::Now,
        problem::{Problem, ProblemKind},
        session::SessionId,
    },
};

/// An event whose data is not decoded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEvent {
    /// `message` if the Pi gave none.
    pub name: String,
    pub data: String,
    /// The last id that the Pi gave, with this event or an earlier one; empty if it gave none.
    pub id: String,
}

/// An open connection. Dropping it closes the socket.
pub struct EventStream {
    events: Pin<Box<dyn Stream<Item = Result<SSE, SseError>> + Send + Sync>>,
    endpoint: String,
}

impl EventStream {
    /// Opens the events of one session, or of any. `resume` is the same for all connections.
    ///
    /// # Errors
    /// No connection, a refusal, or an answer that is no event stream.
    pub async fn open(
        client: &Client,
        session: Option<&SessionId>,
        resume: &ResumeState,
    ) -> Result<Self, Box<Problem>> {
        Self::open_route(client, routes::events(session), resume).await
    }

    /// Opens any route that is an event stream.
    ///
    /// # Errors
    /// As [`EventStream::open`].
    pub(crate) async fn open_route(
        client: &Client,
        route: Route,
        resume: &ResumeState,
    ) -> Result<Self, Box<Problem>> {
        let endpoint = route.endpoint();
        let url = client.server().join(&route.path, route.query.as_deref());
        let transport = SseTransport {
            client: client.clone(),
            route,
            resume: resume.clone(),
        };
        let events = ClientBuilder::for_url(url.as_str())
            .map_err(|error| ended(&error, &endpoint))?
            .redirect_limit(0)
            .reconnect(ReconnectOptions::reconnect(false).build())
            .build_with_transport(transport)
            .stream();
        let mut stream = Self { events, endpoint };
        match stream.events.next().await {
            Some(Ok(_connected)) => Ok(stream),
            Some(Err(error)) => Err(ended(&error, &stream.endpoint)),
            None => Err(stream.closed()),
        }
    }

    /// Waits for the next event. Cancel safe.
    ///
    /// # Errors
    /// Why the connection ended.
    pub async fn next(&mut self) -> Result<RawEvent, Box<Problem>> {
        loop {
            match self.events.next().await {
                Some(Ok(SSE::Event(event))) => {
                    return Ok(RawEvent {
                        name: event.event_type,
                        data: event.data,
                        id: event.id.unwrap_or_default(),
                    });
                }
                Some(Ok(SSE::Connected(_) | SSE::Comment(_))) => {}
                Some(Err(error)) => return Err(ended(&error, &self.endpoint)),
                None => return Err(self.closed()),
            }
        }
    }

    /// `METHOD /path`, as warnings and problems name it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    fn closed(&self) -> Box<Problem> {
        Error::from(ProblemKind::StreamClosed)
            .into_problem(Some(self.endpoint.clone()), Now::read().wall)
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// The problem that [`SseTransport`] wrapped for the parser, or one for an error of the parser itself.
fn ended(error: &SseError, endpoint: &str) -> Box<Problem> {
    if let SseError::Transport(transport) = error
        && let Some(Ended(problem)) = transport.inner().downcast_ref()
    {
        return problem.clone();
    }
    let mut problem = Error::from(ProblemKind::StreamClosed)
        .into_problem(Some(endpoint.to_owned()), Now::read().wall);
    if !matches!(error, SseError::Eof) {
        problem.details = Some(error.to_string());
    }
    problem
}
