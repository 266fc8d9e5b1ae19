//! The control interface of the simulated Pi: sets, clears and lists faults over HTTP, on a port of
//! its own that only this computer reaches.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use crate::simulator::{
    answer::bare,
    faults::{ActiveFault, Calls, Fault},
    pi::Pi,
};

/// `POST` and `DELETE /_sim/fault`, `GET /_sim/faults`.
pub(super) fn router(pi: Arc<Pi>) -> Router {
    Router::new()
        .route("/_sim/fault", post(set).delete(clear))
        .route("/_sim/faults", get(list))
        .with_state(pi)
}

/// Sets the fault in the body. An error names the field and what is legal.
async fn set(State(pi): State<Arc<Pi>>, body: Bytes) -> Response {
    match ActiveFault::from_json(&body) {
        Ok(fault) => {
            pi.set_fault(fault);
            bare(StatusCode::OK, &json!({ "active": pi.active_faults() }))
        }
        Err(error) => (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response(),
    }
}

/// Clears all faults.
async fn clear(State(pi): State<Arc<Pi>>) -> StatusCode {
    pi.clear_faults();
    StatusCode::NO_CONTENT
}

/// All faults with their parameters, and those that are active.
async fn list(State(pi): State<Arc<Pi>>) -> Response {
    let described = |fault: Fault| {
        let mut parameters = json!(fault);
        parameters
            .as_object_mut()
            .and_then(|all| all.remove("fault"));
        json!({
            "fault": fault.name(),
            "description": fault.description(),
            "parameters": parameters,
        })
    };
    let faults: Vec<Value> = Fault::all().into_iter().map(described).collect();
    let answer = json!({
        "faults": faults,
        "calls": Calls::default(),
        "active": pi.active_faults(),
    });
    bare(StatusCode::OK, &answer)
}
