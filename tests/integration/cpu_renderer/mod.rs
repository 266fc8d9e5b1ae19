//! A rasteriser for egui's meshes: images without a GPU, with the same bytes on every machine.
//!
//! Draws as egui's status painter does, premultiplied and blended in gamma space, but without
//! dithering and multisampling. Coverage is whole numbers throughout, so neighbouring triangles
//! leave no gap and never share a pixel.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "every number is a coordinate or a channel of a picture of a few thousand pixels a side"
)]

mod paint;
mod texture;
mod triangle;

use std::{collections::HashMap, ops::Range};

use egui::{
    ClippedPrimitive, Color32, Context, FullOutput, Pos2, Rect, TextureFilter, TextureId,
    TexturesDelta,
    epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use paint::Paint;
use pidash::ui::rectangles;
use texture::Texture;
use triangle::{Point, Side, Triangle};

/// Positions are rounded to this fraction of a pixel.
const SUBPIXELS: i64 = 256;

/// Red, green, blue and alpha, premultiplied.
type Pixel = [u8; 4];
/// A pixel during calculations, with values from 0 to 255.
type Channels = [f32; 4];

const TRANSPARENT: Pixel = [0; 4];

/// Draws egui's output with its textures.
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
        // As the window is cleared.
        let background = rectangles::clear_color(ctx, &ctx.global_style().visuals).to_array();
        let mut canvas = Canvas::new(size.x as usize, size.y as usize, background);
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

/// Whole columns and rows of pixels.
struct Area {
    columns: Range<i64>,
    rows: Range<i64>,
}

/// The image that is being drawn.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

impl Canvas {
    fn new(width: usize, height: usize, background: Pixel) -> Self {
        Self {
            width,
            height,
            pixels: vec![background; width * height],
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
