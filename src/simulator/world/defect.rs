//! Defects of simulated cameras, at the step where they show.

use fastrand::Rng;

use crate::{domain::candidate::Failure, wire::error_codes};

/// A defect of a camera, which shows at a certain step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Defect {
    /// The Pi cannot reach it.
    Unreachable,
    /// It rejects the credentials.
    Rejects,
    /// It stops answering while it receives them.
    Stalls,
    /// It accepts them and never shows up on the target network.
    NeverJoins {
        /// The wait that the Pi reports.
        within_seconds: u32,
    },
    /// As [`Defect::NeverJoins`], but it shows up half a minute after the Pi has given up.
    JoinsLate {
        /// The wait that the Pi reports.
        within_seconds: u32,
    },
}

impl Defect {
    /// A random defect.
    pub(super) fn draw(rng: &mut Rng, within_seconds: u32) -> Self {
        let flaws = [
            Self::Unreachable,
            Self::Rejects,
            Self::Stalls,
            Self::NeverJoins { within_seconds },
        ];
        flaws[rng.usize(..flaws.len())]
    }

    /// The progress at which provisioning stalls, in percent; `None`: it completes.
    pub(super) fn stalls_at(self) -> Option<u8> {
        match self {
            Self::Unreachable => Some(0),
            Self::Rejects => Some(60),
            Self::Stalls => Some(80),
            Self::NeverJoins { .. } | Self::JoinsLate { .. } => None,
        }
    }

    /// The failure that the Pi reports.
    pub(super) fn failure(self) -> Failure {
        let (code, message) = match self {
            Self::Unreachable => ("DEVICE_UNREACHABLE", "no route to the device".to_owned()),
            Self::Rejects => {
                let message = "the device refused the credentials";
                ("DEVICE_REJECTED", message.to_owned())
            }
            Self::Stalls => ("DEVICE_TIMEOUT", "the device stopped answering".to_owned()),
            Self::NeverJoins { within_seconds } | Self::JoinsLate { within_seconds } => {
                let message =
                    format!("device did not join the target network within {within_seconds} s");
                ("VERIFICATION_TIMEOUT", message)
            }
        };
        error_codes::failure(Some(code.to_owned()), Some(message))
    }
}
