//! Recovery: sessions that a Pi restart interrupted, and past sessions.

pub mod intent;
pub mod state;
pub(crate) mod view;
