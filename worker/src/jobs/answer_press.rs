//! Does what a button stands for that somebody pressed elsewhere: as that person, with that person's rights, and once.

use crate::context::Context;
use crate::slack::{SignedIn, sign_in};
use crate::verdict::Failure;
use chrono::NaiveDate;
use domain::access::{Action, Reach, reach};
use domain::id::{PersonId, PressId};
use domain::mirror::Category;
use integrations::slack::SlackFailure;
use store::{Chosen, ClaimedJob, Error, OrgTx, Press};

/// What became of a press, and what whoever pressed is told.
struct Answer {
    outcome: &'static str,
    words: Option<String>,
}

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, id: PressId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let press = org.press(id).await?;
    let known = org.person_behind(press.connection, &press.user).await?;
    org.commit().await?;
    if press.outcome.is_some() {
        return Ok(());
    }
    // Whoever is known acts even while the workspace does not take our sign-in.
    let slack = sign_in(context, claimed, press.connection).await?;
    let person = match (known, &slack) {
        (Some(person), _) => Some(person),
        (None, Some(slack)) => recognised(context, claimed, slack, &press).await?,
        (None, None) => None,
    };
    let answer = match person {
        Some(person) => act(context, claimed, id, &press, person).await?,
        None => nobody(context, claimed, id, &press).await?,
    };
    tracing::info!(press.id = %id, press.action, outcome = answer.outcome, "a button was pressed");
    if let (Some(words), Some(slack)) = (answer.words, slack)
        && let Err(failure) = slack.slack.whisper(&press.channel, &press.user, &words).await
    {
        // What was done is done; only the word about it is missing.
        tracing::info!(%failure, "whoever pressed a button could not be told");
    }
    Ok(())
}

/// Who of ours pressed: whoever has shown the address to be theirs that Slack has confirmed.
async fn recognised(
    context: &Context,
    claimed: &ClaimedJob,
    slack: &SignedIn,
    press: &Press,
) -> Result<Option<PersonId>, Failure> {
    let member = match slack.slack.member(&press.user).await {
        Ok(member) => member,
        Err(SlackFailure::Nobody) => return Ok(None),
        Err(failure) => return slack.before_anything(context, claimed, failure).await,
    };
    let Some(address) = member.address.filter(|_| !member.is_nobody) else { return Ok(None) };
    let org = context.store.write_for(claimed).await?;
    if member.team != Some(org.connection(press.connection).await?.place) {
        return Ok(None);
    }
    let person = org.person_with_address(&address).await?;
    if let Some(person) = person {
        org.note_counterpart(press.connection, person.0, Some((&member.id, &member.name)), Chosen::ByAddress)
            .await?;
    }
    org.commit().await?;
    Ok(person)
}

async fn nobody(
    context: &Context,
    claimed: &ClaimedJob,
    id: PressId,
    press: &Press,
) -> Result<Answer, Failure> {
    let words = "OpenAIMS does not know who you are here: nobody in this organisation has shown that the address \
                 of your Slack account is theirs. Open the task in OpenAIMS instead.";
    noted(context, claimed, id, press, "unknown_person").await?;
    Ok(Answer { outcome: "unknown_person", words: Some(words.to_owned()) })
}

/// Notes that it could not be found out who pressed: the message stays as it is, and its buttons work again.
pub(super) async fn abandon(context: &Context, claimed: &ClaimedJob, id: PressId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let press = org.press(id).await?;
    if press.outcome.is_none() {
        org.answer_press(id, press.mirror, &press.action, "not_recognised").await?;
    }
    org.commit().await?;
    Ok(())
}

async fn noted(
    context: &Context,
    claimed: &ClaimedJob,
    id: PressId,
    press: &Press,
    outcome: &str,
) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    org.answer_press(id, press.mirror, &press.action, outcome).await?;
    org.commit().await?;
    Ok(())
}

async fn act(
    context: &Context,
    claimed: &ClaimedJob,
    id: PressId,
    press: &Press,
    person: PersonId,
) -> Result<Answer, Failure> {
    let opened = context.store.write_for_person(claimed, person, press.service).await?;
    let Some((org, roles)) = opened else { return nobody(context, claimed, id, press).await };
    let answer = match pressed(&org, press, reach(&roles, Action::WorkTask)).await {
        Ok(answer) => {
            org.answer_press(id, press.mirror, &press.action, answer.outcome).await?;
            org.commit().await?;
            return Ok(answer);
        }
        Err(Error::Refused(store::Refused::NotYours)) => Answer {
            outcome: "not_yours",
            words: Some("This task is somebody else's, so it stays as it is.".to_owned()),
        },
        Err(Error::Refused(_)) => Answer {
            outcome: "refused",
            words: Some("The task has moved on meanwhile, so this cannot be done any more.".to_owned()),
        },
        Err(Error::NotFound) => Answer { outcome: "gone", words: None },
        Err(error) => return Err(error.into()),
    };
    drop(org);
    noted(context, claimed, id, press, answer.outcome).await?;
    Ok(answer)
}

async fn pressed(org: &OrgTx, press: &Press, work: Reach) -> store::Result<Answer> {
    if work == Reach::None {
        return Err(store::Refused::NotYours.into());
    }
    let to = match press.action.as_str() {
        "start" => Category::InProgress,
        "done" => Category::Done,
        "snooze" => return snooze(org, press, work).await,
        _ => return Ok(Answer { outcome: "unknown_button", words: None }),
    };
    let moved = org.press_task(press.task, to, work).await?;
    Ok(Answer { outcome: if moved { "done" } else { "already" }, words: None })
}

async fn snooze(org: &OrgTx, press: &Press, work: Reach) -> store::Result<Answer> {
    let Some(tomorrow) = org.today().succ_opt() else { return Err(Error::NotFound) };
    org.snooze_task(press.task, tomorrow, work).await?;
    Ok(Answer {
        outcome: "snoozed",
        words: Some(format!("You will be reminded again on {}.", day(tomorrow))),
    })
}

fn day(date: NaiveDate) -> String {
    date.format("%A, %-d %B").to_string()
}
