//! Tells the desktop what came of a batch while the window is not in front.

use std::sync::Arc;

use super::{
    App,
    jobs::{JobAnswer, JobKind},
};
use crate::{features::provisioning::batch_outcome::BatchOutcome, tr};

/// Shows a notification: its title, its text, and whether it makes a sound. May block: it is called in
/// a background job.
pub type Notify = Arc<dyn Fn(&str, &str, bool) + Send + Sync>;

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
            notification.sound_name("complete");
        }
        if let Err(error) = notification.show() {
            tracing::info!(%error, "the desktop shows no notification");
        }
    })
}

impl App {
    /// Sees how the batch goes.
    pub(crate) fn watch_batch(&mut self, is_in_front: bool) {
        let batch = self.state.provisioning.batch();
        let outcome = self.batch_watch.check(batch.map(|batch| &batch.counts));
        let settings = self.state.settings.configuration.settings();
        let (Some(outcome), Some(notify), true, false) =
            (outcome, &self.notify, settings.notify, is_in_front)
        else {
            return;
        };
        let (title, text) = words(outcome);
        let (notify, sound) = (notify.clone(), settings.sound);
        self.jobs.start(JobKind::Notify, move || {
            notify(&title, &text, sound);
            JobAnswer::Nothing
        });
    }
}

fn words(outcome: BatchOutcome) -> (String, String) {
    match outcome {
        BatchOutcome::Failed(count) => (
            tr!("notify-failed", count = count),
            tr!("notify-failed-text"),
        ),
        BatchOutcome::Ended {
            verified,
            wanted,
            failed: 0,
        } => (
            tr!("notify-ended"),
            tr!("notify-verified", verified = verified, wanted = wanted),
        ),
        BatchOutcome::Ended {
            verified,
            wanted,
            failed,
        } => (
            tr!("notify-ended"),
            tr!(
                "notify-verified-failed",
                verified = verified,
                wanted = wanted,
                failed = failed
            ),
        ),
    }
}
