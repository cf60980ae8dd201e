//! Connections are used again where they can be.

use super::*;

async fn send(mailer: &SmtpMailer, to: &str) -> Result<Sent, SendFailure> {
    mailer.send(&a_message(to)).await
}

#[tokio::test]
async fn one_connection_serves_one_message_after_the_other() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    for number in 0..5 {
        send(&mailer, &format!("ada{number}@example.org")).await.unwrap();
    }
    assert_eq!((sink.connections(), sink.distinct_message_ids()), (1, 5));
}

#[tokio::test]
async fn an_answer_that_says_no_leaves_the_connection_in_order() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    for to in ["hard@example.org", "full@example.org", "poison@example.org"] {
        send(&mailer, to).await.unwrap_err();
        send(&mailer, "ada@example.org").await.unwrap();
    }
    assert_eq!((sink.connections(), sink.messages().len()), (1, 3));
}

#[tokio::test]
async fn a_connection_that_was_cut_is_not_used_again() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    for to in ["drop@example.org", "lost@example.org"] {
        send(&mailer, to).await.unwrap_err();
    }
    send(&mailer, "ada@example.org").await.unwrap();
    assert_eq!(sink.connections(), 3);
}

#[tokio::test]
async fn an_idle_connection_that_the_server_closed_costs_no_message() {
    let (mut sink, mailer) = a_sink_and_a_mailer().await;
    send(&mailer, "ada@example.org").await.unwrap();
    sink.stop().await;
    sink.restart().await.unwrap();
    send(&mailer, "bob@example.org").await.unwrap();
    assert_eq!((sink.connections(), sink.messages().len()), (2, 2));
}

#[tokio::test]
async fn an_idle_connection_is_forgotten_after_a_minute() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    send(&mailer, "ada@example.org").await.unwrap();
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    send(&mailer, "bob@example.org").await.unwrap();
    assert_eq!(sink.connections(), 2);
}

#[tokio::test]
async fn there_are_never_more_connections_than_allowed() {
    let (sink, mailer) = a_sink_and_a_mailer().await;
    let addresses: Vec<String> = (0..40).map(|number| format!("ada{number}@example.org")).collect();
    let mailer = std::sync::Arc::new(mailer);
    let mut sends = tokio::task::JoinSet::new();
    for to in addresses {
        let mailer = std::sync::Arc::clone(&mailer);
        sends.spawn(async move { mailer.send(&a_message(&to)).await });
    }
    for sent in sends.join_all().await {
        sent.unwrap();
    }
    assert_eq!(sink.distinct_message_ids(), 40);
    assert!(sink.connections() <= 4, "{}", sink.connections());
}
