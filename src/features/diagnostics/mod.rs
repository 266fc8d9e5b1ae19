//! Diagnostics: recorded requests, the Pi's log and the support bundle.

pub mod intent;
pub mod state;
pub(crate) mod view;
