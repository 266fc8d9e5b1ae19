//! Which camera is at which position: a person switches the cameras on in the order of a list, and
//! each newly found camera takes the next position.

use std::{
    collections::{BTreeSet, HashMap},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{clock, mac::MacAddr, position_list::MAX_POSITIONS};

/// Two cameras that appear within this time of each other may have been switched on in either order.
pub const TOGETHER: Duration = Duration::from_secs(2);

/// A position and the camera at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name of the position.
    pub position: String,
    /// The camera.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mac: Option<MacAddr>,
    /// It stays without a camera.
    #[serde(default)]
    pub is_skipped: bool,
}

impl Place {
    /// A newly found camera can take it.
    fn is_free(&self) -> bool {
        self.mac.is_none() && !self.is_skipped
    }
}

/// The positions of a session. A camera has at most one position, and a position one camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionPlan {
    places: Vec<Place>,
    /// Cameras that take no position by themselves: they were there before, or a person has decided.
    known: BTreeSet<MacAddr>,
    /// Newly found cameras take the next position.
    is_on: bool,
    /// Newly found cameras of which a person says which one is at the next position.
    #[serde(skip)]
    asked: Vec<MacAddr>,
    /// The camera that appeared last, and when, if no person has decided about it.
    #[serde(skip)]
    last: Option<(MacAddr, Instant)>,
    /// What each change has replaced: indices of places with their content before.
    #[serde(skip)]
    replaced: Vec<Vec<(usize, Place)>>,
}

impl PositionPlan {
    /// A plan for `positions`. The cameras that are `there` take none by themselves. Positions that
    /// `before` has too keep their cameras.
    #[must_use]
    pub fn new(
        positions: Vec<String>,
        there: impl IntoIterator<Item = MacAddr>,
        before: Option<&Self>,
    ) -> Self {
        let camera_at = |position: &str| {
            let mut places = before?.places.iter();
            places.find(|place| place.position == position)?.mac
        };
        let places = positions.into_iter().map(|position| Place {
            mac: camera_at(&position),
            position,
            is_skipped: false,
        });
        Self {
            places: places.collect(),
            known: there.into_iter().collect(),
            is_on: true,
            asked: Vec::new(),
            last: None,
            replaced: Vec::new(),
        }
    }

    /// All positions in their order.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The position of each camera that has one.
    #[must_use]
    pub fn by_camera(&self) -> HashMap<MacAddr, &str> {
        let places = self.places.iter();
        let bound = places.filter_map(|place| Some((place.mac?, place.position.as_str())));
        bound.collect()
    }

    /// The position of a camera.
    #[must_use]
    pub fn position_of(&self, mac: MacAddr) -> Option<&str> {
        let index = self.index_of(mac)?;
        Some(&self.places[index].position)
    }

    /// The position that the next camera takes, while newly found cameras take one.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        let index = self.next_index()?;
        Some(&self.places[index].position)
    }

    /// The cameras of which a person says which one is at the next position.
    #[must_use]
    pub fn asked(&self) -> &[MacAddr] {
        &self.asked
    }

    /// The number of positions with a camera, and of those that are to have one.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let places = self.places.iter();
        let bound = places.clone().filter(|place| place.mac.is_some());
        let wanted = places.filter(|place| !place.is_skipped);
        (bound.count(), wanted.count())
    }

    /// The number of cameras whose position is not among these.
    #[must_use]
    pub fn left_out(&self, positions: &[String]) -> usize {
        let bound = self.places.iter().filter(|place| place.mac.is_some());
        bound
            .filter(|place| !positions.contains(&place.position))
            .count()
    }

    /// Whether newly found cameras take positions, or would if one were free.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// The positions that an undo would change.
    #[must_use]
    pub fn undoable(&self) -> Vec<&str> {
        let change = self.replaced.last().into_iter().flatten();
        let places = change.map(|(index, _)| self.places[*index].position.as_str());
        places.collect()
    }

    /// A camera has appeared, which the Pi has reported at once. It takes the next position, unless
    /// another one appeared just before: then a person is asked about both.
    pub fn appeared(&mut self, mac: MacAddr, at: Instant) {
        if !self.is_new(mac) {
            return;
        }
        let before = self.last.replace((mac, at));
        let before = before.filter(|(_, before)| at.saturating_duration_since(*before) <= TOGETHER);
        if let Some((earlier, _)) = before
            && let Some(index) = self.index_of(earlier)
        {
            self.places[index].mac = None;
            self.replaced.pop();
            self.known.remove(&earlier);
            self.asked.push(earlier);
        }
        match self.next_index() {
            Some(index) if before.is_none() && self.asked.is_empty() => self.put(index, mac),
            _ => self.ask(mac),
        }
    }

    /// A camera is in a list of the Pi, and when it appeared is not known: a person is asked.
    pub fn found(&mut self, mac: MacAddr) {
        if self.is_new(mac) {
            self.ask(mac);
        }
    }

    /// A person says that the camera is at the next position.
    pub fn is_next(&mut self, mac: MacAddr) {
        if let Some(index) = self.next_index()
            && self.asked.contains(&mac)
        {
            self.put(index, mac);
            self.last = None;
            self.end_questions_without_position();
        }
    }

    /// A person does not say yet where the cameras are: as many positions stay free for them.
    pub fn decide_later(&mut self) {
        let places = self.places.iter().enumerate();
        let free = places.filter(|(_, place)| place.is_free());
        let free = free.map(|(index, _)| index).take(self.asked.len());
        let free: Vec<usize> = free.collect();
        if !free.is_empty() {
            self.replace(free.iter().copied());
        }
        for index in free {
            self.places[index].is_skipped = true;
        }
        self.end_questions();
    }

    /// Gives a camera a position. A camera that is there gets the other one's, if it has one.
    pub fn assign(&mut self, mac: MacAddr, position: &str) {
        let mut places = self.places.iter();
        let Some(to) = places.position(|place| place.position == position) else {
            return;
        };
        let from = self.index_of(mac).filter(|from| *from != to);
        self.replace(from.into_iter().chain([to]));
        let there = self.places[to].mac.replace(mac);
        self.known.extend(there);
        self.places[to].is_skipped = false;
        if let Some(from) = from {
            self.places[from].mac = there;
        }
        self.decided(mac);
    }

    /// Takes the position of a camera away.
    pub fn unbind(&mut self, mac: MacAddr) {
        if let Some(index) = self.index_of(mac) {
            self.replace([index]);
            self.places[index].mac = None;
            self.decided(mac);
        }
    }

    /// The next position stays without a camera.
    pub fn skip(&mut self) {
        if let Some(index) = self.next_index() {
            self.replace([index]);
            self.places[index].is_skipped = true;
            self.last = None;
            self.end_questions_without_position();
        }
    }

    /// Takes the latest change back. Its cameras take no position by themselves again.
    pub fn undo(&mut self) {
        for (index, place) in self.replaced.pop().into_iter().flatten() {
            self.places[index] = place;
        }
        self.last = None;
    }

    /// Newly found cameras take no position any more.
    pub fn end(&mut self) {
        self.is_on = false;
        self.end_questions();
    }

    /// This computer slept for this long.
    pub(crate) fn slept(&mut self, by: Duration) {
        if let Some((_, at)) = &mut self.last {
            *at = clock::before(*at, by);
        }
    }

    fn is_new(&self, mac: MacAddr) -> bool {
        let is_known = self.known.contains(&mac) || self.asked.contains(&mac);
        self.is_on && !is_known && self.index_of(mac).is_none()
    }

    fn index_of(&self, mac: MacAddr) -> Option<usize> {
        let mut places = self.places.iter();
        places.position(|place| place.mac == Some(mac))
    }

    fn next_index(&self) -> Option<usize> {
        let mut places = self.places.iter();
        let next = places.position(Place::is_free);
        next.filter(|_| self.is_on)
    }

    fn put(&mut self, index: usize, mac: MacAddr) {
        self.replace([index]);
        self.places[index].mac = Some(mac);
        self.asked.retain(|asked| *asked != mac);
        self.known.insert(mac);
    }

    fn ask(&mut self, mac: MacAddr) {
        self.asked.push(mac);
        self.end_questions_without_position();
    }

    /// Once no position is free, there is nothing to ask.
    fn end_questions_without_position(&mut self) {
        if self.next_index().is_none() {
            self.end_questions();
        }
    }

    /// The cameras that were asked about take no position by themselves.
    fn end_questions(&mut self) {
        self.last = None;
        self.known.extend(self.asked.drain(..));
    }

    fn decided(&mut self, mac: MacAddr) {
        self.last = None;
        self.asked.retain(|asked| *asked != mac);
        self.known.insert(mac);
        self.end_questions_without_position();
    }

    /// Notes what a change is about to replace.
    fn replace(&mut self, places: impl IntoIterator<Item = usize>) {
        if self.replaced.len() == MAX_POSITIONS {
            self.replaced.remove(0);
        }
        let places = places.into_iter();
        let before = places.map(|index| (index, self.places[index].clone()));
        self.replaced.push(before.collect());
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn mac(number: u8) -> MacAddr {
        MacAddr::new([0x24, 0x6F, 0x28, 0, 0, number])
    }

    /// Five positions, and a camera 9 that was there before.
    fn plan() -> (PositionPlan, Instant) {
        let positions = (1..=5).map(|number: u8| number.to_string()).collect();
        let plan = PositionPlan::new(positions, [mac(9)], None);
        (plan, Instant::now())
    }

    /// The number of the camera at each position, 0 for none.
    fn bound(plan: &PositionPlan) -> [u8; 5] {
        let numbers = plan.places().iter().map(|place| {
            let mac = place.mac.map(|mac| mac.to_string());
            mac.map_or(0, |mac| mac[15..].parse().unwrap())
        });
        numbers.collect::<Vec<_>>().try_into().unwrap()
    }

    /// Cameras appear, this many seconds after the beginning.
    fn appear(plan: &mut PositionPlan, start: Instant, cameras: &[(u8, f32)]) {
        for (number, at) in cameras {
            plan.appeared(mac(*number), start + Duration::from_secs_f32(*at));
        }
    }

    #[test]
    fn newly_found_cameras_take_the_positions_in_their_order() {
        let (mut plan, start) = plan();
        appear(
            &mut plan,
            start,
            &[(9, 0.0), (3, 5.0), (1, 10.0), (3, 15.0)],
        );
        assert_eq!(bound(&plan), [3, 1, 0, 0, 0]);
        assert_eq!(plan.next(), Some("3"));
        assert_eq!(plan.position_of(mac(1)), Some("2"));
        assert_eq!(plan.progress(), (2, 5));
        appear(
            &mut plan,
            start,
            &[(4, 20.0), (5, 25.0), (6, 30.0), (7, 35.0)],
        );
        assert_eq!(bound(&plan), [3, 1, 4, 5, 6]);
        assert_eq!((plan.next(), plan.asked()), (None, [].as_slice()));
    }

    #[test]
    fn two_that_appear_within_two_seconds_are_asked_about() {
        for (after, is_asked) in [(0.0, true), (2.0, true), (2.1, false)] {
            let (mut plan, start) = plan();
            appear(&mut plan, start, &[(1, 5.0), (2, 5.0 + after)]);
            let expected = if is_asked { [0; 5] } else { [1, 2, 0, 0, 0] };
            assert_eq!(bound(&plan), expected, "{after} s");
            assert_eq!(plan.asked().len(), if is_asked { 2 } else { 0 });
        }
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 5.0), (2, 6.0), (3, 20.0)]);
        assert_eq!(
            plan.asked(),
            [mac(1), mac(2), mac(3)],
            "until it is answered"
        );
        plan.is_next(mac(2));
        assert_eq!((bound(&plan), plan.next()), ([2, 0, 0, 0, 0], Some("2")));
        plan.decide_later();
        assert_eq!(plan.asked(), []);
        appear(&mut plan, start, &[(1, 30.0), (4, 40.0)]);
        assert_eq!(bound(&plan), [2, 0, 0, 4, 0]);
    }

    #[test]
    fn two_at_the_last_position_are_asked_about_too() {
        let (mut plan, start) = plan();
        appear(
            &mut plan,
            start,
            &[(1, 0.0), (2, 5.0), (3, 10.0), (4, 15.0)],
        );
        appear(&mut plan, start, &[(5, 20.0), (6, 21.0)]);
        assert_eq!(plan.asked(), [mac(5), mac(6)]);
        plan.is_next(mac(6));
        assert_eq!(
            (bound(&plan), plan.asked()),
            ([1, 2, 3, 4, 6], [].as_slice())
        );
    }

    #[test]
    fn a_camera_that_a_person_has_decided_about_keeps_its_position() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0)]);
        plan.assign(mac(1), "4");
        appear(&mut plan, start, &[(2, 1.0)]);
        assert_eq!(bound(&plan), [2, 0, 0, 1, 0]);
    }

    #[test]
    fn a_camera_in_a_list_of_the_pi_is_asked_about() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0)]);
        for number in [1, 9, 2] {
            plan.found(mac(number));
        }
        assert_eq!((bound(&plan)[0], plan.asked()), (1, [mac(2)].as_slice()));
        appear(&mut plan, start, &[(2, 10.0)]);
        assert_eq!(plan.asked(), [mac(2)]);
    }

    #[test]
    fn a_swap_gives_each_the_position_of_the_other_and_is_undone() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0), (2, 5.0), (3, 10.0)]);
        plan.assign(mac(1), "3");
        assert_eq!(bound(&plan), [3, 2, 1, 0, 0]);
        assert_eq!(plan.undoable(), ["1", "3"]);
        plan.undo();
        assert_eq!(bound(&plan), [1, 2, 3, 0, 0]);
        plan.assign(mac(9), "2");
        assert_eq!(bound(&plan), [1, 9, 3, 0, 0], "camera 2 has none");
        plan.assign(mac(9), "2");
        plan.assign(mac(9), "no such position");
        plan.unbind(mac(9));
        assert_eq!(bound(&plan), [1, 0, 3, 0, 0]);
        while !plan.undoable().is_empty() {
            plan.undo();
        }
        assert_eq!(bound(&plan), [0; 5]);
        appear(&mut plan, start, &[(3, 20.0)]);
        assert_eq!(bound(&plan), [0; 5], "a person has taken it back");
    }

    #[test]
    fn a_skipped_position_stays_free_until_that_is_undone() {
        let (mut plan, start) = plan();
        plan.skip();
        appear(&mut plan, start, &[(1, 0.0)]);
        assert_eq!((bound(&plan), plan.progress()), ([0, 1, 0, 0, 0], (1, 4)));
        plan.undo();
        plan.undo();
        assert_eq!((plan.next(), plan.progress()), (Some("1"), (0, 5)));
        plan.skip();
        plan.assign(mac(1), "1");
        assert_eq!((bound(&plan)[0], plan.progress()), (1, (1, 5)));
    }

    #[test]
    fn cameras_decided_about_later_leave_their_positions_free() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0), (2, 10.0), (3, 11.0)]);
        plan.decide_later();
        appear(&mut plan, start, &[(4, 20.0)]);
        assert_eq!(bound(&plan), [1, 0, 0, 4, 0]);
        plan.assign(mac(3), "2");
        plan.assign(mac(2), "3");
        assert_eq!((bound(&plan), plan.progress()), ([1, 3, 2, 4, 0], (4, 5)));
        for _ in 0..4 {
            plan.undo();
        }
        assert_eq!((plan.next(), plan.progress()), (Some("2"), (1, 5)));
        plan.decide_later();
        assert_eq!(plan.undoable(), ["1"], "nothing was asked");
    }

    #[test]
    fn nothing_is_bound_or_asked_once_it_has_ended() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0), (2, 10.0), (3, 11.0)]);
        plan.end();
        appear(&mut plan, start, &[(4, 20.0)]);
        plan.found(mac(5));
        assert_eq!(
            (bound(&plan), plan.asked()),
            ([1, 0, 0, 0, 0], [].as_slice())
        );
        assert_eq!(plan.next(), None);
    }

    #[test]
    fn another_list_keeps_the_cameras_of_the_same_positions() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0), (2, 10.0)]);
        let positions: Vec<String> = ["2", "6", "1"].map(str::to_owned).into();
        let there = [mac(1), mac(2), mac(9)];
        assert_eq!(plan.left_out(&positions), 0);
        assert_eq!(plan.left_out(&positions[..2]), 1);
        let other = PositionPlan::new(positions, there, Some(&plan));
        assert_eq!(other.position_of(mac(2)), Some("2"));
        assert_eq!((other.next(), other.progress()), (Some("6"), (2, 3)));
        let positions = ["2", "6"].map(str::to_owned).into();
        let mut other = PositionPlan::new(positions, [mac(9)], Some(&plan));
        other.assign(mac(9), "2");
        appear(&mut other, start, &[(2, 20.0)]);
        assert_eq!(
            other.position_of(mac(2)),
            None,
            "a person gave it to another"
        );
    }

    #[test]
    fn a_sleep_between_two_cameras_is_time_between_them() {
        let (mut plan, start) = plan();
        appear(&mut plan, start, &[(1, 0.0)]);
        plan.slept(Duration::from_secs(5));
        appear(&mut plan, start, &[(2, 1.0)]);
        assert_eq!(bound(&plan), [1, 2, 0, 0, 0]);
    }

    proptest::proptest! {
        #[test]
        fn no_camera_has_two_positions(steps in proptest::collection::vec((0_u8..8, 1_u8..9, 0_u16..4_000), 0..60)) {
            let (mut plan, mut now) = plan();
            for (step, number, wait) in steps {
                now += Duration::from_millis(wait.into());
                match step {
                    0..=2 => plan.appeared(mac(number), now),
                    3 => plan.assign(mac(number), &(number % 6).to_string()),
                    4 => plan.is_next(mac(number)),
                    5 => plan.undo(),
                    6 => plan.skip(),
                    _ => plan.unbind(mac(number)),
                }
                let cameras: Vec<u8> = bound(&plan).into_iter().filter(|number| *number > 0).collect();
                let unique: BTreeSet<&u8> = cameras.iter().collect();
                proptest::prop_assert_eq!(unique.len(), cameras.len());
                proptest::prop_assert_eq!(plan.progress().0, cameras.len());
                proptest::prop_assert!(plan.asked().iter().all(|mac| plan.position_of(*mac).is_none()));
            }
        }
    }
}
