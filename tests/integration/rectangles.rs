//! Rectangles of few triangles look as those that egui makes, whatever the window is cleared with.

use egui::{
    Color32, Context, CornerRadius, FullOutput, Plugin, Pos2, Rect, Stroke, StrokeKind, Theme, Ui,
    epaint::{ClippedShape, Primitive},
    pos2, vec2,
};
use egui_kittest::Harness;
use image::RgbaImage;
use pidash::{
    shell::UiState,
    ui::{Tab, rectangles::Rectangles},
};

use crate::{
    cpu_renderer::CpuRenderer,
    screen::{KIOSK, LAPTOP, Screen, UPRIGHT, Window, found, press},
};

const SIZE: egui::Vec2 = vec2(400.0, 300.0);
/// A square around each corner that holds its arc, from the corner to each side, in points.
const REACH: f32 = 13.0;
/// The same for the largest arcs.
const FAR_REACH: f32 = 22.0;
const FILL: Color32 = Color32::DARK_GRAY;
const BORDER: Color32 = Color32::GRAY;
const ACTION: Color32 = Color32::LIGHT_BLUE;

/// Radius, fill, border.
type Kind = (u8, Color32, Stroke);

/// One of each kind whose corners are parts of discs.
fn with_discs() -> Vec<Kind> {
    vec![
        (10, FILL, line(1.0)),
        (8, FILL, line(1.0)),
        (8, FILL, line(2.0)),
        (8, ACTION, Stroke::NONE),
        (6, Color32::RED.gamma_multiply(0.3), Stroke::NONE),
        (0, FILL, line(1.0)),
        (0, ACTION, Stroke::NONE),
    ]
}

/// One of each kind whose corners are lines.
fn with_lines() -> Vec<Kind> {
    vec![
        (16, FILL, line(1.0)),
        (20, FILL, line(2.0)),
        (20, ACTION, Stroke::NONE),
        (8, Color32::TRANSPARENT, line(1.0)),
        (8, Color32::TRANSPARENT, line(2.0)),
    ]
}

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

fn draw(ui: &Ui, kinds: &[Kind]) {
    for (index, (radius, fill, border)) in (0..).zip(kinds.iter().copied()) {
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
fn drawn(kinds: &[Kind], ours: bool, scale: f32) -> (RgbaImage, usize) {
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_pixels_per_point(scale)
        .renderer(CpuRenderer::default())
        .build_ui(|ui| draw(ui, kinds));
    if ours {
        harness.ctx.add_plugin(Rectangles::default());
    }
    harness.run();
    let triangles = triangles(&harness.ctx, harness.output().shapes.clone(), scale);
    (harness.render().unwrap(), triangles)
}

fn triangles(ctx: &Context, shapes: Vec<ClippedShape>, scale: f32) -> usize {
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
    let places = (0..9).map(place);
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
fn with_discs_they_look_as_those_of_egui_with_a_seventh_of_the_triangles() {
    let (few, many) = assert_same_look(&with_discs(), REACH, 4.0);
    assert!(7 * few < many, "{few} of {many}");
}

#[test]
fn with_lines_they_look_as_those_of_egui_with_two_thirds_of_the_triangles() {
    let (few, many) = assert_same_look(&with_lines(), FAR_REACH, 1.4);
    assert!(3 * few < 2 * many, "{few} of {many}");
}

/// The number of triangles, and that of egui. In a square of `reach` around a corner, the mean of a channel
/// differs by less than `most`.
fn assert_same_look(kinds: &[Kind], reach: f32, most: f32) -> (usize, usize) {
    let (ours, few) = drawn(kinds, true, 1.0);
    let (theirs, many) = drawn(kinds, false, 1.0);

    // The border is in one line of pixels with those of egui, between the corners.
    for (x, y, pixel) in ours.enumerate_pixels() {
        let at = pixel_center(x, y);
        let in_corner = |corner: &Pos2| (at - *corner).abs().max_elem() < reach;
        if !corners().iter().any(in_corner) {
            assert_eq!(pixel, theirs.get_pixel(x, y), "at {at}");
        }
    }
    // The edge of an arc is as light as that of egui to the eye, if not in each pixel.
    for corner in corners() {
        let [a, b] = [&ours, &theirs].map(|picture| mean(picture, corner, reach));
        for channel in 0..3 {
            assert!(
                (a[channel] - b[channel]).abs() < most,
                "{corner}: {a:?} {b:?}"
            );
        }
    }
    (few, many)
}

#[test]
fn larger_corners_and_those_with_wide_borders_are_those_of_egui() {
    let large = (20, FILL, line(1.0));
    let wide_border = (2, Color32::TRANSPARENT, line(4.0));
    for kind in [large, wide_border] {
        let [ours, theirs] = [true, false].map(|ours| drawn(&[kind], ours, 2.0).0);
        assert_ne!(*ours.get_pixel(0, 0), *ours.get_pixel(100, 22), "drawn");
        for (x, y, pixel) in ours.enumerate_pixels() {
            assert_eq!(pixel, theirs.get_pixel(x, y), "{kind:?} at {x}, {y}");
        }
    }
}

/// Has each frame cleared with the background.
struct Background;

impl Plugin for Background {
    fn debug_name(&self) -> &'static str {
        "background"
    }

    fn output_hook(&mut self, ctx: &Context, _output: &mut FullOutput) {
        ctx.plugin::<Rectangles>().lock().clears_surfaces = false;
    }
}

/// Compares each pixel of a window that is cleared with the colour of surfaces with one that is not.
fn assert_same_pixels(page: &str, mut open: impl FnMut() -> Window) -> bool {
    let [(surfaces, clears_surfaces), (background, _)] = [false, true].map(|is_background| {
        let mut window = open();
        window.ctx.add_plugin(Rectangles::default());
        if is_background {
            window.ctx.add_plugin(Background);
        }
        window.run();
        // It is cleared with what the frame before has chosen.
        window.step();
        let clears_surfaces = window.ctx.plugin::<Rectangles>().lock().clears_surfaces;
        (window.render().unwrap(), clears_surfaces)
    });
    for (x, y, pixel) in surfaces.enumerate_pixels() {
        assert_eq!(pixel, background.get_pixel(x, y), "{page} at {x}, {y}");
    }
    clears_surfaces
}

#[test]
fn no_pixel_depends_on_what_the_window_is_cleared_with() {
    for (size, theme) in [
        (LAPTOP, Theme::Dark),
        (LAPTOP, Theme::Light),
        (KIOSK, Theme::Dark),
        (UPRIGHT, Theme::Dark),
    ] {
        let at = format!("{size}, {theme:?}");
        let tabs = [
            Tab::Provisioning,
            Tab::Allowlist,
            Tab::Monitor,
            Tab::Diagnostics,
            Tab::Settings,
        ];
        for tab in tabs {
            assert_same_pixels(&format!("{tab:?}, {at}"), || {
                let mut screen = Screen::connected();
                screen.ui_state = UiState::on(tab);
                screen.harness(size, theme)
            });
        }
        let session = || Screen::with_session((1..=20).map(found).collect());
        assert_same_pixels(&format!("session, {at}"), || session().harness(size, theme));
        assert_same_pixels(&format!("question, {at}"), || {
            let mut window = session().harness(size, theme);
            press(&mut window, "Stop session");
            window
        });
    }
    let few_cameras = || Screen::with_session((1..=6).map(found).collect());
    let clears_surfaces =
        assert_same_pixels("cards", || few_cameras().harness(LAPTOP, Theme::Dark));
    assert!(clears_surfaces, "most of this page is cards");
}
