//! One field of a message: missing, as expected, or odd. This is what keeps one bad value from spoiling its neighbours.
//!
//! Must not know any message.

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Number, Value};

use crate::wire::text;

/// A field as it came. Reading one never fails: what does not fit becomes [`Field::Odd`].
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Field<T> {
    /// Absent or `null`.
    #[default]
    Missing,
    /// What the contract says.
    Is(T),
    /// Something else: what it was, short and safe to show.
    Odd(String),
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
            Self::Missing | Self::Odd(_) => None,
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
        let value = Value::deserialize(deserializer)?;
        if value.is_null() {
            return Ok(Self::Missing);
        }
        Ok(T::deserialize(&value).map_or_else(|_| Self::Odd(described(&value)), Self::Is))
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Is(value) => value.serialize(serializer),
            Self::Missing | Self::Odd(_) => serializer.serialize_none(),
        }
    }
}

/// What a value is, in plain words.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("the value {value}"),
        Value::String(text) => format!("the text “{}”", text::shorten(text, 40)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
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

/// A whole number, also where the Pi writes it with a fraction (`-58.0`): rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Int(pub i64);

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(deserializer)?;
        let whole = number.as_i64().or_else(|| number.as_f64().map(rounded));
        whole
            .map(Self)
            .ok_or_else(|| D::Error::custom("expected a number"))
    }
}

/// The nearest whole number, or the outermost one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, which is what is wanted"
)]
fn rounded(number: f64) -> i64 {
    number.round() as i64
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
