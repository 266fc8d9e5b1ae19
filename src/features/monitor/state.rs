//! The Pi's health as the screen shows it: the newest figures, how fresh they are, and a day of history.

#[cfg(test)]
pub(crate) mod tests;

use std::{collections::VecDeque, time::Duration};

use crate::{
    domain::{
        clock::Now,
        health_history::HistoryPoint,
        link_state::LinkState,
        telemetry::{Telemetry, Transport, TransportChoice},
        thresholds::Thresholds,
        timeline_event::TimelineEvent,
    },
    features::{
        monitor::{
            history_csv,
            intent::MonitorIntent,
            rates::{RateMeter, Rates},
            timeline_events::TimelineEvents,
        },
        provisioning::state::Provisioning,
    },
    i18n,
    messages::{Command, MonitorEvent},
    model::{
        notices::{Notices, Severity},
        time_series::TimeSeries,
        time_window::{TimeWindow, Timeline, milliseconds},
    },
    tr,
};

/// How often a Pi sends figures, and how often it is polled (contract, section 7).
const INTERVAL: Duration = Duration::from_secs(5);

/// A Pi that sends more rarely than this is late each time.
const LONGEST_INTERVAL: Duration = Duration::from_mins(1);

/// So many intervals decide what is usual at this Pi.
const INTERVALS_SEEN: usize = 8;

/// The monitoring of one Pi.
#[derive(Debug)]
pub struct Monitoring {
    /// The transport that is wanted first: the socket, or polling where a person chose that.
    pub stream: LinkState,
    /// What a person chose.
    pub choice: TransportChoice,
    /// The newest figures.
    pub latest: Option<Telemetry>,
    /// A day of CPU, memory and temperature.
    pub history: TimeSeries,
    /// What happened meanwhile.
    pub timeline_events: TimelineEvents,
    /// From which values on figures call for attention.
    pub thresholds: Thresholds,
    timeline: Timeline,
    meter: RateMeter,
    intervals: VecDeque<Duration>,
    loss_told: bool,
}

impl Monitoring {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(now: Now) -> Self {
        Self {
            stream: LinkState::Off,
            choice: TransportChoice::default(),
            latest: None,
            history: TimeSeries::default(),
            timeline_events: TimelineEvents::default(),
            thresholds: Thresholds::default(),
            timeline: Timeline::new(now),
            meter: RateMeter::default(),
            intervals: VecDeque::new(),
            loss_told: false,
        }
    }

    /// Takes over what an earlier run recorded, and what happened meanwhile: what is of the last day and not from the future.
    pub fn restore(
        &mut self,
        points: impl IntoIterator<Item = HistoryPoint>,
        timeline_events: impl IntoIterator<Item = TimelineEvent>,
        now: Now,
    ) {
        let now_ms = self.now_ms(now);
        let earlier = timeline_events
            .into_iter()
            .filter(|event| event.at_ms < now_ms);
        self.timeline_events.restore(earlier);
        for point in points {
            if point.at_ms < now_ms {
                self.history.push(point);
            }
        }
    }

    /// Where `now` is on the plots' time axis.
    #[must_use]
    pub fn now_ms(&self, now: Now) -> i64 {
        self.timeline.at_ms(now)
    }

    /// Where the figures come from at this moment.
    #[must_use]
    pub fn transport(&self, now: Now) -> Transport {
        match &self.latest {
            None => Transport::None,
            Some(_) if self.is_stale(now) => Transport::None,
            Some(latest) if latest.transport == Transport::Socket && !self.stream.is_live() => {
                Transport::None
            }
            Some(latest) => latest.transport,
        }
    }

    /// How old the newest figures are.
    #[must_use]
    pub fn age(&self, now: Now) -> Option<Duration> {
        let latest = self.latest.as_ref()?;
        Some(now.since(latest.received.instant))
    }

    /// Whether the newest figures may no longer be true: two intervals were missed.
    #[must_use]
    pub fn is_stale(&self, now: Now) -> bool {
        self.age(now).is_some_and(|age| age > self.longest_wait())
    }

    /// How fast the Pi's network is.
    #[must_use]
    pub fn rates(&self) -> Rates {
        self.meter.rates()
    }

    /// What is recorded in a stretch, as CSV.
    #[must_use]
    pub fn csv(&self, window: TimeWindow) -> String {
        history_csv::csv(
            self.history.within(window),
            self.timeline_events.within(window),
        )
    }

    /// When the header changes by itself: it counts the age of the figures, once there are any.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        self.age(now).map(|_| Duration::from_secs(1))
    }

    pub(crate) fn handle_event(&mut self, event: MonitorEvent, notices: &mut Notices, now: Now) {
        match event {
            MonitorEvent::Stream(status) => {
                self.tell_change(&status, notices, now);
                self.stream = status;
            }
            MonitorEvent::Telemetry(telemetry) => self.take_in(*telemetry),
        }
    }

    pub(crate) fn handle_intent(&mut self, action: MonitorIntent) -> Option<Command> {
        match action {
            MonitorIntent::Transport(choice) if choice != self.choice => {
                self.choice = choice;
                Some(Command::Monitor(choice))
            }
            MonitorIntent::Transport(_) => None,
            MonitorIntent::Thresholds(thresholds) => {
                self.thresholds = thresholds;
                None
            }
        }
    }

    /// TimelineEvents what the batch has become.
    pub(crate) fn watch_batch(&mut self, provisioning: &Provisioning, now: Now) {
        let at_ms = self.timeline.advance(now);
        self.timeline_events.look(provisioning, at_ms, now);
    }

    /// TimelineEvents what the event stream has become.
    pub(crate) fn watch_link(&mut self, status: &LinkState, now: Now) {
        let at_ms = self.timeline.advance(now);
        self.timeline_events.line_is(status, at_ms);
    }

    fn take_in(&mut self, telemetry: Telemetry) {
        let longest_ms = milliseconds(self.longest_wait());
        let at_ms = self.timeline.advance(telemetry.received);
        let newest = self.history.newest();
        let joined = newest.is_some_and(|newest| at_ms - newest.at_ms <= longest_ms);
        if let Some(passed) = self.age(telemetry.received) {
            self.intervals.push_back(passed);
            if self.intervals.len() > INTERVALS_SEEN {
                self.intervals.pop_front();
            }
        }
        self.meter.take_in(&telemetry);
        let point = HistoryPoint::of_sample(at_ms, joined, &telemetry.sample);
        self.history.push(point);
        self.latest = Some(telemetry);
    }

    /// Two intervals: with a Pi that sends more rarely than the contract says, two of its own.
    fn longest_wait(&self) -> Duration {
        let mut seen: Vec<Duration> = self.intervals.iter().copied().collect();
        seen.sort_unstable();
        let usual = seen.get(seen.len() / 2).copied().unwrap_or(INTERVAL);
        2 * usual.clamp(INTERVAL, LONGEST_INTERVAL)
    }

    /// A line of the drawer when the transport comes or goes, not for every attempt.
    fn tell_change(&mut self, status: &LinkState, notices: &mut Notices, now: Now) {
        match status {
            LinkState::Live { .. } => {
                self.loss_told = false;
                notices.log(Severity::Info, tr!("monitor-live"), now);
            }
            LinkState::Retrying { problem, .. } | LinkState::Refused { problem }
                if !self.loss_told =>
            {
                self.loss_told = true;
                let summary = i18n::summary(&problem.code, &problem.summary);
                let code = problem.code.as_str();
                let text = tr!("monitor-lost", summary = summary, code = code);
                notices.log(Severity::Info, text, now);
            }
            LinkState::Off
            | LinkState::Connecting { .. }
            | LinkState::Retrying { .. }
            | LinkState::Refused { .. } => {}
        }
    }
}
