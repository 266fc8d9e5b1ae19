//! The allowlist: which cameras the Pi may provision.

pub mod import;
pub mod intent;
pub mod state;
pub(crate) mod view;
