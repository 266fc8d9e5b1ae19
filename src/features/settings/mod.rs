//! Settings: the values that a person can change, and the API key.

pub mod intent;
pub mod state;
pub(crate) mod view;
