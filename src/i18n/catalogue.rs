//! All messages of one language.

use std::{collections::HashMap, fmt::Write as _, sync::OnceLock};

use fluent_bundle::{
    FluentArgs, FluentResource, concurrent::FluentBundle, types::FluentNumberOptions,
};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use unic_langid::langid;

use super::Language;

/// In bytes: few messages are longer, and a shorter one is not kept for long.
const USUAL_LENGTH: usize = 64;

/// What a message can be given: a text or a number.
pub type Value<'a> = fluent_bundle::FluentValue<'a>;

/// The files of a language.
macro_rules! files {
    ($language:literal) => {
        files!($language: "allowlist" "cameras" "commands" "connect" "diagnostics" "kiosk" "monitor" "preflight" "problems" "provisioning" "recovery"
            "settings" "window")
    };
    ($language:literal: $($file:literal)+) => {
        [$(include_str!(concat!("../../assets/language/", $language, "/", $file, ".ftl"))),+]
    };
}

/// All messages of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// The messages without values that are not shown as they are in the files.
    composed: HashMap<String, String>,
}

impl Catalogue {
    /// That of `language`, which is read once for all threads.
    pub fn of(language: Language) -> &'static Self {
        static CATALOGUES: [OnceLock<Catalogue>; 3] = [const { OnceLock::new() }; 3];
        CATALOGUES[language as usize].get_or_init(|| Self::read(language))
    }

    /// Reads the files of `language`. A test reads them too: what cannot be read is left out here.
    fn read(language: Language) -> Self {
        let (id, files) = match language {
            Language::English | Language::Stretched => (langid!("en"), files!("en")),
            Language::Portuguese => (langid!("pt-BR"), files!("pt-BR")),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The marks around values are for right-to-left scripts; the fonts do not have them.
        bundle.set_use_isolating(false);
        let mut composed = Vec::new();
        for file in files {
            let read = FluentResource::try_new(file.to_owned());
            let file = read.unwrap_or_else(|(what_could_be_read, _)| what_could_be_read);
            for entry in file.entries() {
                if let Entry::Message(message) = entry
                    && let Some(pattern) = &message.value
                    && !has_values(pattern)
                    && as_written(language, pattern).is_none()
                {
                    composed.push(message.id.name.to_owned());
                }
            }
            if let Err(errors) = bundle.add_resource(file) {
                tracing::error!(?errors, "the catalogue defines a message twice");
            }
        }
        let mut catalogue = Self {
            language,
            bundle,
            composed: HashMap::new(),
        };
        let texts = composed.into_iter();
        let texts = texts.filter_map(|id| Some((catalogue.format(&id, &[])?, id)));
        catalogue.composed = texts.map(|(text, id)| (id, text)).collect();
        catalogue
    }

    /// A message without values; `None` if it is not there or has values.
    pub fn text(&self, id: &str) -> Option<&str> {
        let pattern = self.bundle.get_message(id)?.value()?;
        as_written(self.language, pattern).or_else(|| self.composed.get(id).map(String::as_str))
    }

    /// A message with its values; `None` if it is not there.
    pub fn format(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let text = joined(pattern, values).unwrap_or_else(|| self.resolved(pattern, values));
        Some(match self.language {
            Language::English | Language::Portuguese => text,
            Language::Stretched => stretched(&text),
        })
    }

    fn resolved<'a>(
        &'a self,
        pattern: &'a Pattern<&'a str>,
        values: &[(&str, Value<'_>)],
    ) -> String {
        let args: FluentArgs<'_> = values.iter().cloned().collect();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new());
        text.into_owned()
    }
}

/// Whether a message depends on values.
fn has_values(pattern: &Pattern<&str>) -> bool {
    let literal = |expression: &Expression<&str>| {
        matches!(
            expression,
            Expression::Inline(InlineExpression::StringLiteral { .. })
        )
    };
    let elements = &pattern.elements;
    !elements.iter().all(|element| match element {
        PatternElement::TextElement { .. } => true,
        PatternElement::Placeable { expression } => literal(expression),
    })
}

/// A message that is shown as it is in the file.
fn as_written<'a>(language: Language, pattern: &Pattern<&'a str>) -> Option<&'a str> {
    match (language, pattern.elements.as_slice()) {
        (Language::Stretched, _) => None,
        (_, [PatternElement::TextElement { value }]) => Some(value),
        _ => None,
    }
}

/// A message without variants: its texts and its values one after the other. Most are like that, and a
/// frame has hundreds of them. `None`: it has variants.
fn joined(pattern: &Pattern<&str>, values: &[(&str, Value<'_>)]) -> Option<String> {
    let mut text = String::with_capacity(USUAL_LENGTH);
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => match values.iter().find(|(name, _)| *name == id.name)? {
                (_, Value::String(value)) => text.push_str(value),
                (_, Value::Number(number)) if number.options == FluentNumberOptions::default() => {
                    // A String takes in any text.
                    write!(text, "{}", number.value).unwrap_or_default();
                }
                _ => return None,
            },
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(text)
}

/// With two fifths more letters.
fn stretched(text: &str) -> String {
    let more = text.chars().count().div_ceil(5) * 2;
    let more: String = text
        .chars()
        .filter(|char| char.is_alphabetic())
        .cycle()
        .take(more)
        .collect();
    format!("{text}{more}")
}
