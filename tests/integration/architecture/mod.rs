//! The rules of the house that a compiler does not know, checked on the text of `src`: who may import whom, one place for
//! colours and sizes, no unbounded channel, and files that stay small.

mod source_text;

use std::{fmt::Write as _, fs, path::Path};

use source_text::{Used, paths, tokens};

/// Which other parts of the crate a part may know. `app`, `lib` and the files of the binary compose: they may know all.
const MAY_KNOW: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("language", &["domain"]),
    ("messages", &["domain"]),
    ("wire", &["domain", "messages"]),
    ("backend", &["domain", "messages", "wire"]),
    ("state", &["domain", "language", "messages"]),
    ("store", &["domain"]),
    ("ui", &["domain", "language", "messages", "state"]),
    ("simulator", &["domain", "wire"]),
];
/// What the parts are not about: crates that they must not touch.
const FOREIGN: [(&str, &[&str]); 9] = [
    ("language", &["axum", "eframe", "egui", "reqwest", "tokio"]),
    (
        "domain",
        &["axum", "eframe", "egui", "reqwest", "serde_json", "tokio"],
    ),
    (
        "messages",
        &["axum", "eframe", "egui", "reqwest", "serde_json", "tokio"],
    ),
    ("wire", &["axum", "eframe", "egui", "reqwest", "tokio"]),
    ("backend", &["axum", "eframe", "egui"]),
    (
        "state",
        &["axum", "eframe", "egui", "reqwest", "serde_json", "tokio"],
    ),
    ("store", &["axum", "eframe", "egui", "reqwest", "tokio"]),
    ("ui", &["axum", "eframe", "reqwest", "serde_json", "tokio"]),
    (
        "simulator",
        &["eframe", "egui", "eventsource_client", "reqwest"],
    ),
];
/// Where colours and sizes are at home.
const THEME: &str = "ui/theme";
const MAX_LINES: usize = 300;

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = String::new();
    let mut files = 0;
    for_each_source(&root, &mut |path| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        files += 1;
        for Finding { line, rule } in check(name, &fs::read_to_string(path).unwrap()) {
            writeln!(broken, "src/{name}:{line}: {rule}").unwrap();
        }
    });
    assert!(files > 50, "only {files} files were read");
    assert!(broken.is_empty(), "\n{broken}");
}

fn for_each_source(directory: &Path, visit: &mut impl FnMut(&Path)) {
    let mut entries: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            for_each_source(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path);
        }
    }
}

/// A rule that is broken in a line.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    line: usize,
    rule: String,
}

/// All that is wrong with the file `name` (relative to `src`) that reads `text`.
fn check(name: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |line, rule: String| findings.push(Finding { line, rule });
    if !text.starts_with("//!") {
        report(
            1,
            "a file begins with `//!`: what it owns and what it must not know".to_owned(),
        );
    }
    if text.lines().count() > MAX_LINES {
        report(
            MAX_LINES + 1,
            format!("a file has at most {MAX_LINES} lines"),
        );
    }
    let tokens = tokens(text);
    for Used { line, parts } in paths(&tokens) {
        if let Some(rule) = broken_by_path(name, &parts) {
            report(line, rule);
        }
    }
    for (index, token) in tokens.iter().enumerate() {
        let next = |offset: usize| tokens.get(index + offset).map_or("", |token| token.text);
        let is_size = token.text == "." && next(1) == "size" && next(2) == "(" && next(3) != ")";
        if is_size && !name.starts_with(THEME) {
            report(token.line, "sizes of text are the theme's".to_owned());
        }
        if name.starts_with("ui/") && !name.starts_with(THEME) && is_hex_colour(token.text) {
            report(token.line, "colours are the theme's".to_owned());
        }
    }
    findings
}

/// The rule that a path breaks, used in the file `name`.
fn broken_by_path(name: &str, parts: &[&str]) -> Option<String> {
    let part = name.split(['/', '.']).next().unwrap_or_default();
    let allowed = MAY_KNOW.iter().find(|(this, _)| *this == part);
    if let (Some((_, allowed)), Some(used)) = (allowed, used_part(name, parts))
        && used != part
        && !allowed.contains(&used)
    {
        return Some(format!("`{part}` must not know `{used}`"));
    }
    let foreign = FOREIGN.iter().find(|(this, _)| *this == part);
    if foreign.is_some_and(|(_, foreign)| foreign.contains(&parts[0])) {
        return Some(format!("`{part}` must not know the crate `{}`", parts[0]));
    }
    if parts.contains(&"unbounded_channel")
        || parts.starts_with(&["std", "sync", "mpsc", "channel"])
    {
        return Some("channels are bounded".to_owned());
    }
    if name.starts_with(THEME) {
        return None;
    }
    let makes = |kind: &str, allowed: &[&str]| {
        parts
            .windows(2)
            .any(|pair| pair[0] == kind && !allowed.contains(&pair[1]))
    };
    if makes("Color32", &["TRANSPARENT"])
        || makes("Rgba", &[])
        || makes("Hsva", &[])
        || parts.contains(&"hex_color")
    {
        return Some("colours are the theme's".to_owned());
    }
    makes("FontId", &[]).then(|| "sizes of text are the theme's".to_owned())
}

/// The part of the crate that a path leads to, if it leads to one.
fn used_part<'a>(name: &str, parts: &[&'a str]) -> Option<&'a str> {
    let depth = name.trim_end_matches("/mod.rs").split('/').count();
    let ups = parts.iter().take_while(|part| **part == "super").count();
    let first = match parts[0] {
        "crate" | "pidash" => parts.get(1),
        "super" if ups >= depth => parts.get(ups),
        _ => None,
    };
    first
        .copied()
        .filter(|first| *first == "app" || MAY_KNOW.iter().any(|(part, _)| part == first))
}

/// `#8C1815` or `0x8C_18_15`, with or without alpha.
fn is_hex_colour(token: &str) -> bool {
    let digits = match (token.strip_prefix("0x"), token.strip_prefix("\"#")) {
        (Some(digits), _) => digits.replace('_', ""),
        (_, Some(digits)) => digits.trim_end_matches('"').to_owned(),
        (None, None) => return false,
    };
    matches!(digits.len(), 6 | 8) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
}

#[test]
fn broken_rules_are_found() {
    let cases = [
        (
            "domain/mac.rs",
            "use crate::wire::text;",
            "`domain` must not know `wire`",
        ),
        (
            "state/mod.rs",
            "use crate::{\n    domain::mac,\n    ui::{theme, words},\n};",
            "`state` must not know `ui`",
        ),
        (
            "ui/rail.rs",
            "fn f() { crate::backend::Backend::drop(); }",
            "`ui` must not know `backend`",
        ),
        (
            "store/mod.rs",
            "use super::state::State;",
            "`store` must not know `state`",
        ),
        (
            "wire/rest.rs",
            "use super::super::backend;",
            "`wire` must not know `backend`",
        ),
        (
            "messages.rs",
            "use crate::{app::App};",
            "`messages` must not know `app`",
        ),
        (
            "domain/mac.rs",
            "use serde_json::Value;",
            "`domain` must not know the crate `serde_json`",
        ),
        (
            "ui/rail.rs",
            "let red = egui::Color32::RED;",
            "colours are the theme's",
        ),
        (
            "app.rs",
            "let red = Color32::from_rgb(140, 24, 21);",
            "colours are the theme's",
        ),
        (
            "ui/rail.rs",
            "let red = rgb(0x8C_18_15);",
            "colours are the theme's",
        ),
        (
            "ui/rail.rs",
            "let red = Color32::from_hex(\"#8C1815\");",
            "colours are the theme's",
        ),
        (
            "ui/rail.rs",
            "let big = FontId::proportional(20.0);",
            "sizes of text are the theme's",
        ),
        (
            "ui/rail.rs",
            "ui.label(RichText::new(text).size(20.0));",
            "sizes of text are the theme's",
        ),
        (
            "backend/mod.rs",
            "let (a, b) = mpsc::unbounded_channel();",
            "channels are bounded",
        ),
        (
            "backend/mod.rs",
            "use std::{io, sync::mpsc::{channel, Sender}};",
            "channels are bounded",
        ),
    ];
    for (name, code, rule) in cases {
        let text = format!("//! A file.\n\n{code}\n");
        let found = check(name, &text);
        assert!(
            found
                .iter()
                .any(|finding| finding.rule == rule && finding.line >= 3),
            "{name}: {code}: {found:?}"
        );
    }
    assert_eq!(check("ui/rail.rs", "use egui::Ui;\n")[0].line, 1);
    let long = "//! A file.\n".repeat(MAX_LINES + 1);
    assert_eq!(check("ui/rail.rs", &long)[0].line, MAX_LINES + 1);
}

#[test]
fn what_is_allowed_is_not_found() {
    let text = r#"//! A file that speaks of crate::backend and Color32::RED.
use super::*;
use crate::{domain::{mac, problem}, state::State, ui::theme};
/* crate::wire */
const SLASHES: &str = "http://crate::wire \" Color32::RED";
const QUOTE: char = '"';
fn f() { Color32::TRANSPARENT; galley.size(); (0x9E37, '\'', "//") } // crate::backend
"#;
    assert_eq!(check("ui/rail.rs", text), []);
    assert_eq!(
        check(
            "ui/theme/palette.rs",
            "//! Colours.\nconst RED: Color32 = Color32::from_rgb(1, 2, 3);"
        ),
        []
    );
    assert_eq!(
        check(
            "main.rs",
            "//! Composes.\nuse pidash::{app::App, backend::Backend};"
        ),
        []
    );
}
