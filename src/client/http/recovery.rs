//! The calls about sessions that are not open (contract, section 4).

use serde::de::IgnoredAny;

use super::{
    CallResult, Client, RetryPolicy,
    allowlist::{gone, optional},
    endpoints::snapshot,
};
use crate::{
    client::{
        error::is_lost,
        routes::{self, Route},
    },
    domain::{
        problem::Problem,
        session::{Session, SessionId, SessionSnapshot},
    },
    wire::http_bodies::{self, Read, SessionData, SessionsData},
};

impl Client {
    /// The sessions that can be recovered; `None` on a Pi that cannot recover any.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn recoverable(&self) -> Result<Option<Read<Vec<Session>>>, Box<Problem>> {
        self.sessions(&routes::recoverable()).await
    }

    /// Past sessions; `None` on a Pi that does not keep them.
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

    /// Takes a session up again. If the answer is lost, the session itself says whether that worked.
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
            Err(refusal) if is_lost(&refusal.problem) => {
                let read = self.read_session(id, RetryPolicy::Several).await;
                read.map_err(|_unknown_too| refusal.problem)
            }
            Err(refusal) => Err(refusal.of_feature()),
        }
    }

    /// Gives a session up. One that the Pi does not know any more is as good as given up.
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
}
