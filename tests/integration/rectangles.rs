//! Rectangles of few triangles look as those that egui makes.

use egui::{
    Color32, Context, CornerRadius, Pos2, Rect, Stroke, StrokeKind, Ui, epaint::Primitive, pos2,
    vec2,
};
use egui_kittest::Harness;
use image::RgbaImage;
use pidash::ui::rectangles::Rectangles;

use crate::cpu_renderer::CpuRenderer;

const SIZE: egui::Vec2 = vec2(400.0, 300.0);
/// A square around each corner that holds its arc, from the corner to each side, in points.
const REACH: f32 = 13.0;
const FILL: Color32 = Color32::from_rgb(28, 31, 37);
const BORDER: Color32 = Color32::from_rgb(120, 130, 140);
const ACTION: Color32 = Color32::from_rgb(77, 163, 255);

/// One of each kind: radius, fill, border.
const KINDS: [(u8, Color32, Stroke); 7] = [
    (10, FILL, line(1.0)),
    (8, FILL, line(1.0)),
    (8, FILL, line(2.0)),
    (8, ACTION, Stroke::NONE),
    (
        6,
        Color32::from_rgba_premultiplied(40, 10, 10, 60),
        Stroke::NONE,
    ),
    (0, FILL, line(1.0)),
    (0, ACTION, Stroke::NONE),
];

const fn line(width: f32) -> Stroke {
    Stroke {
        width,
        color: BORDER,
    }
}

/// Not where a pixel begins.
fn place(index: u8) -> Rect {
    let (column, row) = (f32::from(index % 3), f32::from(index / 3));
    Rect::from_min_size(
        pos2(10.3 + 130.0 * column, 10.6 + 60.0 * row),
        vec2(120.0, 40.0),
    )
}

fn draw(ui: &Ui) {
    for (index, (radius, fill, border)) in (0..).zip(KINDS) {
        ui.painter().rect(
            place(index),
            CornerRadius::same(radius),
            fill,
            border,
            StrokeKind::Inside,
        );
    }
}

/// The picture, and the number of triangles. `ours`: as in pidash, or as egui does it.
fn drawn(ours: bool, scale: f32) -> (RgbaImage, usize) {
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_pixels_per_point(scale)
        .renderer(CpuRenderer::default())
        .build_ui(|ui| draw(ui));
    if ours {
        harness.ctx.add_plugin(Rectangles::default());
    }
    harness.run();
    let triangles = triangles(&harness.ctx, harness.output().shapes.clone(), scale);
    (harness.render().unwrap(), triangles)
}

fn triangles(ctx: &Context, shapes: Vec<egui::epaint::ClippedShape>, scale: f32) -> usize {
    let primitives = ctx.tessellate(shapes, scale);
    let indices = primitives.iter().map(|drawn| match &drawn.primitive {
        Primitive::Mesh(mesh) => mesh.indices.len(),
        Primitive::Callback(_) => 0,
    });
    indices.sum::<usize>() / 3
}

/// The mean of each channel in a square of this size, in pixels.
fn mean(picture: &RgbaImage, corner: Pos2, size: f32) -> [f32; 3] {
    let middle = corner.round();
    let mut sum = [0.0; 3];
    let pixels = picture.enumerate_pixels().filter(|(x, y, _)| {
        let at = pixel_center(*x, *y);
        (at - middle).abs().max_elem() < size
    });
    let mut count = 0.0;
    for (_, _, pixel) in pixels {
        count += 1.0;
        for channel in 0..3 {
            sum[channel] += f32::from(pixel[channel]);
        }
    }
    sum.map(|sum| sum / count)
}

fn pixel_center(x: u32, y: u32) -> Pos2 {
    let along = |index: u32| f32::from(u16::try_from(index).unwrap()) + 0.5;
    pos2(along(x), along(y))
}

fn corners() -> Vec<Pos2> {
    let places = (0..7).map(place);
    let corners = places.flat_map(|place| {
        [
            place.left_top(),
            place.right_top(),
            place.left_bottom(),
            place.right_bottom(),
        ]
    });
    corners.collect()
}

#[test]
fn they_look_as_those_of_egui_with_a_seventh_of_the_triangles() {
    let (ours, few) = drawn(true, 1.0);
    let (theirs, many) = drawn(false, 1.0);
    assert!(7 * few < many, "{few} of {many}");

    // The border is in one line of pixels with those of egui, between the corners.
    for (x, y, pixel) in ours.enumerate_pixels() {
        let at = pixel_center(x, y);
        let in_corner = |corner: &Pos2| (at - *corner).abs().max_elem() < REACH;
        if !corners().iter().any(in_corner) {
            assert_eq!(pixel, theirs.get_pixel(x, y), "at {at}");
        }
    }
    // The edge of an arc is as light as that of egui to the eye, if not in each pixel.
    for corner in corners() {
        let [a, b] = [&ours, &theirs].map(|picture| mean(picture, corner, REACH));
        for channel in 0..3 {
            assert!(
                (a[channel] - b[channel]).abs() < 4.0,
                "{corner}: {a:?} {b:?}"
            );
        }
    }
}

#[test]
fn corners_that_are_larger_than_the_discs_are_those_of_egui() {
    let index = 0;
    let [ours, theirs] = [true, false].map(|ours| drawn(ours, 2.0).0);
    for corner in [place(index).left_top(), place(index).right_bottom()] {
        let corner = (2.0 * corner.to_vec2()).to_pos2();
        assert_eq!(
            mean(&ours, corner, 2.0 * REACH),
            mean(&theirs, corner, 2.0 * REACH)
        );
    }
}
