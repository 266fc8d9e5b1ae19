//! A small rasteriser for egui's meshes: pictures without a GPU, the same bytes on every machine.
//!
//! Blends premultiplied in gamma space as egui's glow painter does, without dithering and multisampling.

#![expect(
    clippy::cast_lossless,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels: every number is a coordinate or a channel of a picture of a few thousand pixels a side"
)]
#![expect(
    clippy::iter_over_hash_type,
    clippy::expect_used,
    reason = "textures are independent; a test may panic"
)]

use egui::epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Rect, TextureId, TexturesDelta};
use std::collections::HashMap;

struct Tex {
    w: usize,
    h: usize,
    px: Vec<[u8; 4]>,
    nearest: bool,
}

#[derive(Default)]
pub struct CpuRenderer {
    tex: HashMap<TextureId, Tex>,
}

impl CpuRenderer {
    fn set(&mut self, id: TextureId, d: &ImageDelta) {
        let ImageData::Color(img) = &d.image;
        let (w, h) = (img.size[0], img.size[1]);
        let src: Vec<[u8; 4]> = img.pixels.iter().map(egui::Color32::to_array).collect();
        if let Some([x0, y0]) = d.pos {
            let t = self
                .tex
                .get_mut(&id)
                .expect("partial update of unknown texture");
            for y in 0..h {
                t.px[(y0 + y) * t.w + x0..][..w].copy_from_slice(&src[y * w..][..w]);
            }
        } else {
            let nearest = d.options.magnification == egui::TextureFilter::Nearest;
            self.tex.insert(
                id,
                Tex {
                    w,
                    h,
                    px: src,
                    nearest,
                },
            );
        }
    }

    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for (id, ds) in delta.set.drain() {
            for d in &ds {
                self.set(id, d);
            }
        }
        for id in delta.free.drain() {
            self.tex.remove(&id);
        }
    }

    pub fn paint(&self, prims: &[egui::ClippedPrimitive], ppp: f32, w: usize, h: usize) -> Vec<u8> {
        let mut buf = vec![[0u8; 4]; w * h];
        for p in prims {
            let Primitive::Mesh(m) = &p.primitive else {
                continue;
            };
            let Some(t) = self.tex.get(&m.texture_id) else {
                continue;
            };
            mesh(&mut buf, w, h, p.clip_rect, m, t, ppp);
        }
        buf.into_flattened()
    }
}

fn mesh(buf: &mut [[u8; 4]], w: usize, h: usize, clip: Rect, m: &Mesh, t: &Tex, ppp: f32) {
    let cl = |v: f32, hi: usize| (v * ppp).round().clamp(0.0, hi as f32) as i64;
    let c = [
        cl(clip.min.x, w),
        cl(clip.min.y, h),
        cl(clip.max.x, w),
        cl(clip.max.y, h),
    ];
    if c[0] >= c[2] || c[1] >= c[3] {
        return;
    }
    for i in m.indices.chunks_exact(3) {
        let v = [
            m.vertices[i[0] as usize],
            m.vertices[i[1] as usize],
            m.vertices[i[2] as usize],
        ];
        tri(buf, w, c, v, t, ppp);
    }
}

const SUB: f32 = 256.0;
fn tri(buf: &mut [[u8; 4]], w: usize, c: [i64; 4], mut v: [Vertex; 3], t: &Tex, ppp: f32) {
    let fx = |v: &Vertex| {
        [
            (v.pos.x * ppp * SUB).round() as i64,
            (v.pos.y * ppp * SUB).round() as i64,
        ]
    };
    let mut p = [fx(&v[0]), fx(&v[1]), fx(&v[2])];
    let area = |a: [i64; 2], b: [i64; 2], q: [i64; 2]| {
        (b[0] - a[0]) * (q[1] - a[1]) - (b[1] - a[1]) * (q[0] - a[0])
    };
    let mut a2 = area(p[0], p[1], p[2]);
    if a2 == 0 {
        return;
    }
    if a2 < 0 {
        p.swap(1, 2);
        v.swap(1, 2);
        a2 = -a2;
    }
    let s = SUB as i64;
    let minx = (p.iter().map(|p| p[0]).min().unwrap().div_euclid(s)).max(c[0]);
    let maxx = (p.iter().map(|p| p[0]).max().unwrap().div_euclid(s) + 1).min(c[2]);
    let miny = (p.iter().map(|p| p[1]).min().unwrap().div_euclid(s)).max(c[1]);
    let maxy = (p.iter().map(|p| p[1]).max().unwrap().div_euclid(s) + 1).min(c[3]);
    if minx >= maxx || miny >= maxy {
        return;
    }
    // top-left rule
    let bias = |a: [i64; 2], b: [i64; 2]| {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        if (dy == 0 && dx > 0) || dy < 0 { 0 } else { -1 }
    };
    let e = [(p[1], p[2]), (p[2], p[0]), (p[0], p[1])];
    let b = [
        bias(e[0].0, e[0].1),
        bias(e[1].0, e[1].1),
        bias(e[2].0, e[2].1),
    ];
    let flat = v[0].color == v[1].color && v[1].color == v[2].color;
    let white = v[0].uv == v[1].uv && v[1].uv == v[2].uv;
    let cf: [[f32; 4]; 3] = std::array::from_fn(|k| v[k].color.to_array().map(f32::from));
    let inv = 1.0 / a2 as f32;
    let solid = (flat && white).then(|| shade(cf[0], sample(t, v[0].uv.x, v[0].uv.y)));
    for y in miny..maxy {
        let q = [minx * s + s / 2, y * s + s / 2];
        let mut wv = [
            area(e[0].0, e[0].1, q),
            area(e[1].0, e[1].1, q),
            area(e[2].0, e[2].1, q),
        ];
        let step: [i64; 3] = std::array::from_fn(|k| -(e[k].1[1] - e[k].0[1]) * s);
        let row = &mut buf[y as usize * w..][..w];
        for x in minx..maxx {
            if (0..3).all(|k| wv[k] + b[k] >= 0) {
                let src = solid.unwrap_or_else(|| {
                    let l = [wv[0] as f32 * inv, wv[1] as f32 * inv, wv[2] as f32 * inv];
                    let col = if flat {
                        cf[0]
                    } else {
                        std::array::from_fn(|k| cf[0][k] * l[0] + cf[1][k] * l[1] + cf[2][k] * l[2])
                    };
                    let (u, vv) = (
                        v[0].uv.x * l[0] + v[1].uv.x * l[1] + v[2].uv.x * l[2],
                        v[0].uv.y * l[0] + v[1].uv.y * l[1] + v[2].uv.y * l[2],
                    );
                    shade(col, sample(t, u, vv))
                });
                let d = &mut row[x as usize];
                if src[3] == 255 {
                    *d = src;
                } else if src != [0; 4] {
                    let ia = 255 - src[3] as u32;
                    for k in 0..4 {
                        d[k] = (src[k] as u32 + (d[k] as u32 * ia + 127) / 255).min(255) as u8;
                    }
                }
            }
            for k in 0..3 {
                wv[k] += step[k];
            }
        }
    }
}

fn shade(c: [f32; 4], t: [f32; 4]) -> [u8; 4] {
    std::array::from_fn(|k| (c[k] * t[k] / 255.0 + 0.5) as u8)
}

fn sample(t: &Tex, u: f32, v: f32) -> [f32; 4] {
    let (x, y) = (u * t.w as f32 - 0.5, v * t.h as f32 - 0.5);
    let at = |x: i64, y: i64| {
        t.px[(y.clamp(0, t.h as i64 - 1) as usize) * t.w + x.clamp(0, t.w as i64 - 1) as usize]
            .map(f32::from)
    };
    if t.nearest {
        return at(x.round() as i64, y.round() as i64);
    }
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let (x0, y0) = (x0 as i64, y0 as i64);
    let (a, b, c, d) = (
        at(x0, y0),
        at(x0 + 1, y0),
        at(x0, y0 + 1),
        at(x0 + 1, y0 + 1),
    );
    std::array::from_fn(|k| {
        (a[k] * (1.0 - fx) + b[k] * fx) * (1.0 - fy) + (c[k] * (1.0 - fx) + d[k] * fx) * fy
    })
}

impl egui_kittest::TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.apply(delta);
    }
    fn render(
        &mut self,
        ctx: &egui::Context,
        output: &egui::FullOutput,
    ) -> Result<image::RgbaImage, String> {
        let size = ctx.content_rect().size() * ctx.pixels_per_point();
        let (w, h) = (size.x.round() as usize, size.y.round() as usize);
        let prims = ctx.tessellate(output.shapes.clone(), ctx.pixels_per_point());
        image::RgbaImage::from_raw(
            w as u32,
            h as u32,
            self.paint(&prims, ctx.pixels_per_point(), w, h),
        )
        .ok_or_else(|| "size".into())
    }
}
