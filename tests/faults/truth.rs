//! What the Pi knows of sessions, and how the screen differs from it.

use std::collections::BTreeMap;

use pidash::{
    domain::{
        candidate::CandidateState,
        mac::MacAddr,
        session::{Session, SessionId, SessionState},
    },
    features::{
        State,
        provisioning::{batch::Batch, state::Phase},
    },
    simulator::Simulator,
};

/// What the Pi knows.
pub struct Truth {
    /// The latest session that no restart interrupted.
    latest: Option<Session>,
    cameras: BTreeMap<MacAddr, CandidateState>,
    /// The sessions that a restart interrupted.
    recoverable: Vec<SessionId>,
}

impl Truth {
    /// Looks into the Pi, whatever its connections are like.
    pub fn of(pi: &Simulator) -> Self {
        let devices = pi.devices().into_iter();
        Self {
            latest: pi.latest_session(),
            cameras: devices
                .map(|device| (device.candidate.mac, device.candidate.state))
                .collect(),
            recoverable: pi.recoverable_sessions(),
        }
    }

    /// Whether a camera is in this state.
    pub fn has(&self, state: &CandidateState) -> bool {
        self.cameras.values().any(|known| known == state)
    }

    /// The session that runs.
    pub fn running(&self) -> Option<&Session> {
        let latest = self.latest.as_ref();
        latest.filter(|session| session.state != SessionState::Closed)
    }

    /// How the screen differs; `None`: it shows what is so.
    pub fn difference(&self, state: &State) -> Option<String> {
        match &state.provisioning.phase {
            Phase::Reading { id, .. } => Some(format!("{id} is still being read")),
            Phase::Idle(idle) => {
                let is_known = idle.starting.is_some()
                    || idle.problem.is_some()
                    || state.provisioning.other_session.is_some();
                if self.running().is_some() && !is_known {
                    return Some("a session runs, and the start form says nothing".to_owned());
                }
                let offers = state.recovery_offer().is_some();
                (!self.recoverable.is_empty() && !offers)
                    .then(|| "a session can be resumed, and is not offered".to_owned())
            }
            Phase::Open(batch) => self.difference_of(batch, state),
        }
    }

    fn difference_of(&self, batch: &Batch, state: &State) -> Option<String> {
        let id = &batch.session.id;
        if self.recoverable.contains(id) {
            if !batch.interrupted {
                return Some("the Pi has interrupted the session, the screen shows it".to_owned());
            }
            let offers = state.recovery_offer().is_some();
            return (!offers).then(|| "the interrupted session is not offered".to_owned());
        }
        let Some(session) = self.latest.as_ref().filter(|session| session.id == *id) else {
            return (!batch.is_over())
                .then(|| "the Pi does not have the session that is shown".to_owned());
        };
        if batch.interrupted {
            return Some("the session runs, and is shown as interrupted".to_owned());
        }
        if batch.session.state != session.state {
            let (shown, real) = (&batch.session.state, &session.state);
            return Some(format!("the session is {real:?}, shown as {shown:?}"));
        }
        let shown: BTreeMap<_, _> = batch
            .cards
            .iter()
            .map(|card| (card.candidate.mac, card.candidate.state.clone()))
            .collect();
        (shown != self.cameras).then(|| {
            let states = |cameras: &BTreeMap<MacAddr, CandidateState>| {
                let words: Vec<&str> = cameras.values().map(CandidateState::word).collect();
                words.join(" ")
            };
            let (real, shown) = (states(&self.cameras), states(&shown));
            format!("the cameras are [{real}], shown as [{shown}]")
        })
    }
}
