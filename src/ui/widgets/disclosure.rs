//! A heading that shows or hides what is below it.

use egui::{Sense, Ui, WidgetInfo, vec2};

use crate::ui::{
    icons,
    theme::{Density, TextRole, Tone},
    widgets::{button::name_and_ring, label::cell_ui},
};

/// Draws the heading, as high as a finger needs it, and below it the `content` once it was pressed.
/// `salt` tells it from others of its page.
pub fn disclosure_ui(ui: &mut Ui, salt: &str, title: &str, content: impl FnOnce(&mut Ui)) {
    if named_disclosure_ui(ui, salt, title, title, Tone::Quiet) {
        content(ui);
    }
}

/// Only the heading, with an accessible `name` that is not the title, and with a tone. True if the
/// content is to be shown.
pub fn named_disclosure_ui(ui: &mut Ui, salt: &str, title: &str, name: &str, tone: Tone) -> bool {
    let id = ui.make_persistent_id(("disclosure", salt));
    let mut is_open = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let size = vec2(ui.available_width(), Density::of(ui).target_height());
    let (place, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name));
    let icon = if is_open {
        icons::UNFOLDED
    } else {
        icons::FOLDED
    };
    let tone = if response.hovered() {
        Tone::Plain
    } else {
        tone
    };
    let heading = format!("{icon}  {title}");
    cell_ui(ui, place, TextRole::Strong, tone, &heading);
    name_and_ring(ui, &response, name);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
    if response.clicked() {
        is_open = !is_open;
        ui.data_mut(|data| data.insert_temp(id, is_open));
    }
    is_open
}
