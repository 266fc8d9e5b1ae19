//! What the palette finds: commands, cameras of the open session, known Pis and settings.

use strum::VariantArray as _;

use super::{CommandsUiState, UiCommand, possible, run};
use crate::{
    domain::{mac::MacAddr, profile::Profile, settings::Setting},
    features::{
        connect::intent::ConnectIntent, intent::Intent, provisioning::card::Card,
        settings::view::values,
    },
    i18n,
    shell::{cx::ShellCx, router::is_available},
    tr,
    ui::Tab,
};

/// How many cameras are listed at once.
const MAX_CAMERAS: usize = 20;
/// How many chosen items are remembered.
const MAX_RECENT: usize = 5;

/// Something that can be chosen in the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Command(UiCommand),
    /// Opens the details of a camera.
    Camera(MacAddr),
    /// Connects to the known Pi at this address.
    KnownPi(String),
    /// Goes to a setting.
    Setting(Setting),
}

/// A row of the palette.
#[derive(Debug, Clone)]
pub struct Row {
    pub item: Item,
    pub title: String,
    /// At the right: the keys of a command, or what the item is.
    pub note: String,
    /// More that is searched, in lower case.
    keywords: String,
}

impl Row {
    fn command(command: UiCommand) -> Self {
        Self {
            item: Item::Command(command),
            title: command.title(),
            note: command.keys().unwrap_or_default(),
            keywords: String::new(),
        }
    }

    fn camera(cx: &ShellCx<'_>, card: &Card) -> Self {
        let mac = card.candidate.mac;
        let state = i18n::candidate_state(card.state());
        let entry = cx.state.allowlist.listed(mac);
        let note = entry.map(|entry| &entry.note);
        let description = note.map_or("", |note| note.description.as_str());
        let container = note.map_or("", |note| note.container_id.as_str());
        let title = tr!("palette-camera", mac = mac.to_string(), state = state);
        let title = match description {
            "" => title,
            text => format!("{title} · {text}"),
        };
        let reported = card.candidate.container_id.as_deref().unwrap_or_default();
        Self {
            item: Item::Camera(mac),
            title,
            note: tr!("palette-is-camera").to_owned(),
            keywords: format!("{} {container} {reported}", bare(&mac.to_string())).to_lowercase(),
        }
    }

    fn known_pi(profile: &Profile) -> Self {
        Self {
            item: Item::KnownPi(profile.url.clone()),
            title: tr!("pi-connect-to", name = profile.title()),
            note: tr!("palette-is-pi").to_owned(),
            keywords: profile.url.to_lowercase(),
        }
    }

    fn setting(setting: Setting) -> Self {
        Self {
            item: Item::Setting(setting),
            title: values::title(setting).to_owned(),
            note: tr!("palette-is-setting").to_owned(),
            keywords: setting.key().to_lowercase(),
        }
    }

    /// Whether it has this word, which is in lower case. Addresses are found without their colons.
    fn has(&self, title: &str, word: &str) -> bool {
        let bare = bare(word);
        title.contains(word)
            || self.keywords.contains(word)
            || !bare.is_empty() && self.keywords.contains(&bare)
    }
}

fn bare(text: &str) -> String {
    text.to_lowercase().replace([':', '-', '.'], "")
}

/// What was chosen last, the latest first.
#[derive(Debug, Default)]
pub struct RecentItems(Vec<Item>);

impl RecentItems {
    fn note(&mut self, item: Item) {
        self.0.retain(|other| *other != item);
        self.0.insert(0, item);
        self.0.truncate(MAX_RECENT);
    }

    fn place(&self, item: &Item) -> Option<usize> {
        self.0.iter().position(|recent| recent == item)
    }
}

/// Everything that can be chosen now. There may be thousands of cameras: without a search, only those
/// that were chosen last.
pub fn rows(cx: &ShellCx<'_>, commands_ui: &CommandsUiState) -> Vec<Row> {
    let CommandsUiState { search, recent, .. } = commands_ui;
    let is_listed = |card: &&Card| {
        let item = || Item::Camera(card.candidate.mac);
        !search.trim().is_empty() || recent.place(&item()).is_some()
    };
    let commands = possible(cx).into_iter();
    let commands = commands.filter(|command| *command != UiCommand::Palette);
    let has_cameras = is_available(Tab::Provisioning, cx.state);
    let batch = cx.state.provisioning.batch().filter(|_| has_cameras);
    let cameras = batch.into_iter().flat_map(|batch| batch.cards.iter());
    let cameras = cameras.filter(is_listed);
    let profiles = cx.state.connect.profiles.iter();
    // The first one is in use.
    let profiles = profiles.skip(usize::from(cx.state.has_pi()));
    let profiles = profiles.filter(|_| !cx.state.is_locked(cx.now));
    let settings = Setting::VARIANTS.iter().copied();
    let settings = settings.filter(|setting| setting.is_shown());
    commands
        .map(Row::command)
        .chain(cameras.map(|card| Row::camera(cx, card)))
        .chain(profiles.map(Row::known_pi))
        .chain(settings.map(Row::setting))
        .collect()
}

/// The rows that have all words of `search`, in any order and case, those chosen last first. Without a
/// search those, and all commands.
pub fn matches(rows: Vec<Row>, search: &str, recent: &RecentItems) -> Vec<Row> {
    let search = search.to_lowercase();
    let words: Vec<&str> = search.split_whitespace().collect();
    let is_found = |row: &Row| {
        if words.is_empty() {
            return matches!(row.item, Item::Command(_)) || recent.place(&row.item).is_some();
        }
        let title = row.title.to_lowercase();
        words.iter().all(|word| row.has(&title, word))
    };
    let mut found: Vec<Row> = rows.into_iter().filter(is_found).collect();
    // The sort is stable. An address that has the text as it is comes before one that has it only
    // without its colons.
    found.sort_by_cached_key(|row| {
        let title = row.title.to_lowercase();
        let has_text = words.iter().all(|word| title.contains(word));
        let is_camera = matches!(row.item, Item::Camera(_));
        let place = recent.place(&row.item).unwrap_or(MAX_RECENT);
        (place, is_camera && !has_text)
    });
    let mut cameras = 0;
    found.retain(|row| {
        cameras += usize::from(matches!(row.item, Item::Camera(_)));
        !matches!(row.item, Item::Camera(_)) || cameras <= MAX_CAMERAS
    });
    found
}

/// Does what was chosen, and remembers it.
pub fn choose(item: Item, cx: &mut ShellCx<'_>) {
    cx.ui_state.commands.recent.note(item.clone());
    match item {
        Item::Command(command) => run(command, cx),
        Item::Camera(mac) => cx.ui_state.show_camera(mac),
        Item::KnownPi(url) => {
            cx.push(Intent::Connect(ConnectIntent::Connect(url)));
            cx.ui_state.connect.is_open = false;
        }
        Item::Setting(setting) => {
            cx.ui_state.show_tab(Tab::Settings);
            cx.ui_state.settings.go_to(setting);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let camera = |last: u8| {
            let mac = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, last]);
            Row {
                item: Item::Camera(mac),
                title: format!("Camera {mac}, failed · Entrance"),
                note: String::new(),
                keywords: bare(&mac.to_string()),
            }
        };
        let commands = UiCommand::ALL.into_iter();
        let commands = commands.filter(|command| *command != UiCommand::Palette);
        commands
            .map(Row::command)
            .chain((0..=0x50).map(camera))
            .chain([Row::setting(Setting::Theme)])
            .collect()
    }

    fn found(search: &str, recent: &RecentItems) -> Vec<Item> {
        let found = matches(rows(), search, recent).into_iter();
        found.map(|row| row.item).collect()
    }

    fn camera(last: u8) -> Item {
        Item::Camera(MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, last]))
    }

    #[test]
    fn a_command_is_found_by_words_in_any_order() {
        let none = RecentItems::default();
        let all = found("ALL prov", &none);
        assert_eq!(all, [Item::Command(UiCommand::ProvisionAll)]);
        assert_eq!(found("xyzzy", &none), []);
        let without_search = found(" ", &none);
        assert_eq!(
            without_search.len(),
            UiCommand::ALL.len() - 1,
            "the commands, but the palette"
        );
    }

    #[test]
    fn a_camera_is_found_by_any_part_of_its_address_and_by_its_description() {
        let none = RecentItems::default();
        for search in ["4A4F", "4a:4f", "28-10-4a-4f", "entr 104A4f"] {
            assert_eq!(found(search, &none), [camera(0x4F)], "{search}");
        }
        assert_eq!(found("04", &none)[0], camera(0x04), "not 10:4A");
        assert_eq!(found("entrance", &none).len(), MAX_CAMERAS);
        assert_eq!(found("theme", &none), [Item::Setting(Setting::Theme)]);
    }

    #[test]
    fn what_was_chosen_last_comes_first_and_is_bounded() {
        let mut recent = RecentItems::default();
        for last in 0..10 {
            recent.note(camera(last));
        }
        recent.note(camera(7));
        let listed = found("", &recent);
        let expected = [7, 9, 8, 6, 5].map(camera);
        assert_eq!(listed[..MAX_RECENT], expected);
        assert_eq!(listed.len(), UiCommand::ALL.len() - 1 + MAX_RECENT);
        assert_eq!(found("4a4f", &recent), [camera(0x4F)]);
        assert_eq!(found("4a", &recent)[..2], [7, 9].map(camera));
    }
}
