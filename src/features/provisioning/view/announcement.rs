//! The progress of the batch for screen readers, announced at most every 5 seconds.

use std::time::{Duration, Instant};

use egui::{Id, Role, Ui, accesskit::Live};

use super::{ProvisioningCx, ProvisioningUiState};
use crate::{features::provisioning::state::Phase, tr};

/// The least time between two announcements.
const INTERVAL: Duration = Duration::from_secs(5);

/// The last announcement.
#[derive(Debug, Default)]
pub struct AnnouncementUiState {
    text: String,
    at: Option<Instant>,
}

/// Puts the announcement into the accessibility tree; it draws nothing.
pub fn announcement_ui(ui: &Ui, cx: &ProvisioningCx<'_, '_>, ui_state: &mut ProvisioningUiState) {
    let last = &mut ui_state.announcement;
    let Phase::Open(batch) = &cx.state.provisioning.phase else {
        *last = AnnouncementUiState::default();
        return;
    };
    let counts = &batch.counts;
    let text = if counts.unconfirmed > 0 {
        tr!(
            "counts-with-unconfirmed",
            verified = counts.verified,
            wanted = counts.wanted(),
            failed = counts.failed,
            unconfirmed = counts.unconfirmed
        )
    } else {
        tr!(
            "announcement",
            verified = counts.verified,
            wanted = counts.wanted(),
            failed = counts.failed
        )
    };
    if text != last.text {
        let wait = last.at.map_or(Duration::ZERO, |at| {
            INTERVAL.saturating_sub(cx.now.since(at))
        });
        if wait.is_zero() {
            (last.text, last.at) = (text, Some(cx.now.instant));
        } else {
            ui.ctx().request_repaint_after(wait);
        }
    }
    let id = Id::unique("announcement");
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_value(last.text.clone());
    });
}
