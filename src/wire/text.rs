//! Makes text from outside safe to show: no control or invisible characters, a bounded length.

use crate::domain::invisible::is_invisible;

/// The longest text that is taken over from a Pi, in characters.
pub const LONGEST: usize = 500;

/// The text without control, bidirectional and invisible characters (line breaks become spaces), cut
/// to [`LONGEST`].
#[must_use]
pub fn clean(text: &str) -> String {
    shorten(text, LONGEST)
}

/// As [`clean`], but cut to `longest` characters, the `…` at the cut included.
#[must_use]
pub fn shorten(text: &str, longest: usize) -> String {
    let mut shown: Vec<char> = text
        .chars()
        .filter_map(presentable)
        .take(longest + 1)
        .collect();
    if shown.len() > longest {
        shown.truncate(longest.saturating_sub(1));
        shown.push('…');
    }
    shown.into_iter().collect()
}

/// The character to show for `c`: itself, a space, or nothing.
fn presentable(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c => (!c.is_control() && !is_invisible(c)).then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_bidirectional_and_invisible_characters_are_removed() {
        let cases = [
            ("plain café 📷", "plain café 📷"),
            ("two\r\nlines\tand a tab", "two lines and a tab"),
            ("\u{1b}[31mred\0", "[31mred"),
            ("abc\u{202E}gpj.exe\u{2069}", "abcgpj.exe"),
            ("one\u{2028}two", "one two"),
            ("Sh\u{200B}op\u{2060}N\u{AD}et\u{E0041}", "ShopNet"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }

    #[test]
    fn long_texts_end_with_an_ellipsis() {
        assert_eq!(clean(&"é".repeat(500)), "é".repeat(500));
        assert_eq!(clean(&"é".repeat(501)), format!("{}…", "é".repeat(499)));
        assert_eq!(shorten("\0\0\0abc", 3), "abc");
    }
}
