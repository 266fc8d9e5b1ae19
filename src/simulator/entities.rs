//! Converts sessions and devices of the world to entities of the wire (contract, section 5).

use crate::{
    domain::session::SessionId,
    simulator::world::{batch::SessionView, camera::Device},
    wire::http_bodies::{DeviceDto, SessionDto},
};

/// `S` of the contract.
pub(super) fn session(now: &SessionView) -> SessionDto {
    SessionDto {
        config: Some(now.timeouts.into()).into(),
        ..(&now.session).into()
    }
}

/// `D` of the contract.
pub(super) fn device(device: &Device, session: &SessionId) -> DeviceDto {
    DeviceDto {
        provisioned_at: device.provisioned_at.into(),
        verified_at: device.verified_at.into(),
        session_id: session.as_str().into(),
        ..(&device.candidate).into()
    }
}
