//! The sounds as samples, made of a few notes, and as a WAV file.

use std::f32::consts::TAU;

use crate::domain::sound::Sound;

/// Samples per second.
pub const RATE: u16 = 16_000;
/// Of the largest sample: leaves room for the overtone, and is not too loud.
const VOLUME: f32 = 0.5;
/// How loud the overtone is that makes low notes audible on small loudspeakers.
const OVERTONE: f32 = 0.5;
/// A note begins and ends that softly, without a click.
const FADE_MILLISECONDS: u16 = 8;

/// A note; with no frequency, a pause.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Note {
    hertz: f32,
    milliseconds: u16,
}

const fn note(hertz: f32, milliseconds: u16) -> Note {
    Note {
        hertz,
        milliseconds,
    }
}

const VERIFIED: [Note; 1] = [note(1_319.0, 120)];
const FAILED: [Note; 3] = [note(311.0, 180), note(0.0, 50), note(233.0, 280)];
const DONE: [Note; 3] = [note(784.0, 120), note(988.0, 120), note(1_175.0, 240)];
const SCAN_TAKEN: [Note; 1] = [note(1_760.0, 50)];
const SCAN_NOT_TAKEN: [Note; 1] = [note(220.0, 120)];

/// The samples of a sound, at [`RATE`].
pub fn samples(sound: Sound) -> Vec<i16> {
    let notes: &[Note] = match sound {
        Sound::ScanTaken => &SCAN_TAKEN,
        Sound::ScanNotTaken => &SCAN_NOT_TAKEN,
        Sound::Verified => &VERIFIED,
        Sound::Done => &DONE,
        Sound::Failed => &FAILED,
    };
    notes.iter().flat_map(|note| samples_of(*note)).collect()
}

fn count(milliseconds: u16) -> u16 {
    RATE / 1_000 * milliseconds
}

fn samples_of(note: Note) -> impl Iterator<Item = i16> {
    let samples = count(note.milliseconds);
    let fade = f32::from(count(FADE_MILLISECONDS));
    (0..samples).map(move |index| {
        let angle = TAU * note.hertz * f32::from(index) / f32::from(RATE);
        let wave = (angle.sin() + OVERTONE * (2.0 * angle).sin()) / (1.0 + OVERTONE);
        let from_the_ends = f32::from(index.min(samples - 1 - index));
        let level = (from_the_ends / fade).min(1.0) * VOLUME;
        #[expect(clippy::cast_possible_truncation, reason = "it is in the range")]
        let sample = (wave * level * f32::from(i16::MAX)) as i16;
        sample
    })
}

/// A WAV file: mono, 16 bits.
pub fn wav(samples: &[i16]) -> Vec<u8> {
    let data: Vec<u8> = samples.iter().flat_map(|one| one.to_le_bytes()).collect();
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let rate = u32::from(RATE);
    let mut file = Vec::with_capacity(44 + data.len());
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    // PCM, one channel.
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(rate.to_le_bytes());
    file.extend((2 * rate).to_le_bytes());
    // Two bytes for each sample, 16 bits.
    file.extend(b"\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(data);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Sound; 5] = [
        Sound::ScanTaken,
        Sound::ScanNotTaken,
        Sound::Verified,
        Sound::Done,
        Sound::Failed,
    ];

    #[test]
    fn a_sound_is_short_neither_clipped_nor_silent_and_has_no_clicks() {
        for sound in ALL {
            let samples = samples(sound);
            let count = u16::try_from(samples.len()).unwrap_or(u16::MAX);
            let seconds = f32::from(count) / f32::from(RATE);
            assert!((0.05..0.6).contains(&seconds), "{sound:?}: {seconds}");
            let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max();
            let loudest = loudest.map_or(0.0, f32::from) / f32::from(i16::MAX);
            assert!((0.3..0.8).contains(&loudest), "{sound:?}: {loudest}");
            assert_eq!(samples.first(), Some(&0), "{sound:?}");
            assert_eq!(samples.last(), Some(&0), "{sound:?}");
            // No step is larger than those of the highest note.
            let steps = samples.windows(2).map(|pair| pair[0].abs_diff(pair[1]));
            let highest = TAU * 2.0 * 1_760.0 / f32::from(RATE) * VOLUME * f32::from(i16::MAX);
            let largest = steps.max().map_or(0.0, f32::from);
            assert!(largest < highest, "{sound:?}: {largest}");
        }
        let taken = samples(Sound::ScanTaken).len();
        assert!(taken < samples(Sound::Verified).len());
    }

    #[test]
    fn no_two_sounds_are_alike() {
        for (index, one) in ALL.iter().enumerate() {
            for other in &ALL[index + 1..] {
                assert_ne!(samples(*one), samples(*other), "{one:?} {other:?}");
            }
        }
        // What went wrong is low, what is done rises.
        let mut notes = DONE.windows(2);
        assert!(notes.all(|pair| pair[0].hertz < pair[1].hertz));
        let highest = FAILED.iter().map(|note| note.hertz).fold(0.0, f32::max);
        assert!(2.0 * highest < VERIFIED[0].hertz);
    }

    #[test]
    fn a_wav_file_says_how_long_it_is() {
        let samples = samples(Sound::Verified);
        let file = wav(&samples);
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap_or([0; 4]));
        assert_eq!((&file[..4], &file[8..16]), (&b"RIFF"[..], &b"WAVEfmt "[..]));
        assert_eq!(number(4) as usize, file.len() - 8);
        assert_eq!((number(24), number(28)), (16_000, 32_000));
        assert_eq!(number(40) as usize, 2 * samples.len());
        assert_eq!(file.len(), 44 + 2 * samples.len());
        // A pipe takes it whole, whether anybody reads it or not.
        assert!(wav(&super::samples(Sound::Failed)).len() < 64 * 1024);
    }
}
