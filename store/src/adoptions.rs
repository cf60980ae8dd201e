//! Adopting a standard: the organisation gets its requirements and controls, each with a first revision.

use crate::doors::OrgTx;
use crate::entity::{adoption, control, subject};
use crate::error::{Refused, Result, unreadable};
use crate::find::Searched;
use crate::founding::is_taken;
use crate::subjects::Shared;
use domain::clock::Instant;
use domain::control::{Control, Status};
use domain::event::Event;
use domain::id::{ControlId, SubjectId};
use domain::standard::{Entry, Kind, Standard};
use domain::text::folded;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

/// A standard that the organisation adopted.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// Which, such as `iso42001`.
    pub standard: String,
    /// Which version of our catalogue.
    pub catalogue_version: String,
    /// When.
    pub adopted_at: Instant,
}

/// What an adoption brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// How many requirements.
    pub requirements: usize,
    /// How many controls.
    pub controls: usize,
}

struct Rows {
    subjects: Vec<subject::ActiveModel>,
    controls: Vec<control::ActiveModel>,
    searched: Vec<Searched>,
}

impl OrgTx {
    /// Adopts a standard.
    ///
    /// # Errors
    /// [`Refused::AlreadyAdopted`] the second time.
    pub async fn adopt(&self, standard: &Standard) -> Result<Adoption> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let id = SubjectId(self.store.new_id());
        let row = adoption::ActiveModel {
            org_id: Set(self.org()),
            id: Set(id.0),
            standard: Set(standard.id.to_owned()),
            catalogue_version: Set(standard.version.to_owned()),
            adopted_by: Set(by),
            adopted_at: Set(self.now()),
        };
        match adoption::Entity::insert(row).exec_without_returning(self.door.tx()).await {
            Ok(_) => {}
            Err(error) if is_taken(&error) => return Err(Refused::AlreadyAdopted.into()),
            Err(error) => return Err(error.into()),
        }
        let event = Event::StandardAdopted {
            adoption: id,
            standard: standard.id.to_owned(),
            catalogue_version: standard.version.to_owned(),
        };
        let rows = self.rows(standard, by, &event)?;
        subject::Entity::insert_many(rows.subjects).exec_without_returning(self.door.tx()).await?;
        control::Entity::insert_many(rows.controls).exec_without_returning(self.door.tx()).await?;
        self.add_searched(&rows.searched).await?;
        self.record(event);
        let controls = standard.entries.iter().filter(|entry| entry.kind == Kind::Control).count();
        Ok(Adoption { requirements: standard.entries.len() - controls, controls })
    }

    fn rows(&self, standard: &Standard, by: Uuid, event: &Event) -> Result<Rows> {
        let mut rows = Rows { subjects: Vec::new(), controls: Vec::new(), searched: Vec::new() };
        for entry in standard.entries {
            let id = ControlId::from(self.store.new_id());
            let shared = Shared {
                id,
                kind: kind_name(entry),
                reference: Some(entry.reference),
                reference_key: Some(format!("{}:{:05}", standard.id, entry.order)),
                title: entry.title,
                state: Status::NotStarted.name(),
                owner: None,
                due: None,
                text: Some(vec![entry.summary]),
            };
            rows.searched.push(shared.searched());
            rows.subjects.push(self.subject_row(&shared, by));
            rows.controls.push(control::ActiveModel {
                org_id: Set(self.org()),
                id: Set(id.0),
                catalogue_id: Set(entry.id.to_owned()),
                kind: Set(kind_name(entry).to_owned()),
                area: Set(entry.area.to_owned()),
                position: Set(i32::from(entry.order)),
                search_key: Set(folded(&format!("{} {} {}", entry.reference, entry.title, entry.summary))),
            });
            let control = Control {
                id,
                catalogue_id: entry.id.to_owned(),
                status: Status::NotStarted,
                owner: None,
                due: None,
                implemented_by: None,
                verification: None,
                lapsed_on: None,
                verify_every: None,
                notes: None,
            };
            self.revise(id, 1, event, &control)?;
        }
        Ok(rows)
    }
}

const fn kind_name(entry: &Entry) -> &'static str {
    match entry.kind {
        Kind::Requirement => domain::control::Kind::Requirement.name(),
        Kind::Control => domain::control::Kind::Control.name(),
    }
}
