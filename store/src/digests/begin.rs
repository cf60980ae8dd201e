//! Handing notices over by mail: judged at the moment of delivery, by what is wanted and true then.

use super::facts::Worded;
use super::{REACH, WEEKLY};
use crate::deliveries::Standing;
use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::choice::{Rhythm, Topic, Unwanted};
use domain::clock::Instant;
use domain::delivery::{Reason, State};
use domain::digest::{Digest, Line, compose, untrue};
use domain::id::{DeliveryId, NoticeId, PersonId};
use domain::notice::Kind;
use std::collections::HashMap;
use uuid::Uuid;

/// What every mail about notices holds.
#[derive(Clone, Debug)]
pub struct Told {
    /// When it was planned: the date of the letter, the same for every copy.
    pub planned_at: Instant,
    /// To whom.
    pub recipient: PersonId,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's address.
    pub recipient_address: String,
    /// The recipient's language.
    pub locale: String,
    /// The organisation's name.
    pub organisation: String,
    /// The organisation's part of a URL.
    pub slug: String,
    /// The token of the link that turns such mails off.
    pub unsubscribe: String,
}

/// One notice as a mail.
#[derive(Clone, Debug)]
pub struct NoticeLetter {
    /// To whom, and how it is turned off.
    pub told: Told,
    /// What it says.
    pub line: DigestLine,
}

/// What has come together.
#[derive(Clone, Debug)]
pub struct DigestLetter {
    /// To whom, and how it is turned off.
    pub told: Told,
    /// Whether it is the weekly one.
    pub weekly: bool,
    /// What it says.
    pub lines: Vec<DigestLine>,
}

/// Several notices of one kind about one thing.
#[derive(Clone, Debug)]
pub struct DigestLine {
    /// What they are about.
    pub kind: Kind,
    /// The thing's kind, such as `task`.
    pub subject_kind: String,
    /// The thing.
    pub subject: Uuid,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Who did it, the latest last, each once; empty: the program.
    pub actors: Vec<String>,
    /// How many there are.
    pub count: usize,
    /// When the latest came.
    pub latest: Instant,
}

impl OrgTx {
    /// Begins to mail one notice, or suppresses it: it is not wanted, wanted together with others, or no longer true.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such delivery here.
    pub async fn begin_notice(&self, id: DeliveryId) -> Result<Option<NoticeLetter>> {
        let Some((standing, state)) = self.begun(id).await? else { return Ok(None) };
        let person = PersonId(standing.recipient_id);
        let mine = |sql: Sql| sql.push(" and n.delivery_id = ").bind(id.0);
        let one = self.worded(person, mine).await?.pop().ok_or(Error::NotFound)?;
        let (notice, kind) = (one.told.id, one.told.kind);
        let view = self.choices_of(person).await?;
        if state == State::Planned {
            let rhythm = view.by_mail(kind);
            if matches!(rhythm, Rhythm::Daily | Rhythm::Weekly) {
                self.set(id, State::Suppressed, Some(Reason::Digested), None, standing.copies).await?;
                return self.release(notice, person, &view).await.map(|()| None);
            }
            let unwanted = (rhythm == Rhythm::Never).then_some(Reason::Unwanted);
            let why = self.unreachable(person).await?.or(unwanted).or(untrue(kind, &one.told.facts));
            if let Some(reason) = why {
                self.mark(Sql::new("update notice set left_out = ").bind(reason.name()), &[notice]).await?;
                self.set(id, State::Suppressed, Some(reason), None, standing.copies).await?;
                return Ok(None);
            }
        }
        self.set(id, State::Sending, None, None, standing.copies + 1).await?;
        let line = Line { kind, subject: one.told.subject, notices: vec![notice], latest: one.told.at };
        let told = self.told(&standing, Unwanted::Topic(Topic::of(kind))).await?;
        let line = worded(&line, &[one]).ok_or(unreadable("notice"))?;
        Ok(Some(NoticeLetter { told, line }))
    }

    /// Begins to mail what has come together, or suppresses it where nothing of it is left to say.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such delivery here.
    pub async fn begin_digest(&self, id: DeliveryId) -> Result<Option<DigestLetter>> {
        let Some((standing, state)) = self.begun(id).await? else { return Ok(None) };
        let (person, weekly) = (PersonId(standing.recipient_id), standing.step == WEEKLY);
        // What an attempt before this one took is its own: it is judged anew where no copy is out there.
        let since = standing.planned_at - REACH;
        let candidates = move |sql: Sql| {
            let sql = sql.push(" and n.left_out is null and (n.delivery_id = ").bind(id.0);
            if state == State::Sending {
                return sql.push(")");
            }
            sql.push(" or (n.delivery_id is null and n.kind <> ")
                .bind(Kind::Due.name())
                .push(" and n.at > ")
                .bind(since)
                .push("))")
        };
        let all = self.worded(person, candidates).await?;
        let told: Vec<_> = all.iter().map(|one| one.told).collect();
        let digest = if state == State::Sending {
            compose(&told.iter().map(|one| true_again(*one)).collect::<Vec<_>>(), |_| Rhythm::Daily, true)
        } else {
            let view = self.choices_of(person).await?;
            let digest = compose(&told, |kind| view.by_mail(kind), weekly);
            if let Some(reason) = self.unreachable(person).await? {
                return self.suppress_digest(id, standing.copies, &digest, reason).await.map(|()| None);
            }
            self.keep_judgement(id, &digest).await?;
            digest
        };
        if digest.lines.is_empty() {
            self.set(id, State::Suppressed, Some(Reason::NothingLeft), None, standing.copies).await?;
            return Ok(None);
        }
        self.set(id, State::Sending, None, None, standing.copies + 1).await?;
        let lines = digest.lines.iter().filter_map(|line| worded(line, &all)).collect();
        let told = self.told(&standing, Unwanted::Digest).await?;
        Ok(Some(DigestLetter { told, weekly, lines }))
    }

    /// A delivery that has not ended.
    async fn begun(&self, id: DeliveryId) -> Result<Option<(Standing, State)>> {
        let standing = self.delivery_standing(id).await?.ok_or(Error::NotFound)?;
        let state = State::parse(&standing.state).ok_or(unreadable("state"))?;
        Ok((!state.is_final()).then_some((standing, state)))
    }

    /// Why no mail of this kind reaches a person.
    async fn unreachable(&self, person: PersonId) -> Result<Option<Reason>> {
        if !self.person_row(person).await?.active {
            return Ok(Some(Reason::Inactive));
        }
        Ok(self.address_is_dead(person).await?.then_some(Reason::AddressDead))
    }

    /// Notes what is in the digest, and what is not and why.
    async fn keep_judgement(&self, id: DeliveryId, digest: &Digest) -> Result<()> {
        let of_this = || Sql::new("update notice set delivery_id = ").bind(id.0);
        let said: Vec<NoticeId> = digest.lines.iter().flat_map(|line| line.notices.clone()).collect();
        self.mark(of_this(), &said).await?;
        let mut by_reason: HashMap<&str, Vec<NoticeId>> = HashMap::new();
        for (notice, reason) in &digest.left_out {
            by_reason.entry(reason.name()).or_default().push(*notice);
        }
        for (reason, notices) in by_reason {
            self.mark(of_this().push(", left_out = ").bind(reason), &notices).await?;
        }
        self.mark(Sql::new("update notice set delivery_id = null"), &digest.waits).await
    }

    async fn suppress_digest(&self, id: DeliveryId, copies: i32, digest: &Digest, why: Reason) -> Result<()> {
        let said = digest.lines.iter().flat_map(|line| line.notices.clone());
        let left_out = said.map(|notice| (notice, why)).chain(digest.left_out.iter().copied()).collect();
        let nothing = Digest { lines: Vec::new(), left_out, waits: digest.waits.clone() };
        self.keep_judgement(id, &nothing).await?;
        self.set(id, State::Suppressed, Some(why), None, copies).await
    }

    async fn told(&self, standing: &Standing, what: Unwanted) -> Result<Told> {
        let recipient = PersonId(standing.recipient_id);
        let (row, organisation) = (self.person_row(recipient).await?, self.organisation().await?);
        Ok(Told {
            planned_at: standing.planned_at,
            recipient,
            recipient_name: row.name,
            recipient_address: row.address,
            locale: row.locale,
            organisation: organisation.name,
            slug: organisation.slug,
            unsubscribe: self.unsubscribe_token(recipient, what).await?,
        })
    }
}

/// A copy that may be out there already says what it said, whatever has changed since.
fn true_again(told: domain::digest::Told) -> domain::digest::Told {
    let facts = domain::digest::Facts {
        read: false,
        seen: true,
        said: true,
        theirs: true,
        open: true,
        awaits_review: true,
        done: true,
    };
    domain::digest::Told { facts, ..told }
}

fn worded(line: &Line, all: &[Worded]) -> Option<DigestLine> {
    let mut actors: Vec<String> = Vec::new();
    let of_line = |one: &&Worded| line.notices.contains(&one.told.id);
    for actor in all.iter().filter(of_line).filter_map(|one| one.actor.clone()) {
        actors.retain(|known| *known != actor);
        actors.push(actor);
    }
    let one = all.iter().find(of_line)?;
    Some(DigestLine {
        kind: line.kind,
        subject_kind: one.subject_kind.clone(),
        subject: line.subject.0,
        reference: one.reference.clone(),
        title: one.title.clone(),
        actors,
        count: line.notices.len(),
        latest: line.latest,
    })
}
