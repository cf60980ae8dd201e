//! What the program tells a person inside itself: that somebody called them, gave them something, or that something they
//! follow moved on.

use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What a notice is about.
    Kind {
        /// Somebody called them by name.
        Mentioned = "mentioned",
        /// Somebody wrote about a thing they follow.
        Commented = "commented",
        /// Something became theirs.
        Assigned = "assigned",
        /// Something they follow waits for review.
        ReviewWanted = "review_wanted",
        /// What they did was sent back, with a reason.
        SentBack = "sent_back",
        /// Something they follow is done.
        Completed = "completed",
        /// Something of theirs is due, and mail does not reach them.
        Due = "due",
        /// Something of theirs is due, and they had as much mail that day as the organisation allows.
        HeldBack = "held_back",
        /// Mail does not reach somebody of the organisation.
        AddressDead = "address_dead",
        /// A way of sending does not work as it should.
        ChannelDegraded = "channel_degraded",
        /// It works again.
        ChannelRecovered = "channel_recovered",
    }
}
