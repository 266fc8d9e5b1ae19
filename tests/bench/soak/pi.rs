//! The simulated Pi in a process of its own, so that only the console is measured. It takes commands
//! line by line and answers each with a line.

use std::{
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _, stdin},
    net::TcpStream,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use pidash::simulator::{Fault, Simulator, SimulatorConfig};

/// The argument that makes this program the simulated Pi. The speed, the number of cameras and the
/// milliseconds between two updates of the health follow.
const ARGUMENT: &str = "--simulated-pi";

/// A running Pi.
pub struct Pi {
    process: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub url: String,
}

/// What is done to the Pi.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// Its streams end.
    DropStreams,
    /// Its monitoring socket ends.
    DropMonitor,
    /// It is away.
    GoOffline,
    /// It is back.
    GoOnline,
    /// A colleague removes the cameras from the allowlist that were provisioned.
    TidyAllowlist,
}

impl Action {
    const ALL: [Self; 5] = [
        Self::DropStreams,
        Self::DropMonitor,
        Self::GoOffline,
        Self::GoOnline,
        Self::TidyAllowlist,
    ];
}

impl Pi {
    /// `speed`: simulated time per real time. `health`: real time between two updates.
    pub fn start(speed: f64, cameras: u16, health: Duration) -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .arg(ARGUMENT)
            .args([speed.to_string(), cameras.to_string()])
            .arg(health.as_millis().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let commands = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap());
        let mut pi = Self {
            process,
            commands,
            answers,
            url: String::new(),
        };
        pi.url = pi.answer();
        pi
    }

    /// Does this, and waits until it is done.
    pub fn act(&mut self, action: Action) {
        writeln!(self.commands, "{action:?}").unwrap();
        assert_eq!(self.answer(), "done", "{action:?}");
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Pi {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Is the simulated Pi until its input ends, if the arguments say so.
pub fn is_run() -> bool {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [first, speed, cameras, health] = &arguments[..] else {
        return false;
    };
    if first != ARGUMENT {
        return false;
    }
    let speed: f64 = speed.parse().unwrap();
    let config = SimulatorConfig {
        devices: cameras.parse().unwrap(),
        speed,
        session_lifetime: Duration::from_hours(24),
        tick: Duration::from_millis(health.parse().unwrap()),
        heartbeat: Duration::from_secs(10).div_f64(speed),
        ..SimulatorConfig::default()
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let simulator = runtime.block_on(Simulator::start(config)).unwrap();
    println!("{}", simulator.url());
    for line in stdin().lines() {
        let line = line.unwrap();
        let mut all = Action::ALL.into_iter();
        let action = all.find(|action| format!("{action:?}") == line);
        carry_out(action.unwrap(), &simulator);
        println!("done");
    }
    true
}

fn carry_out(action: Action, simulator: &Simulator) {
    match action {
        Action::DropStreams => simulator.drop_streams(),
        Action::DropMonitor => simulator.set_fault(Fault::MonitorDropped),
        Action::GoOffline => simulator.set_offline(true),
        Action::GoOnline => simulator.set_offline(false),
        Action::TidyAllowlist => tidy_allowlist(simulator),
    }
}

/// The simulated Pi adds the cameras of the next session to the list: 10,000 entries would hide what
/// grows beside them.
fn tidy_allowlist(simulator: &Simulator) {
    let used = simulator.allowlist().into_iter();
    let used = used.filter(|entry| entry.used).map(|entry| entry.mac);
    let body = serde_json::json!({ "macs": used.collect::<Vec<_>>() }).to_string();
    let mut pi = TcpStream::connect(simulator.address()).unwrap();
    let length = body.len();
    write!(
        pi,
        "POST /api/v1/provisioning/allowlist/bulk-remove HTTP/1.1\r\nHost: pi\r\n\
         Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    pi.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}
