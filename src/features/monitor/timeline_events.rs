//! What happened to the batch and the line, on the plots' time axis: was the Pi throttling when this camera failed?

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{HashMap, VecDeque};

use crate::{
    domain::{
        candidate::CandidateState,
        clock::Now,
        link_state::LinkState,
        mac::MacAddr,
        session::SessionId,
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    features::provisioning::state::{Phase, Provisioning},
    model::time_window::TimeWindow,
};

/// More timeline_events are not kept: two days of busy provisioning.
const MAX_EVENTS: usize = 2_000;

/// A session that is older than this when it is first seen was not started just now.
const JUST_STARTED_SECONDS: u64 = 15;

/// The timeline_events so far, and what has to be remembered to see the next one.
#[derive(Debug, Default)]
pub struct TimelineEvents {
    list: VecDeque<TimelineEvent>,
    session: Option<SessionId>,
    is_over: bool,
    outcomes: HashMap<MacAddr, TimelineEventKind>,
    line_down: bool,
}

impl TimelineEvents {
    /// Puts what an earlier run has seen, oldest first, before what this one has seen.
    pub(crate) fn restore(&mut self, timeline_events: impl IntoIterator<Item = TimelineEvent>) {
        let seen = std::mem::take(&mut self.list);
        self.list = timeline_events
            .into_iter()
            .chain(seen)
            .take(MAX_EVENTS)
            .collect();
    }

    /// All of them, oldest first.
    #[must_use]
    pub fn all(&self) -> impl ExactSizeIterator<Item = &TimelineEvent> {
        self.list.iter()
    }

    /// Those in a stretch, oldest first.
    #[must_use]
    pub fn within(&self, window: TimeWindow) -> impl ExactSizeIterator<Item = &TimelineEvent> {
        let from = self
            .list
            .partition_point(|event| event.at_ms < window.from_ms);
        let to = self
            .list
            .partition_point(|event| event.at_ms <= window.to_ms);
        self.list.range(from..to.max(from))
    }

    /// Looks at what the batch has become. What was so before this console looked makes no timeline_events.
    pub(crate) fn look(&mut self, provisioning: &Provisioning, at_ms: i64, now: Now) {
        let Phase::Open(batch) = &provisioning.phase else {
            return;
        };
        let is_new = self.session.as_ref() != Some(&batch.session.id);
        let age = batch.elapsed(now);
        let is_fresh = age.is_some_and(|age| age.as_secs() < JUST_STARTED_SECONDS);
        let timeline_events = !is_new || is_fresh;
        if is_new {
            self.session = Some(batch.session.id.clone());
            self.is_over = false;
            self.outcomes.clear();
            self.mark_if(timeline_events, at_ms, TimelineEventKind::Started, None);
        }
        for card in &batch.cards {
            let mac = card.candidate.mac;
            let kind = match card.state() {
                CandidateState::Verified => TimelineEventKind::Verified,
                CandidateState::Failed => TimelineEventKind::Failed,
                CandidateState::Discovered
                | CandidateState::Provisioning
                | CandidateState::Provisioned
                | CandidateState::Verifying
                | CandidateState::Skipped
                | CandidateState::Other(_) => {
                    self.outcomes.remove(&mac);
                    continue;
                }
            };
            let changed = self.outcomes.insert(mac, kind) != Some(kind);
            self.mark_if(timeline_events && changed, at_ms, kind, Some(mac));
        }
        let ended = batch.is_over() && !std::mem::replace(&mut self.is_over, batch.is_over());
        self.mark_if(
            timeline_events && ended,
            at_ms,
            TimelineEventKind::Stopped,
            None,
        );
    }

    /// Looks at what the event stream has become. That it is opened anew for another session is no break.
    pub(crate) fn line_is(&mut self, status: &LinkState, at_ms: i64) {
        match status {
            LinkState::Live { .. } => {
                let back = std::mem::take(&mut self.line_down);
                self.mark_if(back, at_ms, TimelineEventKind::LinkUp, None);
            }
            LinkState::Retrying { .. } | LinkState::Refused { .. } => {
                let broke = !std::mem::replace(&mut self.line_down, true);
                self.mark_if(broke, at_ms, TimelineEventKind::LinkDown, None);
            }
            LinkState::Off | LinkState::Connecting { .. } => {}
        }
    }

    fn mark_if(
        &mut self,
        happened: bool,
        at_ms: i64,
        kind: TimelineEventKind,
        mac: Option<MacAddr>,
    ) {
        if !happened {
            return;
        }
        if self.list.len() == MAX_EVENTS {
            self.list.pop_front();
        }
        self.list.push_back(TimelineEvent { at_ms, kind, mac });
    }
}
