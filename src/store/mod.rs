//! What outlives a run. Files only: no window, no network.

mod history_format;
pub mod key;
pub mod session_memory;
mod state_directory;
pub mod telemetry_history;
