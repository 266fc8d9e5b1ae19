//! One field of a message: missing, as expected, or something else. So one bad value does not spoil
//! its neighbours.

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Number, Value};

use crate::{
    domain::warning::Found,
    wire::{json, text},
};

/// A field as it came. Reading one never fails: what does not fit becomes [`Field::Unexpected`].
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Field<T> {
    /// Absent or `null`.
    #[default]
    Missing,
    /// A value of the type that the contract says.
    Is(T),
    /// Something else.
    Unexpected(Found),
}

/// A list whose items are read one by one.
pub type List<T> = Field<Vec<Field<T>>>;

impl<T> Field<T> {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// The value, if it could be read.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Missing | Self::Unexpected(_) => None,
        }
    }

    /// This field, or `other` if this one is missing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self.is_missing() { other } else { self }
    }
}

impl<T> Field<Vec<Field<T>>> {
    /// A list of good items, for writing.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = T>) -> Self {
        Self::Is(items.into_iter().map(Field::Is).collect())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| read(&value))
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Field<T> {
    if value.is_null() {
        return Field::Missing;
    }
    T::deserialize(value).map_or_else(|_| Field::Unexpected(found(value)), Field::Is)
}

/// The most items of a list that are read: an item takes much more memory here than on the wire.
pub(super) const MOST_ITEMS: usize = 100_000;

/// For `#[serde(deserialize_with)]`: a `null` list is an empty list, which is how Go writes one. The
/// items after `MOST_ITEMS` become one that is [`Found::Rest`].
///
/// # Errors
/// Those of the deserializer.
pub fn list<'de, T, D>(deserializer: D) -> Result<List<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let mut items = match Value::deserialize(deserializer)? {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        other => return Ok(Field::Unexpected(found(&other))),
    };
    let rest = items.len().saturating_sub(MOST_ITEMS);
    items.truncate(MOST_ITEMS);
    let mut list: Vec<Field<T>> = items.iter().map(read).collect();
    if rest > 0 {
        list.push(Field::Unexpected(Found::Rest(rest)));
    }
    Ok(Field::Is(list))
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Is(value) => value.serialize(serializer),
            Self::Missing | Self::Unexpected(_) => serializer.serialize_none(),
        }
    }
}

/// What is shown of an unexpected value, in characters.
pub(super) const LONGEST_FOUND: usize = 40;

/// What is there instead of the expected value.
fn found(value: &Value) -> Found {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Found::Value(value.to_string()),
        Value::String(text) if json::is_beyond_range(text) => {
            Found::Value(text::shorten(text, LONGEST_FOUND))
        }
        Value::String(text) => Found::Text(text::shorten(text, LONGEST_FOUND)),
        Value::Array(_) => Found::List,
        Value::Object(_) => Found::Object,
    }
}

/// Text from a Pi: cleaned while it is read. A number is taken as its digits, since ids are opaque.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self(text::clean(&text))),
            Value::Number(number) => Ok(Self(number.to_string())),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                Err(D::Error::custom("expected text"))
            }
        }
    }
}

/// A whole number of 64 bits, also where the Pi writes it with a fraction (`-58.0`): rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Int(pub i64);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(deserializer)?;
        let whole = number
            .as_i64()
            .or_else(|| number.as_f64().and_then(rounded));
        whole
            .map(Self)
            .ok_or_else(|| D::Error::custom("expected a whole number of 64 bits"))
    }
}

/// The nearest whole number, if it has at most 64 bits.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn rounded(number: f64) -> Option<i64> {
    (number.abs() < 9.2e18).then(|| number.round() as i64)
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Is(value)
    }
}

impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Self::Is)
    }
}

impl From<&str> for Field<Text> {
    fn from(text: &str) -> Self {
        Self::Is(Text(text.to_owned()))
    }
}

impl From<String> for Field<Text> {
    fn from(text: String) -> Self {
        Self::Is(Text(text))
    }
}

impl From<Option<String>> for Field<Text> {
    fn from(text: Option<String>) -> Self {
        text.map(Text).into()
    }
}

impl From<Timestamp> for Field<Text> {
    fn from(at: Timestamp) -> Self {
        Self::Is(Text(at.to_string()))
    }
}

impl From<Option<Timestamp>> for Field<Text> {
    fn from(at: Option<Timestamp>) -> Self {
        at.map(|at| Text(at.to_string())).into()
    }
}

impl From<u32> for Field<Int> {
    fn from(number: u32) -> Self {
        Self::Is(Int(number.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Sample {
        text: Field<Text>,
        number: Field<Int>,
        flag: Field<bool>,
        #[serde(deserialize_with = "list")]
        items: List<Int>,
    }

    fn sample(json: &str) -> Option<Sample> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn an_unexpected_field_does_not_spoil_its_neighbours() {
        let read = sample(r#"{"text":{},"number":"x","flag":true,"items":[1,"2",3],"new":[]}"#);
        let expected = Sample {
            text: Field::Unexpected(Found::Object),
            number: Field::Unexpected(Found::Text("x".to_owned())),
            flag: true.into(),
            items: Field::Is(vec![
                Int(1).into(),
                Field::Unexpected(Found::Text("2".to_owned())),
                Int(3).into(),
            ]),
        };
        assert_eq!(read, Some(expected));
    }

    #[test]
    fn a_null_list_is_an_empty_list_and_a_missing_one_is_missing() {
        assert_eq!(sample("{}"), Some(Sample::default()));
        let null = sample(r#"{"text":null,"number":null,"flag":null,"items":null}"#);
        let expected = Sample {
            items: Field::Is(Vec::new()),
            ..Sample::default()
        };
        assert_eq!(null, Some(expected));
    }

    #[test]
    fn a_list_is_read_to_its_limit() {
        let items = "1,".repeat(MOST_ITEMS + 6);
        let read = sample(&format!(r#"{{"text":"a","items":[{items}1]}}"#)).unwrap_or_default();
        let items = read.items.value().unwrap_or_default();
        assert_eq!(items.len(), MOST_ITEMS + 1);
        assert_eq!(items.last(), Some(&Field::Unexpected(Found::Rest(7))));
    }

    #[test]
    fn texts_are_cleaned_and_numbers_rounded() {
        let read = sample(r#"{"text":"a\u202eb\nc","number":-58.4}"#);
        let expected = Sample {
            text: "ab c".into(),
            number: Int(-58).into(),
            ..Sample::default()
        };
        assert_eq!(read, Some(expected));
        let digits = sample(r#"{"text":42,"number":7e9}"#);
        let expected = Sample {
            text: "42".into(),
            number: Int(7_000_000_000).into(),
            ..Sample::default()
        };
        assert_eq!(digits, Some(expected));
    }

    #[test]
    fn a_number_of_more_than_64_bits_is_unexpected() {
        for number in ["1e300", "-1e19", "18446744073709551615"] {
            let read = sample(&format!(r#"{{"text":"a","number":{number}}}"#));
            let read = read.map(|read| (read.text, matches!(read.number, Field::Unexpected(_))));
            assert_eq!(read, Some(("a".into(), true)), "{number}");
        }
    }
}
