//! Which cards are shown, in which order. The order is worked out when something changes, not in every frame.

use crate::{
    domain::candidate::CandidateState,
    features::provisioning::{card::Card, cards::Cards},
};

/// Which cards to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those that failed.
    Failed,
    /// Those the Pi is working on.
    InFlight,
    /// Those that wait for a person.
    Discovered,
    /// Those that are done.
    Verified,
    /// Those that a person left out.
    Skipped,
}

impl Filter {
    /// Every filter, in the order of the chips.
    pub const ALL: [Self; 6] = [
        Self::All,
        Self::Failed,
        Self::InFlight,
        Self::Discovered,
        Self::Verified,
        Self::Skipped,
    ];

    /// What it is called where it is kept for the next start.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Failed => "failed",
            Self::InFlight => "in-flight",
            Self::Discovered => "discovered",
            Self::Verified => "verified",
            Self::Skipped => "skipped",
        }
    }

    fn lets_through(self, state: &CandidateState) -> bool {
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

/// The filter, the search text and the order that they give.
#[derive(Debug, Default)]
pub struct CardList {
    /// The chosen chip.
    pub filter: Filter,
    /// The search text as typed.
    pub search: String,
    /// The positions in [`Cards`] of the cards to show, failed ones first, then as they were discovered.
    pub order: Vec<usize>,
    /// Counts the changes of `order` and of what decides a card's height, so that layouts can be kept between them.
    pub revision: u64,
}

impl CardList {
    /// Whether cards may be hidden by the filter or the search.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.filter != Filter::All || !self.search.trim().is_empty()
    }

    /// Works the order out anew.
    pub fn update(&mut self, cards: &Cards) {
        let needle = Needle::new(&self.search);
        let shown = |card: &Card| self.filter.lets_through(card.state()) && needle.matches(card);
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

/// A search text, ready to compare.
struct Needle {
    text: String,
    /// Without separators, for MACs typed bare.
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
