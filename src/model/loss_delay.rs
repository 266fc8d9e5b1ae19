//! Delays the loss of a connection: one that is open again within 5 s is not shown.

use std::{mem::discriminant, time::Duration};

use crate::domain::{clock::Now, link_state::LinkState};

/// How long a loss is withheld. A Pi without heartbeats is silent for so long between two events
/// that its stream is opened again every 45 s.
const DELAY: Duration = Duration::from_secs(5);

/// The loss of a connection that was open for less is shown at once, because a connection that
/// breaks again and again does not work.
const HELD_FOR: Duration = Duration::from_secs(10);

/// The loss of one connection, as long as it is withheld.
#[derive(Debug, Default)]
pub struct LossDelay {
    withheld: Option<Withheld>,
}

#[derive(Debug)]
struct Withheld {
    since: Now,
    /// The newest state of each kind, in the order of their arrival.
    states: Vec<LinkState>,
}

impl LossDelay {
    /// Takes the new state of a connection that is shown as `shown`. Returns the state that is to
    /// be shown now.
    pub fn pass(&mut self, shown: &LinkState, state: LinkState, now: Now) -> Option<LinkState> {
        let is_loss = matches!(
            state,
            LinkState::Connecting { .. } | LinkState::Retrying { .. }
        );
        if !is_loss {
            self.withheld = None;
            return Some(state);
        }
        let has_held = matches!(shown, LinkState::Live { since }
            if now.instant.saturating_duration_since(*since) >= HELD_FOR);
        if self.withheld.is_none() && !has_held {
            return Some(state);
        }
        let withheld = self.withheld.get_or_insert(Withheld {
            since: now,
            states: Vec::new(),
        });
        let kind = discriminant(&state);
        withheld.states.retain(|other| discriminant(other) != kind);
        withheld.states.push(state);
        None
    }

    /// Whether the connection is down without being shown as such.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.withheld.is_some()
    }

    /// When the connection was lost, and its states since then, once the loss has lasted.
    pub fn due(&mut self, now: Now) -> Option<(Now, Vec<LinkState>)> {
        let lasts = |withheld: &mut Withheld| now.since(withheld.since.instant) >= DELAY;
        let Withheld { since, states } = self.withheld.take_if(lasts)?;
        Some((since, states))
    }

    /// When [`LossDelay::due`] has to be asked.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let withheld = self.withheld.as_ref()?;
        Some(DELAY.saturating_sub(now.since(withheld.since.instant)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connecting(attempt: u32) -> LinkState {
        LinkState::Connecting { attempt }
    }

    #[test]
    fn a_loss_is_shown_after_5_seconds_with_its_newest_states() {
        let opened = Now::read();
        let shown = LinkState::Live {
            since: opened.instant,
        };
        let mut delay = LossDelay::default();
        let lost = opened + HELD_FOR;
        assert_eq!(delay.pass(&shown, connecting(1), lost), None);
        let later = lost + DELAY / 2;
        assert_eq!(delay.pass(&shown, connecting(2), later), None);
        assert_eq!(delay.due(later), None);
        assert_eq!(delay.next_tick(later), Some(DELAY / 2));
        assert_eq!(
            delay.due(lost + DELAY),
            Some((lost, vec![connecting(2)])),
            "it counts from the loss"
        );
        assert!(!delay.is_waiting());
    }

    #[test]
    fn a_connection_that_is_open_again_within_5_seconds_was_never_shown_as_lost() {
        let opened = Now::read();
        let since = opened.instant;
        let live = LinkState::Live { since };
        let mut delay = LossDelay::default();
        let lost = opened + HELD_FOR;
        assert_eq!(delay.pass(&live, connecting(1), lost), None);
        assert!(delay.is_waiting());
        let again = lost + DELAY / 2;
        assert_eq!(delay.pass(&live, live.clone(), again), Some(live));
        assert_eq!(delay.due(lost + 2 * DELAY), None);
    }

    #[test]
    fn the_loss_of_a_connection_that_has_not_held_is_shown_at_once() {
        let opened = Now::read();
        let shown = LinkState::Live {
            since: opened.instant,
        };
        let mut delay = LossDelay::default();
        let lost = opened + HELD_FOR / 2;
        let state = delay.pass(&shown, connecting(1), lost);
        assert_eq!(state, Some(connecting(1)));
        let next = delay.pass(&connecting(1), connecting(2), lost + HELD_FOR);
        assert_eq!(next, Some(connecting(2)));
    }
}
