//! The heading of a group in the list of cameras: it folds the group, and has what can be done for all
//! of it.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::{
    ProvisioningCx, ProvisioningUiState, approval::allow_and_provision_ui, list_layout::Line,
};
use crate::{
    features::provisioning::{batch::Batch, card_list::CardGroup},
    tr,
    ui::{
        icons,
        theme::{STEP, TextRole, Tone},
        widgets::{
            button::name_and_ring,
            label::{cell_ui, text_width},
        },
    },
};

/// Draws the heading into `rect`.
pub fn group_heading_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    rect: Rect,
    line: &Line,
    is_folded: bool,
    ui_state: &mut ProvisioningUiState,
) {
    let (group, count) = (line.group, line.cameras.len());
    let builder = UiBuilder::new()
        .scope_id(egui::Id::unique(("camera group", group)))
        .max_rect(rect)
        .layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        if group == CardGroup::NeedsYou {
            allow_and_provision_ui(ui, cx, batch);
        }
        let end = ui.min_rect().left().min(rect.right());
        let place = rect.with_max_x(end - STEP);
        let response = ui.interact(place, ui.unique_id().with("fold"), Sense::click());
        let name = word(group);
        let action = if is_folded {
            tr!("camera-group-unfold", group = name, count = count)
        } else {
            tr!("camera-group-fold", group = name, count = count)
        };
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &action));
        let icon = if is_folded {
            icons::FOLDED
        } else {
            icons::UNFOLDED
        };
        let text = place.translate(vec2(STEP, 0.0));
        let heading = [
            format!("{icon}  {name}  {count}"),
            format!("{icon}  {count}"),
        ]
        .into_iter()
        .find(|heading| text_width(ui, TextRole::Strong, heading) <= text.width())
        .unwrap_or_default();
        cell_ui(ui, text, TextRole::Strong, tone(group), &heading);
        name_and_ring(ui, &response, &action);
        if response.clicked() {
            ui_state.fold(group, !is_folded);
        }
    });
}

fn word(group: CardGroup) -> &'static str {
    match group {
        CardGroup::NeedsYou => tr!("camera-group-needs-you"),
        CardGroup::Ready => tr!("camera-group-ready"),
        CardGroup::InFlight => tr!("camera-group-in-flight"),
        CardGroup::Verified => tr!("camera-group-verified"),
        CardGroup::Skipped => tr!("camera-group-skipped"),
    }
}

fn tone(group: CardGroup) -> Tone {
    match group {
        CardGroup::NeedsYou => Tone::Bad,
        CardGroup::Verified => Tone::Good,
        CardGroup::Ready | CardGroup::InFlight | CardGroup::Skipped => Tone::Quiet,
    }
}
