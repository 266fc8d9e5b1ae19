//! The key of the Pi in use: looked for, kept and forgotten beside the window's thread, since a keyring may take its time.

use std::{
    collections::BTreeMap,
    io,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use egui::Context;

use super::COALESCE;
use crate::{
    domain::{key_place::KeyPlace, secret::ApiKey},
    storage::keys::{Found, KeyError, Keys},
};

/// News that nobody has taken yet.
const WAITING: usize = 8;

/// What came of something, and for which origin.
pub struct KeyNews {
    /// The origin that it is about.
    pub origin: String,
    /// What came of it.
    pub outcome: KeyOutcome,
}

/// What came of something.
pub enum KeyOutcome {
    /// What was found, and whether there is a keyring that works.
    Looked(Result<Option<Found>, KeyError>, bool),
    /// A key was put there, or not.
    Kept(Found, Result<(), KeyError>),
    /// The key was forgotten, or not.
    Forgotten(Result<(), KeyError>),
}

/// Looks, keeps and forgets.
pub struct KeyStore {
    keys: Keys,
    /// Keys that a person gave for this run alone, by origin.
    memory: BTreeMap<String, ApiKey>,
    tell: SyncSender<KeyNews>,
    told: Receiver<KeyNews>,
}

impl KeyStore {
    pub fn new(keys: Keys) -> Self {
        let (tell, told) = sync_channel(WAITING);
        Self {
            keys,
            memory: BTreeMap::new(),
            tell,
            told,
        }
    }

    /// Whether a key can be kept in a keyring.
    pub fn has_keyring(&self) -> bool {
        self.keys.keyring.is_there()
    }

    /// What is known without asking anybody: what pidash was started with, or what was given for this run.
    ///
    /// # Errors
    /// What pidash was started with cannot be used.
    pub fn at_hand(&self, origin: &str) -> Result<Option<Found>, KeyError> {
        if let Some(found) = self.keys.given(origin)? {
            return Ok(Some(found));
        }
        let key = self.memory.get(origin).cloned();
        let place = KeyPlace::Memory;
        Ok(key.map(|key| Found { key, place }))
    }

    /// Begins to look where a person may have kept one.
    ///
    /// # Errors
    /// No thread could be started for it.
    pub fn look(&self, origin: &str, ctx: &Context) -> io::Result<()> {
        self.begin(origin, ctx, |keys, origin| {
            let (found, has_keyring) = keys.kept(origin);
            KeyOutcome::Looked(found, has_keyring)
        })
    }

    /// Begins to keep a key.
    ///
    /// # Errors
    /// No thread could be started for it.
    pub fn keep(&mut self, origin: &str, found: Found, ctx: &Context) -> io::Result<()> {
        self.memory.remove(origin);
        if found.place == KeyPlace::Memory {
            self.memory.insert(origin.to_owned(), found.key.clone());
        }
        self.begin(origin, ctx, move |keys, origin| {
            let outcome = keys.keep(origin, &found.key, &found.place);
            KeyOutcome::Kept(found, outcome)
        })
    }

    /// Begins to forget the key of this origin.
    ///
    /// # Errors
    /// No thread could be started for it.
    pub fn forget(&mut self, origin: &str, ctx: &Context) -> io::Result<()> {
        self.memory.remove(origin);
        self.begin(origin, ctx, |keys, origin| {
            KeyOutcome::Forgotten(keys.forget(origin))
        })
    }

    /// What came of something.
    pub fn news(&self) -> Option<KeyNews> {
        self.told.try_recv().ok()
    }

    fn begin(
        &self,
        origin: &str,
        ctx: &Context,
        work: impl FnOnce(&Keys, &str) -> KeyOutcome + Send + 'static,
    ) -> io::Result<()> {
        let (keys, tell, ctx) = (self.keys.clone(), self.tell.clone(), ctx.clone());
        let origin = origin.to_owned();
        thread::Builder::new()
            .name("pidash-key".to_owned())
            .spawn(move || {
                let outcome = work(&keys, &origin);
                if tell.send(KeyNews { origin, outcome }).is_ok() {
                    ctx.request_repaint_after(COALESCE);
                }
            })?;
        Ok(())
    }
}
