//! Opens an event stream, or finds out why the answer is none.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE},
};
use tokio::time::timeout;

use super::{Client, request};
use crate::{
    client::{error::Error, routes::Route},
    domain::{
        clock::Now,
        problem::{Problem, ProblemKind},
    },
    wire::error_codes,
};

/// As much of a header as a person wants to read.
const SHOWN: usize = 80;

impl Client {
    /// Only 200 with `text/event-stream` is an event stream. Its silence is the caller's to watch from here on.
    pub(crate) async fn open_stream(
        &self,
        route: &Route,
        headers: HeaderMap,
    ) -> Result<reqwest::Response, Box<Problem>> {
        let url = self.server().join(&route.path, route.query.as_deref());
        let request = self
            .shared
            .http_clients
            .of(&route.method)
            .request(route.method.clone(), url)
            .headers(headers)
            .header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let recording = self.shared.request_log.begin(&route.method, &route.path);
        // Some builds send nothing, not even the status, before their first event: so this may take as long as that.
        let silence = self.timing().stream_silence;
        let key = self.key_header().filter(|_| route.needs_key());
        let had_key = key.is_some();
        let sent = timeout(silence, request::send(request, key)).await;
        let sent = sent.unwrap_or(Err(ProblemKind::StreamSilent { after: silence }.into()));
        match sent.and_then(readable) {
            Ok(response)
                if response.status() == 200 && media_type(&response) == "text/event-stream" =>
            {
                self.shared.reachability_tx.answered();
                recording.done(200, 0, None);
                Ok(response)
            }
            Ok(response) => {
                let problem = self.no_stream(route, response, had_key).await;
                // A proxy may refuse this route alone: whether the Pi is away, other calls find out.
                if !error_codes::is_stand_in(&problem) {
                    self.shared.reachability_tx.answered();
                }
                recording.not_done(&problem, 0);
                Err(problem)
            }
            Err(error) => {
                self.shared.reachability_tx.transport_failed(&error);
                let problem = problem(error, route);
                recording.not_done(&problem, 0);
                Err(problem)
            }
        }
    }

    /// Why an answer is no event stream, in the Pi's words where it has some.
    async fn no_stream(
        &self,
        route: &Route,
        response: reqwest::Response,
        had_key: bool,
    ) -> Box<Problem> {
        let status = response.status();
        let content_type = media_type(&response).chars().take(SHOWN).collect();
        let no_events = Error::from(ProblemKind::NotAnEventStream {
            status: status.as_u16(),
            content_type,
        });
        if status.is_success() && media_type(&response) != "text/html" {
            return problem(no_events, route); // perhaps endless: not read
        }
        match timeout(
            self.timing().call,
            request::read(response, route.body_limit, had_key),
        )
        .await
        {
            Ok(Ok(response)) => {
                match self.parse_response::<serde_json::Value>(&response, route.endpoint()) {
                    Ok(_) => problem(no_events, route),
                    Err(error) => error.problem,
                }
            }
            Ok(Err(error)) => problem(error, route),
            Err(_) => problem(no_events, route),
        }
    }
}

/// A stream in an encoding that cannot be decoded would be read as one without any event.
fn readable(response: reqwest::Response) -> Result<reqwest::Response, Error> {
    let encoding = first_word(&response, &CONTENT_ENCODING);
    let is_readable = matches!(encoding.as_str(), "" | "identity" | "gzip" | "x-gzip");
    if response.status() == 200 && !is_readable {
        let encoding = encoding.chars().take(SHOWN).collect();
        return Err(ProblemKind::StreamCompressed { encoding }.into());
    }
    Ok(response)
}

/// Whether the body of the response is compressed with gzip, although nobody asked for it.
pub(crate) fn is_gzip(response: &reqwest::Response) -> bool {
    matches!(
        first_word(response, &CONTENT_ENCODING).as_str(),
        "gzip" | "x-gzip"
    )
}

fn problem(error: Error, route: &Route) -> Box<Problem> {
    error.into_problem(Some(route.endpoint()), Now::read().wall)
}

fn media_type(response: &reqwest::Response) -> String {
    first_word(response, &CONTENT_TYPE)
}

/// A header in lower case, without parameters; empty if there is none.
fn first_word(response: &reqwest::Response, name: &HeaderName) -> String {
    let value = response
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok());
    let word = value.and_then(|value| value.split(';').next());
    word.unwrap_or_default().trim().to_ascii_lowercase()
}
