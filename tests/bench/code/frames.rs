//! What a frame costs: the processor, the allocator and the GPU.

use std::{
    alloc::System,
    io::{self, Write as _},
    time::Duration,
};

use criterion::Criterion;
use pidash::{domain::clock::Now, shell::UiState, ui::Tab};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::{
    consoles::{INTERVAL, at_work, health, idle, with_entries, with_history},
    window::Window,
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A screen, and how long it stays between two frames.
struct Screen {
    name: &'static str,
    open: fn(Now) -> Window,
    pace: Duration,
}

const SCREENS: [Screen; 11] = [
    screen("start form", |now| on(Tab::Provisioning, now)),
    screen("12 cards", |now| cameras(12, now)),
    screen("50 cards", |now| cameras(50, now)),
    screen("500 cards", |now| cameras(500, now)),
    screen("500 cards, screen reader on", |now| {
        let mut window = cameras(500, now);
        window.ctx.enable_accesskit();
        window.settle();
        window
    }),
    screen("allowlist, 1,000 entries", |now| {
        Window::new(with_entries(1_000, now), UiState::on(Tab::Allowlist), now)
    }),
    Screen {
        pace: INTERVAL,
        ..screen("monitor, 15 min", |now| monitor("Show 15 min", now))
    },
    Screen {
        pace: INTERVAL,
        ..screen("monitor, 24 h", |now| monitor("Show 24 h", now))
    },
    Screen {
        pace: INTERVAL,
        ..screen("monitor, 24 h, screen reader on", |now| {
            let mut window = monitor("Show 24 h", now);
            window.ctx.enable_accesskit();
            window.settle();
            window
        })
    },
    screen("diagnostics", |now| on(Tab::Diagnostics, now)),
    screen("settings", |now| on(Tab::Settings, now)),
];

const fn screen(name: &'static str, open: fn(Now) -> Window) -> Screen {
    Screen {
        name,
        open,
        pace: Duration::from_secs(1),
    }
}

fn on(tab: Tab, now: Now) -> Window {
    Window::new(idle(now), UiState::on(tab), now)
}

fn cameras(count: u16, now: Now) -> Window {
    Window::new(at_work(count, now), UiState::default(), now)
}

fn monitor(chip: &str, now: Now) -> Window {
    let mut window = Window::new(with_history(24, now), UiState::on(Tab::Monitor), now);
    window.press(chip);
    window.settle();
    window
}

impl Screen {
    /// The next frame. On the monitor tab it shows new figures, elsewhere counters that go on.
    fn next(&self, window: &mut Window) -> Duration {
        window.wait(self.pace);
        if self.pace == INTERVAL {
            let event = health(window.now);
            window.state.handle_event(event, window.now);
        }
        window.frame()
    }
}

/// Times for criterion: the next frame of each screen.
pub fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    for screen in SCREENS {
        let mut window = (screen.open)(Now::read());
        group.bench_function(screen.name, |bencher| {
            bencher.iter_custom(|frames| (0..frames).map(|_| screen.next(&mut window)).sum());
        });
    }
    group.finish();
}

/// Prints what criterion does not measure: the time that 95 of 100 frames keep to, what a frame allocates
/// while nothing changes, and what the GPU has to do.
///
/// # Errors
/// Standard output is closed.
pub fn print_table(frames: usize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:34}{:>10}{:>10}{:>13}{:>11}{:>14}",
        "frame, 1280x800", "median ms", "p95 ms", "allocations", "triangles", "M fragments"
    )?;
    for screen in SCREENS {
        let mut window = (screen.open)(Now::read());
        let mut times: Vec<Duration> = (0..frames).map(|_| screen.next(&mut window)).collect();
        times.sort_unstable();
        let milliseconds = |index: usize| times[index].as_secs_f64() * 1_000.0;
        window.frame();
        let region = Region::new(ALLOCATOR);
        window.frame();
        let change = region.change();
        let load = window.load();
        writeln!(
            out,
            "{:34}{:>10.3}{:>10.3}{:>13}{:>11}{:>14.2}",
            screen.name,
            milliseconds(times.len() / 2),
            milliseconds(times.len() * 95 / 100),
            change.allocations + change.reallocations,
            load.triangles,
            load.fragments / 1e6,
        )?;
    }
    Ok(())
}

/// Bytes that are allocated.
pub fn heap() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}
