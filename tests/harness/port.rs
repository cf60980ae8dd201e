//! Ports for what is ended and begun again in the middle of a test.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the range from which the system gives ports to outgoing connections (32768 and up on Linux): one of those may
/// take a port in the moment between an end and the next beginning.
const FIRST: u16 = 20_000;
const COUNT: u16 = 10_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port that nobody listens on, and no outgoing connection will take.
pub(crate) fn lasting_port() -> u16 {
    // Test processes that run side by side begin at different places.
    let place = u16::try_from(std::process::id() * 61 % u32::from(COUNT)).unwrap();
    loop {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + (place + step) % COUNT;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
