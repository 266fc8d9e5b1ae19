//! The filter chips, the search field and the choice between cards and rows, above the cameras.

use egui::{Align, Layout, Ui};

use super::{ProvisioningCx, ProvisioningUiState, list_layout, session_panel::number_width};
use crate::{
    features::provisioning::{
        batch::Batch,
        card_list::{CardFilter, ListStyle},
        intent::ProvisioningIntent,
    },
    tr,
    ui::{
        Request, icons, shortcut,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::Button,
            chip::{chip_ui, chip_width},
            field::search_field_ui,
            label::label_ui,
            row::row_width,
        },
    },
};

/// The chips of a window on a laptop.
const DESKTOP: [CardFilter; 7] = [
    CardFilter::All,
    CardFilter::Failed,
    CardFilter::NotAllowed,
    CardFilter::Ready,
    CardFilter::InFlight,
    CardFilter::Verified,
    CardFilter::Skipped,
];
/// The chips of the small display.
const TOUCH: [CardFilter; 3] = [CardFilter::Failed, CardFilter::ToDo, CardFilter::All];
/// The width of the search field in points, with room and with little room.
const SEARCH: f32 = 254.0;
const SHORT_SEARCH: std::ops::RangeInclusive<f32> = 96.0..=160.0;

/// Draws chips and search in one row, where they are not beside the progress.
pub fn filters_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    if batch.cards.is_empty() {
        return;
    }
    match Density::of(ui) {
        Density::Desktop => {
            ui.horizontal(|ui| {
                chips_ui(ui, cx, batch, &DESKTOP);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    glance_button_ui(ui, cx);
                    style_ui(ui, batch, ui_state);
                    let room = ui.available_width().max(*SHORT_SEARCH.start());
                    search_ui(ui, cx, batch, room.min(SEARCH));
                    found_ui(ui, batch);
                });
            });
        }
        Density::Touch if touch_filters(ui, batch, ui_state) == TouchFilters::Below => {
            ui.horizontal(|ui| touch_filters_ui(ui, cx, batch));
        }
        Density::Touch => {}
    }
}

/// Where the chips of the small display are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TouchFilters {
    /// With few cameras there is nothing to choose.
    None,
    /// Beside the number of verified cameras.
    Beside,
    /// In a row of their own.
    Below,
}

/// Where they are. Call it with the whole width of the page.
pub fn touch_filters(ui: &Ui, batch: &Batch, ui_state: &ProvisioningUiState) -> TouchFilters {
    let style = list_layout::style(ui_state.style, Density::of(ui), batch);
    if batch.cards.is_empty() || style == ListStyle::Cards && !batch.list.is_narrowed() {
        return TouchFilters::None;
    }
    let shown = TOUCH.iter().filter(|filter| is_shown(batch, **filter));
    let chips = shown.map(|&filter| {
        let is_selected = filter == batch.list.filter;
        let count = batch.list.count(filter);
        chip_width(ui, word(filter, batch), Some(count), is_selected)
    });
    let number = std::iter::once(number_width(ui, batch));
    if row_width(ui, number.chain(chips)) <= ui.available_width() {
        TouchFilters::Beside
    } else {
        TouchFilters::Below
    }
}

/// Draws the chips of the small display and, where there is room, the search field.
pub fn touch_filters_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    chips_ui(ui, cx, batch, &TOUCH);
    let room = ui.available_width();
    if room >= *SHORT_SEARCH.start() {
        search_ui(ui, cx, batch, room.min(*SHORT_SEARCH.end()));
    }
}

fn is_shown(batch: &Batch, filter: CardFilter) -> bool {
    let is_always = matches!(filter, CardFilter::All | CardFilter::ToDo);
    is_always || batch.list.count(filter) > 0 || filter == batch.list.filter
}

fn chips_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch, filters: &[CardFilter]) {
    for &filter in filters {
        if is_shown(batch, filter) {
            let count = batch.list.count(filter);
            let is_selected = filter == batch.list.filter;
            let chip = chip_ui(
                ui,
                word(filter, batch),
                Some(count),
                is_selected,
                name(filter),
            );
            if chip.clicked() {
                cx.push(ProvisioningIntent::Filter(filter));
                // There may be no room for the field in which a person would clear it.
                if filter == CardFilter::All && Density::of(ui) == Density::Touch {
                    cx.push(ProvisioningIntent::Search(String::new()));
                }
            }
        }
    }
}

fn search_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch, width: f32) {
    let mut text = batch.list.search.clone();
    let name = tr!("filter-search");
    let hint = if width < SEARCH {
        tr!("filter-search-hint-short")
    } else {
        tr!("filter-search-hint")
    };
    let response = search_field_ui(ui, &mut text, name, hint, width);
    if response.changed() {
        cx.push(ProvisioningIntent::Search(text));
    }
}

/// How many of all cameras are shown, if not all are.
fn found_ui(ui: &mut Ui, batch: &Batch) {
    if batch.list.is_narrowed() {
        let found = tr!(
            "filter-found",
            shown = batch.list.order.len(),
            found = batch.counts.found()
        );
        label_ui(ui, TextRole::Small, Tone::Quiet, found);
    }
}

/// The chip that switches between cards and rows.
fn style_ui(ui: &mut Ui, batch: &Batch, ui_state: &mut ProvisioningUiState) {
    let style = list_layout::style(ui_state.style, Density::of(ui), batch);
    let (word, name, other) = match style {
        ListStyle::Cards => (
            tr!("filter-as-rows"),
            tr!("filter-as-rows-name"),
            ListStyle::Rows,
        ),
        ListStyle::Rows => (
            tr!("filter-as-cards"),
            tr!("filter-as-cards-name"),
            ListStyle::Cards,
        ),
    };
    if chip_ui(ui, word, None, false, name).clicked() {
        ui_state.style = Some(other);
    }
}

/// The button that shows the batch in large type.
fn glance_button_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>) {
    let hint = shortcut::with_keys(tr!("command-glance"), shortcut::GLANCE);
    let button = Button::quiet(icons::REVEAL).named(tr!("batch-glance"));
    if button.hint(&hint).pressed(ui) {
        cx.request(Request::ShowGlance);
    }
}

fn word(filter: CardFilter, batch: &Batch) -> &'static str {
    match filter {
        CardFilter::All => tr!("filter-all"),
        CardFilter::Failed if batch.counts.unconfirmed == 0 => tr!("filter-failed"),
        CardFilter::Failed => tr!("filter-problems"),
        CardFilter::NotAllowed => tr!("filter-not-allowed"),
        CardFilter::Ready => tr!("filter-ready"),
        CardFilter::InFlight => tr!("filter-in-flight"),
        CardFilter::Verified => tr!("filter-verified"),
        CardFilter::Skipped => tr!("filter-skipped"),
        CardFilter::ToDo => tr!("filter-to-do"),
    }
}

/// The accessible name of the chip.
fn name(filter: CardFilter) -> &'static str {
    match filter {
        CardFilter::All => tr!("filter-show-all"),
        CardFilter::Failed => tr!("filter-show-failed"),
        CardFilter::NotAllowed => tr!("filter-show-not-allowed"),
        CardFilter::Ready => tr!("filter-show-ready"),
        CardFilter::InFlight => tr!("filter-show-in-flight"),
        CardFilter::Verified => tr!("filter-show-verified"),
        CardFilter::Skipped => tr!("filter-show-skipped"),
        CardFilter::ToDo => tr!("filter-show-to-do"),
    }
}
