//! The catalogue: every language has all messages that the code asks for, with the same values, and
//! no others.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs, mem,
    path::{Path, PathBuf},
    time::Duration,
};

use pidash::{
    domain::{
        mac::MacParseError,
        problem::{ErrorCode, ProblemKind},
        warning::{Fault, Found, Item, WarningKind},
    },
    i18n::{self, Language},
};
use strum::{EnumCount as _, VariantArray as _};

/// The values that each message is given.
type Messages = BTreeMap<String, BTreeSet<String>>;

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

/// The identifier at the start of `text`.
fn name(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_ascii_alphanumeric() && char != '-' && char != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The messages in the catalogue of a language.
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

/// The messages that the sources use.
fn in_sources() -> Messages {
    let mut messages = Messages::new();
    for path in files("src", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        // The documentation and tests of the macro itself do not count.
        if path.ends_with("i18n/mod.rs") {
            continue;
        }
        // Not `include_str!(`.
        for call in text.replace("include_str!(", "").split("tr!(").skip(1) {
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
fn every_language_has_the_messages_of_the_code_and_no_others() {
    let wanted = in_sources();
    assert!(
        wanted.len() > 300,
        "only {} messages were found",
        wanted.len()
    );
    for language in ["en", "pt-BR"] {
        let there = in_catalogue(language);
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
}

#[test]
fn every_message_can_be_read_by_the_library() {
    for (language, folder) in [(Language::English, "en"), (Language::Portuguese, "pt-BR")] {
        i18n::set_language(language);
        for id in in_catalogue(folder).into_keys() {
            assert_ne!(i18n::message(&id, &[]), id, "{folder}");
        }
    }
}

#[test]
fn every_problem_has_a_sentence_of_its_own_in_every_language() {
    let kinds = every_problem_kind();
    let variants: HashSet<_> = kinds.iter().map(mem::discriminant).collect();
    assert_eq!(variants.len(), ProblemKind::COUNT, "a kind is missing here");
    for language in Language::ALL {
        i18n::set_language(language);
        assert_are_distinct(kinds.iter().map(i18n::problem_kind));
    }
}

#[test]
fn a_status_that_a_code_of_the_contract_stands_for_has_the_same_sentence() {
    let text = |status| {
        i18n::problem_kind(&ProblemKind::Refused {
            status,
            code: None,
            message: None,
        })
    };
    for (status, code) in [
        (401, ErrorCode::Unauthorized),
        (429, ErrorCode::RateLimited),
        (500, ErrorCode::InternalError),
    ] {
        assert_eq!(text(status), i18n::error_code(code));
    }
    assert_eq!(text(504), i18n::problem_kind(&ProblemKind::TimedOut));
}

#[test]
fn every_warning_has_a_sentence_of_its_own_in_every_language() {
    let text = |text: &str| text.to_owned();
    let fields = |item, fault| WarningKind::Fields {
        item,
        faults: vec![fault],
    };
    let found = |found| Fault::Unexpected { field: "ip", found };
    let missing = || Fault::Missing { field: "ip" };
    let warnings = [
        fields(Item::Answer, missing()),
        fields(Item::Session, missing()),
        fields(Item::Camera(text("24:6F")), missing()),
        fields(Item::CameraAt(1), missing()),
        fields(Item::UnnamedCamera, missing()),
        fields(Item::Entry(text("24:6F")), missing()),
        fields(Item::EntryAt(1), missing()),
        fields(Item::UnnamedEntry, missing()),
        fields(Item::Network, missing()),
        fields(Item::Figures, missing()),
        fields(Item::SystemInfo, missing()),
        fields(Item::Section("system_health"), missing()),
        fields(Item::Answer, found(Found::Value(text("true")))),
        fields(Item::Answer, found(Found::Text(text("x")))),
        fields(Item::Answer, found(Found::Rest(7))),
        fields(Item::Answer, found(Found::List)),
        fields(Item::Answer, found(Found::Object)),
        fields(
            Item::Answer,
            Fault::Unreadable {
                field: "ip",
                text: text("x"),
            },
        ),
        fields(
            Item::Answer,
            Fault::OutOfRange {
                field: "ip",
                value: text("7"),
            },
        ),
        fields(
            Item::Answer,
            Fault::BadMac {
                text: text("x"),
                reason: MacParseError::OddGrouping,
            },
        ),
        WarningKind::More { count: 7 },
        WarningKind::EventNotJson,
        WarningKind::UnknownEvent {
            name: text("lunch"),
        },
        WarningKind::EventWithoutPayload,
        WarningKind::EventVersion { version: text("2") },
        WarningKind::StreamCutOff(Box::new(ProblemKind::LineTooLong { limit: 1 << 20 })),
        WarningKind::FrameNotJson,
        WarningKind::FrameNotAnObject,
        WarningKind::FrameWithoutData {
            name: text("initial_data"),
        },
        WarningKind::TooManyFigures,
        WarningKind::Reported {
            message: None,
            code: None,
        },
    ];
    let variants: HashSet<_> = warnings.iter().map(mem::discriminant).collect();
    assert_eq!(variants.len(), WarningKind::COUNT, "a kind is missing here");
    for language in Language::ALL {
        i18n::set_language(language);
        assert_are_distinct(warnings.iter().map(i18n::warning_kind));
    }
}

/// Each text is there, all its values are filled in, and no other is the same.
fn assert_are_distinct(texts: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    for text in texts {
        assert!(text.contains(' ') && !text.contains('{'), "{text}");
        assert!(seen.insert(text.clone()), "twice: {text}");
    }
}

/// Each kind of problem; kinds whose sentence depends on their data more than once.
fn every_problem_kind() -> Vec<ProblemKind> {
    let text = |text: &str| text.to_owned();
    let (seconds, limit) = (Duration::from_secs(7), 4 << 20);
    let refused = |status| ProblemKind::Refused {
        status,
        code: None,
        message: None,
    };
    let statuses = [300, 400, 403, 404, 409, 410, 418, 501, 502, 503];
    let closed = |code| ProblemKind::SocketClosed {
        frame: Some((code, String::new())),
    };
    let close_codes = [1000, 1001, 1008, 1009, 1011, 1012, 1013, 4000];
    let mut kinds = vec![
        ProblemKind::Reported {
            code: None,
            message: None,
        },
        ProblemKind::Unreachable,
        ProblemKind::UnknownHost,
        ProblemKind::TlsFailed,
        ProblemKind::TimedOut,
        ProblemKind::NoAnswerWithin { limit: seconds },
        ProblemKind::ConnectionLost,
        ProblemKind::StartLost,
        ProblemKind::NotAPiOrchestrator,
        ProblemKind::HtmlInsteadOfJson {
            endpoint: text("GET /x"),
        },
        ProblemKind::AnsweredInBetween { status: 502 },
        ProblemKind::CaptivePortal {
            to: Some(text("http://x")),
        },
        ProblemKind::CaptivePortal { to: None },
        ProblemKind::KeyNotReceived,
        ProblemKind::RedirectedTo {
            to: Some(text("http://x")),
        },
        ProblemKind::RedirectedTo { to: None },
        ProblemKind::Redirected { status: 307 },
        ProblemKind::BodyTooLarge { limit },
        ProblemKind::AnswerCutShort,
        ProblemKind::NotJson,
        ProblemKind::UnexpectedForm { warning: None },
        ProblemKind::NotAvailable,
        ProblemKind::NotTaken,
        ProblemKind::Busy,
        ProblemKind::ConsoleFault,
        ProblemKind::NotAnEventStream {
            status: 200,
            content_type: text("text/plain"),
        },
        ProblemKind::StreamCompressed {
            encoding: text("gzip"),
        },
        ProblemKind::LineTooLong { limit },
        ProblemKind::EventTooLarge { limit },
        ProblemKind::StreamSilent { after: seconds },
        ProblemKind::StreamClosed,
        ProblemKind::TooManyEvents { limit: 10_000 },
        ProblemKind::SocketUnreachable,
        ProblemKind::SocketTimedOut { limit: seconds },
        ProblemKind::SocketTlsFailed,
        ProblemKind::CertificateTime,
        ProblemKind::SocketRefused { status: 503 },
        ProblemKind::NotASocket,
        ProblemKind::SocketExtension,
        ProblemKind::FrameTooLarge { limit },
        ProblemKind::SocketClosed { frame: None },
        ProblemKind::SocketSilent { after: seconds },
        ProblemKind::SocketLost,
    ];
    kinds.extend(ErrorCode::VARIANTS.iter().copied().map(ProblemKind::from));
    kinds.extend(statuses.map(refused));
    kinds.extend(close_codes.map(closed));
    kinds
}

#[test]
fn the_fonts_have_every_letter_of_every_language() {
    let ctx = egui::Context::default();
    pidash::ui::theme::install(&ctx);
    let mut missing = BTreeSet::new();
    let output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let style = egui::TextStyle::Body;
        let font = style.resolve(ui.style());
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
