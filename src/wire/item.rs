//! Reading one item field by field: what is odd is noted, and the item gets one warning for all of it.
//!
//! Must not know which item.

use jiff::Timestamp;

use crate::{
    messages::Warning,
    wire::{
        field::{Field, Int, Text},
        time,
    },
};

/// What was read, and what could not be.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The value; what could not be read in it is unknown.
    pub value: T,
    /// One for each item with something odd in it.
    pub warnings: Vec<Warning>,
}

/// Reads the fields of one item and notes what is odd about them.
pub(super) struct Item {
    /// Whose fields these are, for people: `camera AA:…`, `session`.
    pub(super) name: String,
    faults: Vec<String>,
}

impl Item {
    pub(super) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            faults: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    pub(super) fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }

    /// The value of a field, or `None` with a note if it is odd.
    pub(super) fn take<T>(&mut self, name: &str, field: Field<T>) -> Option<T> {
        match field {
            Field::Missing => None,
            Field::Is(value) => Some(value),
            Field::Odd(found) => {
                self.fault(format!("{name} is {found}"));
                None
            }
        }
    }

    /// A text; an empty one is unknown.
    pub(super) fn text(&mut self, name: &str, field: Field<Text>) -> Option<String> {
        let text = self.take(name, field)?.0;
        (!text.trim().is_empty()).then_some(text)
    }

    /// A value that must be there, read by `read`: one that is missing is noted too.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
    ) -> Option<T> {
        let faults = self.faults.len();
        let value = read(self, name);
        if value.is_none() && self.faults.len() == faults {
            self.fault(format!("{name} is missing"));
        }
        value
    }

    /// A text that means something; an empty one is unknown.
    pub(super) fn parsed<T>(
        &mut self,
        name: &str,
        field: Field<Text>,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name, field)?;
        let value = parse(&text);
        if value.is_none() {
            self.fault(format!("{name} is “{text}”"));
        }
        value
    }

    /// A number that fits.
    pub(super) fn number<T: TryFrom<i64>>(&mut self, name: &str, field: Field<Int>) -> Option<T> {
        let Int(number) = self.take(name, field)?;
        let value = T::try_from(number).ok();
        if value.is_none() {
            self.fault(format!("{name} is {number}"));
        }
        value
    }

    /// An instant; Go's "never" is unknown.
    pub(super) fn instant(&mut self, name: &str, field: Field<Text>) -> Option<Timestamp> {
        self.parsed(name, field, time::timestamp)
            .filter(|at| !time::is_never(*at))
    }

    /// The warning for an item that is lost.
    pub(super) fn lost(self, source: &str) -> Warning {
        Warning {
            source: source.to_owned(),
            message: format!("{}: {}", self.name, self.faults.join(", ")),
        }
    }

    /// The value with the one warning for this item, if anything was odd.
    pub(super) fn read<T>(self, value: T, source: &str) -> Read<T> {
        let warnings = self.warning(source).into_iter().collect();
        Read { value, warnings }
    }

    /// The one warning for this item, if anything was odd.
    pub(super) fn warning(self, source: &str) -> Option<Warning> {
        (!self.is_fine()).then(|| self.lost(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_one_warning_for_all_that_is_odd() {
        let mut item = Item::new("camera 7");
        assert_eq!(
            item.text("ip", "".into()),
            None,
            "empty is unknown, not odd"
        );
        assert_eq!(item.number::<u8>("progress", 300_u32.into()), None);
        assert_eq!(
            item.take::<bool>("flag", Field::Odd("a list".to_owned())),
            None
        );
        assert_eq!(item.parsed("left", "soon".into(), time::span), None);
        assert_eq!(
            item.required("id", |item, name| item.text(name, Field::Missing)),
            None
        );
        let message = item.warning("GET /x").map(|warning| warning.message);
        let expected = "camera 7: progress is 300, flag is a list, left is “soon”, id is missing";
        assert_eq!(message.as_deref(), Some(expected));
    }

    #[test]
    fn the_never_of_go_is_no_instant() {
        let mut item = Item::new("session");
        assert_eq!(
            item.instant("expires_at", "0001-01-01T00:00:00Z".into()),
            None
        );
        assert_eq!(item.warning("GET /x"), None);
    }
}
