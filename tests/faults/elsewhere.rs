//! A server that is not the Pi: nothing may arrive there, and never the key.

use std::{
    io::Read,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// Listens until the process ends.
pub struct Elsewhere {
    address: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&received);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let mut bytes = [0; 4096];
                drop(stream.set_read_timeout(Some(Duration::from_secs(1))));
                let length = stream.read(&mut bytes).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes[..length]).into_owned();
                let mut received = into.lock().unwrap_or_else(PoisonError::into_inner);
                received.push(text);
            }
        });
        Self { address, received }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// One line for each connection that was made.
    pub fn received(&self) -> Vec<String> {
        let received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
        received
            .iter()
            .map(|text| format!("another server was sent: {text:?}"))
            .collect()
    }
}
