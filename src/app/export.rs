//! Exports what a person asks for into a file, in a background job.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
    time::Duration,
};

use egui::ColorImage;

use super::{
    App,
    jobs::{JobAnswer, JobKind},
    support_bundle::request_lines,
};
use crate::{
    domain::clock::Now,
    features::provisioning::{camera_results::camera_results, csv_export},
    i18n,
    model::notices::Severity,
    storage::{
        exports::{self, Content, Screenshot},
        support_bundle,
    },
    tr,
    ui::Export,
};

/// The longest wait for the picture of the next frame: a hidden window draws none, and a slow computer
/// that is busy takes seconds.
const NEXT_FRAME: Duration = Duration::from_secs(20);

impl App {
    /// Starts to write a file. [`App::export_done`] reports it.
    pub(crate) fn export(&mut self, export: Export, now: Now) {
        let Some(connection) = &self.connection else {
            return;
        };
        let address = connection.server.address();
        let state = &mut self.state;
        let (subject, content) = match export {
            Export::Csv(window) => (address, Content::Csv(state.monitoring.csv(window))),
            Export::Allowlist(macs) => {
                let subject = format!("allowlist-{address}");
                (subject, Content::Csv(state.allowlist.csv(&macs)))
            }
            Export::Batch => {
                let Some(batch) = state.provisioning.batch() else {
                    return;
                };
                let subject = format!("result-{}", batch.session.id.as_str());
                let result = i18n::in_english(|| csv_export::csv(&camera_results(batch, now)));
                (subject, Content::Csv(result))
            }
            Export::PastSession(id) => {
                let subject = format!("result-{}", id.as_str());
                let cameras = state.recovery.past.cameras(&id);
                let result = i18n::in_english(|| csv_export::csv(cameras));
                (subject, Content::Csv(result))
            }
            Export::Requests => {
                let lines = request_lines(state);
                let subject = format!("requests-{address}");
                (subject, Content::Text(lines, "jsonl"))
            }
            Export::Bundle => {
                let parts = state.diagnostics.bundle.take().unwrap_or_default();
                let subject = format!("support-{address}");
                self.start_export(subject, now, move || {
                    support_bundle::zip(&parts).map(Content::Zip)
                });
                return;
            }
            Export::Png => {
                self.export_screenshot(address, now);
                return;
            }
        };
        self.start_export(subject, now, move || Ok(content));
    }

    /// Reports an export at once, and in the event log.
    pub(crate) fn export_done(&mut self, result: &Result<PathBuf, String>, now: Now) {
        match result {
            Ok(path) => {
                let path = path.display().to_string();
                self.report(Severity::Good, tr!("export-saved", path = path), now);
            }
            Err(why) => {
                let text = tr!("export-failed", why = why.as_str());
                self.report(Severity::Error, text, now);
            }
        }
    }

    fn start_export(
        &mut self,
        subject: String,
        now: Now,
        content: impl FnOnce() -> io::Result<Content> + Send + 'static,
    ) {
        let directory = self.files.exports_into.clone();
        self.jobs.start(JobKind::Export, move || {
            let directory = directory.unwrap_or_else(exports::default_directory);
            JobAnswer::Export(write(&directory, &subject, now, content))
        });
    }

    /// The screenshot is available after the next frame: the job waits for it.
    fn export_screenshot(&mut self, subject: String, now: Now) {
        let (tx, rx) = sync_channel(1);
        self.ctx.request_screenshot(move |image| {
            if tx.try_send(image).is_err() {
                tracing::error!("no export waits for the picture of the window");
            }
        });
        self.start_export(subject, now, move || {
            let image = picture(&rx, NEXT_FRAME)?;
            let [width, height] = image
                .size
                .map(|side| u32::try_from(side).unwrap_or(u32::MAX));
            Ok(Content::Png(Screenshot {
                width,
                height,
                rgba: image.as_raw().to_vec(),
            }))
        });
    }
}

/// Waits for the picture of the window.
fn picture(rx: &Receiver<Arc<ColorImage>>, longest: Duration) -> io::Result<Arc<ColorImage>> {
    let image = rx.recv_timeout(longest).ok();
    image.ok_or_else(|| io::ErrorKind::TimedOut.into())
}

fn write(
    directory: &Path,
    subject: &str,
    now: Now,
    content: impl FnOnce() -> io::Result<Content>,
) -> io::Result<PathBuf> {
    exports::write(directory, subject, now.wall, content()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_draws_no_frame_has_a_reason_in_words() {
        let (_window, rx) = sync_channel(1);
        let error = picture(&rx, Duration::ZERO).err();
        let why = error.map(|error| i18n::system_error(error.kind()));
        assert_eq!(why.as_deref(), Some("the system did not answer in time"));
    }
}
