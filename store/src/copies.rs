//! Everything that is kept of one person, to be taken away: part by part and each part in stretches, so that neither
//! memory nor a transaction grows with what somebody did here.
//!
//! What others wrote is theirs: of it, only that it is there. A secret or its hash is in no part. Sessions and passwords
//! belong to an account, which is no organisation's. To add a part: its row in `copies/rows.rs`, and a line in [`Part`].

mod rows;

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use domain::event::Event;
use domain::id::PersonId;
use rows::Kept;
use sea_orm::{DbBackend, Value};

/// How many rows are read at once.
const STRETCH: usize = 200;

/// A kind of thing that is kept of a person, beside what [`OrgRead::person`] and its neighbours say of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The teams that they belong to or lead.
    Teams,
    /// Invitations that they got or sent.
    Invitations,
    /// Who they are at connected services.
    Elsewhere,
    /// Tasks that they own, reported or review.
    Tasks,
    /// Requirements and controls that they answer for, implemented or verified.
    Controls,
    /// Evidence that they added or answer for.
    Evidence,
    /// Files that they brought as evidence.
    Files,
    /// Reviews that they held or approved.
    Reviews,
    /// Findings that they answer.
    Findings,
    /// What they said of what is ready for an audit.
    Readiness,
    /// What they were asked to learn, and what they confirmed.
    Training,
    /// Their tries at quizzes.
    Quizzes,
    /// Dates that they put off.
    Postponements,
    /// When they are away, and whom they stand in for.
    Absences,
    /// What they said.
    Comments,
    /// What they follow.
    Follows,
    /// What was sent to them.
    Deliveries,
    /// What they were told inside the program.
    Notices,
    /// The views of lists that they saved.
    Views,
    /// Their API tokens, without the secret.
    Tokens,
    /// What the trail says they did, and what was done to them.
    Trail,
}

impl Part {
    /// Every part, in the order of the copy.
    pub const ALL: &[Self] = &[
        Self::Teams,
        Self::Invitations,
        Self::Elsewhere,
        Self::Tasks,
        Self::Controls,
        Self::Evidence,
        Self::Files,
        Self::Reviews,
        Self::Findings,
        Self::Readiness,
        Self::Training,
        Self::Quizzes,
        Self::Postponements,
        Self::Absences,
        Self::Comments,
        Self::Follows,
        Self::Deliveries,
        Self::Notices,
        Self::Views,
        Self::Tokens,
        Self::Trail,
    ];

    /// Its name in the copy.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Invitations => "invitations",
            Self::Elsewhere => "elsewhere",
            Self::Tasks => "tasks",
            Self::Controls => "controls",
            Self::Evidence => "evidence",
            Self::Files => "files",
            Self::Reviews => "reviews",
            Self::Findings => "findings",
            Self::Readiness => "readiness",
            Self::Training => "training",
            Self::Quizzes => "quizzes",
            Self::Postponements => "postponements",
            Self::Absences => "absences",
            Self::Comments => "comments",
            Self::Follows => "follows",
            Self::Deliveries => "deliveries",
            Self::Notices => "notices",
            Self::Views => "views",
            Self::Tokens => "tokens",
            Self::Trail => "trail",
        }
    }
}

/// Where a stretch ended.
#[derive(Clone, Debug)]
pub struct Place(Value);

/// Some rows of a part.
#[derive(Clone, Debug)]
pub struct Copied {
    /// The rows, as they stand in the copy.
    pub rows: Vec<serde_json::Value>,
    /// Where it goes on; none where it does not.
    pub next: Option<Place>,
}

impl OrgRead {
    /// What is kept of a person in one part, after `after`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn copied(&self, person: PersonId, part: Part, after: Option<&Place>) -> Result<Copied> {
        match part {
            Part::Teams => self.kept::<rows::Team>(person, after).await,
            Part::Invitations => self.kept::<rows::Invitation>(person, after).await,
            Part::Elsewhere => self.kept::<rows::Elsewhere>(person, after).await,
            Part::Tasks => self.kept::<rows::Task>(person, after).await,
            Part::Controls => self.kept::<rows::Control>(person, after).await,
            Part::Evidence => self.kept::<rows::Evidence>(person, after).await,
            Part::Files => self.kept::<rows::File>(person, after).await,
            Part::Reviews => self.kept::<rows::Review>(person, after).await,
            Part::Findings => self.kept::<rows::Finding>(person, after).await,
            Part::Readiness => self.kept::<rows::Readiness>(person, after).await,
            Part::Training => self.kept::<rows::Training>(person, after).await,
            Part::Quizzes => self.kept::<rows::Quiz>(person, after).await,
            Part::Postponements => self.kept::<rows::Postponement>(person, after).await,
            Part::Absences => self.kept::<rows::Absence>(person, after).await,
            Part::Comments => self.kept::<rows::Comment>(person, after).await,
            Part::Follows => self.kept::<rows::Follow>(person, after).await,
            Part::Deliveries => self.kept::<rows::Delivery>(person, after).await,
            Part::Notices => self.kept::<rows::Notice>(person, after).await,
            Part::Views => self.kept::<rows::View>(person, after).await,
            Part::Tokens => self.kept::<rows::Token>(person, after).await,
            Part::Trail => self.kept::<rows::Entry>(person, after).await,
        }
    }

    async fn kept<T: Kept>(&self, person: PersonId, after: Option<&Place>) -> Result<Copied> {
        let mut sql = self.filled(T::SELECT, person);
        if let Some(Place(place)) = after {
            sql = sql.push(&format!(" and {} > ", T::KEY)).bind(place.clone());
        }
        let limit = i64::try_from(STRETCH + 1).unwrap_or(i64::MAX);
        let mut rows: Vec<T> =
            self.door.all(sql.push(&format!(" order by {} limit ", T::KEY)).bind(limit)).await?;
        let more = rows.len() > STRETCH;
        rows.truncate(STRETCH);
        let next = rows.last().filter(|_| more).map(|row| Place(row.place()));
        let written: std::result::Result<Vec<_>, _> = rows.iter().map(serde_json::to_value).collect();
        Ok(Copied { rows: written.map_err(|_| unreadable("row of a copy"))?, next })
    }

    /// The statement with the organisation and the person where they belong in it.
    fn filled(&self, text: &str, person: PersonId) -> Sql {
        let holds = if self.door.backend() == DbBackend::Postgres { "strpos" } else { "instr" };
        let mut sql = Sql::new("");
        for (position, part) in text.split('{').enumerate() {
            let Some((name, rest)) = part.split_once('}').filter(|_| position > 0) else {
                sql = sql.push(part);
                continue;
            };
            sql = match name {
                "org" => sql.bind(self.org()),
                "person" => sql.bind(person.0),
                "id" => sql.bind(person.to_string()),
                _ => sql.push(holds),
            };
            sql = sql.push(rest);
        }
        sql
    }
}

impl OrgTx {
    /// Notes that somebody takes a copy of what is kept of a person, before they have it.
    pub fn note_copy(&self, person: PersonId) {
        self.record(Event::PersonCopied { person });
    }
}
