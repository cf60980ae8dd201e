//! That a token ends is something that falls due: whoever answers for it hears of it in time, since what comes with it
//! stops working on that day without a word.

use super::NewToken;
use crate::doors::OrgTx;
use crate::entity::subject;
use crate::error::Result;
use crate::sql::Sql;
use crate::subjects::Shared;
use chrono::Duration;
use domain::access::{Action, Reach, reach};
use domain::calendar::local_date;
use domain::id::{PersonId, SubjectId, TokenId};
use domain::obligation::Kind;
use sea_orm::EntityTrait;

impl OrgTx {
    /// Has somebody hear of a new token's last day: whom it stands for, or who made it for a program.
    pub(super) async fn watch_token(&self, id: TokenId, new: &NewToken, answers: PersonId) -> Result<()> {
        let subject = SubjectId(id.0);
        let zone = self.person_zone(answers).await?;
        let last = local_date(self.now() + Duration::days(new.days), zone);
        let shared = Shared {
            id: subject,
            kind: "token",
            reference: None,
            reference_key: None,
            title: &new.name,
            state: "made",
            owner: None,
            due: Some(last),
            text: None,
        };
        let row = self.subject_row(&shared, answers.0);
        // It is listed where tokens are, and not found by words: what it is called is nobody's business but theirs.
        subject::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        self.oblige(subject, Kind::Expiry, Some((answers, last))).await
    }

    /// Nobody hears of tokens any longer that were revoked.
    pub(super) async fn unwatch_revoked(&self) -> Result<()> {
        let revoked = |sql: Sql, column: &str| {
            sql.bind(self.org())
                .push(&format!(
                    " and {column} in (select id from api_token where revoked_at is not null and org_id = "
                ))
                .bind(self.org())
                .push(")")
        };
        let ended = Sql::new("delete from obligation where kind = 'expiry' and org_id = ");
        self.door.run(revoked(ended, "subject_id")).await?;
        let archived = Sql::new("update subject set archived_at = ")
            .bind(self.now())
            .push(" where kind = 'token' and archived_at is null and org_id = ");
        self.door.run(revoked(archived, "id")).await.map(drop)
    }

    /// The tokens of programs and of connections that somebody who leaves answered for are their successor's, where they may
    /// make another, else of whoever lets them go, who may. They hear at once of what would have been heard.
    pub(crate) async fn hand_over_tokens(&self, from: PersonId, successor: Option<PersonId>) -> Result<()> {
        let able = match successor {
            Some(successor) => {
                let roles = self.roles_of(successor).await?;
                (reach(&roles, Action::ManageServices) == Reach::All).then_some(successor)
            }
            None => None,
        };
        let Some(to) = able.or(self.tenancy.actor().person().map(PersonId)) else { return Ok(()) };
        let sql = Sql::new("update obligation set person_id = ")
            .bind(to.0)
            .push(", next_reminder_at = ")
            .bind(self.now())
            .push(" where kind in ('expiry', 'access') and org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(from.0);
        self.door.run(sql).await.map(drop)
    }
}
