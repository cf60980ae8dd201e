//! How two versions of a task, a requirement or control, or evidence differ.

use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::names::BecameName;
use crate::problem::Problem;
use crate::routes::tasks::history::HistoryView;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::difference::{BlockDifference, Piece};
use serde::Serialize;
use serde_json::Value;
use store::{Contrast, Difference, FieldDifference};
use utoipa::ToSchema;

/// Two versions, the earlier first, and what differs.
#[derive(Serialize, ToSchema)]
#[schema(as = Difference)]
pub(crate) struct DifferenceView {
    /// The earlier one; null before the first.
    from: Option<HistoryView>,
    to: HistoryView,
    fields: Vec<FieldView>,
}

/// How a field differs: by `words` or `blocks` where it is text, else by its values.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldDifference)]
pub(crate) struct FieldView {
    field: String,
    from: Value,
    to: Value,
    /// Text, word by word.
    words: Option<Vec<PieceView>>,
    /// Formatted text, line by line.
    blocks: Option<Vec<BlockView>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Piece)]
pub(crate) struct PieceView {
    #[schema(value_type = BecameName)]
    became: &'static str,
    text: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = BlockDifference)]
pub(crate) struct BlockView {
    /// `paragraph`, `heading`, `listItem` or `blockquote`.
    kind: &'static str,
    pieces: Vec<PieceView>,
}

fn pieces(pieces: Vec<Piece>) -> Vec<PieceView> {
    pieces.into_iter().map(|Piece { became, text }| PieceView { became: became.name(), text }).collect()
}

fn block(BlockDifference { kind, pieces: parts }: BlockDifference) -> BlockView {
    BlockView { kind, pieces: pieces(parts) }
}

impl From<FieldDifference> for FieldView {
    fn from(FieldDifference { field, told }: FieldDifference) -> Self {
        let empty = Self { field, from: Value::Null, to: Value::Null, words: None, blocks: None };
        match told {
            Contrast::Values(from, to) => Self { from, to, ..empty },
            Contrast::Words(words) => Self { words: Some(pieces(words)), ..empty },
            Contrast::Blocks(blocks) => {
                Self { blocks: Some(blocks.into_iter().map(block).collect()), ..empty }
            }
        }
    }
}

impl From<Difference> for DifferenceView {
    fn from(found: Difference) -> Self {
        Self {
            from: found.from.map(HistoryView::from),
            to: found.to.into(),
            fields: found.fields.into_iter().map(FieldView::from).collect(),
        }
    }
}

/// `from` and `to`, which are versions.
fn versions(parameters: &Parameters) -> Result<(Option<i32>, Option<i32>), Problem> {
    let mut versions = (None, None);
    for (name, value) in &parameters.0.parameters {
        let version = value.parse::<i32>().ok().filter(|version| *version >= 0);
        match (name.as_str(), version) {
            ("from", Some(_)) => versions.0 = version,
            ("to", Some(_)) => versions.1 = version,
            ("from" | "to", None) => {
                return Err(Problem::field(name, "out_of_range", "must be a version's number"));
            }
            _ => return Err(Problem::field(name, "unknown", "is not known here")),
        }
    }
    Ok(versions)
}

/// How two versions differ: without `to` the latest, without `from` the one before. Version 0 is before the first.
#[utoipa::path(tag = "history", operation_id = "show_difference",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("from" = Option<i32>, Query), ("to" = Option<i32>, Query)),
    extensions(("x-permission" = json!("read_history"))),
    responses((status = 200, body = DifferenceView), (status = 404)))]
#[get("/o/{org}/subjects/{id}/difference")]
pub(crate) async fn handle(caller: Caller<may::ReadHistory>, id: Id, parameters: Parameters) -> Answer {
    let (from, to) = versions(&parameters)?;
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let found = org.difference(id.0, from, to).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(DifferenceView::from(found)))
}
