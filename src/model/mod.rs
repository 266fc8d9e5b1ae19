//! Building blocks of state, without egui.

pub mod bounded_log;
pub mod csv_table;
pub(crate) mod decimator;
pub mod loss_delay;
pub mod notices;
pub mod performance;
pub mod remote_data;
pub mod retry_countdown;
pub(crate) mod series_columns;
pub mod time_series;
pub mod time_window;
