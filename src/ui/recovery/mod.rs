//! Sessions that are not open: the offer to resume one, and the page of all of them.

mod banner;
mod discard_dialog;
mod history_page;

pub use banner::recovery_banner_ui;
pub use discard_dialog::discard_dialog_ui;
pub use history_page::history_page_ui;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    domain::session::{Session, SessionId},
    state::action::{Action, RecoveryAction},
    ui::{Intent, words},
};

/// What the person is looking at.
#[derive(Debug, Default)]
pub struct RecoveryDraft {
    /// The session that is to be discarded, if the person says so once more.
    discard: Option<SessionId>,
    /// The page of past sessions is open.
    pub shows_history: bool,
}

fn recovery(action: RecoveryAction) -> Intent {
    Intent::Do(Action::Recovery(action))
}

/// The target network, as far as it is known.
fn network(session: &Session) -> &str {
    if session.target_ssid.is_empty() {
        "unknown network"
    } else {
        &session.target_ssid
    }
}

/// `5 found, 3 provisioned, 2 verified, 1 failed`.
fn counts(session: &Session) -> String {
    format!(
        "{} found, {} provisioned, {} verified, {} failed",
        session.device_count,
        session.provisioned_count,
        session.verified_count,
        session.failed_count
    )
}

/// The day and the time of day where this console is.
fn when(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || words::UNKNOWN.to_owned(),
        |at| {
            let zoned = at.to_zoned(TimeZone::system());
            zoned.strftime("%d %b %Y, %H:%M").to_string()
        },
    )
}
