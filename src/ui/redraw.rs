//! Requests the frame in which a shown time changes. A view that draws such a text asks for it, so that
//! nothing is drawn for a time that nobody sees.

use std::time::Duration;

use egui::{Rect, Ui};

/// As in [`crate::ui::format::roughly`]: below this age, seconds are shown, then minutes.
const SHOWS_SECONDS: Duration = Duration::from_mins(2);

/// For a text in `shown` that changes each second. All of them change in the same frame.
pub fn each_second(ui: &Ui, shown: Rect) {
    request(ui, shown, Duration::from_secs(1));
}

/// For a text in `shown` with a duration in its largest unit, which changes less often once it is long.
pub fn each_unit(ui: &Ui, shown: Rect, duration: Duration) {
    let seconds = if duration <= SHOWS_SECONDS { 1 } else { 60 };
    request(ui, shown, Duration::from_secs(seconds));
}

/// Requests the first frame of the next `period` of egui's clock.
fn request(ui: &Ui, shown: Rect, period: Duration) {
    if !ui.is_rect_visible(shown) {
        return;
    }
    let (time, period) = (ui.input(|input| input.time), period.as_secs_f64());
    let left = period - time.rem_euclid(period);
    // Rounded up: a frame just before the text changes would be drawn in vain.
    let left = Duration::from_secs_f64(left) + Duration::from_millis(1);
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
        let after = due(7.25, |ui| each_unit(ui, label(), Duration::from_secs(119)));
        assert_eq!(after.as_millis(), 751);
    }

    #[test]
    fn a_text_with_minutes_is_due_in_the_next_minute() {
        let after = due(7.25, |ui| each_unit(ui, label(), Duration::from_secs(121)));
        assert_eq!(after.as_millis(), 52_751);
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
