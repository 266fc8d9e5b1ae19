//! The map of pidash, the native field console for PiOrchestrator.
pub mod domain;
pub mod messages;
pub mod simulator;
pub mod wire;
