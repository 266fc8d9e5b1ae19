//! The checks before a session is started: what is known of the Pi and of the target network, each
//! with a rating. The same for the window and for `pidash check`.

use std::{cmp::Reverse, time::Duration};

use jiff::SignedDuration;
use strum::VariantArray as _;

use crate::domain::{
    connection_check::{CheckReport, CheckStatus, CheckStep},
    network::{OnboardingNetwork, Ssid, SsidSlip},
    problem::ProblemKind,
    scanned_network::{Band, Protection, ScannedNetwork},
    telemetry::TelemetrySample,
    thresholds::{Level, Metric, Thresholds},
};

/// Clocks that differ by less agree: the times on the screen are in minutes.
pub const CLOCK_TOLERANCE: Duration = Duration::from_mins(5);
/// Certificates, with which a Pi talks to its broker, are not valid on a clock that is off by so much.
const CLOCK_LIMIT: Duration = Duration::from_hours(24);

/// A check. Those of the connection come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    Connection(CheckStep),
    /// The clocks of the Pi and of this computer agree.
    Clock,
    /// The Pi reaches its MQTT broker.
    Mqtt,
    /// The network where the cameras appear is up.
    OnboardingNetwork,
    /// No other session runs or was interrupted.
    NoOtherSession,
    /// The allowlist has entries, and some that no camera has used.
    FreeEntries,
    Disk,
    Temperature,
    Memory,
    /// The network that the cameras shall join.
    TargetNetwork,
}

impl Check {
    /// All checks, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let connection = CheckStep::VARIANTS.iter().copied().map(Self::Connection);
        connection.chain([
            Self::Clock,
            Self::Mqtt,
            Self::OnboardingNetwork,
            Self::NoOtherSession,
            Self::FreeEntries,
            Self::Disk,
            Self::Temperature,
            Self::Memory,
            Self::TargetNetwork,
        ])
    }

    /// Its name in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Connection(step) => step.key(),
            Self::Clock => "clock",
            Self::Mqtt => "mqtt_connected",
            Self::OnboardingNetwork => "onboarding_network_up",
            Self::NoOtherSession => "no_other_session",
            Self::FreeEntries => "free_entries",
            Self::Disk => "disk",
            Self::Temperature => "temperature",
            Self::Memory => "memory",
            Self::TargetNetwork => "target_network",
        }
    }
}

/// What a finding means for a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// As it should be.
    Passed,
    /// Worth a look.
    Warning,
    /// The session will probably fail: the person is asked before it is started.
    Failed,
    /// Nobody knows, or it does not matter before the start.
    Unknown,
}

/// What a check has found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Not known, or not yet.
    Unknown,
    Connection(CheckStatus),
    /// How far the clock of the Pi is ahead.
    Clock(SignedDuration),
    /// Whether the broker is connected.
    Mqtt(bool),
    OnboardingNetwork {
        ssid: Option<String>,
        is_active: bool,
    },
    NoOtherSession,
    /// The target network of the session, if it is known.
    RunningSession(Option<String>),
    InterruptedSession(Option<String>),
    Entries(FreeEntries),
    Health {
        metric: Metric,
        value: f64,
        level: Level,
    },
    Target(TargetFinding),
}

/// The entries of the allowlist that no camera has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeEntries {
    /// The allowlist has no entry at all: no camera is provisioned.
    pub is_empty: bool,
    pub unused: usize,
    /// The cameras of the last session, if one is known.
    pub expected: Option<u32>,
}

/// What is found out about the target network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetFinding {
    /// The passphrase is not typed yet. No scan says anything about the network.
    Incomplete,
    /// The form of the name and of the passphrase is right. No scan says anything about the network.
    Plausible,
    /// The Pi is asked which networks it sees.
    Looking,
    /// The name has a slip.
    Slip(SsidSlip),
    /// The passphrase starts or ends with a space.
    PassphraseOuterSpace,
    /// An ESP32 can join it.
    Seen {
        signal_dbm: Option<i16>,
    },
    /// Hidden, or out of range of the Pi.
    NotSeen,
    /// Seen, and not on 2.4 GHz.
    OnlyOn5Ghz,
    Wpa3Only,
    Enterprise,
    /// It asks for a passphrase, and none shall be sent.
    NeedsPassphrase,
    /// It is open, and a passphrase shall be sent.
    IsOpen,
}

impl TargetFinding {
    fn rating(self) -> Rating {
        match self {
            Self::Plausible | Self::Seen { .. } => Rating::Passed,
            Self::Incomplete | Self::Looking => Rating::Unknown,
            Self::Slip(_) | Self::PassphraseOuterSpace | Self::NotSeen | Self::IsOpen => {
                Rating::Warning
            }
            Self::OnlyOn5Ghz | Self::Wpa3Only | Self::Enterprise | Self::NeedsPassphrase => {
                Rating::Failed
            }
        }
    }

    /// The better one first: of several access points with the same name one is enough.
    fn preference(self) -> (u8, Reverse<Option<i16>>) {
        let (place, signal_dbm) = match self {
            Self::Seen { signal_dbm } => (0, signal_dbm),
            Self::IsOpen => (1, None),
            Self::NeedsPassphrase => (2, None),
            Self::Wpa3Only => (3, None),
            Self::Enterprise => (4, None),
            _ => (5, None),
        };
        (place, Reverse(signal_dbm))
    }
}

impl Finding {
    #[must_use]
    pub fn rating(&self) -> Rating {
        match self {
            Self::Unknown | Self::Connection(CheckStatus::Skipped) => Rating::Unknown,
            Self::Connection(CheckStatus::Ok) | Self::NoOtherSession | Self::Mqtt(true) => {
                Rating::Passed
            }
            // The session is polled meanwhile.
            Self::Connection(CheckStatus::Failed(problem))
                if matches!(problem.kind, ProblemKind::StreamSilent { .. }) =>
            {
                Rating::Warning
            }
            Self::Connection(CheckStatus::Failed(_))
            | Self::Mqtt(false)
            | Self::RunningSession(_)
            | Self::InterruptedSession(_)
            | Self::Entries(FreeEntries { is_empty: true, .. }) => Rating::Failed,
            Self::Clock(ahead) => match ahead.unsigned_abs() {
                off if off >= CLOCK_LIMIT => Rating::Failed,
                off if off >= CLOCK_TOLERANCE => Rating::Warning,
                _ => Rating::Passed,
            },
            // A Pi may open it with the session.
            Self::OnboardingNetwork { is_active, .. } if !is_active => Rating::Unknown,
            Self::OnboardingNetwork { .. } => Rating::Passed,
            // An entry stays allowed after its use: cameras that are on the list need no other.
            Self::Entries(FreeEntries {
                unused, expected, ..
            }) => {
                let expected = expected.and_then(|count| usize::try_from(count).ok());
                if *unused < expected.unwrap_or(1).max(1) {
                    Rating::Warning
                } else {
                    Rating::Passed
                }
            }
            Self::Health { level, .. } => match level {
                Level::Critical => Rating::Failed,
                Level::Warning => Rating::Warning,
                Level::Normal => Rating::Passed,
                Level::Unknown => Rating::Unknown,
            },
            Self::Target(finding) => finding.rating(),
        }
    }
}

/// A check with what it has found.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    pub check: Check,
    pub finding: Finding,
}

impl CheckResult {
    #[must_use]
    pub fn rating(&self) -> Rating {
        match (self.check, self.finding.rating()) {
            // Polling replaces the socket.
            (Check::Connection(CheckStep::MonitorLive), Rating::Failed) => Rating::Warning,
            (_, rating) => rating,
        }
    }
}

/// What is known of other sessions.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum OtherSessions {
    #[default]
    Unknown,
    None,
    /// One runs, perhaps for this network.
    Running(Option<String>),
    /// One was interrupted and can be resumed.
    Interrupted(Option<String>),
}

/// The target network as it was typed. Never the passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub ssid: Ssid,
    /// Cameras are told to join without a passphrase. `None`: not known, as in `pidash check`.
    pub is_open: Option<bool>,
    /// A passphrase of the right form is typed, or none is needed.
    pub is_complete: bool,
    pub passphrase_has_outer_space: bool,
}

/// What the Pi has seen around it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Scan<'a> {
    /// It cannot look, could not, or is not asked: a session may need its radio.
    #[default]
    NotOffered,
    /// It is asked.
    Pending,
    Done(&'a [ScannedNetwork]),
}

/// What the checks are made from.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    pub report: CheckReport,
    /// How far the clock of the Pi is ahead.
    pub clock_ahead: Option<SignedDuration>,
    pub mqtt_connected: Option<bool>,
    pub network: OnboardingNetwork,
    pub other_sessions: OtherSessions,
    pub entries: Option<FreeEntries>,
    pub sample: TelemetrySample,
    pub thresholds: Thresholds,
    pub target: Option<&'a Target>,
    pub scan: Scan<'a>,
}

impl Facts<'_> {
    /// The result of each check, in order.
    #[must_use]
    pub fn results(&self) -> Vec<CheckResult> {
        let result = |check| CheckResult {
            check,
            finding: self.finding(check).unwrap_or(Finding::Unknown),
        };
        Check::all().map(result).collect()
    }

    fn finding(&self, check: Check) -> Option<Finding> {
        Some(match check {
            Check::Connection(step) => Finding::Connection(self.report.status(step).clone()),
            Check::Clock => Finding::Clock(self.clock_ahead?),
            Check::Mqtt => Finding::Mqtt(self.mqtt_connected?),
            Check::OnboardingNetwork => Finding::OnboardingNetwork {
                ssid: self.network.ssid.clone(),
                is_active: self.network.is_active?,
            },
            Check::NoOtherSession => match &self.other_sessions {
                OtherSessions::Unknown => return None,
                // A running session has the network up, and not every Pi lists it.
                OtherSessions::None if self.network.is_active == Some(true) => return None,
                OtherSessions::None => Finding::NoOtherSession,
                OtherSessions::Running(ssid) => Finding::RunningSession(ssid.clone()),
                OtherSessions::Interrupted(ssid) => Finding::InterruptedSession(ssid.clone()),
            },
            Check::FreeEntries => Finding::Entries(self.entries?),
            Check::Disk => self.health(Metric::Disk)?,
            Check::Temperature => self.health(Metric::Temperature)?,
            Check::Memory => self.health(Metric::Memory)?,
            Check::TargetNetwork => Finding::Target(target_finding(self.target?, self.scan)),
        })
    }

    fn health(&self, metric: Metric) -> Option<Finding> {
        let value = metric.of(&self.sample)?;
        let level = self.thresholds.level(metric, &self.sample);
        Some(Finding::Health {
            metric,
            value,
            level,
        })
    }
}

fn target_finding(target: &Target, scan: Scan<'_>) -> TargetFinding {
    let seen = match scan {
        Scan::NotOffered if target.is_complete => TargetFinding::Plausible,
        Scan::NotOffered => TargetFinding::Incomplete,
        Scan::Pending => TargetFinding::Looking,
        Scan::Done(networks) => seen(target, networks),
    };
    // A name that the Pi sees exactly so has no slip.
    let is_seen = matches!(scan, Scan::Done(_)) && seen != TargetFinding::NotSeen;
    let slip = target.ssid.slip().filter(|_| !is_seen);
    if let Some(slip) = slip {
        return TargetFinding::Slip(slip);
    }
    if target.passphrase_has_outer_space && seen.rating() != Rating::Failed {
        return TargetFinding::PassphraseOuterSpace;
    }
    seen
}

/// The best of the access points with this name.
fn seen(target: &Target, networks: &[ScannedNetwork]) -> TargetFinding {
    let same_name = networks
        .iter()
        .filter(|network| network.ssid == target.ssid.as_str());
    let findings = same_name.map(|network| access_point(target, network));
    let best = findings.min_by_key(|finding| finding.preference());
    best.unwrap_or(TargetFinding::NotSeen)
}

fn access_point(target: &Target, network: &ScannedNetwork) -> TargetFinding {
    if network.band == Some(Band::Higher) {
        return TargetFinding::OnlyOn5Ghz;
    }
    match (network.protection, target.is_open) {
        (Protection::Enterprise, _) => TargetFinding::Enterprise,
        (Protection::Wpa3Only, _) => TargetFinding::Wpa3Only,
        (Protection::Open, Some(false)) => TargetFinding::IsOpen,
        (Protection::Passphrase, Some(true)) => TargetFinding::NeedsPassphrase,
        (Protection::Open | Protection::Passphrase | Protection::Unknown, _) => {
            TargetFinding::Seen {
                signal_dbm: network.signal_dbm,
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::HashSet;

    use jiff::Timestamp;

    use super::*;
    use crate::domain::problem::Problem;

    /// Access points with the same name.
    type Seen = &'static [(Band, i16, Protection)];

    fn target(ssid: &str) -> Target {
        Target {
            ssid: Ssid::new(ssid).unwrap(),
            is_open: Some(false),
            is_complete: true,
            passphrase_has_outer_space: false,
        }
    }

    fn access_point(band: Band, signal_dbm: i16, protection: Protection) -> ScannedNetwork {
        ScannedNetwork {
            ssid: "ShopNet".to_owned(),
            band: Some(band),
            signal_dbm: Some(signal_dbm),
            protection,
        }
    }

    fn failed(kind: ProblemKind) -> CheckStatus {
        CheckStatus::Failed(Box::new(Problem::new(kind, Timestamp::UNIX_EPOCH)))
    }

    #[test]
    fn the_connection_comes_first_and_each_key_is_there_once() {
        let checks: Vec<Check> = Check::all().collect();
        let is_connection = |check: &&Check| matches!(check, Check::Connection(_));
        let first = checks.iter().take_while(is_connection);
        assert_eq!(first.count(), CheckStep::VARIANTS.len());
        assert_eq!(checks.last(), Some(&Check::TargetNetwork));
        let keys: HashSet<&str> = checks.iter().map(|check| check.key()).collect();
        assert_eq!(keys.len(), checks.len());
        assert_eq!(Facts::default().results().len(), checks.len());
    }

    #[test]
    fn of_a_pi_of_which_nothing_is_known_nothing_is_said() {
        for result in Facts::default().results() {
            assert_eq!(result.rating(), Rating::Unknown, "{:?}", result.check);
        }
    }

    #[test]
    fn each_finding_has_its_rating() {
        use Rating::{Failed, Passed, Unknown, Warning};
        let minutes = SignedDuration::from_mins;
        let entries = |unused, expected| {
            Finding::Entries(FreeEntries {
                is_empty: false,
                unused,
                expected,
            })
        };
        let no_entries = Finding::Entries(FreeEntries {
            is_empty: true,
            unused: 0,
            expected: Some(0),
        });
        let network = |is_active| Finding::OnboardingNetwork {
            ssid: None,
            is_active,
        };
        let target = Finding::Target;
        let cases = [
            (Finding::Connection(CheckStatus::Ok), Passed),
            (Finding::Connection(CheckStatus::Skipped), Unknown),
            (Finding::Connection(failed(ProblemKind::Busy)), Failed),
            (
                Finding::Connection(failed(ProblemKind::StreamSilent {
                    after: Duration::from_secs(30),
                })),
                Warning,
            ),
            (Finding::Clock(minutes(4)), Passed),
            (Finding::Clock(minutes(-5)), Warning),
            (Finding::Clock(minutes(24 * 60)), Failed),
            (Finding::Clock(minutes(-3 * 365 * 24 * 60)), Failed),
            (Finding::Mqtt(true), Passed),
            (Finding::Mqtt(false), Failed),
            (network(true), Passed),
            (network(false), Unknown),
            (Finding::NoOtherSession, Passed),
            (Finding::RunningSession(None), Failed),
            (Finding::InterruptedSession(None), Failed),
            (no_entries, Failed),
            (entries(0, None), Warning),
            (entries(0, Some(0)), Warning),
            (entries(1, None), Passed),
            (entries(11, Some(12)), Warning),
            (entries(12, Some(12)), Passed),
            (target(TargetFinding::Incomplete), Unknown),
            (target(TargetFinding::Plausible), Passed),
            (target(TargetFinding::Looking), Unknown),
            (target(TargetFinding::Slip(SsidSlip::Escaped)), Warning),
            (target(TargetFinding::PassphraseOuterSpace), Warning),
            (target(TargetFinding::Seen { signal_dbm: None }), Passed),
            (target(TargetFinding::NotSeen), Warning),
            (target(TargetFinding::IsOpen), Warning),
            (target(TargetFinding::OnlyOn5Ghz), Failed),
            (target(TargetFinding::Wpa3Only), Failed),
            (target(TargetFinding::Enterprise), Failed),
            (target(TargetFinding::NeedsPassphrase), Failed),
        ];
        for (finding, rating) in cases {
            assert_eq!(finding.rating(), rating, "{finding:?}");
        }
    }

    #[test]
    fn no_other_session_is_not_known_while_the_onboarding_network_is_up() {
        for (is_active, expected) in [
            (None, Rating::Passed),
            (Some(false), Rating::Passed),
            (Some(true), Rating::Unknown),
        ] {
            let facts = Facts {
                network: OnboardingNetwork {
                    is_active,
                    ..OnboardingNetwork::default()
                },
                other_sessions: OtherSessions::None,
                ..Facts::default()
            };
            let results = facts.results();
            let mut sessions = results
                .iter()
                .filter(|result| result.check == Check::NoOtherSession);
            let rating = sessions.next().map(CheckResult::rating);
            assert_eq!(rating, Some(expected), "{is_active:?}");
        }
    }

    #[test]
    fn a_monitor_that_is_polled_is_a_warning() {
        let report = CheckReport::untried()
            .with(CheckStep::MonitorLive, failed(ProblemKind::Busy))
            .with(CheckStep::EventsLive, failed(ProblemKind::Busy));
        let facts = Facts {
            report,
            ..Facts::default()
        };
        let rating = |step| {
            let results = facts.results();
            let mut found = results
                .iter()
                .filter(|result| result.check == Check::Connection(step));
            found.next().map(CheckResult::rating)
        };
        assert_eq!(rating(CheckStep::MonitorLive), Some(Rating::Warning));
        assert_eq!(rating(CheckStep::EventsLive), Some(Rating::Failed));
    }

    #[test]
    fn disk_temperature_and_memory_are_judged_by_the_thresholds_of_the_monitor() {
        let facts = Facts {
            sample: TelemetrySample {
                disk_percent: Some(90.0),
                temperature_celsius: Some(75.0),
                memory_percent: Some(79.9),
                ..TelemetrySample::default()
            },
            ..Facts::default()
        };
        let ratings = facts.results().into_iter().filter_map(|result| {
            let is_health = matches!(result.finding, Finding::Health { .. });
            is_health.then(|| (result.check, result.rating()))
        });
        let expected = [
            (Check::Disk, Rating::Failed),
            (Check::Temperature, Rating::Warning),
            (Check::Memory, Rating::Passed),
        ];
        assert_eq!(ratings.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn of_access_points_with_one_name_the_best_counts() {
        use Band::{Ghz2_4, Higher};
        use Protection::{Enterprise, Open, Passphrase, Unknown, Wpa3Only};
        let seen = |dbm| TargetFinding::Seen {
            signal_dbm: Some(dbm),
        };
        let cases: [(Seen, TargetFinding); 11] = [
            (&[], TargetFinding::NotSeen),
            (&[(Ghz2_4, -60, Passphrase)], seen(-60)),
            (&[(Ghz2_4, -60, Unknown)], seen(-60)),
            (
                &[(Ghz2_4, -80, Passphrase), (Ghz2_4, -55, Passphrase)],
                seen(-55),
            ),
            (&[(Higher, -40, Passphrase)], TargetFinding::OnlyOn5Ghz),
            (
                &[(Higher, -40, Passphrase), (Ghz2_4, -70, Passphrase)],
                seen(-70),
            ),
            (&[(Ghz2_4, -60, Wpa3Only)], TargetFinding::Wpa3Only),
            (
                &[(Ghz2_4, -60, Wpa3Only), (Higher, -50, Passphrase)],
                TargetFinding::Wpa3Only,
            ),
            (&[(Ghz2_4, -60, Enterprise)], TargetFinding::Enterprise),
            (
                &[(Ghz2_4, -50, Enterprise), (Ghz2_4, -85, Passphrase)],
                seen(-85),
            ),
            (&[(Ghz2_4, -60, Open)], TargetFinding::IsOpen),
        ];
        for (access_points, finding) in cases {
            let networks: Vec<ScannedNetwork> = access_points
                .iter()
                .map(|(band, dbm, protection)| access_point(*band, *dbm, *protection))
                .collect();
            let found = target_finding(&target("ShopNet"), Scan::Done(&networks));
            assert_eq!(found, finding, "{access_points:?}");
        }
    }

    #[test]
    fn a_passphrase_is_sent_where_one_is_asked_for() {
        let protected = [access_point(Band::Ghz2_4, -60, Protection::Passphrase)];
        let open = [access_point(Band::Ghz2_4, -60, Protection::Open)];
        let seen = TargetFinding::Seen {
            signal_dbm: Some(-60),
        };
        for (is_open, networks, finding) in [
            (Some(true), &protected, TargetFinding::NeedsPassphrase),
            (Some(false), &protected, seen),
            (None, &protected, seen),
            (Some(true), &open, seen),
            (Some(false), &open, TargetFinding::IsOpen),
            (None, &open, seen),
        ] {
            let target = Target {
                is_open,
                ..target("ShopNet")
            };
            let found = target_finding(&target, Scan::Done(networks));
            assert_eq!(found, finding, "{is_open:?}");
        }
    }

    #[test]
    fn a_slip_counts_unless_the_pi_sees_exactly_that_name() {
        let escaped = target(r"Caf\xc3\xa9");
        for scan in [Scan::NotOffered, Scan::Pending, Scan::Done(&[])] {
            let found = target_finding(&escaped, scan);
            assert_eq!(found, TargetFinding::Slip(SsidSlip::Escaped));
        }
        let same = [ScannedNetwork {
            ssid: r"Caf\xc3\xa9".to_owned(),
            ..access_point(Band::Ghz2_4, -60, Protection::Passphrase)
        }];
        let found = target_finding(&escaped, Scan::Done(&same));
        assert_eq!(Finding::Target(found).rating(), Rating::Passed);
    }

    #[test]
    fn a_space_around_the_passphrase_counts_less_than_a_network_that_no_camera_joins() {
        let spaced = Target {
            passphrase_has_outer_space: true,
            ..target("ShopNet")
        };
        for (protection, finding) in [
            (Protection::Passphrase, TargetFinding::PassphraseOuterSpace),
            (Protection::Wpa3Only, TargetFinding::Wpa3Only),
        ] {
            let networks = [access_point(Band::Ghz2_4, -60, protection)];
            assert_eq!(target_finding(&spaced, Scan::Done(&networks)), finding);
        }
    }

    #[test]
    fn a_pi_that_cannot_look_says_nothing_of_a_form_that_is_not_complete() {
        let finding = |is_complete, scan| {
            let target = Target {
                is_complete,
                ..target("ShopNet")
            };
            target_finding(&target, scan)
        };
        assert_eq!(finding(true, Scan::NotOffered), TargetFinding::Plausible);
        assert_eq!(finding(false, Scan::NotOffered), TargetFinding::Incomplete);
        assert_eq!(finding(false, Scan::Pending), TargetFinding::Looking);
    }
}
