//! The wire contract: literal messages from `tests/fixtures/wire`, and their expected meaning.
//!
//! Expected values are written by hand from the contract, never copied from output: the client and
//! the simulator share `pidash::wire`, so only these fixtures detect an error in both.

mod allowlist;
mod answers;
mod entities;
mod events;
mod hostile;
mod monitor;
mod numbers;
mod wifi_scan;
mod writing;

use jiff::Timestamp;
use pidash::{
    domain::{candidate::Failure, mac::MacAddr, problem::Remedy, warning::Warning},
    i18n,
    wire::envelope::RawAnswer,
};

/// A literal message.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/wire/",
            $name
        ))
    };
}
use fixture;

/// The camera of most fixtures.
const MAC: MacAddr = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);

/// Another camera, with a different last byte.
const fn mac(last: u8) -> MacAddr {
    MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, last])
}

/// 2026-02-09T02:40:00Z plus some seconds.
fn at(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(1_770_604_800 + seconds).ok()
}

/// An answer of JSON without headers.
fn answer(status: u16, body: &str) -> RawAnswer<'_> {
    RawAnswer {
        endpoint: "GET /api/v1/x",
        status,
        content_type: Some("application/json; charset=utf-8"),
        correlation_header: None,
        had_key: false,
        retry_after: None,
        other_address: None,
        body: body.as_bytes(),
        at: Timestamp::UNIX_EPOCH,
    }
}

/// The text of a warning as a person reads it.
fn warning(source: &str, message: &str) -> String {
    format!("{source}: {message}")
}

/// Warnings as a person reads them, in English.
fn texts(warnings: &[Warning]) -> Vec<String> {
    warnings.iter().map(i18n::warning).collect()
}

/// A failure with this code and message; it must be shown with this sentence and this remedy.
fn failure(
    (code, message): (Option<&str>, Option<&str>),
    summary: &str,
    remedy: &Remedy,
) -> Failure {
    let failure = Failure {
        code: code.map(str::to_owned),
        message: message.map(str::to_owned),
    };
    assert_eq!(i18n::failure_summary(&failure), summary);
    assert_eq!(failure.remedy(), *remedy);
    failure
}
