//! The positions of the cameras of the open session.

use super::{batch::Batch, intent::PositionIntent};
use crate::{
    domain::{
        candidate::CandidateState, clock::Now, mac::MacAddr, position_list::PositionList,
        position_plan::PositionPlan,
    },
    model::notices::{Notices, Severity},
    tr,
};

impl Batch {
    pub(crate) fn handle_position_intent(
        &mut self,
        intent: PositionIntent,
        notices: &mut Notices,
        now: Now,
    ) {
        match (intent, &mut self.positions) {
            (PositionIntent::Start(text), before) => {
                let Ok(list) = PositionList::parse(&text) else {
                    return;
                };
                let there = self.cards.iter().map(|card| card.candidate.mac);
                let plan = PositionPlan::new(list.positions, there, before.as_ref());
                self.positions = Some(plan);
            }
            (PositionIntent::End, Some(plan)) => plan.end(),
            (PositionIntent::Skip, Some(plan)) => plan.skip(),
            (PositionIntent::Undo, Some(plan)) => plan.undo(),
            (PositionIntent::IsNext(mac), Some(plan)) => plan.is_next(mac),
            (PositionIntent::DecideLater, Some(plan)) => plan.decide_later(),
            (PositionIntent::Assign(mac, position), Some(plan)) => plan.assign(mac, &position),
            (PositionIntent::Unbind(mac), Some(plan)) => plan.unbind(mac),
            (_, None) => return,
        }
        self.show_positions(notices, now);
        self.refresh();
    }

    /// A camera has appeared, which the Pi has reported at once.
    pub(crate) fn bind_appeared(&mut self, mac: MacAddr, notices: &mut Notices, now: Now) {
        if let Some(plan) = &mut self.positions {
            plan.appeared(mac, now.instant);
            self.show_positions(notices, now);
        }
    }

    /// These cameras are new in a list of the Pi: when they appeared is not known.
    pub(crate) fn ask_about_found(&mut self, macs: &[MacAddr], notices: &mut Notices, now: Now) {
        if let Some(plan) = &mut self.positions {
            for mac in macs {
                plan.found(*mac);
            }
            self.show_positions(notices, now);
        }
    }

    /// Goes on with the plan of an earlier run.
    pub(crate) fn restore_positions(&mut self, mut plan: PositionPlan) {
        for card in &self.cards {
            plan.found(card.candidate.mac);
        }
        let positions = plan.by_camera();
        self.cards.for_each(|card| {
            let position = positions.get(&card.candidate.mac);
            card.position = position.map(|position| (*position).to_owned());
        });
        self.positions = Some(plan);
        self.refresh();
    }

    /// The number of cameras at a position that are verified.
    #[must_use]
    pub fn verified_at_positions(&self) -> usize {
        let cards = self.cards.iter().filter(|card| card.position.is_some());
        let verified = cards.filter(|card| *card.state() == CandidateState::Verified);
        verified.count()
    }

    /// Gives each card its position, and logs what changes.
    fn show_positions(&mut self, notices: &mut Notices, now: Now) {
        let Some(plan) = &self.positions else { return };
        let positions = plan.by_camera();
        self.cards.for_each(|card| {
            let mac = card.candidate.mac;
            let position = positions.get(&mac).copied();
            if card.position.as_deref() == position {
                return;
            }
            card.position = position.map(str::to_owned);
            let camera = mac.to_string();
            let text = match position {
                Some(position) => tr!("notice-camera-at", mac = camera, position = position),
                None => tr!("notice-camera-without-position", mac = camera),
            };
            notices.log_about(mac, Severity::Info, text, now);
        });
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{
        domain::{
            candidate::Candidate,
            session::{SessionId, SessionState},
        },
        features::provisioning::{
            camera_results::camera_results,
            intent::ProvisioningIntent,
            state::tests::{Console, address, camera, snapshot, start},
        },
        messages::{Event, Reply},
    };

    fn push(console: &mut Console, intent: PositionIntent) {
        let command = console.push(ProvisioningIntent::Positions(intent));
        assert!(command.is_none());
    }

    /// Camera 9 was there before the first position is asked for.
    fn started() -> Console {
        let mut console = Console::open(vec![camera(9)]);
        push(&mut console, PositionIntent::Start("1 to 4".to_owned()));
        console
    }

    /// Cameras appear, each some seconds after the one before.
    fn appear(console: &mut Console, cameras: &[u8], seconds: u64) {
        for mac in cameras {
            console.advance(seconds);
            console.set_state(*mac, CandidateState::Discovered);
        }
    }

    /// The cameras with their labels.
    fn labels(console: &Console) -> Vec<String> {
        let cards = console.batch().cards.iter();
        cards.map(|card| card.label().into_owned()).collect()
    }

    fn plan(console: &Console) -> &PositionPlan {
        console.batch().positions.as_ref().unwrap()
    }

    #[test]
    fn cameras_are_called_by_their_positions_in_the_order_in_which_they_appear() {
        let mut console = started();
        appear(&mut console, &[7, 3], 5);
        assert_eq!(labels(&console), ["00:09", "1", "2"]);
        let swap = PositionIntent::Assign(address(7), "2".to_owned());
        push(&mut console, swap);
        assert_eq!(labels(&console), ["00:09", "2", "1"]);
        let results = camera_results(console.batch(), console.now);
        let positions: Vec<_> = results
            .iter()
            .map(|result| result.position.as_deref())
            .collect();
        assert_eq!(positions, [None, Some("2"), Some("1")]);
        console.push(ProvisioningIntent::Search("2".to_owned()));
        assert_eq!(console.order(), [address(7)]);
    }

    #[test]
    fn cameras_that_appear_together_or_while_the_console_was_away_are_asked_about() {
        let mut console = started();
        appear(&mut console, &[1, 2], 1);
        assert_eq!(plan(&console).asked(), [address(1), address(2)]);
        assert_eq!(labels(&console), ["00:09", "00:01", "00:02"]);
        push(&mut console, PositionIntent::IsNext(address(2)));
        console.read(vec![camera(9), camera(1), camera(2), camera(5)]);
        assert_eq!(plan(&console).asked(), [address(1), address(5)]);
        push(&mut console, PositionIntent::DecideLater);
        appear(&mut console, &[6], 1);
        assert_eq!(labels(&console), ["00:09", "00:01", "1", "00:05", "4"]);
    }

    #[test]
    fn a_camera_that_vanishes_and_appears_again_keeps_its_position() {
        let mut console = started();
        appear(&mut console, &[1], 5);
        console.read(vec![camera(9)]);
        appear(&mut console, &[2, 1], 5);
        assert_eq!(labels(&console), ["00:09", "2", "1"]);
    }

    #[test]
    fn the_plan_of_an_earlier_run_is_gone_on_with_in_the_same_session_only() {
        for (session, expected) in [("sess_1", ["1", "00:02"]), ("sess_0", ["00:01", "00:02"])] {
            let mut first = started();
            appear(&mut first, &[1], 5);
            let plan = first.provisioning.positions().unwrap().clone();
            let mut console = Console::new(Some("sess_1"));
            let id = SessionId::new(session);
            console.provisioning.restore_positions(id, plan.clone());
            let is_same = session == "sess_1";
            let kept = console.provisioning.positions();
            assert_eq!(kept, is_same.then_some(&plan), "while it is read");
            console.read(vec![camera(1), camera(2)]);
            assert_eq!(labels(&console), expected);
            let asked = console.provisioning.positions().map(PositionPlan::asked);
            assert_eq!(asked, is_same.then_some([address(2)].as_slice()));
        }
    }

    #[test]
    fn a_session_that_was_left_has_its_positions_when_it_is_shown_again() {
        let mut console = started();
        appear(&mut console, &[1], 5);
        let ids = [SessionId::new("sess_1")];
        console.provisioning.handle_recoverable(&ids, console.now);
        console.push(ProvisioningIntent::Leave);
        console.push(ProvisioningIntent::Show(SessionId::new("sess_1")));
        console.read(vec![camera(1)]);
        assert_eq!(labels(&console), ["1"]);
    }

    #[test]
    fn the_next_session_for_the_same_network_goes_on_with_the_positions() {
        for (network, expected) in [
            ("ShopNet-24", ["1", "3", "4"]),
            ("Lobby", ["00:01", "00:02", "00:05"]),
        ] {
            let mut console = started();
            appear(&mut console, &[1], 5);
            push(&mut console, PositionIntent::Skip);
            let over = snapshot("sess_1", SessionState::Closed, vec![camera(9), camera(1)]);
            console.handle(Event::Snapshot(Box::new(over)));
            console.push(ProvisioningIntent::ChangePassphrase);
            console.push(start());
            let mut next = snapshot("sess_2", SessionState::Discovering, Vec::new());
            network.clone_into(&mut next.session.target_ssid);
            console.handle(Event::Reply(Reply::Started(Ok(Box::new(next)))));
            assert_eq!(console.batch().session.id.as_str(), "sess_2");
            appear(&mut console, &[1, 2, 5], 5);
            assert_eq!(labels(&console), expected, "{network}");
        }
    }

    #[test]
    fn the_list_is_kept_for_the_network() {
        let console = started();
        let site = &console.batch().session.target_ssid;
        assert_eq!(console.provisioning.site_lists.get(site), Some("1 to 4"));
    }

    #[test]
    fn each_change_is_in_the_event_log() {
        let mut console = started();
        appear(&mut console, &[1], 5);
        push(&mut console, PositionIntent::Unbind(address(1)));
        let lines: Vec<&str> = console
            .notices
            .newest_first()
            .map(|notice| notice.text.as_str())
            .collect();
        let about = |wanted: &str| lines.iter().any(|line| line.contains(wanted));
        assert!(about("24:6F:28:00:00:01 is at position 1"), "{lines:?}");
        assert!(about("24:6F:28:00:00:01 has no position"), "{lines:?}");
    }

    #[test]
    fn verified_cameras_count_where_they_have_a_position() {
        let verified = |number| Candidate {
            state: CandidateState::Verified,
            ..camera(number)
        };
        let mut console = Console::open(vec![verified(9)]);
        push(&mut console, PositionIntent::Start("1 to 4".to_owned()));
        appear(&mut console, &[1, 2], 5);
        console.set_state(1, CandidateState::Verified);
        assert_eq!(console.batch().verified_at_positions(), 1);
    }
}
