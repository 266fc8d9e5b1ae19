//! The widgets of the views: each draws plain data and has an accessible name.

pub mod button;
pub mod chip;
pub mod dialog;
pub mod disclosure;
pub mod field;
pub mod form_focus;
pub mod key_entry;
pub mod key_field;
pub mod label;
pub mod line_keys;
pub mod notice;
pub mod problem;
pub mod progress_bar;
pub mod retry_countdown;
pub mod row;
pub mod secret_buffer;
pub mod section;
pub mod stepper;
pub mod table;
pub mod tooltip;
