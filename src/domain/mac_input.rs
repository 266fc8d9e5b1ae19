//! MAC addresses as people, scanners and documents write them: with invisible characters, another
//! separator, single digits, or the keys of another keyboard layout.

use super::{
    invisible::is_invisible,
    mac::{MacAddr, MacParseError},
};

/// Reads an address. The position in an error counts the characters of `text`, from 1.
///
/// # Errors
/// It is no address.
pub fn parse(text: &str) -> Result<MacAddr, MacParseError> {
    let characters: Vec<(usize, char)> = text
        .chars()
        .enumerate()
        .filter_map(|(index, c)| Some((index, plain(c)?)))
        .collect();
    let bare = without_label(without_scanner_marks(trimmed(&characters)));
    let bare_text: String = bare.iter().map(|(_, c)| *c).collect();
    let error = match bare_text.parse() {
        Ok(mac) => return Ok(mac),
        Err(MacParseError::NoSingleDevice) => return Err(MacParseError::NoSingleDevice),
        Err(error) => error,
    };
    match six_groups(&bare_text).or_else(|| six_groups(&from_azerty(&bare_text))) {
        // Parsed once more: it may be the address of a group.
        Some(mac) => mac.to_string().parse(),
        None => Err(in_original(error, bare)),
    }
}

/// The plain form of a character; `None` for one that is invisible.
fn plain(c: char) -> Option<char> {
    Some(match c {
        c if is_invisible(c) => return None,
        // They choose how the character before them looks.
        '\u{FE00}'..='\u{FE0F}' => return None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{02D0}' | '\u{2236}' | '\u{A789}' | '\u{FE13}' | '\u{FE55}' | '\u{FF1A}' => ':',
        '\u{FF0E}' => '.',
        // Full-width digits and letters.
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

type Characters<'a> = &'a [(usize, char)];

fn trimmed(mut characters: Characters<'_>) -> Characters<'_> {
    while let [(_, ' '), rest @ ..] | [rest @ .., (_, ' ')] = characters {
        characters = rest;
    }
    characters
}

/// Without the start and stop characters of Code 39 and the identifier of the symbology, which some
/// scanners send along: `*…*` and `]C1…`.
fn without_scanner_marks(characters: Characters<'_>) -> Characters<'_> {
    match characters {
        [(_, '*'), inner @ .., (_, '*')] => inner,
        [(_, ']'), (_, letter), (_, digit), rest @ ..]
            if letter.is_ascii_alphabetic() && digit.is_ascii_digit() =>
        {
            rest
        }
        all => all,
    }
}

/// Without the word of a label: `MAC: …`, `MAC address …`.
fn without_label(characters: Characters<'_>) -> Characters<'_> {
    let Some(rest) = after_word(characters, "mac") else {
        return characters;
    };
    let rest = after_word(trimmed(rest), "address").unwrap_or(rest);
    match trimmed(rest) {
        [(_, ':' | '=' | '#'), rest @ ..] => trimmed(rest),
        rest => rest,
    }
}

fn after_word<'a>(characters: Characters<'a>, word: &str) -> Option<Characters<'a>> {
    let (start, rest) = characters.split_at_checked(word.len())?;
    let mut pairs = start.iter().zip(word.chars());
    pairs
        .all(|((_, c), wanted)| c.eq_ignore_ascii_case(&wanted))
        .then_some(rest)
}

/// Six groups divided by one character that is no hex digit. A group of one digit lacks its leading
/// zero, as in the output of `arp`, where colons or hyphens divide it.
fn six_groups(text: &str) -> Option<MacAddr> {
    let separator = text.chars().find(|c| !c.is_ascii_hexdigit())?;
    let may_be_short = matches!(separator, ':' | '-');
    let mut bytes = [0; 6];
    let mut groups = text.split(separator);
    for byte in &mut bytes {
        let group = groups.next()?;
        let is_whole = group.len() == 2 || may_be_short && group.len() == 1;
        if !is_whole || !group.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(group, 16).ok()?;
    }
    groups.next().is_none().then_some(MacAddr::new(bytes))
}

/// What a scanner has meant that is set to a US keyboard where the computer has a Belgian or French
/// one: digits are on the shifted level, and A and Q change places.
fn from_azerty(text: &str) -> String {
    let key = |c| match c {
        '&' => '1',
        'é' => '2',
        '"' => '3',
        '\'' => '4',
        '(' => '5',
        '§' | '-' => '6',
        'è' => '7',
        '!' | '_' => '8',
        'ç' => '9',
        'à' => '0',
        'q' | 'Q' => 'A',
        c => c,
    };
    text.chars().map(key).collect()
}

/// The position in the text as it was written.
fn in_original(error: MacParseError, bare: Characters<'_>) -> MacParseError {
    match error {
        MacParseError::BadCharacter { found, position } => {
            let index = bare
                .get(position - 1)
                .map_or(position - 1, |(index, _)| *index);
            MacParseError::BadCharacter {
                found,
                position: index + 1,
            }
        }
        error => error,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ADDRESS: MacAddr = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);

    #[test]
    fn an_address_is_read_as_scanners_and_documents_write_it() {
        for text in [
            "24:6F:28:10:4A:4F",
            "246f.2810.4a4f",
            "\u{200B}24:6F:28:10:4A:4F\u{200E}",
            "\u{202D}24-6F-28-10-4A-4F\u{202C}",
            "24:6F:28:\u{AD}10:4A:4F\u{A0}",
            "24\u{2011}6F\u{2011}28\u{2011}10\u{2011}4A\u{2011}4F",
            "24–6F–28–10–4A–4F",
            "24：6F：28：10：4A：4F",
            "２４:６Ｆ:２８:１０:４Ａ:４ｆ",
            "24 6F 28 10 4A 4F",
            "24/6F/28/10/4A/4F",
            "24Ç6FÇ28Ç10Ç4AÇ4F",
            "24ö6fö28ö10ö4aö4f",
            "é'M§FMé!M&àM'QM'F",
            "*24:6F:28:10:4A:4F*",
            "]C124:6F:28:10:4A:4F",
            "MAC:246F28104A4F",
            "mac address = 24-6F-28-10-4A-4F",
            "MAC 24:6F:28:10:4A:4F",
        ] {
            assert_eq!(parse(text), Ok(ADDRESS), "{text:?}");
        }
    }

    #[test]
    fn a_group_of_one_digit_is_padded_and_never_shifted() {
        let padded = MacAddr::new([0x08, 0x00, 0x20, 0xD7, 0x0A, 0x45]);
        assert_eq!(parse("8:0:20:d7:a:45"), Ok(padded));
        assert_eq!(parse("8-0-20-d7-a-45"), Ok(padded));
        for text in [
            "8 0 20 d7 a 45",
            "8:0:20:d7:a",
            "8:0:20:d7:a:456",
            "8::20:d7:a:45",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_error_names_the_character_at_its_place_in_the_text() {
        let bad = |found, position| Err(MacParseError::BadCharacter { found, position });
        assert_eq!(parse("24:6F:28:1O:4A:58"), bad('O', 11));
        assert_eq!(parse("\u{200B}24:6F:28:1O:4A:58"), bad('O', 12));
        assert_eq!(parse("MAC: 24:6F:28:1O:4A:58"), bad('O', 16));
        assert_eq!(parse("incomplete"), bad('i', 1));
        assert_eq!(parse("\u{200B}"), Err(MacParseError::WrongLength(0)));
    }

    proptest! {
        #[test]
        fn every_address_is_read_with_every_separator(bytes: [u8; 6], separator in "[^0-9A-Fa-f]") {
            let groups = bytes.map(|byte| format!("{byte:02x}"));
            // A separator that is invisible leaves twelve digits.
            let expected = MacAddr::new(bytes).to_string().parse();
            prop_assert_eq!(parse(&groups.join(&separator)), expected);
        }

        #[test]
        fn any_text_gives_an_address_or_a_position_inside_it(text in "\\PC{0,40}") {
            if let Err(MacParseError::BadCharacter { position, .. }) = parse(&text) {
                prop_assert!((1..=text.chars().count()).contains(&position));
            }
        }
    }
}
