//! The mail library logs what it writes; none of it may reach a log of ours. A process of its own, since what
//! is logged is decided for the whole process.
#![expect(clippy::unwrap_used, reason = "a test's own writer")]

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use integrations::mail::{
    Letter, Mailer, Message, Settings, SmtpMailer,
    fake::Setup,
    letters::Reminder,
    settings::{Delivery, Tls},
};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_the_password_nor_the_letter_is_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .init();
    let setup = Setup { login: Some(("aims".into(), "hunter2".into())), ..Setup::default() };
    let sink = setup.start().await.unwrap();
    let mut settings = Settings { delivery: Delivery::Smtp, ..Settings::default() };
    settings.smtp.host = "127.0.0.1".into();
    settings.smtp.port = sink.port();
    settings.smtp.tls = Tls::None;
    settings.smtp.username = "aims".into();
    settings.smtp.password = "hunter2".into();
    let message = Message {
        message_id: settings.message_id("7"),
        to_address: "ada@example.org".into(),
        to_name: "Ada".into(),
        date: "2026-11-24T06:05:04Z".parse().unwrap(),
        rendered: Reminder::samples()[0].render("en").unwrap(),
        auto: true,
        unsubscribe: None,
        returns_to: None,
    };
    SmtpMailer::new(&settings).unwrap().send(&message).await.unwrap();
    assert_eq!(sink.to("ada@example.org").len(), 1);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("mail.outcome=\"taken\""), "{log}");
    // The second is the sign-in as it goes over the wire.
    for secret in ["hunter2", "AGFpbXMAaHVudGVyMg", "ada@example.org", "Write the AI policy"] {
        assert!(!log.contains(secret), "{log}");
    }
}
