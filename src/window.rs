//! The window of the desktop: how it is opened, and one sentence where it cannot be.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::{Context as _, anyhow};
use pidash::app::{App, AppConfig};

/// Whether the window has come up: until then a panic of the windowing library only means that there is no display.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Opens the window and returns when it is closed.
///
/// # Errors
/// There is no display, no OpenGL, or a library of the desktop is missing.
pub fn open(config: AppConfig) -> anyhow::Result<()> {
    quiet_until_open();
    let run = || {
        eframe::run_native(
            "pidash",
            options(),
            Box::new(|creation| {
                let app = App::new(&creation.egui_ctx, config)?;
                OPEN.store(true, Ordering::Relaxed);
                Ok(Box::new(app))
            }),
        )
    };
    match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(outcome) => outcome.map_err(|error| anyhow!("{error}")),
        Err(_) if OPEN.load(Ordering::Relaxed) => Err(anyhow!("stopped by an internal error; the line above says where")),
        Err(_) => Err(anyhow!("the desktop's libraries did not load")),
    }
    .context(
        "cannot open a window: a desktop session (DISPLAY or WAYLAND_DISPLAY) with OpenGL and the packages \
         libxkbcommon-x11-0, libegl1 and libgl1-mesa-dri is needed",
    )
}

/// Messages of panics may hold anything, so only their place is told, and before the window is up nothing.
fn quiet_until_open() {
    panic::set_hook(Box::new(|panic| {
        if OPEN.load(Ordering::Relaxed) {
            let place = panic
                .location()
                .map(ToString::to_string)
                .unwrap_or_default();
            tracing::error!("internal error at {place}");
        }
    }));
}

fn options() -> eframe::NativeOptions {
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("pidash")
            .with_app_id("pidash")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 440.0]),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    }
}
