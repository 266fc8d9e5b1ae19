//! The session that a person is offered to resume: which one, and when.

use super::Recovery;
use crate::{
    domain::session::Session,
    features::provisioning::state::{Phase, Provisioning},
};

/// A session that can be resumed.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer<'a> {
    /// Which one.
    pub session: &'a Session,
    /// It is the one on the screen: the Pi restarted while it ran.
    pub was_open: bool,
    /// There are so many more.
    pub others: usize,
}

impl Recovery {
    /// What to offer: the session that was interrupted on the screen, or the newest one. Nothing while another one runs here, and
    /// nothing that the person has seen enough of.
    #[must_use]
    pub fn offer(&self, provisioning: &Provisioning) -> Option<Offer<'_>> {
        let sessions = self.recoverable();
        let open = match &provisioning.phase {
            Phase::Open(batch) if batch.interrupted => Some(&batch.session.id),
            Phase::Open(batch) if !batch.is_over() => return None,
            Phase::Looking { .. } => return None,
            Phase::Open(_) | Phase::Idle(_) => None,
        };
        let was_open = sessions.iter().find(|session| Some(&session.id) == open);
        let wanted = sessions
            .iter()
            .any(|session| !self.dismissed.contains(&session.id));
        let session = was_open.or_else(|| sessions.first()).filter(|_| wanted)?;
        Some(Offer {
            session,
            was_open: was_open.is_some(),
            others: sessions.len() - 1,
        })
    }
}
