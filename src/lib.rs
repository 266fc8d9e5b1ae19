//! The map of pidash, the native field console for `PiOrchestrator`.
//!
//! | module | what is in it |
//! |---|---|
//! | [`domain`] | plain data and the rules that always hold |
//! | [`messages`] | the whole conversation between the window and the client, on one page |
//! | [`wire`] | the JSON of the Pi, the only place where it becomes domain values, and the contract |
//! | [`client`] | everything that talks to a Pi: HTTP, event stream, WebSocket, reconnecting |
//! | [`model`] | building blocks of state: remote data, retry countdown, bounded log, time series |
//! | [`features`] | one folder per feature with its intents, state and views; the root state |
//! | [`ui`] | building blocks of views: theme, widgets, formatting |
//! | [`shell`] | what surrounds every feature: sidebar, header, event log, palette, on-screen keyboard |
//! | [`app`] | the eframe application: update loop, connection, background jobs, notifications |
//! | [`storage`] | everything on disk: settings, API keys, history, exports; one writer thread |
//! | [`i18n`] | the texts of the window, in each language |
//! | [`simulator`] | a believable Pi over real loopback sockets |
//!
//! # An event, from the socket to the screen
//!
//! 1. `client::sse` reads bytes and enforces limits; eventsource-client splits them into events.
//! 2. `wire::events::decode` turns JSON into a domain event.
//! 3. A bounded channel carries it to the window, and the waker asks for one frame.
//! 4. `App::logic` drains the channel under a time budget into [`features::State`].
//! 5. The root state routes it to the state of one feature.
//! 6. `shell::root_ui` draws: a view builds a view model, widgets draw it.
//!
//! # A press, from the screen to the Pi and back
//!
//! 1. A view pushes an intent of its feature into its [`ui::Cx`].
//! 2. The feature's state marks what is busy and returns a [`messages::Command`].
//! 3. A bounded channel carries it to `client::worker`; a full channel is a visible problem.
//! 4. `client::http` makes the call.
//! 5. The answer returns as a [`messages::Event`], also if the call panics or cannot be sent.
//!
//! # Dependency rule
//!
//! `domain <- {messages, wire} <- client`; `domain <- {i18n, model, storage}`; `{domain, messages,
//! model, i18n} <- state of a feature`; `{state of the feature, ui} <- its views`; `{features, ui}
//! <- shell`; `{domain, wire} <- simulator`; `app` and the binary import all. A feature does not
//! import another feature, and nothing in it imports the root state. The test `dependency_rule`
//! checks this. The simulator meets the client only over a socket, so the demo, the tests and
//! production run the same client.

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
