//! The allowlist: the cameras that the Pi may provision.

pub mod csv_export;
pub mod import;
pub mod intent;
pub mod list_reader;
pub mod state;
pub mod table;
pub(crate) mod view;
