//! The provisioning tab: the start form, or the session with its cameras.

pub(crate) mod announcement;
pub(crate) mod approval;
pub(crate) mod camera_cursor;
pub(crate) mod camera_dialog;
pub(crate) mod camera_history;
pub(crate) mod camera_list;
pub(crate) mod camera_row;
pub(crate) mod card;
pub(crate) mod card_view_model;
pub(crate) mod dialogs;
pub(crate) mod filters;
pub(crate) mod glance;
pub(crate) mod group_heading;
pub(crate) mod likely_causes;
pub(crate) mod list_layout;
pub(crate) mod positions_dialogs;
pub(crate) mod positions_panel;
pub(crate) mod preflight;
pub(crate) mod session_actions;
pub(crate) mod session_panel;
pub(crate) mod several_cameras;
pub(crate) mod start_form;

pub use announcement::announcement_ui;
pub use camera_cursor::CameraKey;
pub use camera_history::CameraHistory;
pub use dialogs::{dialogs_ui, in_flight_ui, keep_button_ui};
pub use glance::glance_ui;
pub use start_form::start_problem_ui;

use std::{
    mem,
    time::{Duration, Instant},
};

use egui::{CornerRadius, Frame, Margin, Panel, ScrollArea, Sense, Ui, vec2};
use strum::VariantArray as _;

use crate::{
    domain::{
        clock::Now,
        mac::MacAddr,
        preflight::{CheckResult, Target},
        problem::Problem,
        session::SessionId,
        wifi_code::WifiCode,
    },
    features::provisioning::{
        batch::Batch,
        card::{AllowlistStatus, Card},
        card_list::{CardGroup, ListStyle},
        intent::ProvisioningIntent,
        state::{Phase, Provisioning},
    },
    tr,
    ui::{
        Cx,
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::Button, label::label_ui, problem::problem_ui, retry_countdown::RetryAction,
        },
    },
};
use announcement::AnnouncementUiState;
use camera_cursor::CameraCursor;
use card_view_model::CardView;
use dialogs::Dialog;
use list_layout::{Folds, ListLayout};
use positions_dialogs::PositionsUiState;
use start_form::StartUiState;

/// Height of a row in the bar of actions on the small display.
const ACTION_ROW_HEIGHT: f32 = 56.0;
/// A read that takes less than this shows nothing: a flash of grey is worse than nothing.
const SKELETON_AFTER: Duration = Duration::from_millis(200);

/// What the views of the tab draw: the state of the feature, and what other parts of the window
/// know.
#[derive(Clone, Copy)]
pub struct ProvisioningView<'a> {
    /// The state of the tab.
    pub provisioning: &'a Provisioning,
    /// What the allowlist knows of a camera; `None` if there is no allowlist.
    pub allowlist_status: &'a dyn Fn(MacAddr) -> Option<AllowlistStatus>,
    /// The checks before a start, with the target network as it is typed.
    pub preflight: &'a dyn Fn(Option<&Target>) -> Vec<CheckResult>,
    /// The event stream is down for so long that the state may be out of date.
    pub is_stale: bool,
}

/// What each view of the tab gets in addition to its [`Ui`].
type ProvisioningCx<'a, 'v> = Cx<'a, ProvisioningView<'v>, ProvisioningIntent>;

/// What the person types and looks at.
#[derive(Debug, Default)]
pub struct ProvisioningUiState {
    start: StartUiState,
    dialog: Option<Dialog>,
    positions: PositionsUiState,
    layout: ListLayout,
    cursor: CameraCursor,
    /// The camera to scroll to in the next frame.
    wanted: Option<MacAddr>,
    /// The cursor goes to that camera, also on a touch display.
    wants_cursor: bool,
    /// How the person wants to see the cameras, whatever their number is.
    style: Option<ListStyle>,
    /// The groups that the person has folded or unfolded, and in which session.
    chosen_folds: [Option<bool>; CardGroup::VARIANTS.len()],
    folds_of: Option<SessionId>,
    announcement: AnnouncementUiState,
}

impl ProvisioningUiState {
    /// Fills the start form in for a session with this network.
    pub fn prefill(&mut self, ssid: &str) {
        self.start.prefill(ssid);
    }

    /// Wipes the passphrase of the start form: the start has been answered.
    pub fn wipe_passphrase(&mut self) {
        self.start.wipe();
    }

    /// Wipes a passphrase that has been in the start form for too long. The time until then.
    pub fn expire_passphrase(&mut self, now: Now) -> Option<Duration> {
        self.start.expire(now)
    }

    /// The window was drawn: a passphrase stays only in a form that is shown.
    pub fn frame_done(&mut self) {
        self.start.frame_done();
    }

    /// How the person wants to see the cameras, if they have said so.
    #[must_use]
    pub fn style(&self) -> Option<ListStyle> {
        self.style
    }

    /// Shows the cameras like that.
    pub fn show_as(&mut self, style: Option<ListStyle>) {
        self.style = style;
    }

    /// What is folded: what a person says, else what is done while something is left to do. A filter or
    /// a search shows all that was asked for, and the small display has tiles of what is done.
    fn folds(&self, batch: &Batch, density: Density) -> Folds {
        if batch.list.is_narrowed() {
            return Folds::default();
        }
        let mut open = batch.list.groups().filter(|(group, _)| !group.is_done());
        let has_open = open.any(|(_, count)| count > 0);
        let mut folds = Folds::default();
        for group in CardGroup::VARIANTS {
            let usual = group.is_done() && has_open && density == Density::Desktop;
            folds[*group as usize] = self.chosen_folds[*group as usize].unwrap_or(usual);
        }
        folds
    }

    fn fold(&mut self, group: CardGroup, is_folded: bool) {
        self.chosen_folds[group as usize] = Some(is_folded);
    }

    /// The camera whose details are open.
    #[must_use]
    pub fn camera(&self) -> Option<MacAddr> {
        match self.dialog {
            Some(Dialog::Camera(mac)) => Some(mac),
            Some(Dialog::Stop | Dialog::Causes | Dialog::Positions | Dialog::PositionOf(_))
            | None => None,
        }
    }

    /// Opens the details of a camera.
    pub fn open_camera(&mut self, mac: MacAddr) {
        self.dialog = Some(Dialog::Camera(mac));
    }

    /// Opens the dialog with all likely causes.
    fn show_causes(&mut self) {
        self.dialog = Some(Dialog::Causes);
    }

    /// Scrolls to a camera, also in a folded group.
    pub fn go_to(&mut self, mac: MacAddr) {
        self.wanted = Some(mac);
    }

    /// Goes to a camera with the cursor, and with its details where those of another are open.
    pub fn select_camera(&mut self, mac: MacAddr) {
        self.go_to(mac);
        self.wants_cursor = true;
        if self.camera().is_some() {
            self.open_camera(mac);
        }
    }

    /// Closes the details of a camera.
    pub fn close_camera(&mut self) {
        self.dialog
            .take_if(|dialog| matches!(dialog, Dialog::Camera(_)));
    }

    /// Fills the start form in from a WiFi code, and gives its button the focus.
    pub fn fill_in(&mut self, code: WifiCode, now: Now) {
        self.start.fill_in(code, now);
        self.start.wants_focus_on_button = true;
    }

    /// Asks whether to stop the session.
    pub fn ask_to_stop(&mut self) {
        self.dialog = Some(Dialog::Stop);
    }
}

/// Draws the session, or the start form.
pub fn provisioning_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    ui_state: &mut ProvisioningUiState,
) {
    let phase = &cx.state.provisioning.phase;
    // Each phase is a page with ids of its own.
    ui.push_id(mem::discriminant(phase), |ui| match phase {
        Phase::Idle(idle) => start_form::start_form_ui(ui, cx, idle, &mut ui_state.start),
        Phase::Reading { since, problem, .. } => {
            reading_ui(ui, cx, *since, problem.as_deref());
        }
        Phase::Open(batch) => {
            // In the smallest windows its problems take more than the page has.
            ScrollArea::vertical()
                .id_salt("session")
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    session_panel::session_panel_ui(ui, cx, batch, ui_state);
                });
            filters::filters_ui(ui, cx, batch, ui_state);
            camera_list::camera_list_ui(ui, cx, batch, ui_state);
        }
    });
}

/// Whether what is shown of the session may be out of date.
fn is_stale(cx: &ProvisioningCx<'_, '_>, batch: &Batch) -> bool {
    batch.interrupted || cx.state.is_stale
}

/// A camera as it is shown.
fn card_view<'a>(cx: &ProvisioningCx<'_, '_>, batch: &'a Batch, card: &'a Card) -> CardView<'a> {
    let status = || (cx.state.allowlist_status)(card.candidate.mac);
    CardView::of(card, batch, status, cx.now).unless_stale(cx.state.is_stale)
}

/// What a button beside the countdown of the session or its start asks for.
fn retry_intent(action: RetryAction) -> ProvisioningIntent {
    match action {
        RetryAction::RetryNow => ProvisioningIntent::RetryNow,
        RetryAction::Stop => ProvisioningIntent::StopRetrying,
    }
}

/// The bar of actions on the small display. It stays at the bottom, within reach of the thumb,
/// while the page above it scrolls.
pub fn action_bar_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    ui_state: &mut ProvisioningUiState,
) {
    if Density::of(ui) != Density::Touch {
        return;
    }
    let margin = Margin::symmetric(3 * MARGIN, MARGIN + MARGIN / 2);
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(margin);
    let phase = &cx.state.provisioning.phase;
    let room = ui.available_width() - f32::from(6 * MARGIN);
    let bar = |rows: f32| {
        Panel::bottom("actions")
            .exact_size(rows * ACTION_ROW_HEIGHT + (rows - 1.0) * STEP + 3.0 * STEP)
            .resizable(false)
            .frame(frame)
    };
    match phase {
        Phase::Reading { .. } => {}
        Phase::Idle(idle) => {
            bar(1.0).show(ui, |ui| {
                ui.horizontal_centered(|ui| {
                    start_form::submit_ui(ui, cx, idle, &mut ui_state.start);
                })
            });
        }
        Phase::Open(batch) => {
            let offers = session_actions::Offers::of(ui, cx.state, batch);
            let rows = session_actions::rows(ui, batch, &offers, room);
            bar(rows).show(ui, |ui| {
                let actions = |ui: &mut Ui| {
                    session_actions::session_actions_ui(ui, cx, batch, offers, ui_state);
                };
                if rows > 1.0 {
                    actions(ui);
                } else {
                    ui.horizontal_centered(actions);
                }
            });
        }
    }
}

/// A session is being read: grey placeholders for its cards, or why it cannot be read.
fn reading_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    since: Instant,
    problem: Option<&Problem>,
) {
    if let Some(problem) = problem {
        if let Some(request) = problem_ui(ui, problem, |ui| leave_ui(ui, cx)) {
            cx.request(request);
        }
        return;
    }
    if cx.now.since(since) < SKELETON_AFTER {
        ui.ctx().request_repaint_after(SKELETON_AFTER);
        return;
    }
    let palette = Palette::of(ui);
    label_ui(ui, TextRole::Body, Tone::Quiet, tr!("batch-reading"));
    for height in [150.0, 110.0, 110.0] {
        let size = vec2(ui.available_width(), height);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        ui.painter()
            .rect_filled(rect, CornerRadius::same(PANEL_RADIUS), palette.surface);
        ui.add_space(STEP);
    }
    ui.horizontal(|ui| leave_ui(ui, cx));
}

fn leave_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>) {
    if Button::secondary(tr!("batch-leave")).pressed(ui) {
        cx.push(ProvisioningIntent::Leave);
    }
}
