//! Pages that the server renders and that need no script.

mod calendar;
mod dev_mailbox;
mod docs;
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
        .service(docs::begin)
        .service(docs::style)
        .service(docs::show)
        .service(docs::api_begin)
        .service(docs::api_show);
}
