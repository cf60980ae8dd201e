//! `/dev/mailbox`: the mails that the embedded default kept, for whoever sits at this machine.

use crate::problem::Problem;
use crate::state::{State, is_loopback};
use crate::views::Answer;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName};
use actix_web::{HttpRequest, HttpResponse, get, web};
use minijinja::{Environment, Value, context};
use store::CapturedMail;
use url::Url;
use uuid::Uuid;

const TEMPLATE: &str = include_str!("dev_mailbox.html");
/// How many mails are shown.
const SHOWN: u64 = 100;

/// What a proxy leaves behind.
const OF_A_PROXY: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Only for captured mail, and only for callers on this machine that call it by its own name: a page elsewhere whose name
/// was led here is none of them.
fn guard(state: &State, request: &HttpRequest) -> Result<(), Problem> {
    let local = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
    let forwarded = OF_A_PROXY.iter().any(|name| request.headers().contains_key(*name));
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = Url::parse(&format!("http://{host}")).ok();
    let by_name = host.is_some_and(|host| is_loopback(&host) || host.host() == state.api.public_url.host());
    if state.api.capture_mailbox && local && !forwarded && by_name { Ok(()) } else { Err(Problem::NotFound) }
}

fn fields(mail: &CapturedMail) -> Value {
    context! {
        id => mail.id.to_string(),
        to => mail.to_address.clone(),
        subject => mail.subject.clone(),
        text => mail.text.clone(),
        sent_at => mail.sent_at.format("%-d %b %Y, %H:%M UTC").to_string(),
        lines => mail.text.lines().map(pieces).collect::<Vec<_>>(),
    }
}

/// A line in pieces, so that the template can make links of addresses.
fn pieces(line: &str) -> Vec<Value> {
    line.split_inclusive(' ')
        .map(|piece| {
            let word = piece.trim_end();
            let is_link = word.starts_with("http://") || word.starts_with("https://");
            context! { word => word, is_link => is_link, space => &piece[word.len()..] }
        })
        .collect()
}

fn render(mails: &[CapturedMail], open: Option<&CapturedMail>) -> Answer {
    let mut environment = Environment::new();
    environment.add_template("mailbox.html", TEMPLATE).map_err(broken)?;
    let template = environment.get_template("mailbox.html").map_err(broken)?;
    let mails: Vec<Value> = mails.iter().map(fields).collect();
    let page = template.render(context! { mails, open => open.map(fields) }).map_err(broken)?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'";
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .body(page))
}

fn broken(error: minijinja::Error) -> Problem {
    tracing::error!(%error, "the mailbox page cannot be rendered");
    Problem::Internal
}

/// The latest mails.
#[get("/dev/mailbox")]
pub(crate) async fn list(state: web::Data<State>, request: HttpRequest) -> Answer {
    guard(&state, &request)?;
    let door = state.store().account_read(None).await?;
    let mails = door.captured_mails(SHOWN).await?;
    door.commit().await?;
    render(&mails, None)
}

/// One mail, as a reader would show it.
#[get("/dev/mailbox/{id}")]
pub(crate) async fn show(state: web::Data<State>, request: HttpRequest, id: web::Path<String>) -> Answer {
    guard(&state, &request)?;
    let id = Uuid::parse_str(&id).map_err(|_| Problem::NotFound)?;
    let door = state.store().account_read(None).await?;
    let mail = door.captured_mail(id).await?;
    door.commit().await?;
    render(&[], Some(&mail))
}

/// The HTML part alone, for the frame of the page above.
#[get("/dev/mailbox/{id}/html")]
pub(crate) async fn html(state: web::Data<State>, request: HttpRequest, id: web::Path<String>) -> Answer {
    guard(&state, &request)?;
    let id = Uuid::parse_str(&id).map_err(|_| Problem::NotFound)?;
    let door = state.store().account_read(None).await?;
    let mail = door.captured_mail(id).await?;
    door.commit().await?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header((HeaderName::from_static("x-frame-options"), "SAMEORIGIN"))
        .body(mail.html.replacen("<head>", "<head><base target=\"_top\">", 1)))
}
