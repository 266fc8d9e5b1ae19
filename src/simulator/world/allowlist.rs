//! The allowlist of the simulated Pi, with the rules of a real server.

use std::collections::BTreeMap;

use fastrand::Rng;
use jiff::{Timestamp, ToSpan};

use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        error_code::ErrorCode,
        mac::MacAddr,
    },
    simulator::world::{camera_generator::draw_mac, refusal::Refusal},
};

/// Descriptions of the initial entries.
const OLD_ENTRIES: [&str; 6] = [
    "Entrance, left door",
    "Spare",
    "Snacks, top row",
    "Snacks, bottom row",
    "Cold drinks",
    "Returned from repair",
];

/// The cameras that may be provisioned.
#[derive(Debug)]
pub(super) struct Allowlist {
    entries: BTreeMap<MacAddr, AllowlistEntry>,
}

impl Allowlist {
    /// A list that was in use before `epoch`, with `many` additional entries.
    pub(super) fn in_use(rng: &mut Rng, many: u32, epoch: Timestamp) -> Self {
        let mut list = Self {
            entries: BTreeMap::new(),
        };
        for (day, description) in (1_i32..).zip(OLD_ENTRIES) {
            let entry = list.draw(rng, description, epoch - (24 * day).hours());
            if day % 2 == 0 {
                list.mark_used(entry, epoch - (24 * day - 5).hours());
            }
        }
        for number in 1..=many {
            let description = format!("Crate {}, camera {number}", number.div_ceil(20));
            let entry = list.draw(rng, &description, epoch - 2.hours());
            if rng.u8(..3) == 0 {
                list.mark_used(entry, epoch - 1.hours());
            }
        }
        list
    }

    /// Adds a camera with a random MAC.
    fn draw(&mut self, rng: &mut Rng, description: &str, added_at: Timestamp) -> MacAddr {
        let label = rng.u16(..);
        let mac = draw_mac(rng, label);
        let note = EntryNote {
            description: description.to_owned(),
            container_id: format!("019c{:08x}", rng.u32(..)),
        };
        self.insert(NewEntry { mac, note }, added_at);
        mac
    }

    /// Adds a camera unless it is listed.
    pub(super) fn insert(&mut self, entry: NewEntry, at: Timestamp) {
        let NewEntry { mac, note } = entry;
        self.entries.entry(mac).or_insert(AllowlistEntry {
            mac,
            note,
            added_at: Some(at),
            used: false,
            used_at: None,
        });
    }

    /// Marks a camera as provisioned; the first time counts.
    pub(super) fn mark_used(&mut self, mac: MacAddr, at: Timestamp) {
        if let Some(entry) = self.entries.get_mut(&mac) {
            entry.used = true;
            entry.used_at.get_or_insert(at);
        }
    }

    /// Whether a camera is on the list.
    pub(super) fn contains(&self, mac: MacAddr) -> bool {
        self.entries.contains_key(&mac)
    }

    /// All entries, sorted by MAC.
    pub(super) fn entries(&self) -> Vec<AllowlistEntry> {
        self.entries.values().cloned().collect()
    }

    /// One entry.
    pub(super) fn get(&self, mac: MacAddr) -> Result<AllowlistEntry, Refusal> {
        self.entries.get(&mac).cloned().ok_or_else(|| unknown(mac))
    }

    /// Adds a camera. A duplicate is an error (contract, section 10).
    pub(super) fn add(&mut self, entry: NewEntry, at: Timestamp) -> Result<(), Refusal> {
        let mac = entry.mac;
        if self.contains(mac) {
            let message = format!("{mac} is already in the allowlist");
            return Err(Refusal::new(ErrorCode::ValidationFailed, message));
        }
        self.insert(entry, at);
        Ok(())
    }

    /// Changes the note of a camera; `None` keeps the value.
    pub(super) fn edit(
        &mut self,
        mac: MacAddr,
        description: Option<String>,
        container_id: Option<String>,
    ) -> Result<AllowlistEntry, Refusal> {
        let entry = self.entries.get_mut(&mac).ok_or_else(|| unknown(mac))?;
        if let Some(description) = description {
            entry.note.description = description;
        }
        if let Some(container_id) = container_id {
            entry.note.container_id = container_id;
        }
        Ok(entry.clone())
    }

    /// Removes a camera.
    pub(super) fn remove(&mut self, mac: MacAddr) -> Result<(), Refusal> {
        let removed = self.entries.remove(&mac);
        removed.map(drop).ok_or_else(|| unknown(mac))
    }

    /// Removes all cameras.
    pub(super) fn clear(&mut self) -> Vec<MacAddr> {
        std::mem::take(&mut self.entries).into_keys().collect()
    }
}

fn unknown(mac: MacAddr) -> Refusal {
    Refusal::new(
        ErrorCode::DeviceNotFound,
        format!("{mac} is not in the allowlist"),
    )
}
