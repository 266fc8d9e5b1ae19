//! The signals that end the window: it writes its state and closes, without a question.

use std::io;

use pidash::app::ProcessRequests;

/// Closes the window on SIGTERM (a service or a session that ends), SIGHUP (a terminal that is
/// closed) and SIGINT (Ctrl+C in a terminal).
///
/// # Errors
/// The handlers or their thread cannot be made.
#[cfg(unix)]
pub fn close_on_signals(requests: ProcessRequests) -> io::Result<()> {
    use futures_util::future::select_all;
    use pidash::app::ProcessRequest;
    use tokio::signal::unix::{SignalKind, signal};

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let kinds = [
        SignalKind::terminate(),
        SignalKind::hangup(),
        SignalKind::interrupt(),
    ];
    // Here, so that they are in force when the window opens.
    let guard = runtime.enter();
    let mut signals = kinds
        .map(signal)
        .into_iter()
        .collect::<io::Result<Vec<_>>>()?;
    drop(guard);
    std::thread::Builder::new()
        .name("pidash-signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                loop {
                    let next = signals.iter_mut().map(|signal| Box::pin(signal.recv()));
                    let (received, ..) = select_all(next).await;
                    if received.is_none() {
                        return;
                    }
                    requests.push(ProcessRequest::Close);
                }
            });
        })?;
    Ok(())
}

/// Elsewhere, the window is closed by a message of the desktop.
#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "the signature is that of the function for Unix"
)]
pub fn close_on_signals(_requests: ProcessRequests) -> io::Result<()> {
    Ok(())
}
