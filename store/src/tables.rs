//! Every table, as a tenant's or as global; each global one with its reason. A test compares this list with the
//! schema of both databases.

/// Whose rows a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// One organisation's: `org_id` leads its primary key, row-level security is forced.
    Tenant,
    /// No organisation's, for this reason.
    Global(&'static str),
}

/// Every table, each behind those that it refers to: rows come in this order when an organisation arrives, and go in the
/// other when it is deleted.
pub const TABLES: &[(&str, Owner)] = &[
    ("account", Owner::Global("a human being signs in once and may belong to several organisations")),
    ("session", Owner::Global("belongs to an account, before any organisation is chosen")),
    (
        "link",
        Owner::Global(
            "mailed before an account or organisation exists; holds what was typed until it is used",
        ),
    ),
    (
        "captured_mail",
        Owner::Global("the embedded default's mailbox: mails leave the organisation by being sent"),
    ),
    ("schedule", Owner::Global("the program's own timetable")),
    ("calendar_offset", Owner::Global("the one calendar of a test environment")),
    (
        "job",
        Owner::Global("the worker claims across organisations; rows are locked by policies of their own"),
    ),
    ("operator_account", Owner::Global("who runs the installation belongs to no organisation")),
    ("operator_entry", Owner::Global("what operators did, across organisations; added to and never changed")),
    ("deletion", Owner::Global("stands for an organisation that is to go, and stays when it is gone")),
    ("seaql_migrations", Owner::Global("the schema's own history")),
    ("organisation", Owner::Tenant),
    ("person", Owner::Tenant),
    ("role_assignment", Owner::Tenant),
    ("invitation", Owner::Tenant),
    ("reporting_line", Owner::Tenant),
    ("counter", Owner::Tenant),
    ("trail_head", Owner::Tenant),
    ("trail_entry", Owner::Tenant),
    ("trail_body", Owner::Tenant),
    ("trail_key", Owner::Tenant),
    ("trail_anchor", Owner::Tenant),
    ("trail_erasure", Owner::Tenant),
    ("subject", Owner::Tenant),
    ("revision", Owner::Tenant),
    ("adoption", Owner::Tenant),
    ("control", Owner::Tenant),
    ("control_work", Owner::Tenant),
    ("task", Owner::Tenant),
    ("task_work", Owner::Tenant),
    ("task_template", Owner::Tenant),
    ("task_link", Owner::Tenant),
    ("file", Owner::Tenant),
    ("upload", Owner::Tenant),
    ("evidence", Owner::Tenant),
    ("evidence_version", Owner::Tenant),
    ("evidence_link", Owner::Tenant),
    ("comment", Owner::Tenant),
    ("follower", Owner::Tenant),
    ("obligation", Owner::Tenant),
    ("review_cycle", Owner::Tenant),
    ("review", Owner::Tenant),
    ("postponement", Owner::Tenant),
    ("certification", Owner::Tenant),
    ("visit", Owner::Tenant),
    ("body", Owner::Tenant),
    ("quotation", Owner::Tenant),
    ("finding", Owner::Tenant),
    ("readiness", Owner::Tenant),
    ("module", Owner::Tenant),
    ("module_version", Owner::Tenant),
    ("assignment", Owner::Tenant),
    ("quiz_attempt", Owner::Tenant),
    ("shown_text", Owner::Tenant),
    ("attestation", Owner::Tenant),
    ("absence", Owner::Tenant),
    ("delivery", Owner::Tenant),
    ("notice", Owner::Tenant),
    ("notice_choice", Owner::Tenant),
    ("digest_wait", Owner::Tenant),
    ("address_trouble", Owner::Tenant),
    ("channel_trouble", Owner::Tenant),
    ("idempotency", Owner::Tenant),
    ("people_import", Owner::Tenant),
    ("data_key", Owner::Tenant),
    ("connection", Owner::Tenant),
    ("consent", Owner::Tenant),
    ("counterpart", Owner::Tenant),
    ("mirror", Owner::Tenant),
    ("mirror_note", Owner::Tenant),
    ("inbound", Owner::Tenant),
    ("press", Owner::Tenant),
    ("endpoint", Owner::Tenant),
    ("dispatch", Owner::Tenant),
    ("dispatch_attempt", Owner::Tenant),
    ("saved_view", Owner::Tenant),
    ("view_default", Owner::Tenant),
    ("search_entry", Owner::Tenant),
    ("team", Owner::Tenant),
    ("team_member", Owner::Tenant),
    ("portrait", Owner::Tenant),
    ("holiday", Owner::Tenant),
    ("logo", Owner::Tenant),
    ("api_token", Owner::Tenant),
];

/// What SQLite keeps beside a tenant's table as an index of its words: no table of the schema, but as a tenant's to read.
pub const SQLITE_INDEXES: &[&str] = &["search_index"];

/// The names of the tables whose rows belong to one organisation.
pub fn tenant() -> impl Iterator<Item = &'static str> {
    TABLES.iter().filter(|(_, owner)| *owner == Owner::Tenant).map(|(name, _)| *name)
}
