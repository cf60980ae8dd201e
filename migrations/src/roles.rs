//! The three PostgreSQL roles: `aims_owner` owns the tables and migrates, `aims_app` serves requests and jobs
//! inside one organisation, `aims_system` claims jobs and sweeps. The last two own nothing and log in apart.

use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

/// The passwords under which the two serving roles log in; `None` leaves a role's password as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passwords<'a> {
    /// Of `aims_app`.
    pub app: Option<&'a str>,
    /// Of `aims_system`.
    pub system: Option<&'a str>,
}

/// Creates what is missing of the three roles and lets `aims_owner` create tables. The connection must belong
/// to a role that may create roles and act as `aims_owner`.
///
/// # Errors
/// When the database refuses.
pub async fn prepare(admin: &DatabaseConnection, passwords: Passwords<'_>) -> Result<(), DbErr> {
    for (role, login) in [("aims_owner", "nologin"), ("aims_app", "login"), ("aims_system", "login")] {
        // Roles belong to the whole cluster: another database's migration may create them at the same moment.
        admin
            .execute_unprepared(&format!(
                "do $$ begin
                   if not exists (select 1 from pg_roles where rolname = '{role}') then create role {role} {login}; end if;
                 exception when duplicate_object or unique_violation then null; end $$"
            ))
            .await?;
    }
    for (role, password) in [("aims_app", passwords.app), ("aims_system", passwords.system)] {
        if let Some(password) = password {
            let quoted = password.replace('\'', "''");
            admin.execute_unprepared(&format!("alter role {role} password '{quoted}'")).await?;
        }
    }
    admin
        .execute_unprepared(
            "grant usage, create on schema public to aims_owner;
             grant usage on schema public to aims_app, aims_system",
        )
        .await?;
    Ok(())
}
