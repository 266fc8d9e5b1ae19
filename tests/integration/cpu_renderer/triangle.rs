//! Which pixels a triangle covers: whole numbers, so that neighbours leave no gap and never share a
//! pixel.

use super::*;

/// A point in subpixels.
#[derive(Clone, Copy)]
pub(super) struct Point {
    x: i64,
    y: i64,
}

impl Point {
    pub(super) fn new(position: Pos2, scale: f32) -> Self {
        let subpixels = |points: f32| (points * scale * SUBPIXELS as f32).round() as i64;
        Self {
            x: subpixels(position.x),
            y: subpixels(position.y),
        }
    }

    /// The middle of a pixel: a triangle covers the pixel if this point is inside.
    pub(super) fn middle_of(column: i64, row: i64) -> Self {
        Self {
            x: column * SUBPIXELS + SUBPIXELS / 2,
            y: row * SUBPIXELS + SUBPIXELS / 2,
        }
    }
}

/// A side of a triangle that has its inside on the right.
#[derive(Clone, Copy)]
pub(super) struct Side {
    from: Point,
    to: Point,
}

impl Side {
    /// How far inside a point is: twice the area of the triangle that it makes with this side.
    /// Negative outside.
    pub(super) fn depth(self, point: Point) -> i64 {
        let Self { from, to } = self;
        (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
    }

    /// What a step to the next column adds to the depth.
    pub(super) fn depth_per_column(self) -> i64 {
        (self.from.y - self.to.y) * SUBPIXELS
    }

    /// The depth from which a pixel is inside. One that lies on a side that two triangles share
    /// goes to the triangle of which it is a left or top side, and to no other.
    pub(super) fn least_depth(self) -> i64 {
        let is_left = self.to.y < self.from.y;
        let is_top = self.to.y == self.from.y && self.to.x > self.from.x;
        i64::from(!is_left && !is_top)
    }

    /// Those of `columns` that are inside.
    pub(super) fn columns_inside(self, row: i64, columns: Range<i64>) -> Range<i64> {
        let Range { start, end } = columns;
        let spare = self.depth(Point::middle_of(start, row)) - self.least_depth();
        match self.depth_per_column() {
            0 if spare < 0 => start..start,
            0 => start..end,
            gain @ 1.. => start.max(start - spare.div_euclid(gain))..end,
            loss => start..end.min(start + spare.div_euclid(-loss) + 1),
        }
    }
}

/// Three corners in the order in which each side has the inside on its right.
pub(super) struct Triangle {
    pub(super) corners: [Vertex; 3],
    /// The side at each index is opposite the corner at that index, which makes its depth the
    /// weight of that corner.
    pub(super) sides: [Side; 3],
    /// Twice the area, which is what the three depths add up to.
    pub(super) doubled_area: i64,
}

impl Triangle {
    /// `None` if it has no area.
    pub(super) fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Self> {
        let mut points = corners.map(|corner| Point::new(corner.pos, scale));
        let side = |from: Point, to: Point| Side { from, to };
        let mut doubled_area = side(points[0], points[1]).depth(points[2]);
        if doubled_area < 0 {
            corners.swap(1, 2);
            points.swap(1, 2);
            doubled_area = -doubled_area;
        }
        let [first, second, third] = points;
        (doubled_area > 0).then_some(Self {
            corners,
            sides: [side(second, third), side(third, first), side(first, second)],
            doubled_area,
        })
    }

    /// Those of `rows` that it may reach into.
    pub(super) fn rows_inside(&self, rows: &Range<i64>) -> Range<i64> {
        let [first, second, third] = self.sides.map(|side| side.from.y);
        let top = first.min(second).min(third).div_euclid(SUBPIXELS);
        let bottom = first.max(second).max(third).div_euclid(SUBPIXELS) + 1;
        rows.start.max(top)..rows.end.min(bottom)
    }

    /// Those of `columns` that it covers in this row.
    pub(super) fn columns_inside(&self, row: i64, columns: &Range<i64>) -> Range<i64> {
        let narrow = |columns, side: &Side| side.columns_inside(row, columns);
        self.sides.iter().fold(columns.clone(), narrow)
    }
}
