//! Sessions that are not open: the offer to resume one, the newest beside the start form, and the page
//! of all of them.

pub(crate) mod banner;
pub(crate) mod discard_dialog;
pub(crate) mod history_page;
pub(crate) mod past_cameras;
pub(crate) mod recent;

pub use banner::recovery_banner_ui;
pub use discard_dialog::discard_dialog_ui;
pub use history_page::history_page_ui;
pub use recent::recent_ui;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    domain::{
        clock::Now,
        session::{Session, SessionId},
    },
    features::recovery::{intent::RecoveryIntent, state::Recovery},
    tr,
    ui::{Cx, format},
};

/// What each view of the feature gets in addition to its [`egui::Ui`].
type RecoveryCx<'a> = Cx<'a, Recovery, RecoveryIntent>;

/// What the person looks at.
#[derive(Debug, Default)]
pub struct RecoveryUiState {
    /// The session to discard once the person has confirmed it.
    discard: Option<SessionId>,
    /// The page of past sessions is open.
    pub shows_history: bool,
    /// The past session whose cameras are shown instead of the list.
    shown: Option<SessionId>,
    /// Past sessions are shown beside the start form.
    pub shows_recent: bool,
}

impl RecoveryUiState {
    /// Goes from the cameras of a session to the list, and from there to the open session or the start
    /// form.
    pub fn back(&mut self) {
        if self.shown.take().is_none() {
            self.shows_history = false;
        }
    }

    /// Shows the cameras of a past session.
    fn show(&mut self, id: SessionId) {
        self.shows_history = true;
        self.shown = Some(id);
    }
}

/// The target network, or words for it if it is not known.
fn network(session: &Session) -> String {
    if session.target_ssid.is_empty() {
        tr!("recovery-unknown-network").to_owned()
    } else {
        session.target_ssid.clone()
    }
}

/// `5 found, 3 provisioned, 2 verified, 1 failed`.
fn counts(session: &Session) -> String {
    tr!(
        "recovery-counts",
        found = session.device_count,
        provisioned = session.provisioned_count,
        verified = session.verified_count,
        failed = session.failed_count,
    )
}

/// The time of day of something that was today, else also the day.
fn when_from(at: Option<Timestamp>, now: Now) -> String {
    let zone = TimeZone::system();
    let today = now.wall.to_zoned(zone.clone()).date();
    match at.map(|at| at.to_zoned(zone)) {
        Some(zoned) if zoned.date() == today => zoned.strftime("%H:%M").to_string(),
        _ => when(at),
    }
}

/// The day and the time of day in the time zone of this console.
fn when(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || format::UNKNOWN.to_owned(),
        |at| {
            let zoned = at.to_zoned(TimeZone::system());
            tr!(
                "recovery-when",
                day = zoned.strftime("%d").to_string(),
                month = zoned.month(),
                year = zoned.strftime("%Y").to_string(),
                time = zoned.strftime("%H:%M").to_string(),
            )
        },
    )
}
