//! The texts of a support bundle: what this console has seen, in English, since support reads it.

use std::fmt::Write as _;

use strum::VariantArray as _;

use crate::{
    domain::{clock::Now, key_place::KeyPlace, support_bundle::Part, thresholds::Metric},
    features::{State, provisioning::state::Phase},
    i18n,
    storage::support_bundle,
};

/// The parts of a bundle, for the person to look at before it is exported. In English.
pub fn prepare(state: &State, now: Now) -> Vec<Part> {
    i18n::in_english(|| parts(state, now))
}

fn parts(state: &State, now: Now) -> Vec<Part> {
    vec![
        Part {
            name: "versions.txt",
            text: versions(state, now),
        },
        Part {
            name: "settings.txt",
            text: support_bundle::settings_text(&state.settings.configuration),
        },
        Part {
            name: "session.txt",
            text: session(state),
        },
        Part {
            name: "health.txt",
            text: health(state),
        },
        Part {
            name: "events.txt",
            text: events(state),
        },
        Part {
            name: "requests.jsonl",
            text: request_lines(state),
        },
    ]
}

fn versions(state: &State, now: Now) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let key = &state.settings.key;
    let place = key
        .place
        .as_ref()
        .map_or_else(|| "none".to_owned(), KeyPlace::words);
    let mut text = format!(
        "pidash {version} ({arch}-{os})\nat: {}\nserver: {}\nevents: {}\nkey: {place}\n\
         requests that were not recorded: {}\n",
        now.wall,
        state.server,
        state.stream.word(),
        state.diagnostics.dropped_requests,
    );
    if let Some(problem) = &state.link_problem {
        text.push_str(&i18n::support_text(problem));
    }
    text
}

pub(crate) fn request_lines(state: &State) -> String {
    let request_log = &state.diagnostics.request_log;
    i18n::in_english(|| support_bundle::request_lines(request_log.iter(), i18n::request_note))
}

/// Without the passphrase, which this console does not keep.
fn session(state: &State) -> String {
    let Phase::Open(batch) = &state.provisioning.phase else {
        return "no session is open\n".to_owned();
    };
    let session = &batch.session;
    let mut text = format!(
        "{} {}\nSSID: {:?}\n",
        session.id,
        session.state.word(),
        session.target_ssid
    );
    for card in &batch.cards {
        let candidate = &card.candidate;
        let failure = candidate.failure.as_ref().map(i18n::failure_summary);
        let line = format!(
            "{} {} {}\n",
            candidate.mac,
            card.state().word(),
            failure.unwrap_or_default()
        );
        text.push_str(&line);
    }
    text
}

fn health(state: &State) -> String {
    let mut text = String::new();
    for metric in Metric::VARIANTS.iter().copied() {
        let latest = state.monitoring.latest.as_ref();
        let value = latest.and_then(|latest| metric.of(&latest.sample));
        let value = value.map_or_else(|| "unknown".to_owned(), |value| format!("{value:.1}"));
        // Writing to a text cannot fail.
        writeln!(text, "{metric:?}: {value}").unwrap_or_default();
    }
    text
}

fn events(state: &State) -> String {
    let line = |notice: &crate::model::notices::Notice| {
        format!("{} {:?} {}\n", notice.at, notice.severity, notice.text)
    };
    state.notices.newest_first().map(line).collect()
}
