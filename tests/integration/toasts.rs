//! The toast: one line that covers nothing that can be pressed, and that stands under dialogs.

use egui::{Rect, Theme, Vec2, accesskit::Role};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{KIOSK, LAPTOP, Screen, UPRIGHT, found, mac};
use pidash::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote},
        candidate::CandidateState,
    },
    messages::{AllowlistReply, Event},
    shell::UiState,
    ui::Tab,
};

const SHORT: &str = "MAC copied";
const LONG: &str = "Provisioning started on 46 cameras; 4 not on the allowlist, which is in \
                    the middle of a change and is read again in a while";

/// A batch and an allowlist that fill every size, and an event log.
fn full() -> Screen {
    let mut screen = Screen::with_session((0..24).map(found).collect());
    for index in 0..8 {
        screen.moves(0, index, CandidateState::Failed);
    }
    let entry = |index| AllowlistEntry {
        mac: mac(index),
        note: EntryNote::default(),
        added_at: None,
        used: false,
        used_at: None,
    };
    let entries = (0..40).map(entry).collect();
    screen.handle(Event::Allowlist(AllowlistReply::List(Ok(Some(entries)))));
    screen
}

/// `screen` at this size, which is that of a kiosk if it is not the laptop's.
fn open(mut screen: Screen, size: Vec2, tab: Tab) -> Harness<'static, Screen> {
    screen.ui_state = UiState::on(tab);
    let screen = screen.on_kiosk(size != LAPTOP);
    let mut window = screen.harness(size, Theme::Dark);
    window.run();
    window
}

/// Shows a toast, and returns where it is. A screen reader says all of it.
fn show(window: &mut Harness<'static, Screen>, text: &str) -> Rect {
    let screen = window.state_mut();
    screen.state.notices.toast(text, screen.now);
    window.run();
    window.get_by_role_and_label(Role::Alert, text);
    window.get_by_role_and_label(Role::Label, text).rect()
}

/// What can be pressed, as far as it is in sight.
fn controls(window: &Harness<'static, Screen>) -> Vec<(String, Rect)> {
    let nodes = window.root().children_recursive();
    let pressable = nodes.filter(|node| {
        let role = node.accesskit_node().role();
        matches!(
            role,
            Role::Button | Role::TextInput | Role::CheckBox | Role::ComboBox | Role::RadioButton
        )
    });
    let named = pressable.map(|node| {
        let name = node.accesskit_node().label();
        (name.unwrap_or_default(), node.rect())
    });
    named.collect()
}

#[test]
fn a_toast_covers_no_control_of_any_tab() {
    for size in [LAPTOP, KIOSK, UPRIGHT] {
        for tab in Tab::ALL {
            let mut window = open(full(), size, *tab);
            let toast = show(&mut window, SHORT);
            let under = controls(&window)
                .into_iter()
                .find(|(_, control)| control.intersect(toast).is_positive());
            assert_eq!(under, None, "{size} {tab:?}: {toast}");
        }
    }
}

#[test]
fn a_toast_is_one_line_as_wide_as_its_text_and_at_most_480_points() {
    for size in [LAPTOP, KIOSK, UPRIGHT] {
        let mut window = open(Screen::connected(), size, Tab::Provisioning);
        let short = show(&mut window, SHORT);
        let long = show(&mut window, LONG);
        let lines = long.height() / short.height();
        assert!((lines - 1.0).abs() < 0.1, "{size}: {lines} lines");
        assert!(short.width() < 160.0, "{size}: {short}");
        assert!((400.0..=480.0).contains(&long.width()), "{size}: {long}");
        let again = show(&mut window, SHORT);
        assert!(again.width() <= short.width(), "{size}: {again}");
    }
}

#[test]
fn a_toast_is_under_a_dialog() {
    let screen = Screen::with_session(vec![found(1), found(2)]);
    let mut window = open(screen, KIOSK, Tab::Provisioning);
    window
        .get_by_role_and_label(Role::Button, "Stop session")
        .click();
    window.run();
    window.get_by_role_and_label(Role::Dialog, "Stop session?");
    let toast = show(&mut window, LONG);
    let top = window.ctx.layer_id_at(toast.center());
    let order = top.map(|layer| layer.order);
    assert_eq!(order, Some(egui::Order::Foreground));
}
