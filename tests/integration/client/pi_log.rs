//! The Pi's log: each line is shown once and none is lost, whatever interrupts the stream.

use pidash::{
    domain::{link_state::LinkState, pi_log::PiLogLine, problem::ProblemKind, session::SessionId},
    messages::{Command, Event, PiLogEvent, RecoveryVerb},
    simulator::{Scenario, Simulator, SimulatorConfig},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{Console, pi, pi_with, quick};

/// Makes a request that names `marker`, and reads the log up to its line.
async fn read_up_to(console: &mut Console, marker: &str) -> Vec<PiLogLine> {
    let discard = RecoveryVerb::Discard(SessionId::new(marker));
    console.send(Command::Recovery(discard));
    collect_up_to(console, marker).await
}

async fn collect_up_to(console: &mut Console, marker: &str) -> Vec<PiLogLine> {
    let mut lines: Vec<PiLogLine> = Vec::new();
    console
        .wait_for(marker, |event| {
            if let Event::PiLog(PiLogEvent::Lines(more)) = event {
                lines.extend(more);
            }
            let found = lines.iter().position(|line| line.message.contains(marker));
            found.map(|_| ())
        })
        .await;
    lines
}

/// The whole log up to `marker`, as a console reads it that opens it for the first time.
async fn whole_log(pi: &Simulator, marker: &str) -> Vec<PiLogLine> {
    let mut console = Console::on(pi);
    console.send(Command::PiLog(true));
    let mut lines = collect_up_to(&mut console, marker).await;
    let end = lines.iter().position(|line| line.message.contains(marker));
    lines.truncate(end.unwrap() + 1);
    lines
}

#[tokio::test]
async fn each_line_is_read_once_whatever_interrupts_the_stream() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.send(Command::PiLog(true));
    let mut lines = read_up_to(&mut console, "first-marker").await;
    console.send(Command::PiLog(false));
    console.send(Command::PiLog(true));
    lines.extend(read_up_to(&mut console, "page-entered-again").await);
    console.send(Command::Reconnect(None));
    lines.extend(read_up_to(&mut console, "reconnected-by-hand").await);
    pi.drop_streams();
    lines.extend(read_up_to(&mut console, "stream-dropped").await);

    let expected = whole_log(&pi, "stream-dropped").await;
    assert_eq!(lines[..expected.len()], expected);
}

/// The Pi numbers its lines from 1 again, far below the last number that this console read.
#[tokio::test]
async fn a_restarted_pi_is_read_from_its_first_line() {
    for shown_during_restart in [true, false] {
        let pi = pi().await;
        let mut console = Console::on(&pi);
        console.send(Command::PiLog(true));
        console.live().await;
        let numbered = |number| format!("before-{number:03}");
        for number in 0..200 {
            let discard = RecoveryVerb::Discard(SessionId::new(numbered(number)));
            console.send(Command::Recovery(discard));
            if number % 20 == 19 {
                collect_up_to(&mut console, &numbered(number)).await;
            }
        }
        console.send(Command::PiLog(shown_during_restart));

        let listen = pi.address();
        pi.shutdown().await;
        console.retrying().await;
        console.retrying().await;
        let pi = pi_with(SimulatorConfig {
            listen,
            ..SimulatorConfig::default()
        })
        .await;
        console.live().await;
        if !shown_during_restart {
            console.send(Command::PiLog(true));
        }
        let lines = read_up_to(&mut console, "after-restart").await;

        let expected = whole_log(&pi, "after-restart").await;
        let begin = lines.iter().position(|line| *line == expected[0]);
        let lines = &lines[begin.unwrap_or(0)..];
        assert_eq!(lines[..expected.len()], expected, "{shown_during_restart}");
    }
}

/// A Pi that knows only the older route of the log; it writes no ids and sends the whole log to
/// each connection. `refusal` is its answer to all other requests.
async fn older_pi(refusal: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        for connection in 1.. {
            let (socket, _) = listener.accept().await.unwrap();
            tokio::spawn(answer(socket, refusal, connection));
        }
    });
    address
}

async fn answer(socket: TcpStream, refusal: &str, connection: usize) {
    let mut socket = BufReader::new(socket);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if matches!(socket.read_line(&mut head).await, Ok(0) | Err(_)) {
            return;
        }
    }
    let is_log = head.starts_with("GET /api/v1/dashboard/logs ");
    let answer = if is_log {
        let line = |number: usize| {
            format!(
                "event: log\ndata: {{\"message\":\"line-{number}\",\"fields\":{{\"n\":{number}}}}}\n\n"
            )
        };
        let lines: String = (1..=connection).map(line).collect();
        let keepalive = "event: keepalive\ndata: {}\n\n";
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n{lines}{keepalive}")
    } else {
        refusal.to_owned()
    };
    socket.write_all(answer.as_bytes()).await.ok();
}

#[tokio::test]
async fn an_older_pi_has_its_log_at_another_route() {
    for refusal in [
        "HTTP/1.1 404 X\r\nContent-Type: text/plain\r\nContent-Length: 18\r\n\r\n404 page not found",
        "HTTP/1.1 405 X\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
    ] {
        let mut console = Console::open(&older_pi(refusal).await, None, quick());
        console.send(Command::PiLog(true));
        let mut numbers = Vec::new();
        // Each connection ends at once and repeats what the one before it sent.
        console
            .wait_for("lines of several connections", |event| {
                if let Event::PiLog(PiLogEvent::Lines(lines)) = event {
                    let of_line = |line: PiLogLine| {
                        let (_, number) = line.message.split_once(" n=").unwrap();
                        number.parse::<usize>().unwrap()
                    };
                    numbers.extend(lines.into_iter().map(of_line));
                }
                (numbers.len() >= 12).then_some(())
            })
            .await;
        let expected: Vec<usize> = (1..=numbers.len()).collect();
        assert_eq!(numbers, expected, "each line once: {refusal}");
    }
}

#[tokio::test]
async fn a_pi_without_a_log_says_that_it_has_none() {
    let pi = pi().await;
    pi.play(Scenario::MissingRoutes);
    let mut console = Console::on(&pi);
    console.send(Command::PiLog(true));
    let problem = console
        .wait_for("a refusal", |event| match event {
            Event::PiLog(PiLogEvent::Stream(LinkState::Refused { problem })) => Some(problem),
            _ => None,
        })
        .await;
    assert_eq!(problem.kind, ProblemKind::NotAvailable);
}
