//! Everything that a person can ask for, in any part of the window.

use crate::{
    features::{
        allowlist::intent::AllowlistIntent, connect::intent::ConnectIntent,
        diagnostics::intent::DiagnosticsIntent, kiosk::intent::KioskIntent,
        monitor::intent::MonitorIntent, provisioning::intent::ProvisioningIntent,
        recovery::intent::RecoveryIntent, settings::intent::SettingsIntent,
    },
    ui::Request,
};

/// A request of the person: to one feature, or to the window.
#[derive(Debug, Clone)]
pub enum Intent {
    /// About cameras and the session.
    Provisioning(ProvisioningIntent),
    /// About the allowlist.
    Allowlist(AllowlistIntent),
    /// About interrupted and past sessions.
    Recovery(RecoveryIntent),
    /// About the health of the Pi.
    Monitor(MonitorIntent),
    /// About the request log, the log of the Pi and the support bundle.
    Diagnostics(DiagnosticsIntent),
    /// About settings and the API key.
    Settings(SettingsIntent),
    /// About the choice of a Pi.
    Connect(ConnectIntent),
    /// About the lock of the kiosk.
    Kiosk(KioskIntent),
    /// About the window.
    Request(Request),
}
