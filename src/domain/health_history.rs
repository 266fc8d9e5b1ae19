//! One point of the recorded health: it is plotted, kept for a day, written to disk and exported.

use strum::EnumCount as _;

use crate::domain::telemetry::TelemetrySample;

/// The figures that are recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumCount)]
pub enum Series {
    /// In percent.
    Cpu,
    /// In percent.
    Memory,
    /// In degrees Celsius.
    Temperature,
    /// In percent.
    Disk,
    /// Over the last minute: 4.0 is full on a Pi 4.
    Load,
}

/// One recorded instant. Small, since a day has many of them: 32 bytes.
#[derive(Debug, Clone, Copy)]
pub struct HistoryPoint {
    /// When it came, in milliseconds since the Unix epoch, on a clock that never goes back.
    pub at_ms: i64,
    /// Whether a line may be drawn to it from the point before: no interval was missed in between.
    pub joined: bool,
    /// Not a number where it is unknown.
    values: [f32; Series::COUNT],
}

impl HistoryPoint {
    /// A point with these values, in the order of [`Series`]; those that are left out are unknown.
    #[must_use]
    pub fn new(at_ms: i64, joined: bool, values: impl IntoIterator<Item = Option<f32>>) -> Self {
        let mut known = [f32::NAN; Series::COUNT];
        for (known, value) in known.iter_mut().zip(values) {
            *known = value.unwrap_or(f32::NAN);
        }
        Self {
            at_ms,
            joined,
            values: known,
        }
    }

    /// What is recorded of `sample`.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a hundredth of a percent is enough"
    )]
    pub fn of_sample(at_ms: i64, joined: bool, sample: &TelemetrySample) -> Self {
        let values = [
            sample.cpu_percent,
            sample.memory_percent,
            sample.temperature_celsius,
            sample.disk_percent,
            sample.load_1,
        ];
        Self::new(
            at_ms,
            joined,
            values.map(|value| value.map(|value| value as f32)),
        )
    }

    /// The value of one figure, if it is known.
    #[must_use]
    pub fn value(&self, series: Series) -> Option<f32> {
        let [cpu, memory, temperature, disk, load] = self.values;
        let value = match series {
            Series::Cpu => cpu,
            Series::Memory => memory,
            Series::Temperature => temperature,
            Series::Disk => disk,
            Series::Load => load,
        };
        known(value)
    }

    /// All values, in the order of [`Series`].
    #[must_use]
    pub fn values(&self) -> [Option<f32>; Series::COUNT] {
        self.values.map(known)
    }
}

fn known(value: f32) -> Option<f32> {
    value.is_finite().then_some(value)
}

impl PartialEq for HistoryPoint {
    /// Unknown equals unknown.
    fn eq(&self, other: &Self) -> bool {
        let key = |point: &Self| (point.at_ms, point.joined, point.values());
        key(self) == key(other)
    }
}
