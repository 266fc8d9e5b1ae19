//! Where each camera is in the list: computed when the list changes, not in every frame.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "columns are few, and widths are positive"
)]

use std::ops::Range;

use egui::Ui;
use strum::VariantArray as _;

use crate::{
    domain::candidate::CandidateState,
    features::provisioning::{
        batch::Batch,
        card::Card,
        card_list::{CardGroup, ListStyle},
    },
    ui::theme::{Density, STEP},
};

/// Cards are at least this wide.
const CARD_WIDTH: f32 = 460.0;
/// Rows of the desktop are at least this wide: two of them fit beside each other in a wide window.
const ROW_WIDTH: f32 = 760.0;
/// Tiles are at least this wide.
const TILE_WIDTH: f32 = 108.0;
/// In narrower rows of the small display a reason or an advice needs two lines, or the whole width.
const NARROW_ROW: f32 = 640.0;
const NARROWEST_ROW: f32 = 480.0;
/// Room between cards.
const CARD_GAP: f32 = 3.0 * STEP;
/// Room between tiles.
const TILE_GAP: f32 = 2.0 * STEP;
/// From so many cameras on, they are rows instead of cards.
const ROWS_FROM: usize = 13;
/// The same on the small display.
const ROWS_FROM_ON_TOUCH: usize = 8;

/// What is folded, for each group.
pub type Folds = [bool; CardGroup::VARIANTS.len()];

/// How the cameras are arranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrangement {
    style: ListStyle,
    density: Density,
    /// The height of a row of the small display with a reason and an advice.
    reason_height: f32,
    /// The width of the list in points.
    width: f32,
    folds: Folds,
    /// Whether cameras wait that can be allowed together.
    has_barred: bool,
}

/// What a line of the list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// The name of a group.
    Heading,
    /// Cards beside each other.
    Cards,
    /// Rows, on a wide window two beside each other.
    Rows,
    /// Verified cameras, with the least of each.
    Tiles,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub kind: LineKind,
    pub group: CardGroup,
    /// The indices of its cameras in [`CardList::order`](crate::features::provisioning::card_list);
    /// for a heading those of the group.
    pub cameras: Range<usize>,
    pub top: f32,
    pub height: f32,
}

/// A step from one camera to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
}

/// The lines of the list.
#[derive(Debug, Default)]
pub struct ListLayout {
    made_for: Option<(u64, Arrangement)>,
    lines: Vec<Line>,
    /// The bottom of the last line.
    pub height: f32,
}

impl Arrangement {
    /// The arrangement for the room in `ui`. `chosen`: what the person wants to see, instead of what
    /// fits the number of cameras.
    pub fn of(ui: &Ui, batch: &Batch, chosen: Option<ListStyle>, folds: Folds) -> Self {
        let density = Density::of(ui);
        let width = ui.available_width();
        Self {
            style: style(chosen, density, batch),
            density,
            reason_height: match width {
                width if width < NARROWEST_ROW => 140.0,
                width if width < NARROW_ROW => 104.0,
                _ => 72.0,
            },
            width,
            folds,
            has_barred: batch.has_barred_cameras(),
        }
    }

    /// How many of `kind` fit beside each other, at least one, and the room between them.
    pub fn columns(&self, kind: LineKind) -> (usize, f32) {
        let (least, gap) = match (kind, self.density) {
            (LineKind::Cards, Density::Desktop) => (CARD_WIDTH, CARD_GAP),
            (LineKind::Rows, Density::Desktop) => (ROW_WIDTH, CARD_GAP),
            (LineKind::Tiles, _) => (TILE_WIDTH, TILE_GAP),
            (LineKind::Heading, _) | (_, Density::Touch) => return (1, 0.0),
        };
        let columns = ((self.width + gap) / (least + gap)) as usize;
        (columns.max(1), gap)
    }

    /// What begins with a new line, with the number of cameras. Cards have no headings: only those that
    /// need a person, which are taller, are apart from the others.
    fn parts(&self, batch: &Batch) -> Vec<(CardGroup, usize)> {
        let groups = batch.list.groups();
        match self.style {
            ListStyle::Rows => groups.collect(),
            ListStyle::Cards => {
                let (urgent, others): (Vec<_>, Vec<_>) =
                    groups.partition(|(group, _)| *group == CardGroup::NeedsYou);
                let others = others.into_iter().map(|(_, count)| count).sum();
                urgent
                    .into_iter()
                    .chain([(CardGroup::Ready, others)])
                    .collect()
            }
        }
    }

    /// What the cameras of a group are.
    fn kind(&self, group: CardGroup) -> LineKind {
        match (self.style, self.density) {
            (ListStyle::Cards, _) => LineKind::Cards,
            (ListStyle::Rows, Density::Touch) if group.is_done() => LineKind::Tiles,
            (ListStyle::Rows, _) => LineKind::Rows,
        }
    }

    /// Cards, and rows of the small display, have only the headings with a button and those of what is
    /// folded: colour and words tell the others apart.
    fn has_heading(&self, group: CardGroup) -> bool {
        match (self.style, self.density) {
            (ListStyle::Cards, _) => self.has_button(group),
            (ListStyle::Rows, Density::Desktop) => true,
            (ListStyle::Rows, Density::Touch) => group.is_done() || self.has_button(group),
        }
    }

    /// Whether the heading of a group has a button for all of it.
    fn has_button(&self, group: CardGroup) -> bool {
        group == CardGroup::NeedsYou && self.has_barred
    }

    pub fn has_desktop_rows(&self) -> bool {
        self.style == ListStyle::Rows && self.density == Density::Desktop
    }

    /// Whether nothing but the heading of a group is shown.
    pub fn is_folded(&self, group: CardGroup) -> bool {
        self.folds[group as usize]
    }

    /// The room for one camera or a heading, and the room below it.
    fn height(&self, kind: LineKind, extent: Extent) -> (f32, f32) {
        let gap = match kind {
            LineKind::Cards => CARD_GAP,
            LineKind::Tiles => TILE_GAP,
            LineKind::Heading | LineKind::Rows => 0.0,
        };
        let height = match self.density {
            Density::Desktop => match (kind, extent) {
                (LineKind::Heading, Extent::Short) => 24.0,
                (LineKind::Tiles, _) | (LineKind::Rows, Extent::Reason) => 48.0,
                (LineKind::Heading | LineKind::Rows, _) => 32.0,
                (LineKind::Cards, Extent::Short) => 106.0,
                (LineKind::Cards, Extent::Actions) => 152.0,
                (LineKind::Cards, Extent::NotAllowed | Extent::Reason) => 178.0,
            },
            Density::Touch => match (kind, extent) {
                (LineKind::Heading | LineKind::Tiles, _) => 44.0,
                (LineKind::Cards, Extent::NotAllowed) | (_, Extent::Reason) => self.reason_height,
                (LineKind::Cards, _) => 72.0,
                (LineKind::Rows, _) => 44.0,
            },
        };
        (height, gap)
    }
}

/// What the person wants to see, or what fits the number of cameras. The small display has no room
/// for that choice.
pub fn style(chosen: Option<ListStyle>, density: Density, batch: &Batch) -> ListStyle {
    let (chosen, rows_from) = match density {
        Density::Desktop => (chosen, ROWS_FROM),
        Density::Touch => (None, ROWS_FROM_ON_TOUCH),
    };
    chosen.unwrap_or(if batch.cards.len() < rows_from {
        ListStyle::Cards
    } else {
        ListStyle::Rows
    })
}

impl ListLayout {
    /// Computes the lines again if something has changed.
    pub fn update(&mut self, batch: &Batch, arrangement: Arrangement) {
        let wanted = Some((batch.list.revision, arrangement));
        if self.made_for == wanted {
            return;
        }
        self.made_for = wanted;
        self.lines.clear();
        self.height = 0.0;
        let mut first = 0;
        for (group, count) in arrangement.parts(batch) {
            let cameras = first..first + count;
            first = cameras.end;
            if count > 0 {
                self.add_group(batch, &arrangement, group, cameras);
            }
        }
    }

    fn add_group(
        &mut self,
        batch: &Batch,
        arrangement: &Arrangement,
        group: CardGroup,
        cameras: Range<usize>,
    ) {
        if arrangement.has_heading(group) {
            let extent = if arrangement.has_button(group) {
                Extent::Actions
            } else {
                Extent::Short
            };
            let room = arrangement.height(LineKind::Heading, extent);
            self.add(LineKind::Heading, group, cameras.clone(), room);
            if arrangement.is_folded(group) {
                return;
            }
        }
        let kind = arrangement.kind(group);
        let (columns, _) = arrangement.columns(kind);
        for start in cameras.clone().step_by(columns) {
            let line = start..(start + columns).min(cameras.end);
            let positions = batch.list.order[line.clone()].iter();
            let cards = positions.filter_map(|position| batch.cards.at(*position));
            let tallest = cards.map(extent).max().unwrap_or(Extent::Short);
            self.add(kind, group, line, arrangement.height(kind, tallest));
        }
    }

    fn add(
        &mut self,
        kind: LineKind,
        group: CardGroup,
        cameras: Range<usize>,
        (height, gap): (f32, f32),
    ) {
        self.lines.push(Line {
            kind,
            group,
            cameras,
            top: self.height,
            height,
        });
        self.height += height + gap;
    }

    /// The lines that overlap `top..bottom`.
    pub fn lines_in(&self, top: f32, bottom: f32) -> &[Line] {
        let lines = &self.lines;
        let first = lines.partition_point(|line| line.top + line.height <= top);
        let end = lines.partition_point(|line| line.top < bottom);
        &lines[first.min(end)..end]
    }
}

/// Finds cameras by their indices in [`CardList::order`](crate::features::provisioning::card_list).
impl ListLayout {
    fn camera_lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        let lines = self.lines.iter();
        lines.filter(|line| line.kind != LineKind::Heading)
    }

    /// The line that shows a camera, unless it is folded.
    pub fn line_of(&self, camera: usize) -> Option<&Line> {
        let mut lines = self.camera_lines();
        lines.find(|line| line.cameras.contains(&camera))
    }

    /// The top and the bottom of a camera, with the heading right above it.
    pub fn span(&self, camera: usize) -> Option<(f32, f32)> {
        let line = self.line_of(camera)?;
        let headings = self.lines.iter();
        let mut headings = headings.filter(|above| above.kind == LineKind::Heading);
        let above = headings.find(|above| above.cameras.start == line.cameras.start);
        Some((above.unwrap_or(line).top, line.top + line.height))
    }

    /// The camera that is shown nearest to a place in the list.
    pub fn nearest(&self, place: usize) -> Option<usize> {
        let mut lines = self.camera_lines();
        let at_or_after = lines.find(|line| line.cameras.end > place);
        let found = at_or_after.map(|line| place.max(line.cameras.start));
        found.or_else(|| self.last())
    }

    /// The first camera that is shown.
    pub fn first(&self) -> Option<usize> {
        let line = self.camera_lines().next()?;
        Some(line.cameras.start)
    }

    /// The last camera that is shown.
    pub fn last(&self) -> Option<usize> {
        self.camera_lines().next_back().map(last_of)
    }

    /// The first camera that is shown whole below `top`.
    pub fn first_below(&self, top: f32) -> Option<usize> {
        let mut lines = self.camera_lines();
        let found = lines.find(|line| line.top >= top);
        let found = found.or_else(|| self.camera_lines().next_back());
        found.map(|line| line.cameras.start)
    }

    /// Where a step from a camera leads: to itself at the end of the list. `page`: the height of a
    /// page.
    pub fn step(&self, camera: usize, step: Step, page: f32) -> Option<usize> {
        let line = self.line_of(camera)?;
        let above = || {
            self.camera_lines()
                .rev()
                .filter(|other| other.top < line.top)
        };
        let below = || self.camera_lines().filter(|other| other.top > line.top);
        let is_within_page = |other: &&Line| (line.top - other.top).abs() <= page;
        let target = match step {
            Step::First => return self.first(),
            Step::Last => return self.last(),
            Step::Left => return Some(line.cameras.start.max(camera.saturating_sub(1))),
            Step::Right => return Some(last_of(line).min(camera + 1)),
            Step::Up => above().next(),
            Step::Down => below().next(),
            // A line may be higher than a page.
            Step::PageUp => above()
                .take_while(is_within_page)
                .last()
                .or_else(|| above().next()),
            Step::PageDown => below()
                .take_while(is_within_page)
                .last()
                .or_else(|| below().next()),
        };
        let target = target.unwrap_or(line);
        let column = camera - line.cameras.start;
        Some(last_of(target).min(target.cameras.start + column))
    }
}

fn last_of(line: &Line) -> usize {
    line.cameras.end.saturating_sub(1)
}

/// How much is shown of a camera, which decides its height.
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
        CandidateState::Discovered if card.is_barred() => Extent::NotAllowed,
        CandidateState::Discovered => Extent::Actions,
        CandidateState::Provisioning
        | CandidateState::Provisioned
        | CandidateState::Verifying
        | CandidateState::Verified
        | CandidateState::Skipped
        | CandidateState::Other(_) => Extent::Short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two columns of three cameras in one group, and a row of two in another, below a heading. The
    /// three cameras of a third group are folded.
    fn list() -> ListLayout {
        let line = |kind, group, cameras, top| Line {
            kind,
            group,
            cameras,
            top,
            height: 40.0,
        };
        let (needs_you, ready, done) = (
            CardGroup::NeedsYou,
            CardGroup::InFlight,
            CardGroup::Verified,
        );
        ListLayout {
            lines: vec![
                line(LineKind::Heading, needs_you, 0..3, 0.0),
                line(LineKind::Cards, needs_you, 0..2, 40.0),
                line(LineKind::Cards, needs_you, 2..3, 80.0),
                line(LineKind::Heading, done, 3..6, 120.0),
                line(LineKind::Heading, ready, 6..8, 160.0),
                line(LineKind::Cards, ready, 6..8, 200.0),
            ],
            height: 240.0,
            made_for: None,
        }
    }

    #[test]
    fn steps_go_from_camera_to_camera_and_skip_headings_and_folded_groups() {
        let list = list();
        for (from, step, to) in [
            (0, Step::Right, 1),
            (1, Step::Right, 1),
            (1, Step::Left, 0),
            (0, Step::Left, 0),
            (0, Step::Up, 0),
            (1, Step::Down, 2),
            (2, Step::Down, 6),
            (2, Step::Right, 2),
            (7, Step::Down, 7),
            (7, Step::Up, 2),
            (1, Step::PageDown, 2),
            (2, Step::PageDown, 6),
            (7, Step::PageUp, 2),
            (7, Step::First, 0),
            (0, Step::Last, 7),
        ] {
            assert_eq!(list.step(from, step, 100.0), Some(to), "{from} {step:?}");
        }
        assert_eq!(list.step(1, Step::PageDown, 160.0), Some(7));
        assert_eq!(list.step(4, Step::Down, 100.0), None, "it is folded");
    }

    #[test]
    fn a_camera_that_is_not_shown_any_more_has_one_nearby_and_an_empty_list_none() {
        let list = list();
        assert_eq!(list.nearest(1), Some(1));
        assert_eq!(list.nearest(4), Some(6));
        assert_eq!(list.nearest(90), Some(7));
        assert_eq!(list.first_below(60.0), Some(2));
        assert_eq!(list.first_below(900.0), Some(6));
        assert_eq!(list.span(0), Some((0.0, 80.0)), "with its heading");
        assert_eq!(list.span(2), Some((80.0, 120.0)));
        let empty = ListLayout::default();
        assert_eq!(empty.nearest(0), None);
        assert_eq!(empty.step(0, Step::Down, 100.0), None);
    }
}
