//! The health of the simulated Pi 4: CPU, memory, network and, with thermal inertia, temperature.
//!
//! Seeded and pure: the same load gives the same values.

use std::time::Duration;

use crate::simulator::world::camera_generator::derived_rng;

/// The step of the simulation.
const STEP: Duration = Duration::from_secs(1);

/// After this long, earlier values have no effect: longer jumps start here.
const MEMORY: Duration = Duration::from_hours(2);

/// Time constant of the temperature, in seconds.
const HEAT_SECONDS: f64 = 75.0;

/// The cores of a Pi 4.
const CORES: f64 = 4.0;

/// The health of the Pi.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SystemHealth {
    seed: u64,
    elapsed: Duration,
    /// CPU usage of all cores together.
    pub cpu_percent: f64,
    /// Used memory.
    pub memory_used_mb: f64,
    /// CPU temperature.
    pub temperature_celsius: f64,
    /// Load average over 1, 5 and 15 minutes.
    pub load: [f64; 3],
    /// Since the start.
    pub bytes_received: f64,
    /// Since the start.
    pub bytes_sent: f64,
}

impl SystemHealth {
    /// A Pi that has been idle for a long time.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            elapsed: Duration::ZERO,
            cpu_percent: 6.0,
            memory_used_mb: 402.0,
            temperature_celsius: 49.0,
            load: [0.24; 3],
            bytes_received: 8.1e8,
            bytes_sent: 3.4e8,
        }
    }

    /// Whether a step is due by `to`.
    #[must_use]
    pub fn is_due(&self, to: Duration) -> bool {
        self.elapsed + STEP <= to
    }

    /// Advances to `to` while `busy` cameras are in flight.
    pub fn advance(&mut self, to: Duration, busy: u16) {
        self.elapsed = self.elapsed.max(to.saturating_sub(MEMORY));
        while self.is_due(to) {
            self.elapsed += STEP;
            self.step(f64::from(busy));
        }
    }

    fn step(&mut self, busy: f64) {
        let second = self.elapsed.as_secs();
        let mut chance = derived_rng(self.seed ^ 0x7669_7461, second);
        let mut noise = |width: f64| (chance.f64() - 0.5) * width;
        let wave = |period: f64| (self.elapsed.as_secs_f64() / period).sin();
        let wanted = 5.5 + 5.5 * busy + noise(4.0 + busy) + 1.5 * wave(47.0);
        self.cpu_percent = approach(self.cpu_percent, wanted.clamp(0.5, 97.0), 2.5);
        let used = 402.0 + 11.0 * busy + 14.0 * wave(611.0) + noise(3.0);
        self.memory_used_mb = approach(self.memory_used_mb, used.min(MOST_MEMORY_MB), 12.0);
        let heat = 46.5 + 0.36 * self.cpu_percent + 0.8 * wave(1_300.0);
        self.temperature_celsius = approach(self.temperature_celsius, heat, HEAT_SECONDS);
        let running = self.cpu_percent / 100.0 * CORES;
        for (load, minutes) in self.load.iter_mut().zip([1.0, 5.0, 15.0]) {
            *load = approach(*load, running, 60.0 * minutes);
        }
        self.bytes_received += 2_600.0 + 21_000.0 * busy + noise(900.0);
        self.bytes_sent += 1_900.0 + 9_000.0 * busy + noise(700.0);
    }
}

/// The maximum used memory.
const MOST_MEMORY_MB: f64 = 3_600.0;

/// Moves `value` towards `goal` by one second, with a time constant of `seconds`.
fn approach(value: f64, goal: f64, seconds: f64) -> f64 {
    value + (goal - value) * (1.0 - (-1.0 / seconds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: u64) -> Duration {
        Duration::from_mins(minutes)
    }

    #[test]
    fn load_raises_cpu_at_once_and_temperature_later() {
        let mut system_health = SystemHealth::new(1);
        system_health.advance(minutes(10), 0);
        let idle = system_health;
        assert!(idle.cpu_percent < 15.0, "{idle:?}");
        system_health.advance(minutes(10) + Duration::from_secs(10), 8);
        let begun = system_health;
        assert!(begun.cpu_percent > idle.cpu_percent + 25.0, "{begun:?}");
        let warmer = begun.temperature_celsius - idle.temperature_celsius;
        assert!((0.2..4.0).contains(&warmer), "{warmer}");
        system_health.advance(minutes(16), 8);
        let warmer = system_health.temperature_celsius - idle.temperature_celsius;
        assert!((9.0..25.0).contains(&warmer), "{warmer}");
        assert!(
            system_health.load[0] > system_health.load[2] && system_health.load[2] > idle.load[2]
        );
        assert!(system_health.memory_used_mb > idle.memory_used_mb + 40.0);
        system_health.advance(minutes(17), 0);
        assert!(
            system_health.temperature_celsius > idle.temperature_celsius + 2.0,
            "still warm"
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_values_in_any_steps() {
        let mut at_once = SystemHealth::new(7);
        at_once.advance(minutes(3), 2);
        let mut by_and_by = SystemHealth::new(7);
        for tenth in 0..=1_800 {
            by_and_by.advance(Duration::from_millis(tenth * 100), 2);
        }
        assert_eq!(at_once, by_and_by);
        let mut other = SystemHealth::new(8);
        other.advance(minutes(3), 2);
        assert_ne!(at_once, other);
    }

    #[test]
    fn values_stay_in_a_plausible_range() {
        let mut system_health = SystemHealth::new(3);
        for hour in 1..30 {
            system_health.advance(Duration::from_hours(hour * 24), 200);
            assert!((0.0..=100.0).contains(&system_health.cpu_percent));
            assert!((40.0..90.0).contains(&system_health.temperature_celsius));
        }
    }
}
