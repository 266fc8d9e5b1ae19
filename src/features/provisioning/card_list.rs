//! The cards of a session: found by address, filtered, and in the order in which they are shown.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering},
};

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{
    domain::{candidate::CandidateState, mac::MacAddr},
    features::provisioning::card::Card,
};

static NEXT_REVISION: AtomicU64 = AtomicU64::new(1);

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

/// Which cards to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum CardFilter {
    /// All of them.
    #[default]
    All,
    /// Those that failed, also if they may report late.
    Failed,
    /// Those that are not on the allowlist.
    NotAllowed,
    /// Those that can be provisioned.
    Ready,
    /// Those that the Pi works on.
    InFlight,
    /// Those that are verified.
    Verified,
    /// Those that a person skipped.
    Skipped,
    /// Those that are neither verified nor skipped.
    ToDo,
}

impl CardFilter {
    /// The name in the file that keeps it for the next start.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it shows this card.
    #[must_use]
    pub fn accepts(self, card: &Card) -> bool {
        let state = card.state();
        match self {
            Self::All => true,
            Self::Failed => *state == CandidateState::Failed,
            Self::NotAllowed => card.is_barred(),
            Self::Ready => *state == CandidateState::Discovered && !card.is_barred(),
            Self::InFlight => state.is_in_flight(),
            Self::Verified => *state == CandidateState::Verified,
            Self::Skipped => *state == CandidateState::Skipped,
            Self::ToDo => !matches!(state, CandidateState::Verified | CandidateState::Skipped),
        }
    }
}

/// How the cameras are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ListStyle {
    /// As cards with all facts.
    Cards,
    /// As rows, for many cameras.
    Rows,
}

impl ListStyle {
    /// The name in the file that keeps it for the next start.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What belongs together in the list, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum CardGroup {
    /// They failed, a command for them was refused, or they are not on the allowlist.
    NeedsYou,
    /// They can be provisioned.
    Ready,
    /// The Pi works on them, or they are in a state that this console does not know.
    InFlight,
    /// They are verified.
    Verified,
    /// A person skipped them.
    Skipped,
}

impl CardGroup {
    /// The group of a card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        match card.state() {
            CandidateState::Verified => Self::Verified,
            CandidateState::Skipped => Self::Skipped,
            CandidateState::Failed => Self::NeedsYou,
            _ if card.problem.is_some() || card.is_barred() => Self::NeedsYou,
            CandidateState::Discovered => Self::Ready,
            CandidateState::Provisioning
            | CandidateState::Provisioned
            | CandidateState::Verifying
            | CandidateState::Other(_) => Self::InFlight,
        }
    }

    /// Whether nothing is left to do for its cameras.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::Verified | Self::Skipped)
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
    /// The positions in [`Cards`] of the cards to show: group by group, those that failed before those
    /// that are not confirmed and those that are not allowed, each part in the order of discovery.
    pub order: Vec<usize>,
    /// The number of cards in `order` of each group.
    groups: [usize; CardGroup::VARIANTS.len()],
    /// The number of cards that match the search for each filter.
    matches: [usize; CardFilter::VARIANTS.len()],
    /// Another one, among all sessions, after each change of `order` and of what decides the height
    /// of a card. A layout is valid until it changes.
    pub revision: u64,
}

impl CardList {
    /// Whether the filter or the search may hide cards.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.filter != CardFilter::All || !self.search.trim().is_empty()
    }

    /// The number of cards that are shown with `filter`: those that match the search.
    #[must_use]
    pub fn count(&self, filter: CardFilter) -> usize {
        self.matches[filter as usize]
    }

    /// The groups with their numbers of cards, in the order of the list.
    pub fn groups(&self) -> impl Iterator<Item = (CardGroup, usize)> {
        CardGroup::VARIANTS.iter().copied().zip(self.groups)
    }

    /// Computes the order.
    pub fn update(&mut self, cards: &Cards) {
        let needle = Needle::new(&self.search);
        self.matches = Default::default();
        self.groups = Default::default();
        // A text that is a position means the camera there, and not parts of addresses.
        let is_position = cards.iter().any(|card| needle.is_position_of(card));
        let mut shown = Vec::new();
        for (position, card) in cards.iter().enumerate() {
            let matches = if is_position {
                needle.is_position_of(card)
            } else {
                needle.matches(card)
            };
            if !matches {
                continue;
            }
            for filter in CardFilter::VARIANTS {
                self.matches[*filter as usize] += usize::from(filter.accepts(card));
            }
            if self.filter.accepts(card) {
                let group = CardGroup::of(card);
                self.groups[group as usize] += 1;
                shown.push((group, urgency(card), position));
            }
        }
        shown.sort_unstable();
        self.order = shown.into_iter().map(|(.., position)| position).collect();
        self.revision = NEXT_REVISION.fetch_add(1, Ordering::Relaxed);
    }
}

/// The place of a card in its group: the least comes first.
fn urgency(card: &Card) -> u8 {
    match card.state() {
        CandidateState::Failed => u8::from(card.is_unconfirmed()),
        _ => 2,
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

    fn is_position_of(&self, card: &Card) -> bool {
        let position = card.position.as_ref();
        position.is_some_and(|position| position.to_lowercase() == self.text)
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
