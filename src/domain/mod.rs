//! The vocabulary: plain data and the rules that hold whatever the Pi or the window does.
//!
//! Uses `std`, `serde`, `jiff`, `secrecy`, `sha2` and `strum`; no egui, tokio, HTTP or JSON.

pub mod allowlist;
pub mod camera_result;
pub mod canary;
pub mod candidate;
mod candidate_update;
pub mod clock;
pub mod configuration;
pub mod connection_check;
pub mod demo;
pub mod error_code;
pub mod feature_flags;
pub mod health_history;
pub mod invisible;
pub mod key_place;
pub mod link_state;
pub mod mac;
pub mod mac_input;
pub mod network;
pub mod pi_health;
pub mod pi_log;
pub mod pin;
pub mod position_list;
pub mod position_plan;
pub mod preflight;
pub mod problem;
pub mod problem_kind;
pub mod profile;
pub mod request_log;
pub mod scan;
pub mod scanned_network;
pub mod secret;
pub mod session;
pub mod settings;
pub mod sound;
pub mod support_bundle;
pub mod telemetry;
pub mod thresholds;
pub mod timeline_event;
pub mod warning;
pub mod wifi_code;
