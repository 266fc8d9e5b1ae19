//! What a restart does to a session, and how it is taken up again (contract, section 10).
//!
//! Pure: time is passed in. Must not know HTTP.

use std::time::Duration;

use crate::{
    domain::{
        candidate::CandidateState,
        session::{SessionId, SessionState},
    },
    simulator::world::{
        World,
        batch::{Batch, SessionNow, words},
        camera::Moment,
        refusal::{Code, Refusal},
    },
};

/// A camera that has the credentials is looked for again so long after its session was resumed.
const LOOKED_FOR_AFTER: Duration = Duration::from_secs(1);

impl Batch {
    /// The Pi restarts: what was under way is lost, and nobody is told.
    fn interrupt(&mut self, now: Moment) {
        for camera in &mut self.cameras {
            let state = &camera.device.candidate.state;
            if *state == CandidateState::Provisioning {
                camera.fail(words("the Pi restarted"));
            } else if *state == CandidateState::Verifying {
                camera.enter(CandidateState::Provisioned);
            }
            camera.due = None;
        }
        self.paused_at.get_or_insert(now.elapsed);
        self.outbox.clear();
    }

    /// Goes on after a restart, with the cameras that have the credentials first.
    fn take_up(&mut self, now: Moment) {
        self.outbox.clear();
        for camera in &mut self.cameras {
            if camera.device.candidate.state == CandidateState::Provisioned {
                camera.due = Some(now.elapsed + LOOKED_FOR_AFTER);
            }
        }
        self.resume(self.paused_at.unwrap_or(now.elapsed), now);
    }
}

impl World {
    /// The Pi restarts: the session that runs becomes one that can be recovered.
    pub fn restart(&mut self) {
        let now = self.now();
        let Some(mut batch) = self.batches.pop_back_if(|batch| !batch.is_closed()) else {
            return;
        };
        if batch.facts.session.state == SessionState::Closing {
            batch.close(now);
            self.batches.push_back(batch);
        } else {
            batch.interrupt(now);
            self.interrupted.push(batch);
        }
    }

    /// The time of the sessions that can be recovered is over.
    pub fn let_interrupted_run_out(&mut self) {
        for batch in &mut self.interrupted {
            batch.expires = self.elapsed;
        }
    }

    /// The sessions that can be recovered, newest first.
    #[must_use]
    pub fn recoverable(&self) -> Vec<SessionNow> {
        let alive = |batch: &&Batch| batch.expires > self.elapsed;
        let newest_first = self.interrupted.iter().rev();
        newest_first.filter(alive).map(Batch::now).collect()
    }

    /// Takes a session up again after a restart.
    ///
    /// # Errors
    /// No such session, it ran out, it is over, or one runs already.
    pub fn recover(&mut self, id: &SessionId) -> Result<SessionNow, Refusal> {
        let Some(index) = self.interrupted.iter().position(|batch| batch.id() == id) else {
            return Err(self.why_not_recoverable(id));
        };
        self.check_none_runs()?;
        let now = self.now();
        if self.interrupted[index].expires <= now.elapsed {
            return Err(Refusal::new(Code::SessionExpired, "the session ran out"));
        }
        let mut batch = self.interrupted.remove(index);
        batch.take_up(now);
        let answer = batch.now();
        self.remember(batch);
        Ok(answer)
    }

    /// Gives a session up that could be recovered.
    ///
    /// # Errors
    /// No such session, or it runs.
    pub fn discard(&mut self, id: &SessionId) -> Result<(), Refusal> {
        let Some(index) = self.interrupted.iter().position(|batch| batch.id() == id) else {
            return Err(self.why_not_recoverable(id));
        };
        let now = self.now();
        let mut batch = self.interrupted.remove(index);
        batch.close(now);
        batch.outbox.clear();
        self.batches.push_front(batch);
        Ok(())
    }

    /// The sessions that are over, newest first.
    #[must_use]
    pub fn past(&self) -> Vec<SessionNow> {
        let over = self.batches.iter().rev().filter(|batch| batch.is_closed());
        let mut past: Vec<SessionNow> = over.map(Batch::now).collect();
        past.sort_by_key(|now| std::cmp::Reverse(now.session.created_at));
        past
    }

    fn why_not_recoverable(&self, id: &SessionId) -> Refusal {
        match self.batch(id) {
            Err(refusal) => refusal,
            Ok(batch) if batch.is_closed() => {
                Refusal::new(Code::SessionNotRecoverable, "the session is over")
            }
            Ok(batch) => runs_already(batch),
        }
    }

    /// Whether a session may begin or go on.
    pub(super) fn check_none_runs(&self) -> Result<(), Refusal> {
        let active = self.batches.back().filter(|batch| !batch.is_closed());
        active.map_or(Ok(()), |batch| Err(runs_already(batch)))
    }
}

fn runs_already(batch: &Batch) -> Refusal {
    let details = Some(format!("active session: {}", batch.id()));
    let refusal = Refusal::new(Code::SessionAlreadyActive, "a session is running");
    Refusal { details, ..refusal }
}
