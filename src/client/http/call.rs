//! Makes a call: chooses the form that the Pi understands, parses the answer, and retries where the
//! contract allows it (contract, sections 3 and 4).

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use serde::de::DeserializeOwned;
use tokio::time::sleep;

use super::{
    Client,
    request::{RawResponse, Request, retry_after, text},
    retry_policy::{RetryBudget, RetryPolicy},
};
use crate::{
    client::{
        error::{Error, not_available},
        routes::{self, Route},
    },
    domain::{
        clock::Now,
        problem::{ErrorCode, Problem, ProblemKind, Remedy},
    },
    wire::envelope::{self, Answer, RawAnswer},
};

pub(crate) struct Answered<T> {
    pub answer: Answer<T>,
    pub endpoint: String,
    pub status: u16,
}

/// Why a call has no data.
pub(crate) struct CallError {
    pub problem: Box<Problem>,
    /// The Pi itself answered `retryable: true`: it did nothing, and even a POST may be sent again.
    invites_retry: bool,
}

impl CallError {
    fn of_transport(error: Error, endpoint: String) -> Self {
        Self {
            problem: error.into_problem(Some(endpoint), Now::read().wall),
            invites_retry: false,
        }
    }

    /// The call was not made: the Pi has asked for a break, of which so much is left.
    fn of_break(left: Duration, route: &Route) -> Self {
        let problem = Problem {
            endpoint: Some(format!("{} {}", route.method, route.path)),
            retry_after: Some(left),
            remedy: Remedy::Retry,
            ..Problem::new(ErrorCode::RateLimited, Now::read().wall)
        };
        Self {
            problem: Box::new(problem),
            invites_retry: true,
        }
    }

    /// Whether the Pi, or a limiter in front of it, did not look at the call (429).
    pub fn is_rate_limited(&self) -> bool {
        self.problem.is_rate_limited()
    }

    /// The error once the call is not retried. Reads come back by themselves; what a person asked for
    /// does not, so the advice is to retry, not to wait. Nothing repeats it either, unless it is known
    /// that the Pi did nothing or that doing it twice is the same (contract, section 4).
    fn given_up(mut self, method: &Method) -> Self {
        if method == Method::GET {
            return self;
        }
        if self.problem.remedy == Remedy::Wait {
            self.problem.remedy = Remedy::Retry;
        }
        let did_nothing = self.invites_retry || self.is_rate_limited();
        self.problem.retryable &= did_nothing || method == Method::DELETE;
        self
    }

    /// The problem of a call that a person asked for: on a Pi without the route, `NOT_AVAILABLE`.
    pub fn of_feature(self) -> Box<Problem> {
        if self.is_unknown_route() {
            not_available(*self.problem)
        } else {
            self.problem
        }
    }

    /// As [`Self::of_feature`], for a command: only an answer that can be about nothing but the route
    /// counts. JSON may be about the session or the camera, and a web page comes from something else.
    pub fn of_command(self) -> Box<Problem> {
        let is_plain_404 = matches!(
            self.problem.kind,
            ProblemKind::Refused {
                status: 404,
                code: None,
                message: None,
            }
        );
        let is_plain_405 = self.problem.http_status == Some(405) && !self.is_web_page();
        if is_plain_404 || is_plain_405 {
            not_available(*self.problem)
        } else {
            self.problem
        }
    }

    /// Whether the Pi knows the route, but not the item that the path names.
    pub fn is_unknown_item(&self) -> bool {
        self.problem.http_status == Some(404) && self.problem.error_code().is_some()
    }

    /// Whether this Pi does not have the feature (contract, section 3, rule 8). A 503 means "not
    /// now".
    pub fn is_unavailable(&self) -> bool {
        self.is_unknown_route() || self.problem.http_status == Some(404)
    }

    /// Whether this Pi does not know the route. A 404 with a code of the contract comes from a route
    /// that it knows, except for `NOT_FOUND`, which may be about either.
    pub fn is_unknown_route(&self) -> bool {
        let is_missing = matches!(self.problem.http_status, Some(404 | 405));
        let is_about_the_item = self
            .problem
            .error_code()
            .is_some_and(|code| code != ErrorCode::NotFound);
        self.is_web_page() || is_missing && !is_about_the_item
    }

    /// Whether the other form of a call may be tried (contract, section 4). A web page may come from
    /// something that has passed the call on: only a read is repeated after it.
    fn allows_other_form(&self, method: &Method) -> bool {
        self.is_unknown_route() && (method == Method::GET || !self.is_web_page())
    }

    fn is_web_page(&self) -> bool {
        matches!(self.problem.kind, ProblemKind::HtmlInsteadOfJson { .. })
    }
}

impl From<CallError> for Box<Problem> {
    fn from(error: CallError) -> Self {
        error.problem
    }
}

impl Client {
    /// Makes a call, and repeats it as far as `retry_policy` and the contract allow.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        route: &Route,
        body: Option<&Bytes>,
        retry_policy: RetryPolicy,
    ) -> Result<Answered<T>, CallError> {
        let mut retry_budget = RetryBudget::new(retry_policy, self.timing());
        let limit = match retry_policy {
            RetryPolicy::Quick => self.timing().probe,
            RetryPolicy::Once
            | RetryPolicy::Several
            | RetryPolicy::RateLimited
            | RetryPolicy::ManyEntries => self.timing().call,
        };
        loop {
            let permit = if retry_policy.is_rate_limited() {
                let rate_limiter = &self.shared.rate_limiter;
                let longest = retry_policy.longest_wait(self.timing());
                let permit = rate_limiter.take(longest, self.timing()).await;
                Some(permit.map_err(|left| CallError::of_break(left, route))?)
            } else {
                None
            };
            let outcome = self.call_once(route, body, limit).await;
            drop(permit);
            let error = match outcome {
                Ok(answered) => return Ok(answered),
                Err(error) => error,
            };
            let longest = retry_policy.longest_wait(self.timing());
            let wait = self.wait_before_retry(&route.method, &error, longest, &mut retry_budget);
            let Some(wait) = wait else {
                return Err(error.given_up(&route.method));
            };
            // After a 429, the rate limiter waits before it gives the next permit.
            if !retry_policy.is_rate_limited() || !error.is_rate_limited() {
                sleep(wait).await;
            }
        }
    }

    /// `None`: the call is not retried.
    fn wait_before_retry(
        &self,
        method: &Method,
        error: &CallError,
        longest: Duration,
        retry_budget: &mut RetryBudget<'_>,
    ) -> Option<Duration> {
        let timing = self.timing();
        let (allowed, longest) = if method == Method::GET {
            (error.problem.retryable, timing.longest_read_wait)
        } else {
            let repeatable = method == Method::DELETE && error.problem.retryable;
            (error.invites_retry || repeatable, longest)
        };
        let asked = error.problem.retry_after;
        let wait = if error.is_rate_limited() && method != Method::GET {
            retry_budget.next_rate_limit_wait(asked)?
        } else {
            retry_budget.next_wait(asked)?
        };
        (allowed && wait <= longest).then_some(wait)
    }

    /// Tries the form that this Pi is known to understand, then the other one.
    async fn call_once<T: DeserializeOwned>(
        &self,
        route: &Route,
        body: Option<&Bytes>,
        limit: Duration,
    ) -> Result<Answered<T>, CallError> {
        let Some((call, second)) = &route.alias else {
            return self.call_form(route, &route.path, body, limit).await;
        };
        if !self.features().v1_api {
            let bare = if route.path.starts_with(routes::V1) {
                second
            } else {
                &route.path
            };
            return self.call_form(route, bare, body, limit).await;
        }
        let prefers_second = self.prefers_second_form(*call);
        let (preferred, other) = if prefers_second {
            (second, &route.path)
        } else {
            (&route.path, second)
        };
        let outcome = self.call_form(route, preferred, body, limit).await;
        let allows_other = |error: &CallError| error.allows_other_form(&route.method);
        if !outcome.as_ref().is_err_and(allows_other) {
            return outcome;
        }
        let other_outcome = self.call_form(route, other, body, limit).await;
        if other_outcome
            .as_ref()
            .is_err_and(CallError::is_unknown_route)
        {
            return outcome;
        }
        self.remember_form(*call, !prefers_second);
        other_outcome
    }

    async fn call_form<T: DeserializeOwned>(
        &self,
        route: &Route,
        path: &str,
        body: Option<&Bytes>,
        limit: Duration,
    ) -> Result<Answered<T>, CallError> {
        let endpoint = format!("{} {path}", route.method);
        let request = Request {
            method: &route.method,
            path,
            query: route.query.as_deref(),
            body,
            limit,
            body_limit: route.body_limit,
            needs_key: route.needs_key(),
        };
        let recording = self.shared.request_log.begin(&route.method, path);
        match self.send_request(request).await {
            Ok(response) => {
                let parsed = self.take_response(&response, endpoint);
                let bytes = response.body.len();
                match &parsed {
                    Ok(answered) => {
                        let id = answered.answer.correlation_id.as_deref();
                        recording.done(answered.status, bytes, id);
                    }
                    Err(error) => recording.not_done(&error.problem, bytes),
                }
                parsed
            }
            Err(error) => {
                let error = CallError::of_transport(error, endpoint);
                recording.not_done(&error.problem, 0);
                Err(error)
            }
        }
    }

    /// As [`Client::parse_response`]. Reports that the Pi answered or that something else did, and a
    /// 429 to the rate limiter.
    pub(crate) fn take_response<T: DeserializeOwned>(
        &self,
        response: &RawResponse,
        endpoint: String,
    ) -> Result<Answered<T>, CallError> {
        let parsed = self.parse_response(response, endpoint);
        match &parsed {
            Ok(_) => self.shared.reachability_tx.answered(),
            Err(error) => self.report(error),
        }
        parsed
    }

    /// Parses an answer by the contract's rules.
    pub(crate) fn parse_response<T: DeserializeOwned>(
        &self,
        response: &RawResponse,
        endpoint: String,
    ) -> Result<Answered<T>, CallError> {
        let (status, headers) = (response.status, &response.headers);
        let other_address = self.server().other_address();
        let raw = RawAnswer {
            endpoint: &endpoint,
            status,
            content_type: text(headers, "content-type"),
            correlation_header: text(headers, "x-correlation-id")
                .or_else(|| text(headers, "x-request-id")),
            had_key: response.had_key,
            retry_after: retry_after(headers),
            other_address: other_address.as_deref(),
            body: &response.body,
            at: Now::read().wall,
        };
        match envelope::read(&raw) {
            Ok(answer) => Ok(Answered {
                answer,
                endpoint,
                status,
            }),
            Err(problem) => Err(CallError {
                problem,
                invites_retry: envelope::invites_retry(&raw),
            }),
        }
    }

    fn report(&self, error: &CallError) {
        self.shared.reachability_tx.refused(&error.problem);
        if error.is_rate_limited() {
            let wait = error.problem.retry_after.unwrap_or_default();
            self.shared.rate_limiter.back_off(wait, self.timing());
        }
    }
}
