//! Changes of a task's checklist.

use crate::doors::OrgTx;
use crate::error::Result;
use domain::access::Reach;
use domain::checklist::Edit;
use domain::id::{ItemId, TaskId};

impl OrgTx {
    /// A name for an item that is to be added.
    #[must_use]
    pub fn new_item(&self) -> ItemId {
        ItemId(self.store.new_id())
    }

    /// Changes the checklist of a task, over `version`.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], [`crate::Error::Stale`], [`crate::Refused::NotYours`] or the domain's refusal.
    pub async fn edit_checklist(&self, id: TaskId, version: i32, edit: Edit, reach: Reach) -> Result<()> {
        let (me, now) = (self.actor(), self.now());
        self.change_task(id, version, reach.into(), |task| task.edit_checklist(edit, me, now)).await
    }
}
