//! One test binary for all that crosses a border: sockets, pixels, files, and the import rule.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod allowlist_flow;
mod architecture;
mod backend;
mod command_line;
mod console;
mod cpu_renderer;
mod import_flow;
mod monitor_tab;
mod provisioning_flow;
mod recovery_flow;
mod screen;
mod screens;
mod simulator;
mod snapshots;
mod sse_cases;
mod wire_contract;
