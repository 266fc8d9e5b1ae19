//! One test binary for all that crosses a border: sockets, pixels, files, and the import rule.

mod backend;
mod cpu_renderer;
mod screen;
mod simulator;
mod snapshots;
mod sse_cases;
mod wire_contract;
