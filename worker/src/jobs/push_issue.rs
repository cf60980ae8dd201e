//! Makes an issue elsewhere say what its task says. It is made once: after an answer that was lost it is looked for,
//! as long as the service's search may lag, before it is made again.

use super::pull_issue;
use crate::context::Context;
use crate::jira::{Call, PROPERTY, SignedIn, edit_between, new_issue, said_now, sign_in};
use crate::verdict::Failure;
use domain::connection::{IssueSetup, Setup};
use domain::id::MirrorId;
use domain::mirror::{Category, Said, agrees, category_of, label};
use integrations::jira::{Created, Found, JiraFailure, Transition};
use std::time::Duration;
use store::{ClaimedJob, IssueLetter, IssueWork, Place};

/// How often to look while the search may lag: so many times, and at least each ten seconds.
const LOOKS: u64 = 6;
const LONGEST_LOOK: u64 = 10;
/// How often an issue is asked for while every answer is lost.
const COPIES: i32 = 5;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, mirror: MirrorId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let work = org.begin_mirror(mirror).await?;
    org.commit().await?;
    let (letter, copies) = match &work {
        IssueWork::Nothing => return Ok(()),
        IssueWork::Wait(after) => return Err(rests(*after)),
        IssueWork::Create(letter) | IssueWork::Update(letter) => (letter, 0),
        IssueWork::Ask { letter, copies, .. } => (letter, *copies),
    };
    let Setup::Issues(setup) = &letter.setup else { return Ok(()) };
    let Some(jira) = sign_in(context, claimed, letter.connection, letter.service, &letter.place).await?
    else {
        // The sign-in was lost between the door and here: nothing was asked of the outside.
        return put_back(context, claimed, &work, mirror).await;
    };
    match &work {
        IssueWork::Create(_) => create(context, claimed, &jira, letter, setup).await,
        IssueWork::Update(_) => update(context, claimed, &jira, letter, setup).await,
        IssueWork::Ask { asked_at, .. } => {
            let asked = context.store.clock().machine() - *asked_at;
            look(context, claimed, &jira, letter, setup, (asked, copies)).await
        }
        IssueWork::Nothing | IssueWork::Wait(_) => Ok(()),
    }
}

/// Ends the mirror of a job that was given up.
pub(super) async fn abandon(
    context: &Context,
    claimed: &ClaimedJob,
    mirror: MirrorId,
    reason: &str,
) -> Result<(), Failure> {
    let org = match context.store.write_for(claimed).await {
        Err(store::Error::NotFound) => return Ok(()),
        org => org?,
    };
    match org.abandon_mirror(mirror, reason).await {
        Ok(()) | Err(store::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    org.commit().await?;
    Ok(())
}

fn rests(after: Duration) -> Failure {
    Failure::RetryAfter { after, reason: "the service is left alone for a while".to_owned() }
}

async fn put_back(
    context: &Context,
    claimed: &ClaimedJob,
    work: &IssueWork,
    mirror: MirrorId,
) -> Result<(), Failure> {
    if matches!(work, IssueWork::Create(_)) {
        let org = context.store.write_for(claimed).await?;
        org.mirror_not_taken(mirror, "somebody has to connect again").await?;
        org.commit().await?;
    }
    Ok(())
}

async fn create(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    letter: &IssueLetter,
    setup: &IssueSetup,
) -> Result<(), Failure> {
    match jira.jira.create(&new_issue(letter, setup, &context.links)).await {
        Ok(issue) => keep(context, claimed, jira, letter, &issue, false).await,
        Err(failure) => jira.failed(context, claimed, letter.mirror, Call::Makes, failure).await,
    }
}

/// It stands there: that is written down, and what has changed meanwhile goes out after it.
async fn keep(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    letter: &IssueLetter,
    issue: &Created,
    found: bool,
) -> Result<(), Failure> {
    let url = jira.jira.browse(&letter.place_url, &issue.key);
    let at = Place { id: issue.id.clone(), key: issue.key.clone(), url };
    let said = said_now(letter, Category::New);
    let org = context.store.write_for(claimed).await?;
    org.mirror_made(letter.mirror, &at, &said, letter.version, found).await?;
    org.note_success(letter.connection).await?;
    if found || !agrees(letter.task.state, Category::New) {
        org.push_again(letter.mirror);
    }
    org.commit().await?;
    Ok(())
}

/// Looks for an issue whose making was not answered. Not found counts only once the search cannot lag any more.
async fn look(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    letter: &IssueLetter,
    setup: &IssueSetup,
    (asked, copies): (chrono::TimeDelta, i32),
) -> Result<(), Failure> {
    let found = match jira.jira.find_by_label(&label(letter.mirror), PROPERTY).await {
        Ok(found) => found,
        Err(failure) => return looked_in_vain(context, claimed, jira, letter, failure).await,
    };
    if let Some(issue) = ours(&found, letter.mirror) {
        return keep(context, claimed, jira, letter, issue, true).await;
    }
    let patience = i64::try_from(context.outside.jira.search_patience_seconds).unwrap_or(i64::MAX);
    if asked.num_seconds() < patience {
        let reason = "looking whether the issue was made".to_owned();
        return Err(Failure::RetryAfter { after: look_again(context), reason });
    }
    if copies >= COPIES {
        return Err(Failure::give_up("the service never answers when it is asked to make the issue"));
    }
    let org = context.store.write_for(claimed).await?;
    org.ask_again(letter.mirror).await?;
    org.commit().await?;
    create(context, claimed, jira, letter, setup).await
}

fn look_again(context: &Context) -> Duration {
    Duration::from_secs((context.outside.jira.search_patience_seconds / LOOKS).clamp(1, LONGEST_LOOK))
}

/// A search that failed says nothing about the issue: it stays looked for.
async fn looked_in_vain(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    letter: &IssueLetter,
    failure: JiraFailure,
) -> Result<(), Failure> {
    if failure == JiraFailure::SignedOut {
        return jira.signed_out().await;
    }
    let after = match failure {
        JiraFailure::Wait { after, .. } => after,
        _ => look_again(context),
    };
    let org = context.store.write_for(claimed).await?;
    org.mirror_answer_lost(letter.mirror, &failure.to_string()).await?;
    org.note_failure(letter.connection, &failure.to_string()).await?;
    org.commit().await?;
    Err(Failure::RetryAfter { after, reason: failure.to_string() })
}

/// Of issues with our label the one that keeps our proof; a clone has the label too. Where no edition keeps proofs,
/// the oldest.
fn ours(found: &[Found], mirror: MirrorId) -> Option<&Created> {
    let proof = serde_json::json!(mirror);
    let proven = found.iter().find(|one| one.property.as_ref().is_some_and(|kept| kept["mirror"] == proof));
    let unproven = || found.iter().find(|one| one.property.is_none());
    proven.or_else(unproven).map(|one| &one.issue)
}

/// Transition first, fields afterwards: each call fires a hook of its own, and one that shows the old status with the
/// new fields would move the task back.
async fn update(
    context: &Context,
    claimed: &ClaimedJob,
    jira: &SignedIn,
    letter: &IssueLetter,
    setup: &IssueSetup,
) -> Result<(), Failure> {
    let (Some(before), Some(id)) = (&letter.said, &letter.remote_id) else { return Ok(()) };
    let mut names = Vec::new();
    let mut category = before.category;
    let mut stuck = None;
    if !agrees(letter.task.state, category) {
        match transition(jira, letter, setup, id).await {
            Ok(Moved::To(reached)) => {
                category = reached;
                names.push("status");
            }
            Ok(Moved::Nowhere(why)) => stuck = Some(why),
            // Somebody moved it over there since we last agreed: that is followed first.
            Ok(Moved::Already) => return pull_issue::run(context, claimed, letter.mirror).await,
            Err(failure) => {
                return jira.failed(context, claimed, letter.mirror, Call::Changes, failure).await;
            }
        }
    }
    let now = said_now(letter, category);
    if let Some((edit, changed)) = edit_between(letter, before, &now, &context.links) {
        if let Err(failure) = jira.jira.edit(id, &edit).await {
            keep_category(context, claimed, letter, before, category).await?;
            return jira.failed(context, claimed, letter.mirror, Call::Changes, failure).await;
        }
        names.extend(changed);
    }
    let org = context.store.write_for(claimed).await?;
    org.mirror_updated(letter.mirror, &now, letter.version, &names).await?;
    org.note_success(letter.connection).await?;
    if let Some(why) = stuck {
        org.mirror_refused(letter.mirror, &why, None).await?;
    }
    org.commit().await?;
    Ok(())
}

/// The issue has moved, though its fields were not taken: said, so that it is not moved again.
async fn keep_category(
    context: &Context,
    claimed: &ClaimedJob,
    letter: &IssueLetter,
    before: &Said,
    category: Category,
) -> Result<(), Failure> {
    if before.category == category {
        return Ok(());
    }
    let said = Said { category, ..before.clone() };
    let org = context.store.write_for(claimed).await?;
    org.mirror_updated(letter.mirror, &said, letter.version, &["status"]).await?;
    org.commit().await?;
    Ok(())
}

enum Moved {
    To(Category),
    Already,
    Nowhere(String),
}

async fn transition(
    jira: &SignedIn,
    letter: &IssueLetter,
    setup: &IssueSetup,
    id: &str,
) -> Result<Moved, JiraFailure> {
    let wanted = category_of(letter.task.state);
    let issue = jira.jira.get(id).await?;
    let stands = setup.category(&issue.status, issue.category);
    let agreed = letter.said.as_ref().map(|said| said.category);
    if agreed.is_some_and(|agreed| agreed != stands) {
        return Ok(Moved::Already);
    }
    let ways = jira.jira.transitions(id).await?;
    let leads = |way: &&Transition| setup.category(&way.status, way.category) == wanted;
    let Some(way) = ways.iter().filter(leads).min_by_key(|way| way.required.len()) else {
        let open: Vec<&str> = ways.iter().map(|way| way.name.as_str()).collect();
        let open = if open.is_empty() { "none".to_owned() } else { open.join(", ") };
        return Ok(Moved::Nowhere(format!(
            "the issue has no way to {wanted} from {}; it has: {open}",
            issue.status
        )));
    };
    if !way.required.is_empty() {
        return Ok(Moved::Nowhere(format!("the way {:?} asks for: {}", way.name, way.required.join(", "))));
    }
    jira.jira.transition(id, &way.id).await?;
    Ok(Moved::To(wanted))
}
