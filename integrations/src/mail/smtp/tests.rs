use std::time::Duration;

use super::*;
use crate::mail::{
    Letter, Rendered,
    fake::{Setup, SmtpSink},
    letters::Reminder,
    settings::{Delivery, Smtp, Tls},
};

mod faults;
mod headers;
mod opening;
mod reuse;
mod tls;

pub(super) fn settings(port: u16) -> Settings {
    let smtp = Smtp { host: "127.0.0.1".into(), port, tls: Tls::None, ..Smtp::default() };
    Settings {
        delivery: Delivery::Smtp,
        from_address: "aims@northwind.example".into(),
        from_name: "Łódź OpenAIMS".into(),
        message_id_domain: "northwind.example".into(),
        smtp,
        ..Settings::default()
    }
}

pub(super) async fn a_sink_and_a_mailer() -> (SmtpSink, SmtpMailer) {
    let sink = SmtpSink::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(sink.port())).unwrap();
    (sink, mailer)
}

pub(super) fn a_message(to: &str) -> Message {
    Message {
        message_id: format!("<{}@northwind.example>", to.split('@').next().unwrap()),
        to_address: to.into(),
        to_name: "Zoë 🙂 \"Z\" Ōe, M.A.".into(),
        date: "2026-11-24T06:05:04Z".parse().unwrap(),
        rendered: Reminder::samples()[0].render("en").unwrap(),
        auto: true,
        unsubscribe: None,
        returns_to: None,
    }
}
