//! The API keys of this run: reads, saves and forgets them in background jobs, since a keyring may take its time.

use std::collections::BTreeMap;

use super::jobs::{JobAnswer, JobKind, Jobs};
use crate::{
    domain::{key_place::KeyPlace, secret::ApiKey},
    storage::keys::{FoundKey, KeyError, Keys},
};

/// The answer of a job that has to do with the key of a Pi.
pub struct KeyAnswer {
    /// The origin of the Pi.
    pub origin: String,
    pub outcome: KeyOutcome,
}

pub enum KeyOutcome {
    /// The saved key, and whether there is a keyring that works.
    Read(Result<Option<FoundKey>, KeyError>, bool),
    Saved {
        found: FoundKey,
        /// Why the Pi could not be asked about the key before, as a sentence; `None`: it accepts it.
        untested: Option<String>,
        result: Result<(), KeyError>,
    },
    Forgotten(Result<(), KeyError>),
}

pub struct KeyStore {
    keys: Keys,
    file_may_vanish: bool,
    /// Keys that are kept for this run alone, by origin.
    memory: BTreeMap<String, ApiKey>,
}

impl KeyStore {
    pub fn new(keys: Keys) -> Self {
        Self {
            file_may_vanish: keys.files.may_vanish(),
            keys,
            memory: BTreeMap::new(),
        }
    }

    /// Whether a key can be saved in a keyring.
    pub fn has_keyring(&self) -> bool {
        self.keys.keyring.is_there()
    }

    /// Whether a file of pidash itself may be gone after a restart.
    pub fn file_may_vanish(&self) -> bool {
        self.file_may_vanish
    }

    /// The key that pidash was started with, or the one that was entered for this run. Needs no job.
    ///
    /// # Errors
    /// The key that pidash was started with cannot be used.
    pub fn at_hand(&self, origin: &str) -> Result<Option<FoundKey>, KeyError> {
        if let Some(found) = self.keys.given(origin)? {
            return Ok(Some(found));
        }
        let key = self.memory.get(origin).cloned();
        let place = KeyPlace::Memory;
        Ok(key.map(|key| FoundKey { key, place }))
    }

    /// Reads the saved key.
    pub fn read(&self, origin: &str, jobs: &mut Jobs) {
        self.start(origin, jobs, |keys, origin| {
            let (found, has_keyring) = keys.kept(origin);
            KeyOutcome::Read(found, has_keyring)
        });
    }

    pub fn save(&self, origin: &str, found: FoundKey, untested: Option<String>, jobs: &mut Jobs) {
        self.start(origin, jobs, move |keys, origin| {
            let result = keys.keep(origin, &found.key, &found.place);
            KeyOutcome::Saved {
                found,
                untested,
                result,
            }
        });
    }

    pub fn forget(&self, origin: &str, jobs: &mut Jobs) {
        self.start(origin, jobs, |keys, origin| {
            KeyOutcome::Forgotten(keys.forget(origin))
        });
    }

    /// The key in memory changes only once a job has succeeded: until then it stays in use.
    pub fn take_in(&mut self, answer: &KeyAnswer) {
        match &answer.outcome {
            KeyOutcome::Saved {
                found,
                result: Ok(()),
                ..
            } if found.place == KeyPlace::Memory => {
                let (origin, key) = (answer.origin.clone(), found.key.clone());
                self.memory.insert(origin, key);
            }
            KeyOutcome::Saved { result: Ok(()), .. } | KeyOutcome::Forgotten(Ok(())) => {
                self.memory.remove(&answer.origin);
            }
            KeyOutcome::Read(..)
            | KeyOutcome::Saved { result: Err(_), .. }
            | KeyOutcome::Forgotten(Err(_)) => {}
        }
    }

    fn start(
        &self,
        origin: &str,
        jobs: &mut Jobs,
        work: impl FnOnce(&Keys, &str) -> KeyOutcome + Send + 'static,
    ) {
        let (keys, origin) = (self.keys.clone(), origin.to_owned());
        jobs.start(JobKind::Key, move || {
            let outcome = work(&keys, &origin);
            JobAnswer::Key(KeyAnswer { origin, outcome })
        });
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
mod tests {
    use std::{
        sync::{Arc, mpsc},
        time::Duration,
    };

    use zeroize::Zeroizing;

    use super::*;
    use crate::storage::keys::{Keyring, Vault};

    const ORIGIN: &str = "http://192.168.1.124:8082";

    /// A keyring that is locked.
    struct Locked;

    impl Vault for Locked {
        fn get(&self, _name: &str) -> Result<Option<Zeroizing<String>>, String> {
            Err("locked".to_owned())
        }

        fn set(&self, _name: &str, _secret: &str) -> Result<(), String> {
            Err("locked".to_owned())
        }

        fn delete(&self, _name: &str) -> Result<(), String> {
            Err("locked".to_owned())
        }
    }

    fn found(key: &str, place: KeyPlace) -> FoundKey {
        let key = ApiKey::new(key).unwrap();
        FoundKey { key, place }
    }

    #[test]
    fn a_key_that_cannot_be_saved_leaves_the_one_in_memory_in_use() {
        let (tx, woken) = mpsc::sync_channel(8);
        let mut jobs = Jobs::new(Arc::new(move || tx.try_send(()).unwrap_or_default()));
        let mut store = KeyStore::new(Keys {
            keyring: Keyring::of(Locked),
            ..Keys::default()
        });
        for (text, place, is_saved) in [
            ("in-memory-4711", KeyPlace::Memory, true),
            ("in-keyring-0815", KeyPlace::Keyring, false),
        ] {
            store.save(ORIGIN, found(text, place), None, &mut jobs);
            woken.recv_timeout(Duration::from_secs(30)).unwrap();
            let Some((_, Ok(JobAnswer::Key(answer)))) = jobs.try_recv() else {
                panic!("there is an answer");
            };
            assert!(matches!(
                &answer.outcome,
                KeyOutcome::Saved { result, .. } if result.is_ok() == is_saved
            ));
            store.take_in(&answer);
            let in_use = store.at_hand(ORIGIN).unwrap().unwrap();
            assert_eq!(in_use.key.expose(), "in-memory-4711");
        }
    }
}
