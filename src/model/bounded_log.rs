//! A bounded log, oldest entries dropped first, and a filtered index of it that is updated with new
//! entries only.

use std::collections::VecDeque;

/// A log that is bounded by number and by weight.
#[derive(Debug)]
pub struct BoundedLog<T> {
    items: VecDeque<T>,
    /// The number of dropped entries, which is the number of the first entry.
    dropped: u64,
    weight: usize,
    max_len: usize,
    max_weight: usize,
    weight_of: fn(&T) -> usize,
}

impl<T> BoundedLog<T> {
    /// At most `max_len` entries with a total weight of at most `max_weight`.
    pub fn bounded(max_len: usize, max_weight: usize, weight_of: fn(&T) -> usize) -> Self {
        Self {
            items: VecDeque::new(),
            dropped: 0,
            weight: 0,
            max_len,
            max_weight,
            weight_of,
        }
    }

    /// Adds an entry, and drops the oldest ones to make room.
    pub fn push(&mut self, item: T) {
        self.weight += (self.weight_of)(&item);
        self.items.push_back(item);
        while self.items.len() > self.max_len || self.weight > self.max_weight {
            let Some(oldest) = self.items.pop_front() else {
                return;
            };
            self.weight -= (self.weight_of)(&oldest);
            self.dropped += 1;
        }
    }

    pub fn clear(&mut self) {
        self.dropped += self.items.len() as u64;
        self.items.clear();
        self.weight = 0;
    }

    /// All entries, oldest first.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.items.iter()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The entry with this number, if it was not dropped.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<&T> {
        let index = number.checked_sub(self.dropped)?;
        self.items.get(usize::try_from(index).ok()?)
    }

    /// The number of the next entry.
    fn next(&self) -> u64 {
        self.dropped + self.items.len() as u64
    }
}

/// The numbers of the entries of a [`BoundedLog`] that match a filter.
#[derive(Debug, Default)]
pub struct SearchResult {
    numbers: VecDeque<u64>,
    seen: u64,
}

impl SearchResult {
    /// Updates the index with new entries. `anew`: the filter has changed and all entries are
    /// matched.
    pub fn update<T>(&mut self, log: &BoundedLog<T>, anew: bool, matches: impl Fn(&T) -> bool) {
        if anew {
            *self = Self::default();
        }
        while self
            .numbers
            .front()
            .is_some_and(|number| *number < log.dropped)
        {
            self.numbers.pop_front();
        }
        for number in self.seen.max(log.dropped)..log.next() {
            if log.get(number).is_some_and(&matches) {
                self.numbers.push_back(number);
            }
        }
        self.seen = log.next();
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of the entry in this row, newest first.
    #[must_use]
    pub fn newest(&self, row: usize) -> Option<u64> {
        let index = self.numbers.len().checked_sub(row + 1)?;
        self.numbers.get(index).copied()
    }

    /// The number of the entry in this row, oldest first.
    #[must_use]
    pub fn oldest(&self, row: usize) -> Option<u64> {
        self.numbers.get(row).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> BoundedLog<String> {
        BoundedLog::bounded(3, 20, String::len)
    }

    fn texts(log: &BoundedLog<String>) -> Vec<&str> {
        log.iter().map(String::as_str).collect()
    }

    #[test]
    fn a_log_is_bounded_by_number_and_by_weight() {
        let mut list = log();
        for text in ["a", "b", "c", "d"] {
            list.push(text.to_owned());
        }
        assert_eq!(texts(&list), ["b", "c", "d"]);
        list.push("x".repeat(18));
        assert_eq!(texts(&list), ["c", "d", &"x".repeat(18)]);
        list.push("yyy".to_owned());
        assert_eq!(
            texts(&list),
            ["yyy"],
            "nothing else fits beside 18 and 3 of 20"
        );
        list.push("z".repeat(21));
        assert!(list.is_empty(), "what is too large by itself is not kept");
        list.push("e".to_owned());
        assert_eq!(texts(&list), ["e"], "its weight is gone with it");
    }

    #[test]
    fn the_index_follows_the_log() {
        let mut list = log();
        let mut found = SearchResult::default();
        let is_long = |text: &String| text.len() > 1;
        for text in ["a", "bb", "cc"] {
            list.push(text.to_owned());
        }
        found.update(&list, false, is_long);
        let shown = |found: &SearchResult, list: &BoundedLog<String>| -> Vec<String> {
            let rows = (0..found.len()).filter_map(|row| found.newest(row));
            rows.filter_map(|number| list.get(number).cloned())
                .collect()
        };
        assert_eq!(shown(&found, &list), ["cc", "bb"]);
        list.push("d".to_owned());
        list.push("ee".to_owned());
        found.update(&list, false, is_long);
        assert_eq!(shown(&found, &list), ["ee", "cc"]);
        assert_eq!(
            found.oldest(0).and_then(|number| list.get(number)),
            Some(&"cc".to_owned())
        );
        found.update(&list, true, |text| text == "d");
        assert_eq!(shown(&found, &list), ["d"]);
        list.clear();
        found.update(&list, false, is_long);
        assert!(found.is_empty());
    }
}
