//! What the real program hands to a collector of traces: requests, jobs and calls by their kind, and nothing of anybody.

use crate::harness::{TestApp, lasting_port, until};
use crate::metrics::{Program, work};
use crate::shutdown::ask_to_stop;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Takes what it is sent, and says so. Protobuf leaves texts as they are, so they are found in the bytes.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<u8>>>);

impl Collector {
    async fn start() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/v1/traces", listener.local_addr().unwrap());
        let collector = Self::default();
        let taking = collector.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(taking.clone().take(stream));
            }
        });
        (collector, address)
    }

    /// Every request of one connection.
    async fn take(self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        loop {
            let (mut length, mut line) = (0, String::new());
            while stream.read_line(&mut line).await.ok()? > 0 && line != "\r\n" {
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().ok()?;
                }
                line.clear();
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await.ok()?;
            self.0.lock().unwrap().extend(body);
            stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.ok()?;
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

#[tokio::test]
async fn a_collector_gets_requests_jobs_and_calls_and_nothing_of_anybody() {
    let app = TestApp::in_real_time().await;
    let (collector, address) = Collector::start().await;
    let mut program = Program::with(&app, &[("AIMS__TRACES__ENDPOINT", address)]).await;
    let org = work(&app, &program).await;
    let reminded = "aims_deliveries_total{channel=\"mail\",outcome=\"delivered\"}";
    assert!(until(async || program.value(reminded).await >= 1.0).await, "a reminder was delivered");
    ask_to_stop(&program.child);
    assert!(until(async || program.child.try_wait().unwrap().is_some_and(|ended| ended.success())).await);
    let text = collector.text();
    for expected in
        ["openaims", "POST /api/v1/o/{org}/tasks", "job deliver_mail", "send a mail", "http.status"]
    {
        assert!(text.contains(expected), "{expected} is missing");
    }
    let link = app.token_mailed_to("ada@acme.example");
    let ids = [org.me.as_str(), &org.slug, &link];
    for secret in ["Ada", "ada@", "Acme", "acme", "Zeppelin", "zeppelin", "Grace", "teapot", "acme.example"]
        .iter()
        .chain(&ids)
    {
        assert!(!text.contains(secret), "{secret} was handed over");
    }
}

#[tokio::test]
async fn a_collector_that_is_gone_holds_up_nothing() {
    let app = TestApp::in_real_time().await;
    let gone = format!("http://127.0.0.1:{}/v1/traces", lasting_port());
    let mut program = Program::with(&app, &[("AIMS__TRACES__ENDPOINT", gone)]).await;
    work(&app, &program).await;
    ask_to_stop(&program.child);
    assert!(until(async || program.child.try_wait().unwrap().is_some_and(|ended| ended.success())).await);
    let log = std::fs::read_to_string(app.folder.path().join("log")).unwrap();
    assert!(log.contains("traces were not handed over"), "whoever runs it sees it");
}

#[tokio::test]
async fn where_none_are_to_be_kept_none_are_handed_over() {
    let app = TestApp::in_real_time().await;
    let (collector, address) = Collector::start().await;
    let none = [("AIMS__TRACES__ENDPOINT", address), ("AIMS__TRACES__SHARE", "0".to_owned())];
    let mut program = Program::with(&app, &none).await;
    work(&app, &program).await;
    ask_to_stop(&program.child);
    assert!(until(async || program.child.try_wait().unwrap().is_some_and(|ended| ended.success())).await);
    assert_eq!(collector.text(), "");
}
