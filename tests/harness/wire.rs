//! A wire between the program and what it stands on: whole, cut, or silent, where bytes are swallowed and nobody is told.

use super::port::lasting_port;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Whole,
    /// What was connected is ended, and nothing new is.
    Cut,
    /// Connections stand, new ones too, and nothing goes through. They end when the wire is whole again, as at a router that
    /// has forgotten them.
    Silent,
}

pub(crate) struct Wire {
    port: u16,
    state: watch::Sender<State>,
    serving: JoinHandle<()>,
}

impl Wire {
    /// To what listens on this machine at that port.
    pub(crate) async fn to(target: u16) -> Self {
        let port = lasting_port();
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let state = watch::Sender::new(State::Whole);
        let serving = tokio::spawn(accept(listener, target, state.subscribe()));
        Self { port, state, serving }
    }

    /// Where the program finds it.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn cut(&self) {
        self.state.send_replace(State::Cut);
    }

    pub(crate) fn silence(&self) {
        self.state.send_replace(State::Silent);
    }

    pub(crate) fn mend(&self) {
        self.state.send_replace(State::Whole);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn accept(listener: TcpListener, target: u16, state: watch::Receiver<State>) {
    let mut open = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        open.spawn(carry(near, target, state.clone()));
        while open.try_join_next().is_some() {}
    }
}

/// Carries both ways until an end closes or the wire is no longer whole.
async fn carry(mut near: TcpStream, target: u16, mut state: watch::Receiver<State>) {
    let whole = |now: &State| *now == State::Whole;
    if whole(&state.borrow_and_update()) {
        let Ok(mut far) = TcpStream::connect(("127.0.0.1", target)).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut near, &mut far) => return,
            _ = state.wait_for(|now| !whole(now)) => {}
        }
        // Both ends are held for as long as nothing is said of it.
        let _ = state.wait_for(|now| *now != State::Silent).await;
        return;
    }
    let _ = state.wait_for(|now| *now != State::Silent).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::timeout;

    /// Says a byte and hears it back.
    async fn echoed(stream: &mut TcpStream) -> std::io::Result<u8> {
        stream.write_all(b"a").await?;
        stream.read_u8().await
    }

    #[tokio::test]
    async fn a_wire_carries_is_cut_is_silent_and_carries_again() {
        let echo = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Wire::to(echo.local_addr().unwrap().port()).await;
        let echoing = tokio::spawn(async move {
            while let Ok((stream, _)) = echo.accept().await {
                let (mut read, mut write) = stream.into_split();
                tokio::spawn(async move { tokio::io::copy(&mut read, &mut write).await });
            }
        });
        let connect = || TcpStream::connect(("127.0.0.1", wire.port()));
        let mut first = connect().await.unwrap();
        assert_eq!(echoed(&mut first).await.unwrap(), b'a');
        wire.cut();
        assert!(echoed(&mut first).await.is_err(), "it was cut");
        assert!(echoed(&mut connect().await.unwrap()).await.is_err(), "and nothing new goes through");
        wire.mend();
        let mut second = connect().await.unwrap();
        assert_eq!(echoed(&mut second).await.unwrap(), b'a');
        wire.silence();
        let unheard = timeout(Duration::from_millis(50), echoed(&mut second)).await;
        assert!(unheard.is_err(), "nobody is told");
        wire.mend();
        assert!(second.read_u8().await.is_err(), "what fell silent does not come back");
        assert_eq!(echoed(&mut connect().await.unwrap()).await.unwrap(), b'a');
        echoing.abort();
    }
}
