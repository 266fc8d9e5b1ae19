//! Provisioning: the start form, the open session and its cameras.

pub mod batch;
pub(crate) mod batch_actions;
pub mod batch_outcome;
pub mod card;
pub mod card_list;
pub mod cards;
pub mod intent;
pub mod progress;
pub mod state;
pub(crate) mod state_recovery;
pub(crate) mod state_replies;
pub(crate) mod view;
