//! The batch at a glance: the whole window in one colour, with what is readable from five metres.

use std::time::Duration;

use egui::{
    Color32, Id, LayerId, Order, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, emath::TSTransform,
    epaint::TextShape, pos2,
};

use super::{ProvisioningCx, session_panel::needs_person};
use crate::{
    domain::{candidate::CandidateState, clock::Now, session::SessionState},
    features::provisioning::{batch::Batch, card::Card, progress::Counts},
    tr,
    ui::{
        format, icons, redraw,
        theme::{Palette, STEP, Tone, display_font, display_size},
    },
};

/// The size in which texts are measured, in points.
const MEASURED: f32 = 64.0;
/// Of the small side of the window, around everything.
const MARGIN_SHARE: f32 = 0.03;
/// The sizes of the texts beside that of the state.
const NUMBER: f32 = 5.4;
const DETAIL: f32 = 1.5;
/// Smaller where there is no room for all.
const CAMERAS: [f32; 2] = [1.25, 1.0];
/// How much larger they may be beside a number that fills the width.
const MOST_BESIDE_THE_NUMBER: f32 = 1.6;
/// The height of a line by the size of its text. Digits have nothing below them.
const LINE: f32 = 1.12;
const NUMBER_LINE: f32 = 0.96;
/// The most rows of cameras in a window that is wider than high, and in the others.
const ROWS: (usize, usize) = (1, 3);
/// The most cameras that are measured: more never fit.
const MOST_CAMERAS: usize = 60;
const SEPARATOR: &str = " · ";

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// The meaning of the colour.
    pub tone: Tone,
    pub icon: &'static str,
    /// The same in words.
    pub state: String,
    /// `7/10`
    pub verified: String,
    /// `1 failed`, `2:10 left`
    pub details: Vec<String>,
    /// Those that need a person.
    pub cameras: Vec<String>,
    /// Whether any of it is a time that changes each second.
    pub shows_time: bool,
}

impl Glance {
    /// `stale_for`: the age of the state, if it may be out of date.
    #[must_use]
    pub fn of(batch: &Batch, stale_for: Option<Duration>, now: Now) -> Self {
        let needs_person = needs_person(batch);
        let (tone, icon, state) = state_of(
            batch,
            stale_for,
            needs_person.first().map(|(tone, _)| *tone),
        );
        let is_going_on = tone != Tone::Quiet && batch.is_running();
        let left = batch.estimate.left(now).filter(|left| left.as_secs() > 0);
        let left = left.filter(|_| is_going_on);
        let left = left.map(|left| tr!("glance-left", time = format::clock(left)));
        let shows_time = left.is_some() || stale_for.is_some() && batch.is_running();
        Self {
            tone,
            icon,
            state,
            verified: format!("{}/{}", batch.counts.verified, batch.counts.wanted()),
            details: needs_person
                .into_iter()
                .map(|(_, text)| text)
                .chain(left)
                .collect(),
            cameras: cameras(batch),
            shows_time,
        }
    }

    /// All of it in one line, for screen readers.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [&self.state, &self.verified];
        let parts = parts.into_iter().chain(&self.details).chain(&self.cameras);
        parts.cloned().collect::<Vec<_>>().join(", ")
    }
}

/// What matters most of all that is true.
fn state_of(
    batch: &Batch,
    stale_for: Option<Duration>,
    needs_person: Option<Tone>,
) -> (Tone, &'static str, String) {
    let counts = &batch.counts;
    let state = &batch.session.state;
    if let Some(age) = stale_for.filter(|_| batch.is_running()) {
        let text = tr!("glance-pi-away", time = format::clock(age));
        (Tone::Quiet, icons::UNKNOWN, text)
    } else if batch.interrupted && !batch.is_over() {
        (
            Tone::Bad,
            icons::WARNING,
            tr!("batch-interrupted").to_owned(),
        )
    } else if needs_person == Some(Tone::Bad) {
        (Tone::Bad, icons::FAILED, tr!("glance-needs-you").to_owned())
    } else if needs_person.is_some() && counts.in_flight() == 0 {
        let text = tr!("camera-not-confirmed");
        (Tone::Warning, icons::UNCONFIRMED, text.to_owned())
    } else if batch.is_finished() {
        (
            Tone::Good,
            icons::DONE,
            tr!("glance-all-verified").to_owned(),
        )
    } else if batch.is_over() || state.is_ending() || *state == SessionState::Paused {
        (
            Tone::Quiet,
            icons::INFO,
            format::session_state(state).to_string(),
        )
    } else {
        let (icon, text) = progress_of(counts);
        (Tone::Discovered, icon, text)
    }
}

fn progress_of(counts: &Counts) -> (&'static str, String) {
    if counts.in_flight() > 0 {
        let icon = icons::of_state(&CandidateState::Verifying);
        (icon, tr!("glance-in-progress").to_owned())
    } else if counts.ready() > 0 {
        let icon = icons::of_state(&CandidateState::Discovered);
        (icon, tr!("glance-ready", count = counts.ready()))
    } else {
        (icons::SEARCH, tr!("glance-looking").to_owned())
    }
}

/// The cameras that need a person, the failed ones first.
fn cameras(batch: &Batch) -> Vec<String> {
    let failed = |card: &&Card| *card.state() == CandidateState::Failed;
    let barred = |card: &&Card| batch.is_automatic() && !batch.is_over() && card.is_barred();
    let cards = || batch.cards.iter();
    let shown = cards().filter(failed).chain(cards().filter(barred));
    shown.map(|card| card.label().into_owned()).collect()
}

/// Draws it over the whole window; `shift` moves the texts against burn-in. True if a screen reader
/// has pressed it.
pub fn glance_ui(
    ui: &Ui,
    cx: &ProvisioningCx<'_, '_>,
    batch: &Batch,
    stale_for: Option<Duration>,
    shift: Vec2,
) -> bool {
    let glance = Glance::of(batch, stale_for, cx.now);
    let window = ui.content_rect();
    if glance.shows_time {
        redraw::each_second(ui, window);
    }
    let response = ui.interact(window, Id::unique("glance"), Sense::click());
    let name = tr!("glance-name", text = glance.text());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let (fill, text) = Palette::of(ui).filled(glance.tone);
    let painter = ui
        .ctx()
        .layer_painter(LayerId::new(Order::Middle, Id::unique("glance colour")));
    painter.rect_filled(window, 0.0, fill);
    let margin = (window.size().min_elem() * MARGIN_SHARE).max(3.0 * STEP);
    let area = window.shrink(margin);
    let lines = Texts::measure(ui, &glance).arranged(area.size());
    let height: f32 = lines.iter().map(|line| line.height).sum();
    // The room that is left is between the lines, and above and below them.
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let gap = ((area.height() - height) / (lines.len() + 1) as f32).max(0.0);
    let mut top = area.top() + gap;
    for line in lines {
        let drawn = display_size(ui, line.size);
        let galley = painter.layout_no_wrap(line.text, display_font(drawn), text);
        // Glyphs are a little wider in some sizes than in others.
        let scale = (line.size / drawn).min(area.width() / galley.size().x);
        let center = pos2(area.center().x, top + line.height / 2.0) + shift;
        let rect = Rect::from_center_size(center, scale * galley.size());
        let mut shape = TextShape::new(Pos2::ZERO, galley, text);
        shape.transform(TSTransform::new(rect.min.to_vec2(), scale));
        painter.add(shape);
        top += line.height + gap;
    }
    response.clicked()
}

/// A line as it is drawn.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    text: String,
    /// Of the font, in points.
    size: f32,
    height: f32,
}

/// A text and its width at a size of one point.
#[derive(Debug, Clone, PartialEq)]
struct Text {
    text: String,
    width: f32,
}

/// The texts with their widths.
#[derive(Debug, Clone, PartialEq)]
struct Texts {
    state: Text,
    verified: Text,
    details: Vec<Text>,
    cameras: Vec<Text>,
    separator: f32,
    /// Of the number of cameras for which there is no room.
    more: f32,
}

impl Texts {
    fn measure(ui: &Ui, glance: &Glance) -> Self {
        let measure = |text: &str| {
            let font = display_font(MEASURED);
            let galley = ui
                .painter()
                .layout_no_wrap(text.to_owned(), font, Color32::TRANSPARENT);
            Text {
                text: text.to_owned(),
                width: galley.size().x / MEASURED,
            }
        };
        let all = |texts: &[String]| texts.iter().map(|text| measure(text)).collect();
        Self {
            state: measure(&format!("{}  {}", glance.icon, glance.state)),
            verified: measure(&glance.verified),
            details: all(&glance.details),
            cameras: all(&glance.cameras),
            separator: measure(SEPARATOR).width,
            more: measure(&format!("+{}", glance.cameras.len())).width,
        }
    }

    /// The lines, as large as fits: the details in one line or in one each, whichever is larger.
    fn arranged(&self, room: Vec2) -> Vec<Line> {
        let joined = Text {
            text: joined(&self.details),
            width: self.row_width(&self.details),
        };
        let mut one_line = self.clone();
        one_line.details = vec![joined];
        let detail_size = |lines: &[Line]| lines.get(2).map_or(0.0, |line| line.size);
        let apart = self.fitted(room);
        if self.details.len() < 2 {
            return apart;
        }
        let together = one_line.fitted(room);
        if detail_size(&together) >= detail_size(&apart) {
            together
        } else {
            apart
        }
    }

    /// The lines at the largest scale at which they are not higher than the room.
    fn fitted(&self, room: Vec2) -> Vec<Line> {
        let (mut fits, mut is_too_large) = (1.0, room.y);
        for _ in 0..12 {
            let scale = f32::midpoint(fits, is_too_large);
            let lines = self.lines(scale, room);
            if lines.iter().map(|line| line.height).sum::<f32>() <= room.y {
                fits = scale;
            } else {
                is_too_large = scale;
            }
        }
        self.lines(fits, room)
    }

    /// The lines where the state has this size, or less, so that each fits into the width.
    fn lines(&self, scale: f32, room: Vec2) -> Vec<Line> {
        // The number stays the largest, where it has no room to be larger.
        let widest = room.x / self.verified.width.max(f32::EPSILON);
        let scale = scale.min(widest / NUMBER * MOST_BESIDE_THE_NUMBER);
        let line = |text: &Text, weight: f32, height: f32| {
            let size = (scale * weight).min(room.x / text.width.max(f32::EPSILON));
            Line {
                text: text.text.clone(),
                size,
                height: height * size,
            }
        };
        let mut lines = vec![
            line(&self.state, 1.0, LINE),
            line(&self.verified, NUMBER, NUMBER_LINE),
        ];
        lines.extend(self.details.iter().map(|text| line(text, DETAIL, LINE)));
        let rows = if room.x > room.y { ROWS.0 } else { ROWS.1 };
        let [large, small] = CAMERAS;
        let cameras = self.rows_of_cameras(scale * large, rows, room.x);
        let (weight, cameras) = match cameras {
            (cameras, 0) => (large, cameras),
            _ => (small, self.rows_of_cameras(scale * small, rows, room.x).0),
        };
        lines.extend(cameras.iter().map(|text| line(text, weight, LINE)));
        lines
    }

    /// The cameras in at most so many rows, and the number of those for which there is no room.
    fn rows_of_cameras(&self, size: f32, most: usize, width: f32) -> (Vec<Text>, usize) {
        let room = width / size;
        let mut left = self.cameras.as_slice();
        let mut rows = Vec::new();
        while !left.is_empty() && rows.len() < most {
            let fits = |count: usize| {
                let rest = left.len() - count;
                let more = if rest > 0 && rows.len() + 1 == most {
                    self.separator + self.more
                } else {
                    0.0
                };
                self.row_width(&left[..count]) + more <= room
            };
            // One is shown in any case, and smaller if it does not fit.
            let count = (2..=left.len().min(MOST_CAMERAS))
                .take_while(|count| fits(*count))
                .last()
                .unwrap_or(1);
            let (row, rest) = left.split_at(count);
            let mut text = joined(row);
            let mut width = self.row_width(row);
            if !rest.is_empty() && rows.len() + 1 == most {
                text = format!("{text}{SEPARATOR}+{}", rest.len());
                width += self.separator + self.more;
            }
            rows.push(Text { text, width });
            left = rest;
        }
        (rows, left.len())
    }

    fn row_width(&self, texts: &[Text]) -> f32 {
        let gaps = texts.len().saturating_sub(1);
        #[expect(clippy::cast_precision_loss, reason = "a few texts")]
        let gaps = gaps as f32 * self.separator;
        texts.iter().map(|text| text.width).sum::<f32>() + gaps
    }
}

fn joined(texts: &[Text]) -> String {
    let texts: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    texts.join(SEPARATOR)
}
