//! What is done with review cycles: load, verb of the domain, save, record; the obligation follows in the same
//! transaction.

use super::Kept;
use crate::doors::{OrgRead, OrgTx};
use crate::entity::subject;
use crate::error::{Error, Refused, Result, unreadable};
use crate::subjects::check_due;
use chrono::NaiveDate;
use domain::access::{Action, Reach, reach};
use domain::calendar::shift;
use domain::event::Event;
use domain::id::{PersonId, ReviewId, SubjectId};
use domain::obligation::Kind;
use domain::review::{Change, Cycle, Held, Outcome, ReviewRefused, STALE_DAYS};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter, Value};
use uuid::Uuid;

/// What came of a review that was held.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// On which day.
    pub on: NaiveDate,
    /// What it came to.
    pub outcome: Outcome,
    /// What is to be changed.
    pub changes: String,
    /// What was looked at.
    pub note: String,
    /// When it is due next, where not as the rhythm says.
    pub next: Option<NaiveDate>,
}

impl OrgTx {
    /// Says when and by whom a thing is reviewed; one that was not is from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it cannot be reviewed, [`Error::Invalid`] for people who may not, or
    /// [`ReviewRefused`].
    pub async fn set_review_cycle(&self, subject: SubjectId, change: Change) -> Result<()> {
        self.reviewable(subject).await?;
        check_due(change.due)?;
        self.check_may("/reviewer", change.reviewer.flatten(), Action::HoldReview).await?;
        self.check_may("/approver", change.approver.flatten(), Action::ManageReviews).await?;
        let today = self.today();
        let mut kept = match self.cycle_of(subject).await? {
            Some(kept) => kept,
            None => self.new_cycle(subject).await?,
        };
        let event = kept.cycle.revise(change, today).map_err(Refused::Review)?;
        let begun = kept.obliged.is_none();
        if event.is_none() && !begun {
            return Ok(());
        }
        self.save_cycle(&kept, None).await?;
        self.record(event.unwrap_or(Event::ReviewCycleSet { subject, fields: vec!["rule".to_owned()] }));
        Ok(())
    }

    /// A thing is not reviewed any more. What came of its reviews stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it was not.
    pub async fn end_review_cycle(&self, subject: SubjectId) -> Result<()> {
        let sql = self.sql("delete from review_cycle where org_id = ").push(" and id = ").bind(subject.0);
        if self.door.run(sql).await? == 0 {
            return Err(Error::NotFound);
        }
        self.oblige(subject, Kind::Review, None).await?;
        self.record(Event::ReviewCycleEnded { subject });
        Ok(())
    }

    /// Notes what came of a review, and when the next one is. `held_reach` says whether somebody else's may be held;
    /// `meeting`, in which it was reviewed together with others.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is not reviewed, [`Refused::NotYours`] or [`ReviewRefused`].
    pub async fn hold_review(
        &self,
        subject: SubjectId,
        new: &NewReview,
        held_reach: Reach,
        meeting: Option<Uuid>,
    ) -> Result<ReviewId> {
        check_due(new.next)?;
        let by = PersonId(self.tenancy.actor().person().ok_or(unreadable("actor"))?);
        let mut kept = self.cycle_of(subject).await?.ok_or(Error::NotFound)?;
        if held_reach != Reach::All && kept.obliged != Some(by.0) {
            return Err(Refused::NotYours.into());
        }
        let held = Held {
            id: ReviewId(self.store.new_id()),
            by,
            on: new.on,
            outcome: new.outcome,
            changes: new.changes.clone(),
            next: new.next,
        };
        let due = kept.cycle.due;
        let event = kept.cycle.hold(&held, kept.last_on, self.today()).map_err(Refused::Review)?;
        kept.last_on = Some(held.on);
        kept.stale_on = shift(held.on, STALE_DAYS);
        // Whoever approves what others say needs nobody to approve what they say themselves.
        kept.unapproved = kept.cycle.approver.filter(|approver| *approver != by).map(|_| held.id.0);
        self.insert_review(subject, &held, new, (due, kept.cycle.due), meeting).await?;
        self.save_cycle(&kept, Some(held.outcome)).await?;
        self.record(event);
        Ok(held.id)
    }

    /// Notes what came of a meeting: one review of each thing. Answers with the meeting's id.
    ///
    /// # Errors
    /// As [`OrgTx::hold_review`], for the first that is refused.
    pub async fn hold_meeting(
        &self,
        subjects: impl IntoIterator<Item = SubjectId>,
        new: &NewReview,
        held_reach: Reach,
    ) -> Result<Uuid> {
        let meeting = self.store.new_id();
        for subject in subjects {
            self.hold_review(subject, new, held_reach, Some(meeting)).await?;
        }
        Ok(meeting)
    }

    async fn insert_review(
        &self,
        subject: SubjectId,
        held: &Held,
        new: &NewReview,
        (due, next): (NaiveDate, NaiveDate),
        meeting: Option<Uuid>,
    ) -> Result<()> {
        let sql = self
            .sql(
                "insert into review (org_id, id, subject_id, held_by, meeting_id, held_on, due, next_due, outcome, \
                 changes, note, recorded_at) values (",
            )
            .push(", ")
            .bind_all([Some(held.id.0), Some(subject.0), Some(held.by.0), meeting])
            .push(", ")
            .bind_all([held.on, due, next])
            .push(", ")
            .bind_all([held.outcome.name(), held.changes.as_str(), new.note.as_str()])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    /// Approves what the last reviewer of a thing said.
    ///
    /// # Errors
    /// [`ReviewRefused`] where nothing waits for that, or the caller said it.
    pub async fn approve_review(&self, subject: SubjectId, review: ReviewId) -> Result<()> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let mut kept = self.cycle_of(subject).await?.ok_or(Error::NotFound)?;
        let held = self.reviews_of(subject).await?.reviews;
        let one = held.iter().find(|one| one.id == review.0).ok_or(Error::NotFound)?;
        if kept.unapproved != Some(review.0) {
            return Err(Refused::Review(ReviewRefused::NothingToApprove).into());
        }
        if one.by.id == by {
            return Err(Refused::Review(ReviewRefused::OwnReview).into());
        }
        let sql = crate::sql::Sql::new("update review set approved_by = ")
            .bind(by)
            .push(", approved_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(review.0);
        self.door.run(sql).await?;
        kept.unapproved = None;
        self.write_cycle(&kept, None).await?;
        self.record(Event::ReviewApproved { subject, review });
        Ok(())
    }

    /// Puts the next review off.
    pub(crate) async fn postpone_review(&self, subject: SubjectId, to: NaiveDate) -> Result<()> {
        check_due(Some(to))?;
        let mut kept = self.cycle_of(subject).await?.ok_or(Error::NotFound)?;
        kept.cycle.postpone(to);
        self.save_cycle(&kept, None).await
    }

    /// Lets the present review fall away, and answers when the next one is.
    pub(crate) async fn skip_review(&self, subject: SubjectId) -> Result<NaiveDate> {
        let mut kept = self.cycle_of(subject).await?.ok_or(Error::NotFound)?;
        kept.cycle.waive(self.today()).map_err(Refused::Review)?;
        self.save_cycle(&kept, None).await?;
        Ok(kept.cycle.due)
    }

    /// Begins the cycle of a thing that is in place, where it has none.
    pub(crate) async fn begin_review_cycle(&self, subject: SubjectId) -> Result<()> {
        if self.cycle_of(subject).await?.is_some() {
            return Ok(());
        }
        let kept = self.new_cycle(subject).await?;
        self.save_cycle(&kept, None).await?;
        self.record(Event::ReviewCycleSet { subject, fields: vec!["rule".to_owned()] });
        Ok(())
    }

    /// The one who is reminded of a thing's reviews is found anew, because its owner changed.
    pub(crate) async fn review_goes_to_owner(&self, subject: SubjectId) -> Result<()> {
        match self.cycle_of(subject).await? {
            Some(kept) if kept.cycle.reviewer.is_none() => self.oblige_review(&kept.cycle).await,
            _ => Ok(()),
        }
    }

    /// Gives the reviews that one person was chosen for to another.
    pub(crate) async fn hand_over_reviews(&self, from: PersonId, to: PersonId) -> Result<()> {
        let sql = crate::sql::Sql::new("update review_cycle set reviewer_id = ")
            .bind(to.0)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and reviewer_id = ")
            .bind(from.0);
        self.door.run(sql).await?;
        let sql = crate::sql::Sql::new("update review_cycle set approver_id = null where org_id = ")
            .bind(self.org())
            .push(" and approver_id = ")
            .bind(from.0);
        self.door.run(sql).await?;
        let sql = crate::sql::Sql::new("update obligation set person_id = ")
            .bind(to.0)
            .push(", since = ")
            .bind(self.now())
            .push(", next_reminder_at = ")
            .bind(self.now())
            .push(", snoozed_until = null where kind = 'review' and org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(from.0);
        self.door.run(sql).await.map(drop)
    }

    async fn new_cycle(&self, subject: SubjectId) -> Result<Kept> {
        let today = self.today();
        let cycle = Cycle::usual(subject, today).ok_or(unreadable("day"))?;
        let stale_on = shift(today, STALE_DAYS);
        Ok(Kept { cycle, last_on: None, stale_on, unapproved: None, obliged: None })
    }

    /// Writes a cycle, and who is reminded of it.
    async fn save_cycle(&self, kept: &Kept, outcome: Option<Outcome>) -> Result<()> {
        self.write_cycle(kept, outcome).await?;
        self.oblige_review(&kept.cycle).await
    }

    async fn write_cycle(&self, kept: &Kept, outcome: Option<Outcome>) -> Result<()> {
        let cycle = &kept.cycle;
        let rule = serde_json::to_value(&cycle.rule).map_err(|_| unreadable("review cycle"))?;
        let values: [Value; 10] = [
            cycle.subject.0.into(),
            rule.into(),
            cycle.anchor.into(),
            cycle.due.into(),
            cycle.postponed_from.into(),
            cycle.reviewer.map(|one| one.0).into(),
            cycle.approver.map(|one| one.0).into(),
            kept.last_on.into(),
            kept.stale_on.into(),
            kept.unapproved.into(),
        ];
        let sql = self
            .sql(
                "insert into review_cycle (org_id, id, rule, anchor, due, postponed_from, reviewer_id, approver_id, \
                 last_on, stale_on, unapproved_id, last_outcome) values (",
            )
            .push(", ")
            .bind_all(values)
            .push(", ")
            .bind(outcome.map(|outcome| outcome.name().to_owned()))
            .push(
                ") on conflict (org_id, id) do update set rule = excluded.rule, anchor = excluded.anchor, \
                 due = excluded.due, postponed_from = excluded.postponed_from, reviewer_id = excluded.reviewer_id, \
                 approver_id = excluded.approver_id, last_on = excluded.last_on, stale_on = excluded.stale_on, \
                 unapproved_id = excluded.unapproved_id, \
                 last_outcome = coalesce(excluded.last_outcome, review_cycle.last_outcome)",
            );
        self.door.run(sql).await.map(drop)
    }

    /// The reviewer who was chosen, else the owner, else whoever leads the AIMS.
    async fn oblige_review(&self, cycle: &Cycle) -> Result<()> {
        let responsible = match cycle.reviewer {
            Some(reviewer) => Some(reviewer),
            None => {
                let owner = self.reviewable(cycle.subject).await?.owner_id;
                self.active_or_lead(owner.map(PersonId)).await?
            }
        };
        let obligation = responsible.map(|one| (one, cycle.due));
        // Whoever has it by that date already has had it since then, and those above count from there.
        if self.obliged(cycle.subject, Kind::Review).await? == obligation {
            return Ok(());
        }
        self.oblige(cycle.subject, Kind::Review, obligation).await
    }

    /// Checks that somebody is of this organisation and may do what they are chosen for.
    async fn check_may(&self, field: &'static str, person: Option<PersonId>, action: Action) -> Result<()> {
        self.check_owner(field, person).await?;
        let Some(person) = person else { return Ok(()) };
        if reach(&self.roles_of(person).await?, action) == Reach::None {
            return Err(Error::Invalid { field: field.to_owned(), code: "may_not" });
        }
        Ok(())
    }
}

impl OrgRead {
    /// How many things somebody was chosen to review.
    pub(crate) async fn reviews_to_hold(&self, person: PersonId) -> Result<i64> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let sql = self
            .sql("select count(*) as count from review_cycle where org_id = ")
            .push(" and reviewer_id = ")
            .bind(person.0);
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }

    /// That a thing is of a kind that is reviewed.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn reviewed(&self, id: SubjectId) -> Result<()> {
        self.reviewable(id).await.map(drop)
    }

    /// The thing, if things of its kind are reviewed.
    async fn reviewable(&self, id: SubjectId) -> Result<subject::Model> {
        let row = self
            .find::<subject::Entity>()
            .filter(subject::Column::Id.eq(id.0))
            .filter(subject::Column::Kind.is_in(Kind::Review.declaration().subjects.iter().copied()))
            .one(self.door.tx())
            .await?;
        row.ok_or(Error::NotFound)
    }
}
