//! What happened to the batch and the line, on the plots' time axis: was the Pi throttling when this camera failed?

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{HashMap, VecDeque};

use crate::{
    domain::{
        candidate::CandidateState,
        clock::Now,
        link_state::StreamStatus,
        mac::MacAddr,
        session::SessionId,
        timeline_event::{Mark, MarkKind},
    },
    features::provisioning::state::{Phase, Provisioning},
    model::time_window::TimeWindow,
};

/// More marks are not kept: two days of busy provisioning.
const MAX_MARKS: usize = 2_000;

/// A session that is older than this when it is first seen was not started just now.
const JUST_STARTED_SECONDS: u64 = 15;

/// The marks so far, and what has to be remembered to see the next one.
#[derive(Debug, Default)]
pub struct Marks {
    list: VecDeque<Mark>,
    session: Option<SessionId>,
    is_over: bool,
    outcomes: HashMap<MacAddr, MarkKind>,
    line_down: bool,
}

impl Marks {
    /// Puts what an earlier run has seen, oldest first, before what this one has seen.
    pub(crate) fn restore(&mut self, marks: impl IntoIterator<Item = Mark>) {
        let seen = std::mem::take(&mut self.list);
        self.list = marks.into_iter().chain(seen).take(MAX_MARKS).collect();
    }

    /// All of them, oldest first.
    #[must_use]
    pub fn all(&self) -> impl ExactSizeIterator<Item = &Mark> {
        self.list.iter()
    }

    /// Those in a stretch, oldest first.
    #[must_use]
    pub fn within(&self, window: TimeWindow) -> impl ExactSizeIterator<Item = &Mark> {
        let from = self
            .list
            .partition_point(|mark| mark.at_ms < window.from_ms);
        let to = self.list.partition_point(|mark| mark.at_ms <= window.to_ms);
        self.list.range(from..to.max(from))
    }

    /// Looks at what the batch has become. What was so before this console looked makes no marks.
    pub(crate) fn look(&mut self, provisioning: &Provisioning, at_ms: i64, now: Now) {
        let Phase::Open(batch) = &provisioning.phase else {
            return;
        };
        let is_new = self.session.as_ref() != Some(&batch.session.id);
        let age = batch.elapsed(now);
        let is_fresh = age.is_some_and(|age| age.as_secs() < JUST_STARTED_SECONDS);
        let marks = !is_new || is_fresh;
        if is_new {
            self.session = Some(batch.session.id.clone());
            self.is_over = false;
            self.outcomes.clear();
            self.mark_if(marks, at_ms, MarkKind::Started, None);
        }
        for card in &batch.cards {
            let mac = card.candidate.mac;
            let kind = match card.state() {
                CandidateState::Verified => MarkKind::Verified,
                CandidateState::Failed => MarkKind::Failed,
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
            self.mark_if(marks && changed, at_ms, kind, Some(mac));
        }
        let ended = batch.is_over() && !std::mem::replace(&mut self.is_over, batch.is_over());
        self.mark_if(marks && ended, at_ms, MarkKind::Stopped, None);
    }

    /// Looks at what the event stream has become. That it is opened anew for another session is no break.
    pub(crate) fn line_is(&mut self, status: &StreamStatus, at_ms: i64) {
        match status {
            StreamStatus::Live { .. } => {
                let back = std::mem::take(&mut self.line_down);
                self.mark_if(back, at_ms, MarkKind::LineUp, None);
            }
            StreamStatus::Retrying { .. } | StreamStatus::Refused { .. } => {
                let broke = !std::mem::replace(&mut self.line_down, true);
                self.mark_if(broke, at_ms, MarkKind::LineDown, None);
            }
            StreamStatus::Off | StreamStatus::Connecting { .. } => {}
        }
    }

    fn mark_if(&mut self, happened: bool, at_ms: i64, kind: MarkKind, mac: Option<MacAddr>) {
        if !happened {
            return;
        }
        if self.list.len() == MAX_MARKS {
            self.list.pop_front();
        }
        self.list.push_back(Mark { at_ms, kind, mac });
    }
}
