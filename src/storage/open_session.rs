//! The session that is open at a Pi, in the file that lets the next start show it again.

use serde::{Deserialize, Serialize};

use crate::domain::{canary::Canary, session::SessionId};

/// The open session. Without a canary it is written as earlier versions read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OpenSession {
    /// Its id.
    Id(SessionId),
    /// A camera goes ahead of the others in it.
    WithCanary {
        /// Its id.
        id: SessionId,
        /// The camera.
        canary: Canary,
    },
}

impl OpenSession {
    /// This session, and the camera that goes ahead in it.
    #[must_use]
    pub fn new(id: SessionId, canary: Option<Canary>) -> Self {
        match canary {
            Some(canary) => Self::WithCanary { id, canary },
            None => Self::Id(id),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &SessionId {
        match self {
            Self::Id(id) | Self::WithCanary { id, .. } => id,
        }
    }

    /// The camera that goes ahead in it.
    #[must_use]
    pub fn canary(&self) -> Option<&Canary> {
        match self {
            Self::Id(_) => None,
            Self::WithCanary { canary, .. } => Some(canary),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::domain::mac::MacAddr;

    #[test]
    fn it_is_read_back_and_an_earlier_version_reads_it_without_a_canary() {
        let id = SessionId::new("sess_1");
        let canary = Canary {
            mac: MacAddr::new([0x24, 0x6F, 0x28, 0, 0, 1]),
            tried: vec![MacAddr::new([0x24, 0x6F, 0x28, 0, 0, 2])],
            then_all: true,
        };
        for canary in [None, Some(canary)] {
            let written = OpenSession::new(id.clone(), canary.clone());
            let json = serde_json::to_string(&written).unwrap();
            let is_plain = json == r#""sess_1""#;
            assert_eq!(is_plain, canary.is_none(), "{json}");
            assert_eq!(serde_json::from_str::<OpenSession>(&json).unwrap(), written);
        }
    }
}
