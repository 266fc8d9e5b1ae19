//! The health of the Pi: the newest figures, their age, and the history of a day.

use std::{collections::VecDeque, time::Duration};

use crate::{
    domain::{
        clock::Now,
        health_history::HistoryPoint,
        link_state::LinkState,
        mac::MacAddr,
        pi_health::PiHealth,
        telemetry::{Telemetry, Transport, TransportChoice},
        thresholds::Thresholds,
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    features::monitor::{
        history_csv,
        intent::MonitorIntent,
        rates::{RateMeter, Rates},
        timeline_events::{ObservedSession, TimelineEvents},
    },
    i18n,
    messages::{Command, MonitorEvent},
    model::{
        loss_delay::LossDelay,
        notices::{Notices, Severity},
        time_series::TimeSeries,
        time_window::{TimeWindow, Timeline, milliseconds},
    },
    tr,
};

/// The shortest time that is shown of a recording that has just begun.
const SHORTEST_SPAN: Duration = Duration::from_mins(1);
/// How often a Pi sends figures, and how often it is polled (contract, section 7).
const INTERVAL: Duration = Duration::from_secs(5);

/// Figures are outdated after their longest wait, not at its end.
const JUST_AFTER: Duration = Duration::from_millis(1);

/// The longest interval that counts as usual for a Pi.
const LONGEST_INTERVAL: Duration = Duration::from_mins(1);

/// The number of recent intervals whose median is the usual one of this Pi.
const RECENT_INTERVALS: usize = 8;

/// The monitoring of one Pi.
#[derive(Debug)]
pub struct Monitoring {
    /// The state of the chosen transport, as it is shown: the socket, or polling where a person chose
    /// that.
    pub stream: LinkState,
    loss: LossDelay,
    /// What a person chose.
    pub choice: TransportChoice,
    /// The newest figures.
    pub latest: Option<Telemetry>,
    /// A day of CPU, memory and temperature.
    pub history: TimeSeries,
    /// Events of the session and the event stream.
    pub timeline_events: TimelineEvents,
    /// The values from which on a figure is a warning or critical.
    pub thresholds: Thresholds,
    timeline: Timeline,
    meter: RateMeter,
    intervals: VecDeque<Duration>,
    is_lost: bool,
    /// Whether that loss has a line of its own in the event log.
    loss_has_line: bool,
}

impl Monitoring {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(now: Now) -> Self {
        Self {
            stream: LinkState::Off,
            loss: LossDelay::default(),
            choice: TransportChoice::default(),
            latest: None,
            history: TimeSeries::default(),
            timeline_events: TimelineEvents::default(),
            thresholds: Thresholds::default(),
            timeline: Timeline::new(now),
            meter: RateMeter::default(),
            intervals: VecDeque::new(),
            is_lost: false,
            loss_has_line: false,
        }
    }

    /// Restores the history and the timeline events of an earlier run. If they are in the future,
    /// the clock was ahead then or is behind now: they end just before `now`.
    pub fn restore(
        &mut self,
        points: impl IntoIterator<Item = HistoryPoint>,
        timeline_events: impl IntoIterator<Item = TimelineEvent>,
        now: Now,
    ) {
        let mut points: Vec<HistoryPoint> = points.into_iter().collect();
        let mut events: Vec<TimelineEvent> = timeline_events.into_iter().collect();
        let times = points.iter().map(|point| point.at_ms);
        let newest_ms = times.chain(events.iter().map(|event| event.at_ms)).max();
        let last_ms = self.now_ms(now).saturating_sub(1);
        let ahead_ms = newest_ms.map_or(0, |newest_ms| newest_ms.saturating_sub(last_ms).max(0));
        for point in &mut points {
            point.at_ms = point.at_ms.saturating_sub(ahead_ms);
        }
        for event in &mut events {
            event.at_ms = event.at_ms.saturating_sub(ahead_ms);
        }
        self.timeline_events.restore(events);
        for point in points {
            self.history.push(point);
        }
    }

    /// The position of `now` on the time axis of the plots.
    #[must_use]
    pub fn now_ms(&self, now: Now) -> i64 {
        self.timeline.at_ms(now)
    }

    /// The source of the figures at `now`.
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

    /// The part of a window in which something was recorded, if the recording began within it: a plot
    /// of the first minute is not 14 minutes of nothing.
    #[must_use]
    pub fn recorded_part(&self, window: TimeWindow) -> TimeWindow {
        let first = self.history.within(window).next();
        let Some(begin) = first.filter(|first| !first.joined) else {
            return window;
        };
        let event = self.timeline_events.within(window).next();
        let begin_ms = event.map_or(begin.at_ms, |event| event.at_ms.min(begin.at_ms));
        let latest_ms = window.to_ms - milliseconds(SHORTEST_SPAN);
        TimeWindow {
            from_ms: begin_ms.min(latest_ms).max(window.from_ms),
            to_ms: window.to_ms,
        }
    }

    /// Whether two intervals were missed, so that the newest figures may be outdated.
    #[must_use]
    pub fn is_stale(&self, now: Now) -> bool {
        self.age(now).is_some_and(|age| age > self.longest_wait())
    }

    /// What the newest figures say, unless they are outdated.
    #[must_use]
    pub fn pi_health(&self, now: Now) -> PiHealth {
        let latest = self.latest.as_ref().filter(|_| !self.is_stale(now));
        latest.map_or_else(PiHealth::default, |latest| {
            PiHealth::of(latest, &self.thresholds)
        })
    }

    /// The rates of the Pi's network.
    #[must_use]
    pub fn rates(&self) -> Rates {
        self.meter.rates()
    }

    /// The history in a time window, as CSV.
    #[must_use]
    pub fn csv(&self, window: TimeWindow) -> String {
        history_csv::csv(
            self.history.within(window),
            self.timeline_events.within(window),
        )
    }

    /// When the figures become outdated without an event, or a loss of the transport is to be shown.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let fresh = self.age(now).filter(|_| !self.is_stale(now));
        // They are outdated only after that time.
        let stale = fresh.map(|age| self.longest_wait().saturating_sub(age) + JUST_AFTER);
        stale.into_iter().chain(self.loss.next_tick(now)).min()
    }

    /// Shows a loss of the transport that has lasted.
    pub(crate) fn show_lasting_loss(&mut self, notices: &mut Notices, now: Now) {
        for status in self
            .loss
            .due(now)
            .into_iter()
            .flat_map(|(_, states)| states)
        {
            self.show_stream(status, notices, now);
        }
    }

    fn show_stream(&mut self, status: LinkState, notices: &mut Notices, now: Now) {
        let is_reopened = self.stream.is_live() && status.is_live();
        if !is_reopened {
            self.log_change(&status, notices, now);
        }
        self.stream = status;
    }

    pub(crate) fn handle_event(&mut self, event: MonitorEvent, notices: &mut Notices, now: Now) {
        match event {
            MonitorEvent::Stream(status) => {
                if let Some(status) = self.loss.pass(&self.stream, status, now) {
                    self.show_stream(status, notices, now);
                }
            }
            MonitorEvent::Telemetry(telemetry) => {
                if self.is_lost && telemetry.transport == Transport::Socket {
                    self.log_live(notices, now);
                }
                self.handle_telemetry(*telemetry);
            }
        }
    }

    pub(crate) fn handle_intent(&mut self, intent: MonitorIntent) -> Option<Command> {
        match intent {
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

    /// Adds timeline events for what has changed in the open session and its cameras.
    pub(crate) fn observe_session(
        &mut self,
        session: ObservedSession<'_>,
        cameras: impl Iterator<Item = (MacAddr, Option<TimelineEventKind>)>,
        now: Now,
    ) {
        let at_ms = self.advance(now);
        self.timeline_events
            .observe_session(session, cameras, at_ms);
    }

    /// Adds a timeline event when the event stream was lost or restored.
    pub(crate) fn observe_link(&mut self, link: &LinkState, now: Now) {
        let at_ms = self.advance(now);
        self.timeline_events.observe_link(link, at_ms);
    }

    /// The position of `now`. If the wall clock was set, what is recorded moves along, so that
    /// nothing counts as old, or as of the future, for that.
    fn advance(&mut self, now: Now) -> i64 {
        let jump_ms = self.timeline.jump_ms(now);
        if jump_ms != 0 {
            self.timeline.shift(jump_ms);
            self.shift(jump_ms);
        }
        self.timeline.advance(now)
    }

    fn shift(&mut self, by_ms: i64) {
        self.history.shift(by_ms);
        self.timeline_events.shift(by_ms);
    }

    fn handle_telemetry(&mut self, telemetry: Telemetry) {
        let longest_ms = milliseconds(self.longest_wait());
        let at_ms = self.advance(telemetry.received);
        let newest = self.history.newest();
        let joined = newest.is_some_and(|newest| at_ms - newest.at_ms <= longest_ms);
        if let Some(passed) = self.age(telemetry.received) {
            self.intervals.push_back(passed);
            if self.intervals.len() > RECENT_INTERVALS {
                self.intervals.pop_front();
            }
        }
        self.meter.update(&telemetry);
        let point = HistoryPoint::of_sample(at_ms, joined, &telemetry.sample);
        self.history.push(point);
        self.latest = Some(telemetry);
    }

    /// Two usual intervals of this Pi, at least two of the contract.
    fn longest_wait(&self) -> Duration {
        let mut seen: Vec<Duration> = self.intervals.iter().copied().collect();
        seen.sort_unstable();
        let usual = seen.get(seen.len() / 2).copied().unwrap_or(INTERVAL);
        2 * usual.clamp(INTERVAL, LONGEST_INTERVAL)
    }

    /// Logs that the transport was opened or lost, but not each attempt.
    fn log_live(&mut self, notices: &mut Notices, now: Now) {
        let was_lost = std::mem::replace(&mut self.is_lost, false);
        // If the loss was that of the Pi, the line of the event stream says that it is back.
        if !was_lost || self.loss_has_line {
            notices.log(Severity::Info, tr!("monitor-live"), now);
        }
    }

    fn log_change(&mut self, status: &LinkState, notices: &mut Notices, now: Now) {
        match status {
            // After a loss, a socket has to bring figures first: one that opens and breaks again and
            // again would fill the log.
            LinkState::Live { .. } if !self.is_lost || self.choice == TransportChoice::Polling => {
                self.log_live(notices, now);
            }
            LinkState::Retrying { problem, .. } | LinkState::Refused { problem }
                if !self.is_lost =>
            {
                self.is_lost = true;
                let summary = i18n::problem_summary(problem);
                let code = problem.code();
                let text = tr!("monitor-lost", summary = summary, code = code);
                self.loss_has_line = notices.lasting_problem(Severity::Info, text, problem, now);
            }
            LinkState::Off
            | LinkState::Connecting { .. }
            | LinkState::Live { .. }
            | LinkState::Silent { .. }
            | LinkState::Retrying { .. }
            | LinkState::Refused { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{health_history::Series, telemetry::TelemetrySample},
        features::monitor::timeline_events::tests::{live, retrying},
        model::time_window::TimeSpan,
    };

    const MINUTE: Duration = Duration::from_mins(1);

    struct Scenario {
        start: Now,
        monitoring: Monitoring,
    }

    impl Scenario {
        fn new() -> Self {
            let start = Now::read();
            let mut scenario = Self {
                start,
                monitoring: Monitoring::new(start),
            };
            scenario.event(0, MonitorEvent::Stream(live(start)));
            scenario
        }

        fn at(&self, seconds: u64) -> Now {
            self.start + Duration::from_secs(seconds)
        }

        fn event(&mut self, seconds: u64, event: MonitorEvent) {
            self.logged(seconds, event);
        }

        /// How many lines of the event log this event makes.
        fn logged(&mut self, seconds: u64, event: MonitorEvent) -> usize {
            let now = self.at(seconds);
            let mut notices = Notices::default();
            self.monitoring.handle_event(event, &mut notices, now);
            notices.newest_first().len()
        }

        fn figures(&mut self, seconds: u64, transport: Transport) {
            let sample = TelemetrySample {
                cpu_percent: Some(12.0),
                ..TelemetrySample::default()
            };
            let telemetry = Telemetry::of_sample(transport, self.at(seconds), sample);
            self.event(seconds, MonitorEvent::Telemetry(Box::new(telemetry)));
        }

        /// Restores an earlier run with points and timeline events at these times.
        fn restore<const N: usize>(&mut self, points: [i64; N], events: [i64; 1]) {
            let point = |at_ms| HistoryPoint::new(at_ms, true, [Some(1.0), None, None]);
            let event = |at_ms| TimelineEvent {
                at_ms,
                kind: TimelineEventKind::Failed,
                mac: None,
            };
            let (points, events) = (points.map(point), events.map(event));
            self.monitoring.restore(points, events, self.start);
        }

        /// The times of all points and timeline events.
        fn recorded(&self) -> (Vec<i64>, Vec<i64>) {
            let points = self.monitoring.history.points();
            let events = self.monitoring.timeline_events.all();
            (
                points.map(|point| point.at_ms).collect(),
                events.map(|event| event.at_ms).collect(),
            )
        }

        /// Seconds from the beginning, line by line.
        fn lines(&self) -> Vec<Vec<u64>> {
            let window = TimeWindow {
                from_ms: 0,
                to_ms: i64::MAX,
            };
            let zero = self.start.wall.as_millisecond();
            let mut lines: Vec<Vec<u64>> = Vec::new();
            for point in self.monitoring.history.within(window) {
                let seconds = u64::try_from((point.at_ms - zero) / 1_000).unwrap_or(0);
                match lines.last_mut() {
                    Some(line) if point.joined => line.push(seconds),
                    Some(_) | None => lines.push(vec![seconds]),
                }
            }
            lines
        }
    }

    #[test]
    fn two_missed_intervals_are_a_gap() {
        let mut scenario = Scenario::new();
        for seconds in [0, 5, 10, 20, 25, 36, 41] {
            scenario.figures(seconds, Transport::Socket);
        }
        assert_eq!(scenario.lines(), [vec![0, 5, 10, 20, 25], vec![36, 41]]);
    }

    #[test]
    fn a_pi_that_always_sends_slowly_has_no_gaps_once_its_interval_is_known() {
        let mut scenario = Scenario::new();
        for i in 0..10 {
            scenario.figures(i * 30, Transport::Socket);
        }
        let lines = scenario.lines();
        assert!(lines.len() <= 3, "{lines:?}");
        scenario.figures(10 * 30 + 90, Transport::Socket);
        assert_eq!(
            scenario.lines().len(),
            lines.len() + 1,
            "still one missed is one missed"
        );
    }

    #[test]
    fn figures_are_stale_after_two_missed_intervals() {
        let mut scenario = Scenario::new();
        let transport =
            |scenario: &Scenario, seconds| scenario.monitoring.transport(scenario.at(seconds));
        assert_eq!(transport(&scenario, 0), Transport::None);
        assert_eq!(scenario.monitoring.next_tick(scenario.at(0)), None);
        scenario.figures(100, Transport::Socket);
        assert_eq!(transport(&scenario, 110), Transport::Socket);
        assert!(!scenario.monitoring.is_stale(scenario.at(110)));
        let stale_in = |scenario: &Scenario, seconds| {
            let tick = scenario.monitoring.next_tick(scenario.at(seconds));
            tick.map(|tick| tick.as_secs())
        };
        assert_eq!(stale_in(&scenario, 100), Some(10));
        assert_eq!(stale_in(&scenario, 109), Some(1));
        assert!(scenario.monitoring.is_stale(scenario.at(111)));
        assert_eq!(transport(&scenario, 111), Transport::None);
        let age = scenario.monitoring.age(scenario.at(160));
        assert_eq!(age, Some(Duration::from_mins(1)));
        assert_eq!(stale_in(&scenario, 160), None, "it is no news");
    }

    #[test]
    fn the_transport_is_none_between_a_lost_socket_and_the_first_poll() {
        let mut scenario = Scenario::new();
        scenario.figures(5, Transport::Socket);
        scenario.event(6, MonitorEvent::Stream(retrying(scenario.at(6))));
        assert_eq!(
            scenario.monitoring.transport(scenario.at(6)),
            Transport::None
        );
        scenario.figures(10, Transport::Polling);
        assert_eq!(
            scenario.monitoring.transport(scenario.at(10)),
            Transport::Polling
        );
    }

    #[test]
    fn a_socket_that_opens_and_breaks_again_and_again_is_logged_once() {
        let mut scenario = Scenario::new();
        let mut logged = Vec::new();
        for seconds in (6..46).step_by(10) {
            let lost = MonitorEvent::Stream(retrying(scenario.at(seconds)));
            logged.push(scenario.logged(seconds, lost));
            scenario.figures(seconds + 1, Transport::Polling);
            let opened = MonitorEvent::Stream(live(scenario.at(seconds + 2)));
            logged.push(scenario.logged(seconds + 2, opened));
        }
        assert_eq!(logged, [1, 0, 0, 0, 0, 0, 0, 0]);
        let figures = Telemetry::of_sample(
            Transport::Socket,
            scenario.at(60),
            TelemetrySample::default(),
        );
        let figures = MonitorEvent::Telemetry(Box::new(figures));
        assert_eq!(scenario.logged(60, figures.clone()), 1, "live again");
        assert_eq!(scenario.logged(61, figures), 0);
    }

    #[test]
    fn the_history_and_the_events_of_an_earlier_run_are_restored() {
        let mut scenario = Scenario::new();
        let now_ms = scenario.start.wall.as_millisecond();
        let day = 24 * 60 * 60 * 1_000;
        scenario.restore([now_ms - day - 60_000, now_ms - 7_000], [now_ms - 8_000]);
        scenario.figures(0, Transport::Polling);
        assert_eq!(
            scenario.recorded(),
            ([now_ms - 7_000, now_ms].to_vec(), vec![now_ms - 8_000]),
            "too old is not kept"
        );
        let newest = scenario.monitoring.history.newest();
        assert!(newest.is_some_and(|point| point.joined));
        let window = TimeWindow::ending_at(now_ms, TimeSpan::default().duration());
        let bounds = scenario.monitoring.history.bounds(Series::Cpu, window);
        assert_eq!(
            bounds.map(|bounds| (bounds.min, bounds.max)),
            Some((1.0, 12.0))
        );
        assert_eq!(scenario.monitoring.csv(window).lines().count(), 4);
    }

    #[test]
    fn a_clock_that_is_behind_at_the_start_keeps_the_history() {
        // A Pi without a battery for its clock, after a power cut: an hour, or 50 years.
        for behind in [3_600_000, 50 * 365 * 24 * 3_600_000] {
            let mut scenario = Scenario::new();
            let now_ms = scenario.start.wall.as_millisecond();
            let newest = now_ms + behind;
            scenario.restore([newest - 5_000, newest], [newest - 1_000]);
            scenario.figures(0, Transport::Polling);
            let expected = [now_ms - 5_001, now_ms - 1, now_ms];
            assert_eq!(
                scenario.recorded(),
                (expected.to_vec(), vec![now_ms - 1_001])
            );
        }
    }

    #[test]
    fn nothing_is_lost_or_moved_when_the_clock_jumps_by_three_years_and_back() {
        let mut scenario = Scenario::new();
        let start_ms = scenario.start.wall.as_millisecond();
        scenario.restore([start_ms - 60_000], [start_ms - 50_000]);
        scenario.figures(0, Transport::Socket);
        let three_years = jiff::SignedDuration::from_hours(3 * 365 * 24);
        for (seconds, jump) in [
            (5, three_years),
            (10, -three_years),
            (15, jiff::SignedDuration::ZERO),
        ] {
            let mut now = scenario.at(seconds);
            now.wall += jump;
            let sample = TelemetrySample::default();
            let telemetry = Box::new(Telemetry::of_sample(Transport::Socket, now, sample));
            let mut notices = Notices::default();
            let event = MonitorEvent::Telemetry(telemetry);
            scenario.monitoring.handle_event(event, &mut notices, now);
            assert_eq!(
                scenario.monitoring.now_ms(now),
                now.wall.as_millisecond(),
                "the axis shows the time of the clock"
            );
        }
        let expected = [-60_000, 0, 5_000, 10_000, 15_000].map(|ms| start_ms + ms);
        assert_eq!(
            scenario.recorded(),
            (expected.to_vec(), vec![start_ms - 50_000])
        );
        assert_eq!(scenario.lines().len(), 2, "no gap in this run");
    }

    #[test]
    fn the_shown_window_begins_with_a_recording_that_has_just_begun() {
        let mut scenario = Scenario::new();
        let start_ms = scenario.start.wall.as_millisecond();
        let part = |scenario: &Scenario, seconds: i64| {
            let window = TimeWindow::ending_at(start_ms + seconds * 1_000, MINUTE * 15);
            let part = scenario.monitoring.recorded_part(window);
            assert_eq!(part.to_ms, window.to_ms);
            (part.from_ms - start_ms) / 1_000
        };
        assert_eq!(part(&scenario, 0), -900, "nothing is recorded");
        // An earlier run, longer ago than the window.
        scenario.restore([start_ms - 3_600_000], [start_ms - 3_600_000]);
        for seconds in 0..10 {
            scenario.figures(seconds * 5, Transport::Socket);
        }
        assert_eq!(part(&scenario, 45), -15, "a minute at least");
        assert_eq!(part(&scenario, 600), 0);
        for seconds in 10..400 {
            scenario.figures(seconds * 5, Transport::Socket);
        }
        assert_eq!(part(&scenario, 1_995), 1_095, "all 15 minutes are recorded");
    }

    #[test]
    fn a_choice_of_transport_is_sent_once() {
        let now = Now::read();
        let mut monitoring = Monitoring::new(now);
        let mut choose = |choice| monitoring.handle_intent(MonitorIntent::Transport(choice));
        assert!(matches!(
            choose(TransportChoice::Polling),
            Some(Command::Monitor(TransportChoice::Polling))
        ));
        assert!(choose(TransportChoice::Polling).is_none());
    }
}
