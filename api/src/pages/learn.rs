//! Learning and confirming, without a script: by the link that was mailed, or signed in. Looking changes nothing, since mail
//! programs and scanners open links by themselves; only what is sent from the page's own forms does.

mod certificate;
mod door;
mod form;
mod page;
mod reading;

pub(crate) use certificate::{by_link as certificate_by_link, by_session as certificate_by_session, verify};

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::origin;
use crate::problem::Problem;
use crate::state::State;
use crate::throttle::Attempt;
use crate::views::Answer;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::middleware::from_fn;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use domain::training::{AssignmentState, Proof};
use door::Door;
use form::Sent;
use page::{Page, Said};
use store::{Refused, Taking, Tried};

/// Longer than any token of ours.
const LONGEST: usize = 100;
/// Longer than any answers to a quiz.
const MOST_BYTES: usize = 64 * 1_024;

/// The forms of these pages, bounded.
pub(crate) fn form_limit() -> web::FormConfig {
    web::FormConfig::default().limit(MOST_BYTES)
}

/// Opens what a mailed link is for. Changes nothing.
#[get("/t/{token}")]
pub(crate) async fn show(state: web::Data<State>, token: web::Path<String>) -> Answer {
    match Door::by_link(&state, &token).await? {
        Some(door) => look(&door, None).await,
        None => page::gone(),
    }
}

/// Does what a form of that page asks for.
#[post("/t/{token}")]
pub(crate) async fn send(
    state: web::Data<State>,
    request: HttpRequest,
    token: web::Path<String>,
    sent: web::Form<Vec<(String, String)>>,
) -> Answer {
    state.throttle(Attempt::Link, &request, &token).await?;
    match Door::by_link(&state, &token).await? {
        Some(door) => take(&door, Sent::read(sent.into_inner())).await,
        None => page::gone(),
    }
}

/// Mails a new link in place of one that is too old. It goes to whom the old one went to, whoever asks.
#[post("/t/{token}/again")]
pub(crate) async fn again(state: web::Data<State>, request: HttpRequest, token: web::Path<String>) -> Answer {
    state.throttle(Attempt::Mail, &request, &token).await?;
    match Door::by_link(&state, &token).await? {
        Some(door) => {
            door.mail_again().await?;
            page::answer(StatusCode::OK, &Page::mailed())
        }
        None => page::gone(),
    }
}

/// Opens the same for whoever signed in.
#[get("/learn/{org}/{id}")]
pub(crate) async fn show_signed_in(
    request: HttpRequest,
    caller: Result<Caller<may::TakeTraining>, Problem>,
    id: Id,
) -> Answer {
    match caller {
        Ok(caller) => look(&Door::signed_in(&caller, id.0), None).await,
        Err(Problem::SignedOut) => Ok(to_sign_in(&request)),
        Err(problem) => Err(problem),
    }
}

/// Does what a form of that page asks for.
#[post("/learn/{org}/{id}", wrap = "from_fn(origin::middleware)")]
pub(crate) async fn send_signed_in(
    caller: Caller<may::TakeTraining>,
    id: Id,
    sent: web::Form<Vec<(String, String)>>,
) -> Answer {
    take(&Door::signed_in(&caller, id.0), Sent::read(sent.into_inner())).await
}

fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    // A slug and an id have nothing that an address would have to escape.
    HttpResponse::SeeOther().insert_header((LOCATION, format!("/sign-in?next={}", request.path()))).finish()
}

/// The page as it is now, with what became of what was sent.
async fn look(door: &Door, said: Option<Said>) -> Answer {
    if door.is_expired() {
        return page::answer(StatusCode::GONE, &Page::expired(door));
    }
    match taken(door).await? {
        Some(taking) => page::answer(StatusCode::OK, &Page::of(door, &taking, said)?),
        None => page::gone(),
    }
}

/// What somebody sees; nothing where there is no such thing, or whoever the link was mailed to is not who they were.
async fn taken(door: &Door) -> Result<Option<Taking>, Problem> {
    let org = match door.read().await {
        Err(Problem::NotFound) => return Ok(None),
        org => org?,
    };
    let taking = org.taking(door.assignment()).await;
    org.close().await?;
    match taking {
        Err(store::Error::NotFound) => Ok(None),
        taking => Ok(Some(taking?)),
    }
}

async fn take(door: &Door, sent: Sent) -> Answer {
    if door.is_expired() {
        return page::answer(StatusCode::GONE, &Page::expired(door));
    }
    let Some(taking) = taken(door).await? else { return page::gone() };
    if !is_to_do(&taking) || door.lacks(taking.module.proof) {
        return look(door, None).await;
    }
    let said = match sent {
        Sent::Quiz { seen, chosen } => try_quiz(door, &taking, seen, chosen).await?,
        Sent::Attest { version } => attest(door, &taking, version).await?,
        Sent::Nothing => None,
    };
    look(door, said).await
}

fn is_to_do(taking: &Taking) -> bool {
    let state = taking.assignment.state;
    !taking.closed
        && !matches!(state, AssignmentState::Completed | AssignmentState::Waived | AssignmentState::Ended)
}

async fn try_quiz(
    door: &Door,
    taking: &Taking,
    seen: store::QuizSeen,
    chosen: form::Chosen,
) -> Result<Option<Said>, Problem> {
    let answers = chosen.answers(taking);
    let org = door.write().await?;
    match org.try_quiz(taking.id, seen, answers).await {
        Ok(Tried::Judged(outcome)) => {
            org.commit().await?;
            Ok(Some(Said::judged(taking, &outcome)))
        }
        Ok(Tried::Moved) => Ok(Some(Said::Moved)),
        Err(store::Error::Refused(Refused::Quiz(_))) => Ok(Some(Said::Unanswered(chosen))),
        // Somebody did that in another window: the page says where it stands.
        Err(store::Error::Refused(Refused::Assignment(_))) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn attest(door: &Door, taking: &Taking, version: u32) -> Result<Option<Said>, Problem> {
    let org = door.write().await?;
    match org.attest_training(taking.id, version, door.proof()).await {
        Ok(true) => {
            org.commit().await?;
            Ok(Some(Said::Attested))
        }
        Ok(false) => Ok(Some(Said::Moved)),
        Err(store::Error::Refused(Refused::Assignment(_))) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// How strongly a proof binds: what is asked for, or more.
const fn strength(proof: Proof) -> u8 {
    match proof {
        Proof::Link => 0,
        Proof::Code => 1,
        Proof::SignIn => 2,
    }
}
