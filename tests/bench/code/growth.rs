//! What grows with the number of cameras, events, rows and hours: a table with a column for each number.

use std::{
    fmt::Display,
    io::{self, Write as _},
    time::{Duration, Instant},
};

use pidash::{
    domain::{allowlist::EntryNote, candidate::CandidateState, clock::Now, mac::MacAddr},
    features::{
        State,
        allowlist::{
            intent::{AllowlistIntent, ImportIntent},
            list_reader,
        },
        intent::Intent,
    },
    messages::{AllowlistReply, Event},
    model::notices::Severity,
    shell::UiState,
    ui::Tab,
};

use crate::{
    consoles::{allowlist, at_work, health, idle, mac, moves, with_entries, with_history},
    frames::heap,
    window::Window,
};

/// A session holds 5,000 cameras at most, and the history a day.
const SIZES: [u16; 4] = [10, 100, 1_000, 10_000];

/// Prints the table.
///
/// # Errors
/// Standard output is closed.
pub fn print_table(runs: usize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut line = |what: &str, cells: [&dyn Display; 4]| {
        write!(out, "{what:44}")?;
        for cell in cells {
            write!(out, "{cell:>11}")?;
        }
        writeln!(out)
    };
    let columns = SIZES.each_ref().map(|size| size as &dyn Display);
    line("growth, microseconds and KiB", columns)?;
    for subject in [CAMERAS, EVENTS, ROWS, HOURS] {
        let curves = SIZES.map(|size| subject.measure(size, runs));
        let rows = [
            (
                "apply an event",
                curves.each_ref().map(|curve| &curve.event),
            ),
            (
                "prepare the frame after it",
                curves.each_ref().map(|curve| &curve.prepare),
            ),
            (
                "frame after it",
                curves.each_ref().map(|curve| &curve.changed),
            ),
            (
                "frame without a change",
                curves.each_ref().map(|curve| &curve.frame),
            ),
            (
                "KiB of the state",
                curves.each_ref().map(|curve| &curve.heap),
            ),
        ];
        for (what, cells) in rows {
            let cells = cells.map(|cell| cell as &dyn Display);
            line(&format!("{}: {what}", subject.name), cells)?;
        }
    }
    let imports = SIZES.map(|size| import(size).as_micros());
    let cells = imports.each_ref().map(|time| time as &dyn Display);
    line("import, the Pi takes 500 at a time: the window", cells)
}

/// What there are many of, on the screen that shows them.
struct Subject {
    name: &'static str,
    open: fn(u16, Now) -> State,
    ui_state: fn() -> UiState,
    /// An event about one of them.
    event: fn(&mut State, u16, Now),
}

const CAMERAS: Subject = Subject {
    name: "cameras",
    open: at_work,
    ui_state: UiState::default,
    event: |state, run, now| {
        let step = if run.is_multiple_of(2) {
            CandidateState::Verifying
        } else {
            CandidateState::Verified
        };
        for event in moves([1], &step) {
            state.handle_event(event, now);
        }
    },
};
const EVENTS: Subject = Subject {
    name: "events",
    open: |count, now| {
        let mut state = idle(now);
        for number in 0..count {
            let text = format!("Event {number}");
            state.notices.log(Severity::Info, text, now);
        }
        state.notices.show_event_log(true);
        state
    },
    ui_state: UiState::default,
    event: |state, run, now| {
        state.notices.log(Severity::Info, run.to_string(), now);
    },
};
const ROWS: Subject = Subject {
    name: "rows of the allowlist",
    open: with_entries,
    ui_state: || UiState::on(Tab::Allowlist),
    event: |state, run, now| {
        let note = EntryNote::typed(&run.to_string(), "");
        let edit = AllowlistIntent::Edit(mac(1), note);
        state.handle_intent(Intent::Allowlist(edit), now);
        let reply = AllowlistReply::Edited(mac(1), Ok(None));
        state.handle_event(Event::Allowlist(reply), now);
    },
};
const HOURS: Subject = Subject {
    name: "hours of history",
    open: |hours, now| with_history(hours.into(), now),
    ui_state: || UiState::on(Tab::Monitor),
    event: |state, _, now| {
        state.handle_event(health(now), now);
    },
};

/// In microseconds and KiB.
struct Curve {
    event: u128,
    prepare: u128,
    changed: u128,
    frame: u128,
    heap: u128,
}

impl Subject {
    fn measure(&self, size: u16, runs: usize) -> Curve {
        let now = Now::read();
        let before = heap();
        let state = (self.open)(size, now);
        let heap = (heap().saturating_sub(before) >> 10) as u128;
        let mut window = Window::new(state, (self.ui_state)(), now);
        let mut times: [Vec<Duration>; 4] = Default::default();
        let [events, prepares, changed, frames] = &mut times;
        for run in (0..).take(runs) {
            window.wait(Duration::from_secs(1));
            let (state, now) = (&mut window.state, window.now);
            events.push(time(|| (self.event)(state, run, now)));
            prepares.push(time(|| state.prepare_frame()));
            changed.push(window.frame());
            window.wait(Duration::from_secs(1));
            frames.push(window.frame());
        }
        let [event, prepare, changed, frame] = times.map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2].as_micros()
        });
        Curve {
            event,
            prepare,
            changed,
            frame,
            heap,
        }
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// What the window does for the import of a list: the preview, the replies with a frame for each, and the
/// list as the Pi has it then.
fn import(size: u16) -> Duration {
    let now = Now::read();
    let mut window = Window::new(idle(now), UiState::on(Tab::Allowlist), now);
    window.state.handle_event(allowlist(0), now);
    window.settle();
    window.press("Import…");
    let macs: Vec<MacAddr> = (0..size).map(mac).collect();
    let lines: Vec<String> = macs.iter().map(MacAddr::to_string).collect();
    let list = list_reader::read_text(&lines.join("\n"));
    let started = Instant::now();
    for intent in [ImportIntent::Preview(list), ImportIntent::Start] {
        let intent = Intent::Allowlist(AllowlistIntent::Import(intent));
        window.state.handle_intent(intent, now);
        window.frame();
    }
    let replies = macs.chunks(500).map(|macs| {
        let macs = macs.to_vec();
        AllowlistReply::Imported(macs, Ok(()))
    });
    let replies = replies.chain([AllowlistReply::ImportEnded]);
    let events = replies.map(Event::Allowlist).chain([allowlist(size)]);
    for event in events {
        window.state.handle_event(event, now);
        window.state.prepare_frame();
        window.frame();
    }
    let close = AllowlistIntent::Import(ImportIntent::Close);
    window.state.handle_intent(Intent::Allowlist(close), now);
    window.press("Back");
    started.elapsed()
}
