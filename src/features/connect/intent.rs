//! What a person can do on the connect page.

use crate::domain::demo::DemoScenario;

/// What a person asks for on the connect page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectIntent {
    /// Find out which Pi answers at this address, and connect to it.
    Probe(String),
    /// Connect to this address without asking first.
    Connect(String),
    /// Connect to a simulated Pi on which this goes wrong.
    Demo(Option<DemoScenario>),
    /// Check the connection step by step.
    Check,
    /// Give the Pi at this address a name.
    Rename(String, String),
    /// Remove the Pi at this address from the known ones.
    Forget(String),
}
