//! Finding things and people by reference, words or name.

use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::find::{LONGEST, Piece, Question};
use serde::Serialize;
use store::Found;
use utoipa::ToSchema;
use uuid::Uuid;

/// How many are found where no limit is given.
const LIMIT: u64 = 10;
/// And at most.
const MOST: u64 = 20;

/// A piece of a text.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundPiece)]
pub(crate) struct PieceView {
    text: String,
    /// Whether it is what was asked for.
    marked: bool,
}

/// A thing or a person that was found.
#[derive(Serialize, ToSchema)]
#[schema(as = Found)]
pub(crate) struct FoundView {
    /// A thing's kind, such as `task`, `person` or `team`.
    kind: String,
    id: Uuid,
    /// Null: a person has none.
    reference: Option<String>,
    /// Title or name; its pieces one behind the other are the whole.
    title: Vec<PieceView>,
    /// Where it stands; a person is `active` or `left`, a team `active` or `archived`.
    state: String,
    /// The part of its text that was found, or a person's address.
    passage: Vec<PieceView>,
}

/// What was found, the likeliest first.
#[derive(Serialize, ToSchema)]
#[schema(as = Finds)]
pub(crate) struct FindsView {
    items: Vec<FoundView>,
}

fn pieces(pieces: Vec<Piece>) -> Vec<PieceView> {
    pieces.into_iter().map(|Piece { text, marked }| PieceView { text, marked }).collect()
}

fn view(found: Found) -> FoundView {
    FoundView {
        kind: found.kind,
        id: found.id,
        reference: found.reference,
        title: pieces(found.title),
        state: found.state,
        passage: pieces(found.passage),
    }
}

/// What was asked for, and how much of it is wanted.
fn asked(parameters: &Parameters) -> Result<(Option<Question>, u64), Problem> {
    let parameters = &parameters.0.parameters;
    if let Some(unknown) = parameters.keys().find(|name| !["q", "limit"].contains(&name.as_str())) {
        return Err(Problem::field(unknown, "unknown", "is not a parameter of this"));
    }
    let text = parameters.get("q").map_or("", String::as_str);
    let question = Question::parse(text).map_err(|refused| {
        Problem::field("q", refused.code(), format!("takes {LONGEST} characters at most"))
    })?;
    let limit = parameters.get("limit").map_or(Some(LIMIT), |text| text.parse().ok());
    let limit = limit.filter(|limit| (1..=MOST).contains(limit));
    Ok((question, limit.ok_or(Problem::field("limit", "out_of_range", "takes 1 to 20"))?))
}

/// Find things and people that the caller may see: by reference, by words of which the last may be unfinished, by name or
/// address.
#[utoipa::path(tag = "organisation", operation_id = "find", params(("org" = String, Path),
    ("q" = Option<String>, Query,
        description = "What to look for; every word must occur. 200 characters at most; without any, nothing is found."),
    ("limit" = Option<u64>, Query, description = "1 to 20, default 10.")),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = FindsView),
    (status = 422)))]
#[get("/o/{org}/find")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, parameters: Parameters) -> Answer {
    let (question, limit) = asked(&parameters)?;
    let Some(question) = question else {
        return Ok(HttpResponse::Ok().json(FindsView { items: Vec::new() }));
    };
    let org = caller.read().await?;
    let found = org.find_words(&question, limit, |action| caller.reach_of(action)).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(FindsView { items: found.into_iter().map(view).collect() }))
}
