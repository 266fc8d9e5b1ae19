//! The session that is open at a Pi, in the file that lets the next start show it again.

use serde::{Deserialize, Serialize};

use crate::domain::{canary::Canary, position_plan::PositionPlan, session::SessionId};

/// The open session. Without more it is written as earlier versions read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OpenSession {
    /// Its id.
    Id(SessionId),
    /// A camera goes ahead of the others in it, or its cameras have positions.
    WithPlans {
        /// Its id.
        id: SessionId,
        /// The camera.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        canary: Option<Canary>,
        /// The positions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        positions: Option<PositionPlan>,
    },
}

impl OpenSession {
    /// This session, the camera that goes ahead in it, and the positions of its cameras.
    #[must_use]
    pub fn new(id: SessionId, canary: Option<Canary>, positions: Option<PositionPlan>) -> Self {
        if canary.is_none() && positions.is_none() {
            return Self::Id(id);
        }
        Self::WithPlans {
            id,
            canary,
            positions,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &SessionId {
        match self {
            Self::Id(id) | Self::WithPlans { id, .. } => id,
        }
    }

    /// The camera that goes ahead in it.
    #[must_use]
    pub fn canary(&self) -> Option<&Canary> {
        match self {
            Self::Id(_) => None,
            Self::WithPlans { canary, .. } => canary.as_ref(),
        }
    }

    /// The positions of its cameras.
    #[must_use]
    pub fn positions(&self) -> Option<&PositionPlan> {
        match self {
            Self::Id(_) => None,
            Self::WithPlans { positions, .. } => positions.as_ref(),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::domain::{mac::MacAddr, position_list::SiteLists};

    #[test]
    fn it_is_read_back_and_an_earlier_version_reads_it_without_plans() {
        let id = SessionId::new("sess_1");
        let canary = Canary {
            mac: MacAddr::new([0x24, 0x6F, 0x28, 0, 0, 1]),
            tried: vec![MacAddr::new([0x24, 0x6F, 0x28, 0, 0, 2])],
            then_all: true,
        };
        let mut plan = PositionPlan::new(vec!["7".to_owned(), "8".to_owned()], [canary.mac], None);
        plan.assign(canary.mac, "8");
        for (canary, positions) in [
            (None, None),
            (Some(canary.clone()), None),
            (None, Some(plan.clone())),
            (Some(canary), Some(plan)),
        ] {
            let written = OpenSession::new(id.clone(), canary.clone(), positions.clone());
            let json = serde_json::to_string(&written).unwrap();
            let is_plain = json == r#""sess_1""#;
            assert_eq!(is_plain, canary.is_none() && positions.is_none(), "{json}");
            let read: OpenSession = serde_json::from_str(&json).unwrap();
            assert_eq!((read.id(), read.canary()), (&id, canary.as_ref()));
            let places = positions.as_ref().map(PositionPlan::places);
            assert_eq!(read.positions().map(PositionPlan::places), places);
        }
    }

    #[test]
    fn positions_go_on_after_a_restart_and_what_was_asked_is_asked_again() {
        let mac = |number| MacAddr::new([0x24, 0x6F, 0x28, 0, 0, number]);
        let positions = (1..=4).map(|number: u8| number.to_string()).collect();
        let mut plan = PositionPlan::new(positions, [mac(9)], None);
        let start = Instant::now();
        plan.skip();
        for (number, seconds) in [(1, 0), (2, 10), (3, 11)] {
            plan.appeared(mac(number), start + Duration::from_secs(seconds));
        }
        assert_eq!(plan.asked(), [mac(2), mac(3)]);
        let written = OpenSession::new(SessionId::new("sess_1"), None, Some(plan));
        let json = serde_json::to_string(&written).unwrap();
        let read: OpenSession = serde_json::from_str(&json).unwrap();
        let mut plan = read.positions().unwrap().clone();
        assert_eq!(plan.position_of(mac(1)), Some("2"));
        assert_eq!((plan.next(), plan.progress()), (Some("3"), (1, 3)));
        for number in [1, 2, 3, 9] {
            plan.found(mac(number));
        }
        assert_eq!(plan.asked(), [mac(2), mac(3)]);
    }

    #[test]
    fn lists_of_sites_are_read_back() {
        let mut lists = SiteLists::default();
        lists.keep("ShopNet", "1 to 24");
        lists.keep("Lobby", "A1, A2");
        let json = serde_json::to_string(&lists).unwrap();
        assert_eq!(serde_json::from_str::<SiteLists>(&json).unwrap(), lists);
    }

    #[test]
    fn what_an_earlier_version_has_written_is_read() {
        let json = r#"{"id":"sess_1","canary":{"mac":"24:6F:28:00:00:01"}}"#;
        let read: OpenSession = serde_json::from_str(json).unwrap();
        assert!(read.canary().is_some() && read.positions().is_none());
    }
}
