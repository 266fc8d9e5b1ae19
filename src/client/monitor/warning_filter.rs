//! Which warnings the window has had already: an odd field comes again with every frame, and once is enough.

use crate::messages::Warning;

/// After so many different ones, nothing more is told: the person knows that something is wrong with this Pi.
const MOST: usize = 32;

/// The warnings of one monitor.
#[derive(Debug, Default)]
pub(crate) struct WarningFilter(Vec<Warning>);

impl WarningFilter {
    /// Those that are new.
    pub fn news(&mut self, warnings: Vec<Warning>) -> Vec<Warning> {
        let mut news = Vec::new();
        for warning in warnings {
            if self.0.len() < MOST && !self.0.contains(&warning) {
                self.0.push(warning.clone());
                news.push(warning);
            }
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_warning_is_told_once_and_there_is_an_end_to_them() {
        let warning = |number: usize| Warning {
            source: "monitoring_update".to_owned(),
            message: format!("cpu_usage is {number}"),
        };
        let mut told = WarningFilter::default();
        assert_eq!(told.news(vec![warning(1), warning(1), warning(2)]).len(), 2);
        assert_eq!(told.news(vec![warning(1)]), []);
        let many = told.news((0..1_000).map(warning).collect());
        assert_eq!(many.len(), MOST - 2);
    }
}
