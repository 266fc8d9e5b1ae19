//! Polling replaces the socket when the Pi or its socket fails, or when a person chooses it.

use super::{INFO, brisk, ticking};
use crate::client::{Console, count, until};
use pidash::{
    domain::telemetry::{Transport, TransportChoice},
    messages::Command,
    simulator::{Calls, Fault},
};

#[tokio::test]
async fn a_pi_that_refuses_the_socket_is_polled_until_it_opens_one() {
    let pi = ticking(50).await;
    pi.refuse_monitor(true);
    let mut console = Console::monitoring(&pi, brisk());
    let problem = console.monitor_retrying().await;
    assert_eq!(
        (&*problem.code(), problem.http_status),
        ("SOCKET_REFUSED", Some(403))
    );
    for _ in 0..3 {
        let figures = console.figures(Transport::Polling).await;
        assert!(figures.sample.memory_used_mb.is_some());
        assert_eq!((figures.services, figures.alerts_count), (None, None));
    }
    pi.refuse_monitor(false);
    console.socket_live().await;
    console.figures(Transport::Socket).await;
}

#[tokio::test]
async fn a_lost_socket_is_opened_again() {
    let pi = ticking(50).await;
    let mut console = Console::monitoring(&pi, brisk());
    for _ in 0..3 {
        console.figures(Transport::Socket).await;
        pi.set_fault(Fault::MonitorDropped);
        let problem = console.monitor_retrying().await;
        assert!(problem.code().starts_with("SOCKET_"), "{problem:?}");
        console.socket_live().await;
    }
    console.figures(Transport::Socket).await;
}

#[tokio::test]
async fn a_lost_socket_that_cannot_be_opened_is_replaced_by_polling() {
    let pi = ticking(50).await;
    let mut console = Console::monitoring(&pi, brisk());
    console.figures(Transport::Socket).await;
    pi.refuse_monitor(true);
    pi.set_fault(Fault::MonitorDropped);
    console.figures(Transport::Polling).await;
}

#[tokio::test]
async fn a_silent_socket_is_replaced_by_polling_and_opened_again() {
    let pi = ticking(50).await;
    pi.set_fault(Fault::MonitorMute);
    let mut console = Console::monitoring(&pi, brisk());
    console.socket_live().await;
    console.figures(Transport::Polling).await;
    let problem = console.monitor_retrying().await;
    assert_eq!(problem.code(), "SOCKET_SILENT");
    console.figures(Transport::Polling).await;
    pi.clear_fault(Fault::MonitorMute);
    console.figures(Transport::Socket).await;
}

#[tokio::test]
async fn figures_return_with_the_pi_when_polling_failed_too() {
    let pi = ticking(50).await;
    let mut console = Console::monitoring(&pi, brisk());
    console.figures(Transport::Socket).await;
    pi.set_offline(true);
    console.monitor_retrying().await;
    let problem = console.monitor_retrying().await;
    assert!(
        matches!(
            &*problem.code(),
            "UNREACHABLE" | "NOT_A_SOCKET" | "SOCKET_LOST"
        ),
        "{problem:?}"
    );
    pi.set_offline(false);
    console.socket_live().await;
    console.figures(Transport::Socket).await;
}

#[tokio::test]
async fn polling_that_fails_goes_on_until_it_works() {
    let pi = ticking(50).await;
    pi.refuse_monitor(true);
    pi.set_fault_for(
        Fault::refused(500, None),
        Calls::to("/system/info").times(4),
    );
    let mut console = Console::monitoring(&pi, brisk());
    console.figures(Transport::Polling).await;
    assert_eq!(count(&pi, "GET", INFO), 5);
}

#[tokio::test]
async fn an_older_pi_is_polled_at_its_own_address() {
    let pi = ticking(50).await;
    pi.refuse_monitor(true);
    pi.set_fault(Fault::OlderPi);
    let mut console = Console::monitoring(&pi, brisk());
    for _ in 0..3 {
        console.figures(Transport::Polling).await;
    }
    assert_eq!(count(&pi, "GET", "/api/v1/system/info"), 1, "remembered");
}

#[tokio::test]
async fn a_person_can_force_either_transport() {
    let pi = ticking(50).await;
    let mut console = Console::monitoring(&pi, brisk());
    console.figures(Transport::Socket).await;
    console.send(Command::Monitor(TransportChoice::Polling));
    console.figures(Transport::Polling).await;
    console.socket_live().await;
    console.figures(Transport::Polling).await;
    console.figures(Transport::Polling).await;
    until("closed sockets", || pi.monitors() == 0).await;
    let polls = count(&pi, "GET", INFO);
    pi.refuse_monitor(true);
    console.send(Command::Monitor(TransportChoice::Socket));
    for _ in 0..3 {
        console.monitor_retrying().await;
    }
    assert!(count(&pi, "GET", INFO) <= polls + 1, "no more polls");
    pi.refuse_monitor(false);
    console.figures(Transport::Socket).await;
}

#[tokio::test]
async fn chosen_polling_reports_its_state() {
    let pi = ticking(50).await;
    let mut console = Console::monitoring(&pi, brisk());
    console.send(Command::Monitor(TransportChoice::Polling));
    console.figures(Transport::Polling).await;
    pi.set_fault_for(
        Fault::refused(503, None),
        Calls::to("/system/info").times(1),
    );
    let problem = console.monitor_retrying().await;
    assert_eq!(problem.http_status, Some(503));
    console.socket_live().await;
}
