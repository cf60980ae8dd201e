//! Answers that come late, too long, cut or not at all, told apart by what the outside may have done.

use super::{Server, get, local, settings};
use crate::http::{Body, Call, CallFailure, Http};
use chrono::{DateTime, Utc};
use reqwest::Method;
use secrecy::SecretString;
use std::time::Duration;
use url::Url;

#[tokio::test]
async fn an_answer_is_read_whole_whatever_its_status() {
    let server = Server::answering(
        "HTTP/1.1 503 Busy\r\ncontent-type: text/html\r\nretry-after: 7\r\ncontent-length: 6\r\n\r\n<html>",
    )
    .await;
    let reply = local().send(get(&server.url())).await.unwrap();
    assert!(!reply.is_success() && reply.is_page() && reply.json().is_none());
    assert_eq!(reply.retry_after(DateTime::<Utc>::default()), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn what_is_sent_is_what_was_said() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    let call = Call::new(Method::POST, Url::parse(&server.url()).unwrap(), "test")
        .bearer(&SecretString::from("token-1"))
        .header("x-one", "1")
        .body(Body::Form(vec![("a b".to_owned(), "c&d".to_owned())]));
    local().send(call).await.unwrap();
    let asked = server.asked.lock().unwrap().join("");
    assert!(asked.contains("authorization: Bearer token-1\r\n") && asked.contains("x-one: 1\r\n"), "{asked}");
    assert!(asked.ends_with("a+b=c%26d"), "{asked}");
}

#[tokio::test]
async fn a_closed_port_is_surely_not_sent() {
    let failure = local().send(get("http://127.0.0.1:1025/")).await.unwrap_err();
    assert_eq!(failure, CallFailure::NotSent("no connection".to_owned()));
}

#[tokio::test]
async fn silence_is_ambiguous() {
    let server = Server::answering("").await;
    let failure = local().send(get(&server.url())).await.unwrap_err();
    assert_eq!(failure, CallFailure::Ambiguous("no answer in time".to_owned()));
}

#[tokio::test]
async fn a_cut_answer_is_ambiguous() {
    let server = Server::answering("HTTP/1.1 201 Created\r\ncontent-length: 20\r\n\r\n{\"id\":").await;
    let failure = local().send(get(&server.url())).await.unwrap_err();
    assert!(matches!(failure, CallFailure::Ambiguous(_)), "{failure:?}");
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_not_read() {
    let long = "x".repeat(2_000);
    let told = format!("HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n{long}");
    let untold = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7d0\r\n{long}\r\n0\r\n\r\n");
    for answer in [told, untold] {
        let server = Server::answering(answer).await;
        let failure = local().send(get(&server.url())).await.unwrap_err();
        assert_eq!(failure, CallFailure::Ambiguous("the answer is larger than what is read".to_owned()));
    }
}

#[tokio::test]
async fn no_failure_repeats_the_address_or_the_token() {
    let server = Server::answering("garbage\r\n\r\n").await;
    let call = get(&server.url()).bearer(&SecretString::from("token-1"));
    let text = local().send(call).await.unwrap_err().to_string();
    assert!(!text.contains("secret") && !text.contains("token-1"), "{text}");
}

#[tokio::test]
async fn calls_to_one_host_wait_their_turn_and_not_for_ever() {
    let server = Server::answering("").await;
    let http = Http::new(&settings(&["127.0.0.0/8"])).unwrap();
    let outcomes = futures::future::join_all((0..3).map(|_| http.send(get(&server.url())))).await;
    let unsent = outcomes.iter().filter(|outcome| matches!(outcome, Err(CallFailure::NotSent(_)))).count();
    // Two places: the third waits as long as a call may take and is then either let in or told so.
    assert!(unsent <= 1 && outcomes.iter().all(Result::is_err));
}

#[test]
fn a_wait_is_read_in_seconds_or_as_a_date_and_bounded() {
    let now: DateTime<Utc> = "2026-11-24T09:30:00Z".parse().unwrap();
    for (text, seconds) in [
        ("30", Some(30)),
        ("Tue, 24 Nov 2026 09:31:00 GMT", Some(60)),
        ("Tue, 24 Nov 2026 09:29:00 GMT", Some(0)),
        ("999999999", Some(21_600)),
        ("soon", None),
    ] {
        let mut headers = reqwest::header::HeaderMap::new();
        headers.insert("retry-after", text.parse().unwrap());
        let reply = crate::http::Reply { status: 429, headers, body: bytes::Bytes::new() };
        assert_eq!(reply.retry_after(now), seconds.map(Duration::from_secs), "{text}");
    }
}
