//! What a person can do on the diagnostics tab.

/// An action of a person on the diagnostics tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagnosticsIntent {
    /// Start or stop reading the log of the Pi.
    FollowLog(bool),
    /// Remove all lines of the log.
    ClearLog,
    /// Remove all requests.
    ClearRequests,
    /// Close the support bundle without saving it.
    CloseBundle,
}
