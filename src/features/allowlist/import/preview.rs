//! What would come of a list: one verdict for each row.

use std::collections::{HashMap, HashSet};

use crate::{
    domain::{allowlist::NewEntry, mac::MacAddr},
    features::allowlist::list_reader::Line,
};

/// A list with its verdicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The rows, in the order of the list.
    pub rows: Vec<PreviewRow>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// What was read.
    pub line: Line,
    /// What would come of it.
    pub verdict: Verdict,
}

/// What would come of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It will be added.
    Add,
    /// It is on the allowlist already.
    AlreadyThere,
    /// It says the same camera as this line.
    DuplicateOf(u64),
    /// It cannot be read.
    Invalid,
}

impl Preview {
    /// Judges `lines` against what is on the allowlist.
    #[must_use]
    pub fn of(lines: Vec<Line>, listed: &HashSet<MacAddr>) -> Self {
        let mut seen: HashMap<MacAddr, u64> = HashMap::new();
        let rows = lines.into_iter().map(|line| {
            let verdict = match line.entry.as_ref().map(|entry| entry.mac) {
                Err(_why) => Verdict::Invalid,
                Ok(mac) => match seen.get(&mac) {
                    Some(first) => Verdict::DuplicateOf(*first),
                    None if listed.contains(&mac) => Verdict::AlreadyThere,
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
        }
    }

    /// How many rows have a verdict like this.
    pub fn count(&self, wanted: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| wanted(&row.verdict)).count()
    }

    /// What will be added.
    #[must_use]
    pub fn to_add(&self) -> Vec<NewEntry> {
        let rows = self.rows.iter().filter(|row| row.verdict == Verdict::Add);
        rows.filter_map(|row| row.line.entry.clone().ok()).collect()
    }
}
