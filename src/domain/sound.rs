//! The sounds of this program.

/// A short sound, distinct from the others. In the order of their weight: of two that cannot both be
/// played, the later one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    /// A scanned code was taken.
    ScanTaken,
    /// A scanned code was not taken.
    ScanNotTaken,
    /// A camera was verified.
    Verified,
    /// No camera is in flight any more.
    Done,
    /// A camera failed.
    Failed,
}
