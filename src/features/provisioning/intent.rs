//! What a person can ask for on the provisioning tab.

use crate::{
    domain::{
        mac::MacAddr,
        network::Ssid,
        session::{SessionId, StartRequest},
    },
    features::provisioning::card_list::CardFilter,
    messages::{DeviceVerb, SessionVerb},
};

/// A request of the person on the provisioning tab.
#[derive(Debug, Clone)]
pub enum ProvisioningIntent {
    /// Another network name is typed into the start form, or none that can be one.
    TypeName(Option<Ssid>),
    /// Start a session.
    Start(StartRequest),
    /// Start another session with the network and the passphrase of the last start.
    StartAgain,
    /// Show a session that runs on the Pi.
    Show(SessionId),
    /// Send a command for the open session.
    Session(SessionVerb),
    /// Send a command for one camera.
    Device(MacAddr, DeviceVerb),
    /// Provision the cameras that are ticked and ready.
    ProvisionSelected,
    /// Provision these cameras as soon as the Pi allows it: they are being added to the allowlist.
    ProvisionOnceAllowed(Vec<MacAddr>),
    /// Provision allowed cameras as they appear and retry each failed one once, or do not any more.
    ProvisionAutomatically(bool),
    /// Provision all although the camera that went ahead failed.
    GoOnAnyway,
    /// Send another camera ahead.
    TryAnother,
    /// End the session, and show the start form: the passphrase is wrong.
    ChangePassphrase,
    /// Retry these cameras.
    RetryCameras(Vec<MacAddr>),
    /// Retry every camera that failed.
    RetryAllFailed,
    /// Tick or untick a camera.
    Select(MacAddr, bool),
    /// Something about the positions of the cameras.
    Positions(PositionIntent),
    /// Show only these cards.
    Filter(CardFilter),
    /// Show only cards that match this text.
    Search(String),
    /// Remove the problem of a failed session command.
    DismissProblem,
    /// Send the refused command again now: that of the session, or the start of one.
    RetryNow,
    /// Do not send the refused command again.
    StopRetrying,
    /// Send the refused commands for these cameras again now.
    RetryCamerasNow(Vec<MacAddr>),
    /// Do not send the refused commands for these cameras again.
    StopRetryingCameras(Vec<MacAddr>),
    /// Show the start form instead of a session that is over, interrupted or still being read.
    Leave,
}

/// A request about the positions of the cameras.
#[derive(Debug, Clone)]
pub enum PositionIntent {
    /// Give newly found cameras the positions of this list.
    Start(String),
    /// Do not any more.
    End,
    /// Leave the next position free.
    Skip,
    /// Take the latest change back.
    Undo,
    /// This camera is at the next position.
    IsNext(MacAddr),
    /// The cameras that are asked about get no position now.
    DecideLater,
    /// Give a camera this position. A camera that is there gets the other one's.
    Assign(MacAddr, String),
    /// Take the position of a camera away.
    Unbind(MacAddr),
}
