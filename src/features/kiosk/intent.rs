//! What a person can do with the lock of the kiosk.

use crate::domain::pin::Pin;

/// What a person asks for in a kiosk.
#[derive(Debug, Clone)]
pub enum KioskIntent {
    /// Somebody is there: make the display bright.
    Wake,
    /// Lock the kiosk.
    Lock,
    /// Unlock the kiosk until nobody touches it any more.
    Unlock,
    /// Unlock the kiosk with this PIN.
    TryPin(Pin),
    /// Change the PIN; `None` removes it.
    SetPin(Option<Pin>),
}
