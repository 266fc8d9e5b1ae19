//! Texts that are laid out, which egui calls galleys. They are kept for as long as they are drawn. egui keeps
//! them too, but finds one only by a copy of its text and format: that was a third of all allocations.

use std::{
    collections::HashMap,
    fmt::{Display, Write as _},
    hash::Hash,
    sync::Arc,
};

use egui::{
    Color32, Galley, Plugin, Ui,
    text::{LayoutJob, TextFormat, TextWrapping},
    util,
};

use crate::ui::theme::{Density, TextRole, font};

/// How many lines a text may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lines {
    /// One, however long it is.
    Whole,
    /// At most so many of a width in points; the last one ends with an ellipsis if there is more.
    AtMost(usize, f32),
}

/// Returns a text of a role, laid out: anything that can be written, which need not be a `String`.
pub fn galley(
    ui: &Ui,
    role: TextRole,
    color: Color32,
    text: impl Display,
    lines: Lines,
) -> Arc<Galley> {
    let (count, width) = match lines {
        Lines::Whole => (1, f32::INFINITY),
        Lines::AtMost(count, width) => (count, width),
    };
    let format = (role, Density::of(ui), color, count, width.to_bits());
    let find = |galleys: &mut Galleys| galleys.find(&text, format);
    let found = ui.ctx().with_plugin(find);
    let (key, text) = match found {
        Some(Ok(galley)) => return galley,
        Some(Err((key, text))) => (Some(key), text),
        None => (None, text.to_string()),
    };
    let mut job = LayoutJob::single_section(text, TextFormat::simple(font(ui, role), color));
    job.wrap = match lines {
        Lines::Whole => TextWrapping::no_max_width(),
        Lines::AtMost(..) => TextWrapping {
            max_rows: count,
            break_anywhere: count == 1,
            ..TextWrapping::truncate_at_width(width)
        },
    };
    let galley = ui.painter().layout_job(job);
    if let Some(key) = key {
        let keep = |galleys: &mut Galleys| galleys.keep(key, galley.clone());
        ui.ctx().with_plugin(keep);
    }
    galley
}

/// The galleys of the last pass, by the hash of all that they depend on.
#[derive(Debug, Default)]
pub struct Galleys {
    kept: HashMap<u64, Kept>,
    /// The text that is looked for.
    text: String,
    /// One that egui keeps. Once it has another, its letters are elsewhere in the texture, or of another size.
    witness: Option<Arc<Galley>>,
}

#[derive(Debug)]
struct Kept {
    galley: Arc<Galley>,
    /// It was drawn in this pass.
    is_drawn: bool,
}

impl Galleys {
    /// The galley, or else its key and its text.
    fn find(
        &mut self,
        text: impl Display,
        format: impl Hash,
    ) -> Result<Arc<Galley>, (u64, String)> {
        self.text.clear();
        // A String takes in any text.
        write!(self.text, "{text}").unwrap_or_default();
        let key = util::hash((&self.text, format));
        let Some(kept) = self.kept.get_mut(&key) else {
            return Err((key, self.text.clone()));
        };
        kept.is_drawn = true;
        Ok(kept.galley.clone())
    }

    fn keep(&mut self, key: u64, galley: Arc<Galley>) {
        let is_drawn = true;
        self.kept.insert(key, Kept { galley, is_drawn });
    }
}

impl Plugin for Galleys {
    fn debug_name(&self) -> &'static str {
        "galleys"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let format = TextFormat::default();
        let witness = LayoutJob::single_section("a".to_owned(), format);
        let witness = ui.painter().layout_job(witness);
        let is_same = |before: &Arc<Galley>| Arc::ptr_eq(before, &witness);
        if !self.witness.as_ref().is_some_and(is_same) {
            self.kept.clear();
        }
        self.witness = Some(witness);
    }

    fn on_end_pass(&mut self, _: &mut Ui) {
        self.kept
            .retain(|_, kept| std::mem::take(&mut kept.is_drawn));
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, FontDefinitions, RawInput};

    use super::*;
    use crate::ui::theme;

    fn draw(ctx: &Context, texts: &[&str]) -> Vec<Arc<Galley>> {
        let mut galleys = Vec::new();
        let output = ctx.run_ui(RawInput::default(), |ui| {
            let text = |text| galley(ui, TextRole::Body, Color32::WHITE, text, Lines::Whole);
            galleys = texts.iter().copied().map(text).collect();
        });
        output.drop_without_applying_deltas();
        galleys
    }

    #[test]
    fn a_text_is_kept_while_it_is_drawn() {
        let ctx = Context::default();
        ctx.add_plugin(Galleys::default());
        let first = draw(&ctx, &["verified", "failed"]);
        let second = draw(&ctx, &["verified"]);
        assert!(Arc::ptr_eq(&first[0], &second[0]));
        let count = ctx.with_plugin(|galleys: &mut Galleys| galleys.kept.len());
        assert_eq!(count, Some(1));
    }

    #[test]
    fn other_fonts_or_another_scale_lay_out_all_texts_anew() {
        let ctx = Context::default();
        theme::install(&ctx);
        let before = draw(&ctx, &["verified"]);
        ctx.set_fonts(FontDefinitions::empty());
        let other_fonts = draw(&ctx, &["verified"]);
        assert!(!Arc::ptr_eq(&before[0], &other_fonts[0]));
        ctx.set_zoom_factor(2.0);
        let larger = draw(&ctx, &["verified"]);
        assert!(!Arc::ptr_eq(&other_fonts[0], &larger[0]));
    }
}
