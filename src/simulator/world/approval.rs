//! What a person may do with the allowlist, and what the open session makes of it.
//!
//! Must not know HTTP.

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
    /// All entries, by address.
    #[must_use]
    pub fn allowlist(&self) -> Vec<AllowlistEntry> {
        self.allowlist.entries()
    }

    /// One entry.
    ///
    /// # Errors
    /// It is not on the list.
    pub fn approved(&self, mac: MacAddr) -> Result<AllowlistEntry, Refusal> {
        self.allowlist.get(mac)
    }

    /// Puts a camera on the list; it can be provisioned from now on.
    ///
    /// # Errors
    /// It is there already.
    pub fn approve(&mut self, entry: NewEntry) -> Result<AllowlistEntry, Refusal> {
        let mac = entry.mac;
        self.allowlist.add(entry, self.now().wall)?;
        self.tell_batches(mac, true);
        self.allowlist.get(mac)
    }

    /// Changes what is written about a camera; `None` leaves it.
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

    /// Takes a camera off the list; it cannot be provisioned any more.
    ///
    /// # Errors
    /// It is not on the list.
    pub fn disapprove(&mut self, mac: MacAddr) -> Result<(), Refusal> {
        self.allowlist.remove(mac)?;
        self.tell_batches(mac, false);
        Ok(())
    }

    /// Takes all cameras off the list; returns how many.
    pub fn clear_allowlist(&mut self) -> usize {
        let macs = self.allowlist.clear();
        for mac in &macs {
            self.tell_batches(*mac, false);
        }
        macs.len()
    }

    fn tell_batches(&mut self, mac: MacAddr, allowed: bool) {
        let now = self.now();
        for batch in self.batches.iter_mut().chain(&mut self.interrupted) {
            batch.allow(mac, allowed, now);
        }
    }

    /// Somebody has put the cameras of the next crate on the allowlist, all but the stranger.
    pub(super) fn approve_next_batch(&mut self) {
        let mut rng = derived_rng(self.config.seed, self.started + 1);
        rng.u64(..);
        let now = self.now();
        let timeouts = StepTimeouts::default();
        let cameras = camera_generator::call(&self.config, rng.u64(..), now.elapsed, timeouts);
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
