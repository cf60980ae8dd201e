//! Everything that is kept of one person, as a file: for themself, or for whom they ask.
//!
//! It is read as other files are, so it is a `GET` that a browser can save; that it is written down does not change what
//! the next one holds of the organisation's matters, as with every export.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::exports::to_keep;
use crate::extract::Id;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get};
use domain::access::Reach;
use domain::id::PersonId;
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use store::{CopyPlace, Part};

/// The way through the parts, each stretch behind a door of its own.
struct Walk {
    caller: Caller<may::ExportPerson>,
    person: PersonId,
    left: &'static [Part],
    place: Option<CopyPlace>,
}

impl Walk {
    /// The next stretch of the document; its end, where there is no more.
    async fn next(mut self) -> Result<(Bytes, Option<Self>), Problem> {
        let Some((part, left)) = self.left.split_first() else {
            return Ok((Bytes::from_static(b"}\n"), None));
        };
        let org = self.caller.read().await?;
        let copied = org.copied(self.person, *part, self.place.as_ref()).await?;
        org.close().await?;
        let rows: Vec<String> = copied.rows.iter().map(Value::to_string).collect();
        let begun = self.place.is_some();
        // What is begun has rows before these, and goes on with one more at least.
        let before = if begun { ",".to_owned() } else { format!(",\n\"{}\":[", part.name()) };
        self.place = copied.next;
        let behind = if self.place.is_some() { "" } else { "]" };
        if self.place.is_none() {
            self.left = left;
        }
        Ok((Bytes::from(format!("{before}{}{behind}", rows.join(",\n"))), Some(self)))
    }
}

/// What stands before the parts, without the bracket that would end it.
async fn head(
    caller: &Caller<may::ExportPerson>,
    id: PersonId,
    person: &PersonView,
) -> Result<String, Problem> {
    let org = caller.read().await?;
    let (choices, at) = (org.choices_of(id).await?.choices, org.now());
    let photo = match org.portrait(id).await {
        Ok(_) => true,
        Err(store::Error::NotFound) => false,
        Err(error) => return Err(error.into()),
    };
    org.close().await?;
    let membership = caller.membership();
    let head = json!({
        "organisation": { "name": membership.organisation(), "slug": membership.slug() },
        "made_at": at,
        "person": person,
        "photo": photo,
        "choices": choices,
    });
    let mut text = head.to_string();
    text.pop();
    Ok(text)
}

/// Take away a copy of everything that is kept of a person here, in one JSON document: what is said of them, what is
/// theirs, what they did and what they were sent. Everybody may have their own; who runs the organisation anybody's. What
/// others wrote is not in it, and no secret is.
#[utoipa::path(tag = "people", operation_id = "copy_person",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("export_person"))),
    responses((status = 200, content_type = "application/json", body = Object,
        description = "A file; `no-store`, as everything below `/api`.")))]
#[get("/o/{org}/people/{id}/copy")]
pub(crate) async fn handle(caller: Caller<may::ExportPerson>, id: Id) -> Answer {
    let id = PersonId(id.0.0);
    if caller.reach() != Reach::All && id != caller.membership().person() {
        return Err(Problem::Forbidden);
    }
    let (_, person) = after(&caller, id).await?;
    let head = head(&caller, id, &person).await?;
    // Whoever breaks off has some of it all the same, so it is written down first.
    let org = caller.write().await?;
    let day = org.today();
    org.note_copy(id);
    org.commit().await?;
    // Names of people are no names of files.
    let name = to_keep(format!("{}-person-{day}.json", caller.membership().slug()));
    let walk = Walk { caller, person: id, left: Part::ALL, place: None };
    let parts = stream::try_unfold(Some(walk), |walk| async {
        let Some(walk) = walk else { return Ok(None) };
        walk.next().await.map(Some).inspect_err(|problem| {
            // The answer has begun: it ends torn, and no reader of JSON takes it for whole.
            tracing::warn!(error = %problem, "a copy of a person broke off");
        })
    });
    let body = stream::once(async { Ok::<_, Problem>(Bytes::from(head)) }).chain(parts);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_DISPOSITION, name))
        .streaming(body))
}
