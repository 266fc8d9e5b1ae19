//! What other processes ask of this window: a second start wants it in front, a signal ends it.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use egui::{Context, UserAttentionType, ViewportCommand};

use crate::{client::Waker, storage::instance::RaiseRequest};

/// Requests that wait for the next frame; the oldest to raise the window is dropped for a new one.
const MAX_WAITING: usize = 8;

/// A request of another process.
#[derive(Debug)]
pub enum ProcessRequest {
    /// Bring the window to the front.
    Raise(RaiseRequest),
    /// Write the state and close the window without a question.
    Close,
}

/// The requests that the window has not handled yet. Clones share them.
#[derive(Clone, Default)]
pub struct ProcessRequests(Arc<Shared>);

#[derive(Default)]
struct Shared {
    waiting: Mutex<VecDeque<ProcessRequest>>,
    waker: OnceLock<Waker>,
}

impl ProcessRequests {
    /// Hands a request to the window, from any thread.
    pub fn push(&self, request: ProcessRequest) {
        let mut waiting = self.waiting();
        if waiting.len() >= MAX_WAITING {
            // A window that is asked to close does so, whatever else is asked of it.
            let is_raise = |request: &ProcessRequest| matches!(request, ProcessRequest::Raise(_));
            let oldest = waiting.iter().position(is_raise).unwrap_or(0);
            waiting.remove(oldest);
        }
        waiting.push_back(request);
        drop(waiting);
        if let Some(waker) = self.0.waker.get() {
            waker();
        }
    }

    /// Calls `waker` after each request.
    pub(super) fn set_waker(&self, waker: Waker) {
        if self.0.waker.set(waker).is_err() {
            tracing::debug!("another window handles the requests of other processes");
        }
    }

    pub(super) fn take(&self) -> VecDeque<ProcessRequest> {
        std::mem::take(&mut *self.waiting())
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<ProcessRequest>> {
        let waiting = self.0.waiting.lock();
        waiting.unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for ProcessRequests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ProcessRequests")
            .field(&self.waiting().len())
            .finish()
    }
}

/// Brings the window to the front. A desktop that does not let a window do that marks it instead.
pub(super) fn bring_to_front(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    if !ctx.input(|input| input.focused) {
        let attention = ViewportCommand::RequestUserAttention(UserAttentionType::Informational);
        ctx.send_viewport_cmd(attention);
    }
}
