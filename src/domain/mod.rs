//! The vocabulary: plain data and the rules that hold whatever the Pi or the window does.
//!
//! Knows `std`, `serde`, `jiff`, `secrecy` and `sha2`. Must not know egui, tokio, HTTP or JSON.

pub mod allowlist;
pub mod candidate;
mod candidate_update;
pub mod check;
mod choices;
pub mod clock;
pub mod configuration;
pub mod features;
pub mod history;
pub mod journal;
pub mod key_place;
pub mod mac;
pub mod mark;
pub mod network;
pub mod pin;
pub mod problem;
pub mod profile;
pub mod secret;
pub mod session;
mod setting_text;
pub mod settings;
pub mod stream;
pub mod support;
pub mod telemetry;
pub mod thresholds;
