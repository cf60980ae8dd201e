//! The jobs, one file each: load, call a verb, map the failure.

mod anchor_trail;
mod answer_press;
mod delete_organisation;
mod deliver_card;
mod deliver_digest;
mod deliver_mail;
mod deliver_message;
mod deliver_notice;
mod dispatch;
mod find_anchors;
mod find_connections;
mod find_deletions;
mod find_due_reminders;
mod find_files;
mod find_lapses;
mod find_training;
mod find_troubled_channels;
mod forget_account;
mod hand_over;
mod judge_channels;
mod mail_address_died;
mod mail_channel_degraded;
mod mail_closing;
mod mail_connection_lost;
mod mail_endpoint_disabled;
mod mail_link;
mod note_lapses;
mod post_message;
mod prune;
mod pull_issue;
mod push_issue;
mod reconcile;
mod relay_task;
mod returning;
mod sweep_digests;
mod sweep_files;
mod sweep_reminders;
mod sweep_training;
mod to_each;

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;
use store::ClaimedJob;

/// Does what the job is for.
pub(crate) async fn run(context: &Context, claimed: &ClaimedJob, job: Job) -> Result<(), Failure> {
    match job {
        Job::MailLink { link } => mail_link::run(context, claimed, link).await,
        Job::FindDueReminders => find_due_reminders::run(context).await,
        Job::SweepReminders => sweep_reminders::run(context, claimed).await,
        Job::DeliverMail { delivery } => deliver_mail::run(context, claimed, delivery).await,
        Job::DeliverNotice { delivery } => deliver_notice::run(context, claimed, delivery).await,
        Job::SweepDigests => sweep_digests::run(context, claimed).await,
        Job::DeliverDigest { delivery } => deliver_digest::run(context, claimed, delivery).await,
        Job::MailAddressDied { person } => mail_address_died::run(context, claimed, person).await,
        Job::FindTroubledChannels => find_troubled_channels::run(context).await,
        Job::JudgeChannels => judge_channels::run(context, claimed).await,
        Job::MailChannelDegraded { channel } => mail_channel_degraded::run(context, claimed, channel).await,
        Job::MailConnectionLost { connection } => {
            mail_connection_lost::run(context, claimed, connection).await
        }
        Job::RelayTask { task } => relay_task::run(context, claimed, task).await,
        Job::Prune => prune::run(context).await,
        Job::FindLapses => find_lapses::run(context).await,
        Job::NoteLapses => note_lapses::run(context, claimed).await,
        Job::FindTraining => find_training::run(context).await,
        Job::SweepTraining => sweep_training::run(context, claimed).await,
        Job::FindAnchors => find_anchors::run(context).await,
        Job::AnchorTrail => anchor_trail::run(context, claimed).await,
        Job::MailClosing => mail_closing::run(context, claimed).await,
        Job::FindDeletions => find_deletions::run(context).await,
        Job::DeleteOrganisation { org } => delete_organisation::run(context, org).await,
        Job::ForgetAccount { account } => forget_account::run(context, account).await,
        Job::FindFiles => find_files::run(context).await,
        Job::SweepFiles => sweep_files::run(context, claimed).await,
        Job::PushIssue { mirror } => push_issue::run(context, claimed, mirror).await,
        Job::PullIssue { mirror } => pull_issue::run(context, claimed, mirror).await,
        Job::Reconcile { connection } => reconcile::run(context, claimed, connection).await,
        Job::FindConnections => find_connections::run(context).await,
        Job::MailEndpointDisabled { endpoint } => {
            mail_endpoint_disabled::run(context, claimed, endpoint).await
        }
        Job::Dispatch { dispatch } => dispatch::run(context, claimed, dispatch).await,
        Job::PostMessage { mirror, .. } => post_message::run(context, claimed, mirror).await,
        Job::DeliverMessage { delivery, .. } => deliver_message::run(context, claimed, delivery).await,
        Job::AnswerPress { press } => answer_press::run(context, claimed, press).await,
    }
}

/// Notes that the job is given up, wherever somebody waits for its end.
pub(crate) async fn abandon(
    context: &Context,
    claimed: &ClaimedJob,
    job: Job,
    reason: &str,
) -> Result<(), Failure> {
    match job {
        Job::DeliverMail { delivery } | Job::DeliverNotice { delivery } | Job::DeliverDigest { delivery } => {
            deliver_mail::abandon(context, claimed, delivery, reason).await
        }
        Job::DeliverMessage { delivery, .. } => {
            deliver_mail::abandon(context, claimed, delivery, reason).await
        }
        Job::PostMessage { mirror, .. } => push_issue::abandon(context, claimed, mirror, reason).await,
        Job::PushIssue { mirror } => push_issue::abandon(context, claimed, mirror, reason).await,
        Job::AnswerPress { press } => answer_press::abandon(context, claimed, press).await,
        _ => Ok(()),
    }
}
