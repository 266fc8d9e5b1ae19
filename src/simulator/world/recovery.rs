//! Restarts of the Pi and recovery of sessions (contract, section 10).

use std::time::Duration;

use crate::{
    domain::{
        candidate::CandidateState,
        error_code::ErrorCode,
        network::Ssid,
        session::{SessionId, SessionState, StepTimeouts},
    },
    simulator::world::{
        World,
        batch::{Batch, SessionView, failure_without_code},
        camera::Instant,
        refusal::Refusal,
    },
};

/// Verification of provisioned cameras starts this long after the session is resumed.
const LOOKED_FOR_AFTER: Duration = Duration::from_secs(1);

impl Batch {
    /// Interrupts the session by a restart, without events.
    fn interrupt(&mut self, now: Instant) {
        for camera in &mut self.cameras {
            let state = &camera.device.candidate.state;
            if *state == CandidateState::Provisioning {
                camera.fail(failure_without_code("the Pi restarted"));
            } else if *state == CandidateState::Verifying {
                camera.enter(CandidateState::Provisioned);
            }
            camera.due = None;
        }
        self.paused_at.get_or_insert(now.elapsed);
        self.events.clear();
    }

    /// Resumes after a restart; provisioned cameras are verified.
    fn resume_after_restart(&mut self, now: Instant) {
        self.events.clear();
        for camera in &mut self.cameras {
            if camera.device.candidate.state == CandidateState::Provisioned {
                camera.due = Some(now.elapsed + LOOKED_FOR_AFTER);
            }
        }
        self.resume(self.paused_at.unwrap_or(now.elapsed), now);
    }
}

impl World {
    /// Restarts the Pi: the running session becomes recoverable. With `readable`, such sessions can
    /// still be read.
    pub fn restart(&mut self, readable: bool) {
        self.interrupted_readable = readable;
        let now = self.now();
        let Some(mut batch) = self.batches.pop_back_if(|batch| !batch.is_closed()) else {
            return;
        };
        if batch.view.session.state == SessionState::Closing {
            batch.close(now);
            self.batches.push_back(batch);
        } else {
            batch.interrupt(now);
            self.interrupted.push(batch);
        }
    }

    /// Expires the recoverable sessions.
    pub fn expire_recoverable_sessions(&mut self) {
        for batch in &mut self.interrupted {
            batch.expires = self.elapsed;
        }
    }

    /// Forgets all sessions, without events.
    pub fn forget_sessions(&mut self) {
        self.batches.clear();
        self.interrupted.clear();
    }

    /// Expires the running session.
    pub fn expire_session(&mut self) {
        if let Some(batch) = self.batches.back_mut() {
            batch.expires = self.elapsed;
        }
    }

    /// Another console takes over: it stops the running session and starts one, or resumes the
    /// recoverable one.
    pub fn take_session_over(&mut self) {
        let now = self.now();
        if let Some(batch) = self.batches.back_mut().filter(|batch| !batch.is_closed()) {
            batch.close(now);
        } else if let Some(view) = self.recoverable().first() {
            self.recover(&view.session.id).ok();
            return;
        }
        if let Ok(ssid) = Ssid::new("OtherShop") {
            self.start(&ssid, StepTimeouts::default()).ok();
        }
    }

    /// The recoverable sessions, newest first.
    #[must_use]
    pub fn recoverable(&self) -> Vec<SessionView> {
        let alive = |batch: &&Batch| batch.expires > self.elapsed;
        let newest_first = self.interrupted.iter().rev();
        newest_first.filter(alive).map(Batch::now).collect()
    }

    /// Resumes a session after a restart.
    ///
    /// # Errors
    /// No such session, it expired or closed, or another one is active.
    pub fn recover(&mut self, id: &SessionId) -> Result<SessionView, Refusal> {
        let Some(index) = self.interrupted.iter().position(|batch| batch.id() == id) else {
            return Err(self.not_recoverable(id));
        };
        self.check_none_active()?;
        let now = self.now();
        if self.interrupted[index].expires <= now.elapsed {
            return Err(Refusal::new(
                ErrorCode::SessionExpired,
                "the session ran out",
            ));
        }
        let mut batch = self.interrupted.remove(index);
        batch.resume_after_restart(now);
        let answer = batch.now();
        self.remember(batch);
        Ok(answer)
    }

    /// Discards a recoverable session.
    ///
    /// # Errors
    /// No such session, or it is active.
    pub fn discard(&mut self, id: &SessionId) -> Result<(), Refusal> {
        let Some(index) = self.interrupted.iter().position(|batch| batch.id() == id) else {
            return Err(self.not_recoverable(id));
        };
        let now = self.now();
        let mut batch = self.interrupted.remove(index);
        batch.close(now);
        batch.events.clear();
        self.batches.push_front(batch);
        Ok(())
    }

    /// The closed sessions, newest first.
    #[must_use]
    pub fn past(&self) -> Vec<SessionView> {
        let over = self.batches.iter().rev().filter(|batch| batch.is_closed());
        let mut past: Vec<SessionView> = over.map(Batch::now).collect();
        past.sort_by_key(|now| std::cmp::Reverse(now.session.created_at));
        past
    }

    fn not_recoverable(&self, id: &SessionId) -> Refusal {
        match self.batch(id) {
            Err(refusal) => refusal,
            Ok(batch) if batch.is_closed() => {
                Refusal::new(ErrorCode::SessionNotRecoverable, "the session is over")
            }
            Ok(batch) => already_active(batch),
        }
    }

    /// Fails if another session is active.
    pub(super) fn check_none_active(&self) -> Result<(), Refusal> {
        let active = self.batches.back().filter(|batch| !batch.is_closed());
        active.map_or(Ok(()), |batch| Err(already_active(batch)))
    }
}

fn already_active(batch: &Batch) -> Refusal {
    let details = Some(format!("active session: {}", batch.id()));
    let refusal = Refusal::new(ErrorCode::SessionAlreadyActive, "a session is running");
    Refusal { details, ..refusal }
}
