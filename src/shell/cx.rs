//! What a view of the shell gets in addition to its [`egui::Ui`].

use super::UiState;
use crate::{
    domain::clock::Now,
    features::{
        State,
        intent::Intent,
        provisioning::{
            intent::ProvisioningIntent,
            view::{CameraHistory, ProvisioningUiState, ProvisioningView},
        },
    },
    ui::{Cx, Request},
};

/// What a view of the shell gets in addition to its [`egui::Ui`]: the root state, the transient
/// state of all views, the time of the frame, and the list of what the person asks for.
pub(crate) struct ShellCx<'a> {
    pub state: &'a State,
    pub ui_state: &'a mut UiState,
    pub now: Now,
    pub intents: Vec<Intent>,
}

impl<'a> ShellCx<'a> {
    pub fn new(state: &'a State, ui_state: &'a mut UiState, now: Now) -> Self {
        Self {
            state,
            ui_state,
            now,
            intents: Vec::new(),
        }
    }

    pub fn push(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    pub fn request(&mut self, request: Request) {
        self.intents.push(Intent::Request(request));
    }

    /// Draws a view of one feature; `wrap` turns its intents into those of the window.
    pub fn feature<S: ?Sized, I, R>(
        &mut self,
        state: &S,
        wrap: fn(I) -> Intent,
        draw: impl FnOnce(&mut Cx<'_, S, I>, &mut UiState) -> R,
    ) -> R {
        let (mut intents, mut requests) = (Vec::new(), Vec::new());
        let mut cx = Cx::new(state, self.now, &mut intents, &mut requests);
        let drawn = draw(&mut cx, self.ui_state);
        self.intents.extend(intents.into_iter().map(wrap));
        self.intents
            .extend(requests.into_iter().map(Intent::Request));
        drawn
    }

    /// Draws a view of the provisioning feature, which shows parts of other features.
    pub fn provisioning(
        &mut self,
        draw: impl FnOnce(
            &mut Cx<'_, ProvisioningView<'_>, ProvisioningIntent>,
            &mut ProvisioningUiState,
        ),
    ) {
        let state = self.state;
        let now = self.now;
        let view = ProvisioningView {
            provisioning: &state.provisioning,
            preflight: &|target| state.preflight(target, now),
            allowlist_status: &|mac| state.allowlist_status(mac),
            is_stale: state.stale_for(self.now).is_some(),
        };
        self.feature(&view, Intent::Provisioning, |cx, ui_state| {
            draw(cx, &mut ui_state.provisioning);
        });
    }

    /// What the logs say of the camera whose details are open.
    pub(super) fn camera_history(&mut self) -> CameraHistory<'a> {
        let state = self.state;
        let Some(mac) = self.ui_state.provisioning.camera() else {
            return CameraHistory::default();
        };
        let log = &state.diagnostics.log;
        let found = self.ui_state.camera_log.found(log, mac);
        let rows = (0..found.len()).filter_map(|row| found.newest(row));
        let pi_log = rows.filter_map(|number| log.get(number));
        CameraHistory::new(
            state.notices.about(mac),
            pi_log,
            &state.diagnostics.log_stream,
        )
    }
}
