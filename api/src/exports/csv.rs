//! A list as CSV, sent while it is read: each page goes out before the next is asked for.

use super::Exported;
use super::walk::Walk;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use documents::tables::{BOM, Cell, closing, lines};
use futures::{StreamExt, stream};

pub(super) async fn answer<T: Exported>(walk: Walk<T>) -> Answer {
    // Whoever breaks off has some of it all the same, so it is written down first.
    walk.note(walk.made.expected).await?;
    let name = walk.made.disposition("csv");
    let headings: Vec<Cell> = walk.headings().into_iter().map(Cell::text).collect();
    let head = Bytes::from([BOM, &lines([headings.as_slice()])].concat());
    let rows = stream::try_unfold(Some(walk), |walk| async {
        let Some(mut walk) = walk else { return Ok(None) };
        match walk.next().await {
            Ok(Some(rows)) => Ok(Some((Bytes::from(lines(rows.iter().map(Vec::as_slice))), Some(walk)))),
            Ok(None) => {
                let words = walk.made.sentence(walk.rows);
                Ok(Some((Bytes::from(closing(&words, walk.columns().len())), None)))
            }
            // The answer has begun: it ends torn, and whoever reads it notices.
            Err(problem) => {
                tracing::warn!(error = %problem, "an export broke off");
                Err(problem)
            }
        }
    });
    let body = stream::once(async { Ok::<_, Problem>(head) }).chain(rows);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, name))
        .streaming(body))
}
