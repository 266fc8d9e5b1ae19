//! Text in the encodings that spreadsheets and terminals write.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The number of bytes that UTF-16 without a byte order mark is recognised from.
const PROBED: usize = 512;

/// The text with line feeds as its only line ends; `None` if the bytes are no text.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let text = match encoding.or_else(|| utf_16_without_mark(bytes)) {
        Some(encoding) => encoding.decode(bytes).0,
        None if bytes.contains(&0) => return None,
        None => decoded(bytes),
    };
    // A binary file may look like UTF-16 in its first bytes.
    (!text.contains('\0')).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// UTF-8, or what the bytes look most like, which is Windows-1252 in most lists that are not UTF-8.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.into();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    encoding.decode_without_bom_handling(bytes).0
}

/// The headings and addresses of a list are ASCII, so that every second byte is zero.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let probed = &bytes[..bytes.len().min(PROBED)];
    let (pairs, _rest) = probed.as_chunks::<2>();
    let zeros = |index: usize| pairs.iter().filter(|pair| pair[index] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let are_most = |count: usize| count * 2 > pairs.len();
    match (are_most(first), are_most(second)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_read_with_and_without_a_byte_order_mark() {
        const TEXT: &str = "mac;descrição\r\n020000000001;Açaí\r\n";
        let expected = Some("mac;descrição\n020000000001;Açaí\n".to_owned());
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{TEXT}");
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(text_of(&little), expected, "little-endian, {mark:?}");
            assert_eq!(text_of(&big), expected, "big-endian, {mark:?}");
            assert_eq!(text_of(text.as_bytes()), expected, "UTF-8, {mark:?}");
        }
    }

    #[test]
    fn windows_1252_keeps_accents_and_dashes() {
        let text =
            text_of(b"Endere\xE7o MAC;Descri\xE7\xE3o\r\n020000000001;Dep\xF3sito \x96 fundos");
        let expected = "Endereço MAC;Descrição\n020000000001;Depósito – fundos";
        assert_eq!(text.as_deref(), Some(expected));
    }

    #[test]
    fn binary_files_are_no_text() {
        assert_eq!(text_of(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00"), None);
        assert_eq!(text_of(&[0; 64]), None);
    }
}
