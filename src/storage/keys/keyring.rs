//! The keyring of the desktop. It may be absent, locked, or wait for a dialog that nobody sees:
//! each call has a limit of two seconds, and a written key is read back.

use std::{
    fmt, io,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use zeroize::Zeroizing;

use crate::domain::secret::ApiKey;

/// The longest wait for a keyring.
const LIMIT: Duration = Duration::from_secs(2);
/// The name of the entries of pidash.
const SERVICE: &str = "pidash";

/// Something that keeps secrets by name.
pub trait Vault: Send + Sync {
    /// The secret of this name.
    ///
    /// # Errors
    /// Why it cannot be had.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<String>>, String>;
    /// Keeps a secret under this name.
    ///
    /// # Errors
    /// Why it cannot be kept.
    fn set(&self, name: &str, secret: &str) -> Result<(), String>;
    /// Forgets the secret of this name.
    ///
    /// # Errors
    /// Why it cannot be forgotten.
    fn delete(&self, name: &str) -> Result<(), String>;
}

/// The keyring, or none.
#[derive(Clone, Default)]
pub struct Keyring {
    vault: Option<Arc<dyn Vault>>,
}

/// Why the keyring cannot be used.
#[derive(Debug)]
pub enum KeyringError {
    /// There is none.
    None,
    /// It does not answer.
    Silent,
    /// It refuses.
    Refused(String),
    /// It returned another value than was written.
    Forgetful,
    /// No thread could be started.
    Thread(io::Error),
}

impl Keyring {
    /// The Secret Service, Keychain or Credential Manager of this user. Never the kernel's session
    /// keyring, which forgets.
    #[must_use]
    pub fn of_this_desktop() -> Self {
        Self::of(Desktop)
    }

    /// This one.
    pub fn of(vault: impl Vault + 'static) -> Self {
        let vault: Arc<dyn Vault> = Arc::new(vault);
        Self { vault: Some(vault) }
    }

    /// Whether there is one to ask.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.vault.is_some()
    }

    /// The key for this origin.
    ///
    /// # Errors
    /// The keyring is of no use.
    pub fn read(&self, origin: &str) -> Result<Option<ApiKey>, KeyringError> {
        let Some(vault) = self.vault.clone() else {
            return Ok(None);
        };
        let origin = origin.to_owned();
        let secret = within_limit(move || vault.get(&origin))?;
        Ok(secret.and_then(|secret| ApiKey::new(&secret).ok()))
    }

    /// Keeps the key for this origin, and reads it back.
    ///
    /// # Errors
    /// The keyring is of no use.
    pub fn write(&self, origin: &str, key: &ApiKey) -> Result<(), KeyringError> {
        let vault = self.vault.clone().ok_or(KeyringError::None)?;
        let (name, secret) = (origin.to_owned(), key.clone());
        within_limit(move || vault.set(&name, secret.expose()))?;
        let read = self.read(origin)?;
        let same = read.is_some_and(|read| read.expose() == key.expose());
        same.then_some(()).ok_or(KeyringError::Forgetful)
    }

    /// Forgets the key for this origin.
    ///
    /// # Errors
    /// The keyring is of no use.
    pub fn forget(&self, origin: &str) -> Result<(), KeyringError> {
        let Some(vault) = self.vault.clone() else {
            return Ok(());
        };
        let origin = origin.to_owned();
        within_limit(move || vault.delete(&origin))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({})", self.is_there())
    }
}

/// A keyring that hangs keeps its thread: there is no way to take it back.
fn within_limit<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, KeyringError> {
    let (result_tx, result_rx) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("pidash-keyring".to_owned())
        .spawn(move || result_tx.send(work()).unwrap_or_default())
        .map_err(KeyringError::Thread)?;
    match result_rx.recv_timeout(LIMIT) {
        Ok(outcome) => outcome.map_err(KeyringError::Refused),
        Err(_timeout) => Err(KeyringError::Silent),
    }
}

/// The keyring of this user.
struct Desktop;

impl Vault for Desktop {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<String>>, String> {
        match entry(name)?.get_password() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), String> {
        let outcome = entry(name)?.set_password(secret);
        outcome.map_err(|error| error.to_string())
    }

    fn delete(&self, name: &str) -> Result<(), String> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn entry(name: &str) -> Result<keyring::Entry, String> {
    if let Err(error) = keyring::Entry::store_status() {
        return Err(error.to_string());
    }
    keyring::Entry::new(SERVICE, name).map_err(|error| error.to_string())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
pub(crate) mod tests {
    use std::{collections::BTreeMap, sync::Mutex};

    use super::*;

    /// A keyring that works.
    #[derive(Default)]
    pub struct MemoryVault(Mutex<BTreeMap<String, String>>);

    impl Vault for MemoryVault {
        fn get(&self, name: &str) -> Result<Option<Zeroizing<String>>, String> {
            let secret = self.0.lock().unwrap().get(name).cloned();
            Ok(secret.map(Zeroizing::new))
        }

        fn set(&self, name: &str, secret: &str) -> Result<(), String> {
            let mut secrets = self.0.lock().unwrap();
            secrets.insert(name.to_owned(), secret.to_owned());
            Ok(())
        }

        fn delete(&self, name: &str) -> Result<(), String> {
            self.0.lock().unwrap().remove(name);
            Ok(())
        }
    }

    /// A keyring that reports success and stores nothing, as a locked one may.
    struct Sieve;

    impl Vault for Sieve {
        fn get(&self, _name: &str) -> Result<Option<Zeroizing<String>>, String> {
            Ok(None)
        }

        fn set(&self, _name: &str, _secret: &str) -> Result<(), String> {
            Ok(())
        }

        fn delete(&self, _name: &str) -> Result<(), String> {
            Err("locked".to_owned())
        }
    }

    #[test]
    fn what_was_kept_is_read_back() {
        let key = ApiKey::new("a-good-key").unwrap();
        let good = Keyring::of(MemoryVault::default());
        good.write("http://pi:8082", &key).unwrap();
        let read = good.read("http://pi:8082").unwrap();
        assert_eq!(
            read.map(|key| key.expose().to_owned()),
            Some("a-good-key".to_owned())
        );
        let bad = Keyring::of(Sieve);
        let outcome = bad.write("http://pi:8082", &key);
        assert!(matches!(outcome, Err(KeyringError::Forgetful)));
        assert!(matches!(bad.forget("x"), Err(KeyringError::Refused(why)) if why == "locked"));
    }

    #[test]
    fn where_there_is_no_keyring_nothing_is_found_and_nothing_kept() {
        let none = Keyring::default();
        assert!(none.read("x").unwrap().is_none());
        let key = ApiKey::new("a-good-key").unwrap();
        assert!(matches!(none.write("x", &key), Err(KeyringError::None)));
    }
}
