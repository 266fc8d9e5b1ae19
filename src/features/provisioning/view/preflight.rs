//! The checks before a start: below the fields of the start form, and in the question before a start
//! with a failed one.

use egui::{Response, Ui, UiBuilder, vec2};

use crate::{
    domain::preflight::{Check, CheckResult, Finding, Rating, TargetFinding},
    i18n, tr,
    ui::{
        icons,
        theme::{Palette, TextRole, Tone},
        widgets::{
            button::Button,
            dialog::dialog_ui,
            disclosure::named_disclosure_ui,
            label::{paragraph_ui, text_in_lines},
        },
    },
};

use super::dialogs::keep_button_ui;

/// The start that waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedStart {
    /// With what is typed.
    AsTyped,
    /// With the network of the last session.
    Again,
}

/// What the person has been asked about the start form.
#[derive(Debug, Default)]
pub struct PreflightUiState {
    /// The failed checks in spite of which the person wants to start.
    accepted: Vec<Check>,
    /// The start that was asked for, while the question is open.
    pub wanted: Option<WantedStart>,
}

impl PreflightUiState {
    /// The failed checks that the person has not been asked about.
    pub fn unasked<'a>(&self, results: &'a [CheckResult]) -> Vec<&'a CheckResult> {
        let failed = results
            .iter()
            .filter(|result| result.rating() == Rating::Failed);
        failed
            .filter(|result| !self.accepted.contains(&result.check))
            .collect()
    }

    /// Another network may fail for another reason.
    pub fn name_changed(&mut self) {
        self.accepted.retain(|check| *check != Check::TargetNetwork);
    }
}

/// Draws the checks: one line while all is well, and a line for each failure and each warning. The
/// first line opens to all of them, below those of failures and warnings, which stay in sight. `is_complete`: nothing is missing in the form.
pub fn preflight_ui(ui: &mut Ui, results: &[CheckResult], is_complete: bool) {
    let count = |rating| {
        results
            .iter()
            .filter(|result| result.rating() == rating)
            .count()
    };
    let (passed, warnings, failed) = (
        count(Rating::Passed),
        count(Rating::Warning),
        count(Rating::Failed),
    );
    let is_ready = results
        .last()
        .is_some_and(|target| target.rating() == Rating::Passed && is_complete);
    let title = match (failed, warnings, passed) {
        (0, 0, 0) => tr!("preflight-not-checked").to_owned(),
        (0, 0, count) if is_ready => tr!("preflight-ready", count = count),
        (0, 0, count) => tr!("preflight-some-passed", count = count),
        (0, count, _) => tr!("preflight-some-warnings", count = count),
        (count, ..) => tr!("preflight-some-failed", count = count),
    };
    let name = tr!(
        "preflight-summary",
        passed = passed,
        warnings = warnings,
        failed = failed,
    );
    let tone = if failed > 0 { Tone::Bad } else { Tone::Quiet };
    let is_open = named_disclosure_ui(ui, "preflight", &title, &name, tone);
    for result in results.iter().filter(|result| is_worth_a_line(result)) {
        result_ui(ui, TextRole::Small, result);
    }
    if is_open {
        ui.separator();
        for result in results {
            result_ui(ui, TextRole::Small, result);
        }
    }
}

/// The fields say themselves what looks like a slip in them.
fn is_worth_a_line(result: &CheckResult) -> bool {
    let is_below_a_field = matches!(
        result.finding,
        Finding::Target(TargetFinding::Slip(_) | TargetFinding::PassphraseOuterSpace)
    );
    matches!(result.rating(), Rating::Failed | Rating::Warning) && !is_below_a_field
}

fn result_ui(ui: &mut Ui, role: TextRole, result: &CheckResult) {
    let rating = result.rating();
    let (tone, icon) = match rating {
        Rating::Passed => (Tone::Plain, icons::DONE),
        Rating::Warning => (Tone::Warning, icons::WARNING),
        Rating::Failed => (Tone::Bad, icons::FAILED),
        Rating::Unknown => (Tone::Quiet, icons::UNKNOWN),
    };
    let (check, rating) = (i18n::check_name(result.check), i18n::check_rating(rating));
    let details = i18n::check_finding(result);
    let (line, name) = if let Some(details) = details.as_deref() {
        let line = tr!("preflight-line", check = check, details = details);
        let name = tr!(
            "preflight-row",
            check = check,
            rating = rating,
            details = details
        );
        (line, name)
    } else {
        let name = tr!("preflight-row-bare", check = check, rating = rating);
        (check.to_owned(), name)
    };
    let label = icon_line_ui(ui, role, tone, icon, line);
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_label(name.clone());
        node.set_value(name);
    });
}

/// A text with an icon before it. Where it is wrapped, its lines start below each other.
fn icon_line_ui(ui: &mut Ui, role: TextRole, tone: Tone, icon: &str, line: String) -> Response {
    let icon = text_in_lines(ui, role, tone, format!("{icon}  "), f32::INFINITY, 1);
    let mut place = ui.available_rect_before_wrap();
    place.min.x += icon.size().x;
    let place = UiBuilder::new().max_rect(place);
    let label = ui.scope_builder(place, |ui| paragraph_ui(ui, role, tone, line));
    let label = label.inner;
    let at = label.rect.left_top() - vec2(icon.size().x, 0.0);
    ui.painter().galley(at, icon, Palette::of(ui).tone(tone));
    label
}

/// Asks whether to start in spite of the failed checks. The start, once the person wants it.
pub fn start_question_ui(
    ui: &mut Ui,
    results: &[CheckResult],
    ui_state: &mut PreflightUiState,
) -> Option<WantedStart> {
    let wanted = ui_state.wanted?;
    let unasked = ui_state.unasked(results);
    if unasked.is_empty() {
        // It was solved meanwhile: the person looks at the form again.
        ui_state.wanted = None;
        return None;
    }
    let (mut goes_back, mut starts) = (false, false);
    let left = dialog_ui(ui.ctx(), tr!("preflight-question"), "", |ui| {
        for result in &unasked {
            result_ui(ui, TextRole::Body, result);
        }
        ui.horizontal(|ui| {
            goes_back = keep_button_ui(ui, tr!("preflight-go-back"));
            starts = Button::primary(tr!("preflight-start-anyway")).pressed(ui);
        });
    });
    if starts {
        let checks: Vec<Check> = unasked.iter().map(|result| result.check).collect();
        ui_state.accepted.extend(checks);
    }
    if starts || goes_back || left {
        ui_state.wanted = None;
    }
    starts.then_some(wanted)
}
