//! Texts that are cut, at the sizes of the displays and in each language. What was painted is looked
//! at: a text with an ellipsis, and one that its surroundings cut off.

use egui::{
    Rect, Shape, Theme, Vec2,
    epaint::{ClippedShape, TextShape},
    vec2,
};

use crate::screen::{Screen, did_not_join, found};
use pidash::{
    domain::candidate::{Candidate, CandidateState, Failure},
    i18n::{self, Language},
};

/// The upright kiosk of 720x1280 pixels, in points.
const UPRIGHT: Vec2 = vec2(576.0, 1024.0);

/// The texts of the last frame, with what their surroundings show of them.
fn texts(shapes: &[ClippedShape]) -> Vec<(&TextShape, Rect)> {
    fn collect<'a>(shape: &'a Shape, clip: Rect, texts: &mut Vec<(&'a TextShape, Rect)>) {
        match shape {
            Shape::Text(text) => texts.push((text, clip)),
            Shape::Vec(shapes) => {
                for shape in shapes {
                    collect(shape, clip, texts);
                }
            }
            _ => {}
        }
    }
    let mut texts = Vec::new();
    for shape in shapes {
        collect(&shape.shape, shape.clip_rect, &mut texts);
    }
    texts
}

/// The texts of which a part is missing. What is scrolled out of view at the top or at the bottom is
/// not cut.
fn cut(shapes: &[ClippedShape]) -> Vec<String> {
    let is_cut = |text: &TextShape, clip: Rect| {
        let rect = text.visual_bounding_rect();
        let is_seen = clip.intersects(rect);
        let beyond = rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0;
        is_seen && (text.galley.elided || beyond)
    };
    let cut = texts(shapes)
        .into_iter()
        .filter(|(text, clip)| is_cut(text, *clip));
    cut.map(|(text, _)| text.galley.text().to_owned()).collect()
}

/// Cameras that failed for different reasons, and one that is not on the allowlist.
fn failures() -> Screen {
    let failed = |index, code: &str| Candidate {
        state: CandidateState::Failed,
        failure: Some(Failure {
            code: Some(code.to_owned()),
            ..did_not_join()
        }),
        ..found(index)
    };
    let not_listed = Candidate {
        in_allowlist: false,
        ..found(9)
    };
    Screen::with_session(vec![
        failed(1, "VERIFICATION_TIMEOUT"),
        failed(2, "INVALID_CREDENTIALS"),
        failed(3, "DEVICE_UNREACHABLE"),
        not_listed,
    ])
}

#[test]
fn a_reason_and_its_advice_are_whole_on_the_upright_kiosk() {
    for language in [Language::English, Language::Portuguese] {
        let mut window = failures().harness(UPRIGHT, Theme::Dark);
        i18n::set_language(language);
        window.run();
        let cut = cut(&window.output().shapes);
        assert_eq!(cut, Vec::<String>::new(), "{language:?}");
    }
}
