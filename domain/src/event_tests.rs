use super::*;
use std::collections::BTreeSet;
use uuid::Uuid;

#[expect(clippy::too_many_lines, reason = "a line for each event")]
fn every_event() -> Vec<Event> {
    let (task, person) = (SubjectId(Uuid::from_u128(7)), PersonId(Uuid::from_u128(1)));
    let connection = ConnectionId(Uuid::from_u128(3));
    let endpoint = EndpointId(Uuid::from_u128(4));
    let (item, template) = (ItemId(Uuid::from_u128(10)), TemplateId(Uuid::from_u128(11)));
    let team = TeamId(Uuid::from_u128(12));
    vec![
        Event::OrganisationFounded { founder: person },
        Event::PersonJoined { person },
        Event::StandardAdopted {
            adoption: task,
            standard: "iso42001".into(),
            catalogue_version: "1.0.0".into(),
        },
        Event::ControlRevised { control: task, fields: vec!["status".into()] },
        Event::TaskCreated { task },
        Event::TaskRevised { task, fields: vec!["due".into(), "owner".into()] },
        Event::TaskStarted { task },
        Event::TaskSubmitted { task },
        Event::TaskCompleted { task },
        Event::TaskCancelled { task },
        Event::TaskReopened { task, reason: "not enough".into() },
        Event::TaskSnoozed { task, until: "2026-12-01".parse().unwrap() },
        Event::ReviewCycleSet { subject: task, fields: vec!["rule".to_owned()] },
        Event::ReviewCycleEnded { subject: task },
        Event::ReviewHeld {
            subject: task,
            review: ReviewId(Uuid::from_u128(12)),
            outcome: review::Outcome::Suitable,
            next: "2027-12-01".parse().unwrap(),
        },
        Event::ReviewApproved { subject: task, review: ReviewId(Uuid::from_u128(12)) },
        Event::ObligationPostponed {
            subject: task,
            due: obligation::Kind::Review,
            from: "2026-12-01".parse().unwrap(),
            to: "2027-01-15".parse().unwrap(),
            reason: "the audit moved".to_owned(),
        },
        Event::ObligationWaived {
            subject: task,
            due: obligation::Kind::Review,
            from: "2026-12-01".parse().unwrap(),
            next: "2027-12-01".parse().unwrap(),
            reason: "the system was replaced".to_owned(),
        },
        Event::AbsenceNoted {
            person,
            from: "2026-12-21".parse().unwrap(),
            until: "2027-01-03".parse().unwrap(),
            delegate: None,
        },
        Event::AbsenceEnded { person, from: "2026-12-21".parse().unwrap() },
        Event::ServiceConnected { connection, service: Service::JiraCloud },
        Event::ConnectionSetUp { connection },
        Event::ConnectionPaused { connection, paused: true },
        Event::ConnectionLost { connection },
        Event::ServiceDisconnected { connection },
        Event::TaskShared { task, connection },
        Event::EndpointAdded { endpoint },
        Event::EndpointRevised { endpoint, fields: vec!["url".into()] },
        Event::EndpointDisabled { endpoint },
        Event::CounterpartChosen { connection, person },
        Event::PersonRevised { person, fields: vec!["name".into()] },
        Event::RolesChanged { person, roles: vec![Role::Manager] },
        Event::PersonInvited { person },
        Event::InvitationRevoked { person },
        Event::InvitationAccepted { person },
        Event::PersonDeactivated { person, successor: Some(person) },
        Event::PersonReactivated { person },
        Event::PersonErased { person, entries: vec![3, 8] },
        Event::TeamCreated { team },
        Event::TeamRevised { team, fields: vec!["name".into()] },
        Event::TeamMembersChanged { team, added: vec![person], removed: vec![] },
        Event::TeamArchived { team },
        Event::TeamRestored { team },
        Event::CommentAdded { subject: task, comment: CommentId(Uuid::from_u128(5)) },
        Event::CommentEdited { subject: task, comment: CommentId(Uuid::from_u128(5)) },
        Event::CommentRemoved { subject: task, comment: CommentId(Uuid::from_u128(5)) },
        Event::EvidenceAdded { evidence: task },
        Event::EvidenceRevised { evidence: task, fields: vec!["valid_until".into()] },
        Event::EvidenceVersionAdded { evidence: task, number: 2 },
        Event::EvidenceWithdrawn { evidence: task },
        Event::EvidenceRestored { evidence: task },
        Event::EvidenceLinked { evidence: task, subject: SubjectId(Uuid::from_u128(8)) },
        Event::EvidenceUnlinked { evidence: task, subject: SubjectId(Uuid::from_u128(8)) },
        Event::CertificationAdded { certification: task },
        Event::CertificationRevised { certification: task, fields: vec!["expiry".into()] },
        Event::CertificateStepTaken {
            certification: task,
            step: certification::Step::Suspend,
            on: "2027-05-03".parse().unwrap(),
            reason: Some("no surveillance in time".into()),
        },
        Event::VisitSet {
            certification: task,
            visit: VisitId(Uuid::from_u128(13)),
            what: certification::VisitState::Planned,
        },
        Event::QuotationSet {
            certification: task,
            quotation: QuotationId(Uuid::from_u128(14)),
            what: certification::QuotationState::Chosen,
        },
        Event::BodyAdded { body: task },
        Event::BodyRevised { body: task, fields: vec!["sectors".into()] },
        Event::BodyPutAside { body: task, aside: true },
        Event::CertificationPutAside { certification: task, aside: true },
        Event::ReadinessSaid {
            certification: task,
            item: "ck-stage1-03".into(),
            said: Some(certification::Said::NotYet),
        },
        Event::FindingRaised { finding: task, grade: finding::Grade::Minor },
        Event::FindingRevised { finding: task, fields: vec!["due".into()] },
        Event::ModuleAdded { module: task },
        Event::ModuleRevised { module: task, fields: vec!["audience".into()] },
        Event::ModuleDrafted { module: task, version: 2 },
        Event::ModuleApproved {
            module: task,
            version: 2,
            again: training::AgainFor::Changed,
            reason: Some("nobody else knows the rules".into()),
        },
        Event::ModulePutAside { module: task, aside: true },
        Event::TrainingAssigned { module: task, asked: 12, moved: 3, ended: 1 },
        Event::TrainingAttested {
            assignment: task,
            module: SubjectId(Uuid::from_u128(8)),
            version: 2,
            person,
            proof: training::Proof::Link,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        },
        Event::TrainingWaived { assignment: task, person, reason: "on leave until spring".into() },
        Event::AttemptsAllowed { assignment: task, person },
        Event::FindingStepTaken {
            finding: task,
            step: finding::FindingStep::SendBack,
            on: "2027-05-03".parse().unwrap(),
            reason: Some("the cause is not named".into()),
        },
        Event::FileDamaged { file: FileId(Uuid::from_u128(9)) },
        Event::NoticesChosen { person, fields: vec!["commented.mail".into()], by_link: true },
        Event::AddressDied { person },
        Event::AddressRetried { person },
        Event::ChannelDegraded { channel: Carrier::Mail, trouble: Trouble::Waiting },
        Event::ChannelRecovered { channel: Carrier::Mail },
        Event::PeopleImported { added: 3, changed: 2, left_out: 1 },
        Event::ListExported { list: "tasks".into(), format: "xlsx".into(), rows: 7 },
        Event::OrganisationRevised { fields: vec!["zone".into()] },
        Event::HolidaysChanged { added: 9, removed: 1 },
        Event::OrganisationSuspended,
        Event::OrganisationResumed,
        Event::DeletionAsked { on: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap() },
        Event::DeletionTakenBack,
        Event::LimitsChanged { fields: vec!["people".into()] },
        Event::RemindersRevised { fields: vec!["lead_days".into()] },
        Event::TokenMade { token: TokenId(Uuid::from_u128(10)), person },
        Event::TokenRevoked { token: TokenId(Uuid::from_u128(10)), person },
        Event::ServiceAccountAdded { person },
        Event::ChecklistChanged { task, item, what: checklist::What::Ticked },
        Event::TemplateAdded { template },
        Event::TemplateRevised { template, fields: vec!["due_in".into()] },
        Event::TemplateArchived { template, archived: true },
        Event::ControlVerified {
            control: task,
            on: "2026-11-24".parse().unwrap(),
            lapses_on: "2027-11-24".parse().unwrap(),
        },
        Event::VerificationLapsed { control: task, on: "2027-11-24".parse().unwrap() },
        Event::TaskLinked { subject: task, to: SubjectId(Uuid::from_u128(8)) },
        Event::TaskUnlinked { subject: task, to: SubjectId(Uuid::from_u128(8)) },
        Event::PersonCopied { person },
    ]
}

#[test]
fn stored_events_keep_their_form() {
    insta::assert_json_snapshot!(every_event());
}

#[test]
fn the_kind_is_the_tag_that_is_stored() {
    for event in every_event() {
        let stored = serde_json::to_value(&event).unwrap();
        assert_eq!(stored["kind"], event.kind());
        assert_eq!(serde_json::from_value::<Event>(stored).unwrap(), event);
    }
    let written: BTreeSet<&str> = every_event().iter().map(Event::kind).collect();
    assert_eq!(written, Event::KINDS.iter().copied().collect());
}
