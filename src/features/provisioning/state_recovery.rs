//! What the provisioning tab makes of a Pi that restarted, and of sessions that are resumed or given up.

use crate::{
    domain::{
        clock::Now,
        session::{Session, SessionId, SessionSnapshot},
    },
    features::provisioning::{
        batch::Batch,
        state::{Phase, Provisioning, looking},
    },
    messages::Command,
    model::notices::Notices,
};

impl Provisioning {
    /// Whether the session on the screen was interrupted by a restart of the Pi.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(&self.phase, Phase::Open(batch) if batch.interrupted)
    }

    /// Only these can be recovered: an interrupted session that is not among them is over.
    pub(crate) fn recoverable_are(&mut self, sessions: &[Session], now: Now) {
        if let Phase::Open(batch) = &mut self.phase {
            let listed = sessions
                .iter()
                .any(|session| session.id == batch.session.id);
            if batch.interrupted && !listed {
                batch.close(now);
            }
        }
    }

    /// A session was taken up again: here it goes on with what is known of it.
    pub(crate) fn resumed(&mut self, snapshot: SessionSnapshot, notices: &mut Notices, now: Now) {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == snapshot.session.id => {
                batch.replace(snapshot, notices, now);
            }
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => {
                self.elsewhere = None;
                self.phase = Phase::Open(Box::new(Batch::open(snapshot, now)));
            }
        }
    }

    /// Shows a session that runs on the Pi.
    pub(crate) fn show(&mut self, id: SessionId, now: Now) -> Command {
        self.elsewhere = None;
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == id => batch.interrupted = false,
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => {
                self.phase = looking(id.clone(), now);
            }
        }
        Command::Follow(Some(id))
    }

    /// A session was given up for good.
    pub(crate) fn given_up(&mut self, id: &SessionId, now: Now) {
        if let Phase::Open(batch) = &mut self.phase
            && batch.interrupted
            && batch.session.id == *id
        {
            batch.close(now);
        }
    }
}
