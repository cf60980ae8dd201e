use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::*;

/// Says everything at once, as a pipelining client does, and returns all answers.
async fn talk(port: u16, lines: &[&str]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(lines.join("\r\n").as_bytes()).await.unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    answers
}

fn a_mail(to: &str) -> Vec<String> {
    let to = format!("RCPT TO:<{to}>");
    let lines = [
        "EHLO x",
        "MAIL FROM:<a@b.c>",
        &to,
        "DATA",
        "Message-ID: <1@b.c>",
        "Subject: Hi",
        "",
        "..",
        ".",
        "QUIT",
        "",
    ];
    lines.map(str::to_owned).to_vec()
}

async fn deliver(port: u16, to: &str) -> String {
    let lines = a_mail(to);
    talk(port, &lines.iter().map(String::as_str).collect::<Vec<_>>()).await
}

#[tokio::test]
async fn a_pipelined_conversation_gets_its_answers_in_order() {
    let sink = SmtpSink::start().await.unwrap();
    let answers = deliver(sink.port(), "ada@example.org").await;
    let codes: Vec<&str> =
        answers.lines().filter(|line| line.as_bytes()[3] == b' ').map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "250", "250", "250", "354", "250", "221"]);
    let stored = sink.received(1).await.remove(0);
    assert_eq!((stored.subject.as_str(), stored.text.as_str()), ("Hi", "."));
}

#[tokio::test]
async fn commands_out_of_order_are_refused() {
    let sink = SmtpSink::start().await.unwrap();
    let answers = talk(sink.port(), &["RCPT TO:<a@b.c>", "DATA", "NOOP", "VRFY x", "QUIT", ""]).await;
    let codes: Vec<&str> = answers.lines().map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "503", "503", "250", "500", "221"]);
}

#[tokio::test]
async fn a_message_is_in_the_file_before_it_is_acknowledged_and_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spool.jsonl");
    let sink = SmtpSink::with_spool(&path).await.unwrap();
    deliver(sink.port(), "lost@example.org").await;
    deliver(sink.port(), "ada@example.org").await;
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
    drop(sink);
    let again = SmtpSink::with_spool(&path).await.unwrap();
    assert_eq!(again.messages().len(), 2);
    assert_eq!(again.distinct_message_ids(), 1);
}

#[tokio::test]
async fn messages_can_be_read_over_http() {
    let sink = Setup { http_port: Some(0), ..Setup::default() }.start().await.unwrap();
    deliver(sink.port(), "ada+1@example.org").await;
    deliver(sink.port(), "bob@example.org").await;
    let port = sink.http_port().unwrap();
    assert_eq!(read(port, "/messages").await.as_array().unwrap().len(), 2);
    for path in ["/messages?to=ada%2B1%40example.org", "/messages?to=Ada+1@example.org"] {
        let found = read(port, path).await;
        assert_eq!(found.as_array().unwrap().len(), 1, "{path}");
        assert_eq!(found[0]["subject"], "Hi");
        assert_eq!(found[0]["message_id"], "<1@b.c>");
    }
    assert_eq!(read(port, "/messages?to=nobody@example.org").await, serde_json::json!([]));
    assert!(talk(port, &["GET /other HTTP/1.1", "", ""]).await.starts_with("HTTP/1.1 404"));
    assert!(talk(port, &["POST /messages HTTP/1.1", "", ""]).await.starts_with("HTTP/1.1 405"));
}

async fn read(port: u16, path: &str) -> serde_json::Value {
    let answer = talk(port, &[&format!("GET {path} HTTP/1.1"), "Host: sink", "", ""]).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    serde_json::from_str(body).unwrap()
}
