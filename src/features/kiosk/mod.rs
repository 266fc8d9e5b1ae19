//! Kiosk: lock, idle dimming and the page that waits for the Pi.

pub mod intent;
pub mod state;
pub(crate) mod view;
