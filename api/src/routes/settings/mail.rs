//! How letters leave, and whether they arrive.

use crate::caller::{Caller, may};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get, post};
use integrations::mail::letters::MailTest;
use integrations::mail::settings::{Delivery, Tls};
use integrations::mail::{Letter, Message, SendFailure, Sent};
use serde::Serialize;
use std::time::{Duration, Instant};
use utoipa::ToSchema;
use uuid::Builder;

/// How long somebody waits for a server to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How letters leave, as whoever runs the installation set it.
#[derive(Serialize, ToSchema)]
#[schema(as = MailSetup)]
pub(crate) struct MailView {
    /// `smtp`: they are sent. `capture`: they are kept on the installation.
    delivery: &'static str,
    /// The server's name; none where nothing is sent.
    host: Option<String>,
    port: Option<u16>,
    /// `required`, `implicit` or `none`.
    tls: Option<&'static str>,
    from_name: String,
    from_address: String,
    /// To which address a letter would be sent as a test.
    test_goes_to: String,
}

/// How letters leave.
#[utoipa::path(tag = "settings", operation_id = "show_mail", params(("org" = String, Path)),
    extensions(("x-permission" = json!("revise_settings"))), responses((status = 200, body = MailView)))]
#[get("/o/{org}/settings/mail")]
pub(crate) async fn show(caller: Caller<may::ReviseSettings>) -> Answer {
    let settings = &caller.state().api.post.settings;
    let sends = settings.delivery == Delivery::Smtp;
    let tls = match settings.smtp.tls {
        Tls::Required => "required",
        Tls::Implicit => "implicit",
        Tls::None => "none",
    };
    Ok(HttpResponse::Ok().json(MailView {
        delivery: if sends { "smtp" } else { "capture" },
        host: sends.then(|| settings.smtp.host.clone()),
        port: sends.then_some(settings.smtp.port),
        tls: sends.then_some(tls),
        from_name: settings.from_name.clone(),
        from_address: settings.from_address.clone(),
        test_goes_to: address(&caller).await?,
    }))
}

async fn address<P>(caller: &Caller<P>) -> Result<String, Problem> {
    let org = caller.read().await?;
    let me = org.person(caller.membership().person()).await?;
    org.close().await?;
    Ok(me.address)
}

/// What became of a letter that was sent to see whether letters arrive.
#[derive(Serialize, ToSchema)]
#[schema(as = MailTestResult)]
pub(crate) struct ResultView {
    /// `accepted` by the server, `kept` on this installation, `refused` for good, `later` where it was not taken now or
    /// the server was not reached, `unknown` where its answer was lost.
    outcome: &'static str,
    /// The server's code, where it gave one.
    code: Option<u16>,
    /// What the server said, or what was in the way.
    answer: String,
    sent_to: String,
    took_ms: u64,
}

/// Send oneself a letter now, and see what the server says.
#[utoipa::path(tag = "settings", operation_id = "test_mail", params(("org" = String, Path)),
    extensions(("x-permission" = json!("revise_settings"))),
    responses((status = 200, body = ResultView), (status = 429)))]
#[post("/o/{org}/settings/mail/test")]
pub(crate) async fn test(caller: Caller<may::ReviseSettings>) -> Answer {
    let state = caller.state();
    state.errand(format!("mail test by {}", caller.membership().person())).await?;
    let sent_to = address(&caller).await?;
    let message = message(&caller, &sent_to)?;
    let (began, mailer) = (Instant::now(), &state.api.post.mailer);
    let answer = tokio::time::timeout(PATIENCE, mailer.send(&message)).await;
    let (outcome, code, answer) = match answer {
        Ok(answer) => told(answer, mailer.kind() == "capture"),
        Err(_) => ("later", None, format!("the server did not answer within {} seconds", PATIENCE.as_secs())),
    };
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(HttpResponse::Ok().json(ResultView { outcome, code, answer, sent_to, took_ms }))
}

fn told(answer: Result<Sent, SendFailure>, kept: bool) -> (&'static str, Option<u16>, String) {
    match answer {
        Ok(_) if kept => ("kept", None, "kept on this installation; nothing was sent".to_owned()),
        Ok(sent) => ("accepted", code_in(&sent.reply), sent.reply),
        Err(SendFailure::Refused { code, reason }) => ("refused", code, reason),
        Err(SendFailure::Later { reason, .. }) => ("later", code_in(&reason), reason),
        Err(SendFailure::Ambiguous { reason }) => ("unknown", None, reason),
    }
}

/// The code that a server's answer begins with.
fn code_in(reply: &str) -> Option<u16> {
    reply.split([' ', '-']).next()?.parse().ok().filter(|code| (200..600).contains(code))
}

fn message<P>(caller: &Caller<P>, to: &str) -> Result<Message, Problem> {
    let api = &caller.state().api;
    let membership = caller.membership();
    let page = format!("o/{}/settings", membership.slug());
    let link = api.public_url.join(&page).map_err(|_| Problem::Internal)?;
    let letter = MailTest {
        name: caller.name().to_owned(),
        organisation: membership.organisation().to_owned(),
        link: link.into(),
    };
    let rendered = letter.render("en").map_err(|error| {
        tracing::error!(%error, "the letter of a test cannot be written");
        Problem::Internal
    })?;
    let mut random = [0; 16];
    api.store.randomness().fill(&mut random);
    let id = Builder::from_random_bytes(random).into_uuid();
    Ok(Message {
        message_id: format!("<{id}@{}>", api.message_id_domain),
        to_address: to.to_owned(),
        to_name: caller.name().to_owned(),
        date: api.store.clock().machine(),
        rendered,
        auto: true,
        unsubscribe: None,
        returns_to: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_where_the_server_gave_one() {
        assert_eq!(code_in("250 2.0.0 queued as 4F2"), Some(250));
        assert_eq!(code_in("451-4.7.1 later"), Some(451));
        assert_eq!(code_in("connection refused"), None);
    }

    #[test]
    fn each_answer_is_told_as_it_was_given() {
        let refused = SendFailure::Refused { code: Some(550), reason: "no such user".into() };
        assert_eq!(told(Err(refused), false), ("refused", Some(550), "no such user".to_owned()));
        let sent = || Ok(Sent { reply: "250 queued".into() });
        assert_eq!(told(sent(), false), ("accepted", Some(250), "250 queued".to_owned()));
        assert_eq!(told(sent(), true).0, "kept");
    }
}
