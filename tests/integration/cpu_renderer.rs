//! A rasteriser for egui's meshes: pictures without a GPU, and the same bytes on every machine.
//!
//! Draws as egui's glow painter does, premultiplied and blended in gamma space, but without dithering and multisampling.
//! Coverage is whole numbers throughout, so neighbouring triangles leave no gap and never share a pixel.
//! Knows meshes and textures; must not know what they show.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "every number is a coordinate or a channel of a picture of a few thousand pixels a side"
)]

use std::{collections::HashMap, ops::Range};

use egui::{
    ClippedPrimitive, Color32, Context, FullOutput, Pos2, Rect, TextureFilter, TextureId,
    TexturesDelta,
    epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Positions are rounded to this fraction of a pixel.
const SUBPIXELS: i64 = 256;

/// Red, green, blue and alpha, premultiplied.
type Pixel = [u8; 4];
/// A pixel on its way through the arithmetic, still from 0 to 255.
type Channels = [f32; 4];

const TRANSPARENT: Pixel = [0; 4];

/// Draws what egui puts out, with the textures that it handed over.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "textures do not depend on each other"
        )]
        for (id, changes) in delta.set.drain() {
            for change in &changes {
                self.change_texture(id, change);
            }
        }
        self.textures.retain(|id, _| !delta.free.contains(id));
        delta.free.clear();
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = (ctx.content_rect().size() * scale).round();
        let mut canvas = Canvas::new(size.x as usize, size.y as usize);
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            self.paint(&mut canvas, &primitive, scale);
        }
        canvas.into_image()
    }
}

impl CpuRenderer {
    fn change_texture(&mut self, id: TextureId, change: &ImageDelta) {
        match change.pos {
            Some(corner) => {
                let texture = self.textures.get_mut(&id).unwrap();
                texture.patch(corner, &change.image);
            }
            None => {
                self.textures.insert(id, Texture::new(change));
            }
        }
    }

    fn paint(&self, canvas: &mut Canvas, primitive: &ClippedPrimitive, scale: f32) {
        let Primitive::Mesh(mesh) = &primitive.primitive else {
            return;
        };
        let Some(texture) = self.textures.get(&mesh.texture_id) else {
            return;
        };
        let clip = canvas.area_of(primitive.clip_rect * scale);
        for triangle in triangles(mesh, scale) {
            canvas.draw(&triangle, texture, &clip);
        }
    }
}

/// The triangles of a mesh that cover anything.
fn triangles(mesh: &Mesh, scale: f32) -> impl Iterator<Item = Triangle> + '_ {
    mesh.indices.chunks_exact(3).filter_map(move |indices| {
        let corner = |index: usize| mesh.vertices[indices[index] as usize];
        Triangle::new([corner(0), corner(1), corner(2)], scale)
    })
}

/// A picture that triangles are put together from.
struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Pixel>,
    /// Whether the nearest texel is taken as it is, rather than a blend of the four around the point.
    nearest: bool,
}

impl Texture {
    fn new(whole: &ImageDelta) -> Self {
        let ImageData::Color(image) = &whole.image;
        Self {
            width: image.width(),
            height: image.height(),
            texels: image.pixels.iter().map(Color32::to_array).collect(),
            nearest: whole.options.magnification == TextureFilter::Nearest,
        }
    }

    /// Replaces the part that begins at `left, top`.
    fn patch(&mut self, [left, top]: [usize; 2], part: &ImageData) {
        let ImageData::Color(image) = part;
        for (row, colors) in image.pixels.chunks_exact(image.width()).enumerate() {
            let start = (top + row) * self.width + left;
            for (texel, color) in self.texels[start..].iter_mut().zip(colors) {
                *texel = color.to_array();
            }
        }
    }

    /// The colour at `uv`, where 0 and 1 are the edges.
    fn sample(&self, uv: Pos2) -> Channels {
        let x = uv.x * self.width as f32 - 0.5;
        let y = uv.y * self.height as f32 - 0.5;
        if self.nearest {
            return self.texel(x.round() as i64, y.round() as i64);
        }
        let (left, top) = (x.floor(), y.floor());
        let (column, row) = (left as i64, top as i64);
        let across = |row| {
            let next = self.texel(column + 1, row);
            mix(self.texel(column, row), next, x - left)
        };
        mix(across(row), across(row + 1), y - top)
    }

    /// The texel there; outside, the one at the nearest edge.
    fn texel(&self, column: i64, row: i64) -> Channels {
        let column = column.clamp(0, self.width as i64 - 1) as usize;
        let row = row.clamp(0, self.height as i64 - 1) as usize;
        self.texels[row * self.width + column].map(f32::from)
    }
}

/// What is between two values, as far from the first as `part` of 1 says.
fn mix(from: Channels, to: Channels, part: f32) -> Channels {
    std::array::from_fn(|channel| from[channel] * (1.0 - part) + to[channel] * part)
}

/// A point in subpixels.
#[derive(Clone, Copy)]
struct Point {
    x: i64,
    y: i64,
}

impl Point {
    fn new(position: Pos2, scale: f32) -> Self {
        let subpixels = |points: f32| (points * scale * SUBPIXELS as f32).round() as i64;
        Self {
            x: subpixels(position.x),
            y: subpixels(position.y),
        }
    }

    /// The middle of a pixel: a triangle covers the pixel if this point is inside.
    fn middle_of(column: i64, row: i64) -> Self {
        Self {
            x: column * SUBPIXELS + SUBPIXELS / 2,
            y: row * SUBPIXELS + SUBPIXELS / 2,
        }
    }
}

/// A side of a triangle that has its inside on the right.
#[derive(Clone, Copy)]
struct Side {
    from: Point,
    to: Point,
}

impl Side {
    /// How far inside a point is: twice the area of the triangle that it makes with this side. Negative outside.
    fn depth(self, point: Point) -> i64 {
        let Self { from, to } = self;
        (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
    }

    /// What a step to the next column adds to the depth.
    fn depth_per_column(self) -> i64 {
        (self.from.y - self.to.y) * SUBPIXELS
    }

    /// The depth from which a pixel is inside. One that lies on a side that two triangles share goes to the triangle
    /// of which it is a left or top side, and to no other.
    fn least_depth(self) -> i64 {
        let is_left = self.to.y < self.from.y;
        let is_top = self.to.y == self.from.y && self.to.x > self.from.x;
        i64::from(!is_left && !is_top)
    }

    /// Those of `columns` that are inside.
    fn columns_inside(self, row: i64, columns: Range<i64>) -> Range<i64> {
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
struct Triangle {
    corners: [Vertex; 3],
    /// The side at each index is opposite the corner at that index, which makes its depth the weight of that corner.
    sides: [Side; 3],
    /// Twice the area, which is what the three depths add up to.
    doubled_area: i64,
}

impl Triangle {
    /// `None` if it has no area.
    fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Self> {
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
    fn rows_inside(&self, rows: &Range<i64>) -> Range<i64> {
        let [first, second, third] = self.sides.map(|side| side.from.y);
        let top = first.min(second).min(third).div_euclid(SUBPIXELS);
        let bottom = first.max(second).max(third).div_euclid(SUBPIXELS) + 1;
        rows.start.max(top)..rows.end.min(bottom)
    }

    /// Those of `columns` that it covers in this row.
    fn columns_inside(&self, row: i64, columns: &Range<i64>) -> Range<i64> {
        let narrow = |columns, side: &Side| side.columns_inside(row, columns);
        self.sides.iter().fold(columns.clone(), narrow)
    }
}

/// The colours inside a triangle: that of the corners times that of the texture.
struct Paint<'a> {
    corners: &'a [Vertex; 3],
    texture: &'a Texture,
    /// The colour of the corners, if they have the same one.
    color: Option<Channels>,
    /// The colour of the texture, if the corners are at the same place in it.
    texel: Option<Channels>,
}

impl<'a> Paint<'a> {
    fn new(corners: &'a [Vertex; 3], texture: &'a Texture) -> Self {
        let [first, second, third] = corners;
        let one_color = first.color == second.color && second.color == third.color;
        let one_place = first.uv == second.uv && second.uv == third.uv;
        Self {
            corners,
            texture,
            color: one_color.then(|| channels(first.color)),
            texel: one_place.then(|| texture.sample(first.uv)),
        }
    }

    /// The colour of every pixel, if they all have the same one.
    fn solid(&self) -> Option<Pixel> {
        Some(multiply(self.color?, self.texel?))
    }

    /// The colour where the corners have these weights.
    fn at(&self, weights: [f32; 3]) -> Pixel {
        let color = self.color.unwrap_or_else(|| self.color_at(weights));
        let texel = self
            .texel
            .unwrap_or_else(|| self.texture.sample(self.place_at(weights)));
        multiply(color, texel)
    }

    fn color_at(&self, weights: [f32; 3]) -> Channels {
        let colors = self.corners.map(|corner| channels(corner.color));
        std::array::from_fn(|channel| weighted(colors.map(|color| color[channel]), weights))
    }

    fn place_at(&self, weights: [f32; 3]) -> Pos2 {
        Pos2 {
            x: weighted(self.corners.map(|corner| corner.uv.x), weights),
            y: weighted(self.corners.map(|corner| corner.uv.y), weights),
        }
    }
}

fn channels(color: Color32) -> Channels {
    color.to_array().map(f32::from)
}

fn weighted(values: [f32; 3], weights: [f32; 3]) -> f32 {
    values[0] * weights[0] + values[1] * weights[1] + values[2] * weights[2]
}

fn multiply(color: Channels, texel: Channels) -> Pixel {
    std::array::from_fn(|channel| (color[channel] * texel[channel] / 255.0 + 0.5) as u8)
}

/// Whole columns and rows of pixels.
struct Area {
    columns: Range<i64>,
    rows: Range<i64>,
}

/// The picture that is being drawn.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![TRANSPARENT; width * height],
        }
    }

    /// The pixels in `rect`, as far as they are on the canvas.
    fn area_of(&self, rect: Rect) -> Area {
        let within = |value: f32, size: usize| value.round().clamp(0.0, size as f32) as i64;
        Area {
            columns: within(rect.left(), self.width)..within(rect.right(), self.width),
            rows: within(rect.top(), self.height)..within(rect.bottom(), self.height),
        }
    }

    fn draw(&mut self, triangle: &Triangle, texture: &Texture, clip: &Area) {
        let paint = Paint::new(&triangle.corners, texture);
        let solid = paint.solid();
        for row in triangle.rows_inside(&clip.rows) {
            let columns = triangle.columns_inside(row, &clip.columns);
            if columns.is_empty() {
                continue;
            }
            let start = Point::middle_of(columns.start, row);
            let pixels = self.pixels_in(row, columns);
            match solid {
                Some(color) => fill(pixels, color),
                None => shade(pixels, triangle, &paint, start),
            }
        }
    }

    fn pixels_in(&mut self, row: i64, columns: Range<i64>) -> &mut [Pixel] {
        let first = row as usize * self.width;
        &mut self.pixels[first + columns.start as usize..first + columns.end as usize]
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        let (width, height) = (self.width as u32, self.height as u32);
        RgbaImage::from_raw(width, height, self.pixels.into_flattened())
            .ok_or_else(|| format!("no picture of {width} x {height}"))
    }
}

/// Puts one colour over a run of pixels.
fn fill(pixels: &mut [Pixel], color: Pixel) {
    if color[3] == u8::MAX {
        pixels.fill(color);
    } else if color != TRANSPARENT {
        for pixel in pixels {
            blend(pixel, color);
        }
    }
}

/// Puts the colours of `paint` over a run of pixels that begins at `start`.
fn shade(pixels: &mut [Pixel], triangle: &Triangle, paint: &Paint<'_>, start: Point) {
    let mut depths = triangle.sides.map(|side| side.depth(start));
    let steps = triangle.sides.map(Side::depth_per_column);
    let share = 1.0 / triangle.doubled_area as f32;
    for pixel in pixels {
        blend(pixel, paint.at(depths.map(|depth| depth as f32 * share)));
        for (depth, step) in depths.iter_mut().zip(steps) {
            *depth += step;
        }
    }
}

/// Puts a colour over a pixel.
fn blend(pixel: &mut Pixel, color: Pixel) {
    if color == TRANSPARENT {
        return;
    }
    let uncovered = u32::from(u8::MAX - color[3]);
    for (under, over) in pixel.iter_mut().zip(color) {
        let rest = (u32::from(*under) * uncovered + 127) / 255;
        *under = (u32::from(over) + rest).min(255) as u8;
    }
}
