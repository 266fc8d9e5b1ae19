//! Notifies the desktop when a batch ends or a camera fails while the window is not in front.

use std::sync::Arc;

use super::jobs::{JobAnswer, JobKind, Jobs};
use crate::{
    domain::settings::SoundChoice,
    features::{
        State,
        provisioning::batch_outcome::{BatchOutcome, OutcomeWatch},
    },
    tr,
};

/// Shows a notification: its title, its text, and whether it makes a sound. May block: it is called in
/// a background job.
pub type Notify = Arc<dyn Fn(&str, &str, bool) + Send + Sync>;

/// The sound of a notification, as this desktop names it.
const SOUND: &str = if cfg!(windows) { "Default" } else { "complete" };

/// The notifications of this desktop.
#[must_use]
pub fn of_the_desktop() -> Notify {
    Arc::new(|title, text, sound| {
        let mut notification = notify_rust::Notification::new();
        notification
            .appname("pidash")
            .summary(title)
            .body(text)
            .icon("pidash");
        if sound {
            notification.sound_name(SOUND);
        }
        if let Err(error) = notification.show() {
            tracing::info!(%error, "the desktop shows no notification");
        }
    })
}

/// Watches the batch.
pub struct Notifications {
    notify: Option<Notify>,
    watch: OutcomeWatch,
}

impl Notifications {
    pub fn new(notify: Option<Notify>) -> Self {
        Self {
            notify,
            watch: OutcomeWatch::default(),
        }
    }

    /// Notifies the desktop of a result, unless the window is in front. `plays_sounds`: whether
    /// pidash can play sounds itself.
    pub fn update(
        &mut self,
        state: &State,
        is_in_front: bool,
        plays_sounds: bool,
        jobs: &mut Jobs,
    ) {
        let batch = state.provisioning.batch();
        let outcome = self
            .watch
            .check(batch.map(|batch| (&batch.counts, batch.goes_on())));
        let settings = state.settings.configuration.settings();
        let (Some(outcome), Some(notify), true, false) =
            (outcome, &self.notify, settings.notify, is_in_front)
        else {
            return;
        };
        let (title, text) = title_and_text(outcome);
        // Where pidash plays sounds itself, the desktop plays none.
        let is_heard = settings.sound == SoundChoice::On && !plays_sounds;
        let notify = notify.clone();
        jobs.start(JobKind::Notify, move || {
            notify(&title, &text, is_heard);
            JobAnswer::Nothing
        });
    }
}

fn title_and_text(outcome: BatchOutcome) -> (String, String) {
    match outcome {
        BatchOutcome::Failed(count) => (
            tr!("notify-failed", count = count),
            tr!("notify-failed-text").to_owned(),
        ),
        BatchOutcome::Ended {
            verified,
            wanted,
            failed: 0,
            unconfirmed: 0,
        } => (
            tr!("notify-ended").to_owned(),
            tr!("notify-verified", verified = verified, wanted = wanted),
        ),
        BatchOutcome::Ended {
            verified,
            wanted,
            failed,
            unconfirmed,
        } => (
            tr!("notify-ended").to_owned(),
            counted(verified, wanted, failed, unconfirmed),
        ),
    }
}

fn counted(verified: usize, wanted: usize, failed: usize, unconfirmed: usize) -> String {
    if unconfirmed == 0 {
        return tr!(
            "notify-verified-failed",
            verified = verified,
            wanted = wanted,
            failed = failed
        );
    }
    tr!(
        "counts-with-unconfirmed",
        verified = verified,
        wanted = wanted,
        failed = failed,
        unconfirmed = unconfirmed
    )
}
