//! The map of pidash, the native field console for PiOrchestrator.
pub mod backend;
pub mod domain;
pub mod messages;
pub mod wire;
