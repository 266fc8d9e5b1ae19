//! What outlives a run. Files only: no window, no network.

pub mod key;
pub mod session_memory;
