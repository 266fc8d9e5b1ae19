//! The parts that views are made of: each a function of plain data, with an accessible name.

pub mod bar;
pub mod button;
pub mod cell;
pub mod chip;
pub mod dialog;
pub mod field;
pub mod hold;
pub mod label;
pub mod logo;
pub mod problem;
pub mod retry;
pub mod search;
pub mod secret_buffer;
pub mod stepper;
