//! What arrives is what was meant, and nobody can add to it.

use super::*;

async fn refusal(change: impl FnOnce(&mut Message)) -> SendFailure {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let mut message = a_message("ada@example.org");
    change(&mut message);
    let refused = mailer.send(&message).await.unwrap_err();
    assert_eq!(sink.connections(), 0, "nothing may reach the server");
    refused
}

#[tokio::test]
async fn headers_are_as_promised() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    mailer.send(&a_message("ada@example.org")).await.unwrap();
    let stored = sink.messages().remove(0);
    assert_eq!(stored.message_id, "<ada@northwind.example>");
    assert_eq!(stored.header("Date"), Some("Tue, 24 Nov 2026 06:05:04 +0000"));
    assert_eq!(stored.header("Auto-Submitted"), Some("auto-generated"));
    assert_eq!(stored.header("X-Auto-Response-Suppress"), Some("All"));
    assert_eq!(stored.header("MIME-Version"), Some("1.0"));
    assert!(stored.header("Content-Type").unwrap().starts_with("multipart/alternative;"));
    assert_eq!((stored.from.as_str(), stored.to.as_str()), ("aims@northwind.example", "ada@example.org"));
}

#[tokio::test]
async fn what_can_be_turned_off_says_how_and_where_it_comes_back_to() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let link = "https://aims.example/unsubscribe/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567";
    let message = Message {
        unsubscribe: Some(link.into()),
        returns_to: Some("bounces+0a1b2c@mail.northwind.example".into()),
        ..a_message("ada@example.org")
    };
    mailer.send(&message).await.unwrap();
    let stored = sink.messages().remove(0);
    let unfolded: String = stored.header("List-Unsubscribe").unwrap().split_whitespace().collect();
    assert_eq!(unfolded, format!("<{link}>"));
    assert_eq!(stored.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
    assert_eq!(stored.from, "bounces+0a1b2c@mail.northwind.example", "the envelope's sender");
    assert!(stored.header("From").unwrap().contains("aims@northwind.example"));
}

#[tokio::test]
async fn a_message_of_a_person_may_be_answered_automatically() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    mailer.send(&Message { auto: false, ..a_message("ada@example.org") }).await.unwrap();
    let stored = sink.messages().remove(0);
    assert_eq!(stored.header("Auto-Submitted"), None);
    assert_eq!(stored.header("X-Auto-Response-Suppress"), None);
    assert_eq!(stored.header("List-Unsubscribe"), None);
}

#[tokio::test]
async fn letters_outside_ascii_survive_everywhere() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let mut message = a_message("ada@example.org");
    let long = "ü".repeat(2_000);
    message.rendered = Rendered {
        subject: "TSK-12 fällig: Überprüfung der Ökologie – 風 🙂 für Zoë und noch viel mehr".into(),
        text: format!("Grüße\n.\n..a dot\n{long}"),
        html: format!("<p>Grüße – 風 🙂</p>\n<p>{long}</p>"),
    };
    mailer.send(&message).await.unwrap();
    let stored = sink.messages().remove(0);
    assert_eq!(stored.to_name, message.to_name);
    assert_eq!(stored.from_name, "Łódź OpenAIMS");
    assert_eq!(stored.subject, message.rendered.subject);
    assert_eq!(stored.text, message.rendered.text);
    assert_eq!(stored.html, message.rendered.html);
    assert!(stored.raw.is_ascii() && stored.raw.lines().all(|line| line.len() <= 998));
}

#[tokio::test]
async fn an_address_outside_ascii_is_announced() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    mailer
        .send(&Message { message_id: "<1@northwind.example>".into(), ..a_message("zoë@exämple.org") })
        .await
        .unwrap();
    assert_eq!(sink.to("zoë@exämple.org").len(), 1);
}

#[tokio::test]
async fn nothing_can_add_a_header() {
    let injection = "x\r\nBcc: eve@example.org";
    let refusals = [
        refusal(|message| message.rendered.subject = injection.into()).await,
        refusal(|message| message.to_name = injection.into()).await,
        refusal(|message| message.to_address = format!("ada@example.org{injection}")).await,
        refusal(|message| message.to_address = "ada@example.org>\nRCPT TO:<eve@example.org".into()).await,
        refusal(|message| message.message_id = format!("<1@x>{injection}")).await,
        refusal(|message| message.message_id = "1@x".into()).await,
        refusal(|message| message.to_address = "nobody".into()).await,
        refusal(|message| message.unsubscribe = Some(format!("https://aims.example/u{injection}"))).await,
        refusal(|message| message.unsubscribe = Some("https://aims.example/u>, <https://eve".into())).await,
        refusal(|message| message.returns_to = Some(format!("bounces+1@x.example{injection}"))).await,
    ];
    for refused in refusals {
        assert!(matches!(refused, SendFailure::Refused { code: None, .. }), "{refused:?}");
        assert!(!refused.to_string().contains("eve"), "{refused}");
    }
}

#[test]
fn a_message_shows_no_addressee_and_no_link_in_a_log() {
    let message = a_message("ada@example.org");
    assert_eq!(format!("{message:?}"), "Message { message_id: \"<ada@northwind.example>\", .. }");
    assert_eq!(format!("{:?}", message.rendered), "Rendered { .. }");
}
