//! The import of many cameras: the preview of a list, and the run that adds its cameras.

use std::collections::HashMap;

use crate::{
    domain::{allowlist::NewEntry, mac::MacAddr, problem::Problem},
    features::allowlist::{
        intent::ImportIntent,
        list_reader::{List, ListError, ListLine, TableColumns},
    },
    messages::AllowlistVerb,
};

/// The state of the import.
#[derive(Debug, Default)]
pub enum Import {
    /// Nothing was read yet.
    #[default]
    Empty,
    /// The list cannot be used, for this reason.
    Unusable(ListError),
    /// A list was read and waits for the person.
    Preview(Preview),
    /// Its cameras are being added, or were.
    Run(Run),
}

/// A list with a verdict for each row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// The rows, in the order of the list.
    pub rows: Vec<PreviewRow>,
    /// Its columns, if a person can choose them.
    pub table: Option<TableColumns>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// The row as it was read.
    pub line: ListLine,
    /// What the import would do with it.
    pub verdict: Verdict,
}

/// What the import would do with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It will be added.
    Add,
    /// The camera is on the allowlist already.
    AlreadyThere,
    /// An earlier line, this one, has the same camera.
    DuplicateOf(u64),
    /// It cannot be read.
    Invalid,
}

impl Preview {
    /// Compares the rows with each other and with the allowlist.
    #[must_use]
    pub fn of(list: List, is_listed: impl Fn(MacAddr) -> bool) -> Self {
        let List { lines, table } = list;
        let mut seen: HashMap<MacAddr, u64> = HashMap::new();
        let rows = lines.into_iter().map(|line| {
            let verdict = match line.entry.as_ref().map(|entry| entry.mac) {
                Err(_why) => Verdict::Invalid,
                Ok(mac) => match seen.get(&mac) {
                    Some(first) => Verdict::DuplicateOf(*first),
                    None if is_listed(mac) => Verdict::AlreadyThere,
                    None => Verdict::Add,
                },
            };
            if let Ok(entry) = &line.entry {
                seen.entry(entry.mac).or_insert(line.number);
            }
            PreviewRow { line, verdict }
        });
        Self {
            rows: rows.collect(),
            table,
        }
    }

    fn into_list(self) -> List {
        List {
            lines: self.rows.into_iter().map(|row| row.line).collect(),
            table: self.table,
        }
    }

    /// The number of rows with such a verdict.
    pub fn count(&self, wanted: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| wanted(&row.verdict)).count()
    }

    /// The entries that will be added.
    #[must_use]
    pub fn to_add(&self) -> Vec<NewEntry> {
        let rows = self.rows.iter().filter(|row| row.verdict == Verdict::Add);
        rows.filter_map(|row| row.line.entry.clone().ok()).collect()
    }
}

/// The result for one entry.
pub type ImportOutcome = Result<(), Box<Problem>>;

/// Why an entry was not added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NotAdded<'a> {
    /// The Pi did not add it.
    Refused(&'a Problem),
    /// It was not sent, because the person has cancelled the run.
    Cancelled,
    /// It was not sent.
    NotSent,
}

/// A run: entries that are being added.
#[derive(Debug)]
pub struct Run {
    /// The entries with their results, `None` until the Pi has answered.
    pub rows: Vec<(NewEntry, Option<ImportOutcome>)>,
    /// The number of answered entries.
    pub answered: usize,
    /// The person has cancelled the run.
    pub cancelled: bool,
    /// The run has ended.
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

    /// The number of entries that were added.
    #[must_use]
    pub fn added(&self) -> usize {
        let added = self
            .rows
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Some(Ok(()))));
        added.count()
    }

    /// The entries that were not added, with the reason.
    pub fn left_over(&self) -> impl Iterator<Item = (&NewEntry, NotAdded<'_>)> {
        self.rows
            .iter()
            .filter_map(|(entry, outcome)| match outcome {
                Some(Ok(())) => None,
                Some(Err(problem)) => Some((entry, NotAdded::Refused(problem))),
                None if self.cancelled => Some((entry, NotAdded::Cancelled)),
                None => self.ended.then_some((entry, NotAdded::NotSent)),
            })
    }
}

impl Import {
    /// Handles an action of a person; returns the command that follows from it.
    pub(crate) fn handle_intent(
        &mut self,
        intent: ImportIntent,
        is_listed: impl Fn(MacAddr) -> bool,
    ) -> Option<AllowlistVerb> {
        match (intent, &mut *self) {
            (ImportIntent::Preview(list), Self::Empty | Self::Unusable(_) | Self::Preview(_)) => {
                *self = match list {
                    Ok(list) => Self::Preview(Preview::of(list, is_listed)),
                    Err(why) => Self::Unusable(why),
                };
            }
            (ImportIntent::Choose(cell, column), Self::Preview(preview)) => {
                let mut list = std::mem::take(preview).into_list();
                list.choose(cell, column);
                *preview = Preview::of(list, is_listed);
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
                ImportIntent::Preview(_)
                | ImportIntent::Choose(..)
                | ImportIntent::Start
                | ImportIntent::Cancel,
                _,
            ) => {}
        }
        None
    }

    /// How many entries have no answer yet; `None`: no import is running.
    #[must_use]
    pub fn remaining(&self) -> Option<usize> {
        match self {
            Self::Run(run) if !run.ended => Some(run.rows.len().saturating_sub(run.answered)),
            Self::Run(_) | Self::Empty | Self::Unusable(_) | Self::Preview(_) => None,
        }
    }

    /// Takes in the result for some entries.
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

    /// The run has ended.
    pub(crate) fn ended(&mut self) {
        if let Self::Run(run) = self {
            run.ended = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::problem::ProblemKind,
        features::allowlist::list_reader::tests::{mac, new, read_list},
    };

    #[test]
    fn each_row_gets_one_verdict() {
        use Verdict::{Add, AlreadyThere, DuplicateOf, Invalid};
        let text = "020000000001\n020000000002\n02:00:00:00:00:02\nx\n020000000003";
        let list = read_list(text.as_bytes()).unwrap_or_default();
        let preview = Preview::of(list, |listed| listed == mac(1));
        let verdicts: Vec<Verdict> = preview.rows.iter().map(|row| row.verdict.clone()).collect();
        assert_eq!(verdicts, [AlreadyThere, Add, DuplicateOf(2), Invalid, Add]);
        assert_eq!(preview.to_add(), [new(2, "", ""), new(3, "", "")]);
    }

    fn previewed(text: &str) -> Import {
        let mut import = Import::default();
        let read = ImportIntent::Preview(read_list(text.as_bytes()));
        assert_eq!(import.handle_intent(read, |_| false), None);
        import
    }

    fn problem() -> Box<Problem> {
        let kind = ProblemKind::Refused {
            status: 400,
            code: None,
            message: Some("No.".to_owned()),
        };
        Box::new(Problem::new(kind, jiff::Timestamp::UNIX_EPOCH))
    }

    #[test]
    fn a_run_counts_its_answers_and_accounts_for_every_entry() {
        let mut import = previewed("020000000001\n020000000002\n020000000003");
        let order = import.handle_intent(ImportIntent::Start, |_| false);
        assert!(matches!(order, Some(AllowlistVerb::Import(entries)) if entries.len() == 3));
        import.imported(&[mac(1)], &Ok(()));
        import.imported(&[mac(1), mac(9)], &Ok(()));
        import.imported(&[mac(2)], &Err(problem()));
        assert_eq!(import.handle_intent(ImportIntent::Close, |_| false), None);
        let cancel = import.handle_intent(ImportIntent::Cancel, |_| false);
        assert_eq!(cancel, Some(AllowlistVerb::CancelImport));
        import.ended();
        let Import::Run(run) = &import else {
            unreachable!("closing waits for the end");
        };
        assert_eq!((run.answered, run.added()), (2, 1));
        let left: Vec<_> = run
            .left_over()
            .map(|(entry, why)| (entry.mac, why))
            .collect();
        let refused = problem();
        let expected = [
            (mac(2), NotAdded::Refused(&refused)),
            (mac(3), NotAdded::Cancelled),
        ];
        assert_eq!(left, expected);
        import.handle_intent(ImportIntent::Close, |_| false);
        assert!(matches!(import, Import::Empty));
    }
}
