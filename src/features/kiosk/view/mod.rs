//! What only a kiosk shows: the lock, the page that waits for the Pi, and the dimmed display.

pub(crate) mod idle_display;
pub(crate) mod lock;
pub(crate) mod lock_dialogs;
pub(crate) mod waiting_page;

use crate::{
    features::kiosk::{intent::KioskIntent, state::Kiosk},
    ui::Cx,
};

pub use idle_display::{idle_display_ui, shift};
pub use lock::lock_ui;
pub use lock_dialogs::{KioskUiState, lock_dialogs_ui};
pub use waiting_page::waiting_ui;

pub type KioskCx<'a> = Cx<'a, Kiosk, KioskIntent>;
