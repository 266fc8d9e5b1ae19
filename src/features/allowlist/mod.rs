//! The allowlist: which cameras the Pi may provision.

pub mod import;
pub mod state;
pub(crate) mod view;
