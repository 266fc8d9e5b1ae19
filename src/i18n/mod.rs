//! The words of the window: one catalogue in `assets/language`, a folder for each language, a file
//! for each part of the window.
//!
//! [`tr!`](crate::tr) says a message in the language of this thread, which the window chooses
//! ([`set_language`]); without a choice that is English. Knows what the catalogue holds, and
//! nothing of where its words are shown.

mod catalogue;
mod domain_text;
mod preflight_text;
mod problem_text;
mod settings_text;
mod system_text;

use std::cell::Cell;

use catalogue::Catalogue;
pub use catalogue::Value;
pub use domain_text::{
    Decimal, advice, candidate_state, character, decimal, key_place, session_state, ssid_error,
    ssid_slip, timeline_event, timeline_event_kind,
};
pub use preflight_text::{check_evidence, check_finding, check_name, check_rating, check_remedy};
pub use problem_text::{
    error_code, failure_summary, mac_error, problem_details, problem_kind, problem_summary,
    request_note, summary_and_advice, support_text, warning, warning_kind,
};
pub use settings_text::{api_key_error, configuration_warning, setting_error};
pub use system_text::system_error;

/// A language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English: the one that accessible names are looked up in.
    #[default]
    English,
    /// Brazilian Portuguese.
    Portuguese,
    /// English with two fifths more letters: no person's language, but that of the tests of
    /// layouts.
    Stretched,
}

impl Language {
    /// Those that a person can choose.
    pub const ALL: [Self; 2] = [Self::English, Self::Portuguese];

    /// The language of a locale such as `pt_BR.UTF-8` or `en-GB`; English for one that is not
    /// there.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("pt") {
            Self::Portuguese
        } else {
            Self::English
        }
    }
}

thread_local! {
    static CURRENT: Cell<Language> = const { Cell::new(Language::English) };
}

/// Sets the language of this thread.
pub fn set_language(wanted: Language) {
    CURRENT.set(wanted);
}

/// Runs `render` in English: for files that support engineers read, and for the command line.
pub fn in_english<T>(render: impl FnOnce() -> T) -> T {
    let before = language();
    set_language(Language::English);
    let rendered = render();
    set_language(before);
    rendered
}

/// The language of this thread.
#[must_use]
pub fn language() -> Language {
    CURRENT.get()
}

/// The message `id`, which has no values; the id itself if there is no such message. Called through
/// [`tr!`](crate::tr), so that a test can see which messages there have to be.
#[must_use]
pub fn text(id: &'static str) -> &'static str {
    Catalogue::of(language()).text(id).unwrap_or(id)
}

/// As [`text`], for a message with values.
#[must_use]
pub fn message(id: &str, values: &[(&str, Value<'_>)]) -> String {
    let text = Catalogue::of(language()).format(id, values);
    text.unwrap_or_else(|| id.to_owned())
}

/// Returns a message of the catalogue: `tr!("batch-ended")`, a `&'static str`, or with values
/// `tr!("cameras-found", count = 3)`, a `String`.
#[macro_export]
macro_rules! tr {
    ($id:literal $(,)?) => {
        $crate::i18n::text($id)
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::message($id, &[$((stringify!($name), $crate::i18n::Value::from($value))),+])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_its_language() {
        for (locale, language) in [
            ("pt_BR.UTF-8", Language::Portuguese),
            ("pt", Language::Portuguese),
            ("en-GB", Language::English),
            ("de_DE", Language::English),
            ("C", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn messages_are_in_the_language_of_the_thread() {
        assert_eq!(tr!("tab-settings"), "Settings");
        set_language(Language::Portuguese);
        assert_eq!(tr!("tab-settings"), "Configurações");
        let other = std::thread::spawn(|| tr!("tab-settings")).join();
        assert_eq!(other.ok(), Some("Settings"), "another window");
        assert_eq!(text("no-such-message"), "no-such-message");
        set_language(Language::English);
        assert_eq!(tr!("plot-one-hour"), "1\u{202f}h", "a text in parts");
    }

    #[test]
    fn the_stretched_language_is_longer_by_two_fifths() {
        let plain = tr!("tab-diagnostics");
        set_language(Language::Stretched);
        let (long, plain) = (tr!("tab-diagnostics").len(), plain.len());
        assert!(long * 10 >= plain * 14, "{long} to {plain}");
    }
}
