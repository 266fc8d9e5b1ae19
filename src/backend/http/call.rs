//! Calls, stubbed.
use super::{Client, Read};
use crate::backend::routes::Route;
use crate::domain::{
    candidate::CandidateState, mac::MacAddr, network::*, problem::Problem, session::*,
};
use crate::messages::*;
impl Client {
    pub async fn start_session(
        &self,
        _r: StartRequest,
    ) -> Result<Read<SessionSnapshot>, Box<Problem>> {
        unreachable!()
    }
    pub async fn session_verb(
        &self,
        _id: &SessionId,
        _v: SessionVerb,
    ) -> Result<Read<SessionReply>, Box<Problem>> {
        unreachable!()
    }
    pub async fn device_verb(
        &self,
        _id: &SessionId,
        _m: MacAddr,
        _v: DeviceVerb,
    ) -> Result<Read<Option<CandidateState>>, Box<Problem>> {
        unreachable!()
    }
    pub async fn read_session_once(
        &self,
        _id: &SessionId,
    ) -> Result<Read<SessionSnapshot>, Box<Problem>> {
        unreachable!()
    }
    pub async fn network(&self) -> Result<Option<Read<OnboardingNetwork>>, Box<Problem>> {
        unreachable!()
    }
    pub async fn probe(&self) {}
    pub(in crate::backend) async fn open_stream(
        &self,
        _route: &Route,
        _headers: http::HeaderMap,
    ) -> Result<reqwest::Response, Box<Problem>> {
        unreachable!()
    }
}
