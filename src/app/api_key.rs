//! The API key of the Pi in use: saves, tests and forgets it, and reports the outcome.

use super::{
    App,
    finder::KeyVerdict,
    jobs::JobError,
    key_store::{KeyAnswer, KeyOutcome},
};
use crate::{
    domain::{
        clock::Now,
        connection_check::CheckReport,
        key_place::{HAS_OWN_FILES, KeyPlace},
    },
    features::settings::{intent::KeyIntent, state::KeyWork},
    i18n,
    messages::Command,
    model::notices::Severity,
    storage::keys::{FoundKey, KeyError, KeySourceError, KeyringError, OwnFileError},
    tr,
    ui::Tab,
};

impl App {
    /// Reconnects now, with the key that is currently stored.
    pub(crate) fn reconnect(&mut self, now: Now) {
        // While the key is still being read, the connection opens with it by itself.
        let Some(connection) = self.connection.as_ref().filter(|open| open.is_open()) else {
            return;
        };
        match self.keys.at_hand(&connection.server.origin()) {
            Ok(Some(found)) => self.use_key(Some(found), now),
            Ok(None) => {
                let key = connection.key.clone();
                self.use_key(key, now);
            }
            Err(error) => self.report(Severity::Error, key_error(&error), now),
        }
    }

    fn use_key(&mut self, found: Option<FoundKey>, now: Now) {
        self.note_key(found.as_ref());
        let key = found.as_ref().map(|found| found.key.clone());
        if let Some(connection) = &mut self.connection {
            connection.key = found;
        }
        self.send(Command::Reconnect(key), now);
    }

    /// Shows where the key is and its fingerprint, never the key.
    pub(crate) fn note_key(&mut self, found: Option<&FoundKey>) {
        let status = &mut self.state.settings.key;
        status.place = found.map(|found| found.place.clone());
        let fingerprint = found.map(|found| found.key.fingerprint());
        if status.fingerprint != fingerprint && status.fingerprint.is_some() {
            status.accepted_at = None;
        }
        status.fingerprint = fingerprint;
    }

    pub(crate) fn handle_key(&mut self, intent: KeyIntent, now: Now) {
        if self.state.is_locked(now) {
            self.report(Severity::Info, tr!("kiosk-locked"), now);
            return;
        }
        let is_busy = self.state.settings.key.work.is_some();
        let Some(connection) = self.connection.as_ref().filter(|_| !is_busy) else {
            return;
        };
        let origin = connection.server.origin();
        let work = match intent {
            KeyIntent::Keep(key, place) => {
                let found = FoundKey { key, place };
                self.finder.test_key_to_save(connection, found, &self.state);
                KeyWork::Testing
            }
            KeyIntent::Forget => {
                self.keys.forget(&origin, &mut self.jobs);
                KeyWork::Forgetting
            }
            KeyIntent::Test(typed) => {
                let key = typed.or_else(|| connection.api_key());
                self.finder.test_key(connection, key, &self.state);
                KeyWork::Testing
            }
        };
        let status = &mut self.state.settings.key;
        (status.work, status.outcome) = (Some(work), None);
    }

    /// Saves a key that the Pi accepts, or that it could not be asked about. A refused key does not
    /// replace the one in use.
    pub(crate) fn handle_key_report(
        &mut self,
        to_save: Option<FoundKey>,
        report: &CheckReport,
        now: Now,
    ) {
        self.state.settings.key.work = None;
        let verdict = KeyVerdict::of(report);
        let Some(found) = to_save else {
            let (severity, text) = match verdict {
                KeyVerdict::Accepted => (Severity::Good, tr!("key-works").to_owned()),
                KeyVerdict::Refused(why) => (Severity::Error, tr!("key-is-refused", why = why)),
                KeyVerdict::Untested(why) => (Severity::Warning, why),
            };
            self.set_key_outcome(severity, text);
            return;
        };
        let untested = match verdict {
            KeyVerdict::Refused(_) => {
                let text = tr!("key-refused");
                self.state
                    .notices
                    .log(Severity::Error, text.to_owned(), now);
                self.set_key_outcome(Severity::Error, text.to_owned());
                self.ui_state.ask_for_key_again();
                return;
            }
            KeyVerdict::Accepted => None,
            KeyVerdict::Untested(why) => Some(why),
        };
        if let Some(connection) = &self.connection {
            let origin = connection.server.origin();
            self.keys.save(&origin, found, untested, &mut self.jobs);
            self.state.settings.key.work = Some(KeyWork::Saving);
        }
    }

    pub(crate) fn handle_key_answer(&mut self, answer: KeyAnswer, now: Now) {
        self.keys.take_in(&answer);
        let connection = self.connection.as_ref();
        let Some(connection) =
            connection.filter(|connection| connection.server.origin() == answer.origin)
        else {
            return;
        };
        let is_open = connection.is_open();
        self.state.settings.key.work = None;
        match answer.outcome {
            KeyOutcome::Read(read, has_keyring) => {
                self.state.settings.key.has_keyring = has_keyring;
                let found = read.unwrap_or_else(|error| {
                    self.set_key_outcome(Severity::Error, key_error(&error));
                    None
                });
                if is_open {
                    return;
                }
                if let Err(error) = self.open_connection(found, now) {
                    self.report(Severity::Error, format!("{error:#}"), now);
                }
            }
            KeyOutcome::Saved {
                found,
                untested,
                result: Ok(()),
            } => self.key_is_saved(found, untested, now),
            KeyOutcome::Saved {
                found,
                result: Err(error),
                ..
            } => {
                let why = key_error(&error);
                let text = match found.place {
                    KeyPlace::Keyring if HAS_OWN_FILES => {
                        tr!("key-not-kept-in-keyring", why = why)
                    }
                    KeyPlace::Keyring => tr!("key-not-kept-in-keyring-alone", why = why),
                    _ => tr!("key-not-kept", why = why),
                };
                self.set_key_outcome(Severity::Error, text);
            }
            KeyOutcome::Forgotten(Ok(())) => {
                self.set_key_outcome(Severity::Info, tr!("key-is-forgotten").to_owned());
                self.use_key(None, now);
            }
            KeyOutcome::Forgotten(Err(error)) => {
                let text = tr!("key-not-forgotten", why = key_error(&error));
                self.set_key_outcome(Severity::Error, text);
            }
        }
    }

    fn key_is_saved(&mut self, found: FoundKey, untested: Option<String>, now: Now) {
        self.ui_state.wipe_key();
        let place = i18n::key_place(&found.place);
        let kept = tr!("key-is-in", place = place);
        self.use_key(Some(found), now);
        let is_accepted = untested.is_none();
        let (severity, text) = if let Some(why) = untested {
            (Severity::Warning, format!("{kept} {why}"))
        } else {
            let accepted = tr!("key-is-accepted");
            (Severity::Good, format!("{accepted} {kept}"))
        };
        // The settings tab shows the outcome; the panel of a problem may be gone.
        if self.ui_state.tab == Tab::Settings {
            self.state.notices.log(severity, text.clone(), now);
        } else {
            self.report(severity, text.clone(), now);
        }
        self.set_key_outcome(severity, text);
        if is_accepted {
            for command in self.state.key_accepted(now) {
                self.send(command, now);
            }
        }
    }

    /// A job about a key ended without a result.
    pub(crate) fn handle_key_failure(&mut self, error: &JobError, now: Now) {
        let text = tr!("key-nothing-possible", why = error.to_string());
        self.report(Severity::Error, text, now);
        let was_reading = self.state.settings.key.work == Some(KeyWork::Reading);
        self.state.settings.key.work = None;
        if was_reading && let Err(error) = self.open_connection(None, now) {
            self.report(Severity::Error, format!("{error:#}"), now);
        }
    }

    fn set_key_outcome(&mut self, severity: Severity, text: String) {
        self.state.settings.key.outcome = Some((severity, text));
    }
}

/// Why a key cannot be read or stored, as a part of a sentence.
pub fn key_error(error: &KeyError) -> String {
    match error {
        KeyError::Given(error) => key_source_error(error),
        KeyError::Keyring(error) => keyring_error(error),
        KeyError::OwnFile(error) => own_file_error(error),
    }
}

/// Why the key that pidash was started with cannot be used, as a part of a sentence.
#[must_use]
pub fn key_source_error(error: &KeySourceError) -> String {
    match error {
        KeySourceError::Unreadable { path, reason } => {
            let (path, why) = (path.display().to_string(), reason.to_string());
            tr!("key-given-unreadable", path = path, why = why)
        }
        KeySourceError::NotAKey { path, reason } => {
            let (path, why) = (path.display().to_string(), i18n::api_key_error(*reason));
            tr!("key-given-unusable", path = path, why = why)
        }
    }
}

fn keyring_error(error: &KeyringError) -> String {
    match error {
        KeyringError::None => tr!("key-keyring-none").to_owned(),
        KeyringError::Silent => tr!("key-keyring-silent").to_owned(),
        KeyringError::Refused(why) => tr!("key-keyring-refused", why = why.as_str()),
        KeyringError::Forgetful => tr!("key-keyring-forgetful").to_owned(),
        KeyringError::Thread(error) => tr!("key-keyring-not-asked", why = error.to_string()),
    }
}

fn own_file_error(error: &OwnFileError) -> String {
    let (path, why) = match error {
        OwnFileError::Nowhere => return tr!("key-file-nowhere").to_owned(),
        OwnFileError::Open { path } => {
            return tr!("key-file-open", path = path.display().to_string());
        }
        OwnFileError::NotAFile { path } => {
            return tr!("key-file-not-plain", path = path.display().to_string());
        }
        OwnFileError::Io { path, reason } => (path, i18n::system_error(reason.kind())),
        OwnFileError::NotAKey { path, reason } => (path, i18n::api_key_error(*reason).to_owned()),
    };
    let path = path.display().to_string();
    tr!("key-file-unusable", path = path, why = why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_that_others_may_read_is_refused_with_what_to_type() {
        let path = "/home/tech/key".into();
        let text = key_error(&KeyError::OwnFile(OwnFileError::Open { path }));
        assert!(text.contains("chmod 600 '/home/tech/key'"), "{text}");
    }
}
