//! Draws rectangles with few triangles. Of a rounded rectangle with a border, egui makes 250, most of them
//! thinner than a pixel: more work than the rest of the page. Here it is 30, since a corner is a part of a
//! disc that egui keeps beside the letters, in the same texture. Where that is not possible, its arcs have
//! as few lines as still look round. What the window is cleared with is not painted.

mod surfaces;

use std::{f32::consts::FRAC_PI_2, sync::Arc};

use egui::{
    Color32, Context, FullOutput, Mesh, Plugin, Pos2, Rect, Shape, StrokeKind, Vec2, Visuals,
    emath::GuiRounding as _,
    epaint::{
        ClippedShape, PathShape, PathStroke, RectShape, TessellationOptions, Tessellator,
        TextOptions, TextureAtlas,
    },
    vec2,
};

use surfaces::Surface;

/// The largest radius in pixels. The largest disc has 8: stretched further, its edge would be blurred.
const LARGEST_RADIUS: f32 = 11.0;
/// In pixels, as egui adds it: a corner that is as round as asked for looks too sharp.
const EXTRA_RADIUS: f32 = 0.5;
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
    /// Those of the last frame in the order in which they were drawn.
    drawn: Vec<Drawn>,
    /// Whether the next frame is cleared with the colour of surfaces.
    pub clears_surfaces: bool,
    /// Of the last frame: the background and the surfaces.
    colors: [Color32; 2],
}

/// A rectangle that was drawn.
#[derive(Debug)]
struct Drawn {
    rect: RectShape,
    /// Whether the window was cleared with what is inside.
    is_clear: bool,
    /// `None`: egui draws it.
    mesh: Option<Arc<Mesh>>,
}

/// What the window is cleared with before the next frame.
#[must_use]
pub fn clear_color(ctx: &Context, visuals: &Visuals) -> Color32 {
    let rectangles = ctx.plugin_opt::<Rectangles>();
    let clears_surfaces = rectangles.is_some_and(|rectangles| rectangles.lock().clears_surfaces);
    let [background, surface] = colors(visuals);
    if clears_surfaces { surface } else { background }
}

/// The background and the surfaces.
fn colors(visuals: &Visuals) -> [Color32; 2] {
    [visuals.panel_fill, visuals.window_fill]
}

/// What is drawn of a rectangle, in points that are whole pixels.
struct Outline {
    rect: Rect,
    /// Of the arcs.
    radius: f32,
    /// The side of the squares with the arcs: whole pixels.
    corner: f32,
    fill: Color32,
    /// Inside of `rect`: its width and its colour.
    border: Option<(f32, Color32)>,
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
            self.scale = output.pixels_per_point;
            self.find_discs(atlas, options);
        }
        let colors = colors(&ctx.global_style().visuals);
        if self.colors != colors {
            self.colors = colors;
            if self.clears_surfaces {
                // This frame was cleared with the surfaces of the theme before.
                ctx.request_repaint();
            }
        }
        let screen = ctx.viewport_rect();
        let surfaces = surfaces::find(&output.shapes, |rect| self.is_surface(rect));
        self.replace(&mut output.shapes, screen, &surfaces);
        let areas = surfaces.iter().map(|surface| surface.visible.area());
        self.clears_surfaces = 2.0 * areas.sum::<f32>() > screen.area();
    }
}

impl Rectangles {
    fn find_discs(&mut self, atlas: [usize; 2], options: TextOptions) {
        // The discs are always the first things in the texture, which grows with the letters that are used.
        let discs = TextureAtlas::new(atlas, options).prepared_discs();
        // Around each is room for the pixels that it covers in part.
        let discs = discs.into_iter().map(|disc| Disc {
            radius: disc.r,
            center: disc.uv.center(),
            reach: disc.uv.size() * (disc.r / disc.w),
        });
        self.discs = discs.collect();
        self.atlas = atlas;
        self.drawn.clear();
    }

    /// Whether this is a surface, if there is nothing under it.
    fn is_surface(&self, rect: &RectShape) -> bool {
        rect.fill == self.colors[1] && self.outline(rect).is_some()
    }

    /// Replaces the rectangles by their triangles.
    fn replace(&mut self, shapes: &mut Vec<ClippedShape>, screen: Rect, surfaces: &[Surface]) {
        let mut cleared = surfaces.iter().peekable();
        let mut covered = Vec::new();
        let mut count = 0;
        for (index, clipped) in shapes.iter_mut().enumerate() {
            let is_surface = cleared.next_if(|surface| surface.index == index).is_some();
            let Shape::Rect(rect) = &clipped.shape else {
                continue;
            };
            let clip = clipped.clip_rect;
            if !clip.intersects(rect.visual_bounding_rect()) {
                continue;
            }
            let is_clear = is_surface && self.clears_surfaces;
            if is_clear && let Some(Outline { rect, corner, .. }) = self.outline(rect) {
                covered.extend(inside(rect, corner).map(|part| part.intersect(clip)));
            }
            if let Some(mesh) = self.drawn_at(count, rect, is_clear) {
                clipped.shape = Shape::Mesh(mesh);
            }
            count += 1;
        }
        self.drawn.truncate(count);
        if self.clears_surfaces {
            let mut mesh = Mesh::default();
            for part in surfaces::uncovered(screen, &covered) {
                mesh.add_colored_rect(part, self.colors[0]);
            }
            shapes.insert(0, ClippedShape::new(screen, mesh));
        }
    }

    /// The triangles of a rectangle, which mostly are those of the last frame.
    fn drawn_at(&mut self, index: usize, rect: &RectShape, is_clear: bool) -> Option<Arc<Mesh>> {
        if let Some(drawn) = self.drawn.get(index)
            && drawn.is_clear == is_clear
            && drawn.rect == *rect
        {
            return drawn.mesh.clone();
        }
        let mesh = match self.outline(rect) {
            Some(outline) => Some(self.mesh(&outline, is_clear)),
            None => self.path_mesh(rect),
        };
        let mesh = mesh.map(Arc::new);
        let drawn = Drawn {
            rect: rect.clone(),
            is_clear,
            mesh: mesh.clone(),
        };
        match self.drawn.get_mut(index) {
            Some(other) => *other = drawn,
            None => self.drawn.push(drawn),
        }
        mesh
    }

    /// Whether this is a rectangle with equal corners, its border inside of it.
    fn is_plain(&self, shape: &RectShape) -> bool {
        let is_inside = shape.stroke.is_empty() || shape.stroke_kind == StrokeKind::Inside;
        is_inside
            && shape.corner_radius.is_same()
            && shape.round_to_pixels != Some(false)
            && shape.blur_width == 0.0
            && shape.angle == 0.0
            && shape.brush.is_none()
            && self.rounded(shape).size().min_elem() * self.scale > THINNEST
    }

    /// The place of a rectangle in whole pixels.
    fn rounded(&self, shape: &RectShape) -> Rect {
        shape.rect.round_to_pixels(self.scale)
    }

    fn radius(&self, shape: &RectShape) -> f32 {
        match f32::from(shape.corner_radius.nw) {
            0.0 => 0.0,
            radius => {
                let half = 0.5 * self.rounded(shape).size().min_elem();
                (radius + EXTRA_RADIUS / self.scale).min(half)
            }
        }
    }

    /// What is drawn with parts of discs. `None`: these have not the right form.
    fn outline(&self, shape: &RectShape) -> Option<Outline> {
        let RectShape { fill, stroke, .. } = *shape;
        let rect = self.rounded(shape);
        let smaller_side = rect.size().min_elem();
        let has_border = !stroke.is_empty() && stroke.color != fill;
        let is_filled = fill != Color32::TRANSPARENT;
        // The pieces of the fill cover parts of the border.
        let is_opaque = !has_border || fill.is_opaque() && stroke.color.is_opaque();
        let radius = self.radius(shape);
        let most_pixels = (0.5 * smaller_side * self.scale).floor();
        let corner = (radius * self.scale).ceil().min(most_pixels) / self.scale;
        let has_disc = radius * self.scale <= LARGEST_RADIUS;
        let width = (stroke.width * self.scale).round().max(1.0) / self.scale;
        (self.is_plain(shape) && is_filled && is_opaque && has_disc).then_some(Outline {
            rect,
            radius,
            corner,
            fill,
            border: has_border.then_some((width, stroke.color)),
        })
    }

    /// The triangles of a path with few points. `None`: egui draws the rectangle.
    fn path_mesh(&self, shape: &RectShape) -> Option<Mesh> {
        let (rect, radius) = (self.rounded(shape), self.radius(shape));
        // Inside of a smaller arc, the border would cross itself.
        if !self.is_plain(shape) || radius <= shape.stroke.width {
            return None;
        }
        let lines = lines_of_arc(radius * self.scale)?;
        let path = PathShape {
            points: rounded_path(rect, radius, lines),
            closed: true,
            fill: shape.fill,
            stroke: PathStroke::from(shape.stroke).inside(),
        };
        let mut mesh = Mesh::default();
        let options = TessellationOptions::default();
        Tessellator::new(self.scale, options, self.atlas, Vec::new())
            .tessellate_path(&path, &mut mesh);
        Some(mesh)
    }

    /// `is_clear`: the window was cleared with the fill.
    fn mesh(&self, outline: &Outline, is_clear: bool) -> Mesh {
        let Outline {
            mut rect,
            mut radius,
            mut corner,
            fill,
            border,
        } = *outline;
        let mut mesh = Mesh::default();
        mesh.reserve_vertices(4 * MOST_PIECES);
        mesh.reserve_triangles(2 * MOST_PIECES);
        if let Some((width, color)) = border {
            self.add_corners(&mut mesh, rect, radius, corner, color);
            add_edges(&mut mesh, rect, corner, width, color);
            rect = rect.shrink(width);
            corner = (corner - width).max(0.0);
            radius = (radius - width + EXTRA_RADIUS / self.scale).max(0.0);
        }
        self.add_corners(&mut mesh, rect, radius, corner, fill);
        for part in inside(rect, corner) {
            if !is_clear && part.is_positive() {
                mesh.add_colored_rect(part, fill);
            }
        }
        mesh
    }

    /// The four corners as quarters of a disc, in squares with sides of `side`.
    fn add_corners(&self, mesh: &mut Mesh, rect: Rect, radius: f32, side: f32, color: Color32) {
        let pixels = radius * self.scale;
        let stretched = |disc: &Disc| (disc.radius / pixels).ln().abs();
        let discs = self.discs.iter();
        let nearest = discs.min_by(|a, b| stretched(a).total_cmp(&stretched(b)));
        let Some(disc) = nearest.filter(|_| pixels > 0.0) else {
            return;
        };
        for direction in [
            vec2(-1.0, -1.0),
            vec2(1.0, -1.0),
            vec2(-1.0, 1.0),
            vec2(1.0, 1.0),
        ] {
            let corner = rect.center() + 0.5 * rect.size() * direction;
            let edge = disc.center + disc.reach * direction;
            let texels = disc.reach * direction * (side / radius);
            let place = Rect::from_two_pos(corner, corner - side * direction);
            let texels = Rect::from_two_pos(edge, edge - texels);
            mesh.add_rect_with_uv(place, texels, color);
        }
    }
}

/// How many lines an arc of this radius in pixels needs to look round: none is a quarter of a pixel from it.
/// `None`: egui draws larger ones.
fn lines_of_arc(radius: f32) -> Option<u8> {
    match radius {
        ..=12.0 => Some(4),
        ..=24.0 => Some(6),
        _ => None,
    }
}

/// The outline clockwise, each arc with so many lines.
fn rounded_path(rect: Rect, radius: f32, lines: u8) -> Vec<Pos2> {
    let inner = rect.shrink(radius);
    let centers = [
        inner.right_bottom(),
        inner.left_bottom(),
        inner.left_top(),
        inner.right_top(),
    ];
    let arcs = (0_u8..).zip(centers).flat_map(|(quarter, center)| {
        (0..=lines).map(move |line| {
            let quarters = f32::from(quarter) + f32::from(line) / f32::from(lines);
            center + radius * Vec2::angled(FRAC_PI_2 * quarters)
        })
    });
    let mut points: Vec<Pos2> = arcs.collect();
    // Where arcs are a whole side, their ends meet.
    let meet = |a: Pos2, b: Pos2| a.distance_sq(b) < 1e-4;
    points.dedup_by(|a, b| meet(*a, *b));
    if points
        .first()
        .zip(points.last())
        .is_some_and(|(a, b)| meet(*a, *b))
    {
        points.pop();
    }
    points
}

/// The border between the corners.
fn add_edges(mesh: &mut Mesh, rect: Rect, corner: f32, width: f32, color: Color32) {
    let (along, across) = (
        rect.shrink2(Vec2::X * corner),
        rect.shrink2(Vec2::Y * corner),
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
fn inside(rect: Rect, corner: f32) -> impl Iterator<Item = Rect> {
    let along = rect.shrink2(Vec2::X * corner);
    let parts = [
        along.with_max_y(rect.min.y + corner),
        rect.shrink2(Vec2::Y * corner),
        along.with_min_y(rect.max.y - corner),
    ];
    parts.into_iter()
}
