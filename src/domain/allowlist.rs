//! The allowlist: the cameras that a Pi may provision.

use jiff::Timestamp;

use crate::domain::mac::MacAddr;

/// An approved camera (contract, section 5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowlistEntry {
    /// Which camera: the key.
    pub mac: MacAddr,
    /// What a person wrote about it.
    pub note: EntryNote,
    /// When it was approved, on the Pi's clock.
    pub added_at: Option<Timestamp>,
    /// Whether a camera with this address has been provisioned.
    pub used: bool,
    /// When that was, on the Pi's clock.
    pub used_at: Option<Timestamp>,
}

/// What a person may write about an approved camera. An empty text is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryNote {
    /// In plain words: `Entrance, spare`.
    pub description: String,
    /// The container of the vending machine that it looks into.
    pub container_id: String,
}

impl EntryNote {
    /// What was typed, without the blanks around it.
    #[must_use]
    pub fn typed(description: &str, container_id: &str) -> Self {
        Self {
            description: description.trim().to_owned(),
            container_id: container_id.trim().to_owned(),
        }
    }
}

/// An entry as somebody has written it, not checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenEntry {
    /// The address, perhaps.
    pub mac: String,
    /// See [`EntryNote`].
    pub description: String,
    /// See [`EntryNote`].
    pub container_id: String,
}

/// A camera to approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Which camera.
    pub mac: MacAddr,
    /// What is written about it.
    pub note: EntryNote,
}
