//! What is measured of the process: panics, memory, and the CPU time of a thread.

use std::{
    fs,
    io::{self, Write as _},
    panic,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Notes every panic from now on, also those of tasks, which tokio catches.
pub fn collect_panics() {
    panic::set_hook(Box::new(|panic| {
        let thread = thread::current();
        let name = thread.name().unwrap_or("?").to_owned();
        if name.starts_with("readme::") {
            // An assertion of another test of this binary: the message goes to its output.
            return drop(writeln!(io::stderr(), "{panic}"));
        }
        let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
        panics.push(format!("thread {name}: {panic}"));
    }));
}

/// The panics so far. Ends the collection, so that a failed assertion is printed.
pub fn panics() -> Vec<String> {
    drop(panic::take_hook());
    let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut *panics)
}

/// The most memory that the process has used so far, in bytes.
pub fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.map_or(0, |kibibytes| kibibytes << 10)
}

/// How long this thread has run on a CPU. Unlike the time of a clock, it does not grow while other
/// programs run. Zero where the kernel does not say.
pub fn cpu_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split(' ')
        .next()
        .and_then(|first| first.parse::<u64>().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}
