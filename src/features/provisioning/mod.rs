//! Provisioning: the start form, the open session and its cameras.

pub mod batch;
pub mod batch_outcome;
pub mod card;
pub mod card_list;
pub mod common_failure;
pub mod intent;
pub mod progress;
pub mod state;
pub(crate) mod view;
