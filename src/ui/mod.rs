//! What all views share: theme, widgets, icons and number formatting. Knows no feature.

pub(crate) mod format;
pub(crate) mod icons;
pub mod theme;
pub(crate) mod widgets;
