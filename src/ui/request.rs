//! What a view asks of the window around it.

use crate::{
    domain::{allowlist::NewEntry, mac::MacAddr, secret::ApiKey, session::SessionId},
    model::time_window::TimeWindow,
    ui::Tab,
};

/// What a view asks of the window around it.
#[derive(Debug, Clone)]
pub enum Request {
    /// Show this in a toast.
    Toast(String),
    /// Remove the toast.
    DismissToast,
    /// Open or close the event log panel.
    ShowEventLog(bool),
    /// Go to this tab.
    ShowTab(Tab),
    /// Show the batch in large type.
    ShowGlance,
    /// Open or close the performance overlay.
    TogglePerformance,
    /// Go to the details of a camera of the open session.
    ShowCamera(MacAddr),
    /// Go to the connect page.
    ShowConnect,
    /// Go to the page of past sessions.
    ShowPastSessions,
    /// Show a session that runs on the Pi.
    ShowSession(SessionId),
    /// Show the start form, filled in for a session with this network.
    NewSession(String),
    /// Add a camera to the allowlist.
    AddToAllowlist(NewEntry),
    /// Write the positions of the cameras of the open session into the allowlist.
    WritePositions {
        as_description: bool,
        as_container: bool,
    },
    /// Show what a support bundle would contain.
    PrepareBundle,
    /// Go to the field for the API key.
    EnterKey,
    /// Test this API key, and save it unless the Pi refuses it.
    SaveKey(ApiKey),
    /// Read the API key again and open the event stream now.
    Reconnect,
    /// Write something to a file.
    Export(Export),
    /// Switch between a window and the full screen.
    ToggleFullScreen,
    /// Close the window; it may ask first.
    AskToClose,
    /// Close the window.
    Quit,
    /// Stop the session, and close the window once the Pi has confirmed it.
    StopAndQuit,
}

impl Request {
    /// Shows this in a toast.
    pub fn toast(text: impl Into<String>) -> Self {
        Self::Toast(text.into())
    }
}

/// What can be written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Export {
    /// The visible part of the recorded health, as CSV.
    Csv(TimeWindow),
    /// A screenshot of the window.
    Png,
    /// These entries of the allowlist in this order, as CSV.
    Allowlist(Vec<MacAddr>),
    /// The cameras of the open session with their results, as CSV.
    Batch,
    /// What is kept of the cameras of a past session, as CSV.
    PastSession(SessionId),
    /// The request log, as JSON lines.
    Requests,
    /// The support bundle on the screen.
    Bundle,
}
