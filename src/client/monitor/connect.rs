//! Opens one monitoring socket, within limits of time and size.

use std::io;

use http::HeaderValue;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream, client_async_tls_with_config};
use tungstenite::{
    Error as WsError, client::IntoClientRequest, handshake::client::Request,
    protocol::WebSocketConfig,
};

use super::socket_error::SocketError;
use crate::{
    client::{http::Client, routes},
    domain::problem::ProblemKind,
};

/// The largest message. All figures with 500 cameras take about 100 kB; the default of the library
/// is 64 MiB.
const LARGEST_MESSAGE: usize = 1 << 20;
const READ_BUFFER: usize = 16 << 10;
/// Only pings are written: a connection that does not take them is dead.
const WRITE_BUFFER_LIMIT: usize = 256 << 10;

/// An open connection. Dropping it closes it.
pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(crate) async fn connect(client: &Client) -> Result<Socket, SocketError> {
    let (connect_limit, handshake_limit) = (client.timing().connect, client.timing().handshake);
    let request = request(client).map_err(|error| SocketError::of_handshake(&error))?;
    let tcp = timeout(connect_limit, connect_tcp(client)).await;
    let tcp = tcp.map_err(|_elapsed| ProblemKind::SocketTimedOut {
        limit: connect_limit,
    })?;
    let tcp = tcp.map_err(|error| SocketError::unreachable(&error))?;
    let connector = Connector::Rustls(client.tls());
    let handshake = client_async_tls_with_config(request, tcp, Some(limits()), Some(connector));
    match timeout(handshake_limit, handshake).await {
        Ok(Ok((socket, _response))) => Ok(socket),
        Ok(Err(error)) => Err(SocketError::of_handshake(&error)),
        Err(_elapsed) => Err(ProblemKind::SocketTimedOut {
            limit: handshake_limit,
        }
        .into()),
    }
}

async fn connect_tcp(client: &Client) -> io::Result<TcpStream> {
    let (host, port) = client.server().host_and_port();
    let tcp = TcpStream::connect((host, port)).await?;
    tcp.set_nodelay(true)?;
    Ok(tcp)
}

/// Without the key: the Pi does not protect its socket (contract, section 2).
fn request(client: &Client) -> Result<Request, WsError> {
    let url = client.server().join_socket(routes::MONITOR_SOCKET);
    let mut request = url.as_str().into_client_request()?;
    let agent = concat!("pidash/", env!("CARGO_PKG_VERSION"));
    let headers = request.headers_mut();
    headers.insert(http::header::USER_AGENT, HeaderValue::from_static(agent));
    Ok(request)
}

fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(LARGEST_MESSAGE))
        .max_frame_size(Some(LARGEST_MESSAGE))
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER_LIMIT)
}
