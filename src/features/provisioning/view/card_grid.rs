//! The cards in columns. Only those in view are laid out; many more are in the accessibility tree.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "columns and rows are few, and widths are positive"
)]

use egui::{Key, Rect, ScrollArea, Ui, accesskit::Role, vec2};

use super::{
    ProvisioningCx, ProvisioningUiState,
    card::{
        ACTIONS_HEIGHT, REASON_HEIGHT, REASON_ROW_HEIGHT, ROW_HEIGHT, SHORT_HEIGHT, card_id,
        card_ui,
    },
    card_view_model::{CardView, accessible_name},
};
use crate::{
    domain::{candidate::CandidateState, session::SessionId},
    features::provisioning::{batch::Batch, card::Card},
    tr,
    ui::{
        theme::{Density, STALE_OPACITY, STEP, TextRole, Tone},
        widgets::label::paragraph_ui,
    },
};

/// Cards are at least this wide.
const MIN_WIDTH: f32 = 460.0;
/// Cards out of view that the accessibility tree has at most.
const MAX_HIDDEN: usize = 500;
/// In narrower rows of the small display a reason or an advice needs two lines.
const NARROW_ROW: f32 = 640.0;
/// Room between cards.
const GAP: f32 = 3.0 * STEP;

/// The position of each row of cards, computed when the list changes and not in every frame.
#[derive(Debug, Default)]
pub struct GridLayout {
    made_for: Option<(SessionId, u64, Arrangement)>,
    /// The top of each row, and the bottom of the last one.
    tops: Vec<f32>,
}

impl GridLayout {
    fn update(&mut self, batch: &Batch, arrangement: Arrangement) {
        let id = batch.session.id.clone();
        let wanted = Some((id, batch.list.revision, arrangement));
        if self.made_for == wanted {
            return;
        }
        self.made_for = wanted;
        self.tops.clear();
        let mut top = 0.0;
        for row in batch.list.order.chunks(arrangement.columns()) {
            self.tops.push(top);
            let cards = row.iter().filter_map(|position| batch.cards.at(*position));
            let tallest = cards.map(extent).max().unwrap_or(Extent::Short);
            top += arrangement.height(tallest) + GAP;
        }
        self.tops.push(top);
    }

    /// The rows that overlap `top..bottom`.
    fn rows_in(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let rows = self.tops.len() - 1;
        let first = self
            .tops
            .partition_point(|row| *row <= top)
            .saturating_sub(1);
        let end = self.tops.partition_point(|row| *row < bottom).min(rows);
        first.min(end)..end
    }
}

/// How the cards are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrangement {
    /// In so many columns, at least one.
    Columns(usize),
    /// As rows of a small display.
    Rows,
    /// As rows of a small display that is narrow.
    NarrowRows,
}

impl Arrangement {
    fn of(ui: &Ui) -> Self {
        let width = ui.available_width();
        match Density::of(ui) {
            Density::Desktop => {
                Self::Columns((((width + GAP) / (MIN_WIDTH + GAP)) as usize).max(1))
            }
            Density::Touch if width < NARROW_ROW => Self::NarrowRows,
            Density::Touch => Self::Rows,
        }
    }

    fn columns(self) -> usize {
        match self {
            Self::Columns(columns) => columns,
            Self::Rows | Self::NarrowRows => 1,
        }
    }

    fn height(self, extent: Extent) -> f32 {
        match (self, extent) {
            (Self::Columns(_), Extent::Short) => SHORT_HEIGHT,
            (Self::Columns(_), Extent::Actions) => ACTIONS_HEIGHT,
            (Self::Columns(_), Extent::NotAllowed | Extent::Reason) => REASON_HEIGHT,
            (Self::NarrowRows, Extent::NotAllowed | Extent::Reason) => REASON_ROW_HEIGHT,
            (Self::Rows | Self::NarrowRows, _) => ROW_HEIGHT,
        }
    }
}

/// How much a card shows, which decides its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// The facts and the steps.
    Short,
    /// Also buttons.
    Actions,
    /// Also that it is not on the allowlist.
    NotAllowed,
    /// Also a reason and advice.
    Reason,
}

fn extent(card: &Card) -> Extent {
    match card.state() {
        _ if card.problem.is_some() => Extent::Reason,
        CandidateState::Failed => Extent::Reason,
        CandidateState::Discovered if !card.candidate.in_allowlist => Extent::NotAllowed,
        CandidateState::Discovered => Extent::Actions,
        CandidateState::Provisioning
        | CandidateState::Provisioned
        | CandidateState::Verifying
        | CandidateState::Verified
        | CandidateState::Skipped
        | CandidateState::Other(_) => Extent::Short,
    }
}

/// Draws the cards, or why there are none.
pub fn card_grid_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    if batch.list.order.is_empty() {
        empty_ui(ui, cx, batch);
        return;
    }
    let arrangement = Arrangement::of(ui);
    let columns = arrangement.columns();
    let mut grid = std::mem::take(&mut ui_state.grid);
    grid.update(batch, arrangement);
    let is_stale = batch.interrupted || cx.state.is_stale;
    ScrollArea::vertical()
        .id_salt("cards")
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            if is_stale {
                ui.multiply_opacity(STALE_OPACITY);
            }
            scroll_by_key(ui, viewport);
            ui.set_height(grid.tops.last().copied().unwrap_or_default());
            let places = Places::new(ui, &grid, columns);
            let rows = grid.rows_in(viewport.top(), viewport.bottom());
            let shown = rows.start * columns..(rows.end * columns).min(batch.list.order.len());
            for index in shown.clone() {
                if let Some(card) = batch.cards.at(batch.list.order[index]) {
                    let status = (cx.state.allowlist_status)(card.candidate.mac);
                    let view = CardView::of(card, batch, status, cx.now);
                    card_ui(ui, cx, places.of(index), &view, ui_state);
                }
            }
            name_hidden(ui, batch, &shown);
        });
    ui_state.grid = grid;
}

/// The position of each card on the screen.
struct Places<'a> {
    origin: egui::Pos2,
    width: f32,
    columns: usize,
    grid: &'a GridLayout,
}

impl<'a> Places<'a> {
    fn new(ui: &Ui, grid: &'a GridLayout, columns: usize) -> Self {
        Self {
            origin: ui.max_rect().min,
            width: (ui.available_width() - GAP * (columns - 1) as f32) / columns as f32,
            columns,
            grid,
        }
    }

    fn of(&self, index: usize) -> Rect {
        let (row, column) = (index / self.columns, index % self.columns);
        let left = (self.width + GAP) * column as f32;
        let (top, bottom) = (self.grid.tops[row], self.grid.tops[row + 1] - GAP);
        let min = self.origin + vec2(left, top);
        let max = self.origin + vec2(left + self.width, bottom);
        Rect::from_min_max(min.round(), max.round())
    }
}

/// Scrolls by the page, home and end keys, for people without a wheel or a touch screen.
fn scroll_by_key(ui: &Ui, viewport: Rect) {
    if ui.memory(|memory| memory.focused().is_some()) && ui.ctx().text_edit_focused() {
        return;
    }
    let page = viewport.height() * 0.9;
    let far = f32::MAX / 2.0;
    let steps = [
        (Key::PageUp, page),
        (Key::PageDown, -page),
        (Key::Home, far),
        (Key::End, -far),
    ];
    for (key, step) in steps {
        if ui.input(|input| input.key_pressed(key)) {
            ui.scroll_with_delta(vec2(0.0, step));
        }
    }
}

/// Puts cards that are scrolled out of view into the accessibility tree, without layout or paint,
/// and says how many more there are: a tree of thousands would be dead.
fn name_hidden(ui: &Ui, batch: &Batch, shown: &std::ops::Range<usize>) {
    if ui
        .ctx()
        .accesskit_node_builder(ui.unique_id(), |_| ())
        .is_none()
    {
        return;
    }
    let hidden = batch
        .list
        .order
        .iter()
        .enumerate()
        .filter(|(index, _)| !shown.contains(index));
    let named = hidden.take(MAX_HIDDEN);
    for card in named.filter_map(|(_, position)| batch.cards.at(*position)) {
        name_card(ui, card);
    }
    let more = (batch.list.order.len() - shown.len()).saturating_sub(MAX_HIDDEN);
    if more > 0 {
        let id = ui.unique_id().with("more cards");
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Label);
            node.set_value(tr!("card-more-hidden", count = more));
        });
    }
}

fn name_card(ui: &Ui, card: &Card) {
    let id = card_id(card.candidate.mac);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Group);
        node.set_label(accessible_name(card));
    });
}

fn empty_ui(ui: &mut Ui, cx: &ProvisioningCx<'_, '_>, batch: &Batch) {
    if batch.cards.iter().len() > 0 {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("card-none-matches"));
    } else if batch.is_over() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("card-none-found"));
    } else {
        let ssid = cx.state.provisioning.network.ssid.clone();
        let onboarding = ssid.unwrap_or_else(|| tr!("card-onboarding-network"));
        waiting_ui(ui, &onboarding);
    }
}

/// What to check while no camera appears.
fn waiting_ui(ui: &mut Ui, onboarding: &str) {
    ui.add_space(6.0 * STEP);
    ui.vertical_centered(|ui| {
        let headline = tr!("batch-waiting", network = onboarding);
        paragraph_ui(ui, TextRole::Title, Tone::Plain, headline);
        for hint in [tr!("batch-waiting-power"), tr!("batch-waiting-none")] {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
        }
    });
}
