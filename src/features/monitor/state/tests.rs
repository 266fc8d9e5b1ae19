//! Freshness, gaps and what survives a restart, on made-up figures.

use std::time::Duration;

use super::Monitoring;
use crate::{
    domain::{
        clock::Now,
        health_history::{HistoryPoint, Series},
        telemetry::{Telemetry, TelemetrySample, Transport, TransportChoice},
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    features::{
        State,
        intent::Intent,
        monitor::{
            intent::MonitorIntent,
            timeline_events::tests::{live, retrying},
        },
    },
    messages::{Command, MonitorEvent},
    model::{
        notices::Notices,
        time_window::{TimeSpan, TimeWindow},
    },
};
struct Story {
    start: Now,
    monitoring: Monitoring,
}

impl Story {
    fn new() -> Self {
        let start = Now::read();
        let mut story = Self {
            start,
            monitoring: Monitoring::new(start),
        };
        story.event(0, MonitorEvent::Stream(live(start)));
        story
    }

    fn at(&self, seconds: u64) -> Now {
        self.start + Duration::from_secs(seconds)
    }

    fn event(&mut self, seconds: u64, event: MonitorEvent) {
        let now = self.at(seconds);
        let mut notices = Notices::default();
        self.monitoring.handle_event(event, &mut notices, now);
    }

    fn figures(&mut self, seconds: u64, transport: Transport) {
        let sample = TelemetrySample {
            cpu_percent: Some(12.0),
            ..TelemetrySample::default()
        };
        let telemetry = Telemetry::of_sample(transport, self.at(seconds), sample);
        self.event(seconds, MonitorEvent::Telemetry(Box::new(telemetry)));
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
fn more_than_two_intervals_without_a_sample_are_a_gap() {
    let mut story = Story::new();
    for seconds in [0, 5, 10, 20, 25, 36, 41] {
        story.figures(seconds, Transport::Socket);
    }
    assert_eq!(story.lines(), [vec![0, 5, 10, 20, 25], vec![36, 41]]);
}

#[test]
fn a_pi_that_is_slow_by_nature_has_no_gaps_once_that_is_known() {
    let mut story = Story::new();
    for i in 0..10 {
        story.figures(i * 30, Transport::Socket);
    }
    let lines = story.lines();
    assert!(lines.len() <= 3, "{lines:?}");
    story.figures(10 * 30 + 90, Transport::Socket);
    assert_eq!(
        story.lines().len(),
        lines.len() + 1,
        "still one missed is one missed"
    );
}

#[test]
fn figures_are_stale_after_two_missed_intervals() {
    let mut story = Story::new();
    let transport = |story: &Story, seconds| story.monitoring.transport(story.at(seconds));
    assert_eq!(transport(&story, 0), Transport::None);
    assert_eq!(story.monitoring.next_tick(story.at(0)), None);
    story.figures(100, Transport::Socket);
    assert_eq!(transport(&story, 110), Transport::Socket);
    assert!(!story.monitoring.is_stale(story.at(110)));
    let second = Some(Duration::from_secs(1));
    assert_eq!(
        story.monitoring.next_tick(story.at(100)),
        second,
        "its age is counted"
    );
    assert!(story.monitoring.is_stale(story.at(111)));
    assert_eq!(transport(&story, 111), Transport::None);
    let age = story.monitoring.age(story.at(160));
    assert_eq!(age, Some(Duration::from_mins(1)));
    assert_eq!(story.monitoring.next_tick(story.at(160)), second);
}

#[test]
fn the_transport_is_none_between_a_lost_socket_and_the_first_poll() {
    let mut story = Story::new();
    story.figures(5, Transport::Socket);
    story.event(6, MonitorEvent::Stream(retrying(story.at(6))));
    assert_eq!(story.monitoring.transport(story.at(6)), Transport::None);
    story.figures(10, Transport::Polling);
    assert_eq!(story.monitoring.transport(story.at(10)), Transport::Polling);
}

#[test]
fn what_happened_before_a_restart_is_still_marked() {
    let mut story = Story::new();
    let now_ms = story.monitoring.now_ms(story.start);
    let event = |at_ms| TimelineEvent {
        at_ms,
        kind: TimelineEventKind::Failed,
        mac: None,
    };
    let timeline_events = [now_ms - 7_000, now_ms + 60_000].map(event);
    story.monitoring.restore([], timeline_events, story.start);
    let kept: Vec<TimelineEvent> = story.monitoring.timeline_events.all().copied().collect();
    assert_eq!(kept, [event(now_ms - 7_000)], "none from the future");
}

#[test]
fn a_restart_goes_on_where_the_last_run_ended() {
    let mut story = Story::new();
    let now_ms = story.start.wall.as_millisecond();
    let point = |at_ms| HistoryPoint::new(at_ms, true, [Some(1.0), None, None]);
    let day = 24 * 60 * 60 * 1_000;
    let old = [now_ms - day - 60_000, now_ms - 7_000, now_ms + 60_000];
    story.monitoring.restore(old.map(point), [], story.start);
    story.figures(0, Transport::Polling);
    let kept: Vec<i64> = story
        .monitoring
        .history
        .points()
        .map(|point| point.at_ms)
        .collect();
    assert_eq!(
        kept,
        [now_ms - 7_000, now_ms],
        "too old and in the future are not kept"
    );
    assert!(
        story
            .monitoring
            .history
            .newest()
            .is_some_and(|point| point.joined)
    );
    let window = TimeWindow::ending_at(now_ms, TimeSpan::default().duration());
    let bounds = story.monitoring.history.bounds(Series::Cpu, window);
    assert_eq!(
        bounds.map(|bounds| (bounds.min, bounds.max)),
        Some((1.0, 12.0))
    );
    assert!(story.monitoring.csv(window).lines().count() == 3);
}

#[test]
fn a_choice_of_transport_is_passed_on_once() {
    let now = Now::read();
    let mut state = State::new("pi", None, now);
    let mut choose = |choice| {
        let action = MonitorIntent::Transport(choice);
        state.handle_intent(Intent::Monitor(action), now)
    };
    assert!(matches!(
        choose(TransportChoice::Polling),
        Some(Command::Monitor(TransportChoice::Polling))
    ));
    assert!(choose(TransportChoice::Polling).is_none());
}
