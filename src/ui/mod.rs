//! What all views share: theme, widgets, icons and number formatting. Knows no feature.

mod cx;
pub(crate) mod format;
pub(crate) mod icons;
mod request;
pub mod theme;
pub(crate) mod widgets;

pub use cx::Cx;
pub use request::{Export, Request};
