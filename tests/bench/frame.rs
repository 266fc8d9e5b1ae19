//! What a frame, an event and the preview of an import cost the processor: layout and tessellation of the whole
//! window, without a GPU.
//!
//! `cargo bench --bench frame`. Without `--bench`, as in `cargo test --benches`, everything runs once, to see that it works.

use std::{
    env,
    hint::black_box,
    io::{self, Write as _},
    time::{Duration, Instant},
};

use egui::{Context, FullOutput, Pos2, RawInput, Rect, Vec2, vec2};
use pidash::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote},
        candidate::{Candidate, CandidateState, CandidateUpdate},
        clock::Now,
        link_state::LinkState,
        mac::MacAddr,
        session::{Session, SessionId, SessionSnapshot, SessionState},
    },
    features::{
        State,
        allowlist::{
            intent::{AllowlistIntent, ImportIntent},
            list_reader,
        },
        intent::Intent,
    },
    messages::{AllowlistReply, BatchEvent, Event},
    shell::{UiState, root_ui},
    ui::theme,
};

const LAPTOP: Vec2 = vec2(1280.0, 800.0);
/// Frames in which egui settles sizes and ends animations; they are not measured.
const WARM_UP_FRAMES: usize = 30;
const RUNS: usize = 500;
/// What a camera goes through, a report for each.
const STEPS: [CandidateState; 4] = [
    CandidateState::Provisioning,
    CandidateState::Provisioned,
    CandidateState::Verifying,
    CandidateState::Verified,
];

fn main() -> io::Result<()> {
    let runs = if env::args().any(|argument| argument == "--bench") {
        RUNS
    } else {
        1
    };
    report("frame, 50 cards", frames(Window::new(50), runs))?;
    report("frame, 500 cards", frames(Window::new(500), runs))?;
    let read_aloud = Window::new(500);
    read_aloud.ctx.enable_accesskit();
    report(
        "frame, 500 cards, screen reader on",
        frames(read_aloud, runs),
    )?;
    report("event, 500 cards", events(500, runs))?;
    report("import preview, 20,000 cameras", previews(20_000, runs))
}

/// Prints the median and the time that 95 of 100 runs keep to.
fn report(what: &str, mut times: Vec<Duration>) -> io::Result<()> {
    times.sort_unstable();
    let milliseconds = |index: usize| times[index].as_secs_f64() * 1000.0;
    let (median, p95) = (times.len() / 2, times.len() * 95 / 100);
    writeln!(
        io::stdout(),
        "{what:<36} median {:8.3} ms   p95 {:8.3} ms",
        milliseconds(median),
        milliseconds(p95)
    )
}

fn frames(mut window: Window, runs: usize) -> Vec<Duration> {
    for _ in 0..WARM_UP_FRAMES {
        window.frame();
    }
    (0..runs).map(|_| window.frame()).collect()
}

/// Each event takes another camera one step further, so that none of them is old news.
fn events(cameras: u16, runs: usize) -> Vec<Duration> {
    let now = Now::read();
    let mut state = console(cameras, now);
    let steps = STEPS.iter().flat_map(|step| moves(0..cameras, step));
    let timed = steps.take(runs).map(|event| {
        let started = Instant::now();
        black_box(state.handle_event(event, now));
        started.elapsed()
    });
    timed.collect()
}

/// Each preview reads a list of cameras that are all on the allowlist already.
fn previews(cameras: u16, runs: usize) -> Vec<Duration> {
    let now = Now::read();
    let mut state = State::new("192.168.1.124:8082", None, now);
    let entry = |camera| AllowlistEntry {
        mac: mac(camera),
        note: EntryNote::default(),
        added_at: None,
        used: false,
        used_at: None,
    };
    let entries = (0..cameras).map(entry).collect();
    let reply = AllowlistReply::List(Ok(Some(entries)));
    state.handle_event(Event::Allowlist(reply), now);
    let lines: Vec<String> = (0..cameras).map(|camera| mac(camera).to_string()).collect();
    let list = lines.join("\n");
    let timed = (0..runs).map(|_| {
        let started = Instant::now();
        let preview = ImportIntent::Preview(list_reader::read_text(&list));
        let preview = Intent::Allowlist(AllowlistIntent::Import(preview));
        black_box(state.handle_intent(preview, now));
        started.elapsed()
    });
    timed.collect()
}

/// The window on a batch in the middle of its work, at a time that it is told.
struct Window {
    ctx: Context,
    state: State,
    ui_state: UiState,
    opened: Now,
    now: Now,
}

impl Window {
    fn new(cameras: u16) -> Self {
        let now = Now::read();
        let ctx = Context::default();
        theme::install(&ctx);
        let mut state = console(cameras, now);
        for (taken, step) in STEPS.iter().enumerate() {
            // Every fifth camera still waits, every fifth is verified, and the others stand in between.
            let reached = (0..cameras).filter(|camera| usize::from(camera % 5) > taken);
            for event in moves(reached, step) {
                state.handle_event(event, now);
            }
        }
        Self {
            ctx,
            state,
            ui_state: UiState::default(),
            opened: now,
            now,
        }
    }

    /// Draws a frame one second after the last one, so that the counters on the screen are laid out anew.
    fn frame(&mut self) -> Duration {
        self.now = self.now + Duration::from_secs(1);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, LAPTOP)),
            time: Some(self.now.since(self.opened.instant).as_secs_f64()),
            ..RawInput::default()
        };
        let started = Instant::now();
        let output = self.draw(input);
        let spent = started.elapsed();
        output.drop_without_applying_deltas();
        spent
    }

    fn draw(&mut self, input: RawInput) -> FullOutput {
        let mut output = self.ctx.run_ui(input, |ui| {
            black_box(root_ui(ui, &self.state, &mut self.ui_state, self.now));
        });
        let shapes = std::mem::take(&mut output.shapes);
        black_box(self.ctx.tessellate(shapes, output.pixels_per_point));
        output
    }
}

/// A console that has just read a session with as many cameras, all of them discovered.
fn console(cameras: u16, now: Now) -> State {
    let id = SessionId::new("sess_24031dc61aea");
    let mut state = State::new("192.168.1.124:8082", Some(id.clone()), now);
    let live = LinkState::Live { since: now.instant };
    state.handle_event(Event::Stream(live), now);
    let snapshot = SessionSnapshot {
        session: Session {
            id,
            state: SessionState::Active,
            target_ssid: "ShopNet-24".to_owned(),
            created_at: Some(now.wall),
            expires_at: Some(now.wall + Duration::from_mins(30)),
            updated_at: None,
            device_count: 0,
            provisioned_count: 0,
            verified_count: 0,
            failed_count: 0,
        },
        candidates: Some((0..cameras).map(discovered).collect()),
        remaining: None,
        network: None,
        pi_time: Some(now.wall),
    };
    state.handle_event(Event::Snapshot(Box::new(snapshot)), now);
    state
}

fn discovered(camera: u16) -> Candidate {
    let [high, low] = camera.to_be_bytes();
    Candidate {
        ip: Some([192, 168, 4 + high, low].into()),
        rssi_dbm: Some(-58),
        firmware_version: Some("1.3.0".to_owned()),
        in_allowlist: true,
        ..Candidate::unknown(mac(camera))
    }
}

fn mac(camera: u16) -> MacAddr {
    let [high, low] = camera.to_be_bytes();
    MacAddr::new([0x24, 0x6F, 0x28, 0x10, high, low])
}

/// The events of the Pi when these cameras reach `step`.
fn moves(
    cameras: impl IntoIterator<Item = u16>,
    step: &CandidateState,
) -> impl Iterator<Item = Event> {
    cameras.into_iter().map(|camera| {
        let update = CandidateUpdate {
            state: Some(step.clone()),
            ..CandidateUpdate::about(mac(camera))
        };
        Event::Batch(BatchEvent::Candidate(update))
    })
}
