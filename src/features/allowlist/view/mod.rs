//! The allowlist tab: the table of entries and the controls that change it.

pub(crate) mod add_row;
pub(crate) mod clear_dialog;
pub(crate) mod describe_dialog;
pub(crate) mod edit_row;
pub(crate) mod entry_row;
pub(crate) mod entry_table;
pub(crate) mod import_page;
pub(crate) mod import_rows;
pub(crate) mod import_texts;
pub(crate) mod scanner;
pub(crate) mod selection_bar;
pub(crate) mod toolbar;
pub(crate) mod undo_bar;

use std::collections::{BTreeSet, HashSet};

use egui::Ui;

use crate::{
    domain::mac::MacAddr,
    features::allowlist::{
        intent::AllowlistIntent,
        state::Allowlist,
        table::{EntryFilter, Table, View},
    },
    tr,
    ui::{
        Cx,
        theme::{STEP, TextRole, Tone},
        widgets::{
            button::Button,
            label::paragraph_ui,
            problem::problem_ui,
            retry_countdown::{RetryAction, retry_ui, while_retrying},
        },
    },
};
use add_row::NewEntryUiState;
use edit_row::EditUiState;
use import_page::ImportUiState;

pub use add_row::mac_field;
pub use clear_dialog::clear_dialog_ui;
pub use describe_dialog::describe_dialog_ui;
pub use undo_bar::undo_bar_ui;

/// What the views of this feature get in addition to their [`Ui`].
type AllowlistCx<'a> = Cx<'a, Allowlist, AllowlistIntent>;

/// What the person types and looks at.
#[derive(Debug, Default)]
pub struct AllowlistUiState {
    new: NewEntryUiState,
    view: View,
    table: Table,
    made_for: Option<(u64, View)>,
    edit: Option<EditUiState>,
    /// The number that is typed to confirm that the list is cleared, while the dialog is open.
    clear: Option<String>,
    /// The import page, while it is open.
    import: Option<ImportUiState>,
    /// The entry that the table scrolls to: one that was added a second time.
    reveal: Option<MacAddr>,
    /// The entries that are ticked.
    selected: BTreeSet<MacAddr>,
    /// The description for the ticked entries, while the dialog is open.
    describe: Option<String>,
}

impl AllowlistUiState {
    /// The filter of the table.
    #[must_use]
    pub fn filter(&self) -> EntryFilter {
        self.view.filter
    }

    /// Sets the filter of the table.
    pub fn show(&mut self, filter: EntryFilter) {
        self.view.filter = filter;
    }

    /// Shows all entries, and scrolls to this one.
    pub fn reveal(&mut self, mac: MacAddr) {
        self.view = View::default();
        self.reveal = Some(mac);
    }

    /// Opens the import page.
    pub fn open_import(&mut self) {
        self.import.get_or_insert_default();
    }

    /// The entries that an export contains, in the order of the table: the ticked ones, or those
    /// that the filter shows.
    pub fn exported(&mut self, allowlist: &Allowlist) -> Vec<MacAddr> {
        self.update(allowlist);
        let shown = self.table.shown.iter().copied();
        shown
            .filter(|mac| self.selected.is_empty() || self.selected.contains(mac))
            .collect()
    }

    /// Computes the table again if its contents may have changed.
    fn update(&mut self, allowlist: &Allowlist) {
        let wanted = (allowlist.revision(), self.view.clone());
        if self.made_for.as_ref() != Some(&wanted) {
            self.table = Table::of(allowlist, &self.view);
            if !self.selected.is_empty() {
                let shown: HashSet<MacAddr> = self.table.shown.iter().copied().collect();
                self.selected.retain(|mac| shown.contains(mac));
            }
            self.made_for = Some(wanted);
        }
    }
}

/// Draws the tab.
pub fn allowlist_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let allowlist = cx.state;
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    if allowlist.is_unavailable() {
        let text = tr!("allowlist-unavailable");
        paragraph_ui(ui, TextRole::Body, Tone::Plain, text);
        return;
    }
    import_page::take_dropped(ui, cx, ui_state);
    if ui_state.import.is_some() {
        // The ids of its controls must differ from those of the table.
        ui.push_id("import", |ui| {
            import_page::import_page_ui(ui, cx, ui_state);
        });
        return;
    }
    ui_state.update(allowlist);
    add_row::add_row_ui(ui, cx, ui_state);
    if ui_state.selected.is_empty() {
        toolbar::toolbar_ui(ui, cx, ui_state);
    } else {
        selection_bar::selection_bar_ui(ui, cx, ui_state);
    }
    if let Some(problem) = allowlist.problem() {
        let request = problem_ui(ui, problem, |ui| {
            match retry_ui(ui, &allowlist.retry, cx.now) {
                Some(RetryAction::Stop) => cx.push(AllowlistIntent::StopRetrying),
                Some(RetryAction::RetryNow) => cx.push(AllowlistIntent::Refresh),
                None if allowlist.retry.is_waiting() => {}
                None => {
                    if Button::secondary(tr!("allowlist-try-again")).pressed(ui) {
                        cx.push(AllowlistIntent::Refresh);
                    }
                }
            }
        });
        if let Some(request) = request {
            cx.request(request);
        }
    }
    if let Some(problem) = allowlist.clear_problem() {
        let problem = while_retrying(problem, &allowlist.clear_retry);
        let request = problem_ui(ui, &problem, |ui| {
            match retry_ui(ui, &allowlist.clear_retry, cx.now) {
                Some(RetryAction::RetryNow) => cx.push(AllowlistIntent::Clear),
                Some(RetryAction::Stop) => cx.push(AllowlistIntent::DismissClearProblem),
                None if allowlist.clear_retry.is_waiting() => {}
                None => {
                    if Button::secondary(tr!("allowlist-dismiss")).pressed(ui) {
                        cx.push(AllowlistIntent::DismissClearProblem);
                    }
                }
            }
        });
        if let Some(request) = request {
            cx.request(request);
        }
    }
    // Changes of this frame show in the table at once.
    ui_state.update(allowlist);
    if ui_state.table.shown.is_empty() {
        empty_ui(ui, allowlist, ui_state);
    } else {
        entry_table::entry_table_ui(ui, cx, ui_state);
    }
}

fn empty_ui(ui: &mut Ui, allowlist: &Allowlist, ui_state: &AllowlistUiState) {
    let text = if allowlist.is_unread() {
        if allowlist.problem().is_some() {
            return;
        }
        tr!("allowlist-reading")
    } else if ui_state.table.total == 0 {
        tr!("allowlist-empty")
    } else {
        tr!("allowlist-none-matches")
    };
    paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
}
