//! Every way to fail is told apart.

use super::*;

async fn failure(mailer: &SmtpMailer, to: &str) -> SendFailure {
    mailer.send(&a_message(to)).await.unwrap_err()
}

fn refused(code: u16, reason: &str) -> SendFailure {
    SendFailure::Refused { code: Some(code), reason: reason.into() }
}

fn later(reason: &str, seconds: Option<u64>) -> SendFailure {
    SendFailure::Later { reason: reason.into(), retry_after: seconds.map(Duration::from_secs) }
}

#[tokio::test]
async fn a_message_that_is_taken_is_there_once() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let sent = mailer.send(&a_message("ada@example.org")).await.unwrap();
    assert_eq!(sent.reply, "250 2.0.0 queued");
    assert_eq!(sink.to("Ada@example.org").len(), 1);
    assert_eq!(mailer.kind(), "smtp");
}

#[tokio::test]
async fn an_unknown_address_is_final_and_the_reason_does_not_repeat_it() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let wanted = refused(550, "550 5.1.1 <the recipient>: no such user");
    assert_eq!(failure(&mailer, "hard.one@example.org").await, wanted);
    assert_eq!(sink.messages(), []);
}

#[tokio::test]
async fn a_full_mailbox_may_be_tried_later() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let wanted = later("452 4.2.2 <the recipient>: mailbox full", None);
    assert_eq!(failure(&mailer, "full@example.org").await, wanted);
    assert_eq!(sink.messages(), []);
}

#[tokio::test]
async fn a_grey_listed_message_is_taken_with_the_third_attempt() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let wanted = later("451 4.7.1 greylisted, try again in 300 seconds", Some(300));
    assert_eq!(failure(&mailer, "grey@example.org").await, wanted);
    assert_eq!(failure(&mailer, "grey@example.org").await, wanted);
    mailer.send(&a_message("grey@example.org")).await.unwrap();
    assert_eq!(sink.to("grey@example.org").len(), 1);
}

#[tokio::test]
async fn a_connection_that_is_cut_before_the_text_left_no_copy() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let failed = failure(&mailer, "drop@example.org").await;
    assert!(matches!(failed, SendFailure::Later { retry_after: None, .. }), "{failed:?}");
    assert_eq!(sink.messages(), []);
}

#[tokio::test]
async fn a_lost_answer_is_ambiguous_and_a_second_copy_has_the_same_identifier() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    for _ in 0..2 {
        let failed = failure(&mailer, "lost@example.org").await;
        assert!(matches!(failed, SendFailure::Ambiguous { .. }), "{failed:?}");
    }
    assert_eq!(sink.to("lost@example.org").len(), 2);
    assert_eq!(sink.distinct_message_ids(), 1);
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_ambiguous() {
    let (sink, mut mailer) = a_sink_and_a_mailer().await;
    mailer.route.limits.command = Duration::from_millis(300);
    let failed = failure(&mailer, "slow@example.org").await;
    let wanted = SendFailure::Ambiguous { reason: "the server did not answer within 0.3 seconds".into() };
    assert_eq!(failed, wanted);
    assert_eq!(sink.to("slow@example.org").len(), 1);
}

#[tokio::test]
async fn a_slow_answer_that_comes_is_an_answer() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    sink.set_delay(Duration::from_millis(20));
    mailer.send(&a_message("slow@example.org")).await.unwrap();
    assert_eq!(sink.messages().len(), 1);
}

#[tokio::test]
async fn a_text_that_is_refused_is_final() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    assert_eq!(failure(&mailer, "poison@example.org").await, refused(554, "554 5.6.0 message refused"));
    assert_eq!(sink.messages(), []);
}

#[tokio::test]
async fn a_connection_that_breaks_while_a_large_text_is_written_left_no_copy() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mailer = SmtpMailer::new(&settings(listener.local_addr().unwrap().port())).unwrap();
    let server = async {
        use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 hello\r\n").await.unwrap();
        let mut line = String::new();
        for answer in ["250 hello\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"] {
            stream.read_line(&mut line).await.unwrap();
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        // Takes a little of the text and goes away.
        stream.read_line(&mut line).await.unwrap();
    };
    let mut message = a_message("ada@example.org");
    message.rendered.text = "word ".repeat(3_000_000);
    let (failed, ()) = tokio::join!(mailer.send(&message), server);
    assert!(matches!(failed, Err(SendFailure::Later { .. })), "{failed:?}");
}
