//! The colour of each pixel of a triangle.

use super::*;

/// The colours inside a triangle: that of the corners times that of the texture.
pub(super) struct Paint<'a> {
    corners: &'a [Vertex; 3],
    texture: &'a Texture,
    /// The colour of the corners, if they have the same one.
    color: Option<Channels>,
    /// The colour of the texture, if the corners are at the same place in it.
    texel: Option<Channels>,
}

impl<'a> Paint<'a> {
    pub(super) fn new(corners: &'a [Vertex; 3], texture: &'a Texture) -> Self {
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
    pub(super) fn solid(&self) -> Option<Pixel> {
        Some(multiply(self.color?, self.texel?))
    }

    /// The colour where the corners have these weights.
    pub(super) fn at(&self, weights: [f32; 3]) -> Pixel {
        let color = self.color.unwrap_or_else(|| self.color_at(weights));
        let texel = self
            .texel
            .unwrap_or_else(|| self.texture.sample(self.place_at(weights)));
        multiply(color, texel)
    }

    pub(super) fn color_at(&self, weights: [f32; 3]) -> Channels {
        let colors = self.corners.map(|corner| channels(corner.color));
        std::array::from_fn(|channel| weighted(colors.map(|color| color[channel]), weights))
    }

    pub(super) fn place_at(&self, weights: [f32; 3]) -> Pos2 {
        Pos2 {
            x: weighted(self.corners.map(|corner| corner.uv.x), weights),
            y: weighted(self.corners.map(|corner| corner.uv.y), weights),
        }
    }
}

pub(super) fn channels(color: Color32) -> Channels {
    color.to_array().map(f32::from)
}

pub(super) fn weighted(values: [f32; 3], weights: [f32; 3]) -> f32 {
    values[0] * weights[0] + values[1] * weights[1] + values[2] * weights[2]
}

pub(super) fn multiply(color: Channels, texel: Channels) -> Pixel {
    std::array::from_fn(|channel| (color[channel] * texel[channel] / 255.0 + 0.5) as u8)
}
