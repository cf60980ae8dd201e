//! What changes while somebody looks, as server-sent events: that something changed and which thing it was, never what
//! it says. An event's id is its number in the organisation's trail, so a page that comes back after a while is told
//! everything that it missed. No door is open while nothing happens.

use crate::caller::{Caller, may};
use crate::problem::Problem;
use crate::room::Place;
use crate::state::State;
use crate::views::Answer;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, web};
use domain::access::{Action, Reach};
use domain::id::OrgId;
use futures::stream;
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;
use store::{BusState, ChangeNote};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

/// How often a silent stream says that it lives, and whoever reads it is asked to show that they still may.
const BEAT: Duration = Duration::from_secs(20);
/// How often is looked without being told, where other processes cannot tell.
const LOOK: Duration = Duration::from_secs(3);
/// How long what happens together is gathered.
const GATHER: Duration = Duration::from_millis(50);
/// How many changes are told one by one; whoever missed more reads everything anew.
const MOST: i64 = 200;

/// One reader.
struct Reader {
    request: HttpRequest,
    state: web::Data<State>,
    org: OrgId,
    /// The latest entry of the trail that was told.
    seq: i64,
    /// Whether something came before the stream began.
    behind: bool,
    changes: Receiver<OrgId>,
    stop: watch::Receiver<bool>,
    beat: Instant,
    _watching: Place,
}

/// Follow what changes: `text/event-stream`. An event `change` says which kind of thing, and which one; `reset` that
/// everything is to be read anew. `Last-Event-ID` names the last event that was heard.
#[utoipa::path(tag = "organisation", operation_id = "follow_changes", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))),
    responses((status = 200, content_type = "text/event-stream", body = serde_json::Value), (status = 503)))]
#[get("/o/{org}/live")]
pub(crate) async fn handle(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller<may::ReadOrganisation>,
) -> Answer {
    let watching = state.watching.enter(caller.whose())?;
    // Heard from before anything is read: what comes in between is told twice rather than not at all.
    let changes = state.store().bus().changes();
    let org = caller.read().await?;
    let latest = org.latest_change().await?;
    org.close().await?;
    let heard = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    let seq = heard.and_then(|id| id.parse().ok()).filter(|seq| (0..=latest).contains(seq)).unwrap_or(latest);
    let reader = Reader {
        org: caller.membership().tenancy().org(),
        stop: state.api.stop.clone(),
        beat: Instant::now() + BEAT,
        _watching: watching,
        request,
        state,
        behind: seq < latest,
        seq,
        changes,
    };
    let hello = format!("retry: 2000\nid: {seq}\nevent: hello\ndata: {{}}\n\n");
    let body = stream::unfold((Some(hello), reader), |(first, mut reader)| async move {
        let text = match first {
            Some(text) => text,
            None => reader.next().await?,
        };
        Some((Ok::<_, Infallible>(web::Bytes::from(text)), (None, reader)))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Said to be encoded already: what is compressed is held back until there is enough of it.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(body))
}

impl Reader {
    /// The next piece; `None` ends the stream: the process stops, or the reader may no longer read.
    async fn next(&mut self) -> Option<String> {
        loop {
            if !std::mem::take(&mut self.behind) {
                self.wait().await?;
            }
            // Each look is the caller's: whoever may no longer read is told nothing more.
            match self.read().await {
                Ok(text) if !text.is_empty() => return Some(text),
                Ok(_) | Err(Problem::Unavailable) => {}
                Err(_) => return None,
            }
            if Instant::now() >= self.beat {
                self.beat = Instant::now() + BEAT;
                return Some(": beat\n\n".to_owned());
            }
        }
    }

    /// Waits until something may have changed here, or it is time to look. Redis may go while somebody waits, so that
    /// is asked as often as would then be looked.
    async fn wait(&mut self) -> Option<()> {
        let bus = self.state.store().bus().clone();
        let mut alone = bus.state() == BusState::Lost;
        let mut look = self.beat.min(Instant::now() + LOOK);
        loop {
            tokio::select! {
                changed = self.changes.recv() => match changed {
                    Ok(org) if org == self.org => {
                        sleep(GATHER).await;
                        return Some(());
                    }
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return Some(()),
                    Err(RecvError::Closed) => return None,
                },
                () = sleep_until(look) => {
                    let was_alone = std::mem::replace(&mut alone, bus.state() == BusState::Lost);
                    if alone || was_alone || look >= self.beat {
                        return Some(());
                    }
                    look = self.beat.min(Instant::now() + LOOK);
                }
                _ = self.stop.wait_for(|stop| *stop) => return None,
            }
        }
    }

    /// What is new, for whoever reads it now.
    async fn read(&mut self) -> Result<String, Problem> {
        let caller = Caller::<may::ReadOrganisation>::extract(&self.request).await?;
        let org = caller.read().await?;
        let latest = org.latest_change().await?;
        let notes = if latest > self.seq { org.changes_after(self.seq, MOST).await? } else { Vec::new() };
        org.close().await?;
        if latest - self.seq > MOST {
            self.seq = latest;
            return Ok(format!("id: {latest}\nevent: reset\ndata: {{}}\n\n"));
        }
        self.seq = notes.last().map_or(self.seq, |note| note.seq);
        let sees_all = caller.reach_of(Action::ReadTasks) == Reach::All;
        Ok(notes.iter().map(|note| event(note, sees_all)).collect())
    }
}

/// Whoever sees their own things only is told that something changed, and reads what they may.
fn event(note: &ChangeNote, sees_all: bool) -> String {
    let data = if sees_all {
        json!({ "kind": note.kind, "what": note.what, "id": note.subject_id, "version": note.version })
    } else {
        json!({ "kind": note.kind })
    };
    format!("id: {}\nevent: change\ndata: {data}\n\n", note.seq)
}
