//! How many mails a second a server takes from our mailer, with nothing else to do: what the worker is measured against.
//!
//! `cargo run -p integrations --features fake --example smtp_pump -- PORT MAILS CONNECTIONS` prints `{"per_second":N}`.

use std::{env, error::Error, io::Write, time::Instant};

use chrono::DateTime;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use integrations::mail::{
    Letter as _, Mailer as _, Message, Settings, SmtpMailer, letters::Reminder, settings::Delivery,
    settings::Tls,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let numbers: Vec<u32> = env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let [port, mails, connections] = numbers[..] else {
        return Err("say the port, how many mails and how many connections".into());
    };
    let mailer = SmtpMailer::new(&settings(port.try_into()?, connections.try_into()?))?;
    let letter = Reminder::samples().into_iter().next().ok_or("a letter without a sample")?;
    let rendered = letter.render("en-GB")?;
    let message = |number: u32| Message {
        message_id: format!("<{number}@pump.example>"),
        to_address: format!("reader{number}@pump.example"),
        to_name: letter.recipient_name.clone(),
        date: DateTime::UNIX_EPOCH,
        rendered: rendered.clone(),
        auto: true,
        unsubscribe: None,
        returns_to: None,
    };
    let began = Instant::now();
    stream::iter(0..mails)
        .map(|number| {
            let (mailer, message) = (&mailer, message(number));
            async move { mailer.send(&message).await }
        })
        .buffer_unordered(usize::try_from(connections)?)
        .try_for_each(|_| async { Ok(()) })
        .await?;
    let per_second = f64::from(mails) / began.elapsed().as_secs_f64();
    writeln!(std::io::stdout(), "{}", serde_json::json!({ "per_second": per_second }))?;
    Ok(())
}

fn settings(port: u16, connections: u16) -> Settings {
    let mut settings = Settings { delivery: Delivery::Smtp, ..Settings::default() };
    "127.0.0.1".clone_into(&mut settings.smtp.host);
    settings.smtp.port = port;
    settings.smtp.tls = Tls::None;
    settings.smtp.pool_size = connections;
    settings
}
