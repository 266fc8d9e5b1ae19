//! Reads one item field by field: a field that cannot be read counts as unknown, and the item gets
//! one warning for all of them.

use std::time::Duration;

use jiff::Timestamp;

use crate::{
    domain::warning::{Fault, Item, Warning, WarningKind},
    wire::{
        field::{Field, Int, LONGEST_FOUND, Text},
        text, time,
    },
};

/// The largest count that is believed.
const MOST: u32 = 1_000_000;

/// A value, and what could not be read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The value; what could not be read in it is unknown.
    pub value: T,
    /// One for each item with a field that could not be read.
    pub warnings: Vec<Warning>,
}

/// The warnings about one answer that are shown.
const MOST_WARNINGS: usize = 100;

/// The first warnings about an answer, and one that says how many more there are.
pub(super) fn first_ones(mut warnings: Vec<Warning>, source: &str) -> Vec<Warning> {
    let more = warnings.len().saturating_sub(MOST_WARNINGS);
    warnings.truncate(MOST_WARNINGS);
    warnings.extend((more > 0).then(|| Warning {
        source: source.to_owned(),
        kind: WarningKind::More { count: more },
    }));
    warnings
}

/// Reads the fields of one item and collects their faults.
pub(super) struct ItemReader {
    /// Whose fields these are.
    pub(super) item: Item,
    faults: Vec<Fault>,
}

impl ItemReader {
    pub(super) fn new(item: Item) -> Self {
        Self {
            item,
            faults: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn out_of_range(&mut self, field: &'static str, value: &impl ToString) {
        let value = text::shorten(&value.to_string(), LONGEST_FOUND);
        self.fault(Fault::OutOfRange { field, value });
    }

    pub(super) fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }

    /// The value of a field; `None` with a fault if it is of another type.
    pub(super) fn take<T>(&mut self, name: &'static str, field: Field<T>) -> Option<T> {
        match field {
            Field::Missing => None,
            Field::Is(value) => Some(value),
            Field::Unexpected(found) => {
                self.fault(Fault::Unexpected { field: name, found });
                None
            }
        }
    }

    /// A text; an empty one is unknown.
    pub(super) fn text(&mut self, name: &'static str, field: Field<Text>) -> Option<String> {
        let text = self.take(name, field)?.0;
        (!text.trim().is_empty()).then_some(text)
    }

    /// A value that must be there, read by `read`: a missing one is a fault, too.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        let faults = self.faults.len();
        let value = read(self, name);
        if value.is_none() && self.faults.len() == faults {
            self.fault(Fault::Missing { field: name });
        }
        value
    }

    /// A text that `parse` understands; an empty one is unknown.
    pub(super) fn parsed<T>(
        &mut self,
        name: &'static str,
        field: Field<Text>,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name, field)?;
        let value = parse(&text);
        if value.is_none() {
            self.fault(Fault::Unreadable { field: name, text });
        }
        value
    }

    /// A number that fits.
    pub(super) fn number<T: TryFrom<i64>>(
        &mut self,
        name: &'static str,
        field: Field<Int>,
    ) -> Option<T> {
        let Int(number) = self.take(name, field)?;
        let value = T::try_from(number).ok();
        if value.is_none() {
            self.out_of_range(name, &number);
        }
        value
    }

    /// A count: not negative, and not more than there can be.
    pub(super) fn count(&mut self, name: &'static str, field: Field<Int>) -> Option<u32> {
        let count: i64 = self.number(name, field)?;
        let value = u32::try_from(count).ok().filter(|count| *count <= MOST);
        if value.is_none() {
            self.out_of_range(name, &count);
        }
        value
    }

    /// A span; the least one of Go is unknown.
    pub(super) fn span(&mut self, name: &'static str, field: Field<Text>) -> Option<Duration> {
        match field {
            Field::Is(Text(text)) if time::is_least_span(&text) => None,
            field => self.parsed(name, field, time::span),
        }
    }

    /// An instant; one that never was is unknown.
    pub(super) fn instant(&mut self, name: &'static str, field: Field<Text>) -> Option<Timestamp> {
        self.parsed(name, field, time::timestamp)
            .filter(|at| !time::is_never(*at))
    }

    /// The warning for an item that is lost.
    pub(super) fn lost(self, source: &str) -> Warning {
        Warning {
            source: source.to_owned(),
            kind: WarningKind::Fields {
                item: self.item,
                faults: self.faults,
            },
        }
    }

    /// The value with the one warning for this item, if there is a fault.
    pub(super) fn read<T>(self, value: T, source: &str) -> Read<T> {
        let warnings = self.warning(source).into_iter().collect();
        Read { value, warnings }
    }

    /// The one warning for this item, if there is a fault.
    pub(super) fn warning(self, source: &str) -> Option<Warning> {
        (!self.is_fine()).then(|| self.lost(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::warning::Found;

    #[test]
    fn an_item_has_one_warning_for_all_its_faults() {
        let mut item = ItemReader::new(Item::Camera("7".to_owned()));
        let empty = item.text("ip", "".into());
        assert_eq!(empty, None, "empty is unknown, not a fault");
        assert_eq!(item.number::<u8>("progress", 300_u32.into()), None);
        let list = Field::Unexpected(Found::List);
        assert_eq!(item.take::<bool>("flag", list), None);
        assert_eq!(item.parsed("left", "soon".into(), time::span), None);
        let id = item.required("id", |item, name| item.text(name, Field::Missing));
        assert_eq!(id, None);
        let expected = WarningKind::Fields {
            item: Item::Camera("7".to_owned()),
            faults: vec![
                Fault::OutOfRange {
                    field: "progress",
                    value: "300".to_owned(),
                },
                Fault::Unexpected {
                    field: "flag",
                    found: Found::List,
                },
                Fault::Unreadable {
                    field: "left",
                    text: "soon".to_owned(),
                },
                Fault::Missing { field: "id" },
            ],
        };
        let kind = item.warning("GET /x").map(|warning| warning.kind);
        assert_eq!(kind, Some(expected));
    }

    #[test]
    fn an_answer_has_a_limited_number_of_warnings() {
        let warnings = (0..5_000).map(|_| ItemReader::new(Item::Session).lost("GET /x"));
        let shown = first_ones(warnings.collect(), "GET /x");
        assert_eq!(shown.len(), MOST_WARNINGS + 1);
        let more = shown.last().map(|warning| &warning.kind);
        assert_eq!(more, Some(&WarningKind::More { count: 4_900 }));
    }

    #[test]
    fn an_absurd_count_is_out_of_range() {
        let fault = |count| {
            let mut item = ItemReader::new(Item::Session);
            assert_eq!(item.count("device_count", Int(count).into()), None);
            item.warning("GET /x").is_some()
        };
        assert!(fault(-1) && fault(4_000_000_000) && fault(i64::MIN));
        let mut item = ItemReader::new(Item::Session);
        assert_eq!(item.count("device_count", Int(5_000).into()), Some(5_000));
    }

    #[test]
    fn the_least_duration_of_go_is_unknown() {
        let mut item = ItemReader::new(Item::Answer);
        let least = "-2562047h47m16.854775808s".into();
        assert_eq!(item.span("timeout_remaining", least), None);
        let over = item.span("timeout_remaining", "-3s".into());
        assert_eq!(over, Some(Duration::ZERO));
        assert_eq!(item.warning("GET /x"), None);
    }

    #[test]
    fn the_never_of_go_is_no_instant() {
        let mut item = ItemReader::new(Item::Session);
        let never = item.instant("expires_at", "0001-01-01T00:00:00Z".into());
        assert_eq!(never, None);
        assert_eq!(item.warning("GET /x"), None);
    }
}
