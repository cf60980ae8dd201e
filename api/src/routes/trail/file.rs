//! The whole trail as a file that `aims trail verify` checks, sent while it is read.

use crate::caller::{Caller, may};
use crate::exports::to_keep;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get};
use domain::trail::GENESIS;
use domain::trail::anchor::PublicKey;
use domain::trail::file::{FORMAT, Head, Writer};
use futures::{StreamExt, stream};

struct Walk {
    caller: Caller<may::ReadTrail>,
    writer: Writer,
    /// The last entry that was written.
    seq: i64,
    hash: Vec<u8>,
    /// Those that its head names.
    keys: Vec<PublicKey>,
}

impl Walk {
    /// The next lines; the last ones where there are no more entries.
    async fn next(mut self) -> Result<(Bytes, Option<Self>), Problem> {
        let org = self.caller.read().await?;
        let stretch = org.trail_after(self.seq).await?;
        org.close().await?;
        if stretch.entries.is_empty() {
            return Ok((Bytes::from(self.writer.end(self.seq, &self.hash)), None));
        }
        if let Some((last, _)) = stretch.entries.last() {
            (self.seq, self.hash) = (last.seq, last.hash.clone());
        }
        let lines = stretch.lines(&mut self.writer, &self.keys);
        Ok((Bytes::from(lines), Some(self)))
    }
}

/// Take the whole trail away as JSON lines, with its anchors: `aims trail verify` checks it anywhere.
#[utoipa::path(tag = "trail", operation_id = "trail_file", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_trail"))),
    responses((status = 200, content_type = "application/x-ndjson", body = String)))]
#[get("/o/{org}/trail/file")]
pub(crate) async fn handle(caller: Caller<may::ReadTrail>) -> Answer {
    let org = caller.read().await?;
    let (keys, at, rows) = (org.trail_keys().await?, org.now(), org.latest_change().await?);
    org.close().await?;
    // Whoever breaks off has some of it all the same, so it is written down first.
    let org = caller.write().await?;
    org.note_export("trail", "jsonl", rows);
    org.commit().await?;
    let membership = caller.membership();
    let day = at.with_timezone(&membership.tenancy().zone()).date_naive();
    let name = to_keep(format!("{}-trail-{day}.jsonl", membership.slug()));
    let mut writer = Writer::default();
    let head = writer.head(Head {
        format: FORMAT,
        org: membership.tenancy().org().0,
        organisation: membership.organisation().to_owned(),
        at,
        keys: keys.iter().map(ToString::to_string).collect(),
    });
    let walk = Walk { caller, writer, seq: 0, hash: GENESIS.to_vec(), keys };
    let lines = stream::try_unfold(Some(walk), |walk| async {
        let Some(walk) = walk else { return Ok(None) };
        walk.next().await.map(Some).inspect_err(|problem| {
            // The answer has begun: it ends torn, and whoever checks it notices.
            tracing::warn!(error = %problem, "a trail broke off");
        })
    });
    let body = stream::once(async { Ok::<_, Problem>(Bytes::from(head)) }).chain(lines);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/x-ndjson"))
        .insert_header((CONTENT_DISPOSITION, name))
        .streaming(body))
}
