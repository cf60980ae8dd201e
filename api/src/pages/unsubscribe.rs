//! Turning off mail of one kind by the link that stands in it (RFC 8058). Looking changes nothing; the button, or the
//! reader's mail program, posts. No session, no script: whoever holds the link may do this one thing.

use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use actix_web::{HttpResponse, get, post, web};
use domain::choice::{Topic, Unwanted};
use minijinja::{Environment, context};

const TEMPLATE: &str = include_str!("unsubscribe.html");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";
/// Longer than any token of ours.
const LONGEST: usize = 100;

/// What the link turns off, in words that say nothing about whose it is.
const fn words(unwanted: Unwanted) -> &'static str {
    match unwanted {
        Unwanted::Digest => "the mails that gather what is new once a day or a week",
        Unwanted::Topic(Topic::Mentioned) => "mail about comments that call you",
        Unwanted::Topic(Topic::Commented) => "mail about comments on what you follow",
        Unwanted::Topic(Topic::Assigned) => "mail about what becomes yours",
        Unwanted::Topic(Topic::ReviewWanted) => "mail about what waits for review",
        Unwanted::Topic(Topic::Completed) => "mail about what is done",
        Unwanted::Topic(Topic::Reminders | Topic::Upkeep | Topic::Security) => "such mail",
    }
}

fn page(status: StatusCode, title: &str, text: &str, ask: Option<&str>) -> Answer {
    let broken = |error: minijinja::Error| {
        tracing::error!(%error, "the page to unsubscribe cannot be rendered");
        Problem::Internal
    };
    let mut environment = Environment::new();
    environment.add_template("unsubscribe.html", TEMPLATE).map_err(broken)?;
    let template = environment.get_template("unsubscribe.html").map_err(broken)?;
    let body = template.render(context! { title, text, ask }).map_err(broken)?;
    Ok(HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((HeaderName::from_static("referrer-policy"), "no-referrer"))
        .body(body))
}

fn gone() -> Answer {
    let text = "It may be too old, or not whole. What you are told and how often can be chosen on your profile in \
                OpenAIMS.";
    page(StatusCode::NOT_FOUND, "This link does not work any more", text, None)
}

/// Asks. Changes nothing: mail programs and scanners open links by themselves.
#[get("/unsubscribe/{token}")]
pub(crate) async fn show(state: web::Data<State>, token: web::Path<String>) -> Answer {
    if token.len() > LONGEST {
        return gone();
    }
    let Some(unwanted) = state.store().would_unsubscribe(&token).await? else { return gone() };
    let text = format!(
        "This turns off {}. Reminders of what you answer for and mail about your account still come.",
        words(unwanted)
    );
    page(StatusCode::OK, "Turn this mail off?", &text, Some("Turn it off"))
}

/// Turns it off. A second time is as good as the first.
#[post("/unsubscribe/{token}")]
pub(crate) async fn turn_off(state: web::Data<State>, token: web::Path<String>) -> Answer {
    if token.len() > LONGEST {
        return gone();
    }
    let Some(unwanted) = state.store().unsubscribe(&token).await? else { return gone() };
    let text = format!(
        "You no longer get {}. To have it back, choose it on your profile in OpenAIMS.",
        words(unwanted)
    );
    page(StatusCode::OK, "It is turned off", &text, None)
}
