//! Recognises a barcode scanner by its timing, anywhere in the window: it types faster than a person.
//! Its characters reach neither widgets nor shortcuts, where a letter of a code could skip a camera.
//!
//! A character is held back until it is known who types; those of a person follow then, in their order.
//! The time of a character is that of its frame, which may have several.

use std::{
    mem,
    time::{Duration, Instant},
};

use egui::{Event, Key, Modifiers};
use zeroize::{Zeroize as _, Zeroizing};

use crate::domain::scan::Scan;

/// The longest time between two characters of a scanner, and for how long a person's key is held back.
const GAP: Duration = Duration::from_millis(35);
/// As [`GAP`] for characters after a slow frame, and once it is known that a scanner types. A code
/// without an end key is complete after this time; a second end key within it belongs to the code.
const LONG_GAP: Duration = Duration::from_millis(150);
/// Nobody types as many characters and an end key, each within [`GAP`].
const LEAST_WITH_END: usize = 4;
/// Nobody types as many characters, each within [`GAP`].
const LEAST: usize = 6;
/// In bytes. A longer code is not read.
const LONGEST: usize = 512;

/// Which codes are taken out of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// What a scanner types is for nothing else.
    All,
    /// A text field gets what is neither a label nor a WiFi code.
    Known,
    /// A text field gets everything.
    Nothing,
}

/// Takes what a scanner types out of the events of the window.
#[derive(Default)]
pub struct ScanFilter {
    /// What was typed, while it is held back.
    code: Option<Code>,
    /// The events of `code`, for the window if a person types. Empty once a scanner does.
    held: Vec<Event>,
    /// The key that was pressed last, until it is up: pressed again, it repeats.
    down: Option<Key>,
    repeats: bool,
    /// When a code was ended by an end key.
    ended_at: Option<Instant>,
}

/// What goes on to the window, and the codes that are complete.
struct Output<'a> {
    events: &'a mut Vec<Event>,
    scans: Vec<Scan>,
}

impl ScanFilter {
    /// Holds back or removes events that may come from a scanner. Returns the codes that are complete.
    pub fn filter(&mut self, events: &mut Vec<Event>, takes: Takes, now: Instant) -> Vec<Scan> {
        let arrived = mem::take(events);
        let scans = Vec::new();
        let mut output = Output { events, scans };
        let goes_on = |event: &Event| matches!(event, Event::Text(_)) || is_end_key(event);
        let goes_on = arrived.iter().any(goes_on);
        if self.wait(now, goes_on).is_some_and(|wait| wait.is_zero()) {
            self.end(now, &mut output);
        }
        let mut arrived = arrived.into_iter().peekable();
        while let Some(event) = arrived.next() {
            let has_text = matches!(arrived.peek(), Some(Event::Text(_)));
            self.take(event, has_text, takes, now, &mut output);
            if self.code.as_ref().is_some_and(Code::is_too_long_for_field) {
                self.end(now, &mut output);
            }
        }
        output.scans
    }

    /// How long until it is known who types, if nothing more arrives.
    pub fn due(&self, now: Instant) -> Option<Duration> {
        self.wait(now, false)
    }

    fn wait(&self, now: Instant, goes_on: bool) -> Option<Duration> {
        let code = self.code.as_ref()?;
        let gap = if goes_on || code.is_scanned() {
            LONG_GAP
        } else {
            GAP
        };
        Some(gap.saturating_sub(now.saturating_duration_since(code.last)))
    }

    fn take(
        &mut self,
        event: Event,
        has_text: bool,
        takes: Takes,
        now: Instant,
        output: &mut Output<'_>,
    ) {
        let may_hold = takes != Takes::Nothing || self.code.is_some();
        match &event {
            Event::Text(text) if may_hold && !self.repeats => {
                self.code_at(now, takes).push_text(text);
                self.hold(event);
            }
            Event::Key {
                key,
                pressed: false,
                ..
            } => {
                self.down.take_if(|down| down == key);
                if self.held.iter().any(|held| is_press_of(held, *key)) {
                    self.hold(event);
                } else if !(self.is_scanning() && us_character(*key, false).is_some()) {
                    output.events.push(event);
                }
            }
            Event::Key {
                key: Key::ShiftLeft | Key::ShiftRight,
                ..
            } => output.events.push(event),
            _ if is_end_key(&event) => self.take_end_key(event, now, output),
            Event::Key {
                key,
                physical_key,
                modifiers,
                ..
            } => {
                self.repeats = has_text && self.down == Some(*key);
                self.down = Some(*key);
                let character = physical_key.and_then(|key| us_character(key, modifiers.shift));
                // A dead key has no text.
                let is_dead = self.code.is_some() && is_plain(*modifiers) && character.is_some();
                if may_hold && !self.repeats && (has_text || is_dead) {
                    self.code_at(now, takes).push_key(character);
                    self.hold(event);
                } else if !self.is_scanning() {
                    self.end(now, output);
                    output.events.push(event);
                }
            }
            // The window does not see keys that are released elsewhere.
            Event::WindowFocused(_) => {
                self.down = None;
                output.events.push(event);
            }
            Event::Paste(_) | Event::Copy | Event::Cut | Event::Ime(_) => {
                self.end(now, output);
                output.events.push(event);
            }
            _ => output.events.push(event),
        }
    }

    /// Enter or Tab: the end of a code, or a key of a person.
    fn take_end_key(&mut self, event: Event, now: Instant, output: &mut Output<'_>) {
        let since = self.ended_at.map(|at| now.saturating_duration_since(at));
        let is_second = self.code.is_none() && since.is_some_and(|since| since < LONG_GAP);
        let is_whole = |code: &mut Code| code.characters >= LEAST_WITH_END;
        if let Some(code) = self.code.take_if(is_whole) {
            self.complete(&code, Some(event), now, output);
        } else if !is_second {
            self.end(now, output);
            output.events.push(event);
        }
    }

    /// Nothing more comes soon: what is there is a code, or was typed by a person.
    fn end(&mut self, now: Instant, output: &mut Output<'_>) {
        match self.code.take() {
            Some(code) if code.is_scanned() => self.complete(&code, None, now, output),
            _ => output.events.append(&mut self.held),
        }
    }

    fn complete(
        &mut self,
        code: &Code,
        end_key: Option<Event>,
        now: Instant,
        output: &mut Output<'_>,
    ) {
        let scan = code.read();
        if code.is_in_field && !scan.is_known() {
            output.events.append(&mut self.held);
            output.events.extend(end_key);
            return;
        }
        self.wipe_held();
        self.ended_at = end_key.map(|_| now);
        output.scans.push(scan);
    }

    /// Whether a scanner types, and what it types is for nothing else.
    fn is_scanning(&self) -> bool {
        let code = self.code.as_ref();
        code.is_some_and(|code| code.is_scanned() && !code.is_in_field)
    }

    fn code_at(&mut self, now: Instant, takes: Takes) -> &mut Code {
        let is_in_field = takes != Takes::All;
        let code = self.code.get_or_insert_with(|| Code::new(is_in_field, now));
        code.last = now;
        code
    }

    fn hold(&mut self, event: Event) {
        self.held.push(event);
        if self.is_scanning() {
            self.wipe_held();
        }
    }

    fn wipe_held(&mut self) {
        for event in self.held.drain(..) {
            if let Event::Text(mut text) = event {
                text.zeroize();
            }
        }
    }
}

/// Characters that came one shortly after the other. Wiped when it is dropped.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
struct Code {
    typed: Zeroizing<String>,
    /// What the same keys are on a US keyboard.
    us: Zeroizing<String>,
    has_us: bool,
    /// A text field gets it unless it is known.
    is_in_field: bool,
    /// The key of the next text has been noted.
    has_key: bool,
    is_too_long: bool,
    characters: usize,
    last: Instant,
}

impl Code {
    fn new(is_in_field: bool, now: Instant) -> Self {
        // Never reallocated, which would leave copies behind.
        let buffer = || Zeroizing::new(String::with_capacity(LONGEST));
        Self {
            typed: buffer(),
            us: buffer(),
            has_us: true,
            is_in_field,
            has_key: false,
            is_too_long: false,
            characters: 0,
            last: now,
        }
    }

    fn push_text(&mut self, text: &str) {
        self.has_us &= mem::take(&mut self.has_key);
        self.characters += text.chars().count();
        if self.typed.len() + text.len() <= LONGEST {
            self.typed.push_str(text);
        } else {
            self.is_too_long = true;
        }
    }

    fn push_key(&mut self, us: Option<char>) {
        self.has_key = true;
        match us {
            Some(us) if self.us.len() < LONGEST => self.us.push(us),
            _ => self.has_us = false,
        }
    }

    /// Whether no person types like that.
    fn is_scanned(&self) -> bool {
        self.characters >= LEAST
    }

    fn is_too_long_for_field(&self) -> bool {
        self.is_too_long && self.is_in_field
    }

    fn read(&self) -> Scan {
        if self.is_too_long {
            return Scan::Unknown;
        }
        Scan::read(&self.typed, self.has_us.then_some(&self.us))
    }
}

fn is_plain(modifiers: Modifiers) -> bool {
    !(modifiers.ctrl || modifiers.alt || modifiers.command || modifiers.mac_cmd)
}

fn is_end_key(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Enter | Key::Tab, pressed: true, modifiers, .. }
        if *modifiers == Modifiers::NONE)
}

fn is_press_of(event: &Event, wanted: Key) -> bool {
    matches!(event, Event::Key { key, pressed: true, .. } if *key == wanted)
}

/// What a key types on a US keyboard, whatever is printed on it.
fn us_character(key: Key, shift: bool) -> Option<char> {
    let (plain, shifted) = match key {
        Key::Num0 => ('0', ')'),
        Key::Num1 => ('1', '!'),
        Key::Num2 => ('2', '@'),
        Key::Num3 => ('3', '#'),
        Key::Num4 => ('4', '$'),
        Key::Num5 => ('5', '%'),
        Key::Num6 => ('6', '^'),
        Key::Num7 => ('7', '&'),
        Key::Num8 => ('8', '*'),
        Key::Num9 => ('9', '('),
        Key::Space => (' ', ' '),
        Key::Minus => ('-', '_'),
        Key::Equals => ('=', '+'),
        Key::OpenBracket => ('[', '{'),
        Key::CloseBracket => (']', '}'),
        Key::Backslash => ('\\', '|'),
        Key::Semicolon => (';', ':'),
        Key::Quote => ('\'', '"'),
        Key::Backtick => ('`', '~'),
        Key::Comma => (',', '<'),
        Key::Period => ('.', '>'),
        Key::Slash => ('/', '?'),
        letter => match letter.name().as_bytes() {
            [name @ b'A'..=b'Z'] => (name.to_ascii_lowercase().into(), (*name).into()),
            _ => return None,
        },
    };
    Some(if shift { shifted } else { plain })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const LABEL: &str = "24:6F:28:AA:4A:4F";

    fn key_event(key: Key, physical_key: Option<Key>, shift: bool, pressed: bool) -> Event {
        let modifiers = if shift {
            Modifiers::SHIFT
        } else {
            Modifiers::NONE
        };
        Event::Key {
            key,
            physical_key,
            pressed,
            repeat: false,
            modifiers,
        }
    }

    fn press(key: Key) -> Event {
        key_event(key, Some(key), false, true)
    }

    /// What a window gets for a character of a US keyboard.
    fn strokes(character: char) -> [Event; 3] {
        let keys = Key::ALL
            .iter()
            .flat_map(|key| [(*key, false), (*key, true)]);
        let (key, shift) = keys
            .into_iter()
            .find(|(key, shift)| us_character(*key, *shift) == Some(character))
            .unwrap();
        [
            key_event(key, Some(key), shift, true),
            Event::Text(character.to_string()),
            key_event(key, Some(key), shift, false),
        ]
    }

    /// A window without a text field that has the focus.
    struct Window {
        filter: ScanFilter,
        now: Instant,
        passed: Vec<Event>,
        scans: Vec<String>,
    }

    impl Window {
        fn new() -> Self {
            Self {
                filter: ScanFilter::default(),
                now: Instant::now(),
                passed: Vec::new(),
                scans: Vec::new(),
            }
        }

        fn frame(&mut self, after_ms: u64, events: &[Event]) {
            self.frame_in(Duration::from_millis(after_ms), events, Takes::All);
        }

        fn frame_in(&mut self, after: Duration, events: &[Event], takes: Takes) {
            self.now += after;
            let mut events = events.to_vec();
            let scans = self.filter.filter(&mut events, takes, self.now);
            self.passed.append(&mut events);
            self.scans.extend(scans.into_iter().map(|scan| match scan {
                Scan::Camera(mac) => mac.to_string(),
                Scan::NoSingleCamera => "group".to_owned(),
                Scan::Network(code) => format!("{} / {}", code.ssid, *code.passphrase),
                Scan::UnreadableNetwork => "unreadable".to_owned(),
                Scan::Unknown => "unknown".to_owned(),
            }));
        }

        /// One character in each frame.
        fn types(&mut self, text: &str, every_ms: u64) {
            for character in text.chars() {
                self.frame(every_ms, &strokes(character));
            }
        }

        /// Frames until nothing is held back, as the window draws them.
        fn rests(&mut self) {
            while let Some(wait) = self.filter.due(self.now) {
                self.frame_in(wait, &[], Takes::All);
            }
        }

        fn passed_text(&self) -> String {
            let text = self.passed.iter().filter_map(|event| match event {
                Event::Text(text) => Some(text.as_str()),
                _ => None,
            });
            text.collect()
        }
    }

    #[test]
    fn a_code_with_enter_or_tab_is_taken_with_all_its_keys() {
        for (every_ms, end) in [
            (0, Key::Enter),
            (3, Key::Tab),
            (16, Key::Enter),
            (30, Key::Tab),
        ] {
            let mut window = Window::new();
            window.types(LABEL, every_ms);
            window.frame(
                every_ms,
                &[press(end), key_event(end, Some(end), false, false)],
            );
            assert_eq!(window.scans, [LABEL], "{every_ms} ms");
            let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
            assert!(!window.passed.iter().any(pressed), "{:?}", window.passed);
            assert_eq!(window.passed_text(), "");
        }
    }

    #[test]
    fn a_code_without_an_end_key_is_taken_after_a_pause() {
        let mut window = Window::new();
        window.types(LABEL, 10);
        assert_eq!(window.scans, [""; 0]);
        window.rests();
        assert_eq!(window.scans, [LABEL]);
        assert_eq!(window.passed, []);
    }

    #[test]
    fn several_codes_in_one_frame_are_all_taken() {
        let mut window = Window::new();
        let other = "24:6F:28:AA:4A:50";
        let enter = press(Key::Enter);
        let texts = [LABEL, other].map(|label| Event::Text(label.to_owned()));
        let [first, second] = texts;
        window.frame(5, &[first, enter.clone(), second, enter]);
        assert_eq!(window.scans, [LABEL, other]);
    }

    #[test]
    fn slow_frames_do_not_split_a_code() {
        let mut window = Window::new();
        let mut characters = LABEL.chars();
        window.frame(0, &strokes(characters.next().unwrap()));
        let rest: Vec<Event> = characters.flat_map(strokes).collect();
        for part in rest.chunks(12) {
            window.frame(120, part);
        }
        window.frame(120, &[press(Key::Enter)]);
        assert_eq!(
            (window.passed_text(), window.scans),
            (String::new(), vec![LABEL.to_owned()])
        );
    }

    #[test]
    fn a_person_types_as_before_a_moment_later() {
        for every_ms in [60, 90, 200] {
            let mut window = Window::new();
            for character in "sarjkx".chars() {
                let pause = Duration::from_millis(every_ms).saturating_sub(GAP);
                window.frame_in(pause, &strokes(character), Takes::All);
                window.frame_in(GAP, &[], Takes::All);
            }
            window.frame(every_ms, &[press(Key::Enter)]);
            assert_eq!(window.scans, [""; 0]);
            let expected: Vec<Event> = "sarjkx".chars().flat_map(strokes).collect();
            assert_eq!(window.passed[..expected.len()], expected, "{every_ms} ms");
            assert_eq!(window.passed[expected.len()..], [press(Key::Enter)]);
        }
    }

    #[test]
    fn three_keys_that_roll_off_the_fingers_are_a_persons() {
        let mut window = Window::new();
        window.types("sar", 12);
        window.frame(20, &[press(Key::Enter)]);
        assert_eq!(
            (window.passed_text().as_str(), window.scans.len()),
            ("sar", 0)
        );
        assert_eq!(window.passed.last(), Some(&press(Key::Enter)));
    }

    #[test]
    fn keys_without_text_shortcuts_and_paste_pass_at_once_and_after_what_was_held() {
        let copy = Event::Key {
            key: Key::K,
            physical_key: Some(Key::K),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        for event in [press(Key::ArrowDown), copy, Event::Paste(LABEL.to_owned())] {
            let mut window = Window::new();
            let only = std::slice::from_ref(&event);
            window.frame(0, only);
            assert_eq!(window.passed, only);
            window.types("j", 500);
            window.frame(10, only);
            assert_eq!(window.passed.last(), Some(&event));
            assert_eq!(window.passed_text(), "j");
            assert_eq!(window.scans, [""; 0]);
        }
    }

    #[test]
    fn a_key_that_is_held_down_repeats() {
        let mut window = Window::new();
        let [down, text, up] = strokes('j');
        window.frame(0, &[down.clone(), text.clone()]);
        window.frame(400, &[]);
        for _ in 0..20 {
            window.frame(30, &[down.clone(), text.clone()]);
        }
        window.frame(10, &[up]);
        assert_eq!(window.passed_text().len(), 21);
        assert_eq!(window.scans, [""; 0]);
    }

    #[test]
    fn a_field_gets_what_is_typed_and_a_code_that_began_elsewhere_goes_on() {
        const SHORTLY: Duration = Duration::from_millis(5);
        let mut window = Window::new();
        for character in LABEL.chars() {
            window.frame_in(SHORTLY, &strokes(character), Takes::Nothing);
        }
        window.frame_in(SHORTLY, &[press(Key::Enter)], Takes::Nothing);
        assert_eq!(
            (window.passed_text().as_str(), window.scans.len()),
            (LABEL, 0)
        );
        let mut window = Window::new();
        for (index, character) in LABEL.chars().enumerate() {
            let takes = if index == 0 {
                Takes::All
            } else {
                Takes::Nothing
            };
            window.frame_in(SHORTLY, &strokes(character), takes);
        }
        window.frame_in(SHORTLY, &[press(Key::Enter)], Takes::Nothing);
        assert_eq!((window.passed_text().as_str(), window.scans.len()), ("", 1));
    }

    #[test]
    fn a_field_that_takes_text_gets_only_what_is_no_code() {
        const SHORTLY: Duration = Duration::from_millis(5);
        let long = "x".repeat(2 * LONGEST);
        let wifi = "WIFI:S:Loja;T:WPA;P:abcd1234;;";
        for (text, passed, scanned) in [
            (LABEL, "", vec![LABEL]),
            (wifi, "", vec!["Loja / abcd1234"]),
            ("ShopNet-24", "ShopNet-24", vec![]),
            ("FF:FF:FF:FF:FF:FF", "FF:FF:FF:FF:FF:FF", vec![]),
            (&long, &long, vec![]),
        ] {
            let mut window = Window::new();
            for character in text.chars() {
                window.frame_in(SHORTLY, &strokes(character), Takes::Known);
            }
            window.frame_in(SHORTLY, &[press(Key::Enter)], Takes::Known);
            assert_eq!(
                (window.passed_text().as_str(), &window.scans),
                (passed, &scanned.iter().map(ToString::to_string).collect())
            );
            let has_enter = window.passed.last() == Some(&press(Key::Enter));
            assert_eq!(has_enter, scanned.is_empty(), "{text}");
            assert!(window.filter.held.is_empty());
        }
    }

    #[test]
    fn a_second_end_key_belongs_to_the_code_and_a_later_one_to_the_person() {
        let mut window = Window::new();
        window.types(LABEL, 5);
        window.frame(5, &[press(Key::Enter)]);
        window.frame(5, &[press(Key::Enter)]);
        window.frame(20, &[press(Key::Tab)]);
        assert_eq!(
            window
                .passed
                .iter()
                .filter(|event| is_end_key(event))
                .count(),
            0
        );
        window.frame(400, &[press(Key::Enter)]);
        assert_eq!(window.passed.last(), Some(&press(Key::Enter)));
    }

    #[test]
    fn the_keys_are_read_as_on_a_us_keyboard_where_the_text_is_none() {
        let mut window = Window::new();
        let code = "WIFI:S:Loja;T:WPA;P:a'b|c\"d9;;";
        for character in code.chars() {
            let [down, _, up] = strokes(character);
            let text = match character {
                ':' => Some("Ç".to_owned()),
                ';' => Some("ç".to_owned()),
                // A dead key.
                '\'' | '"' => None,
                other => Some(other.to_string()),
            };
            let text = text.map(Event::Text);
            let events: Vec<Event> = [Some(down), text, Some(up)].into_iter().flatten().collect();
            window.frame(8, &events);
        }
        window.frame(8, &[press(Key::Enter)]);
        assert_eq!(window.scans, ["Loja / a'b|c\"d9"]);
    }

    #[test]
    fn an_endless_code_is_unknown_and_takes_no_memory() {
        let mut window = Window::new();
        window.types(&"WIFI:S:Loja;P:abcd1234;".repeat(100), 1);
        let code = window.filter.code.as_ref().unwrap();
        assert!(code.typed.capacity() <= LONGEST && code.us.capacity() <= LONGEST);
        assert!(window.filter.held.is_empty());
        window.rests();
        assert_eq!(
            (window.scans, window.passed),
            (vec!["unknown".to_owned()], Vec::new())
        );
    }
}
