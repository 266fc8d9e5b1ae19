//! Why cameras failed: a table with one row for each rule, the most likely cause first.
//!
//! A row takes the cameras that show one of its `signs` (a sign is the step and the code of a failure)
//! and for which `camera` holds. It names its cause if there is such a camera and `batch` holds for
//! all of them together. A sign alone never names a cause: each row asks for more, such as several
//! cameras that failed alike, a weak signal, cameras that did verify, or the Pi at that moment.

use super::failure_evidence::{Absence, Alike, FailedCamera};
use Sign::{NoAnswer, NoMqtt, NotAllowed, NotConfirmed, PiBusy, Rejected, Unexplained};

/// How a camera failed: the step and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It did not take the credentials: `DEVICE_REJECTED`.
    Rejected,
    /// It took the credentials and was not seen on the target network in time:
    /// `VERIFICATION_TIMEOUT`, or `DEVICE_TIMEOUT` and `TIMEOUT` from the step “accepted” on.
    NotConfirmed,
    /// The Pi did not get through to it: `DEVICE_UNREACHABLE`, `DEVICE_NOT_FOUND`,
    /// `NETWORK_ERROR`, or `DEVICE_TIMEOUT` and `TIMEOUT` before the step “accepted”.
    NoAnswer,
    /// `MQTT_UNAVAILABLE`.
    NoMqtt,
    /// `DEVICE_NOT_IN_ALLOWLIST`.
    NotAllowed,
    /// The Pi holds the command up, and it is sent again: `RATE_LIMITED`, `CIRCUIT_OPEN`,
    /// `SERVICE_UNAVAILABLE`.
    PiBusy,
    /// Any other code, or none.
    Unexplained,
}

/// Why cameras failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The Pi has no MQTT connection, over which cameras report.
    MqttDown,
    /// The Pi restarted meanwhile.
    PiRestarted,
    /// The passphrase is wrong.
    Passphrase,
    /// The passphrase is wrong, or the access point does not take these cameras: it is not on
    /// 2.4 GHz, is WPA3 only, or requires protected management frames.
    Network,
    /// The camera is too far away.
    WeakSignal,
    /// The Pi is too hot, or has no memory or processor time left.
    PiOverloaded,
    /// The Pi reaches no camera: they have no power, or its onboarding network is down.
    NoneReached,
    /// The access point is too far away for these cameras, or takes no more of them.
    AccessPoint,
    /// The camera does not answer.
    CameraSilent,
    /// The camera does not take what others take.
    CameraRejects,
    /// The camera is not on the allowlist.
    NotAllowed,
    /// The Pi takes no more commands at the moment.
    PiBusy,
    /// The connection to the Pi was lost meanwhile.
    ConnectionLost,
}

/// A row of the table.
pub struct Rule {
    /// The cause that it names.
    pub cause: Cause,
    /// Cameras with any of these signs.
    pub signs: &'static [Sign],
    /// What has to hold for each of these cameras.
    pub camera: fn(&FailedCamera) -> bool,
    /// What has to hold for all of them together.
    pub batch: fn(&Alike) -> bool,
}

/// The table.
pub const RULES: [Rule; 17] = [
    // The Pi says that MQTT is down: it cannot hear that a camera has joined.
    Rule {
        cause: Cause::MqttDown,
        signs: &[NotConfirmed, NoMqtt],
        camera: |camera| camera.pi.mqtt_is_down,
        batch: |_| true,
    },
    // The Pi refuses several cameras for want of MQTT, though its figures do not say so (yet).
    Rule {
        cause: Cause::MqttDown,
        signs: &[NoMqtt],
        camera: |_| true,
        batch: |alike| alike.cameras >= 2,
    },
    // The Pi restarted in the middle of their attempt.
    Rule {
        cause: Cause::PiRestarted,
        signs: &[NoAnswer, Unexplained],
        camera: |camera| camera.absence == Some(Absence::Restart),
        batch: |_| true,
    },
    // Several reject the credentials, or one twice, or the one that went first, and none is verified.
    Rule {
        cause: Cause::Passphrase,
        signs: &[Rejected],
        camera: |_| true,
        batch: |alike| alike.verified == 0 && alike.is_repeated(),
    },
    // The same for accepted and never joined, unless all of them have a weak signal.
    Rule {
        cause: Cause::Network,
        signs: &[NotConfirmed],
        camera: |_| true,
        batch: |alike| alike.verified == 0 && alike.weak < alike.cameras && alike.is_repeated(),
    },
    // A weak signal, wherever it stopped.
    Rule {
        cause: Cause::WeakSignal,
        signs: &[NotConfirmed, NoAnswer, Unexplained],
        camera: FailedCamera::is_weak,
        batch: |_| true,
    },
    // Several accepted and never joined, all with a weak signal: it may be the network all the same.
    Rule {
        cause: Cause::Network,
        signs: &[NotConfirmed],
        camera: |_| true,
        batch: |alike| alike.verified == 0 && alike.cameras >= 2,
    },
    // They ran out of time while a figure of the Pi was critical.
    Rule {
        cause: Cause::PiOverloaded,
        signs: &[NotConfirmed, NoAnswer, Unexplained],
        camera: |camera| camera.pi.critical.is_some(),
        batch: |_| true,
    },
    // Several do not answer, and none is verified.
    Rule {
        cause: Cause::NoneReached,
        signs: &[NoAnswer],
        camera: |camera| !camera.is_weak(),
        batch: |alike| alike.verified == 0 && alike.cameras >= 2,
    },
    // Others joined, so the credentials are right.
    Rule {
        cause: Cause::AccessPoint,
        signs: &[NotConfirmed],
        camera: |camera| !camera.is_weak(),
        batch: |alike| alike.verified > 0,
    },
    // The Pi gets through to others.
    Rule {
        cause: Cause::CameraSilent,
        signs: &[NoAnswer],
        camera: |_| true,
        batch: |alike| alike.verified > 0,
    },
    // One does not answer, again and again.
    Rule {
        cause: Cause::CameraSilent,
        signs: &[NoAnswer],
        camera: |camera| camera.tries >= 2,
        batch: |alike| alike.cameras == 1,
    },
    // Others took the same credentials.
    Rule {
        cause: Cause::CameraRejects,
        signs: &[Rejected],
        camera: |_| true,
        batch: |alike| alike.verified > 0,
    },
    // The Pi says so, and so does the camera's own entry.
    Rule {
        cause: Cause::NotAllowed,
        signs: &[NotAllowed],
        camera: |camera| !camera.is_listed,
        batch: |_| true,
    },
    // Commands for several cameras wait.
    Rule {
        cause: Cause::PiBusy,
        signs: &[PiBusy],
        camera: |camera| camera.waits,
        batch: |alike| alike.cameras >= 2,
    },
    // The connection to the Pi was lost in the middle of their attempt.
    Rule {
        cause: Cause::ConnectionLost,
        signs: &[NoAnswer, Unexplained],
        camera: |camera| camera.absence == Some(Absence::Connection),
        batch: |_| true,
    },
    // The same for cameras that have the credentials: their report may have been missed.
    Rule {
        cause: Cause::ConnectionLost,
        signs: &[NotConfirmed],
        camera: |camera| camera.absence.is_some(),
        batch: |_| true,
    },
];

impl Cause {
    /// Whether the cameras that are not tried yet would fail for it, too.
    #[must_use]
    pub fn concerns_all(self) -> bool {
        matches!(self, Self::MqttDown | Self::Passphrase | Self::Network)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        domain::{
            candidate::{
                Candidate,
                CandidateState::{Failed, Provisioned, Provisioning, Verified, Verifying},
                Failure,
            },
            pi_health::PiHealth,
            problem::{ErrorCode, Problem},
            session::{SessionId, SessionState},
            thresholds::Metric,
        },
        features::provisioning::{
            intent::ProvisioningIntent,
            state::tests::{Console, address, camera, snapshot},
        },
        messages::{DeviceVerb, Event, Reply, SessionVerb},
    };

    const NOT_SEEN: &str = "VERIFICATION_TIMEOUT";
    const UNREACHABLE: &str = "DEVICE_UNREACHABLE";
    const REJECTED: &str = "DEVICE_REJECTED";

    /// Cameras 1, 2, … with these signals.
    fn with_signals(signals: &[i16]) -> Console {
        let numbered = (1..).zip(signals);
        let cameras = numbered.map(|(number, rssi)| Candidate {
            rssi_dbm: Some(*rssi),
            ..camera(number)
        });
        Console::open(cameras.collect())
    }

    /// Four cameras with a good signal.
    fn four() -> Console {
        with_signals(&[-50; 4])
    }

    /// A camera that was tried before.
    fn tried_before() -> Console {
        let retried = Candidate {
            retry_count: 1,
            ..camera(1)
        };
        Console::open(vec![retried, camera(2)])
    }

    fn fail_in(console: &mut Console, macs: &[u8], code: &str) {
        let during = if code == NOT_SEEN {
            Verifying
        } else {
            Provisioning
        };
        for mac in macs {
            console.fail(*mac, during.clone(), code);
        }
    }

    fn causes(console: &Console) -> Vec<(Cause, usize)> {
        let causes = console.batch().causes.iter();
        causes
            .map(|likely| (likely.cause, likely.cameras.len()))
            .collect()
    }

    fn first(console: &Console) -> Option<(Cause, usize)> {
        causes(console).first().copied()
    }

    fn hot() -> PiHealth {
        PiHealth {
            critical: Some((Metric::Temperature, 84.0)),
            ..PiHealth::default()
        }
    }

    fn without_mqtt() -> PiHealth {
        PiHealth {
            mqtt_is_down: true,
            ..PiHealth::default()
        }
    }

    #[test]
    fn no_code_alone_names_a_cause() {
        for code in [
            NOT_SEEN,
            UNREACHABLE,
            REJECTED,
            "DEVICE_TIMEOUT",
            "TIMEOUT",
            "NETWORK_ERROR",
            "MQTT_UNAVAILABLE",
            "RATE_LIMITED",
            "DEVICE_NOT_IN_ALLOWLIST",
            "INTERNAL_ERROR",
            "TEAPOT",
        ] {
            for during in [Provisioning, Provisioned, Verifying] {
                let mut console = four();
                console.fail(1, during.clone(), code);
                assert_eq!(causes(&console), [], "{code} during {during:?}");
            }
        }
    }

    #[test]
    fn cameras_that_do_not_fail_have_no_cause() {
        let mut console = with_signals(&[-90, -50, -50, -50]);
        console.provisioning.note_pi_health(hot());
        for mac in 1..=4 {
            for state in [Provisioning, Provisioned, Verifying, Verified] {
                console.set_state(mac, state);
                assert_eq!(causes(&console), []);
            }
        }
    }

    #[test]
    fn without_mqtt_no_report_arrives() {
        let mut console = four();
        console.provisioning.note_pi_health(without_mqtt());
        fail_in(&mut console, &[1, 2], NOT_SEEN);
        assert_eq!(
            causes(&console),
            [(Cause::MqttDown, 2), (Cause::Network, 2)]
        );
        let mut console = four();
        fail_in(&mut console, &[1, 2], NOT_SEEN);
        console.provisioning.note_pi_health(without_mqtt());
        fail_in(&mut console, &[3], UNREACHABLE);
        assert_eq!(first(&console), Some((Cause::Network, 2)), "it was up then");
    }

    #[test]
    fn several_that_the_pi_refuses_for_want_of_mqtt_show_that_it_is_down() {
        let mut console = four();
        fail_in(&mut console, &[1], "MQTT_UNAVAILABLE");
        assert_eq!(first(&console), None);
        fail_in(&mut console, &[2], "MQTT_UNAVAILABLE");
        assert_eq!(first(&console), Some((Cause::MqttDown, 2)));
    }

    /// Cameras 1 and 2 are being provisioned when the Pi restarts, which comes back with them failed.
    fn restarted() -> Console {
        let mut console = four();
        console.set_state(1, Provisioning);
        console.set_state(2, Provisioning);
        console.set_state(3, Verified);
        console.advance(5);
        let id = SessionId::new("sess_1");
        console
            .provisioning
            .handle_recoverable(std::slice::from_ref(&id), console.now);
        console.advance(20);
        let failure = Failure {
            code: None,
            message: Some("the Pi restarted".to_owned()),
        };
        let failed = |mac| Candidate {
            state: Failed,
            failure: Some(failure.clone()),
            ..camera(mac)
        };
        let resumed = snapshot("sess_1", SessionState::Active, vec![failed(1), failed(2)]);
        console
            .provisioning
            .handle_resumed(resumed, &mut console.notices, console.now);
        console
    }

    #[test]
    fn a_restart_of_the_pi_ends_the_attempts_that_it_interrupts() {
        let mut console = restarted();
        assert_eq!(first(&console), Some((Cause::PiRestarted, 2)));
        console.advance(5);
        fail_in(&mut console, &[4], "TEAPOT");
        assert_eq!(
            first(&console),
            Some((Cause::PiRestarted, 2)),
            "not the one that began after it"
        );
        console.set_state(1, Provisioning);
        console.set_state(2, Provisioning);
        assert_eq!(first(&console), None, "they are tried again");
    }

    #[test]
    fn several_that_reject_the_credentials_have_the_wrong_passphrase() {
        let mut console = four();
        fail_in(&mut console, &[1], REJECTED);
        assert_eq!(first(&console), None);
        fail_in(&mut console, &[2], REJECTED);
        assert_eq!(first(&console), Some((Cause::Passphrase, 2)));
        console.set_state(3, Verified);
        assert_eq!(first(&console), Some((Cause::CameraRejects, 2)));
        let mut console = tried_before();
        fail_in(&mut console, &[1], REJECTED);
        assert_eq!(first(&console), Some((Cause::Passphrase, 1)), "twice");
    }

    #[test]
    fn the_camera_that_went_first_rejects_or_does_not_join_for_all() {
        for (code, cause) in [(REJECTED, Cause::Passphrase), (NOT_SEEN, Cause::Network)] {
            let mut console = with_signals(&[-50, -60, -60, -60]);
            console.push(ProvisioningIntent::Session(SessionVerb::ProvisionAll));
            fail_in(&mut console, &[2], code);
            assert_eq!(first(&console), None, "another one");
            let mut console = with_signals(&[-50, -60, -60, -60]);
            console.push(ProvisioningIntent::Session(SessionVerb::ProvisionAll));
            fail_in(&mut console, &[1], code);
            assert_eq!(first(&console), Some((cause, 1)));
        }
    }

    #[test]
    fn several_that_accept_the_credentials_and_none_that_joins_point_to_the_network() {
        let mut console = with_signals(&[-50, -50, -90, -50]);
        console.fail(1, Provisioned, "DEVICE_TIMEOUT");
        assert_eq!(first(&console), None);
        fail_in(&mut console, &[2, 3], NOT_SEEN);
        let expected = [(Cause::Network, 3), (Cause::WeakSignal, 1)];
        assert_eq!(causes(&console), expected);
        console.set_state(4, Verified);
        let expected = [(Cause::WeakSignal, 1), (Cause::AccessPoint, 2)];
        assert_eq!(causes(&console), expected);
    }

    #[test]
    fn a_weak_signal_is_the_cause_of_its_camera_only() {
        for code in [NOT_SEEN, UNREACHABLE, "TEAPOT"] {
            let mut console = with_signals(&[-86, -74]);
            fail_in(&mut console, &[1], code);
            assert_eq!(causes(&console), [(Cause::WeakSignal, 1)], "{code}");
            let likely = &console.batch().causes[0];
            assert_eq!(likely.best_dbm, Some(-86));
            assert!(likely.explains(address(1)) && !likely.explains(address(2)));
            let mut console = with_signals(&[-86, -74]);
            fail_in(&mut console, &[2], code);
            assert_eq!(causes(&console), [], "{code}: it is strong enough");
        }
        let mut console = with_signals(&[-86, -74]);
        fail_in(&mut console, &[1], REJECTED);
        assert_eq!(causes(&console), [], "it did answer");
    }

    #[test]
    fn several_with_a_weak_signal_and_none_that_joins_may_be_the_network_all_the_same() {
        let mut console = with_signals(&[-86, -80, -50]);
        fail_in(&mut console, &[1, 2], NOT_SEEN);
        let expected = [(Cause::WeakSignal, 2), (Cause::Network, 2)];
        assert_eq!(causes(&console), expected);
        console.set_state(3, Verified);
        assert_eq!(causes(&console), [(Cause::WeakSignal, 2)]);
    }

    #[test]
    fn a_pi_at_its_limit_lets_cameras_run_out_of_time() {
        let mut console = four();
        console.provisioning.note_pi_health(hot());
        fail_in(&mut console, &[1], UNREACHABLE);
        assert_eq!(causes(&console), [(Cause::PiOverloaded, 1)]);
        let critical = console.batch().causes[0].critical;
        assert_eq!(critical, Some((Metric::Temperature, 84.0)));
        let mut console = four();
        fail_in(&mut console, &[1], UNREACHABLE);
        console.provisioning.note_pi_health(hot());
        fail_in(&mut console, &[2], REJECTED);
        assert_eq!(causes(&console), [], "it was well then, or did answer");
    }

    #[test]
    fn several_that_do_not_answer_and_none_that_does_have_no_power() {
        let mut console = with_signals(&[-50, -50, -86, -50]);
        fail_in(&mut console, &[1, 3], UNREACHABLE);
        assert_eq!(causes(&console), [(Cause::WeakSignal, 1)]);
        fail_in(&mut console, &[2], "DEVICE_TIMEOUT");
        let expected = [(Cause::WeakSignal, 1), (Cause::NoneReached, 2)];
        assert_eq!(causes(&console), expected);
        console.set_state(4, Verified);
        let expected = [(Cause::WeakSignal, 1), (Cause::CameraSilent, 3)];
        assert_eq!(causes(&console), expected);
    }

    #[test]
    fn one_that_does_not_join_although_others_did_is_far_from_the_access_point() {
        let mut console = four();
        fail_in(&mut console, &[1], NOT_SEEN);
        assert_eq!(first(&console), None);
        console.set_state(2, Verified);
        assert_eq!(first(&console), Some((Cause::AccessPoint, 1)));
    }

    #[test]
    fn one_that_does_not_answer_although_others_did_or_twice_is_at_fault_itself() {
        let mut console = four();
        fail_in(&mut console, &[1], UNREACHABLE);
        assert_eq!(first(&console), None);
        console.set_state(2, Verified);
        assert_eq!(first(&console), Some((Cause::CameraSilent, 1)));
        let mut console = tried_before();
        fail_in(&mut console, &[1], UNREACHABLE);
        assert_eq!(first(&console), Some((Cause::CameraSilent, 1)));
        let retried = |number| Candidate {
            retry_count: 1,
            ..camera(number)
        };
        let mut console = Console::open(vec![retried(1), retried(2)]);
        fail_in(&mut console, &[1, 2], UNREACHABLE);
        assert_eq!(causes(&console), [(Cause::NoneReached, 2)], "two are not");
    }

    #[test]
    fn one_that_rejects_what_others_took_is_at_fault_itself() {
        let mut console = four();
        fail_in(&mut console, &[1], REJECTED);
        assert_eq!(first(&console), None);
        console.set_state(2, Verified);
        assert_eq!(first(&console), Some((Cause::CameraRejects, 1)));
    }

    #[test]
    fn one_that_is_refused_and_not_listed_has_to_be_allowed() {
        let code = "DEVICE_NOT_IN_ALLOWLIST";
        let mut console = Console::open(vec![Candidate::unknown(address(1)), camera(2)]);
        fail_in(&mut console, &[1], code);
        assert_eq!(first(&console), Some((Cause::NotAllowed, 1)));
        console.read(vec![camera(1), camera(2)]);
        fail_in(&mut console, &[2], code);
        assert_eq!(first(&console), None, "it is listed");
    }

    #[test]
    fn several_commands_that_wait_show_that_the_pi_is_busy() {
        let mut console = four();
        let limited = Problem {
            http_status: Some(429),
            retry_after: Some(Duration::from_secs(20)),
            ..Problem::new(ErrorCode::RateLimited, console.now.wall)
        };
        for (mac, expected) in [(1, None), (2, Some((Cause::PiBusy, 2)))] {
            let provision = DeviceVerb::Provision;
            console.push(ProvisioningIntent::Device(address(mac), provision));
            let refused = Err(Box::new(limited.clone()));
            let id = SessionId::new("sess_1");
            console.handle(Event::Reply(Reply::Device(
                id,
                address(mac),
                provision,
                refused,
            )));
            assert_eq!(first(&console), expected);
        }
    }

    #[test]
    fn a_lost_connection_explains_only_the_attempts_that_it_interrupts() {
        for (code, others) in [("TEAPOT", vec![]), (NOT_SEEN, vec![(Cause::Network, 2)])] {
            let mut console = four();
            console.set_state(1, Provisioning);
            console.set_state(2, Provisioning);
            console.advance(5);
            console.provisioning.note_connection_lost(console.now);
            console.advance(5);
            fail_in(&mut console, &[1, 2], code);
            let mut expected = others;
            expected.push((Cause::ConnectionLost, 2));
            assert_eq!(causes(&console), expected, "{code}");
            console.advance(5);
            console.set_state(3, Provisioning);
            fail_in(&mut console, &[3], code);
            let explained = console.batch().causes.iter().rev();
            let explained = explained.take(1).map(|likely| likely.cameras.len());
            assert_eq!(explained.collect::<Vec<_>>(), [2], "not the one after it");
        }
    }

    #[test]
    fn what_concerns_several_or_all_is_said_once() {
        let mut console = with_signals(&[-86, -50, -50, -50]);
        console.set_state(4, Verified);
        fail_in(&mut console, &[1, 2], UNREACHABLE);
        let common = console.batch().common_cause();
        let common = common.map(|likely| (likely.cause, likely.cameras.len()));
        let first = first(&console);
        assert_eq!(first, Some((Cause::WeakSignal, 1)), "of one camera");
        assert_eq!(common, Some((Cause::CameraSilent, 2)));
    }
}
