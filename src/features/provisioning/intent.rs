//! What a person can do on the provisioning tab.

use crate::{
    domain::{
        mac::MacAddr,
        session::{SessionId, StartRequest},
    },
    features::provisioning::card_list::Filter,
    messages::{DeviceVerb, SessionVerb},
};

/// What a person asks for on the provisioning tab.
#[derive(Debug, Clone)]
pub enum ProvisioningIntent {
    /// Begin a session.
    Start(StartRequest),
    /// Show a session that runs on the Pi.
    Show(SessionId),
    /// Do something with the open session.
    Session(SessionVerb),
    /// Do something with one camera.
    Device(MacAddr, DeviceVerb),
    /// Provision the cameras that are ticked and ready.
    ProvisionSelected,
    /// Retry every camera that failed.
    RetryAllFailed,
    /// Tick or untick a camera.
    Select(MacAddr, bool),
    /// Show only these cards.
    Filter(Filter),
    /// Show only cards that match this text.
    Search(String),
    /// Take the notice about a failed session action away.
    DismissProblem,
    /// Ask the Pi again now for what it refused.
    RetryNow,
    /// Do not ask it again by itself.
    StopRetrying,
    /// Leave a session that is over and show the start form.
    Leave,
}
