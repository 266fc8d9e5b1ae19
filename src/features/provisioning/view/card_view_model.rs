//! What a card shows: plain data computed from the state of the camera, which a test can read.

use std::{
    fmt::{self, Display},
    time::Duration,
};

use crate::{
    domain::{
        candidate::{CandidateState, Failure},
        clock::Now,
        mac::{MacAddr, ShortMac},
        problem::Remedy,
    },
    features::provisioning::{
        batch::Batch,
        card::{AllowlistStatus, Card, STEPS},
        cause_rules::Cause,
        view::{
            approval::Approval,
            likely_causes::{cause_advice, causes_of},
        },
    },
    i18n,
    messages::DeviceVerb,
    tr,
    ui::{
        format::{self, Capitalised, Clock, Dbm},
        icons,
        theme::Tone,
        widgets::stepper::StepView,
    },
};

/// One camera as it is shown. What not all views of it show is made by a method when it is drawn.
#[derive(Debug)]
pub struct CardView<'a> {
    card: &'a Card,
    /// The time that the session is shown at.
    now: Now,
    /// The identity.
    pub address: MacAddr,
    /// Its position, if it has one.
    pub position: Option<&'a str>,
    /// There are positions: what is beside them is at the same place in each row.
    pub has_positions: bool,
    /// The last four digits.
    pub short: ShortMac,
    /// The tone of the state.
    pub tone: Tone,
    /// The icon of the state.
    pub icon: &'static str,
    /// The name of the state, capitalised.
    pub state: Capitalised<'a>,
    /// The time in the present step, while the Pi works on the camera.
    pub elapsed: Option<Clock>,
    /// How long the attempt took, once it is verified.
    pub took: Option<Clock>,
    /// What happened, and the advice.
    pub message: Option<CardMessage>,
    /// The buttons.
    pub actions: &'static [DeviceVerb],
    /// "Skip" can be pressed: this Pi has the command.
    pub can_skip: bool,
    /// Whether it is ticked; `None` if it cannot be.
    pub tick: Option<bool>,
    /// The command that the Pi has not answered yet.
    pub busy: Option<DeviceVerb>,
    /// A refused command is sent again after a wait, which the message tells.
    pub is_waiting: bool,
    /// The approval that it needs.
    pub approval: Option<Approval>,
}

/// The content of a card besides its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardMessage {
    /// What happened.
    pub headline: String,
    /// What to do; may be empty.
    pub advice: String,
    /// The tone of the headline.
    pub tone: Tone,
}

impl<'a> CardView<'a> {
    /// Whether it shows a time that changes each second.
    #[must_use]
    pub fn shows_passing_time(&self) -> bool {
        self.elapsed.is_some() || self.is_waiting
    }

    /// The view of `card` in `batch`. `status`: what the allowlist knows of it.
    #[must_use]
    pub fn of(
        card: &'a Card,
        batch: &'a Batch,
        status: impl FnOnce() -> Option<AllowlistStatus>,
        now: Now,
    ) -> Self {
        let (can_act, now) = (batch.can_act_on_cameras(), batch.clock(now));
        let wait = card.retry.left(now).filter(|_| can_act);
        let approval = Approval::of(card, || status().filter(|_| !batch.is_over()));
        let candidate = &card.candidate;
        let state = card.state();
        // Once the session is over, the Pi does not report what happens to a camera in flight.
        let last_known = batch.is_over() && state.is_in_flight();
        Self {
            card,
            now,
            address: candidate.mac,
            position: card.position.as_deref(),
            has_positions: batch.positions.is_some(),
            short: candidate.mac.short(),
            tone: if last_known { Tone::Quiet } else { tone(card) },
            icon: if card.is_unconfirmed() {
                icons::UNCONFIRMED
            } else {
                icons::of_state(state)
            },
            state: if last_known {
                Capitalised(tr!("card-last-seen", state = i18n::candidate_state(state)).into())
            } else if card.is_unconfirmed() {
                Capitalised(tr!("camera-not-confirmed").into())
            } else {
                format::state(state)
            },
            elapsed: elapsed(card, now).filter(|_| !last_known).map(Clock),
            took: card
                .attempt_time(now)
                .filter(|_| *state == CandidateState::Verified)
                .map(Clock),
            message: approval
                .as_ref()
                .map(Approval::message)
                .or_else(|| message(card, batch, wait.map(|(left, _)| left))),
            approval,
            can_skip: batch.has_skip(),
            actions: if can_act && wait.is_none() {
                actions(card)
            } else {
                &[]
            },
            is_waiting: wait.is_some(),
            tick: (can_act && card.can_provision()).then_some(card.selected),
            busy: card.busy,
        }
    }

    /// The accessible name.
    #[must_use]
    pub fn name(&self) -> String {
        accessible_name(self.card)
    }

    /// What a screen reader says of the state, where the accessible name does not say it.
    #[must_use]
    pub fn spoken_state(&self) -> Option<String> {
        let is_unconfirmed = self.card.is_unconfirmed();
        is_unconfirmed.then(|| tr!("camera-not-confirmed").to_owned())
    }

    /// The position, for screen readers.
    #[must_use]
    pub fn spoken_position(&self) -> Option<String> {
        let position = self.position?;
        Some(tr!("card-position", position = position))
    }

    /// The signal, as short as it can be.
    #[must_use]
    pub fn signal(&self) -> impl Display {
        short_signal(self.card)
    }

    /// The IP address.
    #[must_use]
    pub fn ip(&self) -> impl Display {
        ip(self.card)
    }

    /// The container, shortened.
    #[must_use]
    pub fn container(&self) -> Option<impl Display> {
        container(self.card)
    }

    /// IP address, signal, firmware and so on.
    #[must_use]
    pub fn facts(&self, separator: &'static str) -> impl Display {
        facts(self.card, separator)
    }

    /// How far each of the steps to verified is, in percent.
    #[must_use]
    pub fn percents(&self) -> [u8; STEPS] {
        std::array::from_fn(|index| step_percent(self.card, index))
    }

    /// The steps to verified.
    #[must_use]
    pub fn steps(&self) -> [StepView; STEPS] {
        std::array::from_fn(|index| step(self.card, index, self.now))
    }

    /// The command of the main button of a row.
    #[must_use]
    pub fn main_verb(&self) -> Option<DeviceVerb> {
        let first = self.actions.first().copied();
        first.filter(|verb| *verb != DeviceVerb::Skip)
    }

    /// While the Pi cannot be asked for anything, there is nothing to press.
    #[must_use]
    pub fn unless_stale(self, is_stale: bool) -> Self {
        if !is_stale {
            return self;
        }
        Self {
            actions: &[],
            is_waiting: false,
            tick: None,
            approval: None,
            ..self
        }
    }
}

/// The accessible name of a card: `AA:BB:CC:DD:EE:FF, verified`. It has the state that the Pi reports:
/// “failed” also for a camera that is not confirmed.
#[must_use]
pub fn accessible_name(card: &Card) -> String {
    let state = i18n::candidate_state(card.state());
    format!("{}, {state}", card.candidate.mac)
}

fn actions(card: &Card) -> &'static [DeviceVerb] {
    use DeviceVerb::{Provision, Retry, Skip};
    match (card.can_provision(), card.can_retry(), card.can_skip()) {
        (true, _, true) => &[Provision, Skip],
        (true, _, false) => &[Provision],
        (false, true, true) => &[Retry, Skip],
        (false, true, false) => &[Retry],
        (false, false, true) => &[Skip],
        (false, false, false) => &[],
    }
}

fn facts<'a>(card: &'a Card, separator: &'a str) -> impl Display {
    let candidate = &card.candidate;
    let (icon, allowed) = if candidate.in_allowlist {
        (icons::ALLOWED, tr!("card-allowlisted"))
    } else {
        (icons::NOT_ALLOWED, tr!("card-not-allowlisted"))
    };
    let retries = candidate.retry_count;
    let firmware = candidate.firmware_version.as_deref();
    let firmware = firmware.unwrap_or(format::UNKNOWN);
    fmt::from_fn(move |f| {
        write!(f, "{}{separator}{}", ip(card), signal(card))?;
        write!(f, "{separator}{icon} {allowed}")?;
        if retries > 0 {
            let attempt = tr!("card-attempt", number = retries + 1);
            write!(f, "{separator}{attempt}")?;
        }
        if let Some(container) = container(card) {
            write!(f, "{separator}{container}")?;
        }
        let firmware = tr!("card-firmware", version = firmware);
        write!(f, "{separator}{firmware}")
    })
}

fn ip(card: &Card) -> impl Display + use<> {
    let ip = card.candidate.ip;
    fmt::from_fn(move |f| match ip {
        Some(ip) => write!(f, "{ip}"),
        None => f.write_str(format::UNKNOWN),
    })
}

fn container(card: &Card) -> Option<impl Display> {
    let container = card.candidate.container_id.as_ref();
    container.map(|id| {
        fmt::from_fn(move |f| write!(f, "{} {}", icons::CONTAINER, format::shortened(id)))
    })
}

/// `▂▄▆ −58 dBm`.
fn short_signal(card: &Card) -> impl Display + use<> {
    let signal = card.candidate.rssi_dbm;
    fmt::from_fn(move |f| match signal {
        Some(rssi) => {
            let (_, bars) = format::signal(rssi);
            write!(f, "{} {}", icons::of_signal(bars), Dbm(rssi))
        }
        None => f.write_str(format::UNKNOWN),
    })
}

/// `▂▄▆ −58 dBm good`.
#[must_use]
pub fn signal(card: &Card) -> impl Display + use<> {
    let signal = card.candidate.rssi_dbm;
    fmt::from_fn(move |f| match signal {
        Some(rssi) => {
            let (word, bars) = format::signal(rssi);
            write!(f, "{} {} {word}", icons::of_signal(bars), Dbm(rssi))
        }
        None => write!(f, "{} dBm", format::UNKNOWN),
    })
}

fn elapsed(card: &Card, now: Now) -> Option<Duration> {
    let since = card.since.filter(|_| card.state().is_in_flight());
    since.map(|since| now.since(since))
}

/// Whether the Pi works on this step.
fn is_current(card: &Card, index: usize) -> bool {
    card.candidate.state.is_in_flight() && index == card.step().unwrap_or(0)
}

fn step_percent(card: &Card, index: usize) -> u8 {
    if is_current(card, index) {
        card.candidate.progress_percent.unwrap_or(100)
    } else if index <= card.step().unwrap_or(0) {
        100
    } else {
        0
    }
}

fn step(card: &Card, index: usize, now: Now) -> StepView {
    let time = if is_current(card, index) {
        elapsed(card, now)
    } else if index == STEPS - 1 && card.candidate.state == CandidateState::Verified {
        card.attempt_time(now)
    } else {
        card.step_times[index].filter(|_| index > 0)
    };
    StepView {
        name: step_word(index),
        time,
        percent: step_percent(card, index),
    }
}

/// The name of a step.
fn step_word(index: usize) -> &'static str {
    match index {
        0 => tr!("card-step-found"),
        1 => tr!("card-step-sending"),
        2 => tr!("card-step-accepted"),
        3 => tr!("card-step-joining"),
        _ => tr!("card-step-verified"),
    }
}

fn message(card: &Card, batch: &Batch, wait: Option<Duration>) -> Option<CardMessage> {
    if let (Some(problem), Some(wait)) = (&card.problem, wait) {
        let wait = format::countdown(wait);
        return Some(CardMessage {
            headline: i18n::problem_summary(problem),
            advice: tr!("problem-panel-trying-again", wait = wait),
            tone: Tone::Warning,
        });
    }
    if let Some(problem) = &card.problem {
        return Some(CardMessage {
            headline: i18n::problem_summary(problem),
            advice: i18n::advice(&problem.remedy),
            tone: Tone::Bad,
        });
    }
    match card.state() {
        CandidateState::Failed => Some(failure_message(card, batch)),
        CandidateState::Discovered if card.is_barred() => Some(CardMessage {
            headline: tr!("card-not-approved").to_owned(),
            advice: tr!("card-not-approved-advice").to_owned(),
            tone: Tone::Plain,
        }),
        CandidateState::Discovered
        | CandidateState::Provisioning
        | CandidateState::Provisioned
        | CandidateState::Verifying
        | CandidateState::Verified
        | CandidateState::Skipped
        | CandidateState::Other(_) => None,
    }
}

/// What happened, and the advice: the likely cause if there is one, or else what the code alone says.
fn failure_message(card: &Card, batch: &Batch) -> CardMessage {
    let failure = card.candidate.failure.as_ref();
    let headline = if card.is_unconfirmed() {
        tr!("card-did-not-report").to_owned()
    } else {
        failure.map_or_else(
            || tr!("card-failed-without-reason").to_owned(),
            i18n::failure_summary,
        )
    };
    CardMessage {
        headline,
        advice: failure_advice(card, batch),
        tone: tone(card),
    }
}

fn failure_advice(card: &Card, batch: &Batch) -> String {
    let mac = card.candidate.mac;
    let network = batch.session.target_ssid.as_str();
    if batch
        .common_cause()
        .is_some_and(|likely| likely.explains(mac))
    {
        return tr!("card-common-cause").to_owned();
    }
    let cause = causes_of(batch, mac).next().map(|likely| likely.cause);
    match (cause, card.candidate.rssi_dbm) {
        (Some(Cause::WeakSignal), Some(rssi)) => {
            tr!("card-weak-signal", signal = format::dbm(rssi))
        }
        (Some(Cause::AccessPoint), _) => tr!("card-others-joined", network = network),
        (Some(cause), _) => cause_advice(cause).to_owned(),
        (None, _) if card.is_unconfirmed() => tr!("card-check-network", network = network),
        (None, _) => {
            let failure = card.candidate.failure.as_ref();
            i18n::advice(&failure.map_or(Remedy::CheckCamera, Failure::remedy))
        }
    }
}

/// The tone of the state.
fn tone(card: &Card) -> Tone {
    if card.is_unconfirmed() {
        Tone::Warning
    } else {
        Tone::from(card.state())
    }
}
