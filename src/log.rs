//! The log of pidash: to standard error and, for the window, to a file. Fields with the name of a
//! secret are redacted.

use std::{
    io::{self, IsTerminal as _},
    path::Path,
    sync::{Arc, Mutex},
};

use pidash::{app::LogSink, domain::settings::LogLevel, storage::log_file::LogFile};
use tracing_subscriber::{
    Layer as _, Registry,
    field::MakeExt as _,
    filter::Targets,
    fmt::{
        self, FormatFields,
        format::{Writer, debug_fn},
    },
    layer::SubscriberExt as _,
    reload,
    util::SubscriberInitExt as _,
};

/// Names of fields that hold secrets.
const SECRETS: [&str; 7] = [
    "key",
    "api_key",
    "password",
    "passphrase",
    "secret",
    "token",
    "authorization",
];

/// Starts logging to standard error and to `file`.
pub fn begin(level: LogLevel, file: Option<&Path>) -> LogSink {
    let (filter, handle) = reload::Layer::<_, Registry>::new(targets(level));
    let stderr = fmt::layer()
        .with_writer(io::stderr)
        .with_target(false)
        // A console of Windows shows the codes of the colours, unless it was asked for colours.
        .with_ansi(cfg!(unix) && io::stderr().is_terminal())
        // It would print to standard error, and panic if that is closed.
        .log_internal_errors(false)
        .fmt_fields(redacting());
    let opened = file.map(LogFile::open).transpose();
    let failure = opened.as_ref().err().map(ToString::to_string);
    let written = opened.ok().flatten();
    let path = file.filter(|_| written.is_some()).map(Path::to_owned);
    let to_file = written.map(|log| {
        fmt::layer()
            .with_writer(Mutex::new(log))
            .with_target(false)
            .with_ansi(false)
            .log_internal_errors(false)
            .fmt_fields(redacting())
    });
    tracing_subscriber::registry()
        .with(stderr.and_then(to_file).with_filter(filter))
        .init();
    if let Some(failure) = failure {
        tracing::warn!("there is no log file: {failure}");
    }
    let set_level = move |level| {
        if let Err(error) = handle.reload(targets(level)) {
            tracing::error!(%error, "the log level cannot be changed");
        }
    };
    LogSink {
        path,
        set_level: Some(Arc::new(set_level)),
    }
}

/// The level applies only to the targets of pidash: at trace, the WebSocket and HTTP libraries
/// print headers.
fn targets(level: LogLevel) -> Targets {
    let level = match level {
        LogLevel::Error => tracing::Level::ERROR,
        LogLevel::Warn => tracing::Level::WARN,
        LogLevel::Info => tracing::Level::INFO,
        LogLevel::Debug => tracing::Level::DEBUG,
        LogLevel::Trace => tracing::Level::TRACE,
    };
    Targets::new()
        .with_target("pidash", level)
        .with_default(tracing::Level::ERROR)
}

/// Redacts by the name of a field, whatever its value looks like.
fn redacting() -> impl for<'w> FormatFields<'w> + 'static {
    debug_fn(|writer: &mut Writer<'_>, field, value| match field.name() {
        "message" => write!(writer, "{value:?}"),
        name if SECRETS.contains(&name) => write!(writer, "{name}=[redacted]"),
        name => write!(writer, "{name}={value:?}"),
    })
    .delimited(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The output of a subscriber.
    #[derive(Clone, Default)]
    struct Output(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Output {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0
                .lock()
                .map_err(|error| io::Error::other(error.to_string()))?
                .extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn fields_named_like_a_secret_are_redacted() {
        let output = Output::default();
        let writer = output.clone();
        let layer = fmt::layer()
            .with_writer(move || writer.clone())
            .fmt_fields(redacting());
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            tracing::error!(passphrase = "hunter22", api_key = %"sesame-7", path = "/health", "one {}", "message");
        });
        let written = output
            .0
            .lock()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let written = written.unwrap_or_default();
        assert!(written.contains("one message"), "{written}");
        assert!(written.contains("path=\"/health\""), "{written}");
        assert!(written.contains("passphrase=[redacted]"), "{written}");
        for secret in ["hunter22", "sesame-7"] {
            assert!(!written.contains(secret), "{written}");
        }
    }
}
