//! A TCP listener with a connection limit, whose connections can be broken at any time, never
//! served, or answered below HTTP.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use bytes::{Buf, Bytes};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};

use crate::simulator::{
    active_faults::Faults,
    faults::{Fault, Service},
    pi::Pi,
};

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
                Ok((stream, _)) if self.pi.faults.borrow().has(&Fault::Offline) => {
                    drop(stream);
                    self.pi.count_refused_connection();
                }
                Ok((stream, peer)) => {
                    self.pi.count_connection();
                    let stream = CuttableStream::new(stream, self.pi.faults.subscribe(), permit);
                    let stranger = self.pi.faults.borrow().find(|fault| match fault {
                        Fault::NeverServed => Some(None),
                        Fault::AnotherService { says } => Some(Some(*says)),
                        _ => None,
                    });
                    match stranger {
                        Some(says) => drop(tokio::spawn(answer_as_stranger(stream, says))),
                        None => return (stream, peer),
                    }
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

/// Answers as another service does, or not at all, until the connection breaks.
async fn answer_as_stranger(mut stream: CuttableStream, says: Option<Service>) -> io::Result<()> {
    let mut buffer = [0; 1024];
    if says == Some(Service::Ssh) {
        stream
            .write_all(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
            .await?;
    }
    while stream.read(&mut buffer).await? > 0 {
        let answer: &[u8] = match says {
            None => continue,
            Some(Service::Ssh) => b"Invalid SSH identification string.\r\n",
            Some(Service::Garbage) => &[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46, 0xFF, 0x00],
            Some(Service::WebServer) => {
                b"HTTP/1.0 200 OK\r\nServer: lighttpd\r\nContent-Type: text/html\r\n\r\n\
                <html><body>It works!</body></html>\n"
            }
        };
        stream.write_all(answer).await?;
        return stream.shutdown().await;
    }
    Ok(())
}

/// Lets a request replace the bytes that are sent on its connection, which ends afterwards.
#[derive(Debug, Clone, Default)]
pub(super) struct RawAnswer(Arc<Mutex<Option<Bytes>>>);

impl RawAnswer {
    /// Sends this instead of what the HTTP library writes from now on.
    pub(super) fn set(&self, head: &str, body: &[u8]) {
        let bytes = [head.as_bytes(), body].concat();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes.into());
    }
}

impl Connected<IncomingStream<'_, CuttableListener>> for RawAnswer {
    fn connect_info(stream: IncomingStream<'_, CuttableListener>) -> Self {
        stream.io().raw.clone()
    }
}

/// A connection that breaks when the Pi goes offline or drops its connections.
pub(super) struct CuttableStream {
    inner: TcpStream,
    /// Completes when the connection is broken; `None` afterwards.
    cut: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    raw: RawAnswer,
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
            let is_cut =
                |faults: &Faults| faults.has(&Fault::Offline) || faults.connection_cuts != cuts;
            drop(faults.wait_for(is_cut).await);
        };
        Self {
            inner,
            cut: Some(Box::pin(cut)),
            raw: RawAnswer::default(),
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
        let this = self.get_mut();
        let raw = Arc::clone(&this.raw.0);
        let mut inner = this.stream(cx)?;
        let mut raw = raw.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(raw) = &mut *raw else {
            return inner.poll_write(cx, bytes);
        };
        while !raw.is_empty() {
            match inner.as_mut().poll_write(cx, raw) {
                Poll::Ready(Ok(written)) => raw.advance(written),
                other => return other,
            }
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stream(cx)?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stream(cx)?.poll_shutdown(cx)
    }
}
