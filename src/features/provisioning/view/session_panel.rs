//! The panel of the open session: its progress, its times and its actions.

use std::time::Duration;

use egui::{CornerRadius, Frame, Layout, Margin, Rect, Stroke, Ui};

use super::{
    ProvisioningCx, ProvisioningUiState,
    filters::{TouchFilters, touch_filters, touch_filters_ui},
    is_stale,
    positions_panel::positions_panel_ui,
    retry_intent,
    session_actions::{Offers, session_actions_ui, wait_text},
    several_cameras::several_cameras_ui,
};
use crate::{
    domain::{clock::Now, network::OnboardingNetwork, session::SessionState},
    features::provisioning::{
        batch::{Batch, MAX_CARDS},
        intent::ProvisioningIntent,
        progress::Counts,
    },
    tr,
    ui::{
        Request,
        format::{self, Capitalised},
        icons, redraw,
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STALE_OPACITY, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            label::{badge_ui, copyable_ui, label_ui, paragraph_ui, text_width},
            problem::problem_ui,
            progress_bar::{Segment, bar_ui},
            retry_countdown::{retry_ui, while_retrying},
        },
    },
};

/// The time left is shown as a warning from here on (contract, section 6:
/// `session.timeout_warning`).
const WARN_SECONDS: u64 = 60;

/// The room for the number of failed cameras beside that of the verified ones, in points.
const BESIDE_THE_NUMBER: f32 = 30.0 * STEP;

/// The width of the button that copies the session id, in points.
const COPY_BUTTON: f32 = 9.0 * STEP;

/// Draws the panel.
pub fn session_panel_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    let palette = Palette::of(ui);
    let density = Density::of(ui);
    let margin = match density {
        Density::Desktop => Margin::symmetric(4 * MARGIN, 3 * MARGIN),
        Density::Touch => Margin::ZERO,
    };
    let (fill, stroke) = match density {
        Density::Desktop => (palette.surface, Stroke::new(1.0, palette.border)),
        Density::Touch => (palette.background, Stroke::NONE),
    };
    let frame = Frame::new()
        .fill(fill)
        .stroke(stroke)
        .corner_radius(CornerRadius::same(PANEL_RADIUS));
    frame.inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.5 * STEP;
        ui.spacing_mut().interact_size.y = 6.0 * STEP;
        match density {
            Density::Desktop => desktop_ui(ui, cx, batch, ui_state),
            Density::Touch => touch_ui(ui, cx, batch, ui_state),
        }
    });
    positions_panel_ui(ui, cx, batch, ui_state);
    if batch.is_full {
        let text = format!(
            "{}  {}",
            icons::WARNING,
            tr!("notice-session-full", max = MAX_CARDS)
        );
        paragraph_ui(ui, TextRole::Small, Tone::Warning, text);
    }
    if let Some(problem) = batch.unread.as_ref().filter(|_| !batch.interrupted)
        && let Some(request) = problem_ui(ui, problem, |_| {})
    {
        cx.request(request);
    }
    if let Some(problem) = &batch.problem {
        let problem = while_retrying(problem, &batch.retry);
        let request = problem_ui(ui, &problem, |ui| {
            if let Some(action) = retry_ui(ui, &batch.retry, cx.now) {
                cx.push(retry_intent(action));
            }
            if Button::secondary(tr!("batch-dismiss-problem")).pressed(ui) {
                cx.push(ProvisioningIntent::DismissProblem);
            }
        });
        if let Some(request) = request {
            cx.request(request);
        }
    }
    several_cameras_ui(ui, cx, batch, ui_state);
}

/// The progress with the actions beside it or, where there is no room, below it.
fn desktop_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    let numbers = Numbers::of(batch);
    let room = ui.available_width() - numbers.room(ui);
    let mut below = Some(Offers::of(ui, cx.state, batch));
    let beside = below.take_if(|offers| offers.width(ui) <= room);
    ui.horizontal(|ui| {
        ui.set_min_height(Density::Desktop.control_height());
        numbers_ui(ui, cx, batch, &numbers);
        if let Some(offers) = beside {
            session_actions_ui(ui, cx, batch, offers, ui_state);
        }
    });
    stale_ui(ui, is_stale(cx, batch), |ui| bar_of(ui, &batch.counts));
    facts_ui(ui, cx, batch);
    if let Some(offers) = below {
        ui.add_space(STEP);
        ui.horizontal(|ui| session_actions_ui(ui, cx, batch, offers, ui_state));
    }
}

/// The progress with the chips beside it, where there is room.
fn touch_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &ProvisioningUiState,
) {
    let filters = touch_filters(ui, batch, ui_state);
    ui.horizontal(|ui| {
        ui.set_min_height(Density::Touch.target_height());
        // Beside it, a chip has the number of failed ones.
        let is_beside = filters == TouchFilters::Beside;
        let mut numbers = Numbers::of(batch);
        if is_beside {
            numbers.more.clear();
        }
        numbers_ui(ui, cx, batch, &numbers);
        if is_beside {
            touch_filters_ui(ui, cx, batch);
        }
    });
    stale_ui(ui, is_stale(cx, batch), |ui| bar_of(ui, &batch.counts));
    session_line_ui(ui, cx, batch);
}

/// Draws what is greyed while the state may be out of date.
fn stale_ui(ui: &mut Ui, is_stale: bool, content: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        if is_stale {
            ui.multiply_opacity(STALE_OPACITY);
        }
        content(ui);
    });
}

/// The number of verified cameras, or that all are.
fn numbers_ui(ui: &mut Ui, cx: &ProvisioningCx<'_, '_>, batch: &Batch, numbers: &Numbers) {
    stale_ui(ui, is_stale(cx, batch), |ui| {
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        let tone = if batch.is_finished() {
            Tone::Good
        } else {
            Tone::Plain
        };
        label_ui(ui, TextRole::Number, tone, &numbers.verified);
        for (tone, text) in &numbers.more {
            // On the smallest display the cards have to do.
            if text_width(ui, TextRole::Strong, text) <= ui.available_width() {
                label_ui(ui, TextRole::Strong, *tone, text);
            }
        }
    });
}

/// What stands beside the number of verified cameras: those that ended without being verified or, while
/// cameras are provisioned without a press, how many are under way and how many need a person.
fn more_numbers(batch: &Batch) -> Vec<(Tone, String)> {
    let in_flight = batch.counts.in_flight();
    let shows_in_flight = in_flight > 0 && batch.is_automatic() && !batch.is_over();
    let in_flight = shows_in_flight.then(|| {
        let text = tr!("batch-in-flight", count = in_flight);
        (Tone::Provisioning, text)
    });
    in_flight.into_iter().chain(needs_person(batch)).collect()
}

/// The number of failed cameras and that of cameras that are not confirmed or, while cameras are
/// provisioned without a press, of all that need a person; empty if there are none.
pub fn needs_person(batch: &Batch) -> Vec<(Tone, String)> {
    let counts = &batch.counts;
    let some = |count: usize| (count > 0).then_some(count);
    let numbers = if !batch.is_automatic() || batch.is_over() {
        let failed = some(counts.failed);
        let failed = failed.map(|count| (Tone::Bad, tr!("batch-failed", count = count)));
        let unconfirmed = some(counts.unconfirmed);
        let unconfirmed = unconfirmed.map(|count| {
            let text = tr!("batch-not-confirmed", count = count);
            (Tone::Warning, text)
        });
        [failed, unconfirmed]
    } else {
        let count = counts.not_verified() + counts.not_allowlisted;
        let tone = match count - counts.unconfirmed {
            0 => Tone::Warning,
            _ => Tone::Bad,
        };
        let all = some(count).map(|count| (tone, tr!("batch-needs-you", count = count)));
        [all, None]
    };
    numbers.into_iter().flatten().collect()
}

/// The number of verified cameras, and those beside it.
struct Numbers {
    verified: String,
    more: Vec<(Tone, String)>,
}

impl Numbers {
    fn of(batch: &Batch) -> Self {
        Self {
            verified: verified_text(batch),
            more: more_numbers(batch),
        }
    }

    /// The room for them in points. It is kept free for failed cameras, so that no button moves when one
    /// fails.
    fn room(&self, ui: &Ui) -> f32 {
        let more = self.more.iter();
        let widths = more.map(|(_, text)| text_width(ui, TextRole::Strong, text) + 3.0 * STEP);
        let more = widths.sum::<f32>().max(BESIDE_THE_NUMBER);
        text_width(ui, TextRole::Number, &self.verified) + more
    }
}

/// The width of that number in points.
pub fn number_width(ui: &Ui, batch: &Batch) -> f32 {
    text_width(ui, TextRole::Number, verified_text(batch))
}

fn verified_text(batch: &Batch) -> String {
    let counts = &batch.counts;
    if batch.is_finished() {
        return tr!("batch-all-verified", count = counts.verified);
    }
    tr!(
        "batch-verified-of",
        verified = counts.verified,
        wanted = counts.wanted()
    )
}

/// What the person waits for, if anything: never grey, and not among the buttons, which would move.
fn wait_ui(ui: &mut Ui, cx: &ProvisioningCx<'_, '_>, batch: &Batch) {
    let text = wait_text(batch, cx.state.is_stale);
    part_ui(ui, "wait", text.is_some(), |ui| {
        label_ui(ui, TextRole::Small, Tone::Warning, text.unwrap_or_default());
    });
}

/// Draws a part that comes and goes. It has ids of its own, and what follows keeps its ids.
fn part_ui(ui: &mut Ui, name: &str, is_shown: bool, content: impl FnOnce(&mut Ui)) {
    if is_shown {
        ui.push_id(name, content);
    } else {
        ui.skip_ahead_auto_ids(1);
    }
}

/// The state, the target network, the counts, the onboarding network, the times and the session id.
fn facts_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    ui.horizontal(|ui| {
        // As high as the button that copies the id: what is below stays where it is without it.
        ui.set_min_height(Density::Desktop.target_height());
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        if batch.interrupted {
            badge_ui(ui, Tone::Warning, icons::WARNING, tr!("batch-interrupted"));
        } else {
            stale_ui(ui, is_stale(cx, batch), |ui| {
                let (tone, icon) = look_of(&batch.session.state);
                badge_ui(ui, tone, icon, format::session_state(&batch.session.state));
            });
        }
        label_ui(ui, TextRole::Strong, Tone::Plain, target(batch));
        wait_ui(ui, cx, batch);
        let (tone, times) = times(batch, is_stale(cx, batch), cx.now);
        let onboarding = onboarding(&cx.state.provisioning.network);
        let id = batch.session.id.as_str();
        // What matters less is left out where there is no room.
        let width = |role, text: &str| text_width(ui, role, text) + 4.0 * STEP;
        let small = |text: &str| width(TextRole::Small, text);
        let rest = rest(&batch.counts);
        let mut room = ui.available_width() - small(&rest) - small(&times);
        let mut fits = |width: f32| {
            let fits = width <= room;
            room -= if fits { width } else { 0.0 };
            fits
        };
        let shows_onboarding = fits(small(&onboarding));
        let shows_id = fits(width(TextRole::Mono, id) + COPY_BUTTON);
        label_ui(ui, TextRole::Small, Tone::Quiet, rest);
        part_ui(ui, "onboarding", shows_onboarding, |ui| {
            label_ui(ui, TextRole::Small, Tone::Quiet, onboarding);
        });
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            part_ui(ui, "session id", shows_id, |ui| {
                if copyable_ui(ui, id, tr!("batch-session-id")) {
                    cx.request(Request::toast(tr!("batch-session-id-copied")));
                }
            });
            let label = label_ui(ui, TextRole::Small, tone, times);
            redraw_with_times(ui, label.rect, batch, is_stale(cx, batch), cx.now);
        });
    });
}

fn look_of(state: &SessionState) -> (Tone, &'static str) {
    match state {
        SessionState::Discovering => (Tone::Discovered, icons::SEARCH),
        SessionState::Active => (Tone::Good, icons::CAMERA),
        SessionState::Paused | SessionState::Closing => (Tone::Warning, icons::INFO),
        SessionState::Closed | SessionState::Other(_) => (Tone::Quiet, icons::INFO),
    }
}

/// `DelicasaOnboard up · 12 on it`, without the parts that are not known.
fn onboarding(network: &OnboardingNetwork) -> String {
    let name = network.ssid.as_deref();
    let name = name.unwrap_or_else(|| tr!("batch-network"));
    let up = match network.is_active {
        Some(true) => tr!("batch-network-up", network = name),
        Some(false) => tr!("batch-network-down", network = name),
        None => format!("{name} {}", format::UNKNOWN),
    };
    let devices = network.connected_devices;
    let devices = devices.map(|count| tr!("batch-network-devices", count = count));
    let known: Vec<String> = [Some(up), devices].into_iter().flatten().collect();
    known.join(" · ")
}

/// The bar of the progress.
fn bar_of(ui: &mut Ui, counts: &Counts) {
    let segments = [
        Segment {
            count: counts.verified,
            tone: Tone::Good,
        },
        Segment {
            count: counts.failed,
            tone: Tone::Bad,
        },
        Segment {
            count: counts.unconfirmed,
            tone: Tone::Warning,
        },
        Segment {
            count: counts.verifying,
            tone: Tone::Verifying,
        },
        Segment {
            count: counts.provisioned,
            tone: Tone::Provisioned,
        },
        Segment {
            count: counts.provisioning,
            tone: Tone::Provisioning,
        },
    ];
    let bar = bar_ui(ui, &segments, counts.wanted(), &summary(counts));
    if counts.unconfirmed > 0 {
        let text = tr!("batch-summary-not-confirmed", count = counts.unconfirmed);
        ui.ctx()
            .accesskit_node_builder(bar.id, |node| node.set_description(text));
    }
}

/// The line about the session on the small display: its state, the time left and its network.
fn session_line_ui(ui: &mut Ui, cx: &ProvisioningCx<'_, '_>, batch: &Batch) {
    let (tone, _) = look_of(&batch.session.state);
    let left = batch.left(cx.now);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        let state = if batch.interrupted {
            Capitalised(tr!("batch-interrupted").into())
        } else {
            format::session_state(&batch.session.state)
        };
        stale_ui(ui, is_stale(cx, batch), |ui| {
            label_ui(ui, TextRole::Small, tone, state);
        });
        wait_ui(ui, cx, batch);
        if let Some(left) = left {
            let text = tr!("batch-ends-in-short", time = format::roughly(left));
            let label = label_ui(ui, TextRole::Small, end_tone(left), text);
            redraw::with_time_left(ui, label.rect, left);
        }
        label_ui(ui, TextRole::Small, Tone::Quiet, target(batch));
        label_ui(ui, TextRole::Small, Tone::Quiet, rest(&batch.counts));
    });
}

fn end_tone(left: Duration) -> Tone {
    if left.as_secs() <= WARN_SECONDS {
        Tone::Warning
    } else {
        Tone::Quiet
    }
}

fn target(batch: &Batch) -> &str {
    match batch.session.target_ssid.as_str() {
        "" => format::UNKNOWN,
        ssid => ssid,
    }
}

/// The batch in one sentence: the accessible name of the bar. As in the names of the cards, failed are
/// those that the Pi reports as failed; how many of them are not confirmed is its description.
fn summary(counts: &Counts) -> String {
    tr!(
        "batch-summary",
        verified = counts.verified,
        wanted = counts.wanted(),
        failed = counts.not_verified()
    )
}

/// The counts that are neither verified nor failed, without zeros.
fn rest(counts: &Counts) -> String {
    let some = |count: usize| (count > 0).then_some(count);
    let parts = [
        some(counts.provisioning).map(|count| tr!("batch-provisioning", count = count)),
        some(counts.provisioned).map(|count| tr!("batch-provisioned", count = count)),
        some(counts.verifying).map(|count| tr!("batch-verifying", count = count)),
        some(counts.ready()).map(|count| tr!("batch-ready", count = count)),
        some(counts.not_allowlisted).map(|count| tr!("batch-not-allowed", count = count)),
        some(counts.skipped).map(|count| tr!("batch-skipped", count = count)),
        some(counts.other).map(|count| tr!("batch-in-another-state", count = count)),
    ];
    let shown: Vec<String> = parts.into_iter().flatten().collect();
    shown.join(" · ")
}

/// The time left until the cameras in flight are done. There is none once the session is over or the state
/// is stale.
fn shown_estimate(batch: &Batch, stale: bool, now: Now) -> Option<Duration> {
    let is_running = !stale && !batch.is_over();
    is_running.then(|| batch.estimate.left(now))?
}

/// Requests the frame in which [`times`], drawn in `shown`, changes.
fn redraw_with_times(ui: &Ui, shown: Rect, batch: &Batch, stale: bool, now: Now) {
    if batch.is_over() {
        return;
    }
    if shown_estimate(batch, stale, now).is_some() {
        redraw::each_second(ui, shown);
    }
    if let Some(elapsed) = batch.elapsed(now) {
        redraw::with_age(ui, shown, elapsed);
    }
    if let Some(left) = batch.left(now) {
        redraw::with_time_left(ui, shown, left);
    }
}

/// The time elapsed, the estimate and the time left, with their tone.
fn times(batch: &Batch, stale: bool, now: Now) -> (Tone, String) {
    let estimate = shown_estimate(batch, stale, now);
    let estimate = estimate.map(|left| match left.as_secs() {
        0 => tr!("batch-any-moment").to_owned(),
        _ => tr!("batch-left", time = format::clock(left)),
    });
    let left = batch.left(now);
    let ends = left.map(|left| tr!("batch-ends-in", time = format::roughly(left)));
    // While the session runs, nobody needs the seconds of a long time.
    let written = if batch.is_over() {
        format::clock
    } else {
        format::roughly
    };
    let elapsed = batch.elapsed(now).map(written);
    let elapsed = elapsed.map(|time| tr!("batch-elapsed", time = time));
    let text: Vec<String> = [elapsed, estimate, ends].into_iter().flatten().collect();
    let tone = left.map_or(Tone::Quiet, end_tone);
    let mark = if tone == Tone::Warning {
        icons::WARNING
    } else {
        ""
    };
    (tone, format!("{mark} {}", text.join(" · ")))
}
