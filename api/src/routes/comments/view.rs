//! How a conversation is shown.

use crate::caller::{Caller, Permission};
use crate::problem::Problem;
use crate::views::OwnerView;
use chrono::{DateTime, Utc};
use domain::comment::Words;
use domain::id::{CommentId, SubjectId};
use serde::{Deserialize, Serialize};
use store::{CommentView as Stored, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// How many comments one page has.
const PAGE: u64 = 100;

/// A comment. People stand in its text as `@{id}`; who they are stands beside it.
#[derive(Serialize, ToSchema)]
#[schema(as = Comment)]
pub(crate) struct CommentView {
    id: Uuid,
    author: OwnerView,
    /// Empty once it was taken back.
    text: String,
    mentions: Vec<OwnerView>,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    removed_at: Option<DateTime<Utc>>,
    version: i32,
}

impl From<Stored> for CommentView {
    fn from(stored: Stored) -> Self {
        Self {
            id: stored.id.0,
            author: stored.author.into(),
            text: stored.text,
            mentions: stored.mentions.into_iter().map(OwnerView::from).collect(),
            created_at: stored.created_at,
            edited_at: stored.edited_at,
            removed_at: stored.removed_at,
            version: stored.version,
        }
    }
}

/// What was said, oldest first, and who follows.
#[derive(Serialize, ToSchema)]
pub(crate) struct Conversation {
    items: Vec<CommentView>,
    /// The cursor of the next page, while there is one.
    next: Option<String>,
    total: i64,
    followers: Vec<OwnerView>,
}

/// Something to say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewComment {
    /// 1 to 5,000 characters; people are called by `@{id}`, at most 20.
    text: String,
}

impl NewComment {
    pub(super) fn words(&self) -> Result<Words, Problem> {
        Words::parse(&self.text).map_err(|why| Problem::field("/text", why.code(), why.to_string()))
    }
}

/// What was said about a thing that the caller has shown to see.
pub(super) async fn conversation(
    org: &OrgRead,
    id: SubjectId,
    after: Option<CommentId>,
) -> Result<Conversation, Problem> {
    let page = org.comments(id, after, PAGE).await?;
    let followers = org.followers(id).await?.into_iter().map(OwnerView::from).collect();
    let items = page.items.into_iter().map(CommentView::from).collect();
    Ok(Conversation { items, next: page.next, total: page.total, followers })
}

/// Whether the caller may see the thing; one that they may not is like one that does not exist.
pub(super) async fn seen<P: Permission>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: SubjectId,
) -> Result<(), Problem> {
    Ok(org.see_subject(id, |action| caller.reach_of(action)).await?)
}
