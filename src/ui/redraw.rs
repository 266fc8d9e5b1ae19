//! Requests the frame in which a shown time changes. A view that draws such a text asks for it, so that
//! nothing is drawn for a time that nobody sees.

use std::time::Duration;

use egui::{Rect, Ui};

use crate::ui::format::WAIT_STEP;

/// As in [`crate::ui::format::roughly`]: below this age, seconds are shown, then minutes.
const SHOWS_SECONDS: Duration = Duration::from_mins(2);
const MINUTE: Duration = Duration::from_mins(1);

/// For a text in `shown` that changes each second.
pub fn each_second(ui: &Ui, shown: Rect) {
    request(ui, shown, Duration::ZERO);
}

/// For a text in `shown` with an age in its largest unit.
pub fn with_age(ui: &Ui, shown: Rect, age: Duration) {
    let wait = if age < SHOWS_SECONDS {
        Duration::ZERO
    } else {
        MINUTE.saturating_sub(into_minute(age))
    };
    request(ui, shown, wait);
}

/// For a text in `shown` with the time that is left, in its largest unit.
pub fn with_time_left(ui: &Ui, shown: Rect, left: Duration) {
    let wait = if left < SHOWS_SECONDS {
        Duration::ZERO
    } else {
        into_minute(left)
    };
    request(ui, shown, wait);
}

/// For a text in `shown` with the time until the next attempt, as in [`crate::ui::format::wait`]. In the last
/// step, the attempt itself is the next change.
pub fn with_wait(ui: &Ui, shown: Rect, left: Duration) {
    let step = Duration::from_secs(WAIT_STEP);
    if left > step {
        let wait = Duration::from_nanos_u128(left.as_nanos() % step.as_nanos());
        request(ui, shown, wait);
    }
}

/// The part of a duration that exceeds whole minutes.
fn into_minute(duration: Duration) -> Duration {
    Duration::new(duration.as_secs() % 60, duration.subsec_nanos())
}

/// Requests the first second of egui's clock that begins after `wait`: what changes within the same
/// second changes in the same frame.
fn request(ui: &Ui, shown: Rect, wait: Duration) {
    if !ui.is_rect_visible(shown) {
        return;
    }
    let time = ui.input(|input| input.time);
    let at = (time + wait.as_secs_f64()).floor() + 1.0;
    // Rounded up: a frame just before the text changes would be drawn in vain.
    let left = Duration::from_secs_f64(at - time) + Duration::from_millis(1);
    ui.ctx().request_repaint_after(left);
}

#[cfg(test)]
mod tests {
    use egui::{Context, Pos2, RawInput, UiBuilder, ViewportId, vec2};

    use super::*;

    /// When the next frame is due after `add` was drawn at `time`, in seconds.
    fn due(time: f64, add: impl Fn(&mut Ui)) -> Duration {
        let ctx = Context::default();
        let mut due = Duration::ZERO;
        // What egui wants to settle after the first frames is not what is asked for here.
        for _ in 0..3 {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(100.0, 100.0))),
                time: Some(time),
                ..RawInput::default()
            };
            let output = ctx.run_ui(input, |ui| add(ui));
            due = output.viewport_output[&ViewportId::ROOT].repaint_delay;
            output.drop_without_applying_deltas();
        }
        due
    }

    fn label() -> Rect {
        Rect::from_min_size(Pos2::ZERO, vec2(50.0, 10.0))
    }

    #[test]
    fn a_text_with_seconds_is_due_in_the_next_second() {
        let after = due(7.25, |ui| each_second(ui, label()));
        assert_eq!(after.as_millis(), 751);
        let seconds = Duration::from_secs(119);
        for show in [with_age, with_time_left] {
            let after = due(7.25, |ui| show(ui, label(), seconds));
            assert_eq!(after.as_millis(), 751);
        }
    }

    #[test]
    fn a_text_with_minutes_is_due_within_a_second_after_the_next_one() {
        let minutes = Duration::from_secs(185);
        let after = due(7.25, |ui| with_age(ui, label(), minutes));
        assert_eq!(after.as_millis(), 55_751, "4 min after 55 s");
        let after = due(7.25, |ui| with_time_left(ui, label(), minutes));
        assert_eq!(after.as_millis(), 5_751, "2 min after 5 s");
    }

    #[test]
    fn a_wait_for_the_next_attempt_is_due_in_steps_of_five_seconds() {
        let due_with = |millis| {
            let left = Duration::from_millis(millis);
            due(7.25, |ui| with_wait(ui, label(), left)).as_millis()
        };
        assert_eq!(due_with(23_500), 3_751, "20 s after 3.5 s");
        assert_eq!(due_with(7_100), 2_751, "5 s after 2.1 s");
        assert_eq!(due_with(4_200), Duration::MAX.as_millis());
    }

    #[test]
    fn a_text_out_of_sight_is_never_due() {
        let below = label().translate(vec2(0.0, 200.0));
        assert_eq!(due(7.25, |ui| each_second(ui, below)), Duration::MAX);
        let clipped = |ui: &mut Ui| {
            let part = UiBuilder::new().max_rect(label());
            let mut part = ui.new_child(part);
            part.set_clip_rect(label().translate(vec2(0.0, 50.0)));
            each_second(&part, label());
        };
        assert_eq!(due(7.25, clipped), Duration::MAX);
    }
}
