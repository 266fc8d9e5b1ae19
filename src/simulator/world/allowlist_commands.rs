//! Changes of the allowlist, and their effect on the open session.

use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        mac::MacAddr,
        session::StepTimeouts,
    },
    simulator::world::{
        World,
        camera_generator::{self, derived_rng},
        refusal::Refusal,
    },
};

impl World {
    /// All entries, sorted by MAC.
    #[must_use]
    pub fn allowlist(&self) -> Vec<AllowlistEntry> {
        self.allowlist.entries()
    }

    /// One entry.
    ///
    /// # Errors
    /// It is not on the list.
    pub fn entry(&self, mac: MacAddr) -> Result<AllowlistEntry, Refusal> {
        self.allowlist.get(mac)
    }

    /// Adds a camera, which can then be provisioned.
    ///
    /// # Errors
    /// It is already listed.
    pub fn approve(&mut self, entry: NewEntry) -> Result<AllowlistEntry, Refusal> {
        let mac = entry.mac;
        self.allowlist.add(entry, self.now().wall)?;
        self.set_allowed(mac, true);
        self.allowlist.get(mac)
    }

    /// Changes the note of a camera; `None` keeps the value.
    ///
    /// # Errors
    /// It is not on the list.
    pub fn edit_entry(
        &mut self,
        mac: MacAddr,
        description: Option<String>,
        container_id: Option<String>,
    ) -> Result<AllowlistEntry, Refusal> {
        self.allowlist.edit(mac, description, container_id)
    }

    /// Removes a camera, which can then no longer be provisioned.
    ///
    /// # Errors
    /// It is not on the list.
    pub fn remove_entry(&mut self, mac: MacAddr) -> Result<(), Refusal> {
        self.allowlist.remove(mac)?;
        self.set_allowed(mac, false);
        Ok(())
    }

    /// Removes all cameras and returns their number.
    pub fn clear_allowlist(&mut self) -> usize {
        let macs = self.allowlist.clear();
        for mac in &macs {
            self.set_allowed(*mac, false);
        }
        macs.len()
    }

    fn set_allowed(&mut self, mac: MacAddr, allowed: bool) {
        let now = self.now();
        for batch in self.batches.iter_mut().chain(&mut self.interrupted) {
            batch.allow(mac, allowed, now);
        }
    }

    /// Puts the cameras of the next session on the allowlist, except one.
    pub(super) fn approve_next_cameras(&mut self) {
        let mut rng = derived_rng(self.config.seed, self.started + 1);
        rng.u64(..);
        let now = self.now();
        let timeouts = StepTimeouts::default();
        let cameras = camera_generator::generate(&self.config, rng.u64(..), now.elapsed, timeouts);
        let candidates = cameras.into_iter().map(|camera| camera.device.candidate);
        for candidate in candidates.filter(|candidate| candidate.in_allowlist) {
            let note = EntryNote {
                description: format!("Crate {}", self.started + 1),
                container_id: candidate.container_id.unwrap_or_default(),
            };
            let mac = candidate.mac;
            self.allowlist.insert(NewEntry { mac, note }, now.wall);
        }
    }
}
