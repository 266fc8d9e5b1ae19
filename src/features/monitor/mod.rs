//! Monitor: the health of the Pi as plots, panels and timeline events.

pub(crate) mod failure_buckets;
pub(crate) mod history_csv;
pub mod intent;
pub mod rates;
pub mod state;
pub mod timeline_events;
pub(crate) mod view;
