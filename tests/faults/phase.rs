//! What is going on when a fault begins, and what the person does at that moment.

use std::{fmt, time::Duration};

use pidash::{
    domain::{
        candidate::CandidateState,
        network::{Security, Ssid},
        secret::Passphrase,
        session::{StartRequest, StepTimeouts},
    },
    features::{
        intent::Intent,
        provisioning::{card::Card, intent::ProvisioningIntent, state::Phase as Shown},
        recovery::intent::RecoveryIntent,
    },
    messages::{DeviceVerb, SessionVerb},
    simulator::Simulator,
};

use crate::{console::Console, truth::Truth};

/// The cameras of each session. One of them is not on the allowlist.
pub const CAMERAS: u16 = 5;

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// There is no session. The person starts one.
    Idle,
    /// A session has found its first camera and looks for more. The person watches.
    Discovering,
    /// Cameras are being provisioned. The person provisions one more.
    Provisioning,
    /// Cameras are looked for on the target network. The person watches.
    Verifying,
    /// Cameras are being provisioned. The person stops the session.
    Stopping,
    /// The Pi has restarted and the session is offered. The person resumes it.
    Recovering,
}

impl Phase {
    pub const ALL: [Self; 6] = [
        Self::Idle,
        Self::Discovering,
        Self::Provisioning,
        Self::Verifying,
        Self::Stopping,
        Self::Recovering,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Discovering => "discovering",
            Self::Provisioning => "provisioning",
            Self::Verifying => "verifying",
            Self::Stopping => "stopping",
            Self::Recovering => "recovering",
        }
    }

    /// Brings a Pi and a console that have just met into this phase.
    pub async fn reach(self, console: &mut Console, pi: &Simulator) -> Result<(), String> {
        console
            .until("a live stream", |console| console.state().stream.is_live())
            .await?;
        if self == Self::Idle {
            return Ok(());
        }
        console.press(start());
        console
            .until("the first camera", |console| cameras(console) > 0)
            .await?;
        if self == Self::Discovering {
            return Ok(());
        }
        console
            .until("all cameras", |console| {
                cameras(console) == usize::from(CAMERAS)
            })
            .await?;
        for camera in ready(console).into_iter().skip(1) {
            console.press(camera);
        }
        let awaited = match self {
            Self::Verifying => CandidateState::Verifying,
            _ => CandidateState::Provisioning,
        };
        console
            .until("a camera in flight, and each press answered", |console| {
                Truth::of(pi).has(&awaited) && has(console, &awaited) && !waits(console)
            })
            .await?;
        if self == Self::Recovering {
            pi.restart(Duration::from_millis(300));
            console
                .until("the offer to resume", |console| {
                    console.state().recovery_offer().is_some()
                })
                .await?;
        }
        Ok(())
    }

    /// What the person does when the fault has begun, and again if it failed. `None`: nothing, or
    /// nothing any more.
    pub fn wish(self, console: &Console, pi: &Truth) -> Option<Intent> {
        let state = console.state();
        match self {
            Self::Idle => {
                let wanted = matches!(&state.provisioning.phase, Shown::Idle(idle) if idle.starting.is_none());
                (wanted && pi.running().is_none()).then(start)
            }
            Self::Provisioning => ready(console).into_iter().next(),
            Self::Stopping => {
                let batch = state.provisioning.batch()?;
                let wanted = batch.busy.is_none() && batch.is_running();
                wanted.then(|| ProvisioningIntent::Session(SessionVerb::Stop).into_intent())
            }
            Self::Recovering => {
                let offer = state.recovery_offer()?;
                let id = offer.session.id.clone();
                let wanted = state.recovery.operation(&id).is_none();
                wanted.then(|| Intent::Recovery(RecoveryIntent::Resume(id)))
            }
            Self::Discovering | Self::Verifying => None,
        }
    }

    /// The ends of the paths of the POST that the person's wish becomes, with its alias.
    pub fn posts(self) -> &'static [&'static str] {
        match self {
            Self::Idle => &["/batch/start", "/batch"],
            Self::Provisioning => &["/provision"],
            Self::Stopping => &["/stop", "/close"],
            Self::Recovering => &["/resume"],
            Self::Discovering | Self::Verifying => &[],
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

fn start() -> Intent {
    ProvisioningIntent::Start(StartRequest {
        ssid: Ssid::new("ShopNet").unwrap(),
        security: Security::Wpa(Passphrase::new("correct horse").unwrap()),
        timeouts: StepTimeouts::default(),
    })
    .into_intent()
}

fn cameras(console: &Console) -> usize {
    let batch = console.state().provisioning.batch();
    batch.map_or(0, |batch| batch.cards.iter().count())
}

fn has(console: &Console, state: &CandidateState) -> bool {
    let batch = console.state().provisioning.batch();
    batch.is_some_and(|batch| batch.cards.iter().any(|card| card.state() == state))
}

/// Whether a press is not answered yet.
fn waits(console: &Console) -> bool {
    let batch = console.state().provisioning.batch();
    batch.is_some_and(|batch| batch.cards.iter().any(|card| card.busy.is_some()))
}

/// Presses that provision one camera each.
fn ready(console: &Console) -> Vec<Intent> {
    let batch = console.state().provisioning.batch();
    let batch = batch.filter(|batch| batch.is_running());
    let macs = batch.map_or_else(Vec::new, |batch| batch.pick(Card::can_provision));
    macs.into_iter()
        .map(|mac| ProvisioningIntent::Device(mac, DeviceVerb::Provision).into_intent())
        .collect()
}

trait IntoIntent {
    fn into_intent(self) -> Intent;
}

impl IntoIntent for ProvisioningIntent {
    fn into_intent(self) -> Intent {
        Intent::Provisioning(self)
    }
}
