//! Fonts of the system for scripts that the fonts of pidash do not have, as in the name of a network.
//! They are looked for when the first such character is drawn, not at the start, and not by the thread
//! that draws: until they are there, egui draws a box in its place.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    env, fs, mem,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use egui::{
    Context, FontData,
    epaint::text::{FallbackRequest, FontInsert, FontProvider},
    mutex::Mutex,
};
use skrifa::{FontRef, MetadataProvider as _};

/// Characters that are looked for. More do not come from names.
const MOST_CHARACTERS: usize = 5_000;
/// Larger files are not read. The fonts for all Chinese characters have about 20 MB.
const LARGEST_FILE: u64 = 64 * 1_024 * 1_024;

/// Has fonts in `directories` looked for when the fonts of `ctx` do not have a character.
pub fn install(ctx: &Context, directories: Vec<PathBuf>) {
    let provider = SystemFonts {
        ctx: ctx.clone(),
        directories: Arc::new(directories),
        characters: Arc::default(),
    };
    ctx.set_font_providers(vec![Arc::new(provider)]);
}

/// The directories with the fonts of the system and of the person.
pub fn directories() -> Vec<PathBuf> {
    let person = directories::UserDirs::new();
    let person = person.as_ref().and_then(directories::UserDirs::font_dir);
    let windows = env::var_os("WINDIR").map(|windows| Path::new(&windows).join("Fonts"));
    let others = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
    ];
    let others = others.into_iter().map(PathBuf::from);
    let all = person.map(Path::to_owned).into_iter().chain(windows);
    all.chain(others).collect()
}

/// Answers at once with what is known. A thread finds the rest and has the window drawn again.
#[derive(Clone)]
struct SystemFonts {
    ctx: Context,
    directories: Arc<Vec<PathBuf>>,
    characters: Arc<Mutex<Characters>>,
}

/// The characters that no font of pidash has.
#[derive(Default)]
struct Characters {
    /// The font for each, or that there is none.
    found: BTreeMap<char, Option<FontInsert>>,
    /// Those that are not looked for yet.
    wanted: BTreeSet<char>,
    /// A thread looks for fonts.
    is_searching: bool,
}

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let char = request.cluster.chars().next()?;
        let mut characters = self.characters.lock();
        if let Some(known) = characters.found.get(&char) {
            return known.clone();
        }
        if characters.found.len() + characters.wanted.len() >= MOST_CHARACTERS {
            return None;
        }
        characters.wanted.insert(char);
        if !mem::replace(&mut characters.is_searching, true) {
            self.start_search();
        }
        None
    }
}

impl SystemFonts {
    fn start_search(&self) {
        let fonts = self.clone();
        let started = thread::Builder::new()
            .name("system fonts".to_owned())
            .spawn(move || fonts.search());
        if let Err(error) = started {
            tracing::warn!(%error, "the fonts of the system are not looked for");
        }
    }

    /// Looks for fonts until no character is left.
    fn search(&self) {
        let files = files(&self.directories);
        loop {
            let mut wanted = {
                let mut characters = self.characters.lock();
                characters.is_searching = !characters.wanted.is_empty();
                mem::take(&mut characters.wanted)
            };
            if wanted.is_empty() {
                return;
            }
            let found = fonts_with(&files, &mut wanted);
            tracing::debug!(
                found = found.len(),
                missing = wanted.len(),
                "looked for fonts"
            );
            let found = found.into_iter().map(|(char, font)| (char, Some(font)));
            let missing = wanted.into_iter().map(|char| (char, None));
            self.characters.lock().found.extend(found.chain(missing));
            // Each character is asked for again.
            self.ctx.set_font_providers(vec![Arc::new(self.clone())]);
        }
    }
}

/// The files of fonts, those for plain text without serifs first.
fn files(directories: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = directories.to_vec();
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            let path = entry.path();
            if kind.is_dir() {
                open.push(path);
            } else if is_font(&path) {
                files.push(path);
            }
        }
    }
    files.sort_by_cached_key(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_lowercase();
        let is_plain = [
            "bold", "italic", "oblique", "black", "thin", "light", "serif",
        ];
        let is_plain = !is_plain.iter().any(|word| name.contains(word));
        (Reverse(is_plain), Reverse(name.contains("sans")), name)
    });
    files
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// The first font that has it, for each of `wanted`. What stays there is in none.
fn fonts_with(files: &[PathBuf], wanted: &mut BTreeSet<char>) -> Vec<(char, FontInsert)> {
    let mut found = Vec::new();
    for path in files {
        if wanted.is_empty() {
            break;
        }
        let is_small = fs::metadata(path).is_ok_and(|file| file.len() <= LARGEST_FILE);
        let Some(bytes) = is_small.then(|| fs::read(path).ok()).flatten() else {
            continue;
        };
        let bytes = Arc::new(bytes);
        for (index, font) in (0..).zip(FontRef::fonts(&bytes)) {
            let Ok(font) = font else { continue };
            let data = FontData::from_blob(bytes.clone(), index);
            let insert = FontInsert::new(&format!("{}:{index}", path.display()), data, vec![]);
            for char in wanted.extract_if(.., |char| has(&font, *char)) {
                found.push((char, insert.clone()));
            }
        }
    }
    found
}

/// Whether the font has an outline for it: only these are drawn.
fn has(font: &FontRef<'_>, char: char) -> bool {
    let glyph = font.charmap().map(char);
    glyph.is_some_and(|glyph| font.outline_glyphs().get(glyph).is_some())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::time::{Duration, Instant};

    use egui::{Color32, FontDefinitions, FontFamily, FontId, RawInput, TextStyle};

    use super::*;

    /// Only the icon font has it.
    const ICON: char = '\u{E000}';

    fn assets() -> Vec<PathBuf> {
        vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")]
    }

    #[test]
    fn a_font_is_found_by_its_characters() {
        let files = files(&assets());
        let mut wanted = BTreeSet::from([ICON, 'a', '\u{7DB2}']);
        let found = fonts_with(&files, &mut wanted);
        let name = |wanted: char| {
            let (_, font) = found.iter().find(|(char, _)| *char == wanted).unwrap();
            font.name.rsplit('/').next().unwrap().to_owned()
        };
        assert_eq!(name(ICON), "Phosphor-Bold.ttf:0");
        // Plain text first.
        assert_eq!(name('a'), "Inter-Regular.otf:0");
        assert_eq!(wanted, BTreeSet::from(['\u{7DB2}']));
    }

    #[test]
    fn a_file_that_is_no_font_and_a_directory_that_is_not_there_are_left_out() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("damaged.ttf"), "no font").unwrap();
        fs::write(directory.path().join("read.me"), "no font").unwrap();
        let missing = directory.path().join("missing");
        let files = files(&[directory.path().to_owned(), missing]);
        assert_eq!(files.len(), 1);
        assert!(fonts_with(&files, &mut BTreeSet::from(['a'])).is_empty());
    }

    #[test]
    fn a_character_is_drawn_once_its_font_is_found() {
        let ctx = Context::default();
        let mut fonts = FontDefinitions::empty();
        let inter = include_bytes!("../assets/fonts/Inter-Regular.otf");
        let inter = Arc::new(FontData::from_static(inter));
        fonts.font_data.insert("inter".to_owned(), inter);
        let families = [FontFamily::Proportional, FontFamily::Name("bold".into())];
        for family in families.clone() {
            fonts.families.insert(family, vec!["inter".to_owned()]);
        }
        ctx.set_fonts(fonts);
        install(&ctx, assets());
        let drawn = |char: char| {
            let mut drawn = Vec::new();
            let output = ctx.run_ui(RawInput::default(), |ui| {
                drawn = families
                    .iter()
                    .map(|family| {
                        let size = ui.style().text_styles[&TextStyle::Body].size;
                        let font = FontId {
                            size,
                            family: family.clone(),
                        };
                        let text = ui.painter();
                        text.layout_no_wrap(char.to_string(), font, Color32::WHITE)
                            .mesh_bounds
                    })
                    .collect();
            });
            output.drop_without_applying_deltas();
            drawn
        };
        let started = Instant::now();
        let is_found = || {
            let boxes = drawn('\u{7DB2}');
            drawn(ICON).iter().zip(&boxes).all(|(icon, no)| icon != no)
        };
        while !is_found() {
            assert!(
                started.elapsed() < Duration::from_secs(20),
                "no font was found"
            );
            thread::sleep(Duration::from_millis(5));
        }
    }
}
