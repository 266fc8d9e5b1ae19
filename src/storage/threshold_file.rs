//! The thresholds that a person chose, kept for the next start.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use crate::{
    domain::thresholds::{Metric, Thresholds},
    storage::state_directory::{self, write_whole},
};

/// Where the thresholds are kept, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct ThresholdFile {
    path: Option<PathBuf>,
}

impl ThresholdFile {
    /// `thresholds.json` in the state directory of this system.
    #[must_use]
    pub fn of_this_user() -> Self {
        let path =
            state_directory::of_this_user().map(|directory| directory.join("thresholds.json"));
        Self { path }
    }

    /// This file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// The thresholds; those that are not there or not sensible are the contract's.
    #[must_use]
    pub fn read(&self) -> Thresholds {
        let bytes = self
            .path
            .as_ref()
            .and_then(|path| fs::read(path).ok())
            .unwrap_or_default();
        let pairs: BTreeMap<String, [f64; 2]> = serde_json::from_slice(&bytes).unwrap_or_default();
        let mut thresholds = Thresholds::default();
        for metric in Metric::ALL {
            if let Some([warning, critical]) = pairs.get(key(metric)) {
                // A pair that is not sensible leaves the contract's in force.
                thresholds
                    .set(metric, *warning, *critical)
                    .unwrap_or_default();
            }
        }
        thresholds
    }

    /// Keeps `thresholds`.
    ///
    /// # Errors
    /// The file cannot be written; the one before stays whole.
    pub fn write(&self, thresholds: &Thresholds) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let pair = |metric: Metric| {
            let limits = thresholds.of(metric);
            (key(metric), [limits.warning(), limits.critical()])
        };
        let pairs: BTreeMap<_, _> = Metric::ALL.into_iter().map(pair).collect();
        write_whole(path, &serde_json::to_vec_pretty(&pairs)?)
    }
}

fn key(metric: Metric) -> &'static str {
    match metric {
        Metric::Cpu => "cpu_percent",
        Metric::Memory => "memory_percent",
        Metric::Disk => "disk_percent",
        Metric::Temperature => "temperature_celsius",
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_kept_and_nonsense_is_the_contracts() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("thresholds.json");
        let file = ThresholdFile::at(path.clone());
        assert_eq!(file.read(), Thresholds::default());
        let mut chosen = Thresholds::PI_5;
        chosen.set(Metric::Cpu, 50.0, 60.0).unwrap();
        file.write(&chosen).unwrap();
        assert_eq!(file.read(), chosen);
        fs::write(&path, br#"{"cpu_percent":[90,10],"disk_percent":[70,75]}"#).unwrap();
        let read = file.read();
        assert_eq!(read.of(Metric::Cpu), Thresholds::default().of(Metric::Cpu));
        assert!((read.of(Metric::Disk).warning() - 70.0).abs() < f64::EPSILON);
    }
}
