//! The vocabulary: plain data and the rules that hold whatever the Pi or the window does.
//!
//! Knows `std`, `serde`, `jiff` and `secrecy`. Must not know egui, tokio, HTTP or JSON.

pub mod allowlist;
pub mod candidate;
mod candidate_update;
pub mod clock;
pub mod history;
pub mod mac;
pub mod mark;
pub mod network;
pub mod problem;
pub mod secret;
pub mod session;
pub mod stream;
pub mod telemetry;
pub mod thresholds;
