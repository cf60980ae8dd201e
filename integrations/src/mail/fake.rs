//! A mail server for tests: takes everything, remembers it, and fails in the way the recipient's name asks for.
//!
//! | local part begins with | what happens |
//! |---|---|
//! | `hard` | 550 at `RCPT` |
//! | `full` | 452 at `RCPT` |
//! | `grey` | 451 at `RCPT`, twice for each address, then taken |
//! | `drop` | the connection is cut at `DATA` |
//! | `lost` | taken and kept, but the connection is cut before the 250 |
//! | `slow` | the 250 comes after [`SmtpSink::set_delay`] |
//! | `poison` | 554 after the data |
//! | `mute` | from `RCPT` on nothing is answered |
//!
//! The same comes to a share of the messages, whoever they are for, where a test makes such weather
//! ([`SmtpSink::weather`]).
//!
//! It can be stopped and started again on the same port without forgetting, writes each message to a file
//! before it says 250 where one is given ([`Setup::spool`]), and shows its messages over HTTP to tests in other
//! processes ([`Setup::http_port`]).

mod fault;
mod inbox;
mod kept;
pub mod reports;
mod session;
mod stored;
#[cfg(test)]
mod tests;

use std::{io, net::Ipv4Addr, path::PathBuf, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};

use crate::fault::Weather;
pub use fault::Fault;
use kept::Kept;
pub use stored::StoredMessage;

/// How the sink is started. The default: a free port, in memory only.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The port for SMTP; 0 picks a free one.
    pub smtp_port: u16,
    /// The port for `GET /messages?to=ADDRESS`; 0 picks a free one.
    pub http_port: Option<u16>,
    /// A file that gets one JSON line for each message; what it already holds is read first.
    pub spool: Option<PathBuf>,
    /// A name and password without which no mail is taken.
    pub login: Option<(String, String)>,
}

/// The running server; stops when it is dropped.
pub struct SmtpSink {
    kept: Arc<Kept>,
    smtp: Listening,
    http: Option<Listening>,
}

struct Listening {
    port: u16,
    task: Option<JoinHandle<()>>,
}

impl Setup {
    /// Starts a sink.
    ///
    /// # Errors
    /// When a port is taken or the file cannot be used.
    pub async fn start(self) -> io::Result<SmtpSink> {
        let kept = Arc::new(Kept::open(self.spool.as_deref(), self.login)?);
        let smtp = Listening::start(self.smtp_port, Arc::clone(&kept), Speaks::Smtp).await?;
        let http = match self.http_port {
            Some(port) => Some(Listening::start(port, Arc::clone(&kept), Speaks::Http).await?),
            None => None,
        };
        Ok(SmtpSink { kept, smtp, http })
    }
}

impl SmtpSink {
    /// Starts a sink on a free port, in memory only.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> io::Result<Self> {
        Setup::default().start().await
    }

    /// Starts a sink that appends one JSON line for each message to this file, before it says 250.
    ///
    /// # Errors
    /// When no port is free or the file cannot be used.
    pub async fn with_spool(path: impl Into<PathBuf>) -> io::Result<Self> {
        Setup { spool: Some(path.into()), ..Setup::default() }.start().await
    }

    /// Where it takes mail, on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.smtp.port
    }

    /// Where it shows its messages, on 127.0.0.1.
    #[must_use]
    pub fn http_port(&self) -> Option<u16> {
        self.http.as_ref().map(|http| http.port)
    }

    /// Everything taken so far, oldest first; one for each recipient.
    #[must_use]
    pub fn messages(&self) -> Vec<StoredMessage> {
        self.kept.messages()
    }

    /// What was taken for one address.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<StoredMessage> {
        self.kept.to(address)
    }

    /// How many different messages were taken: copies of one count once.
    #[must_use]
    pub fn distinct_message_ids(&self) -> usize {
        self.kept.distinct_message_ids()
    }

    /// How many connections there were.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.kept.connections()
    }

    /// Waits until so many messages were taken.
    pub async fn received(&self, count: usize) -> Vec<StoredMessage> {
        self.kept.received(count).await
    }

    /// How long a `slow` recipient waits for the 250.
    pub fn set_delay(&self, delay: Duration) {
        self.kept.set_delay(delay);
    }

    /// Faults that come by themselves from now on, one at most to a message; `None`: none.
    pub fn weather(&self, weather: Option<Weather<Fault>>) {
        self.kept.set_weather(weather);
    }

    /// Stops taking mail and cuts all connections; the messages stay, and so does the HTTP listener.
    pub async fn stop(&mut self) {
        self.smtp.stop().await;
    }

    /// Takes mail again on the same port.
    ///
    /// # Errors
    /// When somebody else has taken the port in the meantime.
    pub async fn restart(&mut self) -> io::Result<()> {
        self.smtp.stop().await;
        self.smtp = Listening::start(self.smtp.port, Arc::clone(&self.kept), Speaks::Smtp).await?;
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum Speaks {
    Smtp,
    Http,
}

impl Listening {
    async fn start(port: u16, kept: Arc<Kept>, speaks: Speaks) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = listener.local_addr()?.port();
        let task = tokio::spawn(accept(listener, kept, speaks));
        Ok(Self { port, task: Some(task) })
    }

    async fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            // Ends with "cancelled"; awaited so that the port is free afterwards.
            let _ = task.await;
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

/// Takes connections until it is aborted, which also cuts those that are open.
async fn accept(listener: TcpListener, kept: Arc<Kept>, speaks: Speaks) {
    let mut open = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let kept = Arc::clone(&kept);
        match speaks {
            Speaks::Smtp => open.spawn(async move { session::run(stream, &kept).await }),
            Speaks::Http => open.spawn(async move { inbox::answer(stream, &kept).await }),
        };
        while open.try_join_next().is_some() {}
    }
}
