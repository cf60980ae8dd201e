//! The certificate of something that was done, and the page on which whoever holds its code sees that it was given.

use super::door::Door;
use super::page::{self, day};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::problem::Problem;
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, FixedOffset, Offset as _};
use documents::certificate::Certificate;
use documents::paper::{Fact, Paper};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use store::CertificateView;
use tokio::time::timeout;

const TEMPLATE: &str = include_str!("verify.html");
/// How long somebody waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// The certificate of what was done by a mailed link.
#[get("/t/{token}/certificate")]
pub(crate) async fn by_link(state: web::Data<State>, token: web::Path<String>) -> Answer {
    match Door::by_link(&state, &token).await? {
        Some(door) if !door.is_expired() => printed(&state, &door).await,
        _ => page::gone(),
    }
}

/// The same of somebody who signed in.
#[get("/learn/{org}/{id}/certificate")]
pub(crate) async fn by_session(caller: Caller<may::TakeTraining>, id: Id) -> Answer {
    printed(caller.state(), &Door::signed_in(&caller, id.0)).await
}

async fn printed(state: &State, door: &Door) -> Answer {
    let org = door.read().await?;
    // Only their own: whoever is not asked for it finds nothing.
    let taking = org.taking(door.assignment()).await?;
    let view = org.certificate_of(taking.id).await?;
    let zone = org.tenancy().zone();
    org.close().await?;
    let mut address = state.api.public_url.clone();
    address.set_path(&format!("/verify/{}", view.code));
    let at = view.at.with_timezone(&zone);
    let certificate = values(&view, address.as_str(), at.with_timezone(&at.offset().fix()));
    let place = state.printing.enter(door.person().0)?;
    let printer = Arc::clone(&state.api.printer.0);
    let printing = web::block(move || {
        // The room is left when the page is done, also where nobody waits for it any longer.
        let _place = place;
        printer.certificate(&certificate)
    });
    let printed = timeout(PATIENCE, printing).await.map_err(|_| Problem::Busy)?.map_err(|_| Problem::Busy)?;
    let bytes = printed.map_err(|why| {
        tracing::error!(%why, "a certificate of training could not be printed");
        Problem::Internal
    })?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CONTENT_DISPOSITION, "inline; filename=\"certificate.pdf\""))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes))
}

fn values(view: &CertificateView, address: &str, moment: DateTime<FixedOffset>) -> Certificate {
    let fact = |name: &str, value: String| Fact { name: name.to_owned(), value };
    let on = day(view.on);
    let mut facts = vec![
        fact("Confirmed on", on.clone()),
        fact("Version of the training", view.module_version.to_string()),
    ];
    facts.extend(view.lapses_on.map(|until| fact("Counts until", day(until))));
    let title = "Certificate of training".to_owned();
    Certificate {
        person: view.person.clone(),
        said: "did this training and confirmed what it asks:".to_owned(),
        matter: view.title.clone(),
        facts,
        notes: vec![
            format!("Whether this certificate was given can be looked up at {address}"),
            format!("SHA-256 of the text that was confirmed: {}", view.sha256),
        ],
        paper: Paper {
            language: "en-GB".to_owned(),
            organisation: view.organisation.clone(),
            logo: None,
            subject: String::new(),
            number: view.reference.clone(),
            version: String::new(),
            as_of: on,
            moment,
            footer: format!("{}, {title}", view.organisation),
            page: "Page {page} of {pages}".to_owned(),
            title,
        },
    }
}

#[derive(Serialize)]
struct Verified {
    title: String,
    facts: Vec<(String, String)>,
    text: String,
}

/// What whoever holds the code of a certificate sees.
#[get("/verify/{code}")]
pub(crate) async fn verify(state: web::Data<State>, request: HttpRequest, code: web::Path<String>) -> Answer {
    state.throttle(Attempt::Link, &request, &code).await?;
    let found = if code.len() > super::LONGEST { None } else { state.store().certificate(&code).await? };
    let Some(view) = found else {
        let values = Verified {
            title: "No such certificate".to_owned(),
            facts: Vec::new(),
            text: "No certificate has this code. It may not be whole; it has forty letters and digits."
                .to_owned(),
        };
        return page::html(StatusCode::NOT_FOUND, TEMPLATE, &values, page::NO_REFERRER);
    };
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        fact("Given to", view.person),
        fact("By", view.organisation),
        fact("Training", view.title),
        fact("Version", view.module_version.to_string()),
        fact("Confirmed on", day(view.on)),
    ];
    facts.extend(view.lapses_on.map(|until| fact("Counts until", day(until))));
    facts.push(fact("SHA-256 of the text", view.sha256));
    let text = "This certificate was given. It says that somebody did a training and confirmed what it asks; it says \
                nothing of what laws ask for.";
    let values = Verified { title: "A certificate of training".to_owned(), facts, text: text.to_owned() };
    page::html(StatusCode::OK, TEMPLATE, &values, page::NO_REFERRER)
}
