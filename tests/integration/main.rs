//! Everything that needs a socket, a window or the whole crate, in one test binary.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod sse_cases;
