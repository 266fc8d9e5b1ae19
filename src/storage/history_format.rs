//! The bytes of a history file: a heading, a checksum, and fourteen bytes for each point. Knows no files.
//!
//! A day at the Pi's rate takes 240 kB. The first format, with three values for each point, is still read. Values are kept to a hundredth; anything but a file that this code wrote is nothing.

use crate::domain::health_history::{HistoryPoint, Series};

/// What every file begins with; another format gets another number.
const MAGIC: &[u8] = b"pidash history 2\n";

/// What older files begin with.
const FIRST_MAGIC: &[u8] = b"pidash history 1\n";

/// Ahead of the points: the magic, the checksum of all that follows it, the time of the first point.
const HEADING: usize = MAGIC.len() + 8 + 8;

/// Milliseconds since the point before, with the highest bit for "joined", and the values.
const POINT: usize = 4 + Series::COUNT * 2;

/// The same in older files: three values.
const FIRST_POINT: usize = 4 + 3 * 2;

/// In the milliseconds of a point: a line may be drawn to it.
const JOINED: u32 = 1 << 31;

/// In place of a value that is not known.
const UNKNOWN: u16 = u16::MAX;

/// Added to a value, so that frost can be written.
const OFFSET: f32 = 100.0;

/// More points are not written or read: a day at one each second.
pub(crate) const MOST_POINTS: usize = 86_400;

/// No file is longer.
pub(crate) const LONGEST: usize = HEADING + MOST_POINTS * POINT;

/// The bytes of a history, oldest point first.
pub(crate) fn encode<'a>(points: impl ExactSizeIterator<Item = &'a HistoryPoint>) -> Vec<u8> {
    let too_many = points.len().saturating_sub(MOST_POINTS);
    let mut points = points.skip(too_many).peekable();
    let mut at_ms = points.peek().map_or(0, |first| first.at_ms);
    let mut body = at_ms.to_le_bytes().to_vec();
    for point in points {
        let since = u32::try_from(point.at_ms - at_ms).unwrap_or(JOINED - 1);
        let since = since.min(JOINED - 1);
        let joined = if point.joined { JOINED } else { 0 };
        body.extend_from_slice(&(since | joined).to_le_bytes());
        for value in point.values() {
            body.extend_from_slice(&hundredths(value).to_le_bytes());
        }
        at_ms += i64::from(since);
    }
    [MAGIC, &checksum(&body).to_le_bytes(), &body].concat()
}

/// The points of a file; nothing, if it is damaged or none of ours.
pub(crate) fn decode(bytes: &[u8]) -> Vec<HistoryPoint> {
    read(bytes).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<Vec<HistoryPoint>> {
    match bytes.strip_prefix(MAGIC) {
        Some(rest) => points::<POINT>(rest),
        None => points::<FIRST_POINT>(bytes.strip_prefix(FIRST_MAGIC)?),
    }
}

/// The points after the magic, of so many bytes each.
fn points<const SIZE: usize>(rest: &[u8]) -> Option<Vec<HistoryPoint>> {
    let (sum, body) = rest.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*sum) != checksum(body) {
        return None;
    }
    let (first, records) = body.split_first_chunk::<8>()?;
    let mut at_ms = i64::from_le_bytes(*first);
    let (records, rest) = records.as_chunks::<SIZE>();
    let point = |record: &[u8; SIZE]| {
        let (since, values) = record.split_at(4);
        let since = since
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        at_ms = at_ms.saturating_add(i64::from(since & !JOINED));
        let (values, _) = values.as_chunks::<2>();
        let values = values
            .iter()
            .map(|value| value_of(u16::from_le_bytes(*value)));
        HistoryPoint::new(at_ms, since & JOINED != 0, values)
    };
    (rest.is_empty() && records.len() <= MOST_POINTS).then(|| records.iter().map(point).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and a value beyond the range is none of a Pi's"
)]
fn hundredths(value: Option<f32>) -> u16 {
    value.map_or(UNKNOWN, |value| {
        (((value + OFFSET) * 100.0).round() as u16).min(UNKNOWN - 1)
    })
}

fn value_of(hundredths: u16) -> Option<f32> {
    (hundredths != UNKNOWN).then(|| f32::from(hundredths) / 100.0 - OFFSET)
}

/// FNV-1a: against accidents, not against enemies.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history() -> Vec<HistoryPoint> {
        vec![
            HistoryPoint::new(1_770_604_803_100, false, [Some(1.25), None, Some(-7.5)]),
            HistoryPoint::new(
                1_770_604_808_100,
                true,
                [Some(100.0), Some(0.0), Some(150.0), Some(38.5), Some(12.25)],
            ),
            HistoryPoint::new(1_770_604_908_100, false, [None, Some(41.5), None]),
        ]
    }

    #[test]
    fn a_history_is_read_as_it_was_written() {
        for points in [history(), Vec::new()] {
            assert_eq!(decode(&encode(points.iter())), points);
        }
    }

    #[test]
    fn a_file_of_the_first_format_is_read() {
        let mut body = 5_000_i64.to_le_bytes().to_vec();
        body.extend_from_slice(&(0xFA | JOINED).to_le_bytes());
        for value in [11_250_u16, UNKNOWN, 15_225] {
            body.extend_from_slice(&value.to_le_bytes());
        }
        let bytes = [FIRST_MAGIC, &checksum(&body).to_le_bytes(), &body].concat();
        let expected = HistoryPoint::new(5_250, true, [Some(12.5), None, Some(52.25)]);
        assert_eq!(decode(&bytes), [expected]);
    }

    #[test]
    fn a_damaged_file_is_no_history() {
        let bytes = encode(history().iter());
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(decode(&damaged).is_empty(), "byte {at}");
            assert!(decode(&bytes[..at]).is_empty(), "cut at {at}");
        }
        assert!(decode(b"something else entirely").is_empty());
        assert!(decode(&[bytes.as_slice(), b"more"].concat()).is_empty());
    }

    #[test]
    fn a_file_is_bounded_and_keeps_the_newest() {
        let many: Vec<HistoryPoint> = (0..90_000)
            .map(|second| HistoryPoint::new(second * 1_000, true, [Some(5.0), None, None]))
            .collect();
        let bytes = encode(many.iter());
        assert_eq!(bytes.len(), LONGEST);
        let read = decode(&bytes);
        assert_eq!(read.len(), MOST_POINTS);
        assert_eq!(read.last(), many.last());
    }
}
