//! What a person can do with sessions that are not open.

use crate::domain::session::SessionId;

/// What a person asks for about interrupted and past sessions.
#[derive(Debug, Clone)]
pub enum RecoveryIntent {
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
