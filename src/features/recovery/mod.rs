//! Recovery: sessions that a restart of the Pi interrupted, and past sessions.

pub mod intent;
pub mod past_sessions;
pub mod state;
pub(crate) mod view;
