//! The binary of the integration tests: sockets, images, files, and the dependency rule.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod allowlist_flow;
mod catalogue;
mod client;
mod command_line;
mod connect_flow;
mod console;
mod cpu_renderer;
mod dependency_rule;
mod diagnostics_flow;
mod every_screen;
mod import_flow;
mod key_flow;
mod keyboard_flow;
mod kiosk_flow;
mod monitor_tab;
mod provisioning_flow;
mod readme;
mod recovery_flow;
mod retry_flow;
mod screen;
mod screens;
mod settings_flow;
mod simulator;
mod snapshots;
mod sse_cases;
mod touch;
mod wire_contract;
