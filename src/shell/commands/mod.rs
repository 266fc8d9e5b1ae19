//! The commands: what can be done from anywhere, by a shortcut or from the palette.

pub(crate) mod palette;
pub(crate) mod palette_items;
pub(crate) mod run;
pub(crate) mod shortcuts;
pub(crate) mod shortcuts_dialog;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::{
    shell::cx::ShellCx,
    tr,
    ui::{
        Tab,
        shortcut::{self, ctrl},
    },
};

pub use palette::palette_ui;
use palette_items::{Item, RecentItems};
pub use run::run;
pub use shortcuts::{close_top_layer, run_shortcuts};
pub use shortcuts_dialog::shortcuts_dialog_ui;

/// What can be done from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UiCommand {
    /// Find a command, a camera, a Pi or a setting.
    Palette,
    /// Show all shortcuts.
    Shortcuts,
    /// Go to this tab.
    Show(Tab),
    /// Go to the start form.
    NewSession,
    /// Provision every camera that waits and is allowed.
    ProvisionAll,
    /// Provision the selected cameras.
    ProvisionSelected,
    /// Retry every camera that failed.
    RetryFailed,
    /// Pause the session.
    Pause,
    /// Resume the session.
    Resume,
    /// Ask whether to stop the session.
    Stop,
    /// Show the batch in large type.
    Glance,
    /// Focus the search field of the tab.
    Search,
    /// Move the focus to the next area of the window.
    NextArea,
    /// Undo the latest removal.
    Undo,
    /// Go to the page that adds a list of cameras to the allowlist.
    Import,
    /// Export what the tab shows.
    Export,
    /// Open or close the event log panel.
    Events,
    /// Reconnect the event stream now.
    Reconnect,
    /// Go to the connect page.
    Connect,
    /// Go to the field for the API key.
    EnterKey,
    /// Show what a support bundle would contain.
    SupportBundle,
    /// Open or close the performance overlay.
    Performance,
    /// Switch full screen on or off.
    FullScreen,
    /// Zoom in.
    Larger,
    /// Zoom out.
    Smaller,
    /// Reset the zoom.
    UsualSize,
    /// Close the window.
    Close,
}

/// The palette or the list of shortcuts, while one is open.
#[derive(Debug, Default)]
pub struct CommandsUiState {
    open: Option<Overlay>,
    search: String,
    /// The chosen one of the matches.
    chosen: usize,
    chosen_item: Option<Item>,
    recent: RecentItems,
    /// This field gets the focus as soon as it is drawn.
    wants_focus: Option<WantedFocus>,
    /// Whether a text field had the focus in the last frame.
    was_typing: bool,
}

/// A field that is to have the focus.
#[derive(Debug, Clone, Copy)]
struct WantedFocus {
    field: egui::Id,
    /// Since when, in the time of egui.
    since: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Overlay {
    Palette,
    Shortcuts,
}

impl CommandsUiState {
    pub fn open_palette(&mut self) {
        *self = Self {
            open: Some(Overlay::Palette),
            recent: std::mem::take(&mut self.recent),
            ..Self::default()
        };
    }

    pub fn focus_field(&mut self, field: egui::Id) {
        self.wants_focus = Some(WantedFocus { field, since: None });
    }

    pub fn open_shortcuts(&mut self) {
        self.open = Some(Overlay::Shortcuts);
        self.search.clear();
    }
}

impl UiCommand {
    /// All commands, in the order of the palette.
    pub const ALL: [Self; 31] = [
        Self::NewSession,
        Self::ProvisionAll,
        Self::ProvisionSelected,
        Self::RetryFailed,
        Self::Pause,
        Self::Resume,
        Self::Stop,
        Self::Glance,
        Self::Search,
        Self::NextArea,
        Self::Undo,
        Self::Import,
        Self::Export,
        Self::Show(Tab::Provisioning),
        Self::Show(Tab::Allowlist),
        Self::Show(Tab::Monitor),
        Self::Show(Tab::Diagnostics),
        Self::Show(Tab::Settings),
        Self::Events,
        Self::Reconnect,
        Self::Connect,
        Self::EnterKey,
        Self::SupportBundle,
        Self::Performance,
        Self::FullScreen,
        Self::Larger,
        Self::Smaller,
        Self::UsualSize,
        Self::Shortcuts,
        Self::Palette,
        Self::Close,
    ];

    #[must_use]
    pub fn title(self) -> String {
        let text = match self {
            Self::Palette => tr!("command-palette"),
            Self::Shortcuts => tr!("command-shortcuts"),
            Self::Show(tab) => return tr!("command-show", tab = tab.title()),
            Self::NewSession => tr!("command-new-session"),
            Self::ProvisionAll => tr!("command-provision-all"),
            Self::ProvisionSelected => tr!("command-provision-selected"),
            Self::RetryFailed => tr!("command-retry-failed"),
            Self::Pause => tr!("command-pause"),
            Self::Resume => tr!("command-resume"),
            Self::Stop => tr!("command-stop"),
            Self::Glance => tr!("command-glance"),
            Self::Search => tr!("command-search"),
            Self::NextArea => tr!("command-next-area"),
            Self::Undo => tr!("command-undo"),
            Self::Import => tr!("command-import"),
            Self::Export => tr!("command-export"),
            Self::Events => tr!("command-events"),
            Self::Reconnect => tr!("command-reconnect"),
            Self::Connect => tr!("command-connect"),
            Self::EnterKey => tr!("command-enter-key"),
            Self::SupportBundle => tr!("command-support-bundle"),
            Self::Performance => tr!("command-performance"),
            Self::FullScreen => tr!("command-full-screen"),
            Self::Larger => tr!("command-larger"),
            Self::Smaller => tr!("command-smaller"),
            Self::UsualSize => tr!("command-usual-size"),
            Self::Close => tr!("command-close"),
        };
        text.to_owned()
    }

    #[must_use]
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let with_ctrl = |key| Some(ctrl(key));
        let alone = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        match self {
            Self::Palette => with_ctrl(Key::K),
            Self::Shortcuts => alone(Key::F1),
            Self::Show(Tab::Provisioning) => with_ctrl(Key::Num1),
            Self::Show(Tab::Allowlist) => with_ctrl(Key::Num2),
            Self::Show(Tab::Monitor) => with_ctrl(Key::Num3),
            Self::Show(Tab::Diagnostics) => with_ctrl(Key::Num4),
            Self::Show(Tab::Settings) => with_ctrl(Key::Comma),
            Self::NewSession => with_ctrl(Key::N),
            Self::ProvisionAll => Some(shortcut::PROVISION_ALL),
            Self::RetryFailed => Some(shortcut::RETRY_FAILED),
            Self::Glance => Some(shortcut::GLANCE),
            Self::Search => with_ctrl(Key::F),
            Self::NextArea => alone(Key::F6),
            Self::Undo => with_ctrl(Key::Z),
            Self::Export => with_ctrl(Key::E),
            Self::FullScreen => alone(Key::F11),
            Self::Performance => alone(Key::F12),
            Self::Larger => with_ctrl(Key::Plus),
            Self::Smaller => with_ctrl(Key::Minus),
            Self::UsualSize => with_ctrl(Key::Num0),
            Self::Close => with_ctrl(Key::Q),
            Self::ProvisionSelected
            | Self::Import
            | Self::Pause
            | Self::Resume
            | Self::Stop
            | Self::Events
            | Self::Reconnect
            | Self::Connect
            | Self::EnterKey
            | Self::SupportBundle => None,
        }
    }

    /// The keys as on the keyboard: `Ctrl+K`.
    #[must_use]
    pub fn keys(self) -> Option<String> {
        self.shortcut().map(shortcut::keys)
    }

    /// `Provision all (Ctrl+P)`, for a tooltip.
    #[must_use]
    pub fn with_keys(self, text: &str) -> String {
        self.shortcut().map_or_else(
            || text.to_owned(),
            |shortcut| shortcut::with_keys(text, shortcut).to_string(),
        )
    }
}

/// The commands that can be run now.
fn possible(cx: &ShellCx<'_>) -> Vec<UiCommand> {
    let all = UiCommand::ALL.into_iter();
    all.filter(|command| run::is_possible(*command, cx))
        .collect()
}
