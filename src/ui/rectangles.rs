//! Draws rectangles with few triangles. Of a rounded rectangle with a border, egui makes 250, most of them
//! thinner than a pixel: more work than the rest of the page. Here it is 30, since a corner is a part of a
//! disc that egui keeps beside the letters, in the same texture.

use std::sync::Arc;

use egui::{
    Color32, Context, FullOutput, Mesh, Plugin, Pos2, Rect, Shape, StrokeKind, Vec2,
    emath::GuiRounding as _,
    epaint::{ClippedShape, RectShape, TextOptions, TextureAtlas},
    vec2,
};

/// The largest radius in pixels. The largest disc has 8: stretched further, its edge would be blurred.
const LARGEST_RADIUS: f32 = 11.0;
/// In pixels, as egui adds it: a corner that is as round as asked for looks too sharp.
const ROUNDER: f32 = 0.5;
/// In pixels: egui makes a line of anything thinner, which it blurs over the pixels that the line touches.
const THINNEST: f32 = 2.0;
/// Twice four corners, four edges, three parts inside.
const MOST_PIECES: usize = 15;

/// The rectangles of all pages.
#[derive(Debug, Default)]
pub struct Rectangles {
    /// The size of the texture.
    atlas: [usize; 2],
    /// Pixels of a point.
    scale: f32,
    discs: Vec<Disc>,
    /// Those of the last frame in the order in which they were drawn. `None`: egui draws it.
    drawn: Vec<(RectShape, Option<Arc<Mesh>>)>,
}

/// A disc in the texture.
#[derive(Debug)]
struct Disc {
    /// In texels.
    radius: f32,
    center: Pos2,
    /// From the centre to the edge.
    reach: Vec2,
}

impl Plugin for Rectangles {
    fn debug_name(&self) -> &'static str {
        "rectangles"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let (atlas, options) = ctx.fonts(|fonts| (fonts.font_image_size(), *fonts.options()));
        if (self.atlas, self.scale) != (atlas, output.pixels_per_point) {
            *self = Self::new(atlas, options, output.pixels_per_point);
        }
        let mut index = 0;
        for ClippedShape {
            clip_rect, shape, ..
        } in &mut output.shapes
        {
            if let Shape::Rect(rect) = shape
                && clip_rect.intersects(rect.visual_bounding_rect())
            {
                if let Some(mesh) = self.drawn_at(index, rect) {
                    *shape = Shape::Mesh(mesh);
                }
                index += 1;
            }
        }
        self.drawn.truncate(index);
    }
}

impl Rectangles {
    fn new(atlas: [usize; 2], options: TextOptions, scale: f32) -> Self {
        // The discs are always the first things in the texture, which grows with the letters that are used.
        let discs = TextureAtlas::new(atlas, options).prepared_discs();
        // Around each is room for the pixels that it covers in part.
        let discs = discs.into_iter().map(|disc| Disc {
            radius: disc.r,
            center: disc.uv.center(),
            reach: disc.uv.size() * (disc.r / disc.w),
        });
        Self {
            atlas,
            scale,
            discs: discs.collect(),
            drawn: Vec::new(),
        }
    }

    /// The triangles of a rectangle, which mostly are those of the last frame.
    fn drawn_at(&mut self, index: usize, rect: &RectShape) -> Option<Arc<Mesh>> {
        if let Some((drawn, mesh)) = self.drawn.get(index)
            && drawn == rect
        {
            return mesh.clone();
        }
        let mesh = self.mesh(rect).map(Arc::new);
        let drawn = (rect.clone(), mesh.clone());
        match self.drawn.get_mut(index) {
            Some(other) => *other = drawn,
            None => self.drawn.push(drawn),
        }
        mesh
    }

    /// Makes the triangles of a rectangle. `None`: egui draws it.
    fn mesh(&self, shape: &RectShape) -> Option<Mesh> {
        let scale = self.scale;
        let rect = shape.rect.round_to_pixels(scale);
        let (fill, stroke) = (shape.fill, shape.stroke);
        let is_plain = shape.corner_radius.is_same()
            && shape.round_to_pixels != Some(false)
            && shape.blur_width == 0.0
            && shape.angle == 0.0
            && shape.brush.is_none()
            && rect.size().min_elem() * scale > THINNEST;
        if !is_plain || fill == Color32::TRANSPARENT {
            return None;
        }
        let radius = match f32::from(shape.corner_radius.nw) {
            0.0 => 0.0,
            radius => (radius + ROUNDER / scale).min(0.5 * rect.size().min_elem()),
        };
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(4 * MOST_PIECES);
        mesh.reserve_triangles(2 * MOST_PIECES);
        if stroke.is_empty() || stroke.color == fill {
            if shape.stroke_kind != StrokeKind::Inside && !stroke.is_empty() {
                return None;
            }
            self.add_corners(&mut mesh, rect, radius, fill)?;
            add_inside(&mut mesh, rect, radius, fill);
            return Some(mesh);
        }
        // The pieces of the fill cover parts of the border.
        let is_opaque = fill.is_opaque() && stroke.color.is_opaque();
        if shape.stroke_kind != StrokeKind::Inside || !is_opaque {
            return None;
        }
        let width = (stroke.width * scale).round().max(1.0) / scale;
        self.add_corners(&mut mesh, rect, radius, stroke.color)?;
        add_edges(&mut mesh, rect, radius, width, stroke.color);
        let (inside, radius) = (
            rect.shrink(width),
            (radius - width + ROUNDER / scale).max(0.0),
        );
        self.add_corners(&mut mesh, inside, radius, fill)?;
        add_inside(&mut mesh, inside, radius, fill);
        Some(mesh)
    }

    /// The four corners as quarters of a disc. `None`: no disc is large enough.
    fn add_corners(&self, mesh: &mut Mesh, rect: Rect, radius: f32, color: Color32) -> Option<()> {
        let pixels = radius * self.scale;
        if pixels == 0.0 {
            return Some(());
        }
        if pixels > LARGEST_RADIUS {
            return None;
        }
        let stretched = |disc: &Disc| (disc.radius / pixels).ln().abs();
        let discs = self.discs.iter();
        let disc = discs.min_by(|a, b| stretched(a).total_cmp(&stretched(b)))?;
        for side in [
            vec2(-1.0, -1.0),
            vec2(1.0, -1.0),
            vec2(-1.0, 1.0),
            vec2(1.0, 1.0),
        ] {
            let corner = rect.center() + 0.5 * rect.size() * side;
            let place = Rect::from_two_pos(corner, corner - radius * side);
            let texels = Rect::from_two_pos(disc.center + disc.reach * side, disc.center);
            mesh.add_rect_with_uv(place, texels, color);
        }
        Some(())
    }
}

/// The border between the corners.
fn add_edges(mesh: &mut Mesh, rect: Rect, radius: f32, width: f32, color: Color32) {
    let (along, across) = (
        rect.shrink2(Vec2::X * radius),
        rect.shrink2(Vec2::Y * radius),
    );
    for edge in [
        along.with_max_y(rect.min.y + width),
        along.with_min_y(rect.max.y - width),
        across.with_max_x(rect.min.x + width),
        across.with_min_x(rect.max.x - width),
    ] {
        mesh.add_colored_rect(edge, color);
    }
}

/// What lies between the corners, and between those of the upper and the lower side.
fn add_inside(mesh: &mut Mesh, rect: Rect, radius: f32, color: Color32) {
    if radius == 0.0 {
        return mesh.add_colored_rect(rect, color);
    }
    let along = rect.shrink2(Vec2::X * radius);
    for part in [
        along.with_max_y(rect.min.y + radius),
        rect.shrink2(Vec2::Y * radius),
        along.with_min_y(rect.max.y - radius),
    ] {
        mesh.add_colored_rect(part, color);
    }
}
