//! The map of pidash, the native field console for PiOrchestrator.
pub mod app;
pub mod backend;
pub mod domain;
pub mod messages;
pub mod state;
pub mod store;
pub mod ui;
pub mod wire;
