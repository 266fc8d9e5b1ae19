//! Measures frames and events while the performance overlay is open.
//!
//! eframe tessellates and paints once the window is laid out, and tells the program nothing of it. So
//! the first and the last shape of a frame are paint callbacks: until the first one, the frame is
//! tessellated (and what goes to a screen reader and new glyphs for the GPU are sent); between
//! them, it is painted. The last one reads a pixel, for which the GPU has to be done with all of
//! them. How long the finished picture then waits for the display is not known.

use std::{
    fs, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use eframe::{
    egui_glow::{CallbackFn, Painter},
    glow::HasContext as _,
};
use egui::{Context, LayerId, PaintCallback, Ui};

use super::{App, connection::Connection, process_memory::MemoryReader};
use crate::{
    domain::clock::Now,
    model::performance::{DrawnFrame, Performance, Surroundings},
};

/// How much earlier than noted the frame may come that the overlay has asked for: it asks before it notes the time.
const EARLY: Duration = Duration::from_millis(20);
/// The name of the computer; most PCs do not have it.
const MODEL: &str = "/proc/device-tree/model";

/// Measures one frame after the other.
pub struct FrameTimer {
    memory: Option<MemoryReader>,
    paint_times: Arc<Mutex<PaintTimes>>,
    /// The frame that was begun last.
    frame: Option<TimedFrame>,
    /// When the overlay has asked for a frame.
    refresh_at: Option<Instant>,
}

/// When the first and the last shape of a frame were painted.
#[derive(Debug, Clone, Copy, Default)]
struct PaintTimes {
    first: Option<Instant>,
    last: Option<Instant>,
}

struct TimedFrame {
    began: Instant,
    /// `None`: it is not drawn.
    laid_out: Option<Instant>,
    queued: usize,
    sent: Vec<Instant>,
    is_of_overlay: bool,
}

impl FrameTimer {
    fn start() -> Self {
        let memory = MemoryReader::start();
        let memory = memory.inspect_err(|error| tracing::info!(%error, "memory is not measured"));
        Self {
            memory: memory.ok(),
            paint_times: Arc::default(),
            frame: None,
            refresh_at: None,
        }
    }

    /// Begins a frame, and records the one before, which is painted by now.
    fn begin(&mut self, now: Instant, queued: usize, has_input: bool, into: &mut Performance) {
        let PaintTimes { first, last } = mem::take(&mut *lock(&self.paint_times));
        if let Some(frame) = self.frame.take()
            && let Some(laid_out) = frame.laid_out
        {
            into.record(&DrawnFrame {
                began: frame.began,
                laid_out,
                painted: first.zip(last).map(<[Instant; 2]>::from),
                queued: frame.queued,
                sent: frame.sent,
                is_of_overlay: frame.is_of_overlay,
            });
        }
        into.memory = self.memory.as_ref().and_then(MemoryReader::latest);
        let refresh_at = self.refresh_at.take();
        let is_refresh = refresh_at.is_some_and(|at| now + EARLY >= at);
        self.frame = Some(TimedFrame {
            began: now,
            laid_out: None,
            queued,
            sent: Vec::new(),
            is_of_overlay: is_refresh && !has_input,
        });
    }

    /// Notes when the events were sent that the frame shows.
    fn note_events(&mut self, sent: Vec<Instant>) {
        if let Some(frame) = &mut self.frame {
            frame.is_of_overlay &= sent.is_empty();
            frame.sent.extend(sent);
        }
    }

    /// Notes that the frame is laid out, and after how long the overlay asks for another.
    fn end_layout(&mut self, now: Instant, refresh: Option<Duration>) {
        if let Some(frame) = &mut self.frame {
            frame.laid_out = Some(now);
        }
        self.refresh_at = refresh.map(|refresh| now + refresh);
    }

    /// Adds a shape of which `note` notes when it is painted.
    fn add_shape(
        &self,
        ui: &Ui,
        layer: LayerId,
        note: impl Fn(&mut PaintTimes, &Painter) + Send + Sync + 'static,
    ) {
        let times = self.paint_times.clone();
        let callback = CallbackFn::new(move |_, painter| note(&mut lock(&times), painter));
        ui.ctx().layer_painter(layer).add(PaintCallback {
            rect: ui.content_rect(),
            callback: Arc::new(callback),
        });
    }
}

impl App {
    /// Begins to measure a frame if the overlay is open.
    pub(super) fn begin_frame(&mut self, ctx: &Context, frame: &eframe::Frame, now: Now) {
        let queued = self.queued_events();
        let performance = self.ui_state.performance.measured();
        if let Some(connection) = &self.connection {
            connection.time_events(performance.is_some());
        }
        let Some(performance) = performance else {
            self.frame_timer = None;
            return;
        };
        // egui may lay a frame out again.
        if ctx.current_pass_index() > 0 {
            return;
        }
        let timer = self.frame_timer.get_or_insert_with(|| {
            performance.surroundings = surroundings(frame, self.started_at);
            FrameTimer::start()
        });
        let has_input = ctx.input(|input| !input.events.is_empty());
        timer.begin(now.instant, queued, has_input, performance);
    }

    /// Notes which events the frame shows.
    pub(super) fn note_events(&mut self) {
        let sent = self.connection.as_mut().map(Connection::take_send_times);
        if let Some(timer) = &mut self.frame_timer {
            timer.note_events(sent.unwrap_or_default());
        }
    }

    pub(super) fn begin_layout(&self, ui: &Ui) {
        if let Some(timer) = &self.frame_timer {
            timer.add_shape(ui, ui.layer_id(), |times, _| {
                times.first = Some(Instant::now());
            });
        }
    }

    pub(super) fn end_layout(&mut self, ui: &Ui) {
        let refresh = self.ui_state.performance.refresh();
        if let Some(refresh) = refresh {
            ui.ctx().request_repaint_after(refresh);
        }
        let Some(timer) = &mut self.frame_timer else {
            return;
        };
        timer.add_shape(ui, LayerId::debug(), |times, painter| {
            painter.read_screen_rgba([1, 1]);
            times.last = Some(Instant::now());
        });
        timer.end_layout(Instant::now(), refresh);
    }
}

fn lock(times: &Mutex<PaintTimes>) -> MutexGuard<'_, PaintTimes> {
    times.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the window runs on. The name of the GPU is not there: only unsafe code can ask for it.
fn surroundings(frame: &eframe::Frame, started_at: Instant) -> Surroundings {
    let graphics = frame.gl().map(|gl| {
        let version = gl.version();
        let (major, minor) = (version.major, version.minor);
        let kind = if version.is_embedded { " ES" } else { "" };
        format!("OpenGL{kind} {major}.{minor} {}", version.vendor_info)
    });
    let model = fs::read_to_string(MODEL).ok();
    Surroundings {
        started_at: Some(started_at),
        model: model.map(|model| model.trim_end_matches('\0').to_owned()),
        graphics,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::performance::PerformanceFigures;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// A timer with frames that are drawn at the given times in milliseconds.
    struct Frames {
        timer: FrameTimer,
        start: Instant,
        performance: Performance,
    }

    impl Frames {
        fn new() -> Self {
            let timer = FrameTimer {
                memory: None,
                paint_times: Arc::default(),
                frame: None,
                refresh_at: None,
            };
            Self {
                timer,
                start: Instant::now(),
                performance: Performance::default(),
            }
        }

        /// A frame of 2 ms of layout that shows events which were sent at these times.
        fn draw(&mut self, at: u64, has_input: bool, sent: &[u64]) {
            let Self {
                timer,
                start,
                performance,
            } = self;
            let time = |at: u64| *start + ms(at);
            timer.begin(time(at), sent.len(), has_input, performance);
            timer.note_events(sent.iter().map(|sent| time(*sent)).collect());
            timer.end_layout(time(at + 2), Some(ms(1_100)));
        }

        /// The last frame is painted from the first to the last time.
        fn paint(&mut self, first: u64, last: u64) {
            *lock(&self.timer.paint_times) = PaintTimes {
                first: Some(self.start + ms(first)),
                last: Some(self.start + ms(last)),
            };
        }

        fn figures(&self, at: u64) -> PerformanceFigures {
            self.performance.figures(self.start + ms(at))
        }
    }

    #[test]
    fn a_frame_is_recorded_with_its_painting_once_the_next_one_begins() {
        let mut frames = Frames::new();
        frames.draw(100, false, &[90, 95]);
        assert_eq!(frames.figures(100), PerformanceFigures::default());
        frames.paint(105, 112);
        frames.draw(200, false, &[]);
        let figures = frames.figures(200);
        assert_eq!(figures.layout, Some([ms(2); 2]));
        assert_eq!(figures.tessellation, Some([ms(3); 2]));
        assert_eq!(figures.painting, Some([ms(7); 2]));
        assert_eq!(figures.event_to_frame, Some([ms(17), ms(22)]));
        // That one is not painted: the times of the first one are not its own.
        frames.draw(300, false, &[]);
        assert_eq!(frames.figures(300).painting, figures.painting);
        assert_eq!(frames.performance.figures(frames.start).queued, [0, 2]);
    }

    #[test]
    fn a_frame_that_only_the_overlay_asked_for_does_not_count() {
        let mut frames = Frames::new();
        frames.draw(0, false, &[]);
        // Each one that follows is drawn when the overlay has asked for it.
        frames.draw(1_090, false, &[]);
        frames.draw(2_180, true, &[]);
        frames.draw(3_270, false, &[3_269]);
        frames.draw(4_270, false, &[]);
        frames.draw(5_000, false, &[]);
        assert_eq!(
            frames.figures(5_000).frame_rate,
            Some(0.8),
            "all but the second one"
        );
    }

    #[test]
    fn a_frame_that_is_not_drawn_is_not_recorded() {
        let mut frames = Frames::new();
        let now = frames.start;
        frames.timer.begin(now, 0, false, &mut frames.performance);
        frames.draw(100, false, &[]);
        assert_eq!(frames.figures(100), PerformanceFigures::default());
    }
}
