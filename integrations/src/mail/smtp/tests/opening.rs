//! What goes wrong before a message is begun says nothing about the message.

use super::*;

async fn opening_failure(change: impl FnOnce(&mut Settings), setup: Setup) -> String {
    let sink = setup.start().await.unwrap();
    let mut settings = settings(sink.port());
    change(&mut settings);
    let failed = SmtpMailer::new(&settings).unwrap().send(&a_message("ada@example.org")).await.unwrap_err();
    assert_eq!(sink.messages(), []);
    match failed {
        SendFailure::Later { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

fn a_login() -> Setup {
    Setup { login: Some(("aims".into(), "hunter2".into())), ..Setup::default() }
}

#[tokio::test]
async fn a_server_that_is_not_there_may_be_tried_later() {
    let (mut sink, mailer) = a_sink_and_a_mailer().await;
    sink.stop().await;
    let failed = mailer.send(&a_message("ada@example.org")).await.unwrap_err();
    assert!(matches!(failed, SendFailure::Later { .. }), "{failed:?}");
    sink.restart().await.unwrap();
    mailer.send(&a_message("ada@example.org")).await.unwrap();
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_in_time() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut mailer = SmtpMailer::new(&settings(silent.local_addr().unwrap().port())).unwrap();
    mailer.route.limits.connect = Duration::from_millis(50);
    let failed = mailer.send(&a_message("ada@example.org")).await.unwrap_err();
    assert!(matches!(failed, SendFailure::Later { .. }), "{failed:?}");
}

#[tokio::test]
async fn without_the_encryption_that_was_asked_for_nothing_is_sent() {
    let reason = opening_failure(|settings| settings.smtp.tls = Tls::Required, Setup::default()).await;
    assert_eq!(reason, "the server offers no STARTTLS, nothing was sent to it");
    opening_failure(|settings| settings.smtp.tls = Tls::Implicit, Setup::default()).await;
}

#[tokio::test]
async fn a_wrong_password_is_not_the_fault_of_the_message() {
    let wrong = |settings: &mut Settings| {
        settings.smtp.username = "aims".into();
        settings.smtp.password = "letmein".into();
    };
    let reason = opening_failure(wrong, a_login()).await;
    assert_eq!(reason, "535 5.7.8 name or password is wrong");
    let reason = opening_failure(|_| (), a_login()).await;
    assert_eq!(reason, "530 5.7.0 sign in first");
}

#[tokio::test]
async fn the_right_password_opens_the_door() {
    let sink = a_login().start().await.unwrap();
    let mut settings = settings(sink.port());
    settings.smtp.username = "aims".into();
    settings.smtp.password = "hunter2".into();
    SmtpMailer::new(&settings).unwrap().send(&a_message("ada@example.org")).await.unwrap();
    assert_eq!(sink.to("ada@example.org").len(), 1);
}

#[test]
fn settings_that_cannot_work_make_no_mailer() {
    let mut settings = settings(25);
    settings.smtp.host = "mail.example.org".into();
    assert!(SmtpMailer::new(&settings).err().unwrap().starts_with("mail.smtp.tls"));
}
