//! Pages that the server renders and that need no script.

mod calendar;
mod dev_mailbox;
mod docs;
mod learn;
mod unsubscribe;

use actix_web::web::ServiceConfig;

pub(crate) fn all(config: &mut ServiceConfig) {
    config
        .service(calendar::show)
        .service(dev_mailbox::list)
        .service(dev_mailbox::show)
        .service(dev_mailbox::html)
        .service(unsubscribe::show)
        .service(unsubscribe::turn_off)
        .app_data(learn::form_limit())
        .service(learn::show)
        .service(learn::send)
        .service(learn::again)
        .service(learn::certificate_by_link)
        .service(learn::verify)
        .service(learn::show_signed_in)
        .service(learn::send_signed_in)
        .service(learn::certificate_by_session)
        .service(docs::begin)
        .service(docs::style)
        .service(docs::show)
        .service(docs::api_begin)
        .service(docs::api_show);
}
