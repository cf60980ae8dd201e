//! Whoever wants to keep the program busy: connections that say nothing, or a letter now and then; heads without an end;
//! more requests and streams than one needs. Each is cut off in its time, and everybody else is served meanwhile.

use crate::evidence::{PART, announce, append, place};
use crate::harness::{Browser, TestApp, until};
use domain::access::Role;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

mod memory;

/// How long a request may take to arrive in these tests, in seconds.
const PATIENCE: u64 = 1;
/// Within which whatever has to end has ended, also on a machine that is busy.
const SURELY: Duration = Duration::from_secs(30);
/// How often somebody slow sends a letter.
const NOW_AND_THEN: Duration = Duration::from_millis(20);

async fn impatient() -> TestApp {
    TestApp::with(|settings| settings.request_timeout_seconds = PATIENCE).await
}

pub(crate) async fn dial(base: &str) -> TcpStream {
    TcpStream::connect(base.trim_start_matches("http://")).await.unwrap()
}

/// What is answered until the connection is closed, which it has to be.
pub(crate) async fn until_closed(mut connection: TcpStream) -> String {
    let mut answer = Vec::new();
    let closed = timeout(SURELY, connection.read_to_end(&mut answer)).await;
    // A reset closes as well.
    let _ = closed.expect("a connection that was not closed");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends a beginning, and then a letter now and then for as long as somebody listens.
async fn trickle(base: &str, begins: &str) -> String {
    let (mut read, mut write) = dial(base).await.into_split();
    write.write_all(begins.as_bytes()).await.unwrap();
    let sending = tokio::spawn(async move {
        let mut pace = interval(NOW_AND_THEN);
        while write.write_all(b"a").await.is_ok() {
            pace.tick().await;
        }
    });
    let mut answer = Vec::new();
    let closed = timeout(SURELY, read.read_to_end(&mut answer)).await;
    sending.abort();
    let _ = closed.expect("somebody slow was not cut off");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn whoever_says_nothing_is_cut_off_and_everybody_else_is_served() {
    let app = impatient().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let mut silent = Vec::new();
    for _ in 0..200 {
        silent.push(dial(&app.base).await);
    }
    org.owner.get(&org.path("/tasks")).await.ok();
    for connection in silent {
        let answer = until_closed(connection).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
    org.owner.get(&org.path("/tasks")).await.ok();
}

#[tokio::test]
async fn a_head_that_comes_a_letter_at_a_time_is_cut_off() {
    let app = impatient().await;
    for begins in ["", "GET /health/live HTTP/1.1\r\nhost: x\r\nx-long: "] {
        let answer = trickle(&app.base, begins).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
}

#[tokio::test]
async fn a_body_that_comes_a_letter_at_a_time_is_cut_off() {
    let app = impatient().await;
    let post = |path: &str, kind: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: {kind}\r\n\
             content-length: 100000\r\n\r\n"
        )
    };
    let waited = trickle(&app.base, &post("/api/v1/session", "application/json")).await;
    assert!(waited.starts_with("HTTP/1.1 408 ") && waited.contains("request_timeout"), "{waited}");
    let hook = trickle(&app.base, &post("/api/hooks/slack/events", "application/json")).await;
    assert!(hook.starts_with("HTTP/1.1 4"), "{hook}");
    // What is refused without its body is refused at once, and the rest is not waited for.
    for (path, status) in [("/api/v1/o/acme/tasks", "401"), ("/api/v1/nowhere", "404")] {
        let answer = trickle(&app.base, &post(path, "text/plain")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
    }
}

#[tokio::test]
async fn a_head_without_an_end_is_not_kept() {
    let app = TestApp::new().await;
    let mut connection = dial(&app.base).await;
    let line = format!("x-long: {}\r\n", "a".repeat(8_000));
    // It is refused in the middle: what is sent after that may fail.
    let _ = connection.write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n").await;
    for _ in 0..200 {
        if connection.write_all(line.as_bytes()).await.is_err() {
            break;
        }
    }
    let answer = until_closed(connection).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    app.browser().get("/health/live").await.ok();
}

#[tokio::test]
async fn a_body_without_an_end_is_refused() {
    let app = TestApp::new().await;
    let (mut read, mut write) = dial(&app.base).await.into_split();
    let head = "POST /api/v1/session HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n\
                content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    write.write_all(head.as_bytes()).await.unwrap();
    let sending = tokio::spawn(async move {
        let chunk = format!("2000\r\n{}\r\n", "a".repeat(0x2000));
        while write.write_all(chunk.as_bytes()).await.is_ok() {}
        write
    });
    // The answer comes although the body goes on; what comes after it is let go of as it arrives.
    let mut answer = [0; 12];
    let read = timeout(SURELY, read.read_exact(&mut answer)).await;
    sending.abort();
    read.expect("a body without an end was waited for").unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[tokio::test]
async fn one_account_follows_so_many_streams_and_others_theirs() {
    let app = TestApp::with(|settings| settings.live_streams_per_account = 3).await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (other, _) = app.member(&org, Role::Staff).await;
    let follow = async |who: &Browser| who.request(Method::GET, &org.path("/live")).send().await.unwrap();
    let mut streams = Vec::new();
    for _ in 0..3 {
        let stream = follow(&org.owner).await;
        assert_eq!(stream.status(), 200);
        streams.push(stream);
    }
    let refused = org.owner.get(&org.path("/live")).await;
    refused.refused(429, "too_many_requests");
    assert_eq!(refused.headers["retry-after"], "20");
    assert_eq!(follow(&other).await.status(), 200, "somebody else has their own");
    org.owner.get(&org.path("/tasks")).await.ok();
    // A page that was closed makes room for another, once it is noticed at the next thing that happens.
    drop(streams.pop());
    org.task("Noticed", 10).await;
    assert!(until(async || follow(&org.owner).await.status() == 200).await);
}

#[tokio::test]
async fn a_file_that_comes_a_letter_at_a_time_holds_no_place() {
    let app = impatient().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let at = place(&announce(&org.owner, &org, "slow.txt", PART).await);
    let letters = futures::stream::unfold(interval(NOW_AND_THEN), |mut pace| async move {
        pace.tick().await;
        Some((Ok::<_, std::io::Error>(bytes::Bytes::from_static(b"a")), pace))
    });
    let request = org
        .owner
        .request(Method::PATCH, &at)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", "0")
        .header("content-type", "application/offset+octet-stream")
        .body(reqwest::Body::wrap_stream(letters));
    let answer = timeout(SURELY, Browser::send(request)).await.expect("somebody slow was not cut off");
    answer.refused(408, "request_timeout");
    let sent = append(&org.owner, &at, 0, &vec![b'a'; PART]).await;
    assert_eq!(sent.status, 204, "the same file comes in at once: {}", sent.body);
}

#[tokio::test]
async fn attempts_without_a_name_are_answered_cheaply_and_bounded() {
    let app = TestApp::with(|settings| settings.sign_in_attempts_per_minute = 2).await;
    let org = app.found("Acme", "ada@acme.example").await;
    let body = json!({ "address": "eve@acme.example", "password": "not the right one" });
    let mut refused = 0;
    for _ in 0..60 {
        let answer = app.browser().post("/api/v1/session", body.clone()).await;
        assert!([401, 429].contains(&answer.status.as_u16()), "{}", answer.body);
        refused += usize::from(answer.status == 429);
    }
    assert!(refused >= 55, "{refused} of 60 were refused");
    org.owner.get(&org.path("/tasks")).await.ok();
}
