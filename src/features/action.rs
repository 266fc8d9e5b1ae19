//! What the person asked for. Views push these; they cause nothing themselves.

use std::sync::Arc;

use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        mac::MacAddr,
        session::{SessionId, StartRequest},
        telemetry::TransportChoice,
        thresholds::Thresholds,
    },
    features::provisioning::card_list::Filter,
    messages::{DeviceVerb, SessionVerb},
};

/// An intent that changes the state.
#[derive(Debug, Clone)]
pub enum Action {
    /// Take the toast away.
    DismissToast,
    /// Tell the person, in the toast: what became of something that needs nobody else, as a copy on the clipboard.
    Say(String),
    /// Open or close the event drawer.
    ShowEvents(bool),
    /// Something on the provisioning tab.
    Provisioning(ProvisioningAction),
    /// Something on the allowlist tab.
    Allowlist(AllowlistAction),
    /// Something about sessions that are not open.
    Recovery(RecoveryAction),
    /// Something about the Pi's health.
    Monitoring(MonitoringAction),
    /// Something on the diagnostics tab.
    Diagnostics(DiagnosticsAction),
    /// Something about this console.
    Setup(SetupAction),
}

/// An intent of the diagnostics tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagnosticsAction {
    /// Follow the Pi's log from now on, or do not.
    FollowLog(bool),
    /// Forget what came of it.
    ClearLog,
    /// Forget the requests.
    ClearRequests,
}

/// An intent about this console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetupAction {
    /// Save no support bundle.
    CloseBundle,
    /// Call the Pi at this address so.
    Rename(String, String),
    /// Forget the Pi at this address.
    Forget(String),
    /// Let nobody leave the kiosk.
    Lock,
}

/// An intent of the allowlist tab.
#[derive(Debug, Clone)]
pub enum AllowlistAction {
    /// The tab is open from now on, or is not.
    Show(bool),
    /// Read it again now.
    Refresh,
    /// Do not read it again by itself until that is asked for.
    StopRetrying,
    /// Approve a camera.
    Add(NewEntry),
    /// Write this about an approved camera.
    Edit(MacAddr, EntryNote),
    /// Take a camera off the list, unless that is undone in time.
    Remove(MacAddr),
    /// Take the latest removal back.
    Undo,
    /// Do again what failed with this camera.
    TryAgain(MacAddr),
    /// Take away what failed with this camera.
    DismissProblem(MacAddr),
    /// Take all cameras off the list.
    Clear,
    /// Take away that this failed.
    DismissClearProblem,
    /// Something about adding many cameras at once.
    Import(ImportAction),
}

/// An intent about adding many cameras at once.
#[derive(Debug, Clone)]
pub enum ImportAction {
    /// Look at this list.
    Read(Arc<[u8]>),
    /// A list could not be read: why.
    Unreadable(String),
    /// Add what can be added of it.
    Start,
    /// Add no more of it.
    Cancel,
    /// Forget it.
    Close,
}

/// An intent about sessions that are not open.
#[derive(Debug, Clone)]
pub enum RecoveryAction {
    /// Take a session up again.
    Resume(SessionId),
    /// Give a session up for good.
    Discard(SessionId),
    /// Do not offer these sessions again.
    Dismiss,
    /// Take away that something failed.
    DismissFailure,
    /// Ask for past sessions, and again for those that can be resumed.
    ReadHistory,
}

/// An intent about the Pi's health.
#[derive(Debug, Clone, Copy)]
pub enum MonitoringAction {
    /// Get it over this transport.
    Transport(TransportChoice),
    /// Call for attention from these values on.
    Thresholds(Thresholds),
}

/// An intent of the provisioning tab.
#[derive(Debug, Clone)]
pub enum ProvisioningAction {
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
