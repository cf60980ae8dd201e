//! What each person chose to be told, and how often.

use crate::doors::{OrgRead, OrgTx, Store};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use crate::tenancy::{Actor, Tenancy};
use domain::access::Role;
use domain::choice::{Change, ChoiceRefused, Choices, Rhythm, Topic, Unwanted, Way};
use domain::event::Event;
use domain::id::{OrgId, PersonId};
use domain::notice::Kind;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What somebody chose, with what follows from their roles where they did not.
#[derive(Clone, Debug)]
pub struct ChoicesView {
    /// What was chosen.
    pub choices: Choices,
    /// The roles of today.
    pub roles: Vec<Role>,
    /// The version.
    pub version: i32,
}

impl ChoicesView {
    /// How often the person is told.
    #[must_use]
    pub fn rhythm(&self, topic: Topic, way: Way) -> Rhythm {
        self.choices.rhythm(topic, way, &self.roles)
    }

    /// How often the person is mailed about notices of this kind.
    pub(crate) fn by_mail(&self, kind: Kind) -> Rhythm {
        match kind {
            // What is one too many today comes together, and nobody turns that off.
            Kind::HeldBack => Rhythm::Daily,
            _ => self.rhythm(Topic::of(kind), Way::Mail),
        }
    }

    /// The kinds that are not shown behind the bell.
    pub(crate) fn hidden(&self) -> Vec<&'static str> {
        let hidden = |kind: &&Kind| self.rhythm(Topic::of(**kind), Way::InApp) == Rhythm::Never;
        Kind::ALL.iter().filter(hidden).map(|kind| kind.name()).collect()
    }
}

#[derive(FromQueryResult)]
struct Row {
    body: serde_json::Value,
    version: i32,
}

impl OrgRead {
    /// What a person chose.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn choices_of(&self, person: PersonId) -> Result<ChoicesView> {
        let sql = self
            .sql("select body, version from notice_choice where org_id = ")
            .push(" and id = ")
            .bind(person.0);
        let roles = self.roles_of(person).await?;
        match self.door.one::<Row>(sql).await? {
            None => Ok(ChoicesView { choices: Choices::default(), roles, version: 1 }),
            Some(row) => {
                let choices = serde_json::from_value(row.body).map_err(|_| unreadable("choices"))?;
                Ok(ChoicesView { choices, roles, version: row.version })
            }
        }
    }
}

impl OrgTx {
    /// Changes what a person chose, over `version`.
    ///
    /// # Errors
    /// [`Error::Stale`], or [`Error::Invalid`] for what is not offered.
    pub async fn choose(&self, person: PersonId, version: i32, change: &Change) -> Result<()> {
        let view = self.choices_of(person).await?;
        if view.version != version {
            return Err(Error::Stale { current: view.version });
        }
        self.revise_choices(person, view, change, false).await
    }

    async fn revise_choices(
        &self,
        person: PersonId,
        view: ChoicesView,
        change: &Change,
        by_link: bool,
    ) -> Result<()> {
        let mut choices = view.choices;
        let fields = choices.revise(change).map_err(refused)?;
        if fields.is_empty() {
            return Ok(());
        }
        let body = serde_json::to_value(&choices).map_err(|_| unreadable("choices"))?;
        let sql = self
            .sql("insert into notice_choice (org_id, id, body, version, updated_at) values (")
            .push(", ")
            .bind(person.0)
            .push(", ")
            .bind(body)
            .push(", 2, ")
            .bind(self.now())
            .push(
                ") on conflict (org_id, id) do update set body = excluded.body, updated_at = excluded.updated_at, \
                 version = notice_choice.version + 1 where notice_choice.version = ",
            )
            .bind(view.version);
        if self.door.run(sql).await? == 0 {
            return Err(Error::Stale { current: self.choices_of(person).await?.version });
        }
        // Another hour moves what waits, and what waits may now be wanted by another rhythm.
        self.move_digest(person, choices.times).await?;
        self.record(Event::NoticesChosen { person, fields, by_link });
        Ok(())
    }
}

fn refused(why: ChoiceRefused) -> Error {
    let field = if why == ChoiceRefused::NoSuchTime { "/hour" } else { "/topics" };
    Error::Invalid { field: field.to_owned(), code: why.code() }
}

impl Store {
    /// Turns off what a mailed link is for; `None` when there is no such link, or it has expired. Turning it off twice
    /// is turning it off once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unsubscribe(&self, token: &str) -> Result<Option<Unwanted>> {
        let Some(link) = self.unsubscribing(token).await? else { return Ok(None) };
        let (org, person) = (OrgId(link.org), PersonId(link.person));
        let unwanted = Unwanted::parse(&link.what).ok_or(unreadable("link"))?;
        let tx = self.write_in(Tenancy::new(org, chrono_tz::Tz::UTC, Actor::Person(person))).await?;
        let view = tx.choices_of(person).await?;
        let change = unwanted.change(&view.choices, &view.roles);
        tx.revise_choices(person, view, &change, true).await?;
        tx.commit().await?;
        Ok(Some(unwanted))
    }

    /// What a mailed link would turn off. Changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn would_unsubscribe(&self, token: &str) -> Result<Option<Unwanted>> {
        Ok(self.unsubscribing(token).await?.and_then(|link| Unwanted::parse(&link.what)))
    }

    async fn unsubscribing(&self, token: &str) -> Result<Option<Unsubscribing>> {
        let door = self.account_read(None).await?;
        let found = door.standing_link(crate::links::Purpose::Unsubscribe, token).await?;
        door.commit().await?;
        Ok(found.and_then(|body| serde_json::from_value(body).ok()))
    }
}

/// What a link to unsubscribe speaks of.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct Unsubscribing {
    pub(crate) org: Uuid,
    pub(crate) person: Uuid,
    pub(crate) what: String,
}

impl OrgTx {
    /// The token of the link by which a person turns something off. The same for months, so that a copy of a mail holds
    /// the same link.
    pub(crate) async fn unsubscribe_token(&self, person: PersonId, what: Unwanted) -> Result<String> {
        let body = Unsubscribing { org: self.org(), person: person.0, what: what.name().to_owned() };
        let body = serde_json::to_value(body).map_err(|_| unreadable("link"))?;
        self.standing_token(crate::links::Purpose::Unsubscribe, &body).await
    }

    /// Notes that something waits to be mailed together with others.
    pub(crate) async fn await_digest(&self, person: PersonId, view: &ChoicesView) -> Result<()> {
        let next = self.next_slot_of(person, view.choices.times).await?;
        let sql = self
            .sql("insert into digest_wait (org_id, id, next_at) values (")
            .push(", ")
            .bind(person.0)
            .push(", ")
            .bind(next)
            .push(") on conflict (org_id, id) do nothing");
        self.door.run(sql).await.map(drop)
    }

    /// Has what waits for somebody leave in the next slot by the clock of where they are now.
    pub(crate) async fn plan_digest_anew(&self, person: PersonId) -> Result<()> {
        let times = self.choices_of(person).await?.choices.times;
        self.move_digest(person, times).await
    }

    async fn move_digest(&self, person: PersonId, times: domain::digest::Times) -> Result<()> {
        let next = self.next_slot_of(person, times).await?;
        let sql = Sql::new("update digest_wait set next_at = ")
            .bind(next)
            .push(" where next_at > ")
            .bind(self.now())
            .push(" and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(person.0);
        self.door.run(sql).await.map(drop)
    }
}
