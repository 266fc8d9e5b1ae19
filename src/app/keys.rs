//! The key of the Pi in use: entered, tested, kept, forgotten; and what a person is told of it.

use super::{App, key_desk::KeyOutcome};
use crate::{
    domain::{
        check::{CheckReport, Glow, Light},
        clock::Now,
        key_place::KeyPlace,
    },
    messages::Command,
    state::{notices::Severity, setup::KeyWork},
    store::keys::Found,
    ui::KeyIntent,
};

impl App {
    /// Opens the stream now, with the key as it is where it is kept now.
    pub(super) fn reconnect(&mut self, now: Now) {
        let Some(line) = &self.line else {
            return;
        };
        match self.keys.at_hand(&line.server.origin()) {
            Ok(Some(found)) => self.use_key(Some(found), now),
            Ok(None) => {
                let key = line.key.clone();
                self.use_key(key, now);
            }
            Err(error) => self.tell(Severity::Error, error.to_string(), now),
        }
    }

    fn use_key(&mut self, found: Option<Found>, now: Now) {
        self.note_key(found.as_ref());
        let key = found.as_ref().map(|found| found.key.clone());
        if let Some(line) = &mut self.line {
            line.key = found;
        }
        self.send(Command::Reconnect(key), now);
    }

    /// What a person may know of the key.
    pub(super) fn note_key(&mut self, found: Option<&Found>) {
        let status = &mut self.state.setup.key;
        status.place = found.map(|found| found.place.clone());
        let fingerprint = found.map(|found| found.key.fingerprint());
        if status.fingerprint != fingerprint && status.fingerprint.is_some() {
            status.accepted_at = None;
        }
        status.fingerprint = fingerprint;
    }

    pub(super) fn handle_key(&mut self, intent: KeyIntent, now: Now) {
        let Some(line) = &self.line else {
            return;
        };
        let origin = line.server.origin();
        let (work, begun) = match intent {
            KeyIntent::Keep(key, place) => {
                let begun = self.keys.keep(&origin, Found { key, place }, &self.ctx);
                (KeyWork::Keeping, begun)
            }
            KeyIntent::Forget => (KeyWork::Forgetting, self.keys.forget(&origin, &self.ctx)),
            KeyIntent::Test(typed) => {
                let key = typed.or_else(|| line.key.as_ref().map(|found| found.key.clone()));
                let features = self.state.setup.features();
                self.scout
                    .check(line.server.clone(), key, self.timing.clone(), features);
                (KeyWork::Testing, Ok(()))
            }
        };
        let status = &mut self.state.setup.key;
        match begun {
            Ok(()) => (status.work, status.outcome) = (Some(work), None),
            Err(error) => {
                let text = format!("Nothing can be done with the key: {error}");
                self.tell(Severity::Error, text, now);
            }
        }
    }

    pub(super) fn take_report(&mut self, report: CheckReport) {
        let setup = &mut self.state.setup;
        if setup.key.work == Some(KeyWork::Testing) {
            setup.key.work = None;
            setup.key.outcome = Some(key_verdict(&report));
            return;
        }
        setup.is_checking = false;
        setup.lights = Some(report);
    }

    pub(super) fn take_key_news(&mut self, outcome: KeyOutcome, now: Now) {
        let is_open = self
            .line
            .as_ref()
            .is_some_and(|line| line.backend.is_some());
        self.state.setup.key.work = None;
        match outcome {
            KeyOutcome::Looked(looked, has_keyring) => {
                self.state.setup.key.has_keyring = has_keyring;
                let found = looked.unwrap_or_else(|error| {
                    self.say_of_key(Severity::Error, error.to_string());
                    None
                });
                if is_open {
                    return;
                }
                if let Err(error) = self.open_line(found, now) {
                    self.tell(Severity::Error, format!("{error:#}"), now);
                }
            }
            KeyOutcome::Kept(found, Ok(())) => {
                self.drafts.settings.wipe_key();
                self.say_of_key(
                    Severity::Good,
                    format!("The key is in the {}.", found.place.words()),
                );
                self.use_key(Some(found), now);
            }
            KeyOutcome::Kept(found, Err(error)) => {
                let instead = match found.place {
                    KeyPlace::Keyring => {
                        " Keep it in a file for this user, or for this window only."
                    }
                    _ => "",
                };
                self.say_of_key(
                    Severity::Error,
                    format!("The key was not kept: {error}.{instead}"),
                );
            }
            KeyOutcome::Forgotten(Ok(())) => {
                self.say_of_key(Severity::Info, "The key is forgotten.".to_owned());
                self.use_key(None, now);
            }
            KeyOutcome::Forgotten(Err(error)) => {
                self.say_of_key(
                    Severity::Error,
                    format!("The key was not forgotten: {error}."),
                );
            }
        }
    }

    fn say_of_key(&mut self, severity: Severity, text: String) {
        self.state.setup.key.outcome = Some((severity, text));
    }
}

/// What the lights say of a key.
fn key_verdict(report: &CheckReport) -> (Severity, String) {
    match report.glow(Light::KeyAccepted) {
        Glow::Green => (
            Severity::Good,
            "The Pi takes requests with this key.".to_owned(),
        ),
        Glow::Red(problem) => (
            Severity::Error,
            format!("The Pi refuses this key: {}", problem.summary),
        ),
        Glow::Dark => {
            let why = report
                .obstacle()
                .map_or_else(String::new, |(_, problem)| problem.summary.clone());
            (
                Severity::Warning,
                format!("The key cannot be tested now. {why}"),
            )
        }
    }
}
