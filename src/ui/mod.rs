//! What all views share: theme, widgets, icons and number formatting. Knows no feature.

mod cx;
pub(crate) mod focusable_widgets;
pub(crate) mod format;
pub(crate) mod galleys;
pub(crate) mod icons;
pub(crate) mod keyboard_hints;
pub(crate) mod plain_names;
pub mod rectangles;
pub(crate) mod redraw;
mod request;
pub(crate) mod shortcut;
mod tab;
pub mod theme;
pub(crate) mod widgets;

pub use cx::Cx;
pub use request::{Export, Request};
pub use tab::Tab;
