//! What a person can ask for about sessions that are not open.

use crate::domain::session::SessionId;

/// A request of the person about interrupted and past sessions.
#[derive(Debug, Clone)]
pub enum RecoveryIntent {
    /// Resume a session.
    Resume(SessionId),
    /// Discard a session for good.
    Discard(SessionId),
    /// Do not offer these sessions again.
    Dismiss,
    /// Remove the problem of a failed resume or discard.
    DismissFailure,
    /// Resume or discard the session of that problem now, without the rest of the wait.
    RetryNow,
    /// Do not try that again.
    StopRetrying,
    /// Read past sessions.
    ReadPastSessions,
    /// Read past sessions, and again those that can be resumed.
    ReadHistory,
}
