//! Pages that the server renders and that need no script.

mod dev_mailbox;
mod unsubscribe;

use actix_web::web::ServiceConfig;

pub(crate) fn all(config: &mut ServiceConfig) {
    config
        .service(dev_mailbox::list)
        .service(dev_mailbox::show)
        .service(dev_mailbox::html)
        .service(unsubscribe::show)
        .service(unsubscribe::turn_off);
}
