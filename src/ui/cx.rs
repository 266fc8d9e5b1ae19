//! What a view gets in addition to its [`egui::Ui`].

use crate::{domain::clock::Now, ui::Request};

/// What a view gets in addition to its [`egui::Ui`]: the state `S` that it draws, the time of the
/// frame, and where it puts what the person asks for: intents `I` of its own feature, and requests
/// to the window.
pub struct Cx<'a, S: ?Sized, I> {
    /// The state to draw.
    pub state: &'a S,
    /// The time of the frame.
    pub now: Now,
    intents: &'a mut Vec<I>,
    requests: &'a mut Vec<Request>,
}

impl<'a, S: ?Sized, I> Cx<'a, S, I> {
    /// For one frame.
    pub fn new(
        state: &'a S,
        now: Now,
        intents: &'a mut Vec<I>,
        requests: &'a mut Vec<Request>,
    ) -> Self {
        Self {
            state,
            now,
            intents,
            requests,
        }
    }

    /// The person asks for something of this feature.
    pub fn push(&mut self, intent: I) {
        self.intents.push(intent);
    }

    /// The person asks for something of the window.
    pub fn request(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// The same for a view that draws another part of the state.
    pub fn with<'b, T: ?Sized>(&'b mut self, state: &'b T) -> Cx<'b, T, I> {
        Cx {
            state,
            now: self.now,
            intents: self.intents,
            requests: self.requests,
        }
    }
}
