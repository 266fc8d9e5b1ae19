//! The zoom that makes controls large enough for a finger, from the size and resolution of the
//! display.

use egui::{Vec2, vec2};

/// Displays that do not know their size report its aspect ratio in its place, in centimetres.
const ASPECT_RATIOS: [Vec2; 4] = [
    vec2(160.0, 90.0),
    vec2(160.0, 100.0),
    vec2(1_600.0, 900.0),
    vec2(1_600.0, 1_000.0),
];
/// The height that a finger hits easily, also in a glove, in millimetres.
const TARGET_MM: f32 = 9.0;
/// The height of the main controls on the small display, in points.
const TARGET_POINTS: f32 = 56.0;
/// A display that does not report its size is assumed to have 7 inches, like most displays on a Pi,
/// unless its long side has more pixels than [`USUAL_LONG_SIDE`].
const USUAL_DIAGONAL_MM: f32 = 177.8;
const USUAL_LONG_SIDE: f32 = 1_280.0;
/// The minimum size of the window in points: the long side and the short side.
const LEAST: Vec2 = vec2(600.0, 360.0);
/// The additional zoom of the preset for gloves.
const GLOVES: f32 = 1.3;

/// The zoom for a display of `pixels`, whose size in millimetres may be known. `scale` is the
/// number of pixels per point that the desktop uses already.
pub fn touch_zoom(pixels: Vec2, millimetres: Option<Vec2>, scale: f32, gloves: bool) -> f32 {
    let gloves = if gloves { GLOVES } else { 1.0 };
    let per_mm = match millimetres.filter(|size| is_believable(pixels, *size)) {
        Some(size) => pixels.length() / size.length(),
        None if pixels.max_elem() <= USUAL_LONG_SIDE => pixels.length() / USUAL_DIAGONAL_MM,
        None => return gloves,
    };
    let wanted = (TARGET_MM * per_mm / TARGET_POINTS / scale).max(1.0) * gloves;
    let points = pixels / scale;
    let most = (points.max_elem() / LEAST.x).min(points.min_elem() / LEAST.y);
    wanted.min(most.max(1.0))
}

/// Some displays report a size of zero, that of a television, or their aspect ratio.
fn is_believable(pixels: Vec2, millimetres: Vec2) -> bool {
    let is_ratio = |ratio: &Vec2| *ratio == millimetres || ratio.yx() == millimetres;
    millimetres.min_elem() > 0.0
        && !ASPECT_RATIOS.iter().any(is_ratio)
        && (2.0..=20.0).contains(&(pixels.length() / millimetres.length()))
}

/// The size of the display in millimetres, as the display reports it.
#[cfg(target_os = "linux")]
pub fn size_in_millimetres() -> Option<Vec2> {
    let connectors = std::fs::read_dir("/sys/class/drm").ok()?;
    connectors.flatten().find_map(|connector| {
        let path = connector.path();
        let status = std::fs::read_to_string(path.join("status")).ok()?;
        let edid = std::fs::read(path.join("edid")).ok()?;
        size_in_edid(&edid).filter(|_| status.trim() == "connected")
    })
}

/// On other systems pidash runs on laptops with a mouse.
#[cfg(not(target_os = "linux"))]
pub fn size_in_millimetres() -> Option<Vec2> {
    None
}

/// The size in millimetres in the first detailed timing of an EDID (VESA E-EDID 1.4, section
/// 3.10.2).
#[cfg(target_os = "linux")]
fn size_in_edid(edid: &[u8]) -> Option<Vec2> {
    let [wide, high, upper] = *edid.get(66..69)? else {
        return None;
    };
    let width = u16::from(wide) | u16::from(upper & 0xF0) << 4;
    let height = u16::from(high) | u16::from(upper & 0x0F) << 8;
    (width > 0 && height > 0).then(|| vec2(width.into(), height.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_main_control_is_nine_millimetres_high_wherever_that_leaves_room() {
        let seven_inch = vec2(155.0, 88.0);
        for (pixels, millimetres, gloves, zoom) in [
            (vec2(800.0, 480.0), None, false, 1.0),
            (vec2(800.0, 480.0), Some(seven_inch), false, 1.0),
            (vec2(720.0, 1280.0), None, false, 1.33),
            (vec2(720.0, 1280.0), Some(seven_inch.yx()), false, 1.32),
            (vec2(720.0, 1280.0), None, true, 1.73),
            (vec2(1280.0, 720.0), None, false, 1.33),
            (vec2(1024.0, 600.0), None, false, 1.07),
            (vec2(800.0, 480.0), None, true, 1.3),
            // A monitor, and a display that reports a wrong size.
            (vec2(1920.0, 1080.0), Some(vec2(527.0, 296.0)), false, 1.0),
            (vec2(1920.0, 1080.0), None, false, 1.0),
            (vec2(800.0, 480.0), Some(vec2(1600.0, 900.0)), false, 1.0),
            // As with no size at all: these are 16:9 and 16:10.
            (vec2(1280.0, 720.0), Some(vec2(160.0, 90.0)), false, 1.33),
            (vec2(720.0, 1280.0), Some(vec2(90.0, 160.0)), false, 1.33),
            (vec2(1280.0, 800.0), Some(vec2(160.0, 100.0)), false, 1.36),
        ] {
            let got = touch_zoom(pixels, millimetres, 1.0, gloves);
            assert!(
                (got - zoom).abs() < 0.01,
                "{pixels:?} {gloves}: {got}, not {zoom}"
            );
        }
    }

    #[test]
    fn the_scale_of_the_desktop_is_not_applied_twice() {
        let zoom = touch_zoom(vec2(720.0, 1280.0), None, 1.33, false);
        assert!((zoom - 1.0).abs() < 0.01, "{zoom}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_edid_has_the_size_in_millimetres() {
        let mut edid = vec![0; 128];
        (edid[66], edid[67], edid[68]) = (0x0F, 0x28, 0x21);
        assert_eq!(size_in_edid(&edid), Some(vec2(527.0, 296.0)));
        assert_eq!(size_in_edid(&[0; 128]), None);
        assert_eq!(size_in_edid(&[]), None);
    }
}
