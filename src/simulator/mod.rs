//! A believable `PiOrchestrator` inside the binary.
pub mod world;
