//! What a person asks of the provisioning tab, and what the Pi answers to it.

use crate::{
    domain::{
        clock::Now,
        problem::Problem,
        session::{SessionId, SessionSnapshot},
    },
    features::provisioning::{
        batch::Batch,
        intent::ProvisioningIntent,
        state::{Elsewhere, Idle, Phase, Provisioning},
    },
    messages::{Command, Reply},
    model::{
        notices::{Notices, Severity},
        refusals::named_session,
    },
    tr,
};

/// The code of a start while another session runs.
const ALREADY_ACTIVE: &str = "SESSION_ALREADY_ACTIVE";

impl Provisioning {
    pub(crate) fn handle_reply(
        &mut self,
        reply: Reply,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match reply {
            Reply::Started(result) => self.started(result, notices, now),
            Reply::Session(id, verb, result) => {
                if let Some(batch) = self.open_batch(&id) {
                    batch.session_answered(verb, result, notices, now);
                }
            }
            Reply::Device(id, mac, verb, result) => {
                if let Some(batch) = self.open_batch(&id) {
                    batch.device_answered(mac, verb, result, notices, now);
                }
            }
        }
        None
    }

    fn started(
        &mut self,
        result: Result<Box<SessionSnapshot>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        match (result, &mut self.phase) {
            // The worker follows the new session from now on, whatever is looked at meanwhile.
            (Ok(snapshot), _) => {
                let text = tr!("notice-session-started", id = snapshot.session.id.as_str());
                notices.log(Severity::Info, text, now);
                self.phase = Phase::Open(Box::new(Batch::started(*snapshot, now)));
            }
            (Err(problem), Phase::Idle(idle)) => {
                notices.problem(&tr!("notice-start-session"), &problem, now);
                idle.starting = None;
                if problem.code == ALREADY_ACTIVE && self.elsewhere.is_none() {
                    let id = named_session(&problem);
                    self.elsewhere = id.map(|id| Elsewhere {
                        id,
                        target_ssid: None,
                    });
                }
                idle.problem = Some(*problem);
            }
            (Err(problem), Phase::Looking { .. } | Phase::Open(_)) => {
                notices.problem(&tr!("notice-start-session"), &problem, now);
            }
        }
    }

    fn open_batch(&mut self, id: &SessionId) -> Option<&mut Batch> {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == *id => Some(batch),
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => None,
        }
    }

    pub(crate) fn handle_intent(
        &mut self,
        action: ProvisioningIntent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match (action, &mut self.phase) {
            (ProvisioningIntent::Start(request), Phase::Idle(idle)) if idle.starting.is_none() => {
                idle.starting = Some(now.instant);
                idle.problem = None;
                Some(Command::Start(request))
            }
            (ProvisioningIntent::Show(id), _) => Some(self.show(id, now)),
            (ProvisioningIntent::Leave, Phase::Looking { id, .. }) => {
                let id = id.clone();
                self.elsewhere = Some(Elsewhere {
                    id,
                    target_ssid: None,
                });
                self.phase = Phase::Idle(Idle::default());
                Some(Command::Follow(None))
            }
            (ProvisioningIntent::Leave, Phase::Open(batch)) if batch.is_over() => {
                self.phase = Phase::Idle(Idle::default());
                None
            }
            (ProvisioningIntent::Leave, Phase::Open(batch)) if batch.interrupted => {
                self.phase = Phase::Idle(Idle::default());
                Some(Command::Follow(None))
            }
            (action, Phase::Open(batch)) => batch.handle_intent(action, notices, now),
            (_, Phase::Idle(_) | Phase::Looking { .. }) => None,
        }
    }
}
