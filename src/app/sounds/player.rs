//! The program of this computer that plays a sound: it reads a WAV file from its standard input.

use std::{
    env,
    io::{self, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// The programs in the order of preference, with the arguments for the standard input. That of
/// `PipeWire` reads only files.
const PROGRAMS: [(&str, &[&str]); 2] = [("aplay", &["-q", "-"]), ("paplay", &[])];
/// A sound takes less than a second; a device that another program uses may never be free.
const LIMIT: Duration = Duration::from_secs(3);
/// The wait between two looks whether the program has ended.
const POLL: Duration = Duration::from_millis(20);

/// A program that plays a WAV file.
#[derive(Debug, Clone)]
pub struct Player {
    program: PathBuf,
    arguments: Vec<String>,
}

impl Player {
    #[must_use]
    pub fn new(program: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.iter().map(ToString::to_string).collect(),
        }
    }

    /// The one of this computer; `None` if it has none.
    #[must_use]
    pub fn of_the_system() -> Option<Self> {
        let path = env::var_os("PATH")?;
        let directories: Vec<PathBuf> = env::split_paths(&path).collect();
        PROGRAMS.iter().find_map(|(name, arguments)| {
            let mut places = directories.iter().map(|directory| directory.join(name));
            let program = places.find(|place| place.is_file())?;
            Some(Self::new(program, arguments))
        })
    }

    /// Plays a WAV file. Blocks until the program has ended, or `running` was stopped.
    ///
    /// # Errors
    /// The program cannot be started, says that it could not play, or takes too long.
    pub fn play(&self, wav: &[u8], running: &RunningPlayer) -> io::Result<()> {
        let mut child = self.command().spawn()?;
        let stdin = child.stdin.take();
        *running.lock() = Some(child);
        if let Some(mut stdin) = stdin {
            // The status of a program that does not read says why.
            drop(stdin.write_all(wav));
        }
        let started = Instant::now();
        while !running.has_ended(started.elapsed() >= LIMIT)? {
            thread::sleep(POLL);
        }
        Ok(())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            // It needs no secrets.
            .env_remove("PIDASH_API_KEY")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

/// The program while it runs.
#[derive(Debug, Default)]
pub struct RunningPlayer(Mutex<Option<Child>>);

impl RunningPlayer {
    /// Ends the program, if it runs.
    pub fn stop(&self) {
        if let Some(mut child) = self.lock().take() {
            end(&mut child);
        }
    }

    /// Whether the program has ended by itself, or was stopped. One that takes too long is ended.
    fn has_ended(&self, is_late: bool) -> io::Result<bool> {
        let mut running = self.lock();
        let Some(child) = running.as_mut() else {
            return Ok(true);
        };
        let status = child.try_wait()?;
        if status.is_none() && is_late {
            end(child);
        }
        if status.is_some() || is_late {
            *running = None;
        }
        match status {
            Some(status) if !status.success() => Err(io::Error::other(status.to_string())),
            None if is_late => Err(io::ErrorKind::TimedOut.into()),
            status => Ok(status.is_some()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Child>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn end(child: &mut Child) {
    // It may have ended just now.
    if let Err(error) = child.kill().and_then(|()| child.wait()) {
        tracing::debug!(%error, "the player of sounds has ended already");
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;

    fn shell(script: &str) -> Player {
        Player::new("/bin/sh", &["-c", script])
    }

    #[test]
    fn the_program_reads_the_whole_file_and_has_no_key() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("played");
        let player = shell(&format!("cat > {}", file.display()));
        let wav = vec![7; 30_000];
        assert!(player.play(&wav, &RunningPlayer::default()).is_ok());
        assert_eq!(fs::read(file).unwrap(), wav);
        let command = player.command();
        let mut changed = command.get_envs();
        assert!(changed.any(|variable| variable == ("PIDASH_API_KEY".as_ref(), None)));
    }

    #[test]
    fn a_program_that_is_missing_or_cannot_play_is_an_error() {
        let running = RunningPlayer::default();
        let missing = Player::new("/nowhere/aplay", &[]).play(&[0; 9], &running);
        assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
        let refused = shell("exit 1").play(&vec![0; 30_000], &running);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::Other);
        assert!(running.lock().is_none(), "reaped");
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let running = RunningPlayer::default();
        let late = shell("exec sleep 60").play(&vec![0; 30_000], &running);
        assert_eq!(late.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(running.lock().is_none(), "reaped");
    }

    #[test]
    fn stopping_ends_it_at_once() {
        let running = Arc::new(RunningPlayer::default());
        let playing = thread::spawn({
            let running = running.clone();
            move || shell("exec sleep 60").play(&[0; 9], &running)
        });
        while running.lock().is_none() {
            assert!(!playing.is_finished(), "it was not started");
            thread::yield_now();
        }
        let stopped = Instant::now();
        running.stop();
        assert!(playing.join().unwrap().is_ok());
        assert!(stopped.elapsed() < LIMIT);
    }
}
