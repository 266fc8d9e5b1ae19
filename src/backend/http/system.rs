//! The read of the Pi's own health (contract, section 8). Knows nothing of when it is due.

use super::{CallResult, Client, Tries};
use crate::{
    backend::routes,
    domain::telemetry::TelemetrySample,
    wire::{monitor::reading, rest::SystemInfoDto},
};

impl Client {
    /// The Pi's own health, once.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn system_info(&self) -> CallResult<TelemetrySample> {
        let answered = self
            .call::<SystemInfoDto>(&routes::system_info(), None, Tries::Once)
            .await?;
        let dto = answered.answer.data.unwrap_or_default();
        Ok(reading::system_info(dto, &answered.endpoint))
    }
}
