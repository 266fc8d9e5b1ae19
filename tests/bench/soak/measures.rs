//! What the process holds at one moment.

use std::{
    alloc::System,
    fmt::{self, Display},
    fs,
};

use pidash::features::State;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts what is allocated: resident memory also holds what the allocator keeps for later.
#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// File descriptors that come and go: idle connections of the pool.
const FD_RANGE: usize = 4;

#[derive(Debug)]
pub struct Measures {
    /// Resident memory in bytes.
    resident: u64,
    /// The same, shared pages divided among the processes that share them.
    proportional: u64,
    /// Bytes that are allocated.
    heap: usize,
    descriptors: usize,
    threads: usize,
    /// Events that the window has not taken yet.
    queued: usize,
    event_log: usize,
    request_log: usize,
    pi_log: usize,
    health_points: usize,
    timeline_events: usize,
    past_sessions: usize,
    /// Bytes of all files.
    disk: u64,
}

impl Measures {
    pub const HEADER: &str = "hour  RSS MiB  PSS MiB  heap MiB  fds  threads  queued  event log  requests  Pi log  \
         health points  timeline  past sessions  files KiB";

    pub fn take(state: &State, queued: usize, disk: u64) -> Self {
        Self {
            resident: from_proc("status", "VmRSS:"),
            proportional: from_proc("smaps_rollup", "Pss:"),
            heap: allocated(),
            // One of them reads the directory.
            descriptors: entries("/proc/self/fd").saturating_sub(1),
            threads: entries("/proc/self/task"),
            queued,
            event_log: state.notices.newest_first().len(),
            request_log: state.diagnostics.request_log.len(),
            pi_log: state.diagnostics.log.len(),
            health_points: state.monitoring.history.points().len(),
            timeline_events: state.monitoring.timeline_events.all().len(),
            past_sessions: state.recovery.past.sessions().count(),
            disk,
        }
    }

    /// What has grown since `first` beyond the limits.
    pub fn growth_since(&self, first: &Self, most_bytes: u64) -> Vec<String> {
        let mut failures = Vec::new();
        let mut check = |is_kept: bool, what: &str, before: &dyn Display, after: &dyn Display| {
            if !is_kept {
                failures.push(format!("{what} from {before} to {after}"));
            }
        };
        let (before, after) = (first.resident, self.resident);
        let is_kept = after.saturating_sub(before) < most_bytes;
        check(is_kept, "resident memory in bytes", &before, &after);
        let (before, after) = (first.descriptors, self.descriptors);
        let is_kept = after <= before + FD_RANGE;
        check(is_kept, "file descriptors", &before, &after);
        let (before, after) = (first.threads, self.threads);
        check(after <= before, "threads", &before, &after);
        failures
    }
}

impl Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
        let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        write!(
            f,
            "{:8.2} {:8.2} {:9.2} {:4} {:8} {:7} {:10} {:9} {:7} {:14} {:9} {:14} {:10}",
            mebibytes(self.resident),
            mebibytes(self.proportional),
            mebibytes(self.heap as u64),
            self.descriptors,
            self.threads,
            self.queued,
            self.event_log,
            self.request_log,
            self.pi_log,
            self.health_points,
            self.timeline_events,
            self.past_sessions,
            self.disk >> 10,
        )
    }
}

/// A figure of this process, in bytes. Zero where the kernel does not give it.
fn from_proc(file: &str, field: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/self/{file}")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(field));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.map_or(0, |kibibytes| kibibytes << 10)
}

/// Bytes that are allocated.
fn allocated() -> usize {
    let stats = HEAP.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

fn entries(directory: &str) -> usize {
    fs::read_dir(directory).map_or(0, Iterator::count)
}
