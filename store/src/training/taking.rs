//! Doing what one is asked for: reading, the quiz, and confirming. Whoever does it is known by who acts; whether a link or a
//! sign-in showed that is the caller's to say.

use super::assignments::Loaded;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Refused, Result, unreadable};
use crate::sql::Sql;
use domain::clock::Instant;
use domain::event::Event;
use domain::id::AssignmentId;
use domain::obligation::Kind;
use domain::training::{
    Answer, Assignment, AssignmentRefused, Attempt, Module, Outcome, Proof, Question, Shown, Version,
    shown_text,
};
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};

/// What somebody who opens their training sees.
#[derive(Clone, Debug)]
pub struct Taking {
    /// What is asked.
    pub id: AssignmentId,
    /// Where they stand.
    pub assignment: Assignment,
    /// The module.
    pub module: Module,
    /// The version that they are asked for.
    pub version: Version,
    /// Its questions, as far as they are asked, each with its options as this person sees them this time.
    pub questions: Vec<(Question, Shown)>,
    /// Their name.
    pub person: String,
    /// The organisation's name, and its part of a URL.
    pub organisation: (String, String),
    /// When they confirmed.
    pub attested_at: Option<Instant>,
    /// Whether nothing can be changed there at present: it is suspended, or to be deleted.
    pub closed: bool,
}

/// What somebody saw when they answered: what has changed since is not answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which version of the module.
    pub version: u32,
    /// How often they had tried before.
    pub attempts: u8,
}

/// What a try came to.
#[derive(Clone, Debug)]
pub enum Tried {
    /// It was judged.
    Judged(Outcome),
    /// What they saw is not what is asked any more: nothing was judged.
    Moved,
}

impl OrgRead {
    /// What the caller, who is asked for it, sees.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such thing here, or it is not the caller's.
    pub async fn taking(&self, id: AssignmentId) -> Result<Taking> {
        #[derive(FromQueryResult)]
        struct Row {
            person: String,
            organisation: String,
            slug: String,
            at: Option<Instant>,
            closing_at: Option<Instant>,
            suspended_at: Option<Instant>,
        }
        let loaded = self.own_assignment(id).await?;
        let version = self.version_of(loaded.module.id, loaded.assignment.version).await?;
        let sql = Sql::new(
            "select p.name as person, o.name as organisation, o.slug, a.at, o.closing_at, o.suspended_at from assignment t \
             join person p on p.org_id = t.org_id and p.id = t.person_id join organisation o on o.org_id = t.org_id \
             left join attestation a on a.org_id = t.org_id and a.assignment_id = t.id where t.org_id = ",
        )
        .bind(self.org())
        .push(" and t.id = ")
        .bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let questions = self.shown_to(&loaded, &version).await?;
        Ok(Taking {
            id,
            assignment: loaded.assignment,
            module: loaded.module,
            version,
            questions,
            person: row.person,
            organisation: (row.organisation, row.slug),
            attested_at: row.at,
            closed: row.suspended_at.is_some() || row.closing_at.is_some(),
        })
    }

    async fn own_assignment(&self, id: AssignmentId) -> Result<Loaded> {
        let loaded = self.loaded(id).await?;
        if self.tenancy.actor().person() != Some(loaded.assignment.person.0) {
            return Err(Error::NotFound);
        }
        Ok(loaded)
    }

    /// The questions of an assignment, with their options as they stand there this time: shuffled by a key that nobody outside
    /// has, so that they need not be kept before they are answered.
    async fn shown_to(&self, loaded: &Loaded, version: &Version) -> Result<Vec<(Question, Shown)>> {
        let time = [loaded.assignment.attempts];
        let part = match loaded.assignment.after {
            Some(_) => self
                .known_versions(loaded.module.id, version.number)
                .await?
                .part_after(loaded.assignment.after),
            None => None,
        };
        let shown = version
            .questions_of(part.as_ref())
            .into_iter()
            .map(|question| {
                let order = question.options.iter().map(|option| {
                    let parts: [&[u8]; 5] =
                        [b"quiz", loaded.id.0.as_bytes(), &time, question.id.as_bytes(), option.as_bytes()];
                    let mac = self.store.link_key().mac(&parts);
                    u64::from_be_bytes([mac[0], mac[1], mac[2], mac[3], mac[4], mac[5], mac[6], mac[7]])
                });
                (question.clone(), question.show(&order.collect::<Vec<_>>()))
            })
            .collect();
        Ok(shown)
    }
}

fn refused(why: AssignmentRefused) -> Error {
    Refused::Assignment(why).into()
}

impl OrgTx {
    /// Judges what the caller answered.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`AssignmentRefused`], or [`domain::training::QuizRefused`] when it does not answer what was shown.
    pub async fn try_quiz(&self, id: AssignmentId, seen: Seen, answers: Vec<Answer>) -> Result<Tried> {
        self.hold(id).await?;
        let mut loaded = self.own_assignment(id).await?;
        let version = self.version_of(loaded.module.id, loaded.assignment.version).await?;
        let (now_version, now_attempts) = (loaded.assignment.version, loaded.assignment.attempts);
        if (seen.version, seen.attempts) != (now_version, now_attempts) && loaded.assignment.is_open() {
            return Ok(Tried::Moved);
        }
        let (questions, shown): (Vec<Question>, Vec<Shown>) =
            self.shown_to(&loaded, &version).await?.into_iter().unzip();
        let attempt = Attempt { shown, answers };
        let outcome = attempt.outcome(&questions, version.pass_percent).map_err(Refused::Quiz)?;
        loaded.assignment.attempt(outcome.passed, version.attempts).map_err(refused)?;
        self.save_assignment(&loaded).await?;
        let body = serde_json::to_value(&attempt).map_err(|_| unreadable("attempt"))?;
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        let sql = self
            .sql("insert into quiz_attempt (org_id, id, assignment_id, version, correct, asked, passed, at, body) values (")
            .push(", ")
            .bind_all([self.store.new_id(), id.0])
            .push(", ")
            .bind_all([i32::try_from(now_version).unwrap_or(i32::MAX), count(outcome.right.len()), count(outcome.asked)])
            .push(", ")
            .bind(outcome.passed)
            .push(", ")
            .bind(self.now())
            .push(", ")
            .bind(body)
            .push(")");
        self.door.run(sql).await?;
        Ok(Tried::Judged(outcome))
    }

    /// The caller confirms what they read. What they were shown is kept as bytes, and its hash goes into the trail. Confirming
    /// twice is confirming once. Answers whether what they saw was what is asked.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`AssignmentRefused`].
    pub async fn attest_training(&self, id: AssignmentId, version: u32, proof: Proof) -> Result<bool> {
        self.hold(id).await?;
        let mut loaded = self.own_assignment(id).await?;
        if loaded.assignment.state == domain::training::AssignmentState::Completed {
            return Ok(true);
        }
        if loaded.assignment.version != version {
            return Ok(false);
        }
        let said = self.version_of(loaded.module.id, version).await?;
        loaded.assignment.attest(self.today()).map_err(refused)?;
        self.save_assignment(&loaded).await?;
        let shown = shown_text(&said).into_bytes();
        let sha256 =
            Sha256::digest(&shown).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        self.keep_shown(&sha256, shown).await?;
        let sql = self
            .sql("insert into attestation (org_id, id, assignment_id, module_id, person_id, version, language, proof, sha256, at) values (")
            .push(", ")
            .bind_all([self.store.new_id(), id.0, loaded.module.id.0, loaded.assignment.person.0])
            .push(", ")
            .bind(i64::from(version))
            .push(", ")
            .bind_all([said.language.clone(), proof.name().to_owned(), sha256.clone()])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await?;
        self.certificate_code(id).await?;
        self.oblige(id, Kind::Training, None).await?;
        let (assignment, module, person) = (id, loaded.module.id, loaded.assignment.person);
        let event = Event::TrainingAttested { assignment, module, version, person, proof, sha256 };
        self.revise(id, loaded.version + 1, &event, &loaded.assignment)?;
        self.record(event);
        Ok(true)
    }

    async fn keep_shown(&self, sha256: &str, shown: Vec<u8>) -> Result<()> {
        let sql = self
            .sql("insert into shown_text (org_id, id, sha256, shown) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(sha256)
            .push(", ")
            .bind(shown)
            .push(") on conflict (org_id, sha256) do nothing");
        self.door.run(sql).await.map(drop)
    }

    /// Somebody need not do what they are asked for this once, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`AssignmentRefused`].
    pub async fn waive_training(&self, id: AssignmentId, version: i32, reason: &str) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let mut loaded = self.held_assignment(id, version).await?;
        loaded.assignment.waive(reason, by.into(), self.today()).map_err(refused)?;
        self.save_assignment(&loaded).await?;
        self.oblige(id, Kind::Training, None).await?;
        let (person, reason) = (loaded.assignment.person, reason.trim().to_owned());
        let event = Event::TrainingWaived { assignment: id, person, reason };
        self.revise(id, loaded.version + 1, &event, &loaded.assignment)?;
        self.record(event);
        Ok(())
    }

    /// Somebody may try a quiz again as often as at first, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] or [`AssignmentRefused`].
    pub async fn allow_attempts(&self, id: AssignmentId, version: i32) -> Result<()> {
        let mut loaded = self.held_assignment(id, version).await?;
        loaded.assignment.allow_again().map_err(refused)?;
        self.save_assignment(&loaded).await?;
        let event = Event::AttemptsAllowed { assignment: id, person: loaded.assignment.person };
        self.revise(id, loaded.version + 1, &event, &loaded.assignment)?;
        self.record(event);
        Ok(())
    }

    async fn held_assignment(&self, id: AssignmentId, version: i32) -> Result<Loaded> {
        self.hold(id).await?;
        let loaded = self.loaded(id).await?;
        if loaded.version != version {
            return Err(Error::Stale { current: loaded.version });
        }
        Ok(loaded)
    }
}
