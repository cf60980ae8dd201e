//! Row-level security on PostgreSQL: the second lock (`architecture.md` §3).

use sea_orm_migration::prelude::SchemaManager;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr};

/// The organisation that the transaction is set to; nothing, and no error, where none is set.
const ORG: &str = "nullif(current_setting('app.org_id', true), '')::uuid";
/// The account that the transaction is set to.
const ACCOUNT: &str = "nullif(current_setting('app.account_id', true), '')::uuid";

/// What `aims_app` may do with a table.
#[derive(Clone, Copy)]
pub(crate) enum Rights {
    /// Read, add, change, remove.
    All,
    /// Read and add only: history.
    Append,
}

impl Rights {
    const fn sql(self) -> &'static str {
        match self {
            Self::All => "select, insert, update, delete",
            Self::Append => "select, insert",
        }
    }
}

/// Locks a tenant table: forced row-level security, and only the organisation's own rows for `aims_app`.
pub(crate) async fn lock(manager: &SchemaManager<'_>, table: &str, rights: Rights) -> Result<(), DbErr> {
    let rights = rights.sql();
    run(
        manager,
        &format!(
            "alter table {table} enable row level security; alter table {table} force row level security;
             create policy {table}_of_org on {table} to aims_app using (org_id = {ORG}) with check (org_id = {ORG});
             grant {rights} on {table} to aims_app"
        ),
    )
    .await
}

/// Lets an account find the organisations it belongs to, and nothing else of them.
pub(crate) async fn show_memberships(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mine = |table: &str, person: &str| {
        format!(
            "exists (select 1 from person p where p.org_id = {table}.org_id {person} and p.account_id = {ACCOUNT})"
        )
    };
    run(
        manager,
        &format!(
            "create policy person_of_account on person for select to aims_app using (account_id = {ACCOUNT});
             create policy organisation_of_account on organisation for select to aims_app using ({});
             create policy role_assignment_of_account on role_assignment for select to aims_app using ({})",
            mine("organisation", ""),
            mine("role_assignment", "and p.id = role_assignment.person_id"),
        ),
    )
    .await
}

/// The job table: an organisation adds and sees its own jobs, an account adds jobs of no organisation, the
/// worker claims all.
pub(crate) async fn lock_jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &format!(
            "alter table job enable row level security; alter table job force row level security;
             create policy job_seen on job for select to aims_app using (org_id = {ORG});
             create policy job_added on job for insert to aims_app with check (org_id is null or org_id = {ORG});
             create policy job_worked on job to aims_system using (true) with check (true);
             grant select, insert on job to aims_app;
             grant select, insert, update, delete on job to aims_system"
        ),
    )
    .await
}

/// The worker finds the organisations that have something due, and reads nothing else of theirs.
pub(crate) async fn show_obligations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy obligation_swept on obligation for select to aims_system using (true);
         grant select on obligation to aims_system",
    )
    .await
}

/// The worker finds the organisations in which somebody's digest is due, and reads nothing else of theirs.
pub(crate) async fn show_digests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy digest_wait_swept on digest_wait for select to aims_system using (true);
         grant select (org_id, next_at) on digest_wait to aims_system",
    )
    .await
}

/// The worker finds the organisations in which something sent fails or waits, and those where a way of sending does not
/// work; it reads nothing else of theirs.
pub(crate) async fn show_troubles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy delivery_looked_at on delivery for select to aims_system using (true);
         create policy channel_trouble_looked_at on channel_trouble for select to aims_system using (true);
         grant select (org_id, state, planned_at, settled_at) on delivery to aims_system;
         grant select (org_id) on channel_trouble to aims_system",
    )
    .await
}

/// The worker finds the organisations in which a certificate has ended, and reads nothing else of theirs.
pub(crate) async fn show_certificate_ends(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy certificate_end_swept on certification for select to aims_system using (true);
         grant select (org_id, lapses_on) on certification to aims_system",
    )
    .await
}

/// The worker finds which connections a hook speaks of and which are due to be looked at: where they lead and how
/// they fare, never their secrets.
pub(crate) async fn show_connections(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy connection_found on connection for select to aims_system using (true);
         create policy connection_looked_at on connection for update to aims_system using (true) with check (true);
         grant select (org_id, id, service, state, place, hooks, looked_at), update (looked_at) on connection to aims_system",
    )
    .await
}

/// The worker finds the organisations whose files are to be looked at or removed, and reads nothing else of them.
pub(crate) async fn show_files(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy file_looked_at on file for select to aims_system using (true);
         create policy upload_looked_at on upload for select to aims_system using (true);
         grant select (org_id, checked_at) on file to aims_system;
         grant select (org_id, expires_at) on upload to aims_system",
    )
    .await
}

/// The worker finds the organisations whose verifications may have lapsed, and reads nothing else of them.
pub(crate) async fn show_lapses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy control_work_lapsing on control_work for select to aims_system using (true);
         grant select (org_id, lapses_on) on control_work to aims_system",
    )
    .await
}

/// The worker finds the organisations that train anybody, and reads nothing else of them.
pub(crate) async fn show_modules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy module_swept on module for select to aims_system using (true);
         grant select (org_id, current) on module to aims_system",
    )
    .await
}

/// The worker finds the organisations whose trail has grown since its last anchor, and reads nothing else of them.
pub(crate) async fn show_trails(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy trail_head_seen on trail_head for select to aims_system using (true);
         create policy trail_anchor_seen on trail_anchor for select to aims_system using (true);
         grant select (org_id, seq) on trail_head to aims_system;
         grant select (org_id, seq) on trail_anchor to aims_system",
    )
    .await
}

/// What is in the trail stays: a body may be removed where the triggers let it, the head only moves.
pub(crate) async fn keep_trail(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "revoke update on trail_body from aims_app;
         revoke delete on trail_head from aims_app",
    )
    .await
}

/// A program that comes with a token finds that token before anything else is known of it: by what it hashes to, and no
/// other.
pub(crate) async fn find_tokens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy api_token_shown on api_token for select to aims_app
         using (hash = decode(nullif(current_setting('app.token_hash', true), ''), 'hex'))",
    )
    .await
}

/// The operator seals data keys anew under another master key.
pub(crate) async fn show_data_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "create policy data_key_sealed_anew on data_key to aims_system using (true) with check (true);
         grant select, update (master, wrapped) on data_key to aims_system",
    )
    .await
}

/// The worker removes what has served, by its age, and reads nothing else of it.
pub(crate) async fn let_prune(manager: &SchemaManager<'_>, table: &str, columns: &str) -> Result<(), DbErr> {
    run(
        manager,
        &format!(
            "create policy {table}_seen_to_prune on {table} for select to aims_system using (true);
             create policy {table}_pruned on {table} for delete to aims_system using (true);
             grant select ({columns}), delete on {table} to aims_system"
        ),
    )
    .await
}

/// Whoever runs the installation sees which organisations there are and how much they use, and nothing that is in them.
/// What was done is added to, and never changed.
pub(crate) async fn let_operate(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        "grant select on operator_account to aims_app;
         grant select, insert, update on operator_account to aims_system;
         grant insert on operator_entry to aims_app;
         grant select, insert on operator_entry to aims_system;
         create policy organisation_operated on organisation for select to aims_system using (true);
         grant select (org_id, slug, name, created_at, suspended_at, suspended_why, most_people, most_file_bytes,
           version) on organisation to aims_system;
         create policy person_counted on person for select to aims_system using (true);
         grant select (org_id, active, service_for) on person to aims_system;
         grant select (size, removing_at) on file to aims_system",
    )
    .await
}

/// An organisation sees and takes back its own deletion, and what removes it notes how far it has come; the worker finds
/// the ones that are due.
pub(crate) async fn let_delete(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(
        manager,
        &format!(
            "alter table deletion enable row level security; alter table deletion force row level security;
             create policy deletion_of_org on deletion to aims_app using (org_id = {ORG})
               with check (org_id = {ORG});
             create policy deletion_found on deletion for select to aims_system using (true);
             grant select, insert, delete, update (begun_at, done_at, removed) on deletion to aims_app;
             grant select on deletion to aims_system;
             grant select (closing_at) on organisation to aims_system"
        ),
    )
    .await
}

/// Rights on a table that belongs to no organisation.
pub(crate) async fn grant_global(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    run(manager, &format!("grant select, insert, update, delete on {table} to aims_app, aims_system")).await
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(drop)
}
