//! The faults of the table.

use std::{net::SocketAddr, sync::OnceLock, time::Duration};

use pidash::simulator::{
    ActiveFault, BadValues, Calls, EventCorruption, Fault, Form, FrameFault, HeaderFault,
    OptionalFeature, Service, Simulator, StatusAnswer,
};

/// Something that goes wrong between a console and a Pi.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not one state"
)]
pub struct Row {
    /// As the table names it.
    pub name: &'static str,
    faults: fn() -> Vec<ActiveFault>,
    /// Whether the connection is broken first, so that everything has to be read again.
    pub breaks: bool,
    /// Whether it is set again and again while it lasts.
    pub repeats: bool,
    /// Whether the Pi answers reads of the session while it lasts.
    pub can_ask: bool,
    /// Whether what the Pi answers can be compared with what it knows.
    pub can_compare: bool,
    /// Whether events are lost on a stream that looks alive.
    pub loses_events: bool,
    /// How often a POST may be sent that a person asked for once.
    pub posts: usize,
    /// The longest wait that the Pi asks for with this fault.
    pub asks_to_wait: Duration,
}

impl Row {
    /// The session can be read, and a POST is sent once.
    const fn new(name: &'static str, faults: fn() -> Vec<ActiveFault>) -> Self {
        Self {
            name,
            faults,
            breaks: false,
            repeats: false,
            can_ask: true,
            can_compare: true,
            loses_events: false,
            posts: 1,
            asks_to_wait: Duration::ZERO,
        }
    }

    /// The connection is broken first.
    const fn reconnecting(mut self) -> Self {
        self.breaks = true;
        self
    }

    /// The session cannot be read, and the connection is broken first.
    const fn unreadable(mut self) -> Self {
        self.breaks = true;
        self.can_ask = false;
        self
    }

    /// The Pi does not say what it knows.
    const fn lying(mut self) -> Self {
        self.breaks = true;
        self.can_compare = false;
        self
    }

    /// Events are lost on a stream that looks alive.
    const fn losing_events(mut self) -> Self {
        self.loses_events = true;
        self
    }

    /// A POST may be sent so often, because the Pi answers that it did nothing.
    const fn posts(mut self, posts: usize) -> Self {
        self.posts = posts;
        self
    }

    const fn repeating(mut self) -> Self {
        self.repeats = true;
        self
    }

    const fn asking_to_wait(mut self, seconds: u64) -> Self {
        self.asks_to_wait = Duration::from_secs(seconds);
        self
    }

    /// Begins it.
    pub fn set(&self, pi: &Simulator) {
        for fault in (self.faults)() {
            pi.set_fault_for(fault.fault, fault.calls);
        }
        if self.breaks {
            pi.drop_streams();
        }
    }

    /// Ends it. What was a lie has to be read again: the Pi was repaired.
    pub fn clear(&self, pi: &Simulator) {
        pi.clear_faults();
        if !self.can_compare {
            pi.drop_streams();
        }
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

/// For every call.
fn all(fault: Fault) -> Vec<ActiveFault> {
    on(Calls::default(), fault)
}

/// For calls with this in their path.
fn to(path: &str, fault: Fault) -> Vec<ActiveFault> {
    on(Calls::to(path), fault)
}

fn on(calls: Calls, fault: Fault) -> Vec<ActiveFault> {
    vec![ActiveFault { fault, calls }]
}

fn posts(fault: Fault) -> Vec<ActiveFault> {
    on(Calls::default().with("POST"), fault)
}

fn status(status: u16, form: Form) -> Fault {
    Fault::Status(StatusAnswer::new(status, form))
}

/// The Pi did what was asked, and something in front of it answers.
fn forwarded(answer: u16, form: Form) -> Fault {
    Fault::Status(StatusAnswer {
        executed: true,
        ..StatusAnswer::new(answer, form)
    })
}

fn retry_after(status: u16, header: &str) -> Fault {
    Fault::Status(StatusAnswer {
        retry_after: Some(header.to_owned()),
        ..StatusAnswer::new(status, Form::Envelope)
    })
}

fn redirect(status: u32) -> Fault {
    let address = ELSEWHERE.get().unwrap();
    Fault::Redirect {
        status,
        location: format!("http://{address}/login"),
    }
}

fn bad(with: BadValues) -> Vec<ActiveFault> {
    all(Fault::BadValues { with })
}

fn corrupt(with: EventCorruption) -> Vec<ActiveFault> {
    all(Fault::EventsCorrupt { with })
}

fn headers(with: HeaderFault) -> Vec<ActiveFault> {
    all(Fault::Headers { with })
}

fn frames(with: FrameFault) -> Vec<ActiveFault> {
    all(Fault::MonitorFrames { with })
}

const EVENTS: &str = "/batch/events";

/// The rows of the table.
pub const FAULTS: &[Row] = &[
    // The event stream.
    Row::new("event stream dropped", || all(Fault::EventsDropped)),
    Row::new("event stream dropped every second", || {
        all(Fault::EventsDropped)
    })
    .repeating(),
    Row::new("event stream ends at once each time", || {
        all(Fault::EventsEndAtOnce { reset: false })
    })
    .reconnecting(),
    Row::new("event stream is reset at once each time", || {
        all(Fault::EventsEndAtOnce { reset: true })
    })
    .reconnecting(),
    Row::new("event stream open and silent", || all(Fault::EventsMute)).losing_events(),
    Row::new("event stream with heartbeats alone", || {
        all(Fault::EventsLost)
    })
    .losing_events(),
    Row::new("every second event lost", || {
        all(Fault::EventsEveryNthLost { nth: 2 })
    })
    .losing_events(),
    Row::new("event stream drips", || {
        all(Fault::EventsDrip {
            bytes: 1,
            every_ms: 200,
        })
    })
    .reconnecting(),
    Row::new("event stream compressed", || all(Fault::EventsCompressed)).reconnecting(),
    Row::new("event stream without heartbeats", || {
        all(Fault::EventsWithoutHeartbeat)
    })
    .reconnecting(),
    Row::new("events of all sessions", || all(Fault::EventsUnfiltered)).reconnecting(),
    Row::new("lines that are not SSE", || corrupt(EventCorruption::Sse)).losing_events(),
    Row::new("events that are not UTF-8", || {
        corrupt(EventCorruption::Utf8)
    })
    .losing_events(),
    Row::new("events that are not JSON", || {
        corrupt(EventCorruption::Json)
    })
    .losing_events(),
    Row::new("event of 8 MiB", || corrupt(EventCorruption::HugeLine)),
    Row::new("error event that is not true", || {
        all(Fault::ErrorEvent {
            code: "SESSION_EXPIRED".to_owned(),
            message: "the session ran out".to_owned(),
            retryable: false,
        })
    }),
    Row::new("event stream refused with 503", || {
        to(EVENTS, status(503, Form::Envelope))
    })
    .reconnecting(),
    Row::new("event stream refused with a 401 of the Pi", || {
        to(EVENTS, status(401, Form::Flat))
    })
    // The key is refused: nothing is asked any more.
    .unreadable(),
    Row::new("event stream refused with a 401 page", || {
        to(EVENTS, status(401, Form::Html))
    })
    .reconnecting(),
    Row::new("event stream refused with an empty 403", || {
        to(EVENTS, status(403, Form::Empty))
    })
    .reconnecting(),
    Row::new("web page as event stream", || {
        to(EVENTS, status(200, Form::Html))
    })
    .reconnecting(),
    // The connection.
    Row::new("Pi offline", || all(Fault::Offline)).unreadable(),
    Row::new("Pi restarts", || {
        all(Fault::Restart {
            down_ms: 3_000,
            readable: false,
        })
    }),
    Row::new("Pi restarts and still answers the session", || {
        all(Fault::Restart {
            down_ms: 3_000,
            readable: true,
        })
    }),
    Row::new("connections never served", || all(Fault::NeverServed)).unreadable(),
    Row::new("another service on the port: SSH", || {
        all(Fault::AnotherService { says: Service::Ssh })
    })
    .unreadable(),
    Row::new("another service on the port: garbage", || {
        all(Fault::AnotherService {
            says: Service::Garbage,
        })
    })
    .unreadable(),
    Row::new("another service on the port: web server", || {
        all(Fault::AnotherService {
            says: Service::WebServer,
        })
    })
    .unreadable()
    .posts(2),
    Row::new("answers lost", || all(Fault::AnswerLost)).unreadable(),
    Row::new("answers to POSTs lost", || posts(Fault::AnswerLost)),
    Row::new("calls never answered", || all(Fault::Held)).unreadable(),
    Row::new("answers after 2 s", || all(Fault::Late { ms: 2_000 })).reconnecting(),
    // The body and the headers of answers.
    Row::new("answers cut in half", || {
        all(Fault::Truncated { announced: true })
    })
    .unreadable(),
    Row::new("answers without an end", || all(Fault::Endless)).unreadable(),
    Row::new("answers of 100 MB", || all(Fault::Huge { megabytes: 100 })).unreadable(),
    Row::new("answers with 1 byte per second", || {
        all(Fault::Slow { ms: 1_000 })
    })
    .unreadable()
    .asking_to_wait(30),
    Row::new("answers that are not JSON", || all(Fault::InvalidJson)).unreadable(),
    Row::new("answers that are not UTF-8", || all(Fault::InvalidUtf8)).unreadable(),
    Row::new("header of 1 MB", || headers(HeaderFault::Huge)).unreadable(),
    Row::new("10,000 headers", || headers(HeaderFault::Many)).unreadable(),
    Row::new("two lengths of one body", || {
        headers(HeaderFault::TwoLengths)
    })
    .unreadable(),
    Row::new("status line without a number", || {
        headers(HeaderFault::BadStatus)
    })
    .unreadable(),
    // The status of answers.
    Row::new("503 from the Pi", || all(status(503, Form::Envelope)))
        .unreadable()
        .posts(REFUSED),
    Row::new("503, come back in the year 2099", || {
        all(retry_after(503, "Fri, 27 Nov 2099 00:00:00 GMT"))
    })
    .unreadable()
    .posts(REFUSED)
    .asking_to_wait(30),
    Row::new("500 from the Pi for three reads", || {
        on(
            Calls::to("/batch/").with("GET").times(3),
            status(500, Form::Envelope),
        )
    })
    .reconnecting(),
    Row::new("500 from the Pi", || all(status(500, Form::Envelope)))
        .unreadable()
        .posts(REFUSED),
    // At once, and after each of the 16 seconds of the fault.
    Row::new("429, come back in 1 s", || all(retry_after(429, "1")))
        .unreadable()
        .posts(17),
    Row::new("429, come back in a day", || all(retry_after(429, "86400")))
        .unreadable()
        .posts(REFUSED)
        .asking_to_wait(30),
    Row::new("one read per second allowed", || {
        on(
            Calls::to("/batch/").with("GET"),
            Fault::RateLimit {
                gap_ms: 1_000,
                retry_after_seconds: 1,
            },
        )
    }),
    Row::new("401 from the Pi", || all(status(401, Form::Flat))).unreadable(),
    Row::new("403 from the Pi", || all(status(403, Form::Envelope))).unreadable(),
    Row::new("404 of gin", || all(status(404, Form::Text)))
        .unreadable()
        .posts(2),
    Row::new("404 page", || all(status(404, Form::Html))).unreadable(),
    Row::new("400 page of a proxy", || all(status(400, Form::Html))).unreadable(),
    Row::new("403 challenge of a guard", || all(status(403, Form::Html))).unreadable(),
    Row::new("502 page of a proxy", || all(status(502, Form::Html))).unreadable(),
    Row::new("504 page of a proxy", || all(status(504, Form::Html))).unreadable(),
    Row::new("511 page of a portal", || all(status(511, Form::Html))).unreadable(),
    Row::new("POSTs done, then a 502 page", || {
        posts(forwarded(502, Form::Html))
    }),
    Row::new("POSTs done, then a 504 page", || {
        posts(forwarded(504, Form::Html))
    }),
    Row::new("POSTs done, then a 404 page", || {
        posts(forwarded(404, Form::Html))
    }),
    Row::new("web page for every call", || all(Fault::WrongPort)).unreadable(),
    Row::new("redirect to another server, 302", || all(redirect(302))).unreadable(),
    Row::new("redirect to another server, 307", || all(redirect(307))).unreadable(),
    Row::new("redirect to the same path with a slash", || {
        all(Fault::Redirect {
            status: 307,
            location: "slash".to_owned(),
        })
    })
    .unreadable(),
    // What answers and events say.
    Row::new("lists that are null", || bad(BadValues::NullLists)).lying(),
    Row::new("states that nobody knows", || bad(BadValues::UnknownStates)).lying(),
    Row::new("values of another type", || bad(BadValues::WrongTypes)).lying(),
    Row::new("every second field missing", || {
        bad(BadValues::MissingFields)
    })
    .lying(),
    Row::new("numbers out of range", || bad(BadValues::HugeNumbers)).reconnecting(),
    Row::new("negative numbers", || bad(BadValues::NegativeNumbers)).reconnecting(),
    Row::new("times that never were", || bad(BadValues::ZeroTimes)).reconnecting(),
    Row::new("texts with control and bidi characters", || {
        bad(BadValues::HostileTexts)
    })
    .reconnecting(),
    // The Pi and its sessions.
    Row::new("session forgotten", || all(Fault::SessionForgotten)).reconnecting(),
    Row::new("session expired", || all(Fault::SessionExpired)),
    Row::new("session interrupted", || {
        all(Fault::SessionInterrupted { readable: false })
    })
    .reconnecting(),
    Row::new("session interrupted and still answered", || {
        all(Fault::SessionInterrupted { readable: true })
    })
    .reconnecting(),
    Row::new("session taken by another console", || {
        all(Fault::SessionTaken)
    })
    .reconnecting(),
    Row::new("counters behind the cameras", || {
        all(Fault::LaggingCounters { by: 2 })
    })
    .reconnecting(),
    Row::new("clock wrong by 3 years", || {
        all(Fault::ClockWrong {
            seconds: -94_608_000,
            jumps_ms: 0,
        })
    })
    .reconnecting(),
    Row::new("clock jumps by 3 years every second", || {
        all(Fault::ClockWrong {
            seconds: -94_608_000,
            jumps_ms: 1_000,
        })
    })
    .reconnecting(),
    Row::new("key rotated", || all(Fault::KeyRotated)).unreadable(),
    Row::new("older Pi with other paths", || all(Fault::OlderPi))
        .reconnecting()
        .posts(2),
    Row::new("cameras listed apart", || all(Fault::DevicesApart)).reconnecting(),
    Row::new("optional features missing", || {
        all(Fault::MissingFeatures {
            features: vec![OptionalFeature::History, OptionalFeature::Bulk],
        })
    })
    .reconnecting(),
    // The monitor.
    Row::new("monitoring socket refused", || {
        let mut faults = to("/ws/monitor", status(403, Form::Text));
        faults.extend(all(Fault::MonitorDropped));
        faults
    }),
    Row::new("monitoring socket dropped every second", || {
        all(Fault::MonitorDropped)
    })
    .repeating(),
    Row::new("monitoring socket silent", || all(Fault::MonitorMute)),
    Row::new("monitoring socket with a reserved bit", || {
        frames(FrameFault::ReservedBit)
    }),
    Row::new("monitoring frame of 16 MiB", || {
        frames(FrameFault::Oversize)
    }),
    Row::new("monitoring handshake with keep-alive", || {
        all(Fault::MonitorKeepAlive)
    }),
];
