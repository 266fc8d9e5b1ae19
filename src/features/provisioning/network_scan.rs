//! Which networks the Pi sees: when it is asked, and what it has answered.

use std::time::{Duration, Instant};

use crate::{
    domain::{
        clock::Now, network::Ssid, preflight::Scan, problem::Problem,
        scanned_network::ScannedNetwork,
    },
    messages::Command,
    model::remote_data::RemoteData,
};

/// The Pi is asked at most so often (contract, section 4).
const LEAST_GAP: Duration = Duration::from_secs(10);
/// So long after the last change a name is probably whole.
const WHOLE_AFTER: Duration = Duration::from_secs(1);
/// For a name that is typed later than this after an answer, the Pi is asked again. So long after the
/// last change nobody is typing.
const FRESH_FOR: Duration = Duration::from_mins(2);

/// The name that is typed into the start form, and the networks that the Pi sees.
#[derive(Debug, Default)]
pub struct NetworkScan {
    typed: Option<TypedName>,
    asked_at: Option<Instant>,
    networks: RemoteData<Vec<ScannedNetwork>>,
}

#[derive(Debug)]
struct TypedName {
    ssid: Ssid,
    /// When it was changed last.
    at: Instant,
}

impl NetworkScan {
    /// The name that is typed.
    #[must_use]
    pub fn ssid(&self) -> Option<&Ssid> {
        self.typed.as_ref().map(|typed| &typed.ssid)
    }

    /// Another name is typed, or none.
    pub(crate) fn type_name(&mut self, ssid: Option<Ssid>, now: Now) {
        let at = now.instant;
        self.typed = ssid.map(|ssid| TypedName { ssid, at });
    }

    /// Whether somebody has changed the name a short time ago.
    pub(crate) fn is_typing(&self, now: Now) -> bool {
        let typed = self.typed.as_ref();
        typed.is_some_and(|typed| now.since(typed.at) < FRESH_FOR)
    }

    /// The command to ask the Pi: for the first letter of a name, and again if the whole name was not
    /// among the networks. A single look often misses some.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        if !self.is_wanted() || !self.left(now).is_zero() {
            return None;
        }
        self.asked_at = Some(now.instant);
        self.networks.start_read();
        Some(Command::ReadNetworksInSight)
    }

    fn is_wanted(&self) -> bool {
        let Some(typed) = &self.typed else {
            return false;
        };
        let is_known = self.has(&typed.ssid) && self.is_fresh(typed.at);
        let was_asked = self.was_asked_since(typed.at);
        !is_known && !was_asked && !self.networks.is_unavailable() && !self.networks.is_reading()
    }

    fn was_asked_since(&self, typed_at: Instant) -> bool {
        let after = |asked_at: Instant| asked_at.saturating_duration_since(typed_at);
        self.asked_at
            .is_some_and(|asked_at| after(asked_at) >= WHOLE_AFTER)
    }

    fn is_fresh(&self, typed_at: Instant) -> bool {
        let age = |read_at| typed_at.saturating_duration_since(read_at);
        let read_at = self.networks.read_at();
        read_at.is_some_and(|read_at| age(read_at) < FRESH_FOR)
    }

    fn has(&self, ssid: &Ssid) -> bool {
        let mut networks = self.networks.value().into_iter().flatten();
        networks.any(|network| network.ssid == ssid.as_str())
    }

    /// The time until the Pi may be asked again.
    fn left(&self, now: Now) -> Duration {
        let gone = self.asked_at.map(|asked_at| now.since(asked_at));
        gone.map_or(Duration::ZERO, |gone| LEAST_GAP.saturating_sub(gone))
    }

    /// When [`NetworkScan::due`] has to be asked again.
    pub(crate) fn next_tick(&self, now: Now) -> Option<Duration> {
        self.is_wanted().then(|| self.left(now))
    }

    pub(crate) fn answer(
        &mut self,
        answer: Result<Option<Vec<ScannedNetwork>>, Box<Problem>>,
        now: Now,
    ) {
        self.networks.answer(answer, now);
    }

    /// The Pi is connected again: perhaps another version of it.
    pub(crate) fn link_is_up(&mut self, now: Now) {
        if !self.networks.is_reading() {
            self.networks = RemoteData::default();
        }
        self.typed
            .iter_mut()
            .for_each(|typed| typed.at = now.instant);
    }

    /// The start form was left.
    pub(crate) fn leave(&mut self) {
        self.typed = None;
        if !self.networks.is_unavailable() {
            self.networks = RemoteData::default();
        }
    }

    /// What is known of the networks around the Pi, for the name that is typed.
    #[must_use]
    pub fn result(&self) -> Scan<'_> {
        let Some(typed) = self.typed.as_ref() else {
            return Scan::Pending;
        };
        let is_done = self.was_asked_since(typed.at) && !self.networks.is_reading();
        match self.networks.value() {
            _ if self.networks.is_unavailable() => Scan::NotOffered,
            Some(networks) if is_done || self.has(&typed.ssid) => Scan::Done(networks),
            None if is_done => Scan::NotOffered,
            Some(_) | None => Scan::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        problem::ProblemKind,
        scanned_network::{Band, Protection},
    };

    fn ssid(name: &str) -> Option<Ssid> {
        Ssid::new(name).ok()
    }

    fn network(name: &str) -> ScannedNetwork {
        ScannedNetwork {
            ssid: name.to_owned(),
            band: Some(Band::Ghz2_4),
            signal_dbm: None,
            protection: Protection::Passphrase,
        }
    }

    fn is_done(scan: &NetworkScan) -> bool {
        matches!(scan.result(), Scan::Done(_))
    }

    #[test]
    fn the_pi_is_asked_for_the_first_letter_and_not_again_if_it_sees_the_network() {
        let (mut scan, now) = (NetworkScan::default(), Now::read());
        assert!(scan.due(now).is_none(), "nothing is typed");
        scan.type_name(ssid("S"), now);
        assert!(scan.due(now).is_some());
        assert!(scan.due(now).is_none(), "it is being asked");
        scan.answer(Ok(Some(vec![network("ShopNet")])), now);
        assert_eq!(scan.result(), Scan::Pending, "the name is not whole yet");
        let now = now + Duration::from_secs(3);
        scan.type_name(ssid("ShopNet"), now);
        assert!(is_done(&scan));
        assert_eq!(scan.next_tick(now), None);
        assert!(scan.due(now + Duration::from_mins(1)).is_none());
    }

    #[test]
    fn a_network_is_not_seen_once_the_pi_was_asked_for_the_whole_name() {
        let (mut scan, now) = (NetworkScan::default(), Now::read());
        scan.type_name(ssid("Other"), now);
        assert!(scan.due(now).is_some());
        scan.answer(Ok(Some(vec![network("ShopNet")])), now);
        let soon = now + Duration::from_secs(4);
        assert!(scan.due(soon).is_none(), "at most once in 10 s");
        assert_eq!(scan.next_tick(soon), Some(Duration::from_secs(6)));
        let later = now + LEAST_GAP;
        assert!(scan.due(later).is_some());
        assert_eq!(scan.result(), Scan::Pending);
        scan.answer(Ok(Some(Vec::new())), later);
        assert!(is_done(&scan));
        assert!(scan.due(later + Duration::from_mins(5)).is_none());
    }

    #[test]
    fn a_pi_that_cannot_look_is_asked_once_until_it_is_connected_again() {
        let (mut scan, now) = (NetworkScan::default(), Now::read());
        scan.type_name(ssid("ShopNet"), now);
        assert!(scan.due(now).is_some());
        scan.answer(Ok(None), now);
        assert_eq!(scan.result(), Scan::NotOffered);
        let later = now + Duration::from_mins(1);
        scan.leave();
        scan.type_name(ssid("Other"), later);
        assert!(scan.due(later).is_none());
        scan.link_is_up(later);
        assert!(scan.due(later).is_some());
    }

    #[test]
    fn a_pi_that_fails_to_look_is_asked_twice_for_a_name() {
        let (mut scan, mut now) = (NetworkScan::default(), Now::read());
        scan.type_name(ssid("ShopNet"), now);
        for _ in 0..2 {
            assert!(scan.due(now).is_some());
            let problem = Problem::new(ProblemKind::Busy, now.wall);
            scan.answer(Err(Box::new(problem)), now);
            now = now + LEAST_GAP;
        }
        assert!(scan.due(now).is_none());
        assert_eq!(scan.result(), Scan::NotOffered);
    }

    #[test]
    fn an_old_list_says_nothing_about_a_name_that_is_typed_later() {
        let (mut scan, now) = (NetworkScan::default(), Now::read());
        scan.type_name(ssid("S"), now);
        assert!(scan.due(now).is_some());
        scan.answer(Ok(Some(vec![network("ShopNet")])), now);
        let later = now + FRESH_FOR;
        assert!(!scan.is_typing(later));
        scan.type_name(ssid("ShopNet"), later);
        assert!(scan.is_typing(later) && scan.due(later).is_some());
    }
}
