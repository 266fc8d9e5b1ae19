//! The features that can be switched off.

/// The features that are on. A disabled feature disappears from the window, and pidash sends no
/// requests for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each feature is switched by itself"
)]
pub struct FeatureFlags {
    /// Batch provisioning.
    pub batch_provisioning: bool,
    /// The allowlist.
    pub allowlist: bool,
    /// Interrupted and past sessions.
    pub session_recovery: bool,
    /// The WebSocket of the monitor; without it, the Pi's health is polled.
    pub websocket_monitor: bool,
    /// The V1 API; without it, only the un-enveloped read of the Pi's health is left.
    pub v1_api: bool,
}

impl Default for FeatureFlags {
    /// All on.
    fn default() -> Self {
        Self {
            batch_provisioning: true,
            allowlist: true,
            session_recovery: true,
            websocket_monitor: true,
            v1_api: true,
        }
    }
}

impl FeatureFlags {
    /// The features that work: without the V1 API only polling does, and without batch provisioning
    /// there are no sessions to recover.
    #[must_use]
    pub fn in_effect(self) -> Self {
        let Self {
            batch_provisioning,
            allowlist,
            session_recovery,
            websocket_monitor,
            v1_api,
        } = self;
        Self {
            batch_provisioning: batch_provisioning && v1_api,
            allowlist: allowlist && v1_api,
            session_recovery: session_recovery && batch_provisioning && v1_api,
            websocket_monitor: websocket_monitor && v1_api,
            v1_api,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_v1_only_polling_works_and_without_batches_there_is_no_recovery() {
        assert_eq!(FeatureFlags::default().in_effect(), FeatureFlags::default());
        let all = FeatureFlags::default();
        let bare = FeatureFlags {
            v1_api: false,
            ..all
        }
        .in_effect();
        let nothing = FeatureFlags {
            batch_provisioning: false,
            allowlist: false,
            session_recovery: false,
            websocket_monitor: false,
            v1_api: false,
        };
        assert_eq!(bare, nothing);
        let batchless = FeatureFlags {
            batch_provisioning: false,
            ..all
        };
        assert!(!batchless.in_effect().session_recovery && batchless.in_effect().allowlist);
    }
}
