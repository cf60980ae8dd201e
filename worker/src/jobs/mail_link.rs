//! Mails a single-purpose link to the address it was made for.

use super::hand_over::hand_over;
use crate::context::Context;
use crate::links::Links;
use crate::verdict::Failure;
use domain::delivery::COPIES_WHEN_REPLY_LOST;
use domain::id::LinkId;
use integrations::mail::letters::{
    AccountExists, Invitation, PasswordChanged, PasswordReset, SignUp, TrainingLink,
};
use integrations::mail::{Letter, Message, RenderRefused, Rendered, SendFailure};
use store::{ClaimedJob, LinkLetter, Purpose};

/// Nobody who is not signed in has told us a language yet.
const LOCALE: &str = "en";

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, link: LinkId) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let letter = system.link_letter(link).await?;
    system.commit().await?;
    let Some(letter) = letter else { return Ok(()) };
    let Some(rendered) = render(&letter, &context.links).map_err(unwritable)? else { return Ok(()) };
    let message = Message {
        message_id: context.links.message_id(link),
        to_address: letter.address,
        to_name: letter.name,
        date: letter.made_at,
        rendered,
        auto: true,
        unsubscribe: None,
        // An account belongs to no organisation whose people could be told.
        returns_to: None,
    };
    let Err(failure) = hand_over(context, &message).await else { return Ok(()) };
    match failure {
        SendFailure::Refused { reason, .. } => Err(Failure::give_up(reason)),
        SendFailure::Later { reason, retry_after: None } => Err(Failure::retry(reason)),
        SendFailure::Later { reason, retry_after: Some(after) } => Err(Failure::RetryAfter { after, reason }),
        // A second copy under the same Message-ID harms nobody, a lost link keeps somebody out; but whoever waits
        // for it can ask for another, so it is not repeated further.
        SendFailure::Ambiguous { reason } if claimed.attempt < COPIES_WHEN_REPLY_LOST => {
            Err(Failure::retry(reason))
        }
        SendFailure::Ambiguous { reason } => {
            tracing::warn!(reason, "it is not known whether the link was mailed");
            Ok(())
        }
    }
}

/// The letter in words; nothing where the link is for nobody.
fn render(letter: &LinkLetter, links: &Links) -> Result<Option<Rendered>, RenderRefused> {
    let (name, expires) = (letter.name.clone(), letter.expires_at.with_timezone(&letter.zone));
    let rendered = match letter.purpose {
        Purpose::SignUp => {
            let organisation = letter.organisation.clone().unwrap_or_default();
            SignUp { name, organisation, link: links.welcome(&letter.token), expires }.render(LOCALE)
        }
        Purpose::AccountExists => {
            AccountExists { name, sign_in: links.sign_in(), reset: links.forgot() }.render(LOCALE)
        }
        Purpose::PasswordReset => {
            PasswordReset { name, link: links.reset(&letter.token), expires }.render(LOCALE)
        }
        Purpose::PasswordChanged => {
            let at = letter.made_at.with_timezone(&letter.zone);
            PasswordChanged { name, at, reset: links.forgot() }.render(LOCALE)
        }
        Purpose::Invitation => {
            let organisation = letter.organisation.clone().unwrap_or_default();
            let inviter = letter.inviter.clone().unwrap_or_default();
            Invitation { name, inviter, organisation, link: links.join(&letter.token), expires }
                .render(LOCALE)
        }
        Purpose::Training => {
            let organisation = letter.organisation.clone().unwrap_or_default();
            let title = letter.title.clone().unwrap_or_default();
            TrainingLink { name, organisation, title, link: links.training(&letter.token), expires }
                .render(LOCALE)
        }
        // What stands in other letters is mailed with them.
        Purpose::Nobody | Purpose::Unsubscribe | Purpose::Return | Purpose::Certificate => return Ok(None),
    };
    rendered.map(Some)
}

fn unwritable(refused: RenderRefused) -> Failure {
    Failure::GiveUp { reason: "the letter cannot be written".to_owned(), cause: Some(Box::new(refused)) }
}
