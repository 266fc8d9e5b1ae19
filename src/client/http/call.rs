//! One call: which of its two forms a Pi understands, whether it may be tried again, and when. Knows the contract's
//! section 4; not what single calls are for.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use serde::de::DeserializeOwned;
use tokio::time::sleep;

use super::{
    Client,
    headers::{retry_after, text},
    request::{Exchanged, Sending},
    retry_policy::{RetryBudget, RetryPolicy},
};
use crate::{
    client::{
        error::Error,
        routes::{self, Route},
    },
    domain::{
        clock::Now,
        problem::{Problem, ProblemKind, Remedy},
    },
    wire::envelope::{self, Answer, RawAnswer},
};

/// A success, and where it came from.
pub(crate) struct Answered<T> {
    pub answer: Answer<T>,
    pub endpoint: String,
    pub status: u16,
}

/// Anything else.
pub(crate) struct Refusal {
    pub problem: Box<Problem>,
    /// The Pi itself said that it did nothing and that the same may be sent again.
    invites_retry: bool,
    is_html: bool,
}

impl Refusal {
    fn of_transport(error: Error, endpoint: String) -> Self {
        Self {
            problem: error.into_problem(Some(endpoint), Now::read().wall),
            invites_retry: false,
            is_html: false,
        }
    }

    /// Whether the Pi asks for a break: it did not even look at the call.
    pub fn is_break(&self) -> bool {
        self.problem.http_status == Some(429)
    }

    /// What a person reads once nothing comes back by itself: reads do, what a person asked for does not.
    fn given_up(mut self, method: &Method) -> Self {
        if method != Method::GET && self.problem.retryable && self.problem.remedy == Remedy::Wait {
            self.problem.remedy = Remedy::Retry;
        }
        self
    }

    /// The problem of something that a person asked for: where the Pi does not know the route, that is the problem.
    pub fn of_feature(self) -> Box<Problem> {
        if !self.is_unknown_route() {
            return self.problem;
        }
        let Problem {
            endpoint,
            correlation_id,
            http_status,
            at,
            ..
        } = *self.problem;
        let problem = Error::from(ProblemKind::NotAvailable).into_problem(endpoint, at);
        Box::new(Problem {
            http_status,
            correlation_id,
            ..*problem
        })
    }

    /// Whether the Pi knows the route, but not what the path names.
    pub fn is_unknown_item(&self) -> bool {
        self.problem.http_status == Some(404) && !self.is_unknown_route()
    }

    /// Whether this Pi does not have what is asked for (contract, section 3, rule 8).
    pub fn is_unavailable(&self) -> bool {
        self.is_unknown_route() || matches!(self.problem.http_status, Some(404 | 503))
    }

    /// Whether this Pi does not know the route. A 404 with a code of the contract comes from behind the route.
    pub fn is_unknown_route(&self) -> bool {
        let missing = matches!(self.problem.http_status, Some(404 | 405));
        self.is_html || missing && self.problem.error_code().is_none()
    }
}

impl From<Refusal> for Box<Problem> {
    fn from(refusal: Refusal) -> Self {
        refusal.problem
    }
}

impl Client {
    /// Makes a call as often as `retry_policy` and the contract allow.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        route: &Route,
        body: Option<&Bytes>,
        retry_policy: RetryPolicy,
    ) -> Result<Answered<T>, Refusal> {
        let mut retry_budget = RetryBudget::new(retry_policy, self.timing());
        let limit = match retry_policy {
            RetryPolicy::Quick => self.timing().probe,
            RetryPolicy::Once | RetryPolicy::Several | RetryPolicy::InTurn => self.timing().call,
        };
        loop {
            let turn = match retry_policy {
                RetryPolicy::InTurn => Some(self.shared.rate_limiter.take(self.timing()).await),
                RetryPolicy::Once | RetryPolicy::Quick | RetryPolicy::Several => None,
            };
            let outcome = self.ask(route, body, limit).await;
            drop(turn);
            let refusal = match outcome {
                Ok(answered) => return Ok(answered),
                Err(refusal) => refusal,
            };
            let Some(rest) = self.rest_before_retry(&route.method, &refusal, &mut retry_budget)
            else {
                return Err(refusal.given_up(&route.method));
            };
            // The next turn comes after the break anyway: no second wait, and no loss of place.
            if retry_policy != RetryPolicy::InTurn || !refusal.is_break() {
                sleep(rest).await;
            }
        }
    }

    /// `None`: not to be tried again by itself.
    fn rest_before_retry(
        &self,
        method: &Method,
        refusal: &Refusal,
        retry_budget: &mut RetryBudget<'_>,
    ) -> Option<Duration> {
        let timing = self.timing();
        let (allowed, longest) = if method == Method::GET {
            (refusal.problem.retryable, timing.longest_read_wait)
        } else {
            let repeatable = method == Method::DELETE && refusal.problem.retryable;
            (
                refusal.invites_retry || repeatable,
                timing.longest_call_wait,
            )
        };
        let asked = refusal.problem.retry_after;
        let rest = if refusal.is_break() && method != Method::GET {
            retry_budget.next_break(asked)?
        } else {
            retry_budget.next_rest(asked)?
        };
        (allowed && rest <= longest).then_some(rest)
    }

    /// RetryPolicy the form that this Pi is known to understand, then the other one.
    async fn ask<T: DeserializeOwned>(
        &self,
        route: &Route,
        body: Option<&Bytes>,
        limit: Duration,
    ) -> Result<Answered<T>, Refusal> {
        let Some((call, second)) = &route.alias else {
            return self.ask_form(route, &route.path, body, limit).await;
        };
        if !self.features().v1_api {
            let bare = if route.path.starts_with(routes::V1) {
                second
            } else {
                &route.path
            };
            return self.ask_form(route, bare, body, limit).await;
        }
        let prefers_second = self.prefers_second_form(*call);
        let (preferred, other) = if prefers_second {
            (second, &route.path)
        } else {
            (&route.path, second)
        };
        let outcome = self.ask_form(route, preferred, body, limit).await;
        if !outcome.as_ref().is_err_and(Refusal::is_unknown_route) {
            return outcome;
        }
        let other_outcome = self.ask_form(route, other, body, limit).await;
        if other_outcome.as_ref().is_err_and(Refusal::is_unknown_route) {
            return outcome;
        }
        self.remember_form(*call, !prefers_second);
        other_outcome
    }

    async fn ask_form<T: DeserializeOwned>(
        &self,
        route: &Route,
        path: &str,
        body: Option<&Bytes>,
        limit: Duration,
    ) -> Result<Answered<T>, Refusal> {
        let endpoint = format!("{} {path}", route.method);
        let sending = Sending {
            method: &route.method,
            path,
            query: route.query.as_deref(),
            body,
            limit,
            body_limit: route.body_limit,
        };
        let recording = self.shared.request_log.begin(&route.method, path);
        match self.exchange(sending).await {
            Ok(exchanged) => {
                let judged = self.judge(&exchanged, endpoint);
                let bytes = exchanged.body.len();
                match &judged {
                    Ok(answered) => {
                        let id = answered.answer.correlation_id.as_deref();
                        recording.done(answered.status, bytes, id);
                    }
                    Err(refusal) => recording.not_done(&refusal.problem, bytes),
                }
                judged
            }
            Err(error) => {
                let refusal = Refusal::of_transport(error, endpoint);
                recording.not_done(&refusal.problem, 0);
                Err(refusal)
            }
        }
    }

    /// Reads an answer by the contract's rules, and takes note of the two things that concern all calls: that the Pi is there,
    /// and that it wants a break.
    pub(crate) fn judge<T: DeserializeOwned>(
        &self,
        exchanged: &Exchanged,
        endpoint: String,
    ) -> Result<Answered<T>, Refusal> {
        let (status, headers) = (exchanged.status, &exchanged.headers);
        let other_address = self.server().other_address();
        let raw = RawAnswer {
            endpoint: &endpoint,
            status,
            content_type: text(headers, "content-type"),
            correlation_header: text(headers, "x-correlation-id")
                .or_else(|| text(headers, "x-request-id")),
            retry_after: retry_after(headers),
            other_address: other_address.as_deref(),
            body: &exchanged.body,
            at: Now::read().wall,
        };
        match envelope::read(&raw) {
            Ok(answer) => {
                self.shared.reachability_tx.answered();
                Ok(Answered {
                    answer,
                    endpoint,
                    status,
                })
            }
            Err(problem) => {
                let refusal = Refusal {
                    problem,
                    invites_retry: envelope::invites_retry(&raw),
                    is_html: raw.is_html(),
                };
                self.take_note(&refusal);
                Err(refusal)
            }
        }
    }

    fn take_note(&self, refusal: &Refusal) {
        self.shared.reachability_tx.refused(&refusal.problem);
        if refusal.is_break() {
            let wait = refusal.problem.retry_after.unwrap_or_default();
            self.shared.rate_limiter.take_a_break(wait, self.timing());
        }
    }
}
