//! What a person wants: views push these, the application carries them out.

use std::path::PathBuf;

use crate::{
    domain::{key_place::KeyPlace, pin::Pin, secret::ApiKey, settings::Setting},
    features::action::Action,
    model::time_window::TimeWindow,
};

/// What the person wants: a change of the state, or something that only the application can do.
#[derive(Debug, Clone)]
pub enum Intent {
    /// Change the state.
    Do(Action),
    /// Write something to a file.
    Export(Export),
    /// Read a list of cameras.
    Open(ListSource),
    /// Read the key again and open the event stream now.
    Reconnect,
    /// Set a value from now on.
    Set(Setting, String),
    /// Go where the key of this Pi is entered.
    EnterKey,
    /// Do something with the key of this Pi.
    Key(KeyIntent),
    /// See who answers at this address, and connect to it.
    Probe(String),
    /// Connect to this address without looking.
    Connect(String),
    /// Connect to a simulated Pi.
    Demo,
    /// Look at the traffic lights of the connection.
    CheckConnection,
    /// Show what would go into a support bundle.
    PrepareBundle,
    /// Let a person leave the kiosk, until nobody touches it any more.
    Unlock,
    /// Do something with the PIN of the kiosk.
    Pin(PinIntent),
    /// Use the whole display, or not any more.
    ToggleWholeDisplay,
    /// Close the window, as its frame does: it may ask first.
    AskToClose,
    /// Close the window.
    Quit,
    /// Stop the session, and close the window once the Pi has agreed.
    StopAndQuit,
}

/// What can be done with the key of a Pi.
#[derive(Debug, Clone)]
pub enum KeyIntent {
    /// Use it from now on, and keep it there.
    Keep(ApiKey, KeyPlace),
    /// Ask the Pi whether it takes this one; `None`: the one in use.
    Test(Option<ApiKey>),
    /// Forget it everywhere.
    Forget,
}

/// What can be done with the PIN of the kiosk.
#[derive(Debug, Clone)]
pub enum PinIntent {
    /// Open the lock with it.
    Try(Pin),
    /// Set it from now on; `None`: have none.
    Set(Option<Pin>),
}

/// What can be written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The recorded health that is visible.
    Csv(TimeWindow),
    /// A picture of the window.
    Png,
    /// The allowlist.
    Allowlist,
    /// The requests, as JSON lines.
    Requests,
    /// The support bundle that is being looked at.
    Bundle,
}

/// Where a list of cameras is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// Where the person says in the file dialog of the desktop.
    Dialog,
    /// In this file.
    Path(PathBuf),
}
