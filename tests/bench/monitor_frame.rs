//! What a frame of the monitor tab costs the processor with a day of data: layout and tessellation of the whole window,
//! without a GPU. The target is 2 ms.
//!
//! `cargo bench --bench monitor_frame`. Without `--bench`, as in `cargo test --benches`, everything runs once, to see
//! that it works.

use std::{
    env,
    hint::black_box,
    io::{self, Write as _},
    time::{Duration, Instant},
};

use egui::{
    Context, Event as Input, FullOutput, PointerButton, Pos2, RawInput, Rect, Vec2, pos2, vec2,
};
use pidash::{
    domain::{
        clock::Now,
        health_history::HistoryPoint,
        link_state::LinkState,
        telemetry::{CameraFigures, Telemetry, TelemetrySample, Transport},
    },
    features::State,
    messages::{Event, MonitorEvent},
    shell::{UiState, root_ui},
    ui::theme,
};

const LAPTOP: Vec2 = vec2(1280.0, 800.0);
/// Frames in which egui settles sizes and ends animations; they are not measured.
const WARM_UP_FRAMES: usize = 30;
const RUNS: usize = 500;
/// A day, one every five seconds.
const SAMPLES: i64 = 17_280;
const INTERVAL: Duration = Duration::from_secs(5);
/// The time windows: what they are called, where their chips stand, and how the plots' summaries end then.
const SPANS: [(&str, Pos2, &str); 2] = [
    ("15 min", pos2(300.0, 92.0), "in the last 15 minutes"),
    ("24 h", pos2(476.0, 92.0), "in the last 24 hours"),
];

fn main() -> io::Result<()> {
    let runs = if env::args().any(|argument| argument == "--bench") {
        RUNS
    } else {
        1
    };
    for (span, chip, words) in SPANS {
        let mut window = Window::on_span(chip, words);
        let times = window.frames(runs);
        report(&format!("monitor frame, {span}, screen reader on"), times)?;
        window.ctx.disable_accesskit();
        report(&format!("monitor frame, {span}"), window.frames(runs))?;
    }
    Ok(())
}

/// Prints the median and the time that 95 of 100 runs keep to.
fn report(what: &str, mut times: Vec<Duration>) -> io::Result<()> {
    times.sort_unstable();
    let milliseconds = |index: usize| times[index].as_secs_f64() * 1000.0;
    let (median, p95) = (times.len() / 2, times.len() * 95 / 100);
    writeln!(
        io::stdout(),
        "{what:<38} median {:8.3} ms   p95 {:8.3} ms",
        milliseconds(median),
        milliseconds(p95)
    )
}

/// The window on the monitor tab, at a time that it is told.
struct Window {
    ctx: Context,
    state: State,
    ui_state: UiState,
    opened: Now,
    now: Now,
}

impl Window {
    fn new() -> Self {
        let now = Now::read();
        let ctx = Context::default();
        theme::install(&ctx);
        let mut ui_state = UiState::default();
        ui_state.tab = pidash::ui::Tab::Monitor;
        Self {
            ctx,
            state: console(now),
            ui_state,
            opened: now,
            now,
        }
    }

    /// A window whose plots end their summaries with `words` once the chip at `chip` is pressed.
    fn on_span(chip: Pos2, words: &str) -> Self {
        let mut window = Self::new();
        window.ctx.enable_accesskit();
        window.press(chip);
        let output = window.draw(window.input(Vec::new()));
        let tree = output.platform_output.accesskit_update.as_ref();
        let nodes = tree.into_iter().flat_map(|tree| &tree.nodes);
        let labels = nodes.filter_map(|(_, node)| node.label());
        let plots = labels.filter(|label| label.ends_with(words)).count();
        assert_eq!(plots, 3, "the plots show what is measured");
        output.drop_without_applying_deltas();
        window
    }

    /// Presses what stands there.
    fn press(&mut self, at: Pos2) {
        let button = |pressed| Input::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        // Down and up in one frame: at the pace of these frames, two would be no click.
        let inputs = [
            vec![Input::PointerMoved(at)],
            vec![button(true), button(false)],
            vec![Input::PointerGone],
        ];
        for events in inputs {
            self.frame(events);
        }
    }

    fn frames(&mut self, runs: usize) -> Vec<Duration> {
        for _ in 0..WARM_UP_FRAMES {
            self.frame(Vec::new());
        }
        (0..runs).map(|_| self.frame(Vec::new())).collect()
    }

    /// Takes in the figures of the next interval, and draws the frame that shows them.
    fn frame(&mut self, events: Vec<Input>) -> Duration {
        self.now = self.now + INTERVAL;
        let telemetry = MonitorEvent::Telemetry(Box::new(figures(self.now)));
        self.state.handle_event(Event::Monitor(telemetry), self.now);
        let input = self.input(events);
        let started = Instant::now();
        let output = self.draw(input);
        let spent = started.elapsed();
        output.drop_without_applying_deltas();
        spent
    }

    fn input(&self, events: Vec<Input>) -> RawInput {
        RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, LAPTOP)),
            time: Some(self.now.since(self.opened.instant).as_secs_f64()),
            events,
            ..RawInput::default()
        }
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

/// A console that has watched a Pi for a day.
fn console(now: Now) -> State {
    let mut state = State::new("192.168.1.124:8082", None, now);
    let since = now.instant;
    let live = LinkState::Live { since };
    state.handle_event(Event::Stream(live.clone()), now);
    state.handle_event(Event::Monitor(MonitorEvent::Stream(live)), now);
    let now_ms = now.wall.as_millisecond();
    let points = (1..=SAMPLES).rev().map(|ago| {
        let [cpu, memory, temperature] = values(ago);
        let at_ms = now_ms - ago * 5_000;
        HistoryPoint::new(at_ms, true, [Some(cpu), Some(memory), Some(temperature)])
    });
    state.monitoring.restore(points, [], now);
    state
}

/// Figures that go up and down within each pixel, as real ones do.
fn values(step: i64) -> [f32; 3] {
    let noise = |factor: i64, range: i64| {
        let value = (step * factor).rem_euclid(range);
        i16::try_from(value).map_or(0.0, f32::from)
    };
    [
        10.0 + noise(7_919, 61),
        38.0 + noise(31, 7),
        48.0 + noise(104_729, 9),
    ]
}

fn figures(received: Now) -> Telemetry {
    let [cpu, memory, temperature] = values(received.wall.as_second() / 5);
    let sample = TelemetrySample {
        at: Some(received.wall),
        cpu_percent: Some(cpu.into()),
        memory_percent: Some(memory.into()),
        temperature_celsius: Some(temperature.into()),
        ..TelemetrySample::default()
    };
    let cameras = (0..50).map(|index| CameraFigures {
        id: format!("24:6F:28:10:00:{index:02X}"),
        online: Some(true),
        rssi_dbm: Some(-58),
        ..CameraFigures::default()
    });
    Telemetry {
        cameras: Some(cameras.collect()),
        ..Telemetry::of_sample(Transport::Socket, received, sample)
    }
}
