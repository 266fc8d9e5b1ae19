//! The positions of cameras as notes in the allowlist, where a person wants that.

use super::{State, allowlist::intent::AllowlistIntent};
use crate::{
    domain::{clock::Now, mac::MacAddr},
    tr,
};

impl State {
    /// Writes the position of each camera that is on the allowlist into its entry, as its description,
    /// its container, or both.
    pub(crate) fn write_positions(&mut self, as_description: bool, as_container: bool, now: Now) {
        let plan = self.provisioning.batch();
        let Some(plan) = plan.and_then(|batch| batch.positions.as_ref()) else {
            return;
        };
        if self.allowlist.is_unread() {
            self.notices.toast(tr!("positions-allowlist-unread"), now);
            return;
        }
        let places = plan.places().iter();
        let bound = places.filter_map(|place| Some((place.mac?, place.position.clone())));
        let bound: Vec<(MacAddr, String)> = bound.collect();
        let all = bound.len();
        let mut listed = 0;
        for (mac, position) in bound {
            let Some(entry) = self
                .allowlist
                .listed(mac)
                .filter(|_| self.allowlist.has(mac))
            else {
                continue;
            };
            listed += 1;
            let mut note = entry.note.clone();
            if as_container {
                note.container_id.clone_from(&position);
            }
            if as_description {
                note.description = position;
            }
            let edit = AllowlistIntent::Edit(mac, note);
            self.allowlist.handle_intent(edit, now);
        }
        let missing = all - listed;
        let text = if missing == 0 {
            tr!("positions-written", count = listed)
        } else {
            tr!("positions-written-some", count = listed, missing = missing)
        };
        self.notices.toast(text, now);
    }
}
