//! The session that is open on the screen, with its cameras.

use std::time::{Duration, Instant};

use crate::{
    domain::{
        candidate::{Candidate, CandidateState, CandidateUpdate, Merged},
        clock::{self, Now},
        mac::MacAddr,
        problem::Problem,
        session::{Session, SessionSnapshot, SessionState},
    },
    features::provisioning::{card::Card, card_list::CardList, cards::Cards, progress::Counts},
    i18n,
    messages::SessionVerb,
    model::{
        notices::{Notices, Severity},
        retry_countdown::RetryCountdown,
    },
    tr,
};

/// The open session.
#[derive(Debug)]
pub struct Batch {
    /// What the Pi says of it.
    pub session: Session,
    /// Its cameras.
    pub cards: Cards,
    /// Which of them are shown.
    pub list: CardList,
    /// The cameras, counted.
    pub counts: Counts,
    /// What was asked of the Pi and is not answered yet.
    pub busy: Option<SessionVerb>,
    /// Why the Pi refused what was last asked of it; stays until the next action or until it is dismissed.
    pub problem: Option<Problem>,
    /// What was refused with it.
    pub(crate) refused: Option<SessionVerb>,
    /// When that is asked again by itself.
    pub retry: RetryCountdown,
    /// Why the session cannot be read, until it can.
    pub unread: Option<Box<Problem>>,
    /// When it began, on this console's clock.
    pub started: Option<Instant>,
    /// When it runs out, on this console's clock.
    pub ends: Option<Instant>,
    /// When it was seen to be over.
    pub closed: Option<Instant>,
    /// The Pi does not run it any more although it was not ended: it restarted, and the session may be resumed.
    pub interrupted: bool,
    /// Whether the worker was told that it need not be followed any more.
    pub(crate) released: bool,
}

impl Batch {
    /// Opens a session as it was read.
    #[must_use]
    pub fn open(snapshot: SessionSnapshot, now: Now) -> Self {
        let mut batch = Self {
            session: snapshot.session.clone(),
            cards: Cards::default(),
            list: CardList::default(),
            counts: Counts::default(),
            busy: None,
            problem: None,
            refused: None,
            retry: RetryCountdown::default(),
            unread: None,
            started: None,
            ends: None,
            closed: None,
            interrupted: false,
            released: false,
        };
        batch.replace(snapshot, &mut Notices::default(), now);
        batch
    }

    /// Opens a session that this console has just begun.
    #[must_use]
    pub fn started(snapshot: SessionSnapshot, now: Now) -> Self {
        let mut batch = Self::open(snapshot, now);
        batch.started = batch.started.or(Some(now.instant));
        batch
    }

    /// Takes in that the Pi has no such session any more.
    pub fn close(&mut self, now: Now) {
        self.interrupted = false;
        let state = SessionState::Closed;
        self.set_session(
            Session {
                state,
                ..self.session.clone()
            },
            now,
        );
    }

    /// The clock of everything in the session: it stands still once that is over.
    #[must_use]
    pub fn clock(&self, now: Now) -> Now {
        let instant = self.closed.unwrap_or(now.instant);
        Now { instant, ..now }
    }

    /// Whether the session is over: nothing can be done with its cameras any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.session.state == SessionState::Closed
    }

    /// Time since it began.
    #[must_use]
    pub fn elapsed(&self, now: Now) -> Option<Duration> {
        self.started.map(|started| self.clock(now).since(started))
    }

    /// Time until the session ends by itself, while it runs.
    #[must_use]
    pub fn left(&self, now: Now) -> Option<Duration> {
        self.ends
            .filter(|_| !self.is_over())
            .map(|ends| now.until(ends))
    }

    /// The ticked cameras that are ready.
    #[must_use]
    pub fn selected(&self) -> Vec<MacAddr> {
        self.pick(|card| card.selected && card.can_provision())
    }

    /// The cameras that `wanted` picks.
    pub fn pick(&self, wanted: impl Fn(&Card) -> bool) -> Vec<MacAddr> {
        let picked = self.cards.iter().filter(|card| wanted(card));
        picked.map(|card| card.candidate.mac).collect()
    }

    /// Takes over the truth of a fresh read.
    pub fn replace(&mut self, snapshot: SessionSnapshot, notices: &mut Notices, now: Now) {
        let SessionSnapshot {
            session,
            candidates,
            remaining,
            network: _,
            pi_time,
        } = snapshot;
        let age = pi_time
            .zip(session.created_at)
            .and_then(|(pi, created)| Duration::try_from(pi - created).ok());
        let left = pi_time
            .zip(session.expires_at)
            .and_then(|(pi, expires)| Duration::try_from(expires - pi).ok());
        self.started = age
            .and_then(|age| now.instant.checked_sub(age))
            .or(self.started);
        self.ends = remaining
            .or(left)
            .map(|left| clock::add(now.instant, left))
            .or(self.ends);
        self.unread = None;
        self.interrupted = false;
        self.set_session(session, now);
        if let Some(candidates) = candidates {
            self.replace_candidates(candidates, notices, now);
        }
        self.refresh();
    }

    /// Takes over what the Pi says of the session.
    pub fn set_session(&mut self, session: Session, now: Now) {
        if session.state == SessionState::Closed && self.closed.is_none() {
            self.closed = Some(now.instant);
        }
        self.session = session;
    }

    fn replace_candidates(
        &mut self,
        mut candidates: Vec<Candidate>,
        notices: &mut Notices,
        now: Now,
    ) {
        candidates.sort_by_key(|candidate| (candidate.discovered_at, candidate.mac));
        let listed: Vec<MacAddr> = candidates.iter().map(|candidate| candidate.mac).collect();
        for candidate in candidates {
            match self.cards.get_mut(candidate.mac) {
                Some(card) => {
                    if card.replace(candidate, now) == Merged::Moved {
                        log_outcome(card, notices, now);
                    }
                }
                None => self.cards.push(Card::found(candidate)),
            }
        }
        let stays = |card: &Card| {
            let kept_for_the_person = matches!(
                card.state(),
                CandidateState::Failed | CandidateState::Skipped
            );
            kept_for_the_person || listed.contains(&card.candidate.mac)
        };
        for mac in self.pick(|card| !stays(card)) {
            notices.log(
                Severity::Warning,
                tr!("notice-camera-not-listed", mac = mac.to_string()),
                now,
            );
        }
        self.cards.retain(stays);
    }

    /// Takes over a report about one camera, which may be the first of it.
    pub fn apply(&mut self, update: CandidateUpdate, notices: &mut Notices, now: Now) {
        let mac = update.mac;
        if let Some(card) = self.cards.get_mut(mac) {
            if card.apply(update, now) == Merged::Moved {
                log_outcome(card, notices, now);
            }
        } else {
            let mut candidate = Candidate::unknown(mac);
            candidate.merge(update);
            let state = i18n::candidate_state(&candidate.state);
            let text = tr!(
                "notice-camera-appeared",
                mac = mac.to_string(),
                state = state
            );
            notices.log(Severity::Info, text, now);
            self.cards.push(Card::appeared(candidate, now));
        }
        self.refresh();
    }

    /// Works out what is derived from the cards; to be called after each change of them.
    pub fn refresh(&mut self) {
        self.counts = Counts::of(&self.cards);
        self.list.update(&self.cards);
    }
}

/// Ends are worth a line of the drawer; the steps on the way are not.
fn log_outcome(card: &Card, notices: &mut Notices, now: Now) {
    let mac = card.candidate.mac.to_string();
    let (severity, text) = match &card.candidate.state {
        CandidateState::Verified => (Severity::Good, tr!("notice-camera-verified", mac = mac)),
        CandidateState::Failed if *card.state() != CandidateState::Skipped => {
            (Severity::Error, failed_text(card))
        }
        CandidateState::Other(state) => {
            let state = state.as_str();
            let text = tr!("notice-camera-state-unknown", mac = mac, state = state);
            (Severity::Warning, text)
        }
        CandidateState::Discovered
        | CandidateState::Provisioning
        | CandidateState::Provisioned
        | CandidateState::Verifying
        | CandidateState::Failed
        | CandidateState::Skipped => return,
    };
    notices.log(severity, text, now);
}

fn failed_text(card: &Card) -> String {
    let failure = card.candidate.failure.as_ref();
    let code = failure.and_then(|failure| failure.code.as_deref());
    let reason = failure.map_or_else(
        || tr!("notice-no-reason"),
        |failure| i18n::summary(code.unwrap_or_default(), &failure.summary),
    );
    let code = code.map_or_else(|| tr!("notice-no-code"), str::to_owned);
    let mac = card.candidate.mac.to_string();
    tr!(
        "notice-camera-failed",
        mac = mac,
        reason = reason,
        code = code
    )
}
