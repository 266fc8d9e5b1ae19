//! What the window knows of the checks before a start.

use std::time::Duration;

use super::State;
use crate::domain::{
    clock::Now,
    connection_check::{CheckReport, CheckStatus, CheckStep},
    link_state::LinkState,
    preflight::{CheckResult, Facts, FreeEntries, OtherSessions, Target},
    problem::{Problem, ProblemKind},
    telemetry::Telemetry,
};

/// Older figures say nothing about the Pi now.
const FIGURES_LAST: Duration = Duration::from_mins(1);

impl State {
    /// The result of each check before a start, in order. `target`: the network as it is typed.
    #[must_use]
    pub fn preflight(&self, target: Option<&Target>, now: Now) -> Vec<CheckResult> {
        let figures = self.fresh_figures(now);
        let services = figures.and_then(|figures| figures.services);
        let facts = Facts {
            report: self.connection_report(now),
            clock_ahead: figures.and_then(Telemetry::clock_ahead),
            mqtt_connected: services.and_then(|services| services.mqtt_connected),
            network: self.provisioning.network.clone(),
            other_sessions: self.other_sessions(),
            entries: self.free_entries(),
            sample: figures.map(|figures| figures.sample).unwrap_or_default(),
            thresholds: self.monitoring.thresholds,
            target,
            scan: self.provisioning.scan_result(),
        };
        facts.results()
    }

    /// When the newest figures become too old for the checks.
    pub(super) fn next_missing_figures(&self, now: Now) -> Option<Duration> {
        let latest = self.fresh_figures(now)?;
        let is_used = self.provisioning.is_idle();
        is_used.then(|| FIGURES_LAST.saturating_sub(now.since(latest.received.instant)))
    }

    fn fresh_figures(&self, now: Now) -> Option<&Telemetry> {
        let latest = self.monitoring.latest.as_ref();
        latest.filter(|latest| now.since(latest.received.instant) < FIGURES_LAST)
    }

    /// What the open connections say about the steps of a connection check.
    fn connection_report(&self, now: Now) -> CheckReport {
        let report = CheckReport::untried();
        let monitor = match &self.monitoring.stream {
            LinkState::Live { .. } | LinkState::Silent { .. } => CheckStatus::Ok,
            LinkState::Retrying { problem, .. } | LinkState::Refused { problem } => {
                CheckStatus::Failed(problem.clone())
            }
            LinkState::Connecting { .. } | LinkState::Off => CheckStatus::Skipped,
        };
        let answers = monitor == CheckStatus::Ok || self.fresh_figures(now).is_some();
        let (reachable, speaks_v1, key, events) = match &self.stream {
            LinkState::Live { .. } => (
                CheckStatus::Ok,
                CheckStatus::Ok,
                CheckStatus::Ok,
                CheckStatus::Ok,
            ),
            LinkState::Silent { since } => {
                let after = now.since(*since);
                let problem = Problem::new(ProblemKind::StreamSilent { after }, now.wall);
                let events = CheckStatus::Failed(Box::new(problem));
                (CheckStatus::Ok, CheckStatus::Ok, CheckStatus::Ok, events)
            }
            LinkState::Refused { problem } => {
                let key = CheckStatus::Failed(problem.clone());
                (CheckStatus::Ok, CheckStatus::Ok, key, CheckStatus::Skipped)
            }
            LinkState::Retrying { problem, .. } => {
                let failed = CheckStatus::Failed(problem.clone());
                if !answers && problem.http_status.is_none() {
                    let skipped = CheckStatus::Skipped;
                    return report
                        .with(CheckStep::Reachable, failed)
                        .with(CheckStep::MonitorLive, skipped);
                }
                let skipped = || CheckStatus::Skipped;
                (CheckStatus::Ok, skipped(), skipped(), failed)
            }
            LinkState::Connecting { .. } | LinkState::Off => {
                let reachable = if answers {
                    CheckStatus::Ok
                } else {
                    CheckStatus::Skipped
                };
                let skipped = || CheckStatus::Skipped;
                (reachable, skipped(), skipped(), skipped())
            }
        };
        report
            .with(CheckStep::Reachable, reachable)
            .with(CheckStep::SpeaksV1, speaks_v1)
            .with(CheckStep::KeyAccepted, key)
            .with(CheckStep::EventsLive, events)
            .with(CheckStep::MonitorLive, monitor)
    }

    /// A session that the person did not want to be offered is none, nor is the one that is shown: the
    /// event stream may have named it before the start was answered.
    fn other_sessions(&self) -> OtherSessions {
        let named = |ssid: &str| Some(ssid.to_owned()).filter(|ssid| !ssid.is_empty());
        let shown = self.provisioning.batch().map(|batch| &batch.session.id);
        let other = self.provisioning.other_session.as_ref();
        if let Some(other) = other.filter(|other| shown != Some(&other.id)) {
            return OtherSessions::Running(other.target_ssid.clone());
        }
        if let Some(offer) = self.recovery_offer() {
            return OtherSessions::Interrupted(named(&offer.session.target_ssid));
        }
        let recovers = self.settings.features().session_recovery;
        if !self.stream.is_live() || recovers && self.recovery.is_unread() {
            return OtherSessions::Unknown;
        }
        OtherSessions::None
    }

    fn free_entries(&self) -> Option<FreeEntries> {
        if !self.settings.features().allowlist {
            return None;
        }
        let (_, sessions) = self.recovery.history();
        let cameras = sessions.first().map(|session| session.device_count);
        let unused = self.allowlist.unused_entries()?;
        let mut entries = self.allowlist.entries();
        Some(FreeEntries {
            is_empty: !entries.any(|entry| self.allowlist.has(entry.mac)),
            unused,
            expected: cameras.filter(|count| *count > 0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            allowlist::{AllowlistEntry, EntryNote},
            mac::MacAddr,
            network::Ssid,
            preflight::{Check, Rating},
            telemetry::{Services, TelemetrySample, Transport},
        },
        features::{
            intent::Intent,
            provisioning::{intent::ProvisioningIntent, state::OtherSession},
        },
        messages::{AllowlistReply, Command, Event, MonitorEvent, RecoveryReply},
    };

    /// A window on a Pi whose event stream is open.
    fn connected() -> (State, Now) {
        let now = Now::read();
        let mut state = State::new("192.168.1.124:8082", None, now);
        let live = LinkState::Live { since: now.instant };
        state.handle_event(Event::Stream(live), now);
        (state, now)
    }

    fn rating(state: &State, check: Check, now: Now) -> Rating {
        let results = state.preflight(None, now);
        let mut ratings = results.iter().filter(|result| result.check == check);
        ratings.next().map_or(Rating::Unknown, CheckResult::rating)
    }

    fn lost(now: Now) -> LinkState {
        LinkState::Retrying {
            attempt: 1,
            at: now.instant,
            problem: Box::new(Problem::new(ProblemKind::ConnectionLost, now.wall)),
        }
    }

    #[test]
    fn an_open_event_stream_says_that_the_pi_is_reachable_speaks_v1_and_accepts_the_key() {
        let (state, now) = connected();
        for step in [
            CheckStep::Reachable,
            CheckStep::SpeaksV1,
            CheckStep::KeyAccepted,
            CheckStep::EventsLive,
        ] {
            assert_eq!(rating(&state, Check::Connection(step), now), Rating::Passed);
        }
        let monitor = Check::Connection(CheckStep::MonitorLive);
        assert_eq!(rating(&state, monitor, now), Rating::Unknown);
    }

    #[test]
    fn a_pi_that_is_away_fails_one_check() {
        let (mut state, now) = connected();
        state.stream = lost(now);
        state.monitoring.stream = lost(now);
        let results = state.preflight(None, now);
        let failed = results
            .iter()
            .filter(|result| result.rating() == Rating::Failed);
        let failed: Vec<Check> = failed.map(|result| result.check).collect();
        assert_eq!(failed, [Check::Connection(CheckStep::Reachable)]);
        state.monitoring.stream = LinkState::Live { since: now.instant };
        let reachable = Check::Connection(CheckStep::Reachable);
        assert_eq!(rating(&state, reachable, now), Rating::Passed);
        let events = Check::Connection(CheckStep::EventsLive);
        assert_eq!(rating(&state, events, now), Rating::Failed);
    }

    #[test]
    fn figures_of_the_monitor_count_for_a_minute() {
        let (mut state, now) = connected();
        let sample = TelemetrySample {
            at: Some(now.wall - Duration::from_hours(30)),
            disk_percent: Some(99.0),
            memory_percent: Some(41.0),
            ..TelemetrySample::default()
        };
        let mut telemetry = Telemetry::of_sample(Transport::Socket, now, sample);
        telemetry.services = Some(Services {
            mqtt_connected: Some(false),
            ..Services::default()
        });
        let event = MonitorEvent::Telemetry(Box::new(telemetry));
        state.handle_event(Event::Monitor(event), now);
        for (check, expected) in [
            (Check::Clock, Rating::Failed),
            (Check::Mqtt, Rating::Failed),
            (Check::Disk, Rating::Failed),
            (Check::Memory, Rating::Passed),
            (Check::Temperature, Rating::Unknown),
        ] {
            assert_eq!(rating(&state, check, now), expected, "{check:?}");
            let later = now + FIGURES_LAST;
            assert_eq!(rating(&state, check, later), Rating::Unknown, "{check:?}");
        }
    }

    #[test]
    fn another_session_fails_a_check() {
        let (mut state, now) = connected();
        let check = Check::NoOtherSession;
        assert_eq!(rating(&state, check, now), Rating::Unknown);
        let none = RecoveryReply::Recoverable(Ok(Some(Vec::new())));
        state.handle_event(Event::Recovery(none), now);
        assert_eq!(rating(&state, check, now), Rating::Passed);
        state.provisioning.other_session = Some(OtherSession {
            id: crate::domain::session::SessionId::new("sess_1"),
            target_ssid: None,
        });
        assert_eq!(rating(&state, check, now), Rating::Failed);
    }

    /// The command that asks for the networks in sight, if it is due.
    fn asks(state: &mut State, now: Now) -> bool {
        let due = std::iter::from_fn(|| state.due(now)).take(10);
        due.filter(|command| matches!(command, Command::ReadNetworksInSight))
            .count()
            == 1
    }

    #[test]
    fn the_pi_is_asked_for_networks_while_a_name_is_typed_and_its_radio_is_free() {
        let (mut state, now) = connected();
        let typed = ProvisioningIntent::TypeName(Ssid::new("ShopNet").ok());
        state.handle_intent(Intent::Provisioning(typed), now);
        state.provisioning.network.connected_devices = Some(2);
        assert!(!asks(&mut state, now), "cameras are on its network");
        state.provisioning.network.connected_devices = Some(0);
        state.stream = lost(now);
        assert!(!asks(&mut state, now), "it is away");
        assert!(state.next_tick(now).is_none_or(|tick| !tick.is_zero()));
        state.stream = LinkState::Live { since: now.instant };
        assert!(asks(&mut state, now));
        assert!(!asks(&mut state, now + Duration::from_mins(1)));
    }

    #[test]
    fn an_empty_list_fails_a_check_and_one_without_an_unused_entry_is_a_warning() {
        let (mut state, now) = connected();
        assert_eq!(rating(&state, Check::FreeEntries, now), Rating::Unknown);
        let used = AllowlistEntry {
            mac: MacAddr::new([0xa4, 0xcf, 0x12, 0, 0, 1]),
            note: EntryNote::default(),
            added_at: None,
            used: true,
            used_at: None,
        };
        for (entries, expected) in [(Vec::new(), Rating::Failed), (vec![used], Rating::Warning)] {
            let list = AllowlistReply::List(Ok(Some(entries)));
            state.handle_event(Event::Allowlist(list), now);
            state.prepare_frame();
            assert_eq!(rating(&state, Check::FreeEntries, now), expected);
        }
    }
}
