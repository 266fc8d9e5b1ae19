//! The catalogue of words: every language says all that the window asks for, with the same values, and nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use pidash::{
    domain::problem::Remedy,
    i18n::{self, Language},
    wire::error_codes,
};

/// The values that each message is given.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Whether it is looked up by an id that is put together from a code.
fn is_by_code(id: &str) -> bool {
    id.starts_with("problem-") && !id.starts_with("problem-panel-")
}

fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found
}

/// A name at the start of `text`.
fn name(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_ascii_alphanumeric() && char != '-' && char != '_');
    &text[..end.unwrap_or(text.len())]
}

/// What the catalogue of a language has.
fn in_catalogue(language: &str) -> Messages {
    let mut messages = Messages::new();
    for path in files(&format!("assets/language/{language}"), "ftl") {
        let mut current = None;
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if line.starts_with(|char: char| char.is_ascii_alphabetic()) {
                let id = name(line).to_owned();
                assert!(
                    line[id.len()..].starts_with(" ="),
                    "{}: {line}",
                    path.display()
                );
                let is_new = messages.insert(id.clone(), BTreeSet::new()).is_none();
                assert!(is_new, "{id} stands twice");
                current = Some(id);
            }
            let values = line.split('$').skip(1).map(|rest| name(rest).to_owned());
            messages
                .get_mut(current.as_ref().unwrap())
                .unwrap()
                .extend(values);
        }
    }
    messages
}

/// What the sources ask for.
fn in_sources() -> Messages {
    let mut messages = Messages::new();
    for path in files("src", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        // The macro's own documentation and tests are not the window.
        if path.ends_with("i18n/mod.rs") {
            continue;
        }
        for call in text.split("tr!(").skip(1) {
            let Some(rest) = call.trim_start().strip_prefix('"') else {
                continue;
            };
            let (id, rest) = rest.split_once('"').unwrap();
            let arguments = &rest[..end_of_call(rest)];
            let values = top_level(arguments).into_iter().filter_map(|part| {
                let (value, _) = part.split_once('=')?;
                Some(value.trim().to_owned())
            });
            let values: BTreeSet<String> = values.collect();
            let known = messages
                .entry(id.to_owned())
                .or_insert_with(|| values.clone());
            assert_eq!(*known, values, "{id} in {}", path.display());
        }
    }
    messages
}

fn end_of_call(text: &str) -> usize {
    let mut depth = 0;
    let end = text.char_indices().find(|(_, char)| {
        match char {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        depth < 0
    });
    end.map_or(text.len(), |(at, _)| at)
}

fn top_level(arguments: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, char) in arguments.char_indices() {
        match char {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&arguments[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&arguments[start..]);
    parts
}

#[test]
fn every_language_has_what_the_window_says_and_nothing_else() {
    let wanted = in_sources();
    assert!(
        wanted.len() > 300,
        "only {} messages were found",
        wanted.len()
    );
    for language in ["en", "pt-BR"] {
        let mut there = in_catalogue(language);
        let codes = there.extract_if(.., |id, _| is_by_code(id));
        let codes: Vec<String> = codes.map(|(id, _)| id).collect();
        assert!(codes.len() > 30, "{codes:?}");
        let missing: Vec<_> = wanted
            .keys()
            .filter(|id| !there.contains_key(*id))
            .collect();
        let unused: Vec<_> = there
            .keys()
            .filter(|id| !wanted.contains_key(*id))
            .collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "{language}: missing {missing:#?}, unused {unused:#?}"
        );
        for (id, values) in &wanted {
            assert_eq!(&there[id], values, "{language}: {id}");
        }
    }
    let codes = |language| {
        in_catalogue(language)
            .into_keys()
            .filter(|id| is_by_code(id))
    };
    assert!(codes("en").eq(codes("pt-BR")));
}

#[test]
fn every_message_can_be_read_by_the_library() {
    for (language, folder) in [(Language::English, "en"), (Language::Portuguese, "pt-BR")] {
        i18n::set_language(language);
        for id in in_catalogue(folder).into_keys() {
            assert!(i18n::find_message(&id).is_some(), "{folder}: {id}");
        }
    }
}

#[test]
fn every_code_of_the_contract_is_said_in_every_language_and_in_english_as_everywhere_else() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| "));
    let codes = rows.filter_map(|row| row.split_once(" |").map(|(code, _)| code));
    let codes: Vec<&str> = codes
        .filter(|code| error_codes::lookup(code).is_some())
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    for code in codes {
        let known = error_codes::lookup(code).unwrap();
        let id = format!("problem-{}", code.to_lowercase().replace('_', "-"));
        i18n::set_language(Language::English);
        assert_eq!(
            i18n::find_message(&id).as_deref(),
            Some(known.summary),
            "{code}"
        );
        i18n::set_language(Language::Portuguese);
        assert_ne!(i18n::summary(code, known.summary), known.summary, "{code}");
    }
    assert_ne!(i18n::advice(&Remedy::Retry), "Try again.");
}

#[test]
fn the_fonts_have_every_letter_of_every_language() {
    let ctx = egui::Context::default();
    pidash::ui::theme::install(&ctx);
    let mut missing = BTreeSet::new();
    let output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let font = egui::FontId::proportional(14.0);
        for path in files("assets/language", "ftl") {
            for line in fs::read_to_string(&path).unwrap().lines() {
                let chars = line
                    .chars()
                    .filter(|char| !line.starts_with('#') && !char.is_control());
                let unknown =
                    chars.filter(|char| !ui.fonts_mut(|fonts| fonts.has_glyph(&font, *char)));
                missing.extend(unknown);
            }
        }
    });
    output.drop_without_applying_deltas();
    assert!(missing.is_empty(), "{missing:?}");
}
