//! One fault in one phase, and everything that must hold.

use std::{
    fmt,
    time::{Duration, Instant},
};

use pidash::{
    domain::{candidate::CandidateState, link_state::LinkState},
    features::provisioning::{batch::Batch, card::Card},
    simulator::{LoggedRequest, Simulator, SimulatorConfig},
};

use crate::{
    console::{Console, KEY},
    faults::{FAULTS, Row},
    phase::{CAMERAS, Phase},
    truth::Truth,
};

/// How long a fault lasts: 4 s until the Pi has settled, and the limit with what is added to it.
pub const FAULT_TIME: Duration = Duration::from_secs(16);
/// The most time that the screen may call something live that is not so.
const LIMIT: Duration = Duration::from_secs(10);
/// The same while no camera is in flight and the Pi loses events without a sign: the session is read
/// so often (contract, section 6).
const LIMIT_AT_REST: Duration = Duration::from_mins(1);
/// What two loaded cores may add to it.
const SCHEDULING: Duration = Duration::from_millis(1_500);
/// Between two beginnings of a fault that happens again and again.
const REPEATED_AFTER: Duration = Duration::from_secs(1);
/// How long the screen has to stay right after the fault.
const STAYS_RIGHT: Duration = Duration::from_secs(1);
/// The most CPU time between an event and its frame.
const MOST_WORK: Duration = Duration::from_millis(100);
/// The most lines that one fault may add to the event log.
const MOST_LINES: usize = 60;

/// What the paths of the calls that need the key begin with (contract, section 2).
const PROTECTED: &str = "/api/v1/provisioning/";

/// One fault in one phase.
#[derive(Clone, Copy)]
pub struct Cell {
    pub fault: &'static Row,
    pub phase: Phase,
    /// Whether its frames are drawn: one cell of each fault.
    is_drawn: bool,
}

/// What a cell has shown.
#[derive(Default)]
pub struct Outcome {
    /// What the console showed during the fault.
    pub shown: Vec<String>,
    /// How long a state that was wrong was called live.
    pub wrong_for: Duration,
    /// How long after the end of the fault the screen was right again.
    pub right_after: Duration,
    pub violations: Vec<String>,
}

impl Outcome {
    pub fn panicked() -> Self {
        Self {
            violations: vec!["a panic".to_owned()],
            ..Self::default()
        }
    }
}

impl Cell {
    /// All cells of the table, by fault.
    pub fn all() -> impl Iterator<Item = Self> {
        FAULTS.iter().enumerate().flat_map(|(number, fault)| {
            let drawn = Phase::ALL[number % Phase::ALL.len()];
            Phase::ALL.map(|phase| Self {
                fault,
                phase,
                is_drawn: phase == drawn,
            })
        })
    }

    /// Runs it with a Pi of its own.
    pub fn run(&self) -> Outcome {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let config = SimulatorConfig {
                api_key: pidash::domain::secret::ApiKey::new(KEY).ok(),
                devices: CAMERAS,
                fail_rate: 0.0,
                speed: 3.0,
                ..SimulatorConfig::default()
            };
            let pi = Simulator::start(config).await.unwrap();
            let mut outcome = Outcome::default();
            let mut console = Console::open(&pi.url(), self.is_drawn);
            if let Err(why) = self.check(&pi, &mut console, &mut outcome).await {
                outcome.violations.push(why);
            }
            outcome.violations.extend(console.seen.violations);
            outcome
        })
    }

    async fn check(
        &self,
        pi: &Simulator,
        console: &mut Console,
        outcome: &mut Outcome,
    ) -> Result<(), String> {
        let reached = self.phase.reach(console, pi).await;
        reached.map_err(|why| format!("not {}: {why}", self.phase))?;
        let lines = console.state().notices.newest_first().len();
        let requests = pi.requests().len();
        console.look_afresh();

        self.fault.set(pi);
        if let Some(wish) = self.phase.wish(console, &Truth::of(pi)) {
            console.press(wish);
        }
        let during = self.watch(pi, console, outcome).await;
        let sent = pi.requests().split_off(requests);
        self.fault.clear(pi);
        outcome.shown.clone_from(&console.seen.shown);
        outcome.violations.extend(during.err());
        outcome.violations.extend(self.judge_requests(&sent));

        if matches!(console.state().stream, LinkState::Refused { .. }) {
            console.reconnect();
        }
        outcome.right_after = self.becomes_right(pi, console).await?;
        // What failed can be done now.
        if let Some(wish) = self.phase.wish(console, &Truth::of(pi)) {
            console.press(wish);
            let again = self.becomes_right(pi, console).await;
            again.map_err(|why| format!("done again: {why}"))?;
        }
        if self.phase.wish(console, &Truth::of(pi)).is_some() {
            return Err("what the person wants is not done after the fault".to_owned());
        }
        let work = console.seen.most_work;
        if work > MOST_WORK {
            outcome
                .violations
                .push(format!("a frame took {work:?} of CPU time"));
        }
        let lines = console.state().notices.newest_first().len() - lines;
        if lines > MOST_LINES {
            outcome
                .violations
                .push(format!("{lines} lines in the event log"));
        }
        Ok(())
    }

    /// While the fault lasts: nothing that is not so is called live for more than 10 s, and a Pi
    /// that can be asked is shown as it is.
    async fn watch(
        &self,
        pi: &Simulator,
        console: &mut Console,
        outcome: &mut Outcome,
    ) -> Result<(), String> {
        let begun = Instant::now();
        let mut again = begun;
        let mut wrong_since = None;
        loop {
            console.turn().await;
            if self.fault.repeats && again.elapsed() >= REPEATED_AFTER {
                again = Instant::now();
                self.fault.set(pi);
            }
            let difference = Truth::of(pi).difference(console.state());
            let Some(why) = difference.filter(|_| self.fault.can_compare) else {
                wrong_since = None;
                if begun.elapsed() >= FAULT_TIME {
                    return Ok(());
                }
                continue;
            };
            let since = *wrong_since.get_or_insert_with(Instant::now);
            if console.calls_live() {
                outcome.wrong_for = outcome.wrong_for.max(since.elapsed());
            }
            let is_called_live = console.calls_live() || self.fault.can_ask;
            if is_called_live && since.elapsed() > self.limit(console) + SCHEDULING {
                let during = begun.elapsed();
                return Err(format!("{during:.1?} into the fault: {why}"));
            }
            if begun.elapsed() >= FAULT_TIME {
                return Ok(());
            }
        }
    }

    /// Waits until the screen shows as live what is so, and stays like this. How long it took.
    async fn becomes_right(
        &self,
        pi: &Simulator,
        console: &mut Console,
    ) -> Result<Duration, String> {
        let begun = Instant::now();
        let mut right_since = None;
        loop {
            let difference = Truth::of(pi).difference(console.state());
            let batch = console.state().provisioning.batch();
            // The Pi itself has said how the session ended.
            let is_final = !self.fault.can_compare && batch.is_some_and(Batch::is_over);
            let why = difference.filter(|_| !is_final).or_else(|| {
                // What does not change any more may be grey.
                let is_grey = batch.is_some_and(Batch::is_running) && !console.calls_live();
                is_grey.then(|| "right, but shown as old".to_owned())
            });
            let Some(why) = why else {
                let since: Instant = *right_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= STAYS_RIGHT {
                    return Ok(since - begun);
                }
                console.turn().await;
                continue;
            };
            right_since = None;
            let asked = if console.calls_live() {
                Duration::ZERO
            } else {
                self.fault.asks_to_wait
            };
            let limit = self.limit(console).max(asked);
            if begun.elapsed() > limit + SCHEDULING {
                return Err(format!("{:.1?} after the fault: {why}", begun.elapsed()));
            }
            console.turn().await;
        }
    }

    /// How long the screen may be wrong.
    fn limit(&self, console: &Console) -> Duration {
        let batch = console.state().provisioning.batch().into_iter();
        let mut states = batch.flat_map(|batch| batch.cards.iter().map(Card::state));
        if self.fault.loses_events && !states.any(CandidateState::is_in_flight) {
            LIMIT_AT_REST
        } else {
            LIMIT
        }
    }

    /// No POST is sent twice, everything else as often as the retry policy says, and the key with
    /// nothing that does not need it.
    fn judge_requests(&self, sent: &[LoggedRequest]) -> Vec<String> {
        let mut violations = Vec::new();
        let ends = self.phase.posts();
        let posts = sent.iter().filter(|request| {
            request.method == "POST" && ends.iter().any(|end| request.path.ends_with(end))
        });
        let posts = posts.count();
        if posts > self.fault.posts {
            violations.push(format!("the POST was sent {posts} times"));
        }
        let mut counts = std::collections::BTreeMap::new();
        for request in sent {
            *counts
                .entry((request.method.as_str(), request.path.as_str()))
                .or_insert(0_usize) += 1;
        }
        for request in sent {
            if request.had_key && !request.path.starts_with(PROTECTED) {
                violations.push(format!("the key was sent with {}", request.path));
            }
        }
        for ((method, path), count) in counts {
            if count > most(path).max(self.fault.posts) {
                violations.push(format!("{method} {path} was sent {count} times"));
            }
        }
        violations
    }
}

/// How often a path may be asked for during one fault. The policy: a stream is opened after 1, 2, 4
/// and 8 s, and at most every 2 s when the Pi returns; a read is repeated after 1, 2 and 4 s, or
/// polled every 3 s, and comes with each opening of the stream; a probe every 2 s.
fn most(path: &str) -> usize {
    if path.ends_with("/events") || path.ends_with("/monitor") || path.contains("health") {
        9
    } else {
        14
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.fault.name, self.phase)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            shown,
            wrong_for,
            right_after,
            ..
        } = self;
        write!(
            f,
            "wrong for {wrong_for:.1?}, right after {right_after:.1?}; {}",
            shown.join(", ")
        )
    }
}
