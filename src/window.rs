//! Opens the desktop window, and reports in one sentence why it cannot be opened.

use std::{
    backtrace::Backtrace,
    panic::{self, AssertUnwindSafe, Location},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::bail;
use pidash::app::{App, AppConfig};

/// Whether the window is open. Before that, a panic of the windowing library means that there is no
/// display.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Width and height of the first window, in points.
const USUAL_SIZE: [f32; 2] = [1280.0, 800.0];

/// The remedy when no window opens. The cause is in the log at debug: the messages of the libraries
/// mean nothing to a technician.
const NO_WINDOW: &str = "cannot open a window: start pidash in a desktop session (DISPLAY or WAYLAND_DISPLAY is set) that has \
     OpenGL, with the packages libxkbcommon-x11-0, libegl1 and libgl1-mesa-dri installed";

/// The message when the desktop closes an open window.
const LOST_WINDOW: &str = "the window is lost: the desktop session or its OpenGL has gone away";

/// Opens the window and returns when it is closed.
///
/// # Errors
/// There is no display, no OpenGL, or a library of the desktop is missing; the application cannot
/// start or failed.
pub fn open(config: AppConfig) -> anyhow::Result<ExitCode> {
    log_panics();
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(config)));
    match (outcome, OPEN.load(Ordering::Relaxed)) {
        (Ok(Ok(())), _) => Ok(ExitCode::SUCCESS),
        (Ok(Err(eframe::Error::AppCreation(error))), _) => Err(anyhow::Error::from_boxed(error)),
        (Ok(Err(error)), opened) => {
            tracing::debug!(%error, "the window failed");
            bail!(if opened { LOST_WINDOW } else { NO_WINDOW })
        }
        (Err(_), true) => bail!("stopped by an internal error; the line above says where"),
        (Err(_), false) => bail!(NO_WINDOW),
    }
}

fn run(config: AppConfig) -> eframe::Result {
    let size = config.files.window.read().sensible_size();
    let kiosk = config.configuration.settings().kiosk.enabled;
    eframe::run_native(
        "pidash",
        options(size.unwrap_or(USUAL_SIZE), kiosk),
        Box::new(|creation| {
            OPEN.store(true, Ordering::Relaxed);
            let app = App::new(&creation.egui_ctx, config)?;
            Ok(Box::new(app))
        }),
    )
}

/// Once the window is up, a panic is logged by where it happened, never by its message: that may
/// hold a secret.
fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        if OPEN.load(Ordering::Relaxed) {
            let report = crash_report(panic.location(), &Backtrace::force_capture());
            tracing::error!("{report}");
        } else {
            tracing::debug!("no window: {panic}");
        }
    }));
}

/// Says where the program has crashed.
fn crash_report(location: Option<&Location<'_>>, backtrace: &Backtrace) -> String {
    let location = location.map(ToString::to_string).unwrap_or_default();
    format!("internal error at {location}\n{backtrace}")
}

fn options(size: [f32; 2], kiosk: bool) -> eframe::NativeOptions {
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("pidash")
            .with_app_id("pidash")
            .with_inner_size(size)
            .with_min_inner_size([440.0, 360.0])
            .with_fullscreen(kiosk)
            .with_decorations(!kiosk),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_report_names_the_location_and_the_functions_with_their_lines() {
        let report = crash_report(Some(Location::caller()), &Backtrace::force_capture());
        let first = report.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("internal error at src/window.rs:"),
            "{report}"
        );
        assert!(
            report.contains("a_crash_report_names_the_location"),
            "{report}"
        );
        assert!(report.matches("window.rs:").count() >= 2, "{report}");
    }
}
