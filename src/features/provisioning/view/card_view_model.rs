//! What a card shows, worked out from the camera's state into plain data that a test can read.

use std::time::Duration;

use crate::{
    domain::{
        candidate::CandidateState, clock::Now, mac::MacAddr, problem::Remedy, session::SessionState,
    },
    features::{
        allowlist::state::Allowlist,
        provisioning::{
            batch::Batch,
            card::{Card, STEPS},
            view::approval::Approval,
        },
    },
    i18n,
    messages::DeviceVerb,
    tr,
    ui::{format, icons, theme::Tone, widgets::stepper::StepView},
};

/// From here down a signal is likely to be the reason of a failure.
const WEAK_SIGNAL_DBM: i16 = -75;

/// One camera as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardView {
    /// The identity.
    pub address: MacAddr,
    /// The last four digits.
    pub short: String,
    /// The whole address.
    pub mac: String,
    /// What the state means.
    pub tone: Tone,
    /// The state's icon.
    pub icon: &'static str,
    /// The state's word, capitalised.
    pub state: String,
    /// How long the Pi has been at this step, while it is at one.
    pub elapsed: Option<String>,
    /// The accessible name of the card.
    pub name: String,
    /// Address, signal, firmware and so on.
    pub facts: Vec<String>,
    /// The way to verified.
    pub steps: Vec<StepView>,
    /// What happened, and what to do.
    pub message: Option<Message>,
    /// The buttons.
    pub actions: Vec<DeviceVerb>,
    /// Whether it can be ticked, and is.
    pub tick: Option<bool>,
    /// What was asked of the Pi and is not answered yet.
    pub busy: Option<DeviceVerb>,
    /// The way onto the allowlist, if it needs to go there.
    pub approval: Option<Approval>,
}

/// What a card says beside its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What happened.
    pub headline: String,
    /// What to do.
    pub advice: String,
    /// What it means.
    pub tone: Tone,
}

impl CardView {
    /// The view of `card` in `batch`.
    #[must_use]
    pub fn of(card: &Card, batch: &Batch, allowlist: Option<&Allowlist>, now: Now) -> Self {
        let (can_act, now) = (can_act(batch), batch.clock(now));
        let approval = allowlist.filter(|_| !batch.is_over());
        let approval = approval.and_then(|allowlist| Approval::of(card, allowlist));
        let candidate = &card.candidate;
        let state = card.state();
        // Once the session is over, nobody tells what becomes of a camera that was in flight.
        let last_known = batch.is_over() && state.is_in_flight();
        let mac = candidate.mac.to_string();
        Self {
            address: candidate.mac,
            short: candidate.mac.short(),
            name: accessible_name(card),
            mac,
            tone: if last_known {
                Tone::Quiet
            } else {
                Tone::from(state)
            },
            icon: icons::of_state(state),
            state: if last_known {
                tr!("card-last-seen", state = i18n::candidate_state(state))
            } else {
                format::state(state)
            },
            elapsed: elapsed(card, now)
                .filter(|_| !last_known)
                .map(format::clock),
            facts: facts(card),
            steps: steps(card, now),
            message: approval
                .as_ref()
                .map(Approval::message)
                .or_else(|| message(card)),
            approval,
            actions: if can_act { actions(card) } else { Vec::new() },
            tick: (can_act && card.can_provision()).then_some(card.selected),
            busy: card.busy,
        }
    }
}

/// Whether the Pi takes actions on cameras now.
fn can_act(batch: &Batch) -> bool {
    let state = &batch.session.state;
    !batch.interrupted && !state.is_ending() && *state != SessionState::Paused
}

/// `AA:BB:CC:DD:EE:FF, verified`: the card's name, on the screen or scrolled out of it.
#[must_use]
pub fn accessible_name(card: &Card) -> String {
    let state = i18n::candidate_state(card.state());
    format!("{}, {state}", card.candidate.mac)
}

fn actions(card: &Card) -> Vec<DeviceVerb> {
    let possible = [
        (card.can_provision(), DeviceVerb::Provision),
        (card.can_retry(), DeviceVerb::Retry),
        (card.can_skip(), DeviceVerb::Skip),
    ];
    possible
        .into_iter()
        .filter(|(can, _)| *can)
        .map(|(_, verb)| verb)
        .collect()
}

fn facts(card: &Card) -> Vec<String> {
    let candidate = &card.candidate;
    let ip = candidate
        .ip
        .map_or_else(|| format::UNKNOWN.to_owned(), |ip| ip.to_string());
    let allowed = if candidate.in_allowlist {
        format!("{} {}", icons::ALLOWED, tr!("card-allowlisted"))
    } else {
        format!("{} {}", icons::NOT_ALLOWED, tr!("card-not-allowlisted"))
    };
    let firmware = candidate
        .firmware_version
        .as_deref()
        .unwrap_or(format::UNKNOWN);
    let retries = candidate.retry_count;
    let retries = (retries > 0).then(|| tr!("card-try", number = retries + 1));
    let container = candidate
        .container_id
        .as_ref()
        .map(|id| format!("{} {}", icons::CONTAINER, format::shortened(id)));
    let firmware = tr!("card-firmware", version = firmware);
    let always = [ip, signal(card), allowed].map(Some);
    let more = [retries, container, Some(firmware)];
    always.into_iter().chain(more).flatten().collect()
}

/// `▂▄▆ −58 dBm good`.
#[must_use]
pub fn signal(card: &Card) -> String {
    card.candidate.rssi_dbm.map_or_else(
        || format!("{} dBm", format::UNKNOWN),
        |rssi| {
            let (word, bars) = format::signal(rssi);
            format!("{} {} {word}", icons::of_signal(bars), format::dbm(rssi))
        },
    )
}

fn elapsed(card: &Card, now: Now) -> Option<Duration> {
    let since = card.since.filter(|_| card.state().is_in_flight());
    since.map(|since| now.since(since))
}

fn steps(card: &Card, now: Now) -> Vec<StepView> {
    let reached = card.step().unwrap_or(0);
    let state = &card.candidate.state;
    let step = |index: usize| {
        let current = index == reached && state.is_in_flight();
        let elapsed = if current {
            elapsed(card, now)
        } else if index == STEPS - 1 && *state == CandidateState::Verified {
            card.attempt_time(now)
        } else {
            card.step_times[index].filter(|_| index > 0)
        };
        let time = elapsed
            .map(|elapsed| format!(" {}", format::clock(elapsed)))
            .unwrap_or_default();
        let percent = if current {
            card.candidate.progress_percent.unwrap_or(100)
        } else if index <= reached {
            100
        } else {
            0
        };
        let name = step_word(index);
        StepView {
            caption: format!("{name}{time}"),
            name,
            percent,
        }
    };
    (0..STEPS).map(step).collect()
}

/// The steps in the words of a technician.
fn step_word(index: usize) -> String {
    match index {
        0 => tr!("card-step-found"),
        1 => tr!("card-step-sending"),
        2 => tr!("card-step-accepted"),
        3 => tr!("card-step-joining"),
        _ => tr!("card-step-verified"),
    }
}

fn message(card: &Card) -> Option<Message> {
    if let Some(problem) = &card.problem {
        return Some(Message {
            headline: i18n::summary(&problem.code, &problem.summary),
            advice: i18n::advice(&problem.remedy),
            tone: Tone::Bad,
        });
    }
    match card.state() {
        CandidateState::Failed => Some(failure_message(card)),
        CandidateState::Discovered if !card.candidate.in_allowlist => Some(Message {
            headline: tr!("card-barred"),
            advice: tr!("card-barred-advice"),
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

/// The Pi's reason, and what to do: with a weak signal that comes first, whatever the code says.
fn failure_message(card: &Card) -> Message {
    let failure = card.candidate.failure.as_ref();
    let headline = failure.map_or_else(
        || tr!("card-failed-without-reason"),
        |failure| {
            let code = failure.code.as_deref().unwrap_or_default();
            i18n::summary(code, &failure.summary)
        },
    );
    let remedy = failure.map_or(&Remedy::CheckCamera, |failure| &failure.remedy);
    let advice = match card.candidate.rssi_dbm {
        Some(rssi) if rssi <= WEAK_SIGNAL_DBM => {
            tr!("card-weak-signal", signal = format::dbm(rssi))
        }
        _ => i18n::advice(remedy),
    };
    Message {
        headline,
        advice,
        tone: Tone::Bad,
    }
}
