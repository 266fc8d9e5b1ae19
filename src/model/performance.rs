//! How fast the window is: the rates and percentiles of the last frames and events, for the
//! performance overlay.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

/// How many durations of each kind the percentiles are of.
pub const MOST_DURATIONS: usize = 300;
/// The time that the rates are of, unless there are more frames in it than are kept.
pub const RATE_WINDOW: Duration = Duration::from_secs(10);
/// How many frames the rates are of: those of [`RATE_WINDOW`] at 120 frames per second.
const MOST_FRAMES: usize = 1_200;

/// A frame that was drawn.
#[derive(Debug, Clone)]
pub struct DrawnFrame {
    /// When the window began to handle events and to lay itself out, and when that was done.
    pub began: Instant,
    pub laid_out: Instant,
    /// When the first and the last pixel were painted, where that is known.
    pub painted: Option<[Instant; 2]>,
    /// Events that waited for the window when it began.
    pub queued: usize,
    /// When the events that it shows for the first time were sent to the window.
    pub sent: Vec<Instant>,
    /// Whether it was drawn for the overlay alone: the frame rate is that without the overlay.
    pub is_of_overlay: bool,
}

/// The memory of this process, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProcessMemory {
    pub resident: u64,
    /// The same, shared pages divided among the processes that share them.
    pub proportional: u64,
}

/// What the window runs on.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// When pidash was started.
    pub started_at: Option<Instant>,
    /// The name of the computer, if it has one: `Raspberry Pi 3 Model B Plus Rev 1.3`.
    pub model: Option<String>,
    /// The version of OpenGL and its implementation.
    pub graphics: Option<String>,
}

/// What is measured while the overlay is open.
#[derive(Debug, Default)]
pub struct Performance {
    /// When the first frame began.
    since: Option<Instant>,
    frames: VecDeque<FrameCount>,
    layout: Durations,
    tessellation: Durations,
    painting: Durations,
    event_to_frame: Durations,
    pub memory: Option<ProcessMemory>,
    pub surroundings: Surroundings,
}

/// What the rates need to know of a frame.
#[derive(Debug, Clone, Copy)]
struct FrameCount {
    began: Instant,
    events: usize,
    queued: usize,
    is_of_overlay: bool,
}

/// The 50th and the 99th percentile.
pub type Percentiles = [Duration; 2];

/// What the overlay shows. `None`: not known, or nothing was measured yet.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PerformanceFigures {
    /// Per second.
    pub frame_rate: Option<f64>,
    pub event_rate: Option<f64>,
    /// Events that waited for the window at its last frame, and the most at one of [`RATE_WINDOW`].
    pub queued: [usize; 2],
    /// Handling events and laying out.
    pub layout: Option<Percentiles>,
    /// From the layout to the first pixel.
    pub tessellation: Option<Percentiles>,
    /// From the first pixel to the last one.
    pub painting: Option<Percentiles>,
    /// From an event that is sent to the window, to the last pixel of the frame that shows it.
    pub event_to_frame: Option<Percentiles>,
    pub memory: Option<ProcessMemory>,
}

impl Performance {
    pub fn record(&mut self, frame: &DrawnFrame) {
        self.since.get_or_insert(frame.began);
        if self.frames.len() == MOST_FRAMES {
            self.frames.pop_front();
        }
        self.frames.push_back(FrameCount {
            began: frame.began,
            events: frame.sent.len(),
            queued: frame.queued,
            is_of_overlay: frame.is_of_overlay,
        });
        let between = |from: Instant, to: Instant| to.saturating_duration_since(from);
        self.layout.push(between(frame.began, frame.laid_out));
        if let Some([first, last]) = frame.painted {
            self.tessellation.push(between(frame.laid_out, first));
            self.painting.push(between(first, last));
            for sent in &frame.sent {
                self.event_to_frame.push(between(*sent, last));
            }
        }
    }

    #[must_use]
    pub fn figures(&self, now: Instant) -> PerformanceFigures {
        let age = |at: Instant| now.saturating_duration_since(at);
        let frames = || {
            let frames = self.frames.iter().rev();
            frames.take_while(|frame| age(frame.began) <= RATE_WINDOW)
        };
        let since = match self.frames.front() {
            Some(oldest) if self.frames.len() == MOST_FRAMES => Some(oldest.began),
            _ => self.since,
        };
        let window = since.map(|since| age(since).min(RATE_WINDOW));
        let window = window.filter(|window| !window.is_zero());
        let rate = |count: usize| {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            window.map(|window| f64::from(count) / window.as_secs_f64())
        };
        let last = self.frames.back().map_or(0, |frame| frame.queued);
        let most = frames().map(|frame| frame.queued).max();
        PerformanceFigures {
            frame_rate: rate(frames().filter(|frame| !frame.is_of_overlay).count()),
            event_rate: rate(frames().map(|frame| frame.events).sum()),
            queued: [last, most.unwrap_or(0)],
            layout: self.layout.percentiles(),
            tessellation: self.tessellation.percentiles(),
            painting: self.painting.percentiles(),
            event_to_frame: self.event_to_frame.percentiles(),
            memory: self.memory,
        }
    }
}

/// The last [`MOST_DURATIONS`] of one kind.
#[derive(Debug, Default)]
struct Durations(VecDeque<Duration>);

impl Durations {
    fn push(&mut self, duration: Duration) {
        if self.0.len() == MOST_DURATIONS {
            self.0.pop_front();
        }
        self.0.push_back(duration);
    }

    fn percentiles(&self) -> Option<Percentiles> {
        let mut sorted: Vec<Duration> = self.0.iter().copied().collect();
        sorted.sort_unstable();
        // The nearest rank: the least duration that so many percent do not exceed.
        let percentile = |percent: usize| {
            let rank = (sorted.len() * percent).div_ceil(100);
            sorted.get(rank.checked_sub(1)?).copied()
        };
        Some([percentile(50)?, percentile(99)?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    fn percentiles(durations: impl IntoIterator<Item = u64>) -> Option<Percentiles> {
        let mut ring = Durations::default();
        for duration in durations {
            ring.push(ms(duration));
        }
        ring.percentiles()
    }

    /// A frame of 3 ms of layout, 2 ms of tessellation and 5 ms of painting.
    fn frame(began: Instant) -> DrawnFrame {
        DrawnFrame {
            began,
            laid_out: began + ms(3),
            painted: Some([began + ms(5), began + ms(10)]),
            queued: 0,
            sent: Vec::new(),
            is_of_overlay: false,
        }
    }

    #[test]
    fn a_percentile_is_the_nearest_rank_of_the_last_300() {
        assert_eq!(percentiles([]), None);
        assert_eq!(percentiles([7]), Some([ms(7), ms(7)]));
        assert_eq!(percentiles([9, 1]), Some([ms(1), ms(9)]));
        assert_eq!(percentiles([5, 1, 3]), Some([ms(3), ms(5)]));
        assert_eq!(percentiles((1..=100).rev()), Some([ms(50), ms(99)]));
        // Of 200, two may be above it.
        let with_slow = |slow: u64| (0..200).map(move |index| if index < slow { 80 } else { 4 });
        assert_eq!(percentiles(with_slow(2)), Some([ms(4), ms(4)]));
        assert_eq!(percentiles(with_slow(3)), Some([ms(4), ms(80)]));
        // The first 100 are forgotten: 101 to 400 are left.
        assert_eq!(percentiles(1..=400), Some([ms(250), ms(397)]));
    }

    #[test]
    fn a_frame_is_divided_into_layout_tessellation_and_painting() {
        let sent = Instant::now();
        let began = sent + ms(20);
        let mut performance = Performance::default();
        performance.record(&DrawnFrame {
            sent: vec![sent, sent + ms(21)],
            ..frame(began)
        });
        let figures = performance.figures(began + ms(10));
        assert_eq!(figures.layout, Some([ms(3); 2]));
        assert_eq!(figures.tessellation, Some([ms(2); 2]));
        assert_eq!(figures.painting, Some([ms(5); 2]));
        assert_eq!(figures.event_to_frame, Some([ms(9), ms(30)]));
        let mut performance = Performance::default();
        performance.record(&DrawnFrame {
            painted: None,
            sent: vec![began],
            ..frame(began)
        });
        let figures = performance.figures(began + ms(10));
        assert_eq!(figures.layout, Some([ms(3); 2]));
        assert_eq!((figures.tessellation, figures.painting), (None, None));
        assert_eq!(figures.event_to_frame, None, "not known without a painter");
    }

    #[test]
    fn the_rates_are_those_of_the_last_ten_seconds_without_the_frames_of_the_overlay() {
        let start = Instant::now();
        let mut performance = Performance::default();
        assert_eq!(performance.figures(start), PerformanceFigures::default());
        for second in 0..4 {
            performance.record(&DrawnFrame {
                queued: 3,
                sent: vec![start; 3],
                ..frame(start + ms(1_000 * second))
            });
        }
        performance.record(&DrawnFrame {
            queued: 1,
            sent: vec![start],
            is_of_overlay: true,
            ..frame(start + ms(3_500))
        });
        let figures = performance.figures(start + ms(4_000));
        assert_eq!(figures.frame_rate, Some(1.0), "4 in 4 s");
        assert_eq!(figures.event_rate, Some(3.25), "13 in 4 s");
        assert_eq!(figures.queued, [1, 3]);
        // The frames at 0, 1 and 2 s are older than 10 s now.
        let figures = performance.figures(start + ms(12_500));
        assert_eq!(figures.frame_rate, Some(0.1));
        assert_eq!(figures.event_rate, Some(0.4));
        assert_eq!(figures.queued, [1, 3]);
        let figures = performance.figures(start + ms(60_000));
        assert_eq!(
            (figures.frame_rate, figures.event_rate),
            (Some(0.0), Some(0.0))
        );
        assert_eq!(figures.queued, [1, 0]);
    }

    #[test]
    fn a_rate_is_right_also_with_more_frames_than_are_kept() {
        let start = Instant::now();
        let mut performance = Performance::default();
        let frames = 5 * MOST_FRAMES as u64;
        for index in 0..frames {
            performance.record(&frame(start + ms(2 * index)));
        }
        assert_eq!(performance.frames.len(), MOST_FRAMES);
        let figures = performance.figures(start + ms(2 * frames));
        assert_eq!(figures.frame_rate, Some(500.0));
    }
}
