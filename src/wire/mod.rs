//! The Pi's JSON, tolerant as the contract says: strict in what is sent, tolerant in what is read.
//!
//! Knows `domain`, `messages` and JSON. Must not know sockets, reqwest, tokio or the window. Both sides use it: the client
//! reads with it, the simulator writes with it; what keeps both honest are the literal fixtures in `tests/fixtures/wire`.

pub mod allowlist;
pub mod entities;
pub mod envelope;
pub mod envelope_writer;
pub mod error_codes;
mod error_response;
mod event_names;
mod event_payloads;
pub mod events;
pub mod field;
pub mod http_bodies;
mod item;
pub mod monitor;
pub mod pi_log;
pub mod text;
pub mod time;
pub mod to_domain;
