//! The client against a real server on this machine, and against every trick with an address that we know.

mod answers;
mod tricks;

use super::{Call, Http, Lookup, Settings};
use async_trait::async_trait;
use reqwest::Method;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

fn settings(allowed: &[&str]) -> Settings {
    Settings {
        connect_timeout_seconds: 1,
        timeout_seconds: 1,
        max_answer_bytes: 1_000,
        max_calls_per_host: 2,
        allow_http: true,
        allowed_networks: allowed.iter().map(|text| (*text).to_owned()).collect(),
    }
}

/// A client that may call this machine.
fn local() -> Http {
    Http::new(&settings(&["127.0.0.0/8"])).unwrap()
}

fn get(url: &str) -> Call {
    Call::new(Method::GET, Url::parse(url).unwrap(), "test")
}

/// Answers every connection with these bytes and then closes it. What was asked is kept.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn answering(answer: impl Into<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, answer) = (listener.local_addr().unwrap().port(), answer.into());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut buffer = [0; 4_096];
                let length = stream.read(&mut buffer).await.unwrap_or_default();
                notes.lock().unwrap().push(String::from_utf8_lossy(&buffer[..length]).into_owned());
                if answer.is_empty() {
                    std::future::pending::<()>().await;
                }
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { port, asked }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}/path?secret=1", self.port)
    }
}

/// A resolver that answers by a script, one line for each question.
struct Script(Mutex<Vec<Vec<IpAddr>>>);

impl Script {
    fn new(lines: &[&[&str]]) -> Arc<Self> {
        let parse = |line: &&[&str]| line.iter().map(|text| text.parse().unwrap()).collect();
        Arc::new(Self(Mutex::new(lines.iter().rev().map(parse).collect())))
    }
}

#[async_trait]
impl Lookup for Script {
    async fn lookup(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        self.0.lock().unwrap().pop().ok_or_else(|| io::Error::other("no further line"))
    }
}
