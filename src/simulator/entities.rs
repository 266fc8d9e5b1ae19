//! The world's facts as entities of the wire (contract, section 5).

use crate::{
    domain::session::SessionId,
    simulator::world::{batch::SessionNow, camera::Device},
    wire::http_bodies::{DeviceDto, SessionDto},
};

/// `S` of the contract.
pub(super) fn session(now: &SessionNow) -> SessionDto {
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
