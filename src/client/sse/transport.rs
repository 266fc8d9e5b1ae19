//! Runs the SSE parser over the HTTP client of pidash: one request, guarded bytes, a time-out for
//! silence.

use std::{
    future::Future,
    io::{self, Write as _},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use futures_util::Stream;
use http::{HeaderName, HeaderValue};
use launchdarkly_sdk_transport::{ByteStream, HttpTransport, ResponseFuture, TransportError};
use sync_wrapper::{SyncFuture, SyncStream};
use tokio::time::{Instant, Sleep, sleep};

use super::guard::{Guard, ResumeState};
use crate::{
    client::{
        error::Error,
        http::{Client, is_gzip},
        routes::Route,
    },
    domain::{
        clock::Now,
        problem::{Problem, ProblemKind},
    },
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Why a connection could not be opened or ended. Wrapped, so that it passes through the parser.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.code())]
pub(crate) struct Ended(pub Box<Problem>);

/// Opens one connection.
#[derive(Clone)]
pub(crate) struct SseTransport {
    pub client: Client,
    pub route: Route,
    pub resume: ResumeState,
}

impl HttpTransport for SseTransport {
    fn request(&self, request: http::Request<Option<Bytes>>) -> ResponseFuture {
        let transport = self.clone();
        Box::pin(SyncFuture::new(async move {
            let opened = transport.open(request.into_parts().0.headers).await;
            opened.map_err(|problem| TransportError::new(Ended(problem)))
        }))
    }
}

impl SseTransport {
    async fn open(
        &self,
        mut headers: http::HeaderMap,
    ) -> Result<http::Response<ByteStream>, Box<Problem>> {
        let id = self.resume.last_event_id();
        // The parser could set this header, but refuses ids outside ASCII and then never connects.
        if let (false, Ok(id)) = (id.is_empty(), HeaderValue::from_bytes(id.as_bytes())) {
            headers.insert(LAST_EVENT_ID, id);
        }
        let response = self.client.open_stream(&self.route, headers).await?;
        let silence = self.client.timing().stream_silence;
        let decoder = is_gzip(&response).then(|| MultiGzDecoder::new(Vec::new()));
        let body = GuardedBody {
            decoder,
            bytes: Box::pin(response.bytes_stream()),
            guard: Guard::new(self.resume.clone()),
            endpoint: self.route.endpoint(),
            silence,
            deadline: Box::pin(sleep(silence)),
        };
        let body: ByteStream = Box::pin(SyncStream::new(body));
        Ok(http::Response::new(body))
    }
}

/// The body of one connection. The parser stops at the first error.
struct GuardedBody {
    bytes: Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>,
    /// For a body that is compressed.
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    guard: Guard,
    endpoint: String,
    silence: Duration,
    /// Moves only at the end of a line: a peer that sends single bytes must not keep the stream open.
    deadline: Pin<Box<Sleep>>,
}

impl GuardedBody {
    /// The next clean bytes; `None` at the end.
    fn poll_clean(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let Poll::Ready(next) = self.bytes.as_mut().poll_next(context) else {
                ready!(self.deadline.as_mut().poll(context));
                return Poll::Ready(Some(Err(ProblemKind::StreamSilent {
                    after: self.silence,
                }
                .into())));
            };
            let clean = match next {
                Some(Ok(bytes)) => {
                    let bytes = match &mut self.decoder {
                        Some(decoder) => decoded(decoder, &bytes),
                        None => Ok(bytes),
                    };
                    let bytes = match bytes {
                        Ok(bytes) => bytes,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    if bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
                        self.deadline.as_mut().reset(Instant::now() + self.silence);
                    }
                    self.guard.clean(&bytes).map_err(Error::from)
                }
                Some(Err(error)) => Err(Error::from(error)),
                None => return Poll::Ready(None),
            };
            if !clean.as_ref().is_ok_and(Bytes::is_empty) {
                return Poll::Ready(Some(clean));
            }
        }
    }
}

/// What the compressed bytes bring; damaged ones bring an error.
fn decoded(decoder: &mut MultiGzDecoder<Vec<u8>>, bytes: &[u8]) -> Result<Bytes, Error> {
    let mut decode = || -> io::Result<Vec<u8>> {
        decoder.write_all(bytes)?;
        // What is there is an event, although more may follow.
        decoder.flush()?;
        Ok(std::mem::take(decoder.get_mut()))
    };
    let events = decode().map_err(|_damaged| ProblemKind::StreamCompressed {
        encoding: "gzip".to_owned(),
    })?;
    Ok(events.into())
}

impl Stream for GuardedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(self.poll_clean(context));
        let end = |error: Error| {
            let problem = error.into_problem(Some(self.endpoint.clone()), Now::read().wall);
            TransportError::new(Ended(problem))
        };
        Poll::Ready(next.map(|clean| clean.map_err(end)))
    }
}
