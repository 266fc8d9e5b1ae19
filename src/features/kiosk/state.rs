//! The state of a kiosk: the idle display, the lock and its PIN, and the wait for the Pi.

use std::time::{Duration, Instant};

use crate::{
    domain::{clock::Now, settings::KioskSettings},
    features::kiosk::intent::KioskIntent,
};

/// The lock closes automatically after this time without a touch.
const OPEN_FOR: Duration = Duration::from_mins(2);
/// The longest wait after a wrong PIN.
const MAX_PIN_WAIT: Duration = Duration::from_mins(5);
/// Seconds between two shifts of the page, against burn-in.
const SHIFT_INTERVAL: i64 = 180;

/// The brightness of the display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisplayState {
    Bright,
    Dim,
    Black,
}

/// The state of a kiosk.
#[derive(Debug, Clone, Default)]
pub struct Kiosk {
    /// Since when the kiosk has been searching for the Pi of its own computer; `None`: it is not.
    pub waits_since: Option<Instant>,
    /// Whether the lock needs a PIN.
    pub has_pin: bool,
    pub pin: PinEntry,
    /// The last time that something kept the display bright; `None`: not since the start.
    awake_at: Option<Instant>,
    /// The last time that somebody touched it; before the first time, the start.
    touched_at: Option<Instant>,
    open_since: Option<Instant>,
    failed: usize,
}

/// The attempts to enter the PIN. Never the PIN itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PinEntry {
    /// Whether an entered PIN is being checked.
    pub is_checked: bool,
    /// Wrong PINs since the last correct one.
    pub wrong: u32,
    /// No PIN is checked before this time.
    pub again_at: Option<Instant>,
}

impl Kiosk {
    pub fn handle_intent(&mut self, intent: &KioskIntent, now: Now) {
        match intent {
            KioskIntent::Lock => self.lock(),
            KioskIntent::Wake => self.wake(now),
            KioskIntent::Unlock | KioskIntent::TryPin(_) | KioskIntent::SetPin(_) => {}
        }
    }

    /// Notes a wrong PIN: each doubles the wait before the next attempt.
    pub fn pin_was_wrong(&mut self, now: Now) {
        let wait = Duration::from_secs(1 << self.pin.wrong.min(16)).min(MAX_PIN_WAIT);
        self.pin = PinEntry {
            is_checked: false,
            wrong: self.pin.wrong.saturating_add(1),
            again_at: Some(now.instant + wait),
        };
    }

    /// How long until the next PIN is checked; `None`: at once.
    #[must_use]
    pub fn pin_wait(&self, now: Now) -> Option<Duration> {
        let wait = self.pin.again_at.map(|at| now.until(at));
        wait.filter(|wait| !wait.is_zero())
    }

    /// Makes the display bright after a touch, or when something needs attention.
    pub fn wake(&mut self, now: Now) {
        self.awake_at = Some(now.instant);
        self.touched_at = Some(now.instant);
        // A touch also keeps the lock open.
        if self.is_open(now) {
            self.open_since = Some(now.instant);
        }
    }

    /// Keeps the display bright while cameras are in flight, and wakes it when one fails.
    pub fn watch(&mut self, in_flight: usize, failed: usize, now: Now) {
        self.touched_at.get_or_insert(now.instant);
        if self.awake_at.is_none() || in_flight > 0 || failed > self.failed {
            self.awake_at = Some(now.instant);
        }
        self.failed = failed;
    }

    /// How bright the display is now.
    #[must_use]
    pub fn display_state(&self, settings: KioskSettings, now: Now) -> DisplayState {
        let untouched = self.awake_at.map_or(Duration::ZERO, |at| now.since(at));
        let is_over = |limit: Option<Duration>| limit.is_some_and(|limit| untouched >= limit);
        if !settings.enabled {
            DisplayState::Bright
        } else if is_over(minutes(settings.black_after)) {
            DisplayState::Black
        } else if is_over(minutes(settings.dim_after)) {
            DisplayState::Dim
        } else {
            DisplayState::Bright
        }
    }

    /// Whether nobody has touched it for so long that it shows the running batch in large type. The
    /// cameras in flight that keep the display bright touch nothing.
    #[must_use]
    pub fn is_glance_due(&self, settings: KioskSettings, now: Now) -> bool {
        let limit = minutes(settings.glance_after).filter(|_| settings.enabled);
        let touched_at = self.touched_at;
        touched_at.is_some_and(|at| limit.is_some_and(|limit| now.since(at) >= limit))
    }

    /// Which of four offsets the page has now, against burn-in.
    #[must_use]
    pub fn place(now: Now) -> i64 {
        now.wall
            .as_second()
            .div_euclid(SHIFT_INTERVAL)
            .rem_euclid(4)
    }

    /// How long the display stays as it is if nobody touches it.
    #[must_use]
    pub fn next_tick(&self, settings: KioskSettings, now: Now) -> Option<Duration> {
        let awake_at = self.awake_at.filter(|_| settings.enabled)?;
        let untouched = now.since(awake_at);
        let limits = [minutes(settings.dim_after), minutes(settings.black_after)];
        let left = limits.into_iter().flatten();
        let left = left.filter_map(|limit| limit.checked_sub(untouched));
        let glance = minutes(settings.glance_after).zip(self.touched_at);
        let glance = glance.and_then(|(limit, at)| limit.checked_sub(now.since(at)));
        let lock = self
            .open_since
            .map(|at| OPEN_FOR.saturating_sub(now.since(at)));
        let lock = lock.into_iter().chain(self.pin_wait(now));
        let moves = SHIFT_INTERVAL - now.wall.as_second().rem_euclid(SHIFT_INTERVAL);
        let moves = Duration::from_secs(moves.unsigned_abs());
        let moves = (self.display_state(settings, now) != DisplayState::Black).then_some(moves);
        left.chain(glance)
            .chain(lock)
            .filter(|left| !left.is_zero())
            .chain(moves)
            .min()
    }

    /// Whether the lock is open.
    #[must_use]
    pub fn is_open(&self, now: Now) -> bool {
        self.open_since.is_some_and(|at| now.since(at) < OPEN_FOR)
    }

    pub fn unlock(&mut self, now: Now) {
        self.open_since = Some(now.instant);
        self.pin = PinEntry::default();
    }

    pub(crate) fn lock(&mut self) {
        self.open_since = None;
    }
}

/// `None`: never.
fn minutes(limit: f32) -> Option<Duration> {
    (limit > 0.0).then(|| Duration::from_secs_f32(limit * 60.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON: KioskSettings = KioskSettings {
        enabled: true,
        dim_after: 2.0,
        black_after: 10.0,
        glance_after: 0.0,
    };

    fn mins(now: Now, minutes: u64) -> Now {
        now + Duration::from_mins(minutes)
    }

    #[test]
    fn the_display_dims_goes_black_and_wakes_on_a_touch() {
        let now = Now::read();
        let mut kiosk = Kiosk::default();
        kiosk.watch(0, 0, now);
        for (minutes, display_state, left) in [
            (0, DisplayState::Bright, Some(2)),
            (1, DisplayState::Bright, Some(1)),
            (2, DisplayState::Dim, Some(8)),
            (9, DisplayState::Dim, Some(1)),
            (10, DisplayState::Black, None),
            (1_000, DisplayState::Black, None),
        ] {
            let now = mins(now, minutes);
            kiosk.watch(0, 0, now);
            assert_eq!(kiosk.display_state(ON, now), display_state, "{minutes}");
            let left = left.map(Duration::from_mins);
            let tick = kiosk.next_tick(ON, now);
            let moves = tick.is_some_and(|tick| tick.as_secs() <= 180) && tick < left;
            assert!(tick == left || moves, "{minutes}: {tick:?}");
        }
        kiosk.wake(mins(now, 1_000));
        assert_eq!(
            kiosk.display_state(ON, mins(now, 1_001)),
            DisplayState::Bright
        );
    }

    #[test]
    fn zero_minutes_mean_never_and_a_window_never_dims() {
        let now = Now::read();
        let mut kiosk = Kiosk::default();
        kiosk.watch(0, 0, now);
        let black_only = KioskSettings {
            dim_after: 0.0,
            ..ON
        };
        assert_eq!(
            kiosk.display_state(black_only, mins(now, 9)),
            DisplayState::Bright
        );
        assert_eq!(
            kiosk.display_state(black_only, mins(now, 10)),
            DisplayState::Black
        );
        let never = KioskSettings {
            black_after: 0.0,
            ..black_only
        };
        assert_eq!(
            kiosk.display_state(never, mins(now, 9_999)),
            DisplayState::Bright
        );
        let moves = kiosk.next_tick(never, now);
        assert!(moves.is_some_and(|tick| tick.as_secs() <= 180), "{moves:?}");
        let window = KioskSettings::default();
        assert_eq!(
            kiosk.display_state(window, mins(now, 9_999)),
            DisplayState::Bright
        );
        assert_eq!(kiosk.next_tick(window, now), None);
    }

    #[test]
    fn cameras_in_flight_keep_it_awake_and_one_that_fails_wakes_it() {
        let now = Now::read();
        let mut kiosk = Kiosk::default();
        kiosk.watch(1, 0, mins(now, 30));
        assert_eq!(kiosk.display_state(ON, mins(now, 31)), DisplayState::Bright);
        kiosk.watch(0, 1, mins(now, 60));
        assert_eq!(
            kiosk.display_state(ON, mins(now, 61)),
            DisplayState::Bright,
            "it failed"
        );
        kiosk.watch(0, 1, mins(now, 70));
        assert_eq!(
            kiosk.display_state(ON, mins(now, 70)),
            DisplayState::Black,
            "seen before"
        );
    }

    #[test]
    fn the_batch_is_shown_in_large_type_some_time_after_the_last_touch_whatever_is_in_flight() {
        let now = Now::read();
        let mut kiosk = Kiosk::default();
        let one_minute = KioskSettings {
            glance_after: 1.0,
            ..ON
        };
        assert!(
            !kiosk.is_glance_due(one_minute, mins(now, 9)),
            "not started"
        );
        kiosk.watch(3, 0, now);
        let tick = kiosk.next_tick(one_minute, now);
        assert!(tick <= Some(Duration::from_mins(1)), "{tick:?}");
        kiosk.watch(3, 0, mins(now, 1));
        assert!(kiosk.is_glance_due(one_minute, mins(now, 1)));
        assert!(!kiosk.is_glance_due(ON, mins(now, 60)), "never");
        let window = KioskSettings {
            enabled: false,
            ..one_minute
        };
        assert!(!kiosk.is_glance_due(window, mins(now, 60)));
        kiosk.handle_intent(&KioskIntent::Wake, mins(now, 2));
        assert!(!kiosk.is_glance_due(one_minute, mins(now, 2)));
        assert!(kiosk.is_glance_due(one_minute, mins(now, 3)));
    }

    #[test]
    fn each_wrong_pin_doubles_the_wait_up_to_five_minutes() {
        let mut now = Now::read();
        let mut kiosk = Kiosk::default();
        assert_eq!(kiosk.pin_wait(now), None);
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            kiosk.pin_was_wrong(now);
            assert_eq!(kiosk.pin_wait(now), Some(Duration::from_secs(seconds)));
            now = now + Duration::from_secs(seconds);
            assert_eq!(kiosk.pin_wait(now), None);
        }
        kiosk.unlock(now);
        kiosk.pin_was_wrong(now);
        assert_eq!(
            kiosk.pin_wait(now),
            Some(Duration::from_secs(1)),
            "forgiven"
        );
    }

    #[test]
    fn the_lock_closes_two_minutes_after_the_last_touch() {
        let now = Now::read();
        let mut kiosk = Kiosk::default();
        kiosk.wake(now);
        assert!(!kiosk.is_open(now), "a touch alone opens nothing");
        kiosk.unlock(now);
        kiosk.wake(mins(now, 1));
        assert!(kiosk.is_open(mins(now, 2)), "somebody works");
        kiosk.wake(mins(now, 3));
        assert!(!kiosk.is_open(mins(now, 3)), "closed before the touch");
        kiosk.unlock(mins(now, 3));
        kiosk.lock();
        assert!(!kiosk.is_open(mins(now, 3)));
    }
}
