//! Thresholds as they are being edited: any numbers, sensible or not. Must not know egui.

use crate::domain::thresholds::{LimitsError, Metric, Thresholds};

/// The numbers in the fields.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThresholdsUiState {
    /// Warning and critical, in the order of [`Metric::ALL`].
    pairs: [[f64; 2]; 4],
}

impl ThresholdsUiState {
    /// Begins with those in force.
    #[must_use]
    pub fn of(thresholds: &Thresholds) -> Self {
        let pair = |metric| {
            let limits = thresholds.of(metric);
            [limits.warning(), limits.critical()]
        };
        Self {
            pairs: Metric::ALL.map(pair),
        }
    }

    /// The fields of each metric.
    pub fn rows(&mut self) -> impl Iterator<Item = (Metric, &mut [f64; 2])> {
        Metric::ALL.into_iter().zip(&mut self.pairs)
    }

    /// The thresholds, once all of them make sense.
    ///
    /// # Errors
    /// The first metric whose pair does not, and why.
    pub fn checked(&self) -> Result<Thresholds, (Metric, LimitsError)> {
        let mut thresholds = Thresholds::default();
        for (metric, [warning, critical]) in Metric::ALL.into_iter().zip(self.pairs) {
            thresholds
                .set(metric, warning, critical)
                .map_err(|error| (metric, error))?;
        }
        Ok(thresholds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sensible_pairs_become_thresholds() {
        let mut ui_state = ThresholdsUiState::of(&Thresholds::PI_5);
        assert_eq!(ui_state.checked(), Ok(Thresholds::PI_5));
        for (metric, pair) in ui_state.rows() {
            if metric == Metric::Memory {
                pair[0] = 95.0;
            }
        }
        let refused = Err((Metric::Memory, LimitsError::NotBelow));
        assert_eq!(ui_state.checked(), refused);
    }
}
