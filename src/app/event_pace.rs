//! When the events of the Pi are drawn: a single one at once, those of a burst ten times a second.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// One frame for all events that come within it (a plain `request_repaint` would draw two).
pub const COALESCE: Duration = Duration::from_millis(2);
/// Between two frames with events. When 50 cameras are at work there are 60 events a second; nobody can
/// follow so many frames, and without a GPU they would keep both cores of a Pi busy.
const APART: Duration = Duration::from_millis(100);

/// Shared between the window and the threads that wake it. Holds when the next event can come without being
/// part of a burst.
#[derive(Debug, Clone, Default)]
pub struct EventPace(Arc<Mutex<Option<Instant>>>);

impl EventPace {
    /// A frame that begins `now` shows events.
    pub fn note_frame(&self, now: Instant) {
        let mut due = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let after = due.map_or(now, |due| due.max(now)) + APART;
        // Frames for the pointer show events too, and there may be many.
        *due = Some(after.min(now + 2 * APART));
    }

    /// How long an event that comes `now` waits for its frame. The second one does not wait: it may well have
    /// nothing to do with the first, as the health of the Pi with a camera.
    pub fn wait(&self, now: Instant) -> Duration {
        let due = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = due.map(|due| due.saturating_duration_since(now + APART));
        left.unwrap_or_default().max(COALESCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_event_is_drawn_at_once_and_those_of_a_burst_together() {
        let pace = EventPace::default();
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        assert_eq!(pace.wait(start), COALESCE);
        pace.note_frame(start);
        assert_eq!(pace.wait(after(10)), COALESCE);
        pace.note_frame(after(12));
        assert_eq!(pace.wait(after(20)).as_millis(), 80);
        assert_eq!(pace.wait(after(60)).as_millis(), 40, "the same frame");
        pace.note_frame(after(100));
        assert_eq!(pace.wait(after(101)).as_millis(), 99);
        assert_eq!(pace.wait(after(400)), COALESCE);
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
