//! Connect: choosing a Pi and checking the connection to it.

pub(crate) mod view;
