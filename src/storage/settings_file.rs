//! The settings file: TOML, which people write by hand too. A file that is not TOML is never
//! changed, and unknown keys and comments stay.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use toml_edit::{Document, DocumentMut, Item, TableLike, Value};

use crate::{
    domain::{
        configuration::{Configuration, ConfigurationWarning, FileFault, Origin, SettingKeyError},
        settings::{Setting, ValueKind},
    },
    storage::{
        atomic_file::write_atomically,
        writer::{FileKind, QueuedFile, Values, WriteError, Writer},
    },
};

/// Where the settings are; nowhere for a demo.
#[derive(Debug, Clone, Default)]
pub struct SettingsFile(QueuedFile<Setting, String>);

/// Why the settings file is not changed: that would lose what a person has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsFileError {
    /// It is not TOML.
    NotToml,
    /// A key that has to be a table has a single value.
    NotATable(&'static str),
}

impl SettingsFile {
    /// `config.toml` in the configuration directory of this user.
    #[must_use]
    pub fn of_this_user() -> Self {
        super::Files::of_this_user().settings
    }

    pub(super) fn new(path: Option<PathBuf>, writer: &Writer) -> Self {
        Self(QueuedFile::new(
            FileKind::Settings,
            path,
            write_values,
            writer,
        ))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path()
    }

    /// Applies the values of the file to `configuration`, and returns what is wrong with the file.
    pub fn read_into(&self, configuration: &mut Configuration) -> Vec<ConfigurationWarning> {
        let Some(path) = self.path() else {
            return Vec::new();
        };
        let unusable = |line, why| ConfigurationWarning::File {
            path: path.to_owned(),
            line,
            why,
        };
        let text = match read_text(path) {
            Ok(text) => text,
            Err(error) => return vec![unusable(None, FileFault::System(error.kind()))],
        };
        let (document, damaged_at) = readable_part(&text);
        let mut warnings = Vec::new();
        if let Some(at) = damaged_at {
            warnings.push(unusable(Some(line(&text, at)), FileFault::NotToml));
        }
        let mut apply = |key: String, item: &Item| {
            if let Err(why) = apply_item(configuration, &key, item) {
                warnings.push(ConfigurationWarning::Key {
                    path: path.to_owned(),
                    line: item.span().map(|span| line(&text, span.start)),
                    key,
                    why,
                });
            }
        };
        for (key, item) in document.iter().flat_map(|document| document.iter()) {
            match item.as_table_like() {
                None => apply(key.to_owned(), item),
                Some(table) => {
                    for (inner, item) in table.iter() {
                        apply(format!("{key}.{inner}"), item);
                    }
                }
            }
        }
        warnings
    }

    /// Writes a value soon. All else in the file stays as it is, comments too.
    pub fn set(&self, setting: Setting, text: &str) {
        self.0.set(setting, text.to_owned());
    }
}

/// What can be read above the damage of a file, and where the damage begins.
fn readable_part(text: &str) -> (Option<Document<&str>>, Option<usize>) {
    let mut damaged_at = None;
    let mut end = text.len();
    loop {
        let Err(error) = Document::parse(&text[..end]) else {
            break;
        };
        tracing::warn!(error = error.message(), "the settings file is not TOML");
        let at = error.span().map_or(0, |span| span.start.min(end));
        damaged_at.get_or_insert(at);
        // Each time at least the last line goes.
        let last_line = text[..end].trim_end().rfind('\n').map_or(0, |at| at + 1);
        let line_of_error = text[..at].rfind('\n').map_or(0, |at| at + 1);
        end = line_of_error.min(last_line);
        if end == 0 {
            break;
        }
    }
    (Document::parse(&text[..end]).ok(), damaged_at)
}

/// Empty if there is no file.
fn read_text(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        text => text,
    }
}

fn write_values(path: &Path, values: &Values<Setting, String>) -> Result<(), WriteError> {
    let text = read_text(path)?;
    let document: Result<DocumentMut, _> = text.parse();
    let mut document = document.map_err(|_not_toml| SettingsFileError::NotToml)?;
    for (setting, text) in values {
        write_value(&mut document, *setting, text)?;
    }
    Ok(write_atomically(path, document.to_string().as_bytes())?)
}

fn write_value(
    document: &mut DocumentMut,
    setting: Setting,
    text: &str,
) -> Result<(), SettingsFileError> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    let mut key = setting.key();
    if let Some((outer, inner)) = key.split_once('.') {
        let item = table.entry(outer).or_insert_with(toml_edit::table);
        let no_table = SettingsFileError::NotATable(outer);
        table = item.as_table_like_mut().ok_or(no_table)?;
        key = inner;
    }
    let value = value_of(setting, text);
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(key, Item::Value(value))),
    }
    Ok(())
}

fn apply_item(
    configuration: &mut Configuration,
    key: &str,
    item: &Item,
) -> Result<(), SettingKeyError> {
    let setting: Setting = key.parse().ok().ok_or(SettingKeyError::Unknown)?;
    let text = match item.as_value() {
        Some(Value::String(text)) => text.value().clone(),
        Some(Value::Boolean(on)) => on.value().to_string(),
        Some(Value::Integer(number)) => number.value().to_string(),
        Some(Value::Float(number)) => number.value().to_string(),
        Some(_) | None => return Err(SettingKeyError::NotASingleValue),
    };
    let applied = configuration.apply(Origin::File, setting, &text);
    applied.map_err(SettingKeyError::Value)
}

/// As TOML writes it: switches and numbers without quotes.
fn value_of(setting: Setting, text: &str) -> Value {
    let value = match setting.kind() {
        ValueKind::Text | ValueKind::Choice(_) => None,
        ValueKind::Number => text.parse::<f64>().ok().map(Value::from),
        ValueKind::Switch => text.parse::<bool>().ok().map(Value::from),
    };
    value.unwrap_or_else(|| text.into())
}

/// Counted from 1.
fn line(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or(text);
    before.matches('\n').count() + 1
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{sync::Arc, time::Duration};

    use super::*;
    use crate::domain::settings::{SettingError, ThemeChoice};

    fn file(text: &str) -> (tempfile::TempDir, SettingsFile, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("config.toml");
        fs::write(&path, text).unwrap();
        let file = SettingsFile::new(Some(path.clone()), &Writer::default());
        (directory, file, path)
    }

    fn write(path: &Path, values: &[(Setting, &str)]) -> Result<(), WriteError> {
        let value = |(setting, text): &(Setting, &str)| (*setting, Arc::new((*text).to_owned()));
        write_values(path, &values.iter().map(value).collect())
    }

    #[test]
    fn a_bad_value_is_named_with_its_line_and_the_rest_is_used() {
        let (_directory, file, path) =
            file("theme = \"pink\"\nzoom = 2\n\n[features]\nallowlist = false\nv2_api = true\n");
        let mut configuration = Configuration::default();
        let warnings = file.read_into(&mut configuration);
        let warning = |line, key: &str, why| ConfigurationWarning::Key {
            path: path.clone(),
            line: Some(line),
            key: key.to_owned(),
            why,
        };
        let themes = &["system", "dark", "light", "high-contrast"];
        let theme = SettingKeyError::Value(SettingError::NotOneOf(themes));
        let expected = [
            warning(1, "theme", theme),
            warning(6, "features.v2_api", SettingKeyError::Unknown),
        ];
        assert_eq!(warnings, expected);
        let settings = configuration.settings();
        assert_eq!(settings.theme, ThemeChoice::System);
        assert!((settings.zoom - 2.0).abs() < f32::EPSILON);
        assert!(!settings.features.allowlist && settings.features.v1_api);
        assert_eq!(configuration.origin(Setting::Zoom), Origin::File);
        assert_eq!(configuration.origin(Setting::Theme), Origin::Default);
    }

    #[test]
    fn what_is_written_leaves_comments_and_unknown_keys() {
        let text =
            "# mine\ntheme = \"dark\" # at night\nfuture = 7\n\n[features]\nallowlist = true\n";
        let (_directory, file, path) = file(text);
        let values = [
            (Setting::Theme, "light"),
            (Setting::Allowlist, "false"),
            (Setting::V1Api, "false"),
            (Setting::Zoom, "1.25"),
        ];
        write(&path, &values).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        assert!(
            written.contains("# mine\ntheme = \"light\" # at night\nfuture = 7"),
            "{written}"
        );
        assert!(
            written.contains("[features]\nallowlist = false\nv1_api = false"),
            "{written}"
        );
        let mut configuration = Configuration::default();
        assert_eq!(
            file.read_into(&mut configuration).len(),
            1,
            "the unknown key"
        );
        assert!((configuration.settings().zoom - 1.25).abs() < f32::EPSILON);
    }

    #[test]
    fn a_file_that_is_no_toml_is_named_with_its_line_and_never_written_over() {
        let text = "zoom = 1.5\ntheme = \"dark\nserver = 'x'\n";
        let (_directory, file, path) = file(text);
        let mut configuration = Configuration::default();
        let warnings = file.read_into(&mut configuration);
        let is_named = matches!(
            warnings[..],
            [ConfigurationWarning::File { line: Some(2), .. }]
        );
        assert!(is_named, "{warnings:?}");
        let settings = configuration.settings();
        assert!(
            (settings.zoom - 1.5).abs() < f32::EPSILON,
            "above the damage"
        );
        assert_eq!(settings.server, None, "below it");
        let refused = write(&path, &[(Setting::Zoom, "2")]).unwrap_err();
        assert!(
            matches!(refused, WriteError::Settings(SettingsFileError::NotToml)),
            "{refused:?}"
        );
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }

    #[test]
    fn what_is_above_the_damage_is_used_whatever_the_damage_is() {
        for damage in [
            "[kiosk]\nenabled = tr",
            "text = \"\"\"never ends\n",
            "\0\0",
            "= 1",
        ] {
            let (_directory, file, _) = file(&format!("zoom = 1.5\n{damage}"));
            let mut configuration = Configuration::default();
            let warnings = file.read_into(&mut configuration);
            assert_eq!(warnings.len(), 1, "{damage:?}: {warnings:?}");
            let zoom = configuration.settings().zoom;
            assert!((zoom - 1.5).abs() < f32::EPSILON, "{damage:?}: {zoom}");
        }
        let (_directory, file, _) = file("= 1\nzoom = 1.5\n");
        assert_eq!(file.read_into(&mut Configuration::default()).len(), 1);
    }

    #[test]
    fn where_there_is_no_file_one_is_made() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("new").join("config.toml");
        let writer = Writer::default();
        let file = SettingsFile::new(Some(path), &writer);
        let mut configuration = Configuration::default();
        assert_eq!(file.read_into(&mut configuration), []);
        file.set(Setting::Server, "pi.local");
        writer.flush(Duration::from_secs(20));
        assert_eq!(file.read_into(&mut configuration), []);
        assert_eq!(configuration.settings().server.as_deref(), Some("pi.local"));
    }
}
