//! The call that starts a session: the one that carries a passphrase, and the one that nobody can look up when its answer is lost.

use bytes::Bytes;

use super::{
    CallResult, Client, RetryPolicy,
    endpoints::{json, snapshot},
};
use crate::{
    client::{error::is_lost, routes},
    domain::{
        network::Security,
        problem::{Problem, ProblemKind},
        session::{SessionSnapshot, StartRequest},
    },
    wire::http_bodies::StartBody,
};

impl Client {
    /// Starts a session. This console's own copies of the passphrase are wiped when the call is through.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn start_session(&self, request: StartRequest) -> CallResult<SessionSnapshot> {
        let body = body(&request);
        let route = routes::start();
        let started = match self.call(&route, Some(&body), RetryPolicy::Several).await {
            Ok(answered) => snapshot(answered),
            Err(refusal) => Err(refusal.problem),
        };
        started.map_err(|problem| Box::new(of_start(*problem, &request.security)))
    }
}

/// Escapes make a byte six at most. A buffer that had to grow would leave copies of the passphrase behind.
fn body(request: &StartRequest) -> Bytes {
    let passphrase = match &request.security {
        Security::Open => 0,
        Security::Wpa(passphrase) => passphrase.expose().len(),
    };
    let capacity = 256 + 6 * (request.ssid.as_str().len() + passphrase);
    json(&StartBody::new(request), capacity)
}

/// What a person reads: that a lost call may have been carried out, and never the passphrase, which a Pi may quote.
fn of_start(mut problem: Problem, security: &Security) -> Problem {
    if is_lost(&problem) {
        problem.kind = ProblemKind::StartLost;
        problem.remedy = problem.kind.remedy();
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
