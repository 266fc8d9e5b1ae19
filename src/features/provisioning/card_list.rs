//! The cards of a session: found by address, filtered, and in the order in which they are shown.

use std::collections::HashMap;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{
    domain::{candidate::CandidateState, mac::MacAddr},
    features::provisioning::card::Card,
};

/// The cards in the order of discovery, found by address.
#[derive(Debug, Default)]
pub struct Cards {
    cards: Vec<Card>,
    positions: HashMap<MacAddr, usize>,
}

impl Cards {
    #[must_use]
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// All cards in the order of discovery.
    pub fn iter(&self) -> std::slice::Iter<'_, Card> {
        self.cards.iter()
    }

    pub(crate) fn for_each(&mut self, change: impl FnMut(&mut Card)) {
        self.cards.iter_mut().for_each(change);
    }

    /// The card at a position of [`CardList::order`].
    #[must_use]
    pub fn at(&self, position: usize) -> Option<&Card> {
        self.cards.get(position)
    }

    /// The card with this address.
    #[must_use]
    pub fn get(&self, mac: MacAddr) -> Option<&Card> {
        self.positions
            .get(&mac)
            .and_then(|position| self.cards.get(*position))
    }

    pub fn get_mut(&mut self, mac: MacAddr) -> Option<&mut Card> {
        self.positions
            .get(&mac)
            .and_then(|position| self.cards.get_mut(*position))
    }

    pub(crate) fn push(&mut self, card: Card) {
        self.positions.insert(card.candidate.mac, self.cards.len());
        self.cards.push(card);
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&Card) -> bool) {
        self.cards.retain(keep);
        let positions = self
            .cards
            .iter()
            .enumerate()
            .map(|(position, card)| (card.candidate.mac, position));
        self.positions = positions.collect();
    }
}

impl<'a> IntoIterator for &'a Cards {
    type Item = &'a Card;
    type IntoIter = std::slice::Iter<'a, Card>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Which cards to show, in the order of the chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum CardFilter {
    /// All of them.
    #[default]
    All,
    /// Those that failed.
    Failed,
    /// Those that the Pi works on.
    InFlight,
    /// Those that wait to be provisioned.
    Discovered,
    /// Those that are verified.
    Verified,
    /// Those that a person skipped.
    Skipped,
}

impl CardFilter {
    /// The name in the file that keeps it for the next start.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    fn accepts(self, state: &CandidateState) -> bool {
        match self {
            Self::All => true,
            Self::Failed => *state == CandidateState::Failed,
            Self::InFlight => state.is_in_flight(),
            Self::Discovered => *state == CandidateState::Discovered,
            Self::Verified => *state == CandidateState::Verified,
            Self::Skipped => *state == CandidateState::Skipped,
        }
    }
}

/// The filter, the search text, and the cards that match them. The order is computed when something
/// changes, not in every frame.
#[derive(Debug, Default)]
pub struct CardList {
    /// The selected filter.
    pub filter: CardFilter,
    /// The search text as typed.
    pub search: String,
    /// The positions in [`Cards`] of the cards to show: failed ones first, each part in the order
    /// of discovery.
    pub order: Vec<usize>,
    /// Counts the changes of `order` and of what decides the height of a card. A layout is valid
    /// until it changes.
    pub revision: u64,
}

impl CardList {
    /// Whether the filter or the search may hide cards.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.filter != CardFilter::All || !self.search.trim().is_empty()
    }

    /// Computes the order.
    pub fn update(&mut self, cards: &Cards) {
        let needle = Needle::new(&self.search);
        let shown = |card: &Card| self.filter.accepts(card.state()) && needle.matches(card);
        let failed = |card: &Card| *card.state() == CandidateState::Failed;
        let positions = |wanted: bool| {
            let picked = cards
                .iter()
                .enumerate()
                .filter(move |(_, card)| failed(card) == wanted && shown(card));
            picked.map(|(position, _)| position)
        };
        self.order = positions(true).chain(positions(false)).collect();
        self.revision += 1;
    }
}

/// A search text, prepared for comparing.
struct Needle {
    text: String,
    /// Without separators, for addresses typed without them.
    bare: String,
}

impl Needle {
    fn new(search: &str) -> Self {
        let text = search.trim().to_lowercase();
        let bare = bare(&text);
        Self { text, bare }
    }

    fn matches(&self, card: &Card) -> bool {
        if self.text.is_empty() {
            return true;
        }
        let candidate = &card.candidate;
        let mac = bare(&candidate.mac.to_string().to_lowercase());
        let ip = candidate.ip.map(|ip| ip.to_string()).unwrap_or_default();
        let firmware = candidate
            .firmware_version
            .as_deref()
            .unwrap_or_default()
            .to_lowercase();
        (!self.bare.is_empty() && mac.contains(&self.bare))
            || ip.contains(&self.text)
            || firmware.contains(&self.text)
    }
}

fn bare(text: &str) -> String {
    text.replace([':', '-', '.'], "")
}
