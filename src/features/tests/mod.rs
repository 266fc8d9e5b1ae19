//! Tests of the root state: what one feature changes in another.

mod many_cameras;
pub(crate) mod recovery;
mod sequences;

use std::time::Duration;

use jiff::Timestamp;

use super::State;
use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        candidate::{Candidate, CandidateState, CandidateUpdate, Failure},
        clock::{ClockJump, Now},
        configuration::Origin,
        key_place::KeyPlace,
        link_state::LinkState,
        problem::{ErrorCode, Problem, ProblemKind},
        session::{SessionId, SessionState},
        settings::Setting,
        telemetry::{Telemetry, TelemetrySample, Transport},
        timeline_event::TimelineEventKind,
    },
    features::{
        allowlist::intent::AllowlistIntent,
        intent::Intent,
        provisioning::{
            batch::Batch,
            card::AllowlistStatus,
            intent::ProvisioningIntent,
            state::tests::{address, barred, camera, problem, snapshot, start, update},
        },
        settings::state::KeyStatus,
    },
    messages::{AllowlistReply, AllowlistVerb, BatchEvent, Command, Event, MonitorEvent, Reply},
    ui::Request,
};

struct Console {
    state: State,
    now: Now,
}

impl Console {
    fn new(remembered: Option<&str>) -> Self {
        let now = Now::read() + Duration::from_hours(2);
        let state = State::new("pi:8082", remembered.map(SessionId::new), now);
        Self { state, now }
    }

    /// The session `sess_1` is open with one camera.
    fn open() -> Self {
        let mut console = Self::new(Some("sess_1"));
        console.read();
        console
    }

    /// Handles a fresh read of the session.
    fn read(&mut self) {
        let read = snapshot("sess_1", SessionState::Active, vec![camera(1)]);
        self.handle(Event::Snapshot(Box::new(read)));
    }

    fn handle(&mut self, event: Event) -> Option<Command> {
        self.state.handle_event(event, self.now)
    }

    fn push(&mut self, intent: ProvisioningIntent) -> Option<Command> {
        self.state
            .handle_intent(Intent::Provisioning(intent), self.now)
    }

    /// Does what each frame does.
    fn tick(&mut self) {
        let due = std::iter::from_fn(|| self.state.due(self.now));
        assert!(due.take(100).count() < 100, "no end of commands");
    }

    /// Handles a change of the event stream.
    fn stream(&mut self, status: LinkState) {
        self.handle(Event::Stream(status));
        self.tick();
    }

    /// The lines of the event log.
    fn log_lines(&self) -> usize {
        self.state.notices.newest_first().len()
    }

    fn advance(&mut self, seconds: u64) {
        self.now = self.now + Duration::from_secs(seconds);
    }
}

#[test]
fn the_state_is_stale_only_while_the_stream_is_down_and_nothing_is_read() {
    let mut console = Console::open();
    let live = Event::Stream(LinkState::Live {
        since: console.now.instant,
    });
    console.handle(live);
    console.read();
    console.advance(3_600);
    assert_eq!(
        console.state.stale_for(console.now),
        None,
        "a live stream without events is not stale"
    );
    let problem = problem(ProblemKind::ConnectionLost, None);
    console.handle(Event::Stream(LinkState::Retrying {
        attempt: 1,
        at: console.now.instant,
        problem,
    }));
    console.advance(20);
    console.tick();
    assert_eq!(
        console.state.stale_for(console.now),
        Some(Duration::from_secs(20))
    );
    console.read();
    assert_eq!(
        console.state.stale_for(console.now),
        None,
        "a polled state is fresh"
    );
}

fn retrying(now: Now) -> LinkState {
    LinkState::Retrying {
        attempt: 1,
        at: now.instant,
        problem: problem(ProblemKind::ConnectionLost, None),
    }
}

#[test]
fn a_stream_that_is_open_again_within_5_seconds_was_never_shown_as_lost() {
    let mut console = Console::open();
    let live = |console: &Console| LinkState::Live {
        since: console.now.instant,
    };
    console.stream(live(&console));
    console.read();
    let lines = console.log_lines();
    // A Pi without heartbeats.
    for _ in 0..3 {
        console.advance(45);
        console.stream(retrying(console.now));
        console.advance(1);
        console.stream(LinkState::Connecting { attempt: 1 });
        console.advance(3);
        console.tick();
        assert!(console.state.stream.is_live());
        assert!(console.state.link_problem.is_none());
        assert_eq!(console.state.stale_for(console.now), None);
        console.stream(live(&console));
        console.read();
        assert_eq!(console.state.stream, live(&console));
        assert_eq!(console.state.stale_for(console.now), None);
    }
    assert_eq!(console.log_lines(), lines);
    let events = console.state.monitoring.timeline_events.all();
    assert_eq!(events.count(), 0);
}

#[test]
fn a_pi_that_is_away_makes_one_line_and_another_when_it_is_back() {
    let mut console = Console::open();
    let live = |console: &Console| LinkState::Live {
        since: console.now.instant,
    };
    let monitor = |status| Event::Monitor(MonitorEvent::Stream(status));
    let lost = |console: &Console, kind| LinkState::Retrying {
        attempt: 1,
        at: console.now.instant,
        problem: problem(kind, None),
    };
    console.stream(live(&console));
    console.handle(monitor(live(&console)));
    let lines = console.log_lines();
    console.handle(monitor(lost(&console, ProblemKind::SocketLost)));
    console.stream(lost(&console, ProblemKind::StreamClosed));
    console.advance(10);
    console.tick();
    for _ in 0..10 {
        console.advance(30);
        console.stream(lost(&console, ProblemKind::Unreachable));
        let id = SessionId::new("sess_1");
        let unread = problem(ProblemKind::TimedOut, None);
        console.handle(Event::SnapshotFailed(id, unread));
        let unread = AllowlistReply::List(Err(problem(ProblemKind::Unreachable, None)));
        console.handle(Event::Allowlist(unread));
    }
    assert_eq!(console.log_lines(), lines + 1);
    let newest = console.state.notices.newest_first().next();
    assert!(
        newest.is_some_and(|line| line.severity.is_problem()),
        "{newest:?}"
    );
    console.stream(live(&console));
    console.handle(monitor(live(&console)));
    assert_eq!(console.log_lines(), lines + 2);
}

#[test]
fn a_stream_that_stays_lost_is_shown_so_after_5_seconds_and_is_old_from_the_loss_on() {
    let mut console = Console::new(None);
    console.stream(LinkState::Live {
        since: console.now.instant,
    });
    let lines = console.log_lines();
    console.advance(45);
    console.stream(retrying(console.now));
    console.advance(2);
    console.stream(LinkState::Connecting { attempt: 1 });
    assert_eq!(
        console.state.next_tick(console.now),
        Some(Duration::from_secs(3))
    );
    console.advance(3);
    console.tick();
    assert_eq!(console.state.stream, LinkState::Connecting { attempt: 1 });
    assert!(console.state.link_problem.is_some());
    assert_eq!(console.log_lines(), lines + 1);
    console.advance(1);
    let age = console.state.stale_for(console.now);
    assert_eq!(age, Some(Duration::from_secs(6)));
}

#[test]
fn nothing_is_due_in_an_idle_console() {
    let mut console = Console::new(None);
    console.handle(Event::Stream(LinkState::Live {
        since: console.now.instant,
    }));
    assert_eq!(console.state.next_tick(console.now), None);
}

#[test]
fn outdated_figures_are_no_reason_to_wake_a_black_display() {
    let mut console = Console::new(None);
    console.handle(Event::Stream(LinkState::Live {
        since: console.now.instant,
    }));
    let sample = TelemetrySample::default();
    let figures = Telemetry::of_sample(Transport::Socket, console.now, sample);
    console.handle(Event::Monitor(MonitorEvent::Telemetry(Box::new(figures))));
    let configuration = &mut console.state.settings.configuration;
    for (setting, text) in [
        (Setting::Kiosk, "true"),
        (Setting::DimAfter, "0"),
        (Setting::BlackAfter, "1"),
    ] {
        let applied = configuration.apply(Origin::CommandLine, setting, text);
        assert_eq!(applied, Ok(()));
    }
    console.state.kiosk.watch(0, 0, console.now);
    let tick = |console: &Console| console.state.next_tick(console.now);
    let is_soon = tick(&console).is_some_and(|tick| tick.as_secs() <= 10);
    assert!(is_soon, "the display is bright");
    console.advance(60);
    let figures = Telemetry::of_sample(Transport::Socket, console.now, TelemetrySample::default());
    console.handle(Event::Monitor(MonitorEvent::Telemetry(Box::new(figures))));
    assert_eq!(tick(&console), None, "it is black");
}

#[test]
fn a_refused_start_is_due_again_at_the_end_of_its_wait_and_then_not_without_a_pause() {
    let mut console = Console::new(None);
    console.handle(Event::Stream(LinkState::Live {
        since: console.now.instant,
    }));
    console.push(start());
    assert_eq!(console.state.next_tick(console.now), None, "the Pi answers");
    let refused = Problem {
        retryable: true,
        http_status: Some(503),
        retry_after: Some(Duration::from_secs(7)),
        ..*problem(ErrorCode::ServiceUnavailable, None)
    };
    console.handle(Event::Reply(Reply::Started(Err(Box::new(refused)))));
    let tick = |console: &Console| console.state.next_tick(console.now);
    assert_eq!(tick(&console), Some(Duration::from_secs(7)));
    console.advance(7);
    assert_eq!(tick(&console), Some(Duration::from_secs(1)));
    console.tick();
    assert_eq!(tick(&console), None, "it was sent");
}

#[test]
fn the_cause_of_a_lost_connection_is_kept_until_it_is_live_again() {
    let mut console = Console::new(None);
    let at = console.now.instant;
    let problem = problem(ProblemKind::Unreachable, None);
    console.handle(Event::Stream(LinkState::Retrying {
        attempt: 1,
        at,
        problem,
    }));
    console.handle(Event::Stream(LinkState::Connecting { attempt: 2 }));
    let code = |console: &Console| {
        console
            .state
            .link_problem
            .as_ref()
            .map(|problem| problem.code().into_owned())
    };
    assert_eq!(
        code(&console).as_deref(),
        Some("UNREACHABLE"),
        "it is kept during the attempt"
    );
    console.handle(Event::Stream(LinkState::Live { since: at }));
    assert_eq!(code(&console), None);
}

#[test]
fn a_session_and_its_cameras_appear_on_the_timeline_of_the_monitor() {
    let mut console = Console::open();
    let failed = |code: &str| {
        Event::Batch(BatchEvent::Candidate(CandidateUpdate {
            state: Some(CandidateState::Failed),
            failure: Some(Failure {
                code: Some(code.to_owned()),
                message: None,
            }),
            ..CandidateUpdate::about(address(1))
        }))
    };
    console.handle(update(1, CandidateState::Provisioning));
    console.handle(failed("DEVICE_UNREACHABLE"));
    console.handle(update(1, CandidateState::Provisioning));
    console.handle(failed("VERIFICATION_TIMEOUT"));
    console.handle(update(1, CandidateState::Verified));
    let events = console.state.monitoring.timeline_events.all();
    let kinds: Vec<_> = events.map(|event| event.kind).collect();
    let [failed, verified] = [TimelineEventKind::Failed, TimelineEventKind::Verified];
    assert_eq!(kinds, [failed, TimelineEventKind::NotConfirmed, verified]);
}

/// A camera has several addresses in a row; its label may show another one than its WiFi station.
#[test]
fn the_allowlist_is_read_while_a_camera_waits_that_is_not_on_it() {
    let mut console = Console::open();
    let is_read = |command: &Command| matches!(command, Command::Allowlist(AllowlistVerb::Read));
    let due = |console: &mut Console| {
        let commands = std::iter::from_fn(|| console.state.due(console.now));
        commands.take(100).filter(is_read).count()
    };
    assert_eq!(due(&mut console), 0);
    let cameras = vec![camera(1), barred(2)];
    let read_again = snapshot("sess_1", SessionState::Active, cameras);
    console.handle(Event::Snapshot(Box::new(read_again)));
    assert_eq!(due(&mut console), 1);
    console.handle(Event::Allowlist(AllowlistReply::List(Ok(Some(Vec::new())))));
    assert_eq!(due(&mut console), 0);
    console.now = console.now + Duration::from_secs(30);
    assert_eq!(due(&mut console), 1);
    console.handle(Event::Allowlist(AllowlistReply::List(Ok(Some(Vec::new())))));
    console.read();
    console.now = console.now + Duration::from_secs(30);
    assert_eq!(due(&mut console), 0, "it is gone");
}

#[test]
fn a_camera_that_does_not_get_onto_the_allowlist_is_not_provisioned_once_it_is_allowed() {
    let verified = Candidate {
        state: CandidateState::Verified,
        ..camera(1)
    };
    let finished = |console: &mut Console| {
        console.tick();
        console
            .state
            .provisioning
            .batch()
            .is_some_and(Batch::is_finished)
    };
    let answer = |kind: ProblemKind| {
        let retryable = kind == ProblemKind::Contract(ErrorCode::RateLimited);
        let refusal = Problem {
            retryable,
            ..*problem(kind, None)
        };
        let failed = AllowlistReply::Added(address(2), Err(Box::new(refusal)));
        Event::Allowlist(failed)
    };
    let refused = |console: &mut Console| {
        console.handle(answer(ProblemKind::NotAvailable));
    };
    let cleared = |console: &mut Console| {
        console.handle(answer(ErrorCode::RateLimited.into()));
        assert!(!finished(console), "it is tried again");
        let clear = Intent::Allowlist(AllowlistIntent::Clear);
        console.state.handle_intent(clear, console.now);
    };
    for ends in [&refused as &dyn Fn(&mut Console), &cleared] {
        let mut console = Console::open();
        let cameras = vec![verified.clone(), barred(2)];
        let read = snapshot("sess_1", SessionState::Active, cameras);
        console.handle(Event::Snapshot(Box::new(read)));
        console.handle(Event::Allowlist(AllowlistReply::List(Ok(Some(Vec::new())))));
        console.push(ProvisioningIntent::ProvisionOnceAllowed(vec![address(2)]));
        let add = Request::AddToAllowlist(NewEntry {
            mac: address(2),
            note: EntryNote::default(),
        });
        console
            .state
            .handle_intent(Intent::Request(add), console.now);
        assert!(!finished(&mut console));
        ends(&mut console);
        assert!(finished(&mut console));
    }
}

#[test]
fn an_unused_entry_one_address_away_is_named_and_never_taken_for_the_camera() {
    let mut console = Console::open();
    let entry = |last, used| AllowlistEntry {
        mac: address(last),
        note: EntryNote::typed("Counter", "c-1"),
        added_at: None,
        used,
        used_at: None,
    };
    let list = |entries| Event::Allowlist(AllowlistReply::List(Ok(Some(entries))));
    let status = |console: &Console, last| console.state.allowlist_status(address(last));
    console.handle(list(vec![entry(5, false), entry(9, true)]));
    for (camera, neighbour) in [(4, Some(5)), (6, Some(5)), (3, None), (8, None)] {
        let Some(AllowlistStatus::Missing(found)) = status(&console, camera) else {
            panic!("camera {camera} is not on the list");
        };
        assert_eq!(found.map(|entry| entry.mac), neighbour.map(address));
    }
    assert_eq!(status(&console, 5), Some(AllowlistStatus::Listed));
}

#[test]
fn a_key_is_shown_as_accepted_by_its_own_pi_only() {
    let now = Now::read();
    let connect = |mut previous: State, url: &str| {
        let mut state = State::new(url, None, now);
        state.take_over(&mut previous, url);
        state
    };
    let mut state = connect(State::new("", None, now), "http://a:8082");
    state.note_live(now);
    let accepted_at = state.settings.key.accepted_at;
    assert_eq!(accepted_at, None, "a Pi in development mode needs no key");
    state.settings.key.place = Some(KeyPlace::Memory);
    state.note_live(now);
    assert_eq!(state.settings.key.accepted_at, Some(now.wall));
    let state = connect(state, "http://b:8082");
    assert_eq!(state.settings.key, KeyStatus::default());
    let state = connect(state, "http://a:8082");
    assert_eq!(state.settings.key.accepted_at, Some(now.wall));
    let urls: Vec<&str> = state
        .connect
        .profiles
        .iter()
        .map(|profile| profile.url.as_str())
        .collect();
    assert_eq!(urls, ["http://a:8082", "http://b:8082"]);
}

#[test]
fn the_time_that_this_computer_slept_counts() {
    let mut console = Console::open();
    let mut read = snapshot("sess_1", SessionState::Active, vec![camera(1)]);
    read.remaining = Some(Duration::from_mins(44));
    read.session.created_at = Some(console.now.wall - Duration::from_mins(1));
    read.pi_time = Some(console.now.wall);
    console.handle(Event::Snapshot(Box::new(read)));
    let left = |console: &Console| {
        let batch = console.state.provisioning.batch()?;
        let elapsed = batch.elapsed(console.now)?;
        Some((batch.left(console.now)?, elapsed))
    };
    let (left_before, elapsed_before) = left(&console).unwrap_or_default();
    assert!(left_before > Duration::from_mins(10), "{left_before:?}");
    let slept = Duration::from_mins(10);
    let jump = ClockJump::Slept(slept);
    let command = console.state.handle_clock_jump(jump, console.now);
    assert!(matches!(command, Command::CheckConnections));
    assert_eq!(
        left(&console),
        Some((left_before.saturating_sub(slept), elapsed_before + slept))
    );
    let command = console.state.handle_clock_jump(ClockJump::Set, console.now);
    assert!(matches!(command, Command::CheckConnections));
    assert_eq!(
        left(&console),
        Some((left_before.saturating_sub(slept), elapsed_before + slept)),
        "a clock that was set says nothing about the time that has passed"
    );
}

/// A session was started with this console.
fn started() -> Console {
    let mut console = Console::new(None);
    console.push(start());
    let started = snapshot("sess_1", SessionState::Discovering, Vec::new());
    console.handle(Event::Reply(Reply::Started(Ok(Box::new(started)))));
    console
}

fn set(console: &mut Console, setting: Setting, value: &str) {
    let configuration = &mut console.state.settings.configuration;
    let set = configuration.apply(Origin::File, setting, value);
    assert_eq!(set, Ok(()));
    console.tick();
}

#[test]
fn the_passphrase_of_the_last_start_is_wiped_when_a_kiosk_is_locked() {
    let mut console = started();
    console.state.kiosk.unlock(console.now);
    set(&mut console, Setting::Kiosk, "true");
    assert!(console.state.provisioning.last_network().is_some());
    console.state.kiosk.lock();
    console.tick();
    assert!(console.state.provisioning.last_network().is_none());
}

#[test]
fn the_passphrase_of_the_last_start_is_not_kept_if_that_is_switched_off() {
    let mut console = started();
    console.tick();
    assert!(console.state.provisioning.last_network().is_some());
    set(&mut console, Setting::KeepPassphrase, "false");
    assert!(console.state.provisioning.last_network().is_none());
}

#[test]
fn clocks_that_disagree_are_said_once() {
    let lines = |pi_time: fn(Now) -> Timestamp| {
        let mut console = Console::open();
        let before = console.log_lines();
        for _ in 0..2 {
            let mut read = snapshot("sess_1", SessionState::Active, vec![camera(1)]);
            read.pi_time = Some(pi_time(console.now));
            console.handle(Event::Snapshot(Box::new(read)));
        }
        console.log_lines() - before
    };
    assert_eq!(lines(|now| now.wall), 0);
    assert_eq!(lines(|now| now.wall - Duration::from_hours(3)), 1);
    assert_eq!(lines(|now| now.wall + Duration::from_hours(3)), 1);
}
