//! How a team is shown.

use crate::caller::Caller;
use crate::problem::Problem;
use crate::views::OwnerView;
use chrono::{DateTime, Utc};
use documents::tables::Cell;
use domain::id::TeamId;
use serde::Serialize;
use store::{MemberRow, TeamRef, TeamRow};
use utoipa::ToSchema;
use uuid::Uuid;

/// A team by name.
#[derive(Serialize, ToSchema)]
#[schema(as = TeamRef)]
pub(crate) struct TeamRefView {
    id: Uuid,
    name: String,
}

impl From<TeamRef> for TeamRefView {
    fn from(team: TeamRef) -> Self {
        Self { id: team.id, name: team.name }
    }
}

/// A team in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = TeamRow)]
pub(crate) struct TeamRowView {
    id: Uuid,
    name: String,
    lead: Option<OwnerView>,
    /// How many active people belong to it.
    size: i64,
    archived: bool,
    version: i32,
}

impl From<TeamRow> for TeamRowView {
    fn from(row: TeamRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            lead: row.lead.map(OwnerView::from),
            size: row.size,
            archived: row.archived,
            version: row.version,
        }
    }
}

/// Somebody of a team.
#[derive(Serialize, ToSchema)]
#[schema(as = TeamMember)]
pub(crate) struct MemberView {
    id: Uuid,
    name: String,
    /// Whether the person still belongs to the organisation.
    active: bool,
}

impl From<MemberRow> for MemberView {
    fn from(row: MemberRow) -> Self {
        Self { id: row.id, name: row.name, active: row.active }
    }
}

/// A team with its people.
#[derive(Serialize, ToSchema)]
#[schema(as = Team)]
pub(crate) struct TeamView {
    #[serde(flatten)]
    row: TeamRowView,
    /// Its people, by name.
    members: Vec<MemberView>,
    created_at: DateTime<Utc>,
}

/// The team as it stands now, with its version.
pub(crate) async fn after<P>(caller: &Caller<P>, id: TeamId) -> Result<(i32, TeamView), Problem> {
    let org = caller.read().await?;
    let team = org.team(id).await?;
    org.close().await?;
    let members = team.members.into_iter().map(MemberView::from).collect();
    Ok((team.row.version, TeamView { row: team.row.into(), members, created_at: team.created_at }))
}

/// The names of teams in one cell.
pub(crate) fn names(teams: &[TeamRef]) -> Cell {
    if teams.is_empty() {
        return Cell::Empty;
    }
    let names: Vec<&str> = teams.iter().map(|team| team.name.as_str()).collect();
    Cell::text(names.join(", "))
}
