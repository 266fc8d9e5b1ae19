//! The text buffer of a secret field: egui sees only bullets, so its copies never hold the secret.

use std::{any::TypeId, ops::Range};

use egui::{TextBuffer, text::CharIndex};
use zeroize::{Zeroize as _, Zeroizing};

/// The placeholder of each character.
const BULLET: &str = "•";

/// A secret being edited. The undo history holds only bullets, so undo cannot restore a secret.
pub struct SecretBuffer<'a> {
    secret: &'a mut Zeroizing<String>,
    mask: String,
}

impl<'a> SecretBuffer<'a> {
    /// Edits `secret`. Its capacity should suffice for all input: a string that is reallocated
    /// leaves copies behind.
    pub fn new(secret: &'a mut Zeroizing<String>) -> Self {
        let mask = BULLET.repeat(secret.chars().count());
        Self { secret, mask }
    }

    fn byte_index(&self, index: CharIndex) -> usize {
        let place = self.secret.char_indices().nth(index.0);
        place.map_or(self.secret.len(), |(byte, _)| byte)
    }

    fn mask_anew(&mut self) {
        self.mask = BULLET.repeat(self.secret.chars().count());
    }
}

impl TextBuffer for SecretBuffer<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.mask
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let at = self.byte_index(char_index);
        self.secret.insert_str(at, text);
        self.mask_anew();
        text.chars().count()
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        let bytes = self.byte_index(char_range.start)..self.byte_index(char_range.end);
        self.secret.replace_range(bytes, "");
        self.mask_anew();
    }

    fn clear(&mut self) {
        self.secret.zeroize();
        self.mask_anew();
    }

    /// Undo and redo would put bullets in place of the secret.
    fn replace_with(&mut self, _text: &str) {}

    fn type_id(&self) -> TypeId {
        TypeId::of::<SecretBuffer<'static>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_edits_the_secret_and_shows_bullets() {
        let mut secret = Zeroizing::new("pässword".to_owned());
        let mut buffer = SecretBuffer::new(&mut secret);
        assert_eq!(buffer.as_str(), "••••••••");
        assert_eq!(buffer.insert_text("é!", CharIndex(2)), 2);
        buffer.delete_char_range(CharIndex(0)..CharIndex(1));
        buffer.replace_with("•");
        assert_eq!(buffer.as_str(), "•••••••••");
        assert_eq!(**buffer.secret, "äé!ssword");
        buffer.clear();
        assert_eq!(buffer.as_str(), "");
        assert_eq!(secret.as_str(), "");
    }
}
