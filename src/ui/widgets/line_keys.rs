//! The keyboard in a list of lines: the list is one stop of the Tab key, and keys move the focus from
//! line to line.

use egui::{FocusDirection, Id, Key, Modifiers, Sense, Ui, vec2};

/// How the lines lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// One below the other.
    Vertical,
    /// One beside the other.
    Horizontal,
}

/// The line at which the Tab key stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct TabStop {
    /// `None`: the list is empty.
    pub line: Option<usize>,
}

impl TabStop {
    /// What a line senses: `click`, if it can be pressed. Only one line can have the focus at a time,
    /// but every line can be pressed.
    pub fn sense(self, line: usize, click: bool) -> Sense {
        let is_stop = self.line == Some(line);
        match (click, is_stop) {
            (true, true) => Sense::click(),
            (true, false) => Sense::CLICK,
            (false, true) => Sense::focusable_noninteractive(),
            (false, false) => Sense::hover(),
        }
    }
}

/// Moves the focus among the lines with these ids, if one of them has it. Returns the line that has it
/// then. `page`: how many lines a page has.
pub fn move_focus(ui: &Ui, ids: &[Id], axis: Axis, page: usize) -> Option<usize> {
    let focused = ui.memory(egui::Memory::focused)?;
    let at = ids.iter().position(|id| *id == focused)?;
    let last = ids.len().saturating_sub(1);
    let (back, on) = match axis {
        Axis::Vertical => (Key::ArrowUp, Key::ArrowDown),
        Axis::Horizontal => (Key::ArrowLeft, Key::ArrowRight),
    };
    let steps = [
        (back, at.saturating_sub(1)),
        (on, at.saturating_add(1)),
        (Key::PageUp, at.saturating_sub(page)),
        (Key::PageDown, at.saturating_add(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    let mut steps = steps.into_iter();
    let Some((_, next)) = steps.find(|(key, _)| take_key(ui, *key)) else {
        return Some(at);
    };
    let next = next.min(last);
    ui.memory_mut(|memory| {
        memory.request_focus(ids[next]);
        // egui would move the focus on by the same key.
        memory.move_focus(FocusDirection::None);
    });
    Some(next)
}

/// As [`move_focus`] in a list that scrolls. The list remembers the line that had the focus last: the
/// Tab key stops there, at first at the first line.
pub fn handle_line_keys(ui: &Ui, list: Id, ids: &[Id], page: usize) -> TabStop {
    let focused = move_focus(ui, ids, Axis::Vertical, page);
    if let Some(id) = focused.and_then(|line| ids.get(line)) {
        ui.data_mut(|data| data.insert_temp(list, *id));
    }
    let remembered = || {
        let id: Id = ui.data(|data| data.get_temp(list))?;
        ids.iter().position(|line| *line == id)
    };
    let first = (!ids.is_empty()).then_some(0);
    TabStop {
        line: focused.or_else(remembered).or(first),
    }
}

/// Scrolls by the page keys, which no line has taken. For the content of a scroll area that is `height`
/// high.
pub fn scroll_by_page(ui: &Ui, height: f32) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let page = 0.9 * height;
    for (key, step) in [(Key::PageUp, page), (Key::PageDown, -page)] {
        if take_key(ui, key) {
            ui.scroll_with_delta(vec2(0.0, step));
        }
    }
}

fn take_key(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
