//! Connect: choosing a Pi and checking the connection to it.

pub mod intent;
pub mod state;
pub mod view;
