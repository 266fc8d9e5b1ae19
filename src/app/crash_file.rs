//! What is left of a window that ends by a panic: the request log, for support. It records no
//! secrets.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
    time::Duration,
};

use super::{App, support_bundle::request_lines};

/// The longest that the end of the window waits for the disk.
const FLUSH_LIMIT: Duration = Duration::from_secs(5);

impl Drop for App {
    /// Also runs if the window ends by a panic or is taken away by the desktop: what waits for the
    /// disk is written.
    fn drop(&mut self) {
        if thread::panicking() {
            // Another panic here would abort the program.
            let saved = catch_unwind(AssertUnwindSafe(|| self.save_requests()));
            if saved.is_err() {
                tracing::error!("the request log cannot be saved");
            }
        }
        self.files.writer.flush(FLUSH_LIMIT);
    }
}

impl App {
    fn save_requests(&mut self) {
        if let Some(connection) = &self.connection {
            let (entries, dropped) = connection.take_request_log();
            self.state.diagnostics.add_requests(entries, dropped);
        }
        match self.files.crash.write(&request_lines(&self.state)) {
            Ok(()) => {}
            Err(error) => tracing::error!(%error, "the request log cannot be saved"),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
mod tests {
    use std::fs;

    use egui::Context;

    use super::*;
    use crate::{
        app::AppConfig,
        domain::request_log::{RequestLogEntry, RequestOutcome},
        storage::{Files, WindowState},
    };

    fn request(endpoint: &str) -> RequestLogEntry {
        RequestLogEntry {
            at: "2026-11-23T14:03:12Z".parse().unwrap(),
            method: "GET".to_owned(),
            endpoint: endpoint.to_owned(),
            status: Some(200),
            duration: None,
            bytes: 7,
            correlation_id: None,
            outcome: RequestOutcome::Done,
            note: None,
        }
    }

    #[test]
    fn a_panic_in_the_window_saves_the_request_log_and_what_waits_for_the_disk() {
        let directory = tempfile::tempdir().unwrap();
        let files = Files::in_directory(directory.path());
        let path = files.crash.path().unwrap().to_owned();
        let config = AppConfig {
            files: files.clone(),
            ..AppConfig::default()
        };
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let mut app = App::new(&Context::default(), config).unwrap();
            let requests = ["/health", "/api/v1/provisioning/batch/sess_1"].map(request);
            app.state.diagnostics.add_requests(requests, 0);
            app.files.window.set(WindowState::default());
            panic!("injected");
        }));
        assert!(ended.is_err());
        let saved = fs::read_to_string(&path).unwrap();
        assert_eq!(saved.lines().count(), 2, "{saved}");
        assert!(saved.contains("\"endpoint\":\"/api/v1/provisioning/batch/sess_1\""));
        assert!(directory.path().join("window.json").exists());
    }

    #[test]
    fn a_window_that_is_closed_leaves_no_request_log() {
        let directory = tempfile::tempdir().unwrap();
        let files = Files::in_directory(directory.path());
        let path = files.crash.path().unwrap().to_owned();
        let config = AppConfig {
            files,
            ..AppConfig::default()
        };
        let app = App::new(&Context::default(), config).unwrap();
        app.files.window.set(WindowState::default());
        drop(app);
        assert!(directory.path().join("window.json").exists());
        assert!(!path.exists());
    }
}
