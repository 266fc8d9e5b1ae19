//! Many cameras for the allowlist at once: what was read, what of it can be added, and what came of it.

pub mod preview;
pub mod reasons;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{HashMap, HashSet};

use crate::{
    domain::{allowlist::NewEntry, mac::MacAddr, problem::Problem},
    features::allowlist::{intent::ImportIntent, list_reader},
    messages::AllowlistVerb,
};
use preview::Preview;

/// Where an import stands.
#[derive(Debug, Default)]
pub enum Import {
    /// Nothing was read yet.
    #[default]
    Empty,
    /// What was to be read cannot be used: why.
    Unusable(String),
    /// What was read, row by row.
    Preview(Preview),
    /// It is being added, or was.
    Run(Run),
}

/// What came of one entry.
pub type ImportOutcome = Result<(), Box<Problem>>;

/// Entries on their way to the Pi.
#[derive(Debug)]
pub struct Run {
    /// Each with what came of it; `None`: nothing yet.
    pub rows: Vec<(NewEntry, Option<ImportOutcome>)>,
    /// So many have their answer.
    pub answered: usize,
    /// The person wants no more of it.
    pub cancelled: bool,
    /// Nothing more comes.
    pub ended: bool,
    places: HashMap<MacAddr, usize>,
}

impl Run {
    fn new(entries: Vec<NewEntry>) -> Self {
        let places = entries.iter().map(|entry| entry.mac).zip(0..).collect();
        Self {
            rows: entries.into_iter().map(|entry| (entry, None)).collect(),
            answered: 0,
            cancelled: false,
            ended: false,
            places,
        }
    }

    /// How many were added.
    #[must_use]
    pub fn added(&self) -> usize {
        let added = self
            .rows
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Some(Ok(()))));
        added.count()
    }

    /// The entries that were not added, with why: in English, as the file that they are for.
    pub fn left_over(&self) -> impl Iterator<Item = (&NewEntry, &str)> {
        self.rows
            .iter()
            .filter_map(|(entry, outcome)| match outcome {
                Some(Ok(())) => None,
                Some(Err(problem)) => Some((entry, problem.summary.as_str())),
                None if self.cancelled => Some((entry, "Not sent: cancelled.")),
                None => self.ended.then_some((entry, "Not sent.")),
            })
    }
}

impl Import {
    /// Does what the person asked for; what the worker has to do for it.
    pub(crate) fn handle_intent(
        &mut self,
        action: ImportIntent,
        listed: &HashSet<MacAddr>,
    ) -> Option<AllowlistVerb> {
        match (action, &mut *self) {
            (ImportIntent::Read(bytes), Self::Empty | Self::Unusable(_) | Self::Preview(_)) => {
                *self = match list_reader::read(&bytes) {
                    Ok(lines) => Self::Preview(Preview::of(lines, listed)),
                    Err(why) => Self::Unusable(why),
                };
            }
            (ImportIntent::Unreadable(why), Self::Empty | Self::Unusable(_)) => {
                *self = Self::Unusable(why);
            }
            (ImportIntent::Start, Self::Preview(preview)) => {
                let entries = preview.to_add();
                *self = Self::Run(Run::new(entries.clone()));
                return Some(AllowlistVerb::Import(entries));
            }
            (ImportIntent::Cancel, Self::Run(run)) if !run.ended => {
                run.cancelled = true;
                return Some(AllowlistVerb::CancelImport);
            }
            (ImportIntent::Close, Self::Run(run)) if !run.ended => {}
            (ImportIntent::Close, _) => *self = Self::Empty,
            (
                ImportIntent::Read(_)
                | ImportIntent::Unreadable(_)
                | ImportIntent::Start
                | ImportIntent::Cancel,
                _,
            ) => {}
        }
        None
    }

    /// Takes in what came of these entries.
    pub(crate) fn imported(&mut self, macs: &[MacAddr], outcome: &ImportOutcome) {
        let Self::Run(run) = self else { return };
        for mac in macs {
            let place = run.places.get(mac).copied();
            if let Some((_, row)) = place.and_then(|place| run.rows.get_mut(place)) {
                run.answered += usize::from(row.is_none());
                *row = Some(outcome.clone());
            }
        }
    }

    /// Nothing more comes.
    pub(crate) fn ended(&mut self) {
        if let Self::Run(run) = self {
            run.ended = true;
        }
    }
}
