//! The binary of the integration tests: sockets, images, files, and the dependency rule.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod allowlist_flow;
mod allowlist_import_flow;
mod catalogue;
mod client;
mod command_line;
mod connect_flow;
mod console;
mod cpu_renderer;
mod crash_safety;
mod dependency_rule;
mod diagnostics_flow;
mod event_log;
mod every_screen;
mod full_disk;
mod fuzz;
mod keyboard_flow;
mod kiosk_flow;
mod kiosk_touch_flow;
mod layout;
mod monitor_flow;
mod process_requests_flow;
mod provisioning_flow;
mod provisioning_retry_flow;
mod readme;
mod recovery_flow;
mod screen;
mod screens;
mod settings_flow;
mod settings_key_flow;
mod simulator;
mod snapshots;
mod sse_cases;
mod toasts;
mod tooltips;
mod wire_contract;
