//! The map of pidash, the native field console for `PiOrchestrator`.
//!
//! | module | what it owns |
//! |---|---|
//! | [`domain`] | the vocabulary: plain data and the rules that always hold |
//! | [`messages`] | the whole conversation between window and worker, on one page |
//! | [`wire`] | the Pi's JSON, and the only place where it becomes domain values |
//! | [`backend`] | all real I/O: HTTP calls, the event stream, the monitoring socket, reconnecting |
//! | [`language`] | the words of the window, in each language |
//! | [`state`] | all that the screen shows: a pure reducer |
//! | [`store`] | what outlives a run: settings, keys, known Pis, remembered sessions, recorded health, exports |
//! | [`ui`] | draws the state, returns intents |
//! | [`simulator`] | a believable Pi over real loopback sockets |
//! | [`app`] | the composition root |
//!
//! **An event, socket to pixel**: bytes (`backend::event_stream`) → `wire::events::decode` → a domain event in a bounded channel,
//! and the waker asks for one frame → `App::logic` drains into `State::handle_event` → `ui::root_ui` draws.
//!
//! **A click, pixel to Pi and back**: a view pushes an `Intent` → `State::handle_intent` marks what is busy and returns a
//! `Command` → the worker calls (`backend::http`) → `Event::Reply` → `State::handle_event` → the next frame.
//!
//! **Who may import whom**: `domain <- messages <- wire`; `{domain, messages, wire} <- backend`; `domain <- language`;
//! `{domain, language, messages} <- state`; `{domain, language, messages, state} <- ui`; `domain <- store`; `{domain, wire} <- simulator`; `app` and the binary compose. Nothing
//! else: `tests/integration/architecture/` checks it. The simulator meets the client only over a socket, so the demo, the tests and production run the same client.

pub mod app;
pub mod client;
pub mod domain;
pub mod features;
pub mod i18n;
pub mod messages;
pub mod model;
pub mod shell;
pub mod simulator;
pub mod storage;
pub mod ui;
pub mod wire;
