//! Which part of the crate may import which. The rule is shown in the documentation of the crate
//! (`src/lib.rs`).

use std::{fs, path::Path};

use syn::visit::{self, Visit};

/// A part of the crate, the parts that it may import, and the crates that it must not use.
struct Rule(
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const NETWORK: &[&str] = &["axum", "reqwest", "tokio", "tungstenite"];
const NETWORK_AND_WINDOW: &[&str] = &["axum", "eframe", "egui", "reqwest", "tokio", "tungstenite"];
const PURE: &[&str] = &[
    "axum",
    "eframe",
    "egui",
    "reqwest",
    "serde_json",
    "tokio",
    "tungstenite",
];

/// `app` and the files of the binary compose everything: they may import all parts.
const RULES: [Rule; 13] = [
    Rule("domain", &[], PURE),
    Rule("messages", &["domain"], PURE),
    Rule("wire", &["domain", "messages"], NETWORK_AND_WINDOW),
    Rule(
        "client",
        &["domain", "messages", "wire"],
        &["axum", "eframe", "egui"],
    ),
    Rule("i18n", &["domain"], NETWORK_AND_WINDOW),
    Rule("model", &["domain", "i18n", "messages"], PURE),
    Rule("storage", &["domain"], NETWORK_AND_WINDOW),
    Rule(
        "simulator",
        &["domain", "wire"],
        &["eframe", "egui", "eventsource_client", "reqwest"],
    ),
    Rule("ui", &["domain", "i18n", "model"], NETWORK),
    Rule("feature", &["domain", "i18n", "messages", "model"], PURE),
    Rule(
        "view",
        &["domain", "feature", "i18n", "messages", "model", "ui"],
        NETWORK,
    ),
    Rule(
        "features",
        &["domain", "feature", "i18n", "messages", "model", "ui"],
        PURE,
    ),
    Rule(
        "shell",
        &[
            "domain", "feature", "features", "i18n", "messages", "model", "ui", "view",
        ],
        NETWORK,
    ),
];

#[test]
fn each_part_imports_only_what_the_rule_allows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 50, "only {} files were read", files.len());
    let broken: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let name = file.strip_prefix(&root).unwrap().to_str().unwrap();
            broken_rules(name, &fs::read_to_string(file).unwrap())
        })
        .collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_broken_rule_is_found() {
    for (file, text) in [
        ("domain/mac.rs", "use crate::{wire::text, domain::clock};"),
        (
            "model/notices.rs",
            "fn f() { crate::ui::theme::install(); }",
        ),
        ("features/allowlist/state.rs", "use egui::Ui;"),
        ("features/allowlist/state.rs", "use super::view::add_row;"),
        (
            "features/allowlist/view/mod.rs",
            "use crate::features::monitor::state::Monitor;",
        ),
        (
            "features/allowlist/view/mod.rs",
            "use crate::features::State;",
        ),
        ("ui/widgets/field.rs", "use crate::shell::keyboard;"),
    ] {
        assert_eq!(broken_rules(file, text).len(), 1, "{file}: {text}");
    }
    for (file, text) in [
        (
            "features/allowlist/view/mod.rs",
            "use crate::features::allowlist::{AllowlistIntent, state::Allowlist};",
        ),
        (
            "features/allowlist/view/mod.rs",
            "use super::import::Import;",
        ),
        (
            "features/mod.rs",
            "use crate::features::monitor::state::Monitor;",
        ),
        ("app/mod.rs", "use crate::{client::Client, shell};"),
    ] {
        assert_eq!(broken_rules(file, text), [""; 0], "{file}: {text}");
    }
}

fn rust_files(directory: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// One line for each import in the file `name` (relative to `src`) that the rule does not allow.
fn broken_rules(name: &str, text: &str) -> Vec<String> {
    let mut module: Vec<String> = name
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    module.pop_if(|last| last == "mod");
    let (part, feature) = part_of(&module);
    let Some(Rule(_, may_import, banned)) = RULES.iter().find(|Rule(this, ..)| *this == part)
    else {
        return Vec::new();
    };
    let mut paths = Paths {
        module: module.clone(),
        found: Vec::new(),
    };
    paths.visit_file(&syn::parse_file(text).unwrap());
    let is_broken = |path: &Vec<String>| {
        if path[0] != "crate" {
            return banned.contains(&path[0].as_str());
        }
        let (other, other_feature) = part_of(&path[1..]);
        let is_other_feature =
            feature.is_some() && other_feature.is_some() && feature != other_feature;
        is_other_feature || (other != part && !other.is_empty() && !may_import.contains(&other))
    };
    let broken = paths.found.iter().filter(|path| is_broken(path));
    broken
        .map(|path| format!("src/{name}: `{part}` must not import {}", path.join("::")))
        .collect()
}

/// The part of the crate that a path inside the crate leads to, and which feature it belongs to.
fn part_of(path: &[String]) -> (&'static str, Option<&str>) {
    let segment = |index: usize| path.get(index).map_or("", String::as_str);
    let is_feature = || {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/features")
            .join(segment(1))
            .join("intent.rs")
            .is_file()
    };
    match segment(0) {
        "features" if segment(1).is_empty() || !is_feature() => ("features", None),
        "features" if segment(2) == "view" => ("view", Some(segment(1))),
        "features" => ("feature", Some(segment(1))),
        first => {
            let mut parts = RULES.iter().map(|Rule(part, ..)| *part).chain(["app"]);
            (parts.find(|part| *part == first).unwrap_or(""), None)
        }
    }
}

/// Collects all paths of a file, those inside the crate from `crate` on.
struct Paths {
    module: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Paths {
    fn add(&mut self, path: Vec<String>) {
        let ups = path
            .iter()
            .take_while(|segment| *segment == "super")
            .count();
        let inside = match path[0].as_str() {
            "super" if ups <= self.module.len() => {
                [&self.module[..self.module.len() - ups], &path[ups..]].concat()
            }
            "self" => [&self.module[..], &path[1..]].concat(),
            _ => return self.found.push(path),
        };
        self.found.push([vec!["crate".to_owned()], inside].concat());
    }

    fn add_tree(&mut self, mut path: Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(part) => {
                path.push(part.ident.to_string());
                self.add_tree(path, &part.tree);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(path.clone(), tree);
                }
            }
            syn::UseTree::Name(name) if name.ident != "self" => {
                path.push(name.ident.to_string());
                self.add(path);
            }
            syn::UseTree::Rename(rename) if rename.ident != "self" => {
                path.push(rename.ident.to_string());
                self.add(path);
            }
            _ => self.add(path),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(Vec::new(), &item.tree);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        self.add(segments.collect());
        visit::visit_path(self, path);
    }
}
