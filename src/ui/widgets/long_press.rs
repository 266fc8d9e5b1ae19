//! How long something is held: by a finger that rests longer than a click, or by the space bar.

use egui::{Key, Response, Ui};

/// Seconds since `response` was pressed and not let go; `None`: it is not held. egui's own `is_pointer_button_down_on` forgets a finger that
/// rests for longer than 0.8 s.
pub fn held_for(ui: &Ui, response: &Response) -> Option<f64> {
    let by_key = response.has_focus() && ui.input(|input| input.key_down(Key::Space));
    let (is_down, time) = ui.input(|input| (input.pointer.any_down(), input.time));
    let since: Option<f64> = ui.data(|data| data.get_temp(response.id));
    let by_finger = is_down && (since.is_some() || response.is_pointer_button_down_on());
    if !by_key && !by_finger {
        ui.data_mut(|data| data.remove_temp::<f64>(response.id));
        return None;
    }
    let since = since.unwrap_or(time);
    ui.data_mut(|data| data.insert_temp(response.id, since));
    Some(time - since)
}
