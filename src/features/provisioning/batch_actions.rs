//! What a person does with the open session and its cameras, and what the Pi answers.

use crate::{
    domain::{
        candidate::{CandidateState, CandidateUpdate},
        clock::Now,
        mac::MacAddr,
        problem::Problem,
        session::{BulkOutcome, Session, SessionState},
    },
    features::provisioning::{batch::Batch, card::Card, intent::ProvisioningIntent},
    messages::{Command, DeviceVerb, SessionReply, SessionVerb},
    model::{
        notices::{Notices, Severity},
        refusals::is_gone,
    },
    tr,
};

impl Batch {
    pub(crate) fn handle_intent(
        &mut self,
        action: ProvisioningIntent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match action {
            ProvisioningIntent::Session(verb) if self.busy.is_none() => {
                self.retry.over();
                Some(self.order(verb))
            }
            ProvisioningIntent::RetryNow => {
                self.retry.now();
                let verb = self.refused.filter(|_| self.busy.is_none())?;
                Some(self.order(verb))
            }
            ProvisioningIntent::StopRetrying => {
                self.retry.stop();
                None
            }
            ProvisioningIntent::Device(mac, verb) => self.ask(vec![mac], verb, notices, now),
            ProvisioningIntent::ProvisionSelected => {
                self.ask(self.selected(), DeviceVerb::Provision, notices, now)
            }
            ProvisioningIntent::RetryAllFailed => {
                self.ask(self.pick(Card::can_retry), DeviceVerb::Retry, notices, now)
            }
            ProvisioningIntent::Select(mac, selected) => {
                if let Some(card) = self.cards.get_mut(mac) {
                    card.selected = selected;
                }
                None
            }
            ProvisioningIntent::Filter(filter) => {
                self.list.filter = filter;
                self.list.update(&self.cards);
                None
            }
            ProvisioningIntent::Search(text) => {
                self.list.search = text;
                self.list.update(&self.cards);
                None
            }
            ProvisioningIntent::DismissProblem => {
                self.problem = None;
                self.retry.over();
                None
            }
            ProvisioningIntent::Start(_)
            | ProvisioningIntent::Show(_)
            | ProvisioningIntent::Leave
            | ProvisioningIntent::Session(_) => None,
        }
    }

    /// What is asked of the Pi again because it refused and the time has come.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        let verb = self.refused.filter(|_| self.busy.is_none())?;
        self.retry.is_due(now).then(|| self.order(verb))
    }

    fn order(&mut self, verb: SessionVerb) -> Command {
        self.busy = Some(verb);
        self.problem = None;
        Command::Session(self.session.id.clone(), verb)
    }

    fn ask(
        &mut self,
        macs: Vec<MacAddr>,
        verb: DeviceVerb,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        let mut asked = Vec::new();
        for mac in macs {
            if let Some(card) = self.cards.get_mut(mac).filter(|card| card.busy.is_none()) {
                card.busy = Some(verb);
                card.problem = None;
                asked.push(mac);
            }
        }
        if asked.is_empty() {
            return None;
        }
        if asked.len() > 1 {
            notices.toast(asked_text(verb, asked.len()), now);
        }
        self.refresh();
        Some(Command::Devices(self.session.id.clone(), asked, verb))
    }

    pub(crate) fn session_answered(
        &mut self,
        verb: SessionVerb,
        result: Result<SessionReply, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        self.busy = None;
        if result.is_ok() {
            self.retry.over();
        }
        match result {
            Ok(SessionReply::Now(session)) => {
                if let Some(session) = session.or_else(|| self.assumed_after(verb)) {
                    self.set_session(session, now);
                }
                let text = done_text(verb);
                notices.log(Severity::Info, text.clone(), now);
                notices.toast(text, now);
            }
            Ok(SessionReply::Initiated(outcome)) => {
                let text = bulk_text(outcome);
                notices.log(Severity::Info, text.clone(), now);
                notices.toast(text, now);
            }
            Err(problem) => {
                notices.problem(&verb_text(verb), &problem, now);
                if is_gone(&problem) {
                    self.close(now);
                }
                // Without an answer nobody knows whether the Pi did it: a person looks first.
                if problem.http_status.is_some() {
                    self.retry.failed(&problem, now);
                }
                self.refused = Some(verb);
                self.problem = Some(*problem);
            }
        }
        self.refresh();
    }

    /// What the session is after the Pi agreed without sending it.
    fn assumed_after(&self, verb: SessionVerb) -> Option<Session> {
        let state = match verb {
            SessionVerb::Stop => SessionState::Closed,
            SessionVerb::Pause => SessionState::Paused,
            SessionVerb::Resume => SessionState::Active,
            SessionVerb::ProvisionAll => return None,
        };
        Some(Session {
            state,
            ..self.session.clone()
        })
    }

    pub(crate) fn device_answered(
        &mut self,
        mac: MacAddr,
        verb: DeviceVerb,
        result: Result<Option<CandidateState>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        let Some(card) = self.cards.get_mut(mac) else {
            return;
        };
        let still_waiting = card.busy.take() == Some(verb);
        match result {
            Ok(_) if verb == DeviceVerb::Skip => {
                card.skip();
                let text = |camera: String| tr!("notice-camera-skipped", camera = camera);
                notices.log(Severity::Info, text(mac.to_string()), now);
                notices.toast(text(mac.short()), now);
            }
            Ok(state) if still_waiting => {
                card.apply(
                    CandidateUpdate {
                        state,
                        ..CandidateUpdate::about(mac)
                    },
                    now,
                );
            }
            Ok(_) => {}
            Err(problem) => {
                notices.problem(&verb_with_mac(verb, mac), &problem, now);
                // A camera that has moved on meanwhile shows that the Pi did what was asked.
                card.problem = still_waiting.then_some(*problem);
            }
        }
        self.refresh();
    }
}

/// Only what the Pi said: a count that is unknown is not zero.
fn bulk_text(outcome: BulkOutcome) -> String {
    match (outcome.initiated, outcome.skipped) {
        (None, None) => tr!("notice-provisioning-started"),
        (Some(count), None) => tr!("notice-provisioning-started-on", count = count),
        (None, Some(skipped)) => tr!("notice-provisioning-started-but", skipped = skipped),
        (Some(count), Some(skipped)) => {
            tr!(
                "notice-provisioning-started-on-but",
                count = count,
                skipped = skipped
            )
        }
    }
}

fn asked_text(verb: DeviceVerb, count: usize) -> String {
    match verb {
        DeviceVerb::Provision => tr!("notice-provision-asked", count = count),
        DeviceVerb::Retry => tr!("notice-retry-asked", count = count),
        DeviceVerb::Skip => tr!("notice-skip-asked", count = count),
    }
}

fn verb_with_mac(verb: DeviceVerb, mac: MacAddr) -> String {
    let mac = mac.to_string();
    match verb {
        DeviceVerb::Provision => tr!("notice-provision-mac", mac = mac),
        DeviceVerb::Retry => tr!("notice-retry-mac", mac = mac),
        DeviceVerb::Skip => tr!("notice-skip-mac", mac = mac),
    }
}

fn verb_text(verb: SessionVerb) -> String {
    match verb {
        SessionVerb::Stop => tr!("notice-stop-session"),
        SessionVerb::Pause => tr!("notice-pause"),
        SessionVerb::Resume => tr!("notice-resume"),
        SessionVerb::ProvisionAll => tr!("notice-provision-all"),
    }
}

fn done_text(verb: SessionVerb) -> String {
    match verb {
        SessionVerb::Stop => tr!("notice-session-stopped"),
        SessionVerb::Pause => tr!("notice-session-paused"),
        SessionVerb::Resume => tr!("notice-session-resumed"),
        SessionVerb::ProvisionAll => tr!("notice-provisioning-started"),
    }
}
