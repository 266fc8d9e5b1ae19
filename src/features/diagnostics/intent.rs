//! What a person can do on the diagnostics tab.

/// What a person asks for on the diagnostics tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagnosticsIntent {
    /// Follow the Pi's log from now on, or do not.
    FollowLog(bool),
    /// Forget what came of it.
    ClearLog,
    /// Forget the requests.
    ClearRequests,
    /// Close the support bundle without saving it.
    CloseBundle,
}
