//! Who may do what: the whole access table is [`allows`], and its snapshot is the matrix a reviewer reads.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The names of all of them, in that order.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// The name in the API, the database and logs.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use names;

names! {
    /// What a person is in an organisation, from a date and perhaps until one.
    Role {
        /// Answers for the organisation's account; everything.
        Owner = "owner",
        /// Runs the organisation's settings and members; everything but the owner's own matters.
        Admin = "admin",
        /// Leads the AIMS day to day: plans, assigns, reviews.
        Manager = "manager",
        /// Works on controls and tasks.
        Contributor = "contributor",
        /// Reads everything an auditor may, changes nothing.
        Auditor = "auditor",
        /// Does what was assigned to them.
        Staff = "staff",
    }
}

names! {
    /// Something a caller may ask for. Each handler names one in its signature.
    Action {
        /// See the organisation's name, zone and what it adopted.
        ReadOrganisation = "read_organisation",
        /// Adopt a standard.
        AdoptStandard = "adopt_standard",
        /// Have the organisation deleted, and take that back.
        CloseOrganisation = "close_organisation",
        /// See who belongs to the organisation.
        ReadPeople = "read_people",
        /// Add and invite people, change what they are, let them go.
        ManagePeople = "manage_people",
        /// Erase what is known of a person who left.
        ErasePerson = "erase_person",
        /// Take away a copy of everything that is kept of a person.
        ExportPerson = "export_person",
        /// Change what is said of oneself.
        ReviseProfile = "revise_profile",
        /// Read requirements and controls.
        ReadControls = "read_controls",
        /// Change a control's status, owner or due date, and the notes on how it is met.
        ReviseControl = "revise_control",
        /// Verify a control that somebody else answers for and implemented.
        VerifyControl = "verify_control",
        /// See when and by whom things are reviewed, and what came of it.
        ReadReviews = "read_reviews",
        /// Say when and by whom something is reviewed, put a date off, approve what a reviewer said.
        ManageReviews = "manage_reviews",
        /// Review something and note what came of it.
        HoldReview = "hold_review",
        /// See certifications, their dates and visits.
        ReadCertification = "read_certification",
        /// Add certifications, change them, plan visits and note what the certification body decided.
        ManageCertification = "manage_certification",
        /// See what auditors found and what becomes of it.
        ReadFindings = "read_findings",
        /// Answer a finding: cause, correction and action.
        AnswerFinding = "answer_finding",
        /// Note what auditors found, and what they say of an answer.
        ManageFindings = "manage_findings",
        /// See what people are trained in, who did it and what they confirmed.
        ReadTraining = "read_training",
        /// Write training modules, approve them, say who is asked, and who need not.
        ManageTraining = "manage_training",
        /// Do what one is asked to learn and confirm.
        TakeTraining = "take_training",
        /// Read tasks.
        ReadTasks = "read_tasks",
        /// Create a task.
        CreateTask = "create_task",
        /// Change what a task says, whose it is and when it is due.
        ReviseTask = "revise_task",
        /// Start, submit and complete a task, and note its evidence.
        WorkTask = "work_task",
        /// Accept a task's evidence, cancel or reopen the task.
        ReviewTask = "review_task",
        /// Accept or send back a task whose named reviewer one is.
        AnswerReview = "answer_review",
        /// Make, change and archive what tasks of one sort begin with.
        ManageTemplates = "manage_templates",
        /// Say something about a thing that one may see.
        Comment = "comment",
        /// See evidence and open its files.
        ReadEvidence = "read_evidence",
        /// Upload files and add them as evidence.
        AddEvidence = "add_evidence",
        /// Change what is said of evidence, add newer files, link it.
        ReviseEvidence = "revise_evidence",
        /// Take evidence out of use, and back.
        WithdrawEvidence = "withdraw_evidence",
        /// See which reminders were planned and sent.
        ReadDeliveries = "read_deliveries",
        /// See who changed what and when.
        ReadHistory = "read_history",
        /// See everything that happened, check that nothing of it was altered, and take it away.
        ReadTrail = "read_trail",
        /// See what is connected and how it fares.
        ReadConnections = "read_connections",
        /// Connect, set up, pause and disconnect services and receivers of webhooks.
        ManageConnections = "manage_connections",
        /// Have a task shown in a service outside.
        ShareTask = "share_task",
        /// Let others open a view of a list that one saved, and change those that others share.
        ShareView = "share_view",
        /// Change the organisation's name, calendar and reminders, and see what is used and how mail fares.
        ReviseSettings = "revise_settings",
        /// Make, see and revoke API tokens.
        UseTokens = "use_tokens",
        /// Add and end service accounts: programs that act in their own name.
        ManageServices = "manage_services",
    }
}

impl Role {
    /// What the role is called, in files that people take away and bring along.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Administrator",
            Self::Manager => "AIMS manager",
            Self::Contributor => "Contributor",
            Self::Auditor => "Auditor",
            Self::Staff => "Staff",
        }
    }
}

/// How far a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Not at all.
    None,
    /// Only what the caller owns.
    Own,
    /// Everything in the organisation.
    All,
}

/// The access table: how far `action` reaches for `role`.
#[must_use]
pub fn allows(role: Role, action: Action) -> Reach {
    use Action::{
        AddEvidence, AdoptStandard, AnswerFinding, AnswerReview, CloseOrganisation, Comment, CreateTask,
        ErasePerson, ExportPerson, HoldReview, ManageCertification, ManageConnections, ManageFindings,
        ManagePeople, ManageReviews, ManageServices, ManageTemplates, ManageTraining, ReadCertification,
        ReadConnections, ReadControls, ReadDeliveries, ReadEvidence, ReadFindings, ReadHistory,
        ReadOrganisation, ReadPeople, ReadReviews, ReadTasks, ReadTrail, ReadTraining, ReviewTask,
        ReviseControl, ReviseEvidence, ReviseProfile, ReviseSettings, ReviseTask, ShareTask, ShareView,
        TakeTraining, UseTokens, VerifyControl, WithdrawEvidence, WorkTask,
    };
    use Role::{Admin, Auditor, Contributor, Manager, Owner, Staff};
    match (role, action) {
        (Admin, CloseOrganisation) => Reach::None,
        // What somebody confirms is their own, whatever they run here; whoever looks in from outside is asked for nothing.
        (Auditor, TakeTraining) => Reach::None,
        (_, TakeTraining) => Reach::Own,
        (Owner | Admin, _) => Reach::All,
        (
            Manager,
            AdoptStandard | CloseOrganisation | ErasePerson | ManageConnections | ManagePeople
            | ManageServices,
        ) => Reach::None,
        // What is kept of oneself is one's own, whatever one is here.
        (_, ExportPerson) => Reach::Own,
        // Who changes something by a token could change it anyway; an auditor changes nothing, so makes none.
        (Manager | Contributor | Staff, UseTokens) => Reach::Own,
        (Manager, _) => Reach::All,
        (_, ReadOrganisation) => Reach::All,
        (_, ReviseProfile) => Reach::Own,
        (
            Contributor,
            AdoptStandard | CloseOrganisation | ReviewTask | ManageTemplates | ManageConnections
            | ManagePeople | ShareView | VerifyControl | ReviseSettings | ManageServices | ReadTrail
            | ErasePerson | ManageReviews | ManageCertification | ManageFindings | ManageTraining,
        ) => Reach::None,
        (
            Contributor,
            AnswerFinding | HoldReview | ReviseControl | ReviseTask | WorkTask | AnswerReview | ShareTask
            | ReviseEvidence | WithdrawEvidence | ReadTraining,
        ) => Reach::Own,
        (
            Contributor,
            ReadPeople | ReadControls | ReadReviews | ReadTasks | CreateTask | Comment | ReadDeliveries
            | ReadHistory | ReadConnections | ReadEvidence | AddEvidence | ReadCertification | ReadFindings,
        ) => Reach::All,
        (
            Auditor,
            ReadPeople | ReadControls | ReadReviews | ReadTasks | ReadDeliveries | ReadHistory | ReadTrail
            | ReadConnections | ReadEvidence | ReadCertification | ReadFindings | ReadTraining,
        ) => Reach::All,
        (Auditor, _) => Reach::None,
        (
            Staff,
            ReadTasks | WorkTask | AnswerReview | ReadFindings | AnswerFinding | Comment | ReadDeliveries
            | ReadHistory | ReadEvidence | AddEvidence | ReviseEvidence | ReadTraining,
        ) => Reach::Own,
        (Staff, _) => Reach::None,
    }
}

/// The furthest reach that any of the roles gives.
#[must_use]
pub fn reach(roles: &[Role], action: Action) -> Reach {
    roles.iter().map(|role| allows(*role, action)).max().unwrap_or(Reach::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_access_matrix_is_as_reviewed() {
        let mut table = format!("{:20}", "");
        for role in Role::ALL {
            table += &format!("{:12}", role.name());
        }
        for action in Action::ALL {
            table += &format!("\n{:20}", action.name());
            for role in Role::ALL {
                table += &format!("{:12}", format!("{:?}", allows(*role, *action)).to_lowercase());
            }
        }
        let trimmed: Vec<&str> = table.lines().map(str::trim_end).collect();
        insta::assert_snapshot!(trimmed.join("\n"));
    }

    #[test]
    fn an_auditor_changes_nothing() {
        let own = [Action::ReviseProfile, Action::ExportPerson];
        let others = |action: &&Action| !action.name().starts_with("read") && !own.contains(action);
        for action in Action::ALL.iter().filter(others) {
            assert_eq!(allows(Role::Auditor, *action), Reach::None, "{action}");
        }
    }

    #[test]
    fn no_role_allows_nothing_and_several_roles_add_up() {
        assert_eq!(reach(&[], Action::ReadOrganisation), Reach::None);
        assert_eq!(reach(&[Role::Staff, Role::Auditor], Action::ReadTasks), Reach::All);
    }
}
