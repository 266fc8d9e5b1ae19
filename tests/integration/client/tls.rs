//! A Pi behind https, whose certificate is from a CA that this computer does not know.

use std::{net::SocketAddr, path::Path, sync::Arc};

use pidash::{
    client::{CaCertificates, ClientConfig, ServerUrl, check},
    domain::{
        connection_check::{CheckReport, CheckStatus, CheckStep},
        feature_flags::FeatureFlags,
        problem::Remedy,
    },
    simulator::Simulator,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use super::{pi, quick};

const CERTIFICATE: &[u8] = include_bytes!("../../fixtures/tls/server.pem");
const KEY: &[u8] = include_bytes!("../../fixtures/tls/server.key");

/// Ends TLS in front of the simulated Pi, as a reverse proxy does. Returns its address.
async fn tls_proxy(pi: &Simulator, certificate: &[u8]) -> SocketAddr {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificates = vec![CertificateDer::from_pem_slice(certificate).unwrap()];
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, PrivateKeyDer::from_pem_slice(KEY).unwrap());
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let target = pi.url().replace("http://", "");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, target) = (acceptor.clone(), target.clone());
            tokio::spawn(async move {
                // A client that refuses the certificate ends the handshake.
                if let Ok(mut stream) = acceptor.accept(stream).await {
                    let mut pi = TcpStream::connect(target).await.unwrap();
                    copy_bidirectional(&mut stream, &mut pi).await.ok();
                }
            });
        }
    });
    address
}

async fn report(address: SocketAddr, extra_cas: CaCertificates) -> CheckReport {
    let config = ClientConfig {
        server: ServerUrl::parse(&format!("https://{address}")).unwrap(),
        key: None,
        timing: quick(),
        features: FeatureFlags::default(),
        extra_cas,
    };
    check(config).await.unwrap()
}

fn certificates(name: &str) -> CaCertificates {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls");
    CaCertificates::read(&directory.join(name)).unwrap()
}

#[tokio::test]
async fn a_certificate_is_trusted_only_with_the_file_of_its_ca() {
    let pi = pi().await;
    let address = tls_proxy(&pi, CERTIFICATE).await;
    for unrelated in [CaCertificates::default(), certificates("other-ca.pem")] {
        let report = report(address, unrelated).await;
        let (step, problem) = report.obstacle().unwrap();
        assert_eq!(step, CheckStep::Reachable);
        assert_eq!(problem.code(), "TLS_FAILED");
        assert_eq!(problem.remedy, Remedy::CheckCertificate);
    }
    let report = report(address, certificates("ca.pem")).await;
    for (step, status) in report.checks() {
        assert!(matches!(status, CheckStatus::Ok), "{step:?}: {status:?}");
    }
    assert_eq!(report.checks().count(), 5, "events and monitor included");
}

/// A computer without a battery for its clock starts in the past, and refuses every certificate.
#[tokio::test]
async fn a_certificate_of_another_time_points_to_the_clock() {
    let pi = pi().await;
    let expired = include_bytes!("../../fixtures/tls/expired.pem").as_slice();
    let early = include_bytes!("../../fixtures/tls/early.pem").as_slice();
    for certificate in [expired, early] {
        let address = tls_proxy(&pi, certificate).await;
        let report = report(address, certificates("ca-of-expired.pem")).await;
        let (_, problem) = report.obstacle().unwrap();
        assert_eq!(problem.code(), "CERTIFICATE_TIME");
        assert_eq!(problem.remedy, Remedy::CheckClock);
    }
}
