//! Opens the desktop window, and reports in one sentence why it cannot be opened.

use std::{
    backtrace::Backtrace,
    env,
    ffi::OsStr,
    hint,
    panic::{self, AssertUnwindSafe, Location},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use anyhow::bail;
use pidash::{
    app::{App, AppConfig, USUAL_SIZE},
    tr,
};

use crate::system_fonts;

/// Whether the window is open. Before that, a panic of the windowing library means that there is no
/// display.
static OPEN: AtomicBool = AtomicBool::new(false);

/// A window that failed after it was open (`EX_SOFTWARE`).
const INTERNAL_ERROR: u8 = 70;

/// About what a frame takes and frees, in bytes.
const MEMORY_OF_A_FRAME: usize = 2 << 20;

/// What the desktop shows in its list of windows.
const ICON: &[u8] = include_bytes!("../assets/icons/hicolor/128x128/apps/pidash.png");

/// The remedy when no window opens. The cause is in the log at debug: the messages of the libraries
/// mean nothing to a technician.
#[cfg(windows)]
const NO_WINDOW: &str = "cannot open a window: pidash needs OpenGL 2.1 or OpenGL ES 2.0: install the driver of the graphics card or, where \
     there is none, put opengl32.dll and libgallium_wgl.dll of Mesa beside pidash.exe";
#[cfg(not(windows))]
const NO_WINDOW: &str = "cannot open a window: start pidash in a desktop session (DISPLAY or WAYLAND_DISPLAY is set) that has \
     OpenGL, with the packages libxkbcommon-x11-0, libegl1 and libgl1-mesa-dri installed";

/// The remedy when the environment names a Wayland socket, but not the directory that it is in.
const NO_RUNTIME_DIR: &str = "cannot open a window: XDG_RUNTIME_DIR is not set, which names the directory of WAYLAND_DISPLAY: start pidash in \
     the session of a user; in a service, PAMName=login and the package libpam-systemd set it";

/// The message when the desktop closes an open window.
const LOST_WINDOW: &str = "the window is lost: the desktop session or its OpenGL has gone away";

/// Opens the window and returns when it is closed.
///
/// # Errors
/// There is no display, no OpenGL, or a library of the desktop is missing; the application cannot
/// start or failed.
pub fn open(config: AppConfig) -> anyhow::Result<ExitCode> {
    log_panics();
    let files = config.log.path.clone().zip(config.files.crash.path());
    let files = files.map(|(log, requests)| [log, requests.to_owned()]);
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(config)));
    result(outcome, OPEN.load(Ordering::Relaxed), files)
}

/// `files`: the log and the saved requests, if this window has files.
fn result(
    outcome: thread::Result<eframe::Result>,
    was_open: bool,
    files: Option<[PathBuf; 2]>,
) -> anyhow::Result<ExitCode> {
    match (outcome, was_open) {
        (Ok(Ok(())), _) => Ok(ExitCode::SUCCESS),
        (Ok(Err(eframe::Error::AppCreation(error))), _) => Err(anyhow::Error::from_boxed(error)),
        (Ok(Err(error)), was_open) => {
            tracing::debug!(%error, "the window failed");
            if was_open {
                return Ok(crate::end_with(LOST_WINDOW, INTERNAL_ERROR));
            }
            bail!(no_window_here())
        }
        (Err(_), true) => Ok(crate::end_with(&panicked(files), INTERNAL_ERROR)),
        (Err(_), false) => bail!(no_window_here()),
    }
}

fn no_window_here() -> &'static str {
    let [socket, directory] = ["WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"].map(env::var_os);
    no_window(socket.as_deref(), directory.as_deref())
}

/// Why there is no window, from the variables that name the Wayland socket and its directory.
fn no_window(socket: Option<&OsStr>, directory: Option<&OsStr>) -> &'static str {
    let needs_directory = socket.is_some_and(|socket| Path::new(socket).is_relative());
    if needs_directory && directory.is_none() {
        NO_RUNTIME_DIR
    } else {
        NO_WINDOW
    }
}

/// What to send to support. The place and its backtrace are printed already.
fn panicked(files: Option<[PathBuf; 2]>) -> String {
    let Some(files) = files else {
        return tr!("crash-without-files").to_owned();
    };
    let [log, requests] = files.map(|path| path.display().to_string());
    tr!("crash-with-files", log = log, requests = requests)
}

fn run(config: AppConfig) -> eframe::Result {
    keep_memory_of_a_frame();
    let size = config.files.window.read().sensible_size();
    let size = size.unwrap_or_else(|| USUAL_SIZE.into());
    let kiosk = config.configuration.settings().kiosk.enabled;
    eframe::run_native(
        "pidash",
        options(size, kiosk),
        Box::new(|creation| {
            OPEN.store(true, Ordering::Relaxed);
            system_fonts::install(&creation.egui_ctx, system_fonts::directories());
            let app = App::new(&creation.egui_ctx, config)?;
            Ok(Box::new(app))
        }),
    )
}

/// glibc returns memory to the system as soon as more than 128 KiB at the end of the heap are free. Each frame
/// would free its memory and the next one take it anew, page by page: without a GPU, a third of the time of
/// the main thread. When a larger block is freed, glibc raises the limit to twice its size (`mallopt(3)`,
/// `M_MMAP_THRESHOLD`), so one is freed here. Nothing is written to it: it takes no memory.
fn keep_memory_of_a_frame() {
    drop(hint::black_box(Vec::<u8>::with_capacity(MEMORY_OF_A_FRAME)));
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
    let viewport = egui::ViewportBuilder::default()
        .with_title("pidash")
        .with_app_id("pidash")
        .with_inner_size(size)
        .with_min_inner_size([440.0, 360.0])
        .with_fullscreen(kiosk)
        .with_decorations(!kiosk);
    eframe::NativeOptions {
        viewport: match eframe::icon_data::from_png_bytes(ICON) {
            Ok(icon) => viewport.with_icon(icon),
            Err(_) => viewport,
        },
        renderer: eframe::Renderer::Glow,
        // Those of `system_fonts` are looked for only when one is needed.
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_an_open_window_ends_with_70_and_names_the_files() {
        let panicked = || Err(Box::new("injected") as Box<dyn std::any::Any + Send>);
        let ended = result(panicked(), true, None).map(|code| format!("{code:?}"));
        assert_eq!(
            ended.ok(),
            Some(format!("{:?}", ExitCode::from(INTERNAL_ERROR)))
        );
        let files = ["/state/pidash.log", "/state/crash-requests.jsonl"].map(PathBuf::from);
        let sentence = super::panicked(Some(files));
        for path in ["/state/pidash.log", "/state/crash-requests.jsonl"] {
            assert!(sentence.contains(path), "{sentence}");
        }
        let before = result(panicked(), false, None);
        let before = before.err().map(|error| error.to_string());
        assert_eq!(before.as_deref(), Some(no_window_here()));
    }

    #[test]
    fn a_window_that_is_lost_ends_with_70_and_one_that_never_was_with_a_remedy() {
        let failed = || Ok(Err(eframe::Error::OpenGL(String::new().into())));
        let ended = result(failed(), true, None).map(|code| format!("{code:?}"));
        let lost = format!("{:?}", ExitCode::from(INTERNAL_ERROR));
        assert_eq!(ended.ok(), Some(lost));
        let never_open = result(failed(), false, None).err();
        let sentence = never_open.map(|error| error.to_string());
        assert_eq!(sentence.as_deref(), Some(no_window_here()));
    }

    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[test]
    fn the_memory_of_a_frame_is_not_taken_anew() {
        /// Pages that this thread was given.
        fn pages() -> Option<u64> {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
            let (_, fields) = stat.rsplit_once(") ")?;
            fields.split(' ').nth(7)?.parse().ok()
        }
        fn frame() {
            let blocks = (0..MEMORY_OF_A_FRAME / 8192).map(|_| vec![1_u8; 8192]);
            drop(hint::black_box(blocks.collect::<Vec<_>>()));
        }
        keep_memory_of_a_frame();
        frame();
        let before = pages();
        frame();
        let taken = pages().zip(before).map(|(after, before)| after - before);
        assert!(taken.is_some_and(|taken| taken < 50), "{taken:?} of 512");
    }

    #[test]
    fn the_window_has_the_icon_of_the_menu_entry() {
        let icon = options([800.0, 480.0], false).viewport.icon;
        let size = icon.map(|icon| (icon.width, icon.height));
        assert_eq!(size, Some((128, 128)));
    }

    #[test]
    fn a_missing_directory_of_the_wayland_socket_is_named() {
        let [name, path] = ["wayland-0", "/run/user/1000/wayland-0"].map(OsStr::new);
        assert_eq!(no_window(Some(name), None), NO_RUNTIME_DIR);
        assert_eq!(no_window(Some(name), Some(OsStr::new("/run"))), NO_WINDOW);
        assert_eq!(no_window(Some(path), None), NO_WINDOW);
        assert_eq!(no_window(None, None), NO_WINDOW);
    }

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
