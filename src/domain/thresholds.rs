//! The values from which a figure of the Pi's health calls for attention.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::domain::telemetry::TelemetrySample;

/// How bad a value is. Worse is greater; an unknown value is no alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No value.
    Unknown,
    /// Below the warning.
    Normal,
    /// Worth a look.
    Warning,
    /// Act now.
    Critical,
}

/// The figures that have thresholds, with their names in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
pub enum Metric {
    #[strum(serialize = "cpu_percent")]
    Cpu,
    #[strum(serialize = "memory_percent")]
    Memory,
    #[strum(serialize = "disk_percent")]
    Disk,
    #[strum(serialize = "temperature_celsius")]
    Temperature,
}

impl Metric {
    /// `%` or `°C`.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Cpu | Self::Memory | Self::Disk => "%",
            Self::Temperature => "°C",
        }
    }

    /// Its value in a sample.
    #[must_use]
    pub fn of(self, sample: &TelemetrySample) -> Option<f64> {
        match self {
            Self::Cpu => sample.cpu_percent,
            Self::Memory => sample.memory_percent,
            Self::Disk => sample.disk_percent,
            Self::Temperature => sample.temperature_celsius,
        }
    }

    /// The largest sensible threshold.
    fn most(self) -> f64 {
        match self {
            Self::Cpu | Self::Memory | Self::Disk => 100.0,
            Self::Temperature => 120.0,
        }
    }
}

/// A warning and a critical threshold; the warning is always the lower one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    warning: f64,
    critical: f64,
}

/// Why two numbers are not thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LimitsError {
    /// Zero or less, too high, or not a number.
    OutOfRange {
        /// The largest sensible threshold.
        most: f64,
        /// The unit of the metric.
        unit: &'static str,
    },
    /// The warning would never be seen.
    NotBelow,
}

impl Limits {
    /// Thresholds for `metric`, in its unit.
    ///
    /// # Errors
    /// Out of range, or the warning is not below the critical one.
    pub fn new(metric: Metric, warning: f64, critical: f64) -> Result<Self, LimitsError> {
        let most = metric.most();
        let sensible = |value: f64| value > 0.0 && value <= most;
        if !sensible(warning) || !sensible(critical) {
            let unit = metric.unit();
            return Err(LimitsError::OutOfRange { most, unit });
        }
        if warning >= critical {
            return Err(LimitsError::NotBelow);
        }
        Ok(Self { warning, critical })
    }

    /// Where the warning begins.
    #[must_use]
    pub fn warning(self) -> f64 {
        self.warning
    }

    /// Where it becomes critical.
    #[must_use]
    pub fn critical(self) -> f64 {
        self.critical
    }

    /// How bad `value` is. A threshold belongs to the level that it begins.
    #[must_use]
    pub fn level(self, value: Option<f64>) -> Level {
        match value {
            Some(value) if value >= self.critical => Level::Critical,
            Some(value) if value >= self.warning => Level::Warning,
            Some(value) if value.is_finite() => Level::Normal,
            Some(_) | None => Level::Unknown,
        }
    }
}

/// Warning and critical threshold by the key of the metric: what is written into a file.
type Pairs = BTreeMap<String, [f64; 2]>;

/// The thresholds of all metrics.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "Pairs", into = "Pairs")]
pub struct Thresholds {
    cpu: Limits,
    memory: Limits,
    disk: Limits,
    temperature: Limits,
}

impl Thresholds {
    /// The contract's normal values (section 8), for a Pi 4.
    pub const PI_4: Self = Self {
        cpu: Limits {
            warning: 80.0,
            critical: 95.0,
        },
        memory: Limits {
            warning: 80.0,
            critical: 90.0,
        },
        disk: Limits {
            warning: 80.0,
            critical: 90.0,
        },
        temperature: Limits {
            warning: 75.0,
            critical: 80.0,
        },
    };

    /// The contract's normal values for a Pi 5, which may be warmer.
    pub const PI_5: Self = Self {
        temperature: Limits {
            warning: 80.0,
            critical: 85.0,
        },
        ..Self::PI_4
    };

    /// The thresholds of one metric.
    #[must_use]
    pub fn of(&self, metric: Metric) -> Limits {
        match metric {
            Metric::Cpu => self.cpu,
            Metric::Memory => self.memory,
            Metric::Disk => self.disk,
            Metric::Temperature => self.temperature,
        }
    }

    /// Changes the thresholds of one metric.
    ///
    /// # Errors
    /// As [`Limits::new`]; nothing is changed then.
    pub fn set(&mut self, metric: Metric, warning: f64, critical: f64) -> Result<(), LimitsError> {
        let limits = Limits::new(metric, warning, critical)?;
        *match metric {
            Metric::Cpu => &mut self.cpu,
            Metric::Memory => &mut self.memory,
            Metric::Disk => &mut self.disk,
            Metric::Temperature => &mut self.temperature,
        } = limits;
        Ok(())
    }

    /// How bad a metric of a sample is.
    #[must_use]
    pub fn level(&self, metric: Metric, sample: &TelemetrySample) -> Level {
        self.of(metric).level(metric.of(sample))
    }
}

impl From<Pairs> for Thresholds {
    /// Pairs that are missing or not sensible are the contract's.
    fn from(pairs: Pairs) -> Self {
        let mut thresholds = Self::default();
        for metric in Metric::VARIANTS {
            if let Some([warning, critical]) = pairs.get(<&str>::from(metric)) {
                thresholds
                    .set(*metric, *warning, *critical)
                    .unwrap_or_default();
            }
        }
        thresholds
    }
}

impl From<Thresholds> for Pairs {
    fn from(thresholds: Thresholds) -> Self {
        let pair = |metric: &Metric| {
            let limits = thresholds.of(*metric);
            (
                <&str>::from(metric).to_owned(),
                [limits.warning, limits.critical],
            )
        };
        Metric::VARIANTS.iter().map(pair).collect()
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self::PI_4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_judged_by_the_contracts_thresholds() {
        let level = |metric, value| Thresholds::default().of(metric).level(value);
        for (metric, value, expected) in [
            (Metric::Cpu, Some(79.9), Level::Normal),
            (Metric::Cpu, Some(80.0), Level::Warning),
            (Metric::Cpu, Some(95.0), Level::Critical),
            (Metric::Memory, Some(90.0), Level::Critical),
            (Metric::Disk, Some(89.9), Level::Warning),
            (Metric::Temperature, Some(74.9), Level::Normal),
            (Metric::Temperature, Some(80.0), Level::Critical),
            (Metric::Temperature, None, Level::Unknown),
            (Metric::Temperature, Some(f64::NAN), Level::Unknown),
        ] {
            assert_eq!(level(metric, value), expected, "{metric:?} {value:?}");
        }
        let on_a_pi_5 = Thresholds::PI_5.of(Metric::Temperature).level(Some(79.0));
        assert_eq!(on_a_pi_5, Level::Normal);
        assert!(Level::Critical > Level::Warning && Level::Warning > Level::Unknown);
    }

    #[test]
    fn the_warning_stays_below_the_critical_threshold() {
        let mut thresholds = Thresholds::default();
        assert_eq!(thresholds.set(Metric::Cpu, 60.0, 70.0), Ok(()));
        let refused = [(70.0, 70.0), (71.0, 70.0)];
        for (warning, critical) in refused {
            let outcome = thresholds.set(Metric::Cpu, warning, critical);
            assert_eq!(outcome, Err(LimitsError::NotBelow));
        }
        for (warning, critical) in [(0.0, 50.0), (50.0, 100.1), (f64::NAN, 50.0), (-1.0, 5.0)] {
            let outcome = thresholds.set(Metric::Cpu, warning, critical);
            assert!(matches!(outcome, Err(LimitsError::OutOfRange { .. })));
        }
        assert_eq!(
            thresholds.of(Metric::Cpu).critical().to_bits(),
            70f64.to_bits()
        );
    }
}
