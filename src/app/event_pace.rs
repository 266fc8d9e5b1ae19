//! When the events of the Pi are drawn: a few at once, those of a longer burst five times a second.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// One frame for all events that come within it (a plain `request_repaint` would draw two).
pub const COALESCE: Duration = Duration::from_millis(2);
/// Between two frames of a longer burst. When 50 cameras are at work there are 60 events a second; nobody can
/// follow so many frames, and without a GPU they would keep both cores of a Pi busy.
const APART: Duration = Duration::from_millis(200);
/// How many frames with events are drawn at once before the next one waits. Those of a few cameras, or one of a
/// camera and the health of the Pi, are no burst.
const AT_ONCE: u32 = 5;

/// Shared between the window and the threads that wake it. Holds when the frames so far would have been drawn
/// at the pace of a burst.
#[derive(Debug, Clone, Default)]
pub struct EventPace(Arc<Mutex<Option<Instant>>>);

impl EventPace {
    /// A frame that begins `now` shows events.
    pub fn note_frame(&self, now: Instant) {
        let mut due = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let after = due.map_or(now, |due| due.max(now)) + APART;
        // Frames for the pointer show events too, and there may be many.
        *due = Some(after.min(now + AT_ONCE * APART));
    }

    /// How long an event that comes `now` waits for its frame.
    pub fn wait(&self, now: Instant) -> Duration {
        let due = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at_once = (AT_ONCE - 1) * APART;
        let left = due.map(|due| due.saturating_duration_since(now + at_once));
        left.unwrap_or_default().max(COALESCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_events_are_drawn_at_once_and_those_of_a_longer_burst_together() {
        let pace = EventPace::default();
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        for millis in [0, 10, 20, 30, 40] {
            assert_eq!(pace.wait(after(millis)), COALESCE, "{millis}");
            pace.note_frame(after(millis));
        }
        assert_eq!(pace.wait(after(50)).as_millis(), 150);
        assert_eq!(pace.wait(after(120)).as_millis(), 80, "the same frame");
        pace.note_frame(after(200));
        assert_eq!(pace.wait(after(201)).as_millis(), 199);
        assert_eq!(pace.wait(after(2000)), COALESCE);
    }

    #[test]
    fn a_burst_of_ten_seconds_takes_five_frames_a_second() {
        let pace = EventPace::default();
        let start = Instant::now();
        let mut frames = 0;
        let mut next = start;
        for event in 0..600 {
            let now = start + Duration::from_millis(event * 16);
            if now >= next {
                pace.note_frame(now);
                frames += 1;
            }
            next = now + pace.wait(now);
        }
        assert!((45..=55).contains(&frames), "{frames}");
    }

    #[test]
    fn after_many_frames_for_the_pointer_an_event_waits_for_one_interval() {
        let pace = EventPace::default();
        let start = Instant::now();
        for frame in 0..100 {
            pace.note_frame(start + Duration::from_millis(16 * frame));
        }
        let last = start + Duration::from_millis(16 * 99);
        assert_eq!(pace.wait(last), APART);
    }
}
