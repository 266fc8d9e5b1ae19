//! The faults of the table.

use std::{net::SocketAddr, sync::OnceLock, time::Duration};

use pidash::simulator::{CallFailure, CallFault, RateLimit, Simulator};

/// Something that goes wrong between a console and a Pi.
pub struct Fault {
    /// As the table names it.
    pub name: &'static str,
    pub on: fn(&Simulator),
    pub off: fn(&Simulator),
    /// What happens again and again while it lasts.
    pub repeated: Option<(Duration, fn(&Simulator))>,
    /// Whether the session can be read while it lasts.
    pub can_ask: bool,
    /// How often a POST may be sent that a person asked for once.
    pub posts: usize,
}

impl Fault {
    /// The session can be read, and a POST is sent once.
    const fn new(name: &'static str, on: fn(&Simulator), off: fn(&Simulator)) -> Self {
        Self {
            name,
            on,
            off,
            repeated: None,
            can_ask: true,
            posts: 1,
        }
    }

    /// The session cannot be read.
    const fn silences_reads(mut self) -> Self {
        self.can_ask = false;
        self
    }

    /// A POST may be sent so often, because the Pi answers that it did nothing.
    const fn posts(mut self, posts: usize) -> Self {
        self.posts = posts;
        self
    }

    const fn every(mut self, every: Duration, act: fn(&Simulator)) -> Self {
        self.repeated = Some((every, act));
        self
    }
}

static ELSEWHERE: OnceLock<SocketAddr> = OnceLock::new();

/// Where redirects to another server lead.
pub fn set_elsewhere(address: SocketAddr) {
    ELSEWHERE.get_or_init(|| address);
}

/// One press, and three repetitions of a call that the Pi has not looked at. The window repeats a
/// refused command of a session once more in that time.
const REFUSED: usize = 5;
const SECOND: Duration = Duration::from_secs(1);

/// Every call fails like this, and the event stream has to be opened again.
fn fail_all(pi: &Simulator, failure: CallFailure) {
    fail(pi, "", failure);
    pi.drop_streams();
}

/// Every call whose path contains this fails.
fn fail(pi: &Simulator, path: &str, failure: CallFailure) {
    pi.fail_calls(CallFault {
        path_contains: path.to_owned(),
        times: u32::MAX,
        failure,
    });
}

fn status(status: u16, retry_after_seconds: Option<u32>) -> CallFailure {
    CallFailure::Status {
        status,
        retry_after_seconds,
    }
}

fn nothing(_: &Simulator) {}

fn no_failures(pi: &Simulator) {
    pi.clear_call_faults();
}

/// The rows of the table.
pub const FAULTS: &[Fault] = &[
    // The event stream.
    Fault::new("event stream dropped", Simulator::drop_streams, nothing),
    Fault::new(
        "event stream dropped every second",
        Simulator::drop_streams,
        nothing,
    )
    .every(SECOND, Simulator::drop_streams),
    Fault::new(
        "event stream open and silent",
        |pi| pi.stall_streams(true),
        |pi| pi.stall_streams(false),
    ),
    Fault::new(
        "event stream refused with 503",
        |pi| {
            fail(pi, "/events", status(503, None));
            pi.drop_streams();
        },
        no_failures,
    ),
    Fault::new(
        "web page as event stream",
        |pi| {
            fail(pi, "/events", CallFailure::WebPage);
            pi.drop_streams();
        },
        no_failures,
    ),
    Fault::new(
        "events that cannot be read",
        |pi| {
            pi.inject_sse(
                "event:device.verified\ndata:{\"type\":\ndata:\n\nevent:\u{1}\ndata:[1e400]\n\n",
            )
        },
        nothing,
    )
    .every(SECOND, |pi| {
        pi.inject_sse("data:{\"type\":\"nobody.knows\",\"payload\":7}\n\n")
    }),
    // The connection.
    Fault::new(
        "Pi offline",
        |pi| pi.set_offline(true),
        |pi| pi.set_offline(false),
    )
    .silences_reads(),
    Fault::new(
        "Pi restarted, away for 3 s",
        |pi| pi.restart(3 * SECOND),
        nothing,
    ),
    Fault::new(
        "answers lost",
        |pi| fail_all(pi, CallFailure::AnswerLost),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "answer to a POST lost",
        |pi| fail_posts(pi, CallFailure::AnswerLost),
        no_failures,
    ),
    Fault::new(
        "calls never answered",
        |pi| fail_all(pi, CallFailure::Held),
        |pi| {
            no_failures(pi);
            pi.release_calls();
        },
    )
    .silences_reads(),
    Fault::new(
        "answers after 4 s",
        |pi| fail_all(pi, CallFailure::Late(4 * SECOND)),
        no_failures,
    ),
    // The answers.
    Fault::new(
        "503 from the Pi",
        |pi| fail_all(pi, status(503, None)),
        no_failures,
    )
    .silences_reads()
    .posts(REFUSED),
    Fault::new(
        "503, come back in a day",
        |pi| fail_all(pi, status(503, Some(86_400))),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "500 from the Pi",
        |pi| fail_all(pi, status(500, None)),
        no_failures,
    )
    .silences_reads()
    .posts(REFUSED),
    Fault::new(
        "429 for every call",
        |pi| fail_all(pi, status(429, Some(1))),
        no_failures,
    )
    .silences_reads()
    .posts(16),
    Fault::new(
        "one read per second allowed",
        |pi| {
            pi.limit_rate(Some(RateLimit {
                method: "GET".to_owned(),
                path_contains: "/batch/".to_owned(),
                gap: SECOND,
                retry_after_seconds: 1,
            }));
        },
        |pi| pi.limit_rate(None),
    ),
    Fault::new(
        "401 for every call",
        |pi| fail_all(pi, status(401, None)),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "403 for every call",
        |pi| fail_all(pi, status(403, None)),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "404 in plain text",
        |pi| fail_all(pi, CallFailure::Bare(404)),
        no_failures,
    )
    .silences_reads()
    .posts(2),
    Fault::new(
        "502 of a proxy",
        |pi| fail_all(pi, CallFailure::Bare(502)),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "504 of a proxy",
        |pi| fail_all(pi, CallFailure::Bare(504)),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "web page for every call",
        |pi| fail_all(pi, CallFailure::WebPage),
        no_failures,
    )
    .silences_reads(),
    Fault::new(
        "JSON cut in half",
        |pi| fail_all(pi, CallFailure::Truncated),
        no_failures,
    )
    .silences_reads(),
    // The Pi.
    Fault::new(
        "key rotated",
        |pi| {
            pi.set_api_key(pidash::domain::secret::ApiKey::new("another-key-of-the-pi").ok());
            pi.drop_streams();
        },
        |pi| pi.set_api_key(pidash::domain::secret::ApiKey::new(crate::console::KEY).ok()),
    )
    .silences_reads(),
    Fault::new(
        "older Pi with other paths",
        |pi| pi.set_older_pi(true),
        |pi| pi.set_older_pi(false),
    )
    .posts(2),
    Fault::new(
        "cameras listed apart",
        |pi| {
            pi.list_devices_apart(true);
            pi.drop_streams();
        },
        |pi| pi.list_devices_apart(false),
    ),
    // The monitor.
    Fault::new(
        "monitoring socket refused",
        |pi| {
            pi.refuse_monitor(true);
            pi.drop_monitors();
        },
        |pi| pi.refuse_monitor(false),
    ),
    Fault::new(
        "monitoring socket silent",
        |pi| pi.silence_monitor(true),
        |pi| pi.silence_monitor(false),
    ),
];

/// Every POST of a person fails.
fn fail_posts(pi: &Simulator, failure: CallFailure) {
    for path in ["/batch/start", "/devices/", "/stop", "/resume"] {
        fail(pi, path, failure);
    }
}
