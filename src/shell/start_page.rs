//! The page before a session: the start form, and beside it, or below it where there is no room, what
//! was done before.

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use crate::{
    features::{intent::Intent, provisioning, provisioning::state::Phase, recovery},
    shell::cx::ShellCx,
    ui::{
        Tab,
        theme::{Density, STEP},
    },
};

/// A page of at least this width has two columns. That of a window of 1000 points has it in each
/// language.
const TWO_COLUMNS: f32 = 840.0;
/// The largest width of the form: longer fields are no easier to fill in.
const FORM_WIDTH: f32 = 600.0;
/// Room between the columns.
const GAP: f32 = 5.0 * STEP;

/// Whether the tab shows this page.
pub fn is_shown(cx: &ShellCx<'_>) -> bool {
    let is_idle = matches!(cx.state.provisioning.phase, Phase::Idle(_));
    is_idle && cx.ui_state.tab == Tab::Provisioning && !cx.ui_state.recovery.shows_history
}

/// Draws the page.
pub fn start_page_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let is_touch = Density::of(ui) == Density::Touch;
    // On the small display it stays in sight while a field scrolls above the on-screen keyboard.
    if is_touch {
        cx.provisioning(|cx, _| provisioning::view::start_problem_ui(ui, cx));
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let recovers = cx.state.settings.features().session_recovery;
        if recovers {
            banner_ui(ui, cx);
        }
        if !is_touch {
            cx.provisioning(|cx, _| provisioning::view::start_problem_ui(ui, cx));
        }
        let room = ui.available_width();
        if is_touch || room < TWO_COLUMNS {
            form_ui(ui, cx, room);
            if recovers {
                ui.add_space(2.0 * STEP);
                recent_ui(ui, cx);
            }
            return;
        }
        ui.horizontal_top(|ui| {
            form_ui(ui, cx, FORM_WIDTH.min((room - GAP) / 2.0));
            if recovers {
                ui.add_space(GAP - ui.spacing().item_spacing.x);
                ui.vertical(|ui| recent_ui(ui, cx));
            }
        });
    });
}

/// The session that can be resumed.
pub fn banner_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    let offer = state.recovery_offer();
    cx.feature(&state.recovery, Intent::Recovery, |cx, ui_state| {
        recovery::view::recovery_banner_ui(ui, cx, offer.as_ref(), &mut ui_state.recovery);
    });
}

fn form_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, width: f32) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        cx.provisioning(|cx, ui_state| provisioning::view::provisioning_ui(ui, cx, ui_state));
    });
}

fn recent_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    let offer = state.recovery_offer();
    let offered = offer.as_ref().map(|offer| &offer.session.id);
    cx.feature(&state.recovery, Intent::Recovery, |cx, ui_state| {
        recovery::view::recent_ui(ui, cx, offered, &mut ui_state.recovery);
    });
}
