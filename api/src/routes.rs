//! The URL space on one screen. Each endpoint is a file of its name.

mod api_document;
mod assignments;
mod bodies;
mod calendar;
mod certifications;
mod comments;
mod connections;
mod controls;
mod deletion;
mod deliveries;
mod difference;
mod evidence;
mod find;
mod findings;
mod health;
mod hooks;
mod invitations;
mod links;
mod live;
mod modules;
mod my_work;
mod notices;
mod operator;
mod organisation;
mod password_change;
mod password_reset;
mod people;
mod quotations;
mod reviews;
mod service_accounts;
mod session;
mod settings;
mod sign_up;
mod task_templates;
mod tasks;
mod teams;
mod tokens;
mod trail;
mod uploads;
mod views;
mod webhooks;

pub(crate) use api_document::document;
pub(crate) use health::{live as lives, ready};
pub(crate) use hooks::jira::handle as jira_hook;
pub(crate) use hooks::mail::handle as mail_hook;
pub(crate) use hooks::slack::{actions as slack_actions, events as slack_events};

use utoipa_actix_web::service_config::ServiceConfig;

/// Everything below `/api/v1`.
#[expect(clippy::too_many_lines, reason = "one line for each route, and all of them on one screen")]
pub(crate) fn all(config: &mut ServiceConfig<'_>) {
    config
        .service(sign_up::request::handle) //         POST   /sign-up
        .service(sign_up::check::handle) //           POST   /sign-up/check
        .service(sign_up::confirm::handle) //         POST   /sign-up/confirm
        .service(session::begin::handle) //           POST   /session
        .service(session::show::handle) //            GET    /session
        .service(session::end::handle) //             DELETE /session
        .service(password_change::handle) //          PUT    /password
        .service(password_reset::request::handle) //  POST   /password-reset
        .service(password_reset::confirm::handle) //  POST   /password-reset/confirm
        .service(invitations::check::handle) //       POST   /invitations/check
        .service(invitations::accept::handle) //      POST   /invitations/accept
        .service(operator::organisations::list) //    GET    /operator/organisations
        .service(operator::organisations::get) //     GET    /operator/organisations/{id}
        .service(operator::steps::suspend) //         POST   /operator/organisations/{id}/suspend
        .service(operator::steps::resume) //          POST   /operator/organisations/{id}/resume
        .service(operator::steps::limit) //           PUT    /operator/organisations/{id}/limits
        .service(operator::jobs::list) //             GET    /operator/jobs
        .service(operator::jobs::retry) //            POST   /operator/jobs/{id}/retry
        .service(operator::log::list) //              GET    /operator/log
        .service(organisation::show::handle) //       GET    /o/{org}
        .service(deletion::show) //                   GET    /o/{org}/deletion
        .service(deletion::ask) //                    POST   /o/{org}/deletion
        .service(deletion::take_back) //              DELETE /o/{org}/deletion
        .service(organisation::adopt::handle) //      POST   /o/{org}/adoptions
        .service(organisation::home::handle) //       GET    /o/{org}/home
        .service(my_work::handle) //                  GET    /o/{org}/my-work
        .service(calendar::handle) //                 GET    /o/{org}/calendar
        .service(tokens::holder::handle) //           GET    /token
        .service(settings::show::handle) //           GET    /o/{org}/settings
        .service(settings::show::revise) //           PATCH  /o/{org}/settings
        .service(settings::reminders::revise) //      PUT    /o/{org}/settings/reminders
        .service(settings::reminders::preview) //     POST   /o/{org}/settings/reminders/preview
        .service(settings::holidays::import) //       POST   /o/{org}/settings/holidays/import
        .service(settings::holidays::put) //          PUT    /o/{org}/settings/holidays/{day}
        .service(settings::holidays::remove) //       DELETE /o/{org}/settings/holidays/{day}
        .service(settings::logo::show) //             GET    /o/{org}/settings/logo
        .service(settings::logo::put) //              PUT    /o/{org}/settings/logo
        .service(settings::logo::remove) //           DELETE /o/{org}/settings/logo
        .service(settings::mail::show) //             GET    /o/{org}/settings/mail
        .service(settings::mail::test) //             POST   /o/{org}/settings/mail/test
        .service(settings::limits::handle) //         GET    /o/{org}/settings/limits
        .service(tokens::list::handle) //             GET    /o/{org}/tokens
        .service(tokens::make::handle) //             POST   /o/{org}/tokens
        .service(tokens::revoke::handle) //           DELETE /o/{org}/tokens/{id}
        .service(service_accounts::list) //           GET    /o/{org}/service-accounts
        .service(service_accounts::add) //            POST   /o/{org}/service-accounts
        .service(service_accounts::end) //            POST   /o/{org}/service-accounts/{id}/end
        .service(find::handle) //                     GET    /o/{org}/find
        .service(live::handle) //                     GET    /o/{org}/live
        .service(people::export::handle) //           GET    /o/{org}/people/export
        .service(people::list::handle) //             GET    /o/{org}/people
        .service(people::import::preview) //          POST   /o/{org}/people/import/preview
        .service(people::import::handle) //           POST   /o/{org}/people/import
        .service(people::add::handle) //              POST   /o/{org}/people
        .service(people::get::handle) //              GET    /o/{org}/people/{id}
        .service(people::revise::handle) //           PATCH  /o/{org}/people/{id}
        .service(people::roles::handle) //            PUT    /o/{org}/people/{id}/roles
        .service(people::invite::send) //             POST   /o/{org}/people/{id}/invitation
        .service(people::invite::revoke) //           DELETE /o/{org}/people/{id}/invitation
        .service(people::leave::deactivate) //        POST   /o/{org}/people/{id}/deactivate
        .service(people::leave::reactivate) //        POST   /o/{org}/people/{id}/reactivate
        .service(people::erase::handle) //            POST   /o/{org}/people/{id}/erase
        .service(people::copy::handle) //             GET    /o/{org}/people/{id}/copy
        .service(people::address::retry) //           POST   /o/{org}/people/{id}/address/retry
        .service(people::address::retry_own) //       POST   /o/{org}/profile/address/retry
        .service(people::absences::list) //           GET    /o/{org}/people/{id}/absences
        .service(people::absences::note) //           POST   /o/{org}/people/{id}/absences
        .service(people::absences::end) //            DELETE /o/{org}/people/{id}/absences/{absence}
        .service(people::choices::show) //            GET    /o/{org}/profile/choices
        .service(people::choices::revise) //          PATCH  /o/{org}/profile/choices
        .service(people::profile::show) //            GET    /o/{org}/profile
        .service(people::profile::revise) //          PATCH  /o/{org}/profile
        .service(people::photo::set) //               PUT    /o/{org}/profile/photo
        .service(people::photo::remove) //            DELETE /o/{org}/profile/photo
        .service(people::photo::list) //              GET    /o/{org}/photos
        .service(people::photo::show) //              GET    /o/{org}/people/{id}/photo
        .service(teams::list::handle) //              GET    /o/{org}/teams
        .service(teams::create::handle) //            POST   /o/{org}/teams
        .service(teams::get::handle) //               GET    /o/{org}/teams/{id}
        .service(teams::revise::handle) //            PATCH  /o/{org}/teams/{id}
        .service(teams::steps::archive) //            POST   /o/{org}/teams/{id}/archive
        .service(teams::steps::restore) //            POST   /o/{org}/teams/{id}/restore
        .service(controls::export::handle) //         GET    /o/{org}/controls/export
        .service(controls::list::handle) //           GET    /o/{org}/controls
        .service(controls::get::handle) //            GET    /o/{org}/controls/{id}
        .service(controls::revise::handle) //         PATCH  /o/{org}/controls/{id}
        .service(controls::verify::handle) //         POST   /o/{org}/controls/{id}/verify
        .service(controls::history::handle) //        GET    /o/{org}/controls/{id}/history
        .service(controls::deliveries::handle) //     GET    /o/{org}/controls/{id}/deliveries
        .service(reviews::export::handle) //          GET    /o/{org}/reviews/export
        .service(reviews::list::handle) //            GET    /o/{org}/reviews
        .service(reviews::hold::meeting) //           POST   /o/{org}/reviews/meetings
        .service(reviews::get::handle) //             GET    /o/{org}/reviews/{id}
        .service(reviews::cycle::revise) //           PATCH  /o/{org}/reviews/{id}
        .service(reviews::cycle::end) //              DELETE /o/{org}/reviews/{id}
        .service(reviews::hold::one) //               POST   /o/{org}/reviews/{id}/held
        .service(reviews::hold::approve) //           POST   /o/{org}/reviews/{id}/records/{record}/approve
        .service(reviews::waive::handle) //           POST   /o/{org}/reviews/{id}/waive
        .service(reviews::postpone::handle) //        POST   /o/{org}/obligations/{id}/postpone
        .service(tasks::export::handle) //            GET    /o/{org}/tasks/export
        .service(tasks::list::handle) //              GET    /o/{org}/tasks
        .service(tasks::create::handle) //            POST   /o/{org}/tasks
        .service(tasks::revise_many::handle) //       POST   /o/{org}/tasks/revise
        .service(tasks::get::handle) //               GET    /o/{org}/tasks/{id}
        .service(tasks::revise::handle) //            PATCH  /o/{org}/tasks/{id}
        .service(tasks::steps::start) //              POST   /o/{org}/tasks/{id}/start
        .service(tasks::steps::submit) //             POST   /o/{org}/tasks/{id}/submit
        .service(tasks::steps::complete) //           POST   /o/{org}/tasks/{id}/complete
        .service(tasks::steps::cancel) //             POST   /o/{org}/tasks/{id}/cancel
        .service(tasks::steps::reopen) //             POST   /o/{org}/tasks/{id}/reopen
        .service(tasks::steps::send_back) //          POST   /o/{org}/tasks/{id}/send-back
        .service(tasks::checklist::handle) //         POST   /o/{org}/tasks/{id}/checklist
        .service(tasks::take_back::handle) //         POST   /o/{org}/tasks/{id}/take-back
        .service(tasks::snooze::handle) //            POST   /o/{org}/tasks/{id}/snooze
        .service(tasks::history::handle) //           GET    /o/{org}/tasks/{id}/history
        .service(tasks::deliveries::handle) //        GET    /o/{org}/tasks/{id}/deliveries
        .service(tasks::mirrors::list) //             GET    /o/{org}/tasks/{id}/mirrors
        .service(tasks::mirrors::retry) //            POST   /o/{org}/tasks/{id}/mirrors/retry
        .service(task_templates::list::handle) //     GET    /o/{org}/task-templates
        .service(task_templates::add::handle) //      POST   /o/{org}/task-templates
        .service(task_templates::revise::handle) //   PATCH  /o/{org}/task-templates/{id}
        .service(task_templates::archive::handle) //  PUT    /o/{org}/task-templates/{id}/archived
        .service(deliveries::export::handle) //       GET    /o/{org}/deliveries/export
        .service(deliveries::summary::handle) //      GET    /o/{org}/deliveries/summary
        .service(deliveries::list::handle) //         GET    /o/{org}/deliveries
        .service(trail::list::handle) //              GET    /o/{org}/trail
        .service(trail::export::handle) //            GET    /o/{org}/trail/export
        .service(trail::file::handle) //              GET    /o/{org}/trail/file
        .service(trail::standing::show) //            GET    /o/{org}/trail/standing
        .service(trail::standing::check) //          GET    /o/{org}/trail/check
        .service(difference::handle) //               GET    /o/{org}/subjects/{id}/difference
        .service(comments::list::handle) //           GET    /o/{org}/subjects/{id}/comments
        .service(comments::add::handle) //            POST   /o/{org}/subjects/{id}/comments
        .service(comments::change::edit) //           PATCH  /o/{org}/subjects/{id}/comments/{comment}
        .service(comments::change::remove) //         DELETE /o/{org}/subjects/{id}/comments/{comment}
        .service(comments::follow::handle) //         PUT    /o/{org}/subjects/{id}/following
        .service(uploads::begin::handle) //           POST   /o/{org}/uploads
        .service(uploads::show::handle) //            GET    /o/{org}/uploads/{id}
        .service(uploads::show::offset) //            HEAD   /o/{org}/uploads/{id}
        .service(uploads::append::handle) //          PATCH  /o/{org}/uploads/{id}
        .service(uploads::begin::forget) //           DELETE /o/{org}/uploads/{id}
        .service(certifications::list::handle) //     GET    /o/{org}/certifications
        .service(certifications::add::handle) //      POST   /o/{org}/certifications
        .service(certifications::get::handle) //      GET    /o/{org}/certifications/{id}
        .service(certifications::revise::handle) //   PATCH  /o/{org}/certifications/{id}
        .service(certifications::steps::handle) //    POST   /o/{org}/certifications/{id}/steps
        .service(certifications::visits::plan) //     POST   /o/{org}/certifications/{id}/visits
        .service(certifications::visits::set) //      PUT    /o/{org}/certifications/{id}/visits/{visit}
        .service(certifications::aside::handle) //    PUT    /o/{org}/certifications/{id}/aside
        .service(certifications::readiness::show) //  GET    /o/{org}/certifications/{id}/readiness
        .service(certifications::readiness::say) //   PUT    /o/{org}/certifications/{id}/readiness/{item}
        .service(certifications::plan::handle) //     GET    /o/{org}/certifications/{id}/plan.pdf
        .service(certifications::deliveries::handle) // GET  /o/{org}/certifications/{id}/deliveries
        .service(certifications::history::handle) //  GET    /o/{org}/certifications/{id}/history
        .service(quotations::list::handle) //         GET    /o/{org}/certifications/{id}/quotations
        .service(quotations::ask::handle) //          POST   /o/{org}/certifications/{id}/quotations
        .service(quotations::tell::handle) //         PUT    /o/{org}/certifications/{id}/quotations/{quotation}
        .service(quotations::steps::handle) //        POST   /o/{org}/certifications/{id}/quotations/{quotation}/steps
        .service(modules::catalogue::handle) //       GET    /o/{org}/training-catalogue
        .service(modules::list::handle) //            GET    /o/{org}/modules
        .service(modules::add::handle) //             POST   /o/{org}/modules
        .service(modules::get::handle) //             GET    /o/{org}/modules/{id}
        .service(modules::revise::handle) //          PATCH  /o/{org}/modules/{id}
        .service(modules::draft::handle) //           PUT    /o/{org}/modules/{id}/draft
        .service(modules::approve::handle) //         POST   /o/{org}/modules/{id}/approve
        .service(modules::aside::handle) //           PUT    /o/{org}/modules/{id}/aside
        .service(modules::history::handle) //         GET    /o/{org}/modules/{id}/history
        .service(assignments::list::handle) //        GET    /o/{org}/assignments
        .service(assignments::mine::handle) //        GET    /o/{org}/my-training
        .service(assignments::get::handle) //         GET    /o/{org}/assignments/{id}
        .service(assignments::text::handle) //        GET    /o/{org}/assignments/{id}/text
        .service(assignments::deliveries::handle) //  GET    /o/{org}/assignments/{id}/deliveries
        .service(assignments::settle::waive) //       POST   /o/{org}/assignments/{id}/waive
        .service(assignments::settle::allow) //       POST   /o/{org}/assignments/{id}/allow
        .service(bodies::list::handle) //             GET    /o/{org}/bodies
        .service(bodies::add::handle) //              POST   /o/{org}/bodies
        .service(bodies::get::handle) //              GET    /o/{org}/bodies/{id}
        .service(bodies::revise::handle) //           PATCH  /o/{org}/bodies/{id}
        .service(bodies::aside::handle) //            PUT    /o/{org}/bodies/{id}/aside
        .service(bodies::history::handle) //          GET    /o/{org}/bodies/{id}/history
        .service(findings::raise::handle) //          POST   /o/{org}/certifications/{id}/findings
        .service(findings::get::handle) //            GET    /o/{org}/findings/{id}
        .service(findings::revise::handle) //         PATCH  /o/{org}/findings/{id}
        .service(findings::steps::handle) //          POST   /o/{org}/findings/{id}/steps
        .service(findings::deliveries::handle) //     GET    /o/{org}/findings/{id}/deliveries
        .service(findings::history::handle) //        GET    /o/{org}/findings/{id}/history
        .service(evidence::list::handle) //           GET    /o/{org}/evidence
        .service(evidence::add::handle) //            POST   /o/{org}/evidence
        .service(evidence::archive::handle) //        GET    /o/{org}/evidence/archive
        .service(evidence::get::handle) //            GET    /o/{org}/evidence/{id}
        .service(evidence::revise::handle) //         PATCH  /o/{org}/evidence/{id}
        .service(evidence::versions::handle) //       POST   /o/{org}/evidence/{id}/files
        .service(evidence::content::handle) //        GET    /o/{org}/evidence/{id}/files/{number}
        .service(evidence::steps::withdraw) //        POST   /o/{org}/evidence/{id}/withdraw
        .service(evidence::steps::restore) //         POST   /o/{org}/evidence/{id}/restore
        .service(evidence::deliveries::handle) //     GET    /o/{org}/evidence/{id}/deliveries
        .service(evidence::history::handle) //        GET    /o/{org}/evidence/{id}/history
        .service(evidence::links::list) //            GET    /o/{org}/subjects/{id}/evidence
        .service(evidence::links::link) //            PUT    /o/{org}/subjects/{id}/evidence/{evidence}
        .service(evidence::links::unlink) //          DELETE /o/{org}/subjects/{id}/evidence/{evidence}
        .service(links::list) //                      GET    /o/{org}/subjects/{id}/links
        .service(links::link) //                      PUT    /o/{org}/subjects/{id}/links/{other}
        .service(links::unlink) //                    DELETE /o/{org}/subjects/{id}/links/{other}
        .service(notices::list) //                    GET    /o/{org}/notices
        .service(notices::read) //                    POST   /o/{org}/notices/read
        .service(connections::list::handle) //        GET    /o/{org}/connections
        .service(connections::consent::handle) //     POST   /o/{org}/connections/consent
        .service(connections::complete::handle) //    POST   /o/{org}/connections/complete
        .service(connections::token::handle) //       POST   /o/{org}/connections/jira-server
        .service(connections::teams::connect) //      POST   /o/{org}/connections/teams
        .service(connections::get::handle) //         GET    /o/{org}/connections/{id}
        .service(connections::disconnect::handle) //  DELETE /o/{org}/connections/{id}
        .service(connections::places::handle) //      GET    /o/{org}/connections/{id}/places
        .service(connections::people::list) //        GET    /o/{org}/connections/{id}/people
        .service(connections::people::candidates) //  GET    /o/{org}/connections/{id}/candidates
        .service(connections::people::choose) //      PUT    /o/{org}/connections/{id}/people/{person}
        .service(connections::site::handle) //        POST   /o/{org}/connections/{id}/site
        .service(connections::set_up::handle) //      PUT    /o/{org}/connections/{id}/setup
        .service(connections::set_up_messages::handle) // PUT /o/{org}/connections/{id}/channel
        .service(connections::teams::set_up) //       PUT    /o/{org}/connections/{id}/cards
        .service(connections::test::handle) //        POST   /o/{org}/connections/{id}/test
        .service(connections::pause::pause) //        POST   /o/{org}/connections/{id}/pause
        .service(connections::pause::resume) //       POST   /o/{org}/connections/{id}/resume
        .service(connections::failures::handle) //    GET    /o/{org}/connections/{id}/failures
        .service(connections::share::handle) //       POST   /o/{org}/connections/{id}/tasks
        .service(views::list::handle) //              GET    /o/{org}/views
        .service(views::save::handle) //              POST   /o/{org}/views
        .service(views::revise::handle) //            PATCH  /o/{org}/views/{id}
        .service(views::remove::handle) //            DELETE /o/{org}/views/{id}
        .service(views::open_with::handle) //         PUT    /o/{org}/views/{id}/default
        .service(webhooks::list::handle) //           GET    /o/{org}/webhooks
        .service(webhooks::add::handle) //            POST   /o/{org}/webhooks
        .service(webhooks::revise::handle) //         PATCH  /o/{org}/webhooks/{id}
        .service(webhooks::remove::handle) //         DELETE /o/{org}/webhooks/{id}
        .service(webhooks::steps::test) //            POST   /o/{org}/webhooks/{id}/test
        .service(webhooks::steps::rotate) //          POST   /o/{org}/webhooks/{id}/rotate
        .service(webhooks::steps::replay) //          POST   /o/{org}/webhooks/{id}/replay
        .service(webhooks::log::handle); //           GET    /o/{org}/webhooks/{id}/dispatches
}
