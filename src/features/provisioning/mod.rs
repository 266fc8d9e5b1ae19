//! Provisioning: the start form, the open session and its cameras.

pub mod batch;
pub mod batch_outcome;
pub(crate) mod camera_results;
pub(crate) mod canary;
pub mod card;
pub mod card_list;
pub mod cause_rules;
pub(crate) mod csv_export;
pub mod failure_evidence;
pub mod intent;
pub mod network_scan;
pub(crate) mod positions;
pub mod progress;
pub mod state;
pub(crate) mod view;
