//! The window without a GPU, at a time that it is told.
#![expect(
    clippy::cast_possible_truncation,
    clippy::panic,
    reason = "a program for developers"
)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use egui::{
    ClippedPrimitive, Context, Event as Input, FullOutput, PointerButton, Pos2, RawInput, Rect,
    Vec2, epaint::Primitive, pos2, vec2,
};
use pidash::{
    domain::clock::Now,
    features::State,
    shell::{UiState, root_ui},
    ui::{rectangles::Rectangles, theme},
};

const LAPTOP: Vec2 = vec2(1280.0, 800.0);
/// Frames in which egui settles sizes and ends animations.
const WARM_UP_FRAMES: usize = 30;

pub struct Window {
    pub ctx: Context,
    pub state: State,
    pub ui_state: UiState,
    opened: Now,
    pub now: Now,
}

impl Window {
    pub fn new(state: State, ui_state: UiState, now: Now) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.add_plugin(Rectangles::default());
        let mut window = Self {
            ctx,
            state,
            ui_state,
            opened: now,
            now,
        };
        window.settle();
        window
    }

    /// Draws frames until nothing moves.
    pub fn settle(&mut self) {
        for _ in 0..WARM_UP_FRAMES {
            self.wait(Duration::from_secs(1));
            self.frame();
        }
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: Duration) {
        self.now = self.now + time;
    }

    /// Presses what has this accessible name.
    ///
    /// # Panics
    /// There is no such thing.
    pub fn press(&mut self, name: &str) {
        self.ctx.enable_accesskit();
        self.wait(Duration::from_secs(1));
        let (_, output) = self.draw(Vec::new());
        let tree = output.platform_output.accesskit_update.as_ref();
        let mut nodes = tree.into_iter().flat_map(|tree| &tree.nodes);
        let is_named = |label: &str| label.replace('\u{202f}', " ") == name;
        let node = nodes.find(|(_, node)| node.label().is_some_and(is_named));
        let bounds = node.and_then(|(_, node)| node.bounds());
        output.drop_without_applying_deltas();
        self.ctx.disable_accesskit();
        let Some(bounds) = bounds else {
            panic!("{name} is not on the screen");
        };
        let (x, y) = (bounds.x0.midpoint(bounds.x1), bounds.y0.midpoint(bounds.y1));
        let at = pos2(x as f32, y as f32);
        let button = |pressed| Input::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        // Down and up in one frame: at the pace of these frames, two would be no click.
        let inputs = [
            vec![Input::PointerMoved(at)],
            vec![button(true), button(false)],
            vec![Input::PointerGone],
        ];
        for events in inputs {
            self.wait(Duration::from_secs(1));
            self.draw(events).1.drop_without_applying_deltas();
        }
    }

    /// Lays out and tessellates a frame: how long that takes.
    pub fn frame(&mut self) -> Duration {
        let started = Instant::now();
        let (primitives, output) = self.draw(Vec::new());
        let spent = started.elapsed();
        black_box(primitives);
        output.drop_without_applying_deltas();
        spent
    }

    /// What a frame gives to the GPU.
    pub fn load(&mut self) -> Load {
        let (primitives, output) = self.draw(Vec::new());
        output.drop_without_applying_deltas();
        Load::of(&primitives)
    }

    fn draw(&mut self, events: Vec<Input>) -> (Vec<ClippedPrimitive>, FullOutput) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, LAPTOP)),
            time: Some(self.now.since(self.opened.instant).as_secs_f64()),
            events,
            ..RawInput::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| {
            black_box(root_ui(ui, &self.state, &mut self.ui_state, self.now));
        });
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        (primitives, output)
    }
}

/// What the GPU has to do for a frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct Load {
    pub triangles: usize,
    /// The area of the triangles within their clip rectangles, in pixels: how many fragments are shaded,
    /// those that lie over each other counted each.
    pub fragments: f64,
}

impl Load {
    fn of(primitives: &[ClippedPrimitive]) -> Self {
        let screen = Rect::from_min_size(Pos2::ZERO, LAPTOP);
        let mut load = Self::default();
        for ClippedPrimitive {
            clip_rect,
            primitive,
        } in primitives
        {
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            let clip = clip_rect.intersect(screen);
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|corner| mesh.vertices[corners[corner] as usize].pos);
                load.triangles += 1;
                load.fragments += area_within(corners, clip);
            }
        }
        load
    }
}

/// The area of a triangle within a rectangle.
fn area_within(triangle: [Pos2; 3], clip: Rect) -> f64 {
    let mut polygon = triangle.to_vec();
    // The distance to the inside of each side of the rectangle.
    let sides: [fn(Pos2, Rect) -> f32; 4] = [
        |at, clip| at.x - clip.min.x,
        |at, clip| clip.max.x - at.x,
        |at, clip| at.y - clip.min.y,
        |at, clip| clip.max.y - at.y,
    ];
    for inside in sides {
        let corners = std::mem::take(&mut polygon);
        for (index, &corner) in corners.iter().enumerate() {
            let next = corners[(index + 1) % corners.len()];
            let (here, there) = (inside(corner, clip), inside(next, clip));
            if here >= 0.0 {
                polygon.push(corner);
            }
            if here * there < 0.0 {
                polygon.push(corner.lerp(next, here / (here - there)));
            }
        }
    }
    let pairs = polygon.iter().zip(polygon.iter().cycle().skip(1));
    let doubled =
        pairs.map(|(a, b)| f64::from(a.x) * f64::from(b.y) - f64::from(b.x) * f64::from(a.y));
    doubled.sum::<f64>().abs() / 2.0
}
