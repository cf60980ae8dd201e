//! `GET /messages?to=ADDRESS` for tests in other processes: a JSON array, oldest first.

use std::io;

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::kept::Kept;

/// Answers one request and closes the connection.
pub(super) async fn answer(stream: TcpStream, kept: &Kept) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    stream.read_line(&mut request).await?;
    // The headers say nothing we need, but a client that is cut while it writes them complains.
    let mut header = String::new();
    while stream.read_line(&mut header).await? > 2 {
        header.clear();
    }
    let (status, body) = match request.split(' ').collect::<Vec<_>>()[..] {
        ["GET", target, _] => {
            body(target, kept).map_or(("404 Not Found", "[]".to_owned()), |body| ("200 OK", body))
        }
        _ => ("405 Method Not Allowed", "[]".to_owned()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}

fn body(target: &str, kept: &Kept) -> Option<String> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if path != "/messages" {
        return None;
    }
    let to = query.split('&').find_map(|pair| pair.strip_prefix("to="));
    let messages = to.map_or_else(|| kept.messages(), |to| kept.to(&decoded(to)));
    let shown = messages.iter().map(|message| {
        json!({
            "to": message.to, "from": message.from, "subject": message.subject,
            "message_id": message.message_id, "text": message.text, "html": message.html,
        })
    });
    Some(serde_json::Value::Array(shown.collect()).to_string())
}

/// Undoes the encoding of a query value; a `+` stays, since addresses have it and no spaces.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
