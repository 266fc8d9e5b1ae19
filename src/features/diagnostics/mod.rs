//! Diagnostics: recorded requests, the Pi's log and the support bundle.

pub mod state;
pub(crate) mod view;
