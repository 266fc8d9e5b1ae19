//! Reads the memory of this process once a second, on a thread of its own: the kernel counts all pages
//! for it, which takes longer than a frame may wait.

use std::{
    fs, io,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use crate::model::performance::ProcessMemory;

/// Only Linux has it.
const FILE: &str = "/proc/self/smaps_rollup";
const INTERVAL: Duration = Duration::from_secs(1);

/// Reads until it is dropped.
pub struct MemoryReader {
    latest: Arc<Mutex<Option<ProcessMemory>>>,
    /// The thread ends with it.
    _stop: SyncSender<()>,
}

impl MemoryReader {
    /// # Errors
    /// No thread could be started.
    pub fn start() -> io::Result<Self> {
        let latest = Arc::new(Mutex::new(None));
        let (stop_tx, stop_rx) = sync_channel(0);
        thread::Builder::new()
            .name("pidash-memory".to_owned())
            .spawn({
                let latest = Arc::clone(&latest);
                move || loop {
                    let read = fs::read_to_string(FILE);
                    *latest.lock().unwrap_or_else(PoisonError::into_inner) =
                        read.ok().as_deref().and_then(parse);
                    if stop_rx.recv_timeout(INTERVAL) != Err(RecvTimeoutError::Timeout) {
                        break;
                    }
                }
            })?;
        Ok(Self {
            latest,
            _stop: stop_tx,
        })
    }

    /// What was read last.
    pub fn latest(&self) -> Option<ProcessMemory> {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parse(rollup: &str) -> Option<ProcessMemory> {
    let bytes = |field: &str| {
        let mut lines = rollup.lines();
        let value = lines.find_map(|line| line.strip_prefix(field))?;
        let kibibytes: u64 = value.trim().strip_suffix(" kB")?.parse().ok()?;
        kibibytes.checked_mul(1024)
    };
    Some(ProcessMemory {
        resident: bytes("Rss:")?,
        proportional: bytes("Pss:")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_of_the_kernel_are_read() {
        let rollup = "00400000-7ffe rollup\nRss:               92160 kB\nPss:               90000 kB\n\
                      Pss_Dirty:         70000 kB\n";
        let memory = ProcessMemory {
            resident: 94_371_840,
            proportional: 92_160_000,
        };
        assert_eq!(parse(rollup), Some(memory));
        assert_eq!(parse("Rss:               92160 kB\n"), None);
        assert_eq!(parse("Rss: many kB\nPss: 1 kB\n"), None);
    }
}
