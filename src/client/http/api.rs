//! The calls of the contract's section 4, in its order.

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::{Serialize, de::IgnoredAny};
use serde_json::Value;
use tokio::time::sleep;
use zeroize::Zeroizing;

use super::{
    Client, RetryPolicy,
    call::{Answered, CallError},
    request::Request,
};
use crate::{
    client::{
        error::is_lost,
        routes::{self, Route},
    },
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        candidate::{Candidate, CandidateState},
        clock::Now,
        mac::MacAddr,
        network::{OnboardingNetwork, Security},
        problem::{Problem, ProblemKind},
        scanned_network::ScannedNetwork,
        session::{Session, SessionId, SessionSnapshot, StartRequest},
        telemetry::TelemetrySample,
        warning::Warning,
    },
    messages::{DeviceVerb, SessionReply, SessionVerb},
    wire::{
        allowlist::{
            self, BulkAddBody, BulkAddData, EditBody, EntriesData, EntryData, NewEntryBody,
        },
        field::Text,
        http_bodies::{
            self, DeviceActionData, DevicesData, HealthDto, NetworkDto, ProvisionAllBody,
            ProvisionAllData, Read, SessionData, SessionsData, StartBody, SystemInfoDto,
        },
        monitor::to_domain,
        wifi_scan,
    },
};

/// How often the list of cameras is asked for again after a 429.
const LIST_RETRIES: usize = 3;

/// Room for one allowlist entry as JSON.
const ENTRY_SIZE: usize = 256;

/// The result of a call. Its error: the Pi refused, or the call did not get through.
pub type CallResult<T> = Result<Read<T>, Box<Problem>>;

/// What a Pi did with many new entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAdd {
    /// It added every entry.
    All,
    /// It skipped some, or its counts do not add up: only the list shows which entries are on it.
    Unsure,
    /// It does not know the call and takes one entry at a time.
    Unavailable,
}

impl Client {
    /// Starts a session. This console's copies of the passphrase are wiped when the call has ended.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through. `START_LOST`: the session may have started.
    pub async fn start_session(&self, request: StartRequest) -> CallResult<SessionSnapshot> {
        let body = body(&request);
        let route = routes::start();
        let started = match self.call(&route, Some(&body), RetryPolicy::Several).await {
            Ok(answered) => snapshot(answered),
            Err(error) => Err(error.problem),
        };
        started.map_err(|problem| Box::new(of_start(*problem, &request.security)))
    }

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

    /// `None`: this Pi has no list of cameras. After a 429 only this call is repeated: a limiter that
    /// lets one call pass would refuse the second one each time.
    async fn read_devices(
        &self,
        id: &SessionId,
        retry_policy: RetryPolicy,
    ) -> CallResult<Option<Vec<Candidate>>> {
        let route = routes::devices(id);
        let mut answered = self.call::<DevicesData>(&route, None, retry_policy).await;
        for _ in 0..LIST_RETRIES {
            let Some(wait) = self.rate_limit_wait(&answered) else {
                break;
            };
            sleep(wait).await;
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
            Err(error) if error.is_unknown_route() => Ok(Read {
                value: None,
                warnings: Vec::new(),
            }),
            Err(error) => Err(error.problem),
        }
    }

    /// The wait after a 429, if it is not too long.
    fn rate_limit_wait<T>(&self, outcome: &Result<Answered<T>, CallError>) -> Option<Duration> {
        let error = outcome
            .as_ref()
            .err()
            .filter(|error| error.is_rate_limited())?;
        let timing = self.timing();
        let wait = error.problem.retry_after.unwrap_or_default();
        Some(wait.max(timing.call_spacing)).filter(|wait| *wait <= timing.longest_poll)
    }

    /// Stops, pauses or resumes a session, or provisions all of its cameras.
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
                    .await
                    .map_err(CallError::of_command)?;
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

    /// Provisions, retries or skips a camera. The camera's new state, if the Pi sends it.
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
            .call::<DeviceActionData>(&route, None, RetryPolicy::RateLimited)
            .await
            .map_err(CallError::of_command)?;
        Ok(http_bodies::device_state(
            answered.answer.data.unwrap_or_default(),
            &answered.endpoint,
        ))
    }

    /// The onboarding network; `None` on a Pi without that call (contract, section 3, rule 8).
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
            Err(error) if error.is_unavailable() => Ok(None),
            Err(error) => Err(error.problem),
        }
    }

    /// Makes a call that needs the key.
    ///
    /// # Errors
    /// As [`Client::read_session`]; also on a Pi that does not know the call.
    pub async fn try_key(&self) -> Result<(), Box<Problem>> {
        self.call::<IgnoredAny>(&routes::network(), None, RetryPolicy::Once)
            .await?;
        Ok(())
    }

    /// The whole list; `None` on a Pi that has none (contract, section 3, rule 8).
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn allowlist(&self) -> Result<Option<Read<Vec<AllowlistEntry>>>, Box<Problem>> {
        let route = routes::allowlist();
        let answered = self
            .call::<EntriesData>(&route, None, RetryPolicy::Once)
            .await;
        optional(answered.map(|answered| {
            let data = answered.answer.data.unwrap_or_default();
            allowlist::entries(data, &answered.endpoint)
        }))
    }

    /// Whether a camera is on the list.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn has_entry(&self, mac: MacAddr) -> Result<bool, Box<Problem>> {
        let route = routes::entry(mac);
        match self
            .call::<IgnoredAny>(&route, None, RetryPolicy::ManyEntries)
            .await
        {
            Ok(_entry) => Ok(true),
            Err(error) if error.is_unknown_item() => Ok(false),
            Err(error) => Err(error.problem),
        }
    }

    /// Adds an entry. The new entry, if the Pi sends it.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn add_entry(
        &self,
        entry: &NewEntry,
        retry_policy: RetryPolicy,
    ) -> CallResult<Option<AllowlistEntry>> {
        let body = json(&NewEntryBody::from(entry), ENTRY_SIZE);
        let route = routes::add_entry();
        let answered = self.call::<EntryData>(&route, Some(&body), retry_policy);
        let answered = answered.await.map_err(CallError::of_feature)?;
        let data = answered.answer.data.unwrap_or_default();
        Ok(allowlist::entry(data, &answered.endpoint))
    }

    /// Changes the note of an entry. The changed entry, if the Pi sends it; `NOT_AVAILABLE` on an older
    /// Pi.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn edit_entry(
        &self,
        mac: MacAddr,
        note: &EntryNote,
        retry_policy: RetryPolicy,
    ) -> CallResult<Option<AllowlistEntry>> {
        let body = json(&EditBody::from(note), ENTRY_SIZE);
        let route = routes::edit_entry(mac);
        let answered = self.call::<EntryData>(&route, Some(&body), retry_policy);
        let answered = answered.await.map_err(CallError::of_feature)?;
        let data = answered.answer.data.unwrap_or_default();
        Ok(allowlist::entry(data, &answered.endpoint))
    }

    /// Removes an entry. Succeeds if it is not on the list.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn remove_entry(
        &self,
        mac: MacAddr,
        retry_policy: RetryPolicy,
    ) -> Result<(), Box<Problem>> {
        let route = routes::remove_entry(mac);
        let answered = self.call::<IgnoredAny>(&route, None, retry_policy).await;
        gone(answered.map(drop))
    }

    /// Adds many entries in one call.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn add_entries(&self, entries: &[NewEntry]) -> Result<BulkAdd, Box<Problem>> {
        let body = BulkAddBody {
            entries: entries.iter().map(NewEntryBody::from).collect(),
        };
        let body = json(&body, ENTRY_SIZE * entries.len());
        let route = routes::add_entries();
        let answered = self.call::<BulkAddData>(&route, Some(&body), RetryPolicy::ManyEntries);
        match answered.await {
            Ok(answered) => {
                let data = answered.answer.data.unwrap_or_default();
                Ok(if data.added_all(entries.len()) {
                    BulkAdd::All
                } else {
                    BulkAdd::Unsure
                })
            }
            Err(error) if error.is_unknown_route() => Ok(BulkAdd::Unavailable),
            Err(error) => Err(error.problem),
        }
    }

    /// Removes all entries, one by one on a Pi without that call.
    ///
    /// # Errors
    /// As [`Client::allowlist`].
    pub async fn clear_allowlist(&self) -> Result<(), Box<Problem>> {
        let route = routes::clear_allowlist();
        match self
            .call::<IgnoredAny>(&route, None, RetryPolicy::RateLimited)
            .await
        {
            Ok(_count) => return Ok(()),
            Err(error) if error.is_unknown_route() || took_all_for_a_mac(&error) => {}
            Err(error) => return Err(error.problem),
        }
        let list = self.allowlist().await?.map(|read| read.value);
        for entry in list.unwrap_or_default() {
            self.remove_entry(entry.mac, RetryPolicy::ManyEntries)
                .await?;
        }
        Ok(())
    }

    /// The sessions that can be recovered; `None` on a Pi without that call.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn recoverable(&self) -> Result<Option<Read<Vec<Session>>>, Box<Problem>> {
        self.sessions(&routes::recoverable()).await
    }

    /// Resumes a session that can be recovered. If the answer is lost, reads the session.
    ///
    /// # Errors
    /// As [`Client::recoverable`].
    pub async fn recover(&self, id: &SessionId) -> CallResult<SessionSnapshot> {
        let route = routes::recover(id);
        let answered = self.call::<SessionData>(&route, None, RetryPolicy::Several);
        match answered.await {
            Ok(answered) => match snapshot(answered) {
                Ok(read) if read.value.candidates.is_some() => Ok(read),
                Ok(_) | Err(_) => self.read_session(id, RetryPolicy::Several).await,
            },
            Err(error) if is_lost(&error.problem) => {
                let read = self.read_session(id, RetryPolicy::Several).await;
                read.map_err(|_unknown_too| error.problem)
            }
            Err(error) => Err(error.of_feature()),
        }
    }

    /// Discards a session. Succeeds if the Pi does not know it any more.
    ///
    /// # Errors
    /// As [`Client::recoverable`].
    pub async fn discard(&self, id: &SessionId) -> Result<(), Box<Problem>> {
        let route = routes::discard(id);
        let answered = self
            .call::<IgnoredAny>(&route, None, RetryPolicy::Several)
            .await;
        gone(answered.map(drop))
    }

    /// Past sessions; `None` on a Pi without that call.
    ///
    /// # Errors
    /// As [`Client::recoverable`].
    pub async fn history(&self) -> Result<Option<Read<Vec<Session>>>, Box<Problem>> {
        self.sessions(&routes::history()).await
    }

    async fn sessions(&self, route: &Route) -> Result<Option<Read<Vec<Session>>>, Box<Problem>> {
        let answered = self
            .call::<SessionsData>(route, None, RetryPolicy::Several)
            .await;
        optional(answered.map(|answered| {
            let data = answered.answer.data.unwrap_or_default();
            http_bodies::sessions(data, &answered.endpoint)
        }))
    }

    /// The Pi's health (contract, section 8).
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn system_info(&self) -> CallResult<TelemetrySample> {
        let answered = self
            .call::<SystemInfoDto>(&routes::system_info(), None, RetryPolicy::Once)
            .await?;
        let dto = answered.answer.data.unwrap_or_default();
        Ok(to_domain::system_info(dto, &answered.endpoint))
    }

    /// The networks that the Pi sees; `None` on a Pi without that call.
    ///
    /// # Errors
    /// As [`Client::recoverable`].
    pub async fn networks_in_sight(
        &self,
    ) -> Result<Option<Read<Vec<ScannedNetwork>>>, Box<Problem>> {
        let route = routes::networks_in_sight();
        let answered = self.call::<Value>(&route, None, RetryPolicy::Once).await;
        let Some(answered) = optional(answered)? else {
            return Ok(None);
        };
        let Answered {
            answer,
            status,
            endpoint,
        } = answered;
        let read = wifi_scan::scanned_networks(answer.data.unwrap_or_default(), &endpoint);
        read.map(Some)
            .map_err(|warning| unexpected_form(warning, status, endpoint))
    }

    /// Asks whether a Pi answers at this address. Its version, if it sends one.
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

    /// Asks whether the Pi is there. The answer goes to [`Client::reachability`]; none in time is an answer, too.
    pub async fn probe(&self) {
        let route = routes::health();
        let request = Request {
            method: &route.method,
            path: &route.path,
            query: None,
            body: None,
            limit: self.timing().probe,
            body_limit: route.body_limit,
            needs_key: route.needs_key(),
        };
        let recording = self.shared.request_log.begin(&route.method, &route.path);
        match self.send_request(request).await {
            Ok(response) => {
                let bytes = response.body.len();
                match self.take_response::<IgnoredAny>(&response, route.endpoint()) {
                    Ok(answered) => recording.done(answered.status, bytes, None),
                    Err(error) => recording.not_done(&error.problem, bytes),
                }
            }
            Err(error) => {
                if error.proves_reachable() != Some(true) {
                    self.shared.reachability_tx.failed();
                }
                let problem = error.into_problem(None, Now::read().wall);
                recording.not_done(&problem, 0);
            }
        }
    }
}

/// JSON escapes take at most six bytes for one. A buffer that had to grow would leave copies of the
/// passphrase behind.
fn body(request: &StartRequest) -> Bytes {
    let passphrase = match &request.security {
        Security::Open => 0,
        Security::Wpa(passphrase) => passphrase.expose().len(),
    };
    let capacity = 256 + 6 * (request.ssid.as_str().len() + passphrase);
    json(&StartBody::new(request), capacity)
}

/// The problem of a start: a lost call may have started the session, and the passphrase, which a Pi may
/// quote, is taken out.
fn of_start(mut problem: Problem, security: &Security) -> Problem {
    if is_lost(&problem) {
        if problem.http_status.is_none() {
            problem.kind = ProblemKind::StartLost;
        }
        problem.remedy = ProblemKind::StartLost.remedy();
    }
    if let Security::Wpa(passphrase) = security {
        let redacted = |text: String| without(passphrase.expose(), &text);
        if let ProblemKind::Refused { code, message, .. } = &mut problem.kind {
            *code = code.take().map(redacted);
            *message = message.take().map(redacted);
        }
        problem.details = problem.details.map(redacted);
    }
    problem
}

/// `text` without `secret`, also where it is quoted as JSON.
fn without(secret: &str, text: &str) -> String {
    let escaped = secret.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace(&escaped, "[redacted]")
        .replace(secret, "[redacted]")
}

fn snapshot(answered: Answered<SessionData>) -> CallResult<SessionSnapshot> {
    let Answered {
        answer,
        status,
        endpoint,
    } = answered;
    let read =
        http_bodies::session_snapshot(answer.data.unwrap_or_default(), answer.pi_time, &endpoint);
    read.map_err(|warning| unexpected_form(warning, status, endpoint))
}

/// The problem of an answer without what it was asked for.
fn unexpected_form(warning: Warning, status: u16, endpoint: String) -> Box<Problem> {
    let kind = ProblemKind::UnexpectedForm {
        warning: Some(Box::new(warning.kind)),
    };
    Box::new(Problem {
        http_status: Some(status),
        endpoint: Some(endpoint),
        ..Problem::new(kind, Now::read().wall)
    })
}

/// A session that was read a while ago has less time left now.
fn grow_older(snapshot: &mut SessionSnapshot, age: Duration) {
    snapshot.remaining = snapshot.remaining.map(|left| left.saturating_sub(age));
    snapshot.pi_time = snapshot.pi_time.and_then(|time| time.checked_add(age).ok());
}

/// The session after a call, if the Pi sent it: not every build does.
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

/// Whether a Pi without that route took `all` for the address of a camera.
fn took_all_for_a_mac(error: &CallError) -> bool {
    matches!(error.problem.http_status, Some(400 | 404))
}

/// `None` for a call that not every Pi has (contract, section 3, rule 8).
fn optional<T>(outcome: Result<T, CallError>) -> Result<Option<T>, Box<Problem>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_unavailable() => Ok(None),
        Err(error) => Err(error.problem),
    }
}

/// The result of a removal: an item that is not there is removed.
fn gone(outcome: Result<(), CallError>) -> Result<(), Box<Problem>> {
    match outcome {
        Err(error) if error.is_unknown_item() => Ok(()),
        outcome => outcome.map_err(CallError::of_feature),
    }
}

/// A body whose memory is wiped when the call is through. What the HTTP library copied into its buffers is not.
fn json(body: &impl Serialize, capacity: usize) -> Bytes {
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    if let Err(error) = serde_json::to_writer(&mut *bytes, body) {
        // Writing text and numbers to memory cannot fail; if it did, the Pi would refuse the broken body.
        tracing::error!(%error, "a body could not be written");
    }
    Bytes::from_owner(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_plain_and_as_json() {
        let secret = r#"a"b\cdefgh"#;
        let text = format!("no {secret}, nor {}", serde_json::json!([secret]));
        assert_eq!(
            without(secret, &text),
            r#"no [redacted], nor ["[redacted]"]"#
        );
    }
}
