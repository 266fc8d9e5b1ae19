//! What a scanned code does: it selects a camera, asks whether to add one to the allowlist, or fills in
//! the start form. A flash says whether it was taken.

use std::time::{Duration, Instant};

use egui::{Align2, Id, LayerId, Order, StrokeKind, Ui, vec2};

use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        clock::Now,
        mac::MacAddr,
        scan::Scan,
        wifi_code::WifiCode,
    },
    features::{
        State,
        intent::Intent,
        provisioning::{card_list::CardFilter, intent::ProvisioningIntent, state::Phase},
    },
    shell::{
        UiState,
        cx::ShellCx,
        router::{has_camera, is_available},
    },
    tr,
    ui::{
        Request, Tab, icons,
        theme::{Palette, STEP, TextRole, Tone, font},
        widgets::{button::Button, dialog::dialog_ui, label::paragraph_ui},
    },
};

/// For how long the edge of the window says whether a code was taken.
const FLASH_TIME: Duration = Duration::from_millis(300);
/// The width of that edge, in points.
const FLASH_WIDTH: f32 = 2.0 * STEP;
/// The most cameras that one question is about.
const MAX_ASKED: usize = 50;
/// The most cameras that it lists.
const MAX_LISTED: usize = 5;

#[derive(Debug, Default)]
pub(crate) struct ScanUiState {
    question: Option<Question>,
    /// Until when, and whether the code was taken.
    flash: Option<(Instant, bool)>,
}

/// Asks whether to add cameras to the allowlist.
#[derive(Debug)]
struct Question {
    macs: Vec<MacAddr>,
    /// Where the person was, and goes back to on Cancel.
    from: Tab,
}

/// The answer to the person who scans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanAnswer {
    pub is_taken: bool,
    /// One line for a toast.
    pub text: Option<String>,
}

impl ScanAnswer {
    fn taken(text: String) -> Self {
        Self {
            is_taken: true,
            text: Some(text),
        }
    }

    fn refused(text: impl Into<String>) -> Self {
        Self {
            is_taken: false,
            text: Some(text.into()),
        }
    }
}

impl ScanUiState {
    /// Shows for a moment whether a code was taken.
    pub fn flash(&mut self, is_taken: bool, now: Now) {
        self.flash = Some((now.instant + FLASH_TIME, is_taken));
    }
}

/// Does what a code asks for. `has_dialog`: whether any dialog is open.
pub fn handle_scan(
    scan: Scan,
    state: &State,
    ui_state: &mut UiState,
    has_dialog: bool,
    now: Now,
) -> (ScanAnswer, Vec<Intent>) {
    let mut cx = ShellCx::new(state, ui_state, now);
    let answer = match scan {
        Scan::Unknown => ScanAnswer::refused(tr!("scan-unknown")),
        Scan::NoSingleCamera => ScanAnswer::refused(tr!("scan-no-single-camera")),
        Scan::UnreadableNetwork => ScanAnswer::refused(tr!("scan-unreadable-network")),
        _ if !state.has_pi() => ScanAnswer::refused(tr!("scan-no-pi")),
        _ if has_dialog && !lets_scan(&cx) => ScanAnswer::refused(tr!("scan-dialog-open")),
        Scan::Camera(mac) => scan_camera(mac, &mut cx),
        Scan::Network(code) => scan_network(code, &mut cx),
    };
    (answer, cx.intents)
}

/// Whether the open dialog may be left for a code: all others ask for an answer.
fn lets_scan(cx: &ShellCx<'_>) -> bool {
    let ui_state = &cx.ui_state;
    let shows_camera = ui_state.provisioning.camera().is_some() && !ui_state.asks_to_quit;
    shows_camera || ui_state.scan.question.is_some()
}

fn scan_camera(mac: MacAddr, cx: &mut ShellCx<'_>) -> ScanAnswer {
    if !has_camera(cx.state, mac) {
        return ask(mac, cx);
    }
    if cx.ui_state.scan.question.is_some() {
        return ScanAnswer::refused(tr!("scan-dialog-open"));
    }
    show_page(Tab::Provisioning, cx);
    cx.ui_state.provisioning.select_camera(mac);
    let batch = cx.state.provisioning.batch();
    let is_narrowed = batch.is_some_and(|batch| batch.list.is_narrowed());
    if is_narrowed {
        for all in [
            ProvisioningIntent::Filter(CardFilter::All),
            ProvisioningIntent::Search(String::new()),
        ] {
            cx.push(Intent::Provisioning(all));
        }
    }
    // The card says the rest, and a toast could cover it.
    ScanAnswer {
        is_taken: true,
        text: None,
    }
}

/// The camera is not in the session: goes to the allowlist, and asks unless it has the camera.
fn ask(mac: MacAddr, cx: &mut ShellCx<'_>) -> ScanAnswer {
    let allowlist = &cx.state.allowlist;
    let mac_text = mac.to_string();
    if !is_available(Tab::Allowlist, cx.state) || allowlist.is_unavailable() {
        return ScanAnswer::refused(tr!("scan-not-in-session", mac = mac_text));
    }
    let is_listed = allowlist.has(mac);
    let from = cx.ui_state.tab;
    show_page(Tab::Allowlist, cx);
    cx.ui_state.provisioning.close_camera();
    if is_listed {
        cx.ui_state.allowlist.reveal(mac);
        return ScanAnswer::taken(tr!("allowlist-add-already", mac = mac_text));
    }
    let question = cx.ui_state.scan.question.get_or_insert(Question {
        macs: Vec::new(),
        from,
    });
    if question.macs.len() == MAX_ASKED {
        return ScanAnswer::refused(tr!("scan-dialog-open"));
    }
    if !question.macs.contains(&mac) {
        question.macs.push(mac);
    }
    ScanAnswer::taken(tr!("scan-label", mac = mac_text))
}

fn scan_network(code: WifiCode, cx: &mut ShellCx<'_>) -> ScanAnswer {
    if cx.ui_state.scan.question.is_some() {
        return ScanAnswer::refused(tr!("scan-dialog-open"));
    }
    if !is_available(Tab::Provisioning, cx.state) {
        return ScanAnswer::refused(tr!("scan-no-sessions"));
    }
    let provisioning = &cx.state.provisioning;
    match &provisioning.phase {
        Phase::Idle(idle) if !idle.is_starting() && provisioning.other_session.is_none() => {}
        Phase::Open(batch) if batch.is_over() => {
            cx.push(Intent::Provisioning(ProvisioningIntent::Leave));
        }
        _ => return ScanAnswer::refused(tr!("scan-session-runs")),
    }
    let text = tr!("scan-network", network = code.ssid.as_str());
    show_page(Tab::Provisioning, cx);
    cx.ui_state.provisioning.close_camera();
    cx.ui_state.provisioning.fill_in(code, cx.now);
    ScanAnswer::taken(text)
}

/// Goes to the page of a tab, away from all that lies over it.
fn show_page(tab: Tab, cx: &mut ShellCx<'_>) {
    cx.ui_state.show_tab(tab);
    cx.ui_state.recovery.shows_history = false;
    if cx.state.notices.event_log_open {
        cx.request(Request::ShowEventLog(false));
    }
}

/// Asks whether to add the scanned cameras. Enter adds them.
pub fn question_ui(ui: &Ui, cx: &mut ShellCx<'_>) {
    let Some(mut question) = cx.ui_state.scan.question.take() else {
        return;
    };
    let allowlist = &cx.state.allowlist;
    // It may have been read only now.
    let listed = question.macs.extract_if(.., |mac| allowlist.has(*mac));
    if let Some(mac) = listed.last() {
        cx.ui_state.allowlist.reveal(mac);
        cx.request(Request::toast(tr!(
            "allowlist-add-already",
            mac = mac.to_string()
        )));
    }
    if question.macs.is_empty() {
        return;
    }
    let is_reading = allowlist.is_unread() && allowlist.problem().is_none();
    let (mut is_added, mut is_cancelled) = (false, false);
    let left = dialog_ui(ui.ctx(), tr!("scan-question"), "", |ui| {
        if is_reading {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("allowlist-reading"));
        } else {
            let count = question.macs.len();
            let body = tr!("scan-question-body", count = count);
            paragraph_ui(ui, TextRole::Body, Tone::Plain, body);
        }
        // In one widget: the ids of the buttons, and with them the focus, stay when another follows.
        let cameras = latest(&question.macs);
        paragraph_ui(ui, TextRole::Mono, Tone::Plain, cameras);
        ui.horizontal(|ui| {
            let add = Button::primary(tr!("allowlist-add")).named(tr!("scan-question-add"));
            let add = add.enabled(!is_reading).ui(ui);
            if !is_reading && ui.memory(|memory| memory.focused().is_none()) {
                add.request_focus();
            }
            is_added = add.clicked();
            let cancel = Button::secondary(tr!("scan-question-cancel"));
            is_cancelled = cancel.pressed(ui);
        });
    });
    if is_added {
        for mac in question.macs {
            let note = EntryNote::default();
            cx.request(Request::AddToAllowlist(NewEntry { mac, note }));
        }
    } else if left || is_cancelled {
        cx.ui_state.show_tab(question.from);
    } else {
        cx.ui_state.scan.question = Some(question);
    }
}

/// The cameras, the latest ones first.
fn latest(macs: &[MacAddr]) -> String {
    let listed = macs.iter().rev().take(MAX_LISTED);
    let mut lines: Vec<String> = listed.map(ToString::to_string).collect();
    if macs.len() > MAX_LISTED {
        lines.push(tr!("stop-more", count = macs.len() - MAX_LISTED));
    }
    lines.join("\n")
}

/// Draws the edge of the window in the colour of the answer, with its icon, above everything.
pub fn flash_ui(ui: &Ui, ui_state: &mut ScanUiState, now: Now) {
    let Some((until, is_taken)) = ui_state.flash else {
        return;
    };
    let left = now.until(until);
    if left.is_zero() {
        ui_state.flash = None;
        return;
    }
    ui.ctx().request_repaint_after(left);
    let (tone, icon) = if is_taken {
        (Tone::Good, icons::DONE)
    } else {
        (Tone::Bad, icons::FAILED)
    };
    let palette = Palette::of(ui);
    let color = palette.tone(tone);
    let painter = ui
        .ctx()
        .layer_painter(LayerId::new(Order::Tooltip, Id::unique("scan flash")));
    let window = ui.content_rect();
    painter.rect_stroke(window, 0.0, (FLASH_WIDTH, color), StrokeKind::Inside);
    let place = window.center_top() + vec2(0.0, 6.0 * STEP);
    painter.circle_filled(place, 6.0 * STEP, color);
    let font = font(ui, TextRole::Number);
    painter.text(place, Align2::CENTER_CENTER, icon, font, palette.background);
}
