//! What other processes ask of the window: a second start and a signal.

use std::{fs, thread};

use egui::{UserAttentionType, ViewportCommand, ViewportId};
use pidash::{
    app::{AppConfig, ProcessRequest, ProcessRequests},
    simulator::SimulatorConfig,
    storage::{
        Files,
        instance::{Claim, Profile},
    },
};

use crate::console::{Console, Pi};

fn commands(console: &Console) -> Vec<ViewportCommand> {
    let output = &console.harness.output().viewport_output[&ViewportId::ROOT];
    output.commands.clone()
}

#[cfg(unix)]
#[test]
fn a_second_start_brings_the_window_to_the_front() {
    let directory = tempfile::tempdir().unwrap();
    let profile = Profile::in_directory(directory.path());
    let Claim::First(instance) = profile.claim().unwrap() else {
        unreachable!("nobody else has this directory");
    };
    let requests = ProcessRequests::default();
    let listener = requests.clone();
    instance
        .listen(move |request| listener.push(ProcessRequest::Raise(request)))
        .unwrap();
    let mut console = Console::open(AppConfig {
        process_requests: requests,
        ..AppConfig::default()
    });
    let second = thread::spawn(move || profile.claim().unwrap());
    let sent = console.wait("commands to the desktop", |console| {
        let sent = commands(console);
        sent.contains(&ViewportCommand::Focus).then_some(sent)
    });
    assert!(
        sent.contains(&ViewportCommand::Minimized(false)),
        "{sent:?}"
    );
    let attention = ViewportCommand::RequestUserAttention(UserAttentionType::Informational);
    let is_focused = console.harness.ctx.input(|input| input.focused);
    assert_eq!(sent.contains(&attention), !is_focused, "{sent:?}");
    assert!(matches!(second.join().unwrap(), Claim::Raised));
}

#[test]
fn a_signal_closes_the_window_without_a_question_and_the_state_is_written() {
    let pi = Pi::start(SimulatorConfig::default());
    let directory = tempfile::tempdir().unwrap();
    let requests = ProcessRequests::default();
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(directory.path()),
        process_requests: requests.clone(),
        ..pi.config()
    });
    console.start_session("ShopNet", "correct horse");
    console.wait("running session", |console| {
        console.offers("Stop session").then_some(())
    });
    requests.push(ProcessRequest::Close);
    console.wait("closing", |console| console.closes().then_some(()));
    eframe::App::on_exit(console.harness.state_mut(), None);
    for name in ["sessions.json", "profiles.json", "window.json"] {
        assert!(directory.path().join(name).exists(), "{name}");
    }
    let sessions = fs::read_to_string(directory.path().join("sessions.json")).unwrap();
    assert!(sessions.contains("sess_"), "{sessions}");
}
