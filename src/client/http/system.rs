//! The read of the Pi's own health (contract, section 8). Knows nothing of when it is due.

use super::{CallResult, Client, RetryPolicy};
use crate::{
    client::routes,
    domain::telemetry::TelemetrySample,
    wire::{http_bodies::SystemInfoDto, monitor::to_domain},
};

impl Client {
    /// The Pi's own health, once.
    ///
    /// # Errors
    /// The Pi refuses, or the call did not get through.
    pub async fn system_info(&self) -> CallResult<TelemetrySample> {
        let answered = self
            .call::<SystemInfoDto>(&routes::system_info(), None, RetryPolicy::Once)
            .await?;
        let dto = answered.answer.data.unwrap_or_default();
        Ok(to_domain::system_info(dto, &answered.endpoint))
    }
}
