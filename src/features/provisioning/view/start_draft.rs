//! What is typed into the start form, and what is wrong with it.

use zeroize::Zeroizing;

use crate::{
    domain::{
        network::{Security, Ssid, SsidError},
        secret::{Passphrase, PassphraseError},
        session::{StartRequest, StepTimeouts},
    },
    tr,
};

/// Room for the longest passphrase and some more, so that typing never moves it and leaves copies behind.
const SECRET_CAPACITY: usize = 1_024;

/// What is typed into the form.
#[derive(Debug)]
pub struct StartUiState {
    pub(crate) ssid: String,
    pub(crate) passphrase: Zeroizing<String>,
    pub(crate) open_network: bool,
    pub(crate) timeouts: StepTimeouts,
}

impl Default for StartUiState {
    fn default() -> Self {
        Self {
            ssid: String::new(),
            passphrase: Zeroizing::new(String::with_capacity(SECRET_CAPACITY)),
            open_network: false,
            timeouts: StepTimeouts::default(),
        }
    }
}

impl StartUiState {
    /// Begins with this network.
    pub fn prefill(&mut self, ssid: &str) {
        ssid.clone_into(&mut self.ssid);
        self.wipe();
    }

    /// Wipes the passphrase: the start has been answered.
    pub fn wipe(&mut self) {
        self.passphrase = Self::default().passphrase;
    }

    /// The request as typed.
    ///
    /// # Errors
    /// What is missing, in the words of the form.
    pub fn request(&self) -> Result<StartRequest, String> {
        let ssid = Ssid::new(&self.ssid).map_err(of_ssid)?;
        let security = if self.open_network {
            Security::Open
        } else if self.passphrase.is_empty() {
            return Err(tr!("start-passphrase-missing"));
        } else {
            Security::Wpa(Passphrase::new(&self.passphrase).map_err(of_passphrase)?)
        };
        Ok(StartRequest {
            ssid,
            security,
            timeouts: self.timeouts,
        })
    }
}

/// Why a text is not a network name, in the words of the form.
fn of_ssid(error: SsidError) -> String {
    match error {
        SsidError::Empty => tr!("start-ssid-missing"),
        SsidError::TooLong(bytes) => tr!("start-ssid-too-long", bytes = bytes),
    }
}

/// Why a text is not a passphrase, in the words of the form.
fn of_passphrase(error: PassphraseError) -> String {
    match error {
        PassphraseError::TooShort => tr!("start-passphrase-too-short"),
        PassphraseError::TooLong => tr!("start-passphrase-too-long"),
        PassphraseError::NotPrintableAscii => tr!("start-passphrase-not-plain"),
    }
}
