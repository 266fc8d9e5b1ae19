//! Parses the JSON of a Pi, also where a number in it is beyond every range, or a text is cut inside
//! a character.
//!
//! `serde_json` refuses a whole document for one `1e400`, for the `NaN` that some encoders write, and
//! for half of a surrogate pair (`\ud83d`). Such a number becomes a text here, so that it costs the
//! one field that holds it, and such a half becomes `U+FFFD`. Only a document that was refused is
//! searched for them: a good one costs nothing more.

use std::ops::RangeInclusive;

use serde::de::Error as _;
use serde_json::Value;

/// A number beyond this is beyond every range of the contract.
const LARGEST: f64 = 1e300;

/// The most values of a document: one takes much more memory here than on the wire.
const MOST_VALUES: usize = 1_000_000;

/// Parses one document.
///
/// # Errors
/// It is not JSON, or has more than a million values.
pub fn parse(text: &str) -> serde_json::Result<Value> {
    let begins_value = |byte: &u8| matches!(byte, b',' | b'[' | b'{');
    if text
        .as_bytes()
        .iter()
        .filter(|byte| begins_value(byte))
        .count()
        > MOST_VALUES
    {
        return Err(serde_json::Error::custom("more values than are read"));
    }
    serde_json::from_str(text).or_else(|error| match repaired(text) {
        Some(text) => serde_json::from_str(&text),
        None => Err(error),
    })
}

/// Parses documents that are divided by white space or not at all. What is no JSON ends them, since
/// nobody knows where the next one begins.
pub fn parse_all(text: &str) -> Vec<serde_json::Result<Value>> {
    let parse = |text: &str| -> Vec<_> {
        let documents = serde_json::Deserializer::from_str(text).into_iter();
        documents.collect()
    };
    let documents = parse(text);
    if documents.last().is_none_or(Result::is_ok) {
        return documents;
    }
    match repaired(text) {
        Some(text) => parse(&text),
        None => documents,
    }
}

/// Whether a text is a number that no field can hold.
pub(super) fn is_beyond_range(text: &str) -> bool {
    let number = text.parse::<f64>();
    number.is_ok_and(|number| number.is_nan() || number.abs() > LARGEST)
}

/// The document with each number that is beyond every range as a text, and without halves of
/// surrogate pairs; `None` if it has none of them.
fn repaired(text: &str) -> Option<String> {
    let mut changed = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let end = at + token_length(rest);
        let token = text.get(at..end)?;
        let replacement = if token.starts_with('"') {
            with_whole_characters(token)
        } else {
            is_beyond_range(token).then(|| format!("\"{token}\""))
        };
        if let Some(replacement) = replacement {
            changed.push_str(text.get(copied..at)?);
            changed.push_str(&replacement);
            copied = end;
        }
        at = end;
    }
    changed.push_str(text.get(copied..)?);
    (copied > 0).then_some(changed)
}

/// A text with `U+FFFD` for each half of a surrogate pair; `None` if it has none.
fn with_whole_characters(token: &str) -> Option<String> {
    const HIGH: RangeInclusive<u16> = 0xD800..=0xDBFF;
    const LOW: RangeInclusive<u16> = 0xDC00..=0xDFFF;
    let mut changed = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = token.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        match (code_unit(token, at), code_unit(token, at + 6)) {
            (Some(first), Some(second)) if HIGH.contains(&first) && LOW.contains(&second) => {
                at += 12;
            }
            (Some(half), _) if HIGH.contains(&half) || LOW.contains(&half) => {
                changed.push_str(token.get(copied..at)?);
                changed.push('\u{FFFD}');
                at += 6;
                copied = at;
            }
            _ => at += 2, // What is escaped may be a backslash.
        }
    }
    changed.push_str(token.get(copied..)?);
    (copied > 0).then_some(changed)
}

/// The code unit that is escaped here (`\u00e9`).
fn code_unit(token: &str, at: usize) -> Option<u16> {
    let digits = token.get(at..at + 6)?.strip_prefix("\\u")?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

/// The bytes of the first token: a text, a word or number, or one other character. Never 0.
fn token_length(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate();
    match bytes.next() {
        Some((_, b'"')) => {
            let mut escaped = false;
            let end = bytes.find(|(_, byte)| {
                let is_end = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                is_end
            });
            end.map_or(text.len(), |(at, _)| at + 1)
        }
        Some((_, byte)) if is_of_word(byte) => bytes
            .find(|(_, byte)| !is_of_word(*byte))
            .map_or(text.len(), |(at, _)| at),
        _ => text.chars().next().map_or(1, char::len_utf8),
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_beyond_every_range_is_a_text_and_the_rest_is_read() {
        let cases = [
            (r#"{"a":1e400,"b":2}"#, json!({"a":"1e400","b":2})),
            ("[-1E+9999 , 7]", json!(["-1E+9999", 7])),
            (
                "[NaN,Infinity,-Infinity,true,null]",
                json!(["NaN", "Infinity", "-Infinity", true, null]),
            ),
            (
                r#"{"é\"1e400":"1e400\\","x":1e999}"#,
                json!({"é\"1e400":"1e400\\","x":"1e999"}),
            ),
            (r#"{"a":[{"b":[1e400]}]}"#, json!({"a":[{"b":["1e400"]}]})),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).unwrap(), expected, "{text}");
        }
        let digits = "9".repeat(1_000_000);
        let read = parse(&format!("[{digits},1]")).unwrap();
        assert_eq!(read, json!([digits, 1]));
    }

    #[test]
    fn a_document_has_a_limited_number_of_values() {
        let list = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
        assert!(parse(&list(MOST_VALUES)).is_ok());
        let error = parse(&list(MOST_VALUES + 1)).unwrap_err();
        assert!(error.is_data(), "{error}");
    }

    #[test]
    fn half_of_a_surrogate_pair_costs_one_character() {
        let cases = [
            (r#"["\ud83d"]"#, json!(["\u{fffd}"])),
            (r#"["a\udcf7b",1]"#, json!(["a\u{fffd}b", 1])),
            (
                r#"["\ud83d\ud83d\udcf7\ud83d\u0041"]"#,
                json!(["\u{fffd}📷\u{fffd}A"]),
            ),
            (r#"["\\ud83d \ud83d"]"#, json!(["\\ud83d \u{fffd}"])),
            (r#"{"\ud83d":1e400}"#, json!({"\u{fffd}": "1e400"})),
            (r#"["\uD83Dé\n"]"#, json!(["\u{fffd}é\n"])),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for text in [
            "",
            "{",
            "[1e400",
            r#"{"a":1e400"#,
            "NaN NaN",
            "nope",
            r#"["\"#,
            "[1e4x]",
            "é",
            r#"["\ud83d"#,
            r#"["\ud83"]"#,
            r#"["\u+fff"]"#,
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(r#"{"a":1e400"#).unwrap_err().is_eof());
    }

    #[test]
    fn several_documents_are_read_to_the_first_that_is_no_json() {
        let read = |text: &str| -> Vec<Option<Value>> {
            parse_all(text).into_iter().map(Result::ok).collect()
        };
        assert_eq!(
            read("{}\n[1e400] 3"),
            [Some(json!({})), Some(json!(["1e400"])), Some(json!(3))]
        );
        assert_eq!(read("{} nope {}"), [Some(json!({})), None]);
        assert_eq!(read(""), []);
    }
}
