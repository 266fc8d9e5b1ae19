//! Makes inputs: known ones, changed in bytes, tokens, values and nesting.

use fastrand::Rng;

/// No input is longer, in bytes: the limits of sizes have tests of their own.
const LONGEST: usize = 64 << 10;
/// The most changes to one input.
const MOST_CHANGES: usize = 6;

/// Tokens of every format.
const TOKENS: [&str; 26] = [
    "\0",
    "\r",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    " ",
    "\u{FEFF}",
    "\u{202E}",
    "\u{2028}",
    "\u{200B}",
    "\u{1B}[31m",
    "é",
    "📷",
    "İ",
    "e\u{301}",
    "\u{10FFFF}",
    "%",
    "%00",
    "../",
    "'",
    "\"",
    "\\",
    "hunter2-correct-horse",
    ":",
    ",",
];

/// Texts that are numbers, or look like some.
const NUMBERS: [&str; 24] = [
    "0",
    "-0",
    "-1",
    "1",
    "255",
    "256",
    "32768",
    "65536",
    "2147483648",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1e309",
    "-1e400",
    "1e-400",
    "0.1",
    "NaN",
    "Infinity",
    "00",
];

/// Values of JSON.
const VALUES: [&str; 16] = [
    "null",
    "true",
    "false",
    "\"\"",
    "\"x\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\u202e\"",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "{\"\":{}}",
    "\"0001-01-01T00:00:00Z\"",
    "\"1970-01-01T00:00:00Z\"",
    "\"FF:FF:FF:FF:FF:FF\"",
];

/// Makes inputs for one target.
pub struct Mutator {
    corpus: Vec<Vec<u8>>,
    tokens: Vec<&'static str>,
}

impl Mutator {
    pub fn new(corpus: Vec<Vec<u8>>, tokens: &[&'static str]) -> Self {
        assert!(!corpus.is_empty());
        let tokens = TOKENS.into_iter().chain(tokens.iter().copied()).collect();
        Self { corpus, tokens }
    }

    pub fn input(&self, rng: &mut Rng) -> Vec<u8> {
        let mut input = match rng.u8(..64) {
            0 => {
                let length = rng.usize(..200);
                std::iter::repeat_with(|| rng.u8(..)).take(length).collect()
            }
            1 => self.some_tokens(rng),
            _ => self.known(rng).to_vec(),
        };
        // Half of the inputs only have other values, so that they are still JSON.
        let only_values = rng.bool();
        for _ in 0..rng.usize(..=MOST_CHANGES) {
            if only_values {
                let at = rng.usize(..=input.len());
                replace_value(&mut input, at, value(rng));
            } else {
                self.change(&mut input, rng);
            }
        }
        input.truncate(LONGEST);
        input
    }

    fn known(&self, rng: &mut Rng) -> &[u8] {
        &self.corpus[rng.usize(..self.corpus.len())]
    }

    fn some_tokens(&self, rng: &mut Rng) -> Vec<u8> {
        let count = rng.usize(..40);
        std::iter::repeat_with(|| self.token(rng))
            .take(count)
            .flat_map(str::bytes)
            .collect()
    }

    fn token(&self, rng: &mut Rng) -> &'static str {
        match rng.u8(..4) {
            0 => NUMBERS[rng.usize(..NUMBERS.len())],
            1 => VALUES[rng.usize(..VALUES.len())],
            _ => self.tokens[rng.usize(..self.tokens.len())],
        }
    }

    fn change(&self, input: &mut Vec<u8>, rng: &mut Rng) {
        let at = rng.usize(..=input.len());
        match rng.u8(..14) {
            0 if at < input.len() => input[at] ^= 1 << rng.u8(..8),
            1 if at < input.len() => input[at] = rng.u8(..),
            2 => insert(input, at, &[rng.u8(..)]),
            3 => input.truncate(at),
            4 => drop(input.drain(part(input.len(), at, rng))),
            5 => {
                let copy = input[part(input.len(), at, rng)].to_vec();
                insert(input, at, &copy);
            }
            6 => {
                let other = self.known(rng);
                let from = rng.usize(..=other.len());
                input.truncate(at);
                input.extend(&other[from..]);
            }
            7 | 8 => insert(input, at, self.token(rng).as_bytes()),
            9 => {
                let range = part(input.len(), at, rng);
                input.splice(range, self.token(rng).bytes());
            }
            10 => replace(
                input,
                at,
                u8::is_ascii_digit,
                NUMBERS[rng.usize(..NUMBERS.len())],
            ),
            11 => {
                let unit = ["[", "{\"a\":", "\"", "\\", ",", " ", "9", "AA"][rng.usize(..8)];
                insert(input, at, unit.repeat(rng.usize(..400)).as_bytes());
            }
            _ => replace_value(input, at, value(rng)),
        }
    }
}

fn value(rng: &mut Rng) -> &'static str {
    if rng.bool() {
        NUMBERS[rng.usize(..NUMBERS.len())]
    } else {
        VALUES[rng.usize(..VALUES.len())]
    }
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if input.len() + bytes.len() <= LONGEST {
        input.splice(at..at, bytes.iter().copied());
    }
}

/// A short part from here on, mostly.
fn part(length: usize, at: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let longest = if rng.u8(..4) == 0 { length } else { 16 };
    at..length.min(at + rng.usize(..=longest))
}

/// Replaces the first run of such bytes from here on.
fn replace(input: &mut Vec<u8>, at: usize, is_one: fn(&u8) -> bool, with: &str) {
    let Some(begin) = input[at..].iter().position(is_one).map(|begin| at + begin) else {
        return;
    };
    let length = input[begin..]
        .iter()
        .take_while(|byte| is_one(byte))
        .count();
    input.splice(begin..begin + length, with.bytes());
}

/// Replaces a value that is behind the next name in JSON: a text, or anything that has no parts.
fn replace_value(input: &mut Vec<u8>, at: usize, with: &str) {
    let is_value = |part: &[u8]| part.starts_with(b"\":") && !matches!(part[2], b'{' | b'[');
    let Some(begin) = input[at..].windows(3).position(is_value) else {
        return;
    };
    let begin = at + begin + 2;
    let rest = &input[begin..];
    let length = if rest.first() == Some(&b'"') {
        let end = rest[1..].iter().position(|byte| *byte == b'"');
        end.map(|end| end + 2)
    } else {
        let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']');
        rest.iter().position(is_end)
    };
    let end = begin + length.unwrap_or(rest.len());
    input.splice(begin..end, with.bytes());
}
