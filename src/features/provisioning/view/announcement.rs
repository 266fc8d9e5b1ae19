//! What a screen reader says by itself while a batch runs: how far it is, and not more often than a person can listen to.

use std::time::{Duration, Instant};

use egui::{Id, Role, Ui, accesskit::Live};

use crate::{
    domain::clock::Now,
    features::{State, provisioning::state::Phase},
    tr,
};

/// The least time between two announcements.
const EVERY: Duration = Duration::from_secs(5);

/// What was said last.
#[derive(Debug, Default)]
pub struct AnnouncementUiState {
    said: String,
    at: Option<Instant>,
}

/// Puts the announcement into the accessibility tree; there is nothing to see.
pub fn announcement_ui(ui: &Ui, state: &State, draft: &mut AnnouncementUiState, now: Now) {
    let Phase::Open(batch) = &state.provisioning.phase else {
        *draft = AnnouncementUiState::default();
        return;
    };
    let counts = &batch.counts;
    let (verified, wanted) = (counts.verified, counts.wanted());
    let news = tr!(
        "announcement",
        verified = verified,
        wanted = wanted,
        failed = counts.failed
    );
    let wait = draft
        .at
        .map_or(Duration::ZERO, |at| EVERY.saturating_sub(now.since(at)));
    if news != draft.said {
        if wait.is_zero() {
            (draft.said, draft.at) = (news, Some(now.instant));
        } else {
            ui.ctx().request_repaint_after(wait);
        }
    }
    let id = Id::unique("announcement");
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_value(draft.said.clone());
    });
}
