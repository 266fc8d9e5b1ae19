//! Plays short sounds: a camera is verified or fails, no camera is in flight any more, a code was
//! scanned. One at a time, in a background job.

mod player;
mod samples;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

pub use player::Player;
use player::RunningPlayer;

use super::jobs::{JobAnswer, JobKind, Jobs};
use crate::{
    domain::{
        clock::Now,
        settings::{Settings, SoundChoice},
        sound::Sound,
    },
    features::provisioning::{batch::Batch, batch_outcome::EndWatch, progress::Counts},
};

/// Sounds of one kind that come within this time are one: twenty cameras may be verified in a second.
const MERGED_WITHIN: Duration = Duration::from_millis(1_500);

/// Plays the sounds, and watches the batch for those that belong to it.
pub struct Sounds {
    player: Option<Player>,
    running: Arc<RunningPlayer>,
    is_playing: bool,
    /// The one after that which is playing.
    next: Option<Sound>,
    /// The latest sounds of the batch, and when.
    latest: Vec<(Sound, Instant)>,
    /// The counts of the batch when it was looked at last.
    counts: Option<Counts>,
    end: EndWatch,
}

impl Sounds {
    pub fn new(player: Option<Player>) -> Self {
        Self {
            player,
            running: Arc::default(),
            is_playing: false,
            next: None,
            latest: Vec::new(),
            counts: None,
            end: EndWatch::default(),
        }
    }

    /// Whether this computer has a program that plays them.
    pub fn has_player(&self) -> bool {
        self.player.is_some()
    }

    /// Plays what has happened in the batch since the last call.
    pub fn update(
        &mut self,
        batch: Option<&Batch>,
        settings: &Settings,
        jobs: &mut Jobs,
        now: Now,
    ) {
        let counts = batch.map(|batch| batch.counts);
        let before = std::mem::replace(&mut self.counts, counts);
        if before.is_none() {
            self.end = EndWatch::default();
        }
        let Some(batch) = batch else { return };
        let is_done = self.end.has_ended(&batch.counts, batch.goes_on());
        let Some(before) = before else { return };
        for sound in sounds_between(&before, &batch.counts, is_done) {
            if self.is_new(sound, now) {
                self.play_if_on(sound, settings, jobs);
            }
        }
    }

    /// Plays a sound, if the settings say so.
    pub fn play_if_on(&mut self, sound: Sound, settings: &Settings, jobs: &mut Jobs) {
        if is_on(settings) {
            self.play(sound, jobs);
        }
    }

    /// Plays a sound. While another one is playing, it is the next one, unless one of more weight is.
    pub fn play(&mut self, sound: Sound, jobs: &mut Jobs) {
        let Some(player) = self.player.clone() else {
            return;
        };
        if self.is_playing {
            self.next = self.next.max(Some(sound));
            return;
        }
        self.is_playing = true;
        let running = self.running.clone();
        jobs.start(JobKind::Sound, move || {
            let wav = samples::wav(&samples::samples(sound));
            JobAnswer::Sound(player.play(&wav, &running))
        });
    }

    /// The sound has ended: plays the next one.
    pub fn ended(&mut self, jobs: &mut Jobs) {
        self.is_playing = false;
        if let Some(sound) = self.next.take() {
            self.play(sound, jobs);
        }
    }

    /// Ends the sound, and plays none any more.
    pub fn stop(&mut self) {
        self.player = None;
        self.running.stop();
    }

    /// Whether the batch has not had this sound a moment ago.
    fn is_new(&mut self, sound: Sound, now: Now) -> bool {
        self.latest.retain(|(_, at)| now.since(*at) < MERGED_WITHIN);
        let is_new = self.latest.iter().all(|(other, _)| *other != sound);
        if is_new {
            self.latest.push((sound, now.instant));
        }
        is_new
    }
}

fn is_on(settings: &Settings) -> bool {
    match settings.sound {
        SoundChoice::Auto => settings.kiosk.enabled,
        SoundChoice::On => true,
        SoundChoice::Off => false,
    }
}

/// The sounds for what has happened to a batch. `is_done`: it has ended.
fn sounds_between(before: &Counts, after: &Counts, is_done: bool) -> impl Iterator<Item = Sound> {
    let sounds = [
        (after.failed > before.failed, Sound::Failed),
        (is_done, Sound::Done),
        // The last one is part of the end.
        (
            after.verified > before.verified && !is_done,
            Sound::Verified,
        ),
    ];
    sounds
        .into_iter()
        .filter_map(|(is_due, sound)| is_due.then_some(sound))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{
        fs,
        path::Path,
        sync::mpsc::{Receiver, sync_channel},
    };

    use super::*;

    fn counts(verifying: usize, verified: usize, failed: usize) -> Counts {
        Counts {
            verifying,
            verified,
            failed,
            ..Counts::default()
        }
    }

    fn between(before: Counts, after: Counts, is_done: bool) -> Vec<Sound> {
        sounds_between(&before, &after, is_done).collect()
    }

    #[test]
    fn a_camera_that_is_verified_or_fails_and_the_end_have_sounds_of_their_own() {
        use Sound::{Done, Failed, Verified};
        assert_eq!(between(counts(3, 0, 0), counts(3, 0, 0), false), []);
        assert_eq!(between(counts(3, 0, 0), counts(2, 1, 0), false), [Verified]);
        let both = [Failed, Verified];
        assert_eq!(between(counts(3, 0, 0), counts(1, 1, 1), false), both);
        assert_eq!(between(counts(1, 2, 0), counts(0, 3, 0), true), [Done]);
        let end = [Failed, Done];
        assert_eq!(between(counts(1, 2, 0), counts(0, 2, 1), true), end);
        assert_eq!(between(counts(0, 3, 1), counts(1, 3, 0), false), []);
    }

    #[test]
    fn many_verified_cameras_have_one_sound_and_a_failure_has_its_own() {
        let mut sounds = Sounds::new(None);
        let now = Now::read();
        assert!(sounds.is_new(Sound::Verified, now));
        for milliseconds in [50, 700, 1_400] {
            let now = now + Duration::from_millis(milliseconds);
            assert!(!sounds.is_new(Sound::Verified, now), "{milliseconds}");
        }
        assert!(sounds.is_new(Sound::Failed, now));
        assert!(sounds.is_new(Sound::Verified, now + MERGED_WITHIN));
    }

    #[test]
    fn they_are_on_in_the_kiosk_and_off_on_a_laptop_unless_somebody_says_otherwise() {
        for (choice, on_a_laptop, on_a_kiosk) in [
            (SoundChoice::Auto, false, true),
            (SoundChoice::On, true, true),
            (SoundChoice::Off, false, false),
        ] {
            let mut settings = Settings {
                sound: choice,
                ..Settings::default()
            };
            assert_eq!(is_on(&settings), on_a_laptop, "{choice:?}");
            settings.kiosk.enabled = true;
            assert_eq!(is_on(&settings), on_a_kiosk, "{choice:?}");
        }
    }

    /// Jobs, and what wakes the window after each.
    fn jobs() -> (Jobs, Receiver<()>) {
        let (tx, rx) = sync_channel(16);
        let waker = move || tx.try_send(()).unwrap_or_default();
        (Jobs::new(Arc::new(waker)), rx)
    }

    /// A player that writes each sound after those before it.
    #[cfg(unix)]
    fn recorder(file: &Path) -> Player {
        Player::new("/bin/sh", &["-c", &format!("cat >> {}", file.display())])
    }

    #[cfg(unix)]
    #[test]
    fn one_sound_plays_at_a_time_and_the_weightiest_of_the_others_follows() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("played");
        let (mut jobs, woken) = jobs();
        let mut sounds = Sounds::new(Some(recorder(&file)));
        for sound in [Sound::Verified, Sound::Failed, Sound::Verified, Sound::Done] {
            sounds.play(sound, &mut jobs);
        }
        for _ in 0..2 {
            woken.recv_timeout(Duration::from_secs(30)).unwrap();
            let answer = jobs.try_recv().unwrap();
            assert!(matches!(
                answer,
                (JobKind::Sound, Ok(JobAnswer::Sound(Ok(()))))
            ));
            sounds.ended(&mut jobs);
        }
        let played =
            [Sound::Verified, Sound::Failed].map(|one| samples::wav(&samples::samples(one)));
        assert_eq!(fs::read(&file).unwrap(), played.concat());
        assert!(!sounds.is_playing, "the others are left out");
    }

    #[test]
    fn without_a_player_nothing_is_started() {
        let (mut jobs, _woken) = jobs();
        let mut sounds = Sounds::new(None);
        sounds.play(Sound::Failed, &mut jobs);
        assert!(!sounds.is_playing && !sounds.has_player());
        let mut sounds = Sounds::new(Some(Player::new("/nowhere/aplay", &[])));
        sounds.stop();
        sounds.play(Sound::Failed, &mut jobs);
        assert!(!sounds.is_playing, "the window closes");
    }
}
