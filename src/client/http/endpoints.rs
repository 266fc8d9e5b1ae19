//! The calls of the contract's section 4, one short function each.

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::{Serialize, de::IgnoredAny};
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::{
    Client, RetryPolicy,
    call::{Answered, Refusal},
    request::Sending,
};
use crate::{
    client::routes,
    domain::{
        candidate::{Candidate, CandidateState},
        clock::Now,
        mac::MacAddr,
        network::OnboardingNetwork,
        problem::{Problem, ProblemKind},
        session::{SessionId, SessionSnapshot},
    },
    messages::{DeviceVerb, SessionReply, SessionVerb},
    wire::{
        field::Text,
        http_bodies::{
            self, DeviceActionData, DevicesData, HealthDto, NetworkDto, ProvisionAllBody,
            ProvisionAllData, Read, SessionData,
        },
    },
};

/// Breaks that the list of cameras is waited for, before the whole read counts as failed.
const LIST_BREAKS: usize = 3;

/// What a call comes to.
pub type CallResult<T> = Result<Read<T>, Box<Problem>>;

impl Client {
    /// Reads a session with its cameras, in a second call where a Pi does not list them with it.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn read_session(
        &self,
        id: &SessionId,
        retry_policy: RetryPolicy,
    ) -> CallResult<SessionSnapshot> {
        let mut read = snapshot(self.call(&routes::session(id), None, retry_policy).await?)?;
        if read.value.candidates.is_none() {
            let began = Instant::now();
            let devices = self.read_devices(id, retry_policy).await?;
            read.value.candidates = devices.value;
            read.warnings.extend(devices.warnings);
            grow_older(&mut read.value, began.elapsed());
        }
        Ok(read)
    }

    /// `None`: this Pi lists them nowhere. A limiter that lets one call pass is asked again for this one alone: to begin with
    /// the session each time would never come to an end.
    async fn read_devices(
        &self,
        id: &SessionId,
        retry_policy: RetryPolicy,
    ) -> CallResult<Option<Vec<Candidate>>> {
        let route = routes::devices(id);
        let mut answered = self.call::<DevicesData>(&route, None, retry_policy).await;
        for _ in 0..LIST_BREAKS {
            let Some(rest) = self.short_break(&answered) else {
                break;
            };
            sleep(rest).await;
            answered = self.call::<DevicesData>(&route, None, retry_policy).await;
        }
        match answered {
            Ok(Answered {
                answer, endpoint, ..
            }) => {
                let data = answer.data.unwrap_or_default();
                let Read { value, warnings } = http_bodies::devices(data, &endpoint);
                Ok(Read {
                    value: Some(value),
                    warnings,
                })
            }
            Err(refusal) if refusal.is_unknown_route() => Ok(Read {
                value: None,
                warnings: Vec::new(),
            }),
            Err(refusal) => Err(refusal.problem),
        }
    }

    /// How long to rest if the Pi asks for a break that can be waited for.
    fn short_break<T>(&self, outcome: &Result<Answered<T>, Refusal>) -> Option<Duration> {
        let refusal = outcome
            .as_ref()
            .err()
            .filter(|refusal| refusal.is_break())?;
        let timing = self.timing();
        let rest = refusal.problem.retry_after.unwrap_or_default();
        Some(rest.max(timing.call_spacing)).filter(|rest| *rest <= timing.longest_call_wait)
    }

    /// Does something with a session.
    ///
    /// # Errors
    /// As [`Client::read_session`].
    pub async fn session_verb(
        &self,
        id: &SessionId,
        verb: SessionVerb,
    ) -> CallResult<SessionReply> {
        let route = routes::session_verb(id, verb);
        match verb {
            SessionVerb::Stop | SessionVerb::Pause | SessionVerb::Resume => {
                let answered = self
                    .call::<SessionData>(&route, None, RetryPolicy::Several)
                    .await?;
                Ok(session_now(answered))
            }
            SessionVerb::ProvisionAll => {
                let body = json(&ProvisionAllBody::default(), 64);
                let answered = self
                    .call::<ProvisionAllData>(&route, Some(&body), RetryPolicy::Several)
                    .await?;
                let data = answered.answer.data.unwrap_or_default();
                let Read { value, warnings } = http_bodies::bulk_outcome(data, &answered.endpoint);
                Ok(Read {
                    value: SessionReply::Initiated(value),
                    warnings,
                })
            }
        }
    }

    /// Does something with a camera.
    ///
    /// # Errors
    /// As [`Client::read_session`].
    pub async fn device_verb(
        &self,
        id: &SessionId,
        mac: MacAddr,
        verb: DeviceVerb,
    ) -> CallResult<Option<CandidateState>> {
        let route = routes::device_verb(id, mac, verb);
        let answered = self
            .call::<DeviceActionData>(&route, None, RetryPolicy::InTurn)
            .await?;
        Ok(http_bodies::device_state(
            answered.answer.data.unwrap_or_default(),
            &answered.endpoint,
        ))
    }

    /// The onboarding network; `None` on a Pi that does not tell (contract, section 3, rule 8).
    ///
    /// # Errors
    /// As [`Client::read_session`].
    pub async fn network(&self) -> Result<Option<Read<OnboardingNetwork>>, Box<Problem>> {
        match self
            .call::<NetworkDto>(&routes::network(), None, RetryPolicy::Quick)
            .await
        {
            Ok(Answered {
                answer, endpoint, ..
            }) => Ok(answer.data.map(|dto| http_bodies::network(dto, &endpoint))),
            Err(refusal) if refusal.is_unknown_route() => Ok(None),
            Err(refusal) if refusal.problem.http_status == Some(503) => Ok(None),
            Err(refusal) => Err(refusal.problem),
        }
    }

    /// Asks whether a Pi answers at this address, and for its version.
    ///
    /// # Errors
    /// As [`Client::read_session`].
    pub async fn health(&self, retry_policy: RetryPolicy) -> Result<Option<String>, Box<Problem>> {
        let answered = self
            .call::<HealthDto>(&routes::health(), None, retry_policy)
            .await?;
        let version = answered
            .answer
            .data
            .and_then(|health| health.version.value());
        Ok(version.map(|Text(version)| version))
    }

    /// Makes a call that wants the key, for what the Pi says to that.
    ///
    /// # Errors
    /// As [`Client::read_session`]; a Pi that does not know the call says so.
    pub async fn try_key(&self) -> Result<(), Box<Problem>> {
        self.call::<IgnoredAny>(&routes::network(), None, RetryPolicy::Once)
            .await?;
        Ok(())
    }

    /// Asks whether the Pi is there. The answer goes to [`Client::reachability`]; none in time is an answer, too.
    pub async fn probe(&self) {
        let route = routes::health();
        let sending = Sending {
            method: &route.method,
            path: &route.path,
            query: None,
            body: None,
            limit: self.timing().probe,
            body_limit: route.body_limit,
        };
        let recording = self.shared.request_log.begin(&route.method, &route.path);
        match self.exchange(sending).await {
            Ok(exchanged) => {
                let bytes = exchanged.body.len();
                match self.judge::<IgnoredAny>(&exchanged, route.endpoint()) {
                    Ok(answered) => recording.done(answered.status, bytes, None),
                    Err(refusal) => recording.not_done(&refusal.problem, bytes),
                }
            }
            Err(error) => {
                if error.is_sign_of_life() != Some(true) {
                    self.shared.reachability_tx.failed();
                }
                let problem = error.into_problem(None, Now::read().wall);
                recording.not_done(&problem, 0);
            }
        }
    }
}

/// A session that was read some time ago has less time left now.
fn grow_older(snapshot: &mut SessionSnapshot, age: Duration) {
    snapshot.remaining = snapshot.remaining.map(|left| left.saturating_sub(age));
    snapshot.pi_time = snapshot.pi_time.and_then(|time| time.checked_add(age).ok());
}

pub(crate) fn snapshot(answered: Answered<SessionData>) -> CallResult<SessionSnapshot> {
    let Answered {
        answer,
        status,
        endpoint,
    } = answered;
    let read =
        http_bodies::session_snapshot(answer.data.unwrap_or_default(), answer.pi_time, &endpoint);
    read.map_err(|warning| {
        let kind = ProblemKind::UnexpectedForm {
            warning: Some(Box::new(warning.kind)),
        };
        Box::new(Problem {
            http_status: Some(status),
            endpoint: Some(endpoint),
            ..Problem::new(kind, Now::read().wall)
        })
    })
}

/// The session after a verb, if the Pi sent it: not every build does.
fn session_now(answered: Answered<SessionData>) -> Read<SessionReply> {
    let data = answered.answer.data.unwrap_or_default();
    if data.session.is_missing() {
        let value = SessionReply::Now(None);
        return Read {
            value,
            warnings: Vec::new(),
        };
    }
    match http_bodies::session_snapshot(data, None, &answered.endpoint) {
        Ok(Read { value, warnings }) => Read {
            value: SessionReply::Now(Some(value.session)),
            warnings,
        },
        Err(warning) => Read {
            value: SessionReply::Now(None),
            warnings: vec![warning],
        },
    }
}

/// A body whose memory is wiped when the call is through. What the HTTP library copied into its buffers is not.
pub(crate) fn json(body: &impl Serialize, capacity: usize) -> Bytes {
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    if let Err(error) = serde_json::to_writer(&mut *bytes, body) {
        // Writing text and numbers to memory cannot fail; if it did, the Pi would refuse the broken body.
        tracing::error!(%error, "a body could not be written");
    }
    Bytes::from_owner(bytes)
}
