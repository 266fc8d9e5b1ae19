//! The surfaces of a page, and what lies between them. If they are the larger part of the window, it is
//! cleared with their colour, and only the rest is painted: then hardly a pixel is drawn twice.

use egui::{
    Color32, Rangef, Rect, Shape,
    emath::TSTransform,
    epaint::{ClippedShape, RectShape},
};

/// More than any page has. Further ones are painted as all other rectangles.
const MOST: usize = 64;
const FEW_POINTS: usize = 64;

/// A rectangle in the colour of surfaces with nothing under it.
#[derive(Debug)]
pub struct Surface {
    /// Its index among the shapes.
    pub index: usize,
    /// What is seen of it.
    pub visible: Rect,
}

/// The surfaces among all shapes of a frame. `is_surface`: whether a rectangle is one if nothing is under it.
pub fn find(shapes: &[ClippedShape], is_surface: impl Fn(&RectShape) -> bool) -> Vec<Surface> {
    let mut surfaces = Vec::new();
    let mut painted = Vec::with_capacity(shapes.len());
    for (index, shape) in shapes.iter().enumerate() {
        let area = area(shape);
        if !area.is_positive() {
            continue;
        }
        if let Shape::Rect(rect) = &shape.shape
            && is_in_place(shape)
            && surfaces.len() < MOST
            && is_surface(rect)
        {
            // A neighbour that only touches it is not under it.
            let inside = area.shrink(0.5);
            if !painted.iter().any(|under: &Rect| under.intersects(inside)) {
                surfaces.push(Surface {
                    index,
                    visible: area,
                });
            }
        }
        painted.push(area);
    }
    surfaces
}

/// Whether it stays where it is until it is painted.
fn is_in_place(shape: &ClippedShape) -> bool {
    shape.transform_after_tessellation == TSTransform::IDENTITY
}

/// Where a shape is painted at most.
fn area(clipped: &ClippedShape) -> Rect {
    let ClippedShape {
        clip_rect, shape, ..
    } = clipped;
    match shape {
        _ if !is_in_place(clipped) => *clip_rect,
        Shape::Noop => Rect::NOTHING,
        Shape::Rect(rect) if rect.fill == Color32::TRANSPARENT && rect.stroke.is_empty() => {
            Rect::NOTHING
        }
        Shape::Text(text) if text.galley.num_vertices == 0 => Rect::NOTHING,
        // The bounds of a plot would have to be looked for among thousands of points.
        Shape::Mesh(mesh) if mesh.vertices.len() > FEW_POINTS => *clip_rect,
        Shape::Path(path) if path.points.len() > FEW_POINTS => *clip_rect,
        Shape::Vec(_) | Shape::Band(_) | Shape::Callback(_) => *clip_rect,
        _ => shape.visual_bounding_rect().intersect(*clip_rect),
    }
}

/// The parts of `screen` that no rectangle covers, as rectangles that do not overlap.
pub fn uncovered(screen: Rect, covered: &[Rect]) -> Vec<Rect> {
    let edges = covered.iter().flat_map(|rect| [rect.min.y, rect.max.y]);
    let mut edges: Vec<f32> = edges
        .filter(|y| screen.y_range().contains(*y))
        .chain([screen.min.y, screen.max.y])
        .collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup();
    let mut parts: Vec<Rect> = Vec::new();
    let (mut crossing, mut gaps) = (Vec::new(), Vec::new());
    // Where the parts of the band above begin.
    let mut above = 0;
    for band in edges.windows(2) {
        let band = Rangef::new(band[0], band[1]);
        crossing.clear();
        crossing.extend(ranges_across(covered, band));
        gaps.clear();
        add_gaps(screen.x_range(), &mut crossing, &mut gaps);
        if parts[above..]
            .iter()
            .map(Rect::x_range)
            .eq(gaps.iter().copied())
        {
            for part in &mut parts[above..] {
                part.max.y = band.max;
            }
        } else {
            above = parts.len();
            parts.extend(gaps.iter().map(|gap| Rect::from_x_y_ranges(*gap, band)));
        }
    }
    parts
}

/// The rectangles that lie across a band in which none begins or ends.
fn ranges_across(covered: &[Rect], band: Rangef) -> impl Iterator<Item = Rangef> {
    let crosses = move |rect: &&Rect| rect.min.y <= band.min && band.max <= rect.max.y;
    covered.iter().filter(crosses).map(Rect::x_range)
}

/// Adds what is not covered to `gaps`, from left to right.
fn add_gaps(across: Rangef, covered: &mut [Rangef], gaps: &mut Vec<Rangef>) {
    covered.sort_unstable_by(|a, b| a.min.total_cmp(&b.min));
    let mut from = across.min;
    for &Rangef { min, max } in &*covered {
        if from < min {
            gaps.push(Rangef::new(from, min.min(across.max)));
        }
        from = from.max(max);
    }
    if from < across.max {
        gaps.push(Rangef::new(from, across.max));
    }
}

#[cfg(test)]
mod tests {
    use egui::{Pos2, pos2, vec2};

    use super::*;

    fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(width, height))
    }

    fn screen() -> Rect {
        rect(0.0, 0.0, 100.0, 80.0)
    }

    #[test]
    fn nothing_covered_leaves_the_screen_and_a_cover_nothing() {
        assert_eq!(uncovered(screen(), &[]), [screen()]);
        assert_eq!(uncovered(screen(), &[screen()]), []);
        let larger = rect(-5.0, -5.0, 200.0, 200.0);
        assert_eq!(uncovered(screen(), &[larger]), []);
    }

    #[test]
    fn two_cards_beside_each_other_leave_a_frame() {
        let cards = [rect(10.0, 10.0, 30.0, 60.0), rect(60.0, 10.0, 30.0, 60.0)];
        let parts = uncovered(screen(), &cards);
        assert_eq!(
            parts,
            [
                rect(0.0, 0.0, 100.0, 10.0),
                rect(0.0, 10.0, 10.0, 60.0),
                rect(40.0, 10.0, 20.0, 60.0),
                rect(90.0, 10.0, 10.0, 60.0),
                rect(0.0, 70.0, 100.0, 10.0),
            ]
        );
    }

    #[test]
    fn each_point_is_covered_once() {
        let covered = [
            rect(-10.0, 5.0, 40.0, 30.0),
            rect(20.0, 20.0, 50.0, 40.0),
            rect(60.0, 0.0, 60.0, 30.0),
            rect(25.0, 25.0, 5.0, 5.0),
        ];
        let parts = uncovered(screen(), &covered);
        for (x, y) in (0..100_u8).flat_map(|x| (0..80_u8).map(move |y| (x, y))) {
            let at = Pos2::new(f32::from(x) + 0.5, f32::from(y) + 0.5);
            let is_covered = covered.iter().any(|rect| rect.contains(at));
            let count = parts.iter().filter(|part| part.contains(at)).count();
            assert_eq!(count, usize::from(!is_covered), "{at}");
        }
    }
}
