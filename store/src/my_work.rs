//! The page where people see what is theirs: what to do, who called them, what runs out, what they finished.

use crate::doors::OrgRead;
use crate::error::Result;
use crate::evidence::EvidenceRow;
use crate::listing::{ListQuery, Page};
use crate::notices::NoticeView;
use crate::tasks::{GroupedTasks, TaskReach, TaskRow};
use domain::access::Reach;
use std::collections::BTreeMap;

/// How much of each is shown.
const SHOWN: i64 = 10;

/// What is a person's.
#[derive(Clone, Debug)]
pub struct MyWork {
    /// What to do, by why it stands where it does; groups without any are left out.
    pub groups: Vec<GroupedTasks>,
    /// Where somebody called them by name, unread.
    pub mentions: Vec<NoticeView>,
    /// How many of those there are.
    pub mentions_total: i64,
    /// Their evidence that soon runs out.
    pub running_out: Page<EvidenceRow>,
    /// What they finished lately.
    pub finished: Vec<TaskRow>,
}

impl OrgRead {
    /// The caller's work, as far as their permissions reach.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn my_work(&self, tasks: TaskReach, evidence: Reach) -> Result<MyWork> {
        let (mentions, mentions_total) = self.unread_mentions(SHOWN).await?;
        let finished =
            if tasks.read == Reach::None { Vec::new() } else { self.my_finished_tasks(SHOWN).await? };
        let running_out = if evidence == Reach::None {
            Page { items: Vec::new(), next: None, total: 0 }
        } else {
            let asked = [("owner", "me"), ("state", "current"), ("when", "month"), ("sort", "valid_until")];
            let mut parameters: BTreeMap<String, String> =
                asked.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            parameters.insert("limit".to_owned(), SHOWN.to_string());
            self.evidence_list(&ListQuery { parameters, ..ListQuery::default() }, evidence).await?
        };
        let groups = self.my_tasks(tasks).await?;
        Ok(MyWork { groups, mentions, mentions_total, running_out, finished })
    }
}
