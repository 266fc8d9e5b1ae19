//! Keeps icons out of what assistive technology reads: they are characters of a private area of
//! Unicode, which have no name.

use egui::{Context, FullOutput, Plugin, accesskit::Node, accesskit::Role};

/// Removes icons from the accessibility tree before it leaves the window.
#[derive(Debug)]
pub struct PlainNames;

impl Plugin for PlainNames {
    fn debug_name(&self) -> &'static str {
        "plain names"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let update = output.platform_output.accesskit_update.as_mut();
        for (_, node) in update.into_iter().flat_map(|update| &mut update.nodes) {
            remove_icons(node);
        }
    }
}

/// Whether this is a character of a private area: an icon.
#[must_use]
pub fn is_icon(char: char) -> bool {
    matches!(char, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn remove_icons(node: &mut Node) {
    if node.role() == Role::TextRun {
        remove_from_run(node);
        return;
    }
    if let Some(label) = node.label().and_then(without_icons) {
        node.set_label(label);
    }
    if let Some(description) = node.description().and_then(without_icons) {
        node.set_description(description);
    }
    if let Some(value) = node.value().and_then(without_icons) {
        node.set_value(value);
    }
    let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    if node.role() == Role::Label && is_blank(node.value()) && is_blank(node.label()) {
        // Only an icon, beside something that says the same in words.
        node.set_hidden();
    }
}

/// The characters of a run have places of their own: a blank takes the place of an icon.
fn remove_from_run(node: &mut Node) {
    let Some(value) = node.value().filter(|value| value.contains(is_icon)) else {
        return;
    };
    let value = value.replace(is_icon, " ");
    let lengths = value.chars().map(|char| u8::try_from(char.len_utf8()));
    let lengths: Result<Vec<u8>, _> = lengths.collect();
    if let Ok(lengths) = lengths {
        node.set_character_lengths(lengths);
        node.set_value(value);
    }
}

/// The text without icons and the blanks around them; `None` if there are none.
fn without_icons(text: &str) -> Option<String> {
    let has_icon = text.contains(is_icon);
    has_icon.then(|| {
        let words = text.split(|char: char| is_icon(char) || char == ' ');
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::icons;

    #[test]
    fn an_icon_is_neither_read_nor_does_it_leave_a_gap() {
        let mut node = Node::new(Role::Button);
        node.set_label(format!("{}  Pause {}", icons::WARNING, icons::MORE));
        remove_icons(&mut node);
        assert_eq!(node.label(), Some("Pause"));
        assert!(!node.is_hidden());
    }

    #[test]
    fn a_label_that_is_only_an_icon_is_decoration() {
        let mut node = Node::new(Role::Label);
        node.set_value(icons::DONE);
        remove_icons(&mut node);
        assert!(node.is_hidden());
    }

    #[test]
    fn the_characters_of_a_run_keep_their_places() {
        let mut node = Node::new(Role::TextRun);
        node.set_value(format!("{} é", icons::DONE));
        node.set_character_lengths(vec![3, 1, 2]);
        remove_icons(&mut node);
        assert_eq!(node.value(), Some("  é"));
        assert_eq!(node.character_lengths(), [1, 1, 2]);
    }
}
