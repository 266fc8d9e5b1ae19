//! The text of a WiFi QR code, as a scanner types it: `WIFI:T:WPA;S:ShopNet;P:secret;;`.
//!
//! Fields come in any order. A backslash escapes any character; codes of the newer standard
//! (WPA3) encode characters as `%3B` instead.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

/// How every code begins.
const START: &str = "WIFI:";

/// The network that a code describes.
pub struct WifiCode {
    pub ssid: String,
    /// Empty for an open network.
    pub passphrase: Zeroizing<String>,
}

/// Whether a text begins like a code, so that the rest of it may be a passphrase.
#[must_use]
pub fn is_start_of_code(text: &str) -> bool {
    let text = text.trim_start();
    text.get(..START.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(START))
}

/// Whether a text is a whole code or a part of one that already names the network.
#[must_use]
pub fn is_code(text: &str) -> bool {
    is_start_of_code(text) && fields(text).any(|(name, _)| name.eq_ignore_ascii_case("S"))
}

/// Whether the two semicolons that end a code are there.
#[must_use]
pub fn is_complete(text: &str) -> bool {
    let text = text.trim_end();
    is_start_of_code(text) && text.ends_with(";;") && !ends_escaped(&text[..text.len() - 2])
}

/// Reads a code. `None` if it names no network.
#[must_use]
pub fn parse(text: &str) -> Option<WifiCode> {
    if !is_start_of_code(text) {
        return None;
    }
    let field = |wanted: &str| {
        let mut fields = fields(text);
        let found = fields.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value)
    };
    let security = field("T").unwrap_or_default();
    let is_newer = security.eq_ignore_ascii_case("SAE") || field("R").is_some();
    let is_encoded = is_newer && !text.contains('\\');
    let ssid = value(field("S")?, is_encoded);
    let is_open = security.eq_ignore_ascii_case("nopass");
    let passphrase = field("P").filter(|_| !is_open).unwrap_or_default();
    (!ssid.is_empty()).then(|| WifiCode {
        ssid: ssid.to_string(),
        passphrase: value(passphrase, is_encoded),
    })
}

/// The name of the network in a text that may be a code by mistake. Never a passphrase.
#[must_use]
pub fn network_name(text: &str) -> Cow<'_, str> {
    if !is_code(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parse(text).map(|code| code.ssid).unwrap_or_default())
}

/// The names and raw values between the semicolons.
fn fields(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text.trim_start().get(START.len()..).unwrap_or_default();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .match_indices(';')
            .map(|(at, _)| at)
            .find(|at| !ends_escaped(&rest[..*at]));
        let field = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or("", |end| &rest[end + 1..]);
        Some(field.split_once(':').unwrap_or((field, "")))
    })
}

/// Whether the character after this text is escaped.
fn ends_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn value(raw: &str, is_encoded: bool) -> Zeroizing<String> {
    // Quotes mark a text that could be read as hex digits; otherwise they belong to it.
    let quoted = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    let is_hex =
        |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let raw = quoted.filter(is_hex).unwrap_or(raw);
    if is_encoded {
        let decoded = percent_decode_str(raw).decode_utf8_lossy();
        return Zeroizing::new(decoded.into_owned());
    }
    let mut value = Zeroizing::new(String::with_capacity(raw.len()));
    let mut is_escaped = false;
    for character in raw.chars() {
        if character == '\\' && !is_escaped {
            is_escaped = true;
        } else {
            value.push(character);
            is_escaped = false;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> Option<(String, String)> {
        let code = parse(text)?;
        Some((code.ssid, code.passphrase.to_string()))
    }

    #[test]
    fn fields_are_read_in_any_order_with_their_escapes() {
        for (text, ssid, passphrase) in [
            ("WIFI:S:Loja;T:WPA;P:abcd1234;;", "Loja", "abcd1234"),
            ("WIFI:T:WPA;P:abcd1234;S:Loja;H:true;;", "Loja", "abcd1234"),
            (
                "wifi:P:a\\;b\\:c\\\\d;T:WPA2;S:Ka\\;fé;;",
                "Ka;fé",
                "a;b:c\\d",
            ),
            ("WIFI:S:\\\"Bar\\\";T:nopass;;", "\"Bar\"", ""),
            ("WIFI:S:\"Bar\";T:nopass;P:;;", "\"Bar\"", ""),
            ("WIFI:S:\"cafe\";T:WPA;P:\"00112233\";;", "cafe", "00112233"),
            ("WIFI:S:Open;T:nopass;P:ignored;;", "Open", ""),
            ("WIFI:S:Plain;P:;;", "Plain", ""),
            ("WIFI:T:SAE;S:N%C3%A9t;P:50%25%3Boff;;", "Nét", "50%;off"),
            ("WIFI:T:WPA;R:1;S:Net;P:a%3Bb;;", "Net", "a;b"),
            ("WIFI:T:WPA;S:Net;P:100%25sure;;", "Net", "100%25sure"),
            ("WIFI:T:WPA;R:1;S:Net;P:100%\\;x;;", "Net", "100%;x"),
            (" WIFI:S:Net;T:WPA;P:abcd1234", "Net", "abcd1234"),
            ("WIFI:S: Net ;T:WPA;P: ab cd 12 ;;", " Net ", " ab cd 12 "),
        ] {
            let expected = Some((ssid.to_owned(), passphrase.to_owned()));
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn a_code_without_a_network_is_none() {
        for text in [
            "WIFI:",
            "WIFI:T:WPA;P:abcd1234;;",
            "WIFI:S:;P:x;;",
            "S:Net;;",
            "",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_is_complete_after_two_semicolons_that_are_not_escaped() {
        assert!(is_complete("WIFI:S:Net;P:abcd1234;;"));
        assert!(is_complete("WIFI:S:Net;P:ends in \\\\;;\r"));
        for text in [
            "WIFI:S:Net;P:abcd1234;",
            "WIFI:S:Net;P:a\\;;",
            "Net;;",
            "WIFI:S",
        ] {
            assert!(!is_complete(text), "{text}");
        }
    }

    #[test]
    fn the_name_of_the_network_is_taken_out_of_a_code() {
        assert_eq!(network_name("WIFI:S:Loja;T:WPA;P:abcd1234;;"), "Loja");
        assert_eq!(network_name("WIFI:P:abcd1234;S:"), "");
        assert_eq!(network_name("WIFI:Café"), "WIFI:Café", "a name of its own");
        assert_eq!(network_name("Loja"), "Loja");
    }

    proptest! {
        #[test]
        fn an_escaped_code_gives_back_the_name_and_the_passphrase(
            ssid in "[ -~é😀]{1,20}",
            passphrase in "[ -~]{8,63}",
        ) {
            let escaped = |text: &str| -> String {
                let special = |c: char| matches!(c, '\\' | ';' | ',' | ':' | '"');
                text.chars()
                    .flat_map(|c| special(c).then_some('\\').into_iter().chain([c]))
                    .collect()
            };
            let text = format!("WIFI:P:{};S:{};T:WPA;;", escaped(&passphrase), escaped(&ssid));
            prop_assert!(is_complete(&text));
            prop_assert_eq!(parsed(&text), Some((ssid, passphrase)));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "(WIFI:)?[\\\\;:%\"STPH0-9a-fé ]{0,60}") {
            let code = parse(&text);
            prop_assert!(code.is_none() || is_start_of_code(&text));
            if is_code(&text) {
                prop_assert!(!network_name(&text).starts_with(START));
            }
        }
    }
}
