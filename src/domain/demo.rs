//! What can go wrong in the demo, so that a person can learn what to do about it.

use strum::{IntoStaticStr, VariantArray};

/// A scenario of the demo. The simulator has one with the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DemoScenario {
    AllWell,
    WrongPassphrase,
    Wpa3Only,
    WeakSignal,
    LateReports,
    TwoNotAllowed,
    FiftyCameras,
    RestartHalfWay,
    FlakyNetwork,
    RateLimited,
    EventsMute,
}

impl DemoScenario {
    /// The name in the simulator.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
