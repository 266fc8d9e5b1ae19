//! The Pi's JSON: DTOs, and the only place where they become domain values.
//!
//! Both sides use it: the client reads with it, the simulator writes with it. The literal fixtures
//! in `tests/fixtures/wire` keep both honest.
#![doc = include_str!("CONTRACT.md")]
#![expect(
    clippy::doc_markdown,
    reason = "the contract is written for people who also read it outside the docs"
)]

pub mod allowlist;
pub mod camera_list;
pub mod entities;
pub mod envelope;
pub mod envelope_writer;
pub mod error_codes;
mod error_response;
mod event_payloads;
pub mod events;
pub mod field;
pub mod http_bodies;
mod item;
mod json;
pub mod monitor;
pub mod pi_log;
pub mod text;
pub mod time;
pub mod to_domain;
pub mod wifi_scan;
