//! The signals that end the window: it writes its state and closes, without a question.

use std::io;

use pidash::app::{ProcessRequest, ProcessRequests};

/// Closes the window on the [`Signals`] of this system.
///
/// # Errors
/// The handlers or their thread cannot be made.
pub fn close_on_signals(requests: ProcessRequests) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    // Here, so that they are in force when the window opens.
    let guard = runtime.enter();
    let mut signals = Signals::new()?;
    drop(guard);
    std::thread::Builder::new()
        .name("pidash-signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                while signals.recv().await.is_some() {
                    requests.push(ProcessRequest::Close);
                }
            });
        })?;
    Ok(())
}

/// SIGTERM (a service or a session that ends), SIGHUP (a terminal that is closed) and SIGINT (Ctrl+C in
/// a terminal).
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
            signal(SignalKind::interrupt())?,
        ]))
    }

    async fn recv(&mut self) -> Option<()> {
        let Self([terminate, hangup, interrupt]) = self;
        tokio::select! {
            received = terminate.recv() => received,
            received = hangup.recv() => received,
            received = interrupt.recv() => received,
        }
    }
}

/// Ctrl+C and Ctrl+Break in a console, and a console that is closed: Windows then gives the program 5
/// seconds. It has no signal for programs with a window when a person logs off.
#[cfg(windows)]
struct Signals {
    ctrl_c: tokio::signal::windows::CtrlC,
    ctrl_break: tokio::signal::windows::CtrlBreak,
    close: tokio::signal::windows::CtrlClose,
}

#[cfg(windows)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close};
        Ok(Self {
            ctrl_c: ctrl_c()?,
            ctrl_break: ctrl_break()?,
            close: ctrl_close()?,
        })
    }

    async fn recv(&mut self) -> Option<()> {
        tokio::select! {
            received = self.ctrl_c.recv() => received,
            received = self.ctrl_break.recv() => received,
            received = self.close.recv() => received,
        }
    }
}
