//! The textures of triangles.

use super::*;

/// A texture of triangles.
pub(super) struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Pixel>,
    /// Whether the nearest texel is taken as it is, rather than a blend of the four around the
    /// point.
    nearest: bool,
}

impl Texture {
    pub(super) fn new(whole: &ImageDelta) -> Self {
        let ImageData::Color(image) = &whole.image;
        Self {
            width: image.width(),
            height: image.height(),
            texels: image.pixels.iter().map(Color32::to_array).collect(),
            nearest: whole.options.magnification == TextureFilter::Nearest,
        }
    }

    /// Replaces the part that begins at `left, top`.
    pub(super) fn patch(&mut self, [left, top]: [usize; 2], part: &ImageData) {
        let ImageData::Color(image) = part;
        for (row, colors) in image.pixels.chunks_exact(image.width()).enumerate() {
            let start = (top + row) * self.width + left;
            for (texel, color) in self.texels[start..].iter_mut().zip(colors) {
                *texel = color.to_array();
            }
        }
    }

    /// The colour at `uv`, where 0 and 1 are the edges.
    pub(super) fn sample(&self, uv: Pos2) -> Channels {
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
    pub(super) fn texel(&self, column: i64, row: i64) -> Channels {
        let column = column.clamp(0, self.width as i64 - 1) as usize;
        let row = row.clamp(0, self.height as i64 - 1) as usize;
        self.texels[row * self.width + column].map(f32::from)
    }
}

/// Interpolates linearly between two values.
pub(super) fn mix(from: Channels, to: Channels, part: f32) -> Channels {
    std::array::from_fn(|channel| from[channel] * (1.0 - part) + to[channel] * part)
}
