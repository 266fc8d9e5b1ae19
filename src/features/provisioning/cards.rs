//! The cameras of a session, in order and found by address.

use std::collections::HashMap;

use crate::{domain::mac::MacAddr, features::provisioning::card::Card};

/// The cameras in the order of their discovery, found by MAC.
#[derive(Debug, Default)]
pub struct Cards {
    cards: Vec<Card>,
    positions: HashMap<MacAddr, usize>,
}

impl Cards {
    /// All of them, as they were discovered.
    pub fn iter(&self) -> std::slice::Iter<'_, Card> {
        self.cards.iter()
    }

    /// The one at a position of [`CardList::order`](crate::state::card_list::CardList::order).
    #[must_use]
    pub fn at(&self, position: usize) -> Option<&Card> {
        self.cards.get(position)
    }

    /// The one with this address.
    #[must_use]
    pub fn get(&self, mac: MacAddr) -> Option<&Card> {
        self.positions
            .get(&mac)
            .and_then(|position| self.cards.get(*position))
    }

    /// The one with this address, to change it.
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
