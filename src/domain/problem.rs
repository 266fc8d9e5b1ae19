//! All that a person needs when something fails: what, why, and the one thing to do.

use std::time::Duration;

use jiff::Timestamp;

/// What kind of trouble it is (contract, section 9): picks the icon, and with a code that nobody knows the remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The key.
    Auth,
    /// The batch.
    Session,
    /// One camera.
    Device,
    /// Between this console and the Pi, or the Pi and the cameras.
    Network,
    /// What was sent.
    Validation,
    /// Inside the Pi.
    Infrastructure,
    /// Nobody knows.
    Unknown,
}

/// The one thing to do. The words are in the catalogue (`language::advice`); the window adds a button where it has one for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Do it again.
    Retry,
    /// Wait, it is tried again by itself.
    Wait,
    /// Give the console the Pi's API key.
    GiveKey,
    /// Look at the address of the Pi, perhaps with this one instead.
    CheckAddress {
        /// An address that may answer, `host:port`.
        instead: Option<String>,
    },
    /// Look whether the Pi has power and is on this network.
    CheckPi,
    /// Begin a new session.
    StartNewSession,
    /// Show the session that runs on this Pi.
    ShowRunningSession,
    /// A start whose answer was lost: see whether the session shows up, before starting again.
    WaitForSession,
    /// Resume the session first.
    ResumeSession,
    /// Look at the passphrase and the access point of the target network.
    CheckCredentials,
    /// Power-cycle the camera, move it closer, then retry.
    CheckCamera,
    /// Put the camera on the allowlist.
    AddToAllowlist,
    /// Change what was entered.
    CorrectInput,
    /// Put newer software on the Pi.
    UpdatePi,
    /// Nothing here: give the correlation id to support.
    ContactSupport,
}

/// Something that failed, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What happened, in plain words: one sentence.
    pub summary: String,
    /// The evidence: the Pi's own words, or the error below.
    pub details: Option<String>,
    /// The Pi's code (contract, section 9) or one of this console's own, in the same spelling.
    pub code: String,
    /// What kind of trouble it is.
    pub category: Category,
    /// HTTP status, if there was an answer.
    pub http_status: Option<u16>,
    /// `METHOD /path`, without host and query.
    pub endpoint: Option<String>,
    /// The Pi's name for the request, to find it in the Pi's log.
    pub correlation_id: Option<String>,
    /// Whether the same request may succeed later without any change.
    pub retryable: bool,
    /// How long the Pi wants to be left alone first.
    pub retry_after: Option<Duration>,
    /// When it happened, on this console's clock.
    pub at: Timestamp,
    /// The one thing to do.
    pub remedy: Remedy,
}

impl Problem {
    /// One block of text for a support engineer. This console puts no secret into any field; what a Pi quotes is as it said it,
    /// except for the passphrase of a start, which is taken out where the call is made.
    #[must_use]
    pub fn support_text(&self) -> String {
        let or_dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let status = self.http_status.map(|status| status.to_string());
        format!(
            "pidash {version}\nproblem: {code}\nsummary: {summary}\ndetails: {details}\nendpoint: {endpoint}\n\
             http status: {status}\ncorrelation id: {id}\nat: {at}\n",
            version = env!("CARGO_PKG_VERSION"),
            code = self.code,
            summary = self.summary,
            details = or_dash(self.details.as_deref()),
            endpoint = or_dash(self.endpoint.as_deref()),
            status = or_dash(status.as_deref()),
            id = or_dash(self.correlation_id.as_deref()),
            at = self.at,
        )
    }
}
