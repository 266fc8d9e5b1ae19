//! A TCP listener with a connection limit, whose connections can be broken at any time.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::serve::Listener;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};

use crate::simulator::{faults::Faults, pi::Pi};

/// Further connections wait.
const MAX_CONNECTIONS: usize = 256;

/// The pause after a failed accept, for example without free file handles.
const ACCEPT_REST: Duration = Duration::from_millis(200);

/// Accepts connections while the Pi is not offline.
pub(super) struct CuttableListener {
    inner: TcpListener,
    pi: Arc<Pi>,
    permits: Arc<Semaphore>,
}

impl CuttableListener {
    pub(super) fn new(inner: TcpListener, pi: Arc<Pi>) -> Self {
        let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        Self { inner, pi, permits }
    }
}

impl Listener for CuttableListener {
    type Io = CuttableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (CuttableStream, SocketAddr) {
        loop {
            let permit = Arc::clone(&self.permits).acquire_owned().await.ok();
            match self.inner.accept().await {
                Ok((stream, _)) if self.pi.faults.borrow().offline => {
                    drop(stream);
                    self.pi.count_refused_connection();
                }
                Ok((stream, peer)) => {
                    let stream = CuttableStream::new(stream, self.pi.faults.subscribe(), permit);
                    return (stream, peer);
                }
                Err(error) => {
                    tracing::warn!(%error, "the simulator cannot accept a connection");
                    tokio::time::sleep(ACCEPT_REST).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

/// A connection that breaks when the Pi goes offline or drops its connections.
pub(super) struct CuttableStream {
    inner: TcpStream,
    /// Completes when the connection is broken; `None` afterwards.
    cut: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl CuttableStream {
    fn new(
        inner: TcpStream,
        mut faults: watch::Receiver<Faults>,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Self {
        let cuts = faults.borrow().connection_cuts;
        let cut = async move {
            let is_cut = |faults: &Faults| faults.offline || faults.connection_cuts != cuts;
            drop(faults.wait_for(is_cut).await);
        };
        Self {
            inner,
            cut: Some(Box::pin(cut)),
            _permit: permit,
        }
    }

    /// The inner stream, or an error once the connection is broken.
    fn stream(&mut self, cx: &mut Context<'_>) -> io::Result<Pin<&mut TcpStream>> {
        if let Some(cut) = &mut self.cut
            && cut.as_mut().poll(cx).is_ready()
        {
            self.cut = None;
        }
        match self.cut {
            Some(_) => Ok(Pin::new(&mut self.inner)),
            None => Err(io::ErrorKind::ConnectionReset.into()),
        }
    }
}

impl AsyncRead for CuttableStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.get_mut().stream(cx)?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for CuttableStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.get_mut().stream(cx)?.poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stream(cx)?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stream(cx)?.poll_shutdown(cx)
    }
}
