//! What is known of the cameras that failed, and the likely causes that follow from it
//! ([`RULES`]).

use crate::{
    domain::{
        candidate::{CandidateState, Failure},
        mac::MacAddr,
        pi_health::PiHealth,
        problem::ErrorCode,
        thresholds::Metric,
    },
    features::provisioning::{
        batch::Batch,
        card::Card,
        cause_rules::{Cause, RULES, Rule, Sign},
    },
};

/// A signal of this strength or less is likely to be the reason of a failure.
const WEAK_SIGNAL_DBM: i16 = -75;

/// What was away during an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// The Pi restarted.
    Restart,
    /// The connection to the Pi was lost.
    Connection,
}

/// A camera that failed, or that the Pi holds up.
#[derive(Debug, Clone)]
pub struct FailedCamera {
    pub mac: MacAddr,
    pub sign: Sign,
    pub rssi_dbm: Option<i16>,
    pub tries: u32,
    /// It is on the allowlist.
    pub is_listed: bool,
    /// Its command is sent again after a wait.
    pub waits: bool,
    /// It went ahead of the others, as the one with the best signal.
    pub went_first: bool,
    /// The Pi when it failed.
    pub pi: PiHealth,
    /// What was away during its attempt.
    pub absence: Option<Absence>,
}

impl FailedCamera {
    /// `None`: it did not fail.
    fn of(card: &Card, batch: &Batch) -> Option<Self> {
        let candidate = &card.candidate;
        let waits = card.waits_for().is_some();
        let canary = batch.canary.as_ref();
        Some(Self {
            mac: candidate.mac,
            sign: Sign::of(card)?,
            rssi_dbm: candidate.rssi_dbm,
            tries: card.tries(),
            is_listed: candidate.in_allowlist,
            waits,
            went_first: canary.is_some_and(|canary| canary.mac == candidate.mac),
            pi: card.pi_when_failed,
            absence: absence(card, batch),
        })
    }

    /// Whether its signal is so weak that this is likely to be the reason.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.rssi_dbm.is_some_and(|rssi| rssi <= WEAK_SIGNAL_DBM)
    }
}

/// A restart may be noticed only after the Pi has reported the failure: then the connection was lost
/// before it.
fn absence(card: &Card, batch: &Batch) -> Option<Absence> {
    let restarted = batch
        .restarted_at
        .is_some_and(|at| card.was_tried_at(at) || card.lost_connection && card.began_before(at));
    let lost = card.lost_connection.then_some(Absence::Connection);
    restarted.then_some(Absence::Restart).or(lost)
}

impl Sign {
    /// How the camera failed. `None`: it did not.
    fn of(card: &Card) -> Option<Self> {
        if let Some(problem) = &card.problem {
            let code = problem.error_code();
            match code {
                Some(ErrorCode::DeviceNotInAllowlist) => return Some(Self::NotAllowed),
                Some(ErrorCode::MqttUnavailable) => return Some(Self::NoMqtt),
                _ if card.waits_for().is_some() => return Some(Self::PiBusy),
                _ => {}
            }
        }
        if *card.state() != CandidateState::Failed {
            return None;
        }
        if card.is_unconfirmed() {
            return Some(Self::NotConfirmed);
        }
        let failure = card.candidate.failure.as_ref();
        Some(match failure.and_then(Failure::error_code) {
            Some(ErrorCode::DeviceRejected) => Self::Rejected,
            Some(
                ErrorCode::DeviceUnreachable
                | ErrorCode::DeviceNotFound
                | ErrorCode::DeviceTimeout
                | ErrorCode::Timeout
                | ErrorCode::NetworkError,
            ) => Self::NoAnswer,
            Some(ErrorCode::MqttUnavailable) => Self::NoMqtt,
            Some(ErrorCode::DeviceNotInAllowlist) => Self::NotAllowed,
            Some(
                ErrorCode::RateLimited | ErrorCode::CircuitOpen | ErrorCode::ServiceUnavailable,
            ) => Self::PiBusy,
            _ => Self::Unexplained,
        })
    }
}

/// The cameras of a row of the table together.
#[derive(Debug, Clone, Default)]
pub struct Alike {
    /// How many they are.
    pub cameras: usize,
    /// Of them, those with a weak signal.
    pub weak: usize,
    /// How often one of them was tried at most.
    pub most_tries: u32,
    /// Whether one of them went ahead of the others.
    pub went_first: bool,
    /// The cameras of the batch that are verified.
    pub verified: usize,
}

impl Alike {
    /// Whether it happened more than once, or to the camera with the best signal.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.cameras >= 2 || self.most_tries >= 2 || self.went_first
    }
}

/// A cause, and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyCause {
    pub cause: Cause,
    /// The cameras that it explains, in the order of discovery.
    pub cameras: Vec<MacAddr>,
    /// All cameras of the batch whose attempt has ended.
    pub ended: usize,
    /// The cameras of the batch that are verified.
    pub verified: usize,
    /// How often one of the cameras was tried at most.
    pub tries: u32,
    /// The best signal of the cameras.
    pub best_dbm: Option<i16>,
    /// The weakest signal of a verified camera.
    pub weakest_verified_dbm: Option<i16>,
    /// The figure of the Pi that was critical when one of the cameras failed.
    pub critical: Option<(Metric, f64)>,
}

impl LikelyCause {
    /// Whether it explains the failure of this camera.
    #[must_use]
    pub fn explains(&self, mac: MacAddr) -> bool {
        self.cameras.contains(&mac)
    }
}

/// The likely causes of the failures in `batch`, the first one first.
#[must_use]
pub fn likely_causes(batch: &Batch) -> Vec<LikelyCause> {
    let failed: Vec<FailedCamera> = batch
        .cards
        .iter()
        .filter_map(|card| FailedCamera::of(card, batch))
        .collect();
    if failed.is_empty() {
        return Vec::new();
    }
    let is_verified = |card: &&Card| *card.state() == CandidateState::Verified;
    let verified = batch.cards.iter().filter(is_verified);
    let weakest_verified_dbm = verified
        .clone()
        .filter_map(|card| card.candidate.rssi_dbm)
        .min();
    let verified = verified.count();
    // The positions in `failed` of the cameras of each row.
    let rows: Vec<Vec<usize>> = RULES
        .iter()
        .map(|rule| cameras_of(rule, &failed, verified))
        .collect();
    let mut causes: Vec<LikelyCause> = Vec::new();
    for (rule, found) in RULES.iter().zip(&rows) {
        let is_named = causes.iter().any(|named| named.cause == rule.cause);
        if found.is_empty() || is_named {
            continue;
        }
        let rows = RULES.iter().zip(&rows);
        let all = rows.filter(|(other, _)| other.cause == rule.cause);
        let mut positions: Vec<usize> = all.flat_map(|(_, found)| found).copied().collect();
        positions.sort_unstable();
        positions.dedup();
        let cameras: Vec<&FailedCamera> = positions.iter().map(|at| &failed[*at]).collect();
        causes.push(LikelyCause {
            cause: rule.cause,
            cameras: cameras.iter().map(|camera| camera.mac).collect(),
            ended: verified + batch.counts.not_verified(),
            verified,
            tries: most_tries(cameras.iter().copied()),
            best_dbm: cameras.iter().filter_map(|camera| camera.rssi_dbm).max(),
            weakest_verified_dbm,
            critical: cameras.iter().find_map(|camera| camera.pi.critical),
        });
    }
    causes
}

/// The positions in `failed` of the cameras for which the rule names its cause.
fn cameras_of(rule: &Rule, failed: &[FailedCamera], verified: usize) -> Vec<usize> {
    let is_meant =
        |camera: &FailedCamera| rule.signs.contains(&camera.sign) && (rule.camera)(camera);
    let numbered = failed.iter().enumerate();
    let (positions, cameras): (Vec<usize>, Vec<&FailedCamera>) =
        numbered.filter(|(_, camera)| is_meant(camera)).unzip();
    let alike = Alike {
        cameras: cameras.len(),
        weak: cameras.iter().filter(|camera| camera.is_weak()).count(),
        most_tries: most_tries(cameras.iter().copied()),
        went_first: cameras.iter().any(|camera| camera.went_first),
        verified,
    };
    if (rule.batch)(&alike) && !positions.is_empty() {
        positions
    } else {
        Vec::new()
    }
}

fn most_tries<'a>(cameras: impl Iterator<Item = &'a FailedCamera>) -> u32 {
    cameras.map(|camera| camera.tries).max().unwrap_or(0)
}
