//! One test binary for all that crosses a border.

mod simulator;
