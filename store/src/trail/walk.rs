//! The trail from one entry to another, a stretch at a time and each behind a door of its own: however long it is,
//! neither memory nor a transaction grows with it.

use super::Head;
use crate::doors::{OrgRead, Store};
use crate::entity::{trail_body, trail_entry};
use crate::error::{Result, unreadable};
use crate::tenancy::Tenancy;
use domain::trail::anchor::{Anchor, PublicKey};
use domain::trail::chain::{Chain, Fault, Report, Why};
use domain::trail::file::Writer;
use domain::trail::{Body, Entry};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

const PAGE: u64 = 500;

/// Some entries that follow each other.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The number and hash of the trail's last entry, as they were before the entries were read.
    pub head: (i64, Vec<u8>),
    /// The entries; without a body, where it was erased.
    pub entries: Vec<(Entry, Option<Body>)>,
    /// The anchors that stand for them, in their order.
    pub anchors: Vec<Anchor>,
}

impl Stretch {
    /// Takes it into the chain, each anchor after its entry where `keys` are there to check them with.
    pub(crate) fn join(&self, chain: &mut Chain, keys: &[PublicKey]) -> std::result::Result<(), Fault> {
        let mut anchors = self.anchors.iter().peekable();
        for (entry, body) in &self.entries {
            chain.push(entry, body.as_ref())?;
            while let Some(anchor) = anchors.next_if(|anchor| anchor.seq == entry.seq) {
                chain.hold(anchor, keys)?;
            }
        }
        Ok(())
    }

    /// The same as lines of a file whose head names these keys.
    #[must_use]
    pub fn lines(self, writer: &mut Writer, keys: &[PublicKey]) -> String {
        let named: Vec<String> = keys.iter().map(PublicKey::id).collect();
        let mut lines = String::new();
        // The first anchor may be signed while the file is written, and its head names no key then.
        let mut anchors = self.anchors.into_iter().filter(|anchor| named.contains(&anchor.key)).peekable();
        for (entry, body) in self.entries {
            let seq = entry.seq;
            lines += &writer.entry(entry, body);
            while let Some(anchor) = anchors.next_if(|anchor| anchor.seq == seq) {
                lines += &writer.anchor(anchor);
            }
        }
        lines
    }
}

impl OrgRead {
    /// What comes after entry `seq`; nothing more, where no entries are in it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail_after(&self, seq: i64) -> Result<Stretch> {
        // The head first: what is read afterwards reaches at least as far.
        let sql = self.sql("select seq, hash from trail_head where org_id = ");
        let head: Head = self.door.one(sql).await?.ok_or(unreadable("head of the trail"))?;
        let rows = self
            .find::<trail_entry::Entity>()
            .filter(trail_entry::Column::Seq.gt(seq))
            .order_by_asc(trail_entry::Column::Seq)
            .limit(PAGE)
            .all(self.door.tx())
            .await?;
        let ids = rows.iter().map(|row| row.id);
        let mut bodies: HashMap<_, _> = self
            .find::<trail_body::Entity>()
            .filter(trail_body::Column::Id.is_in(ids))
            .all(self.door.tx())
            .await?
            .into_iter()
            .map(|row| (row.id, Body { salt: row.salt, text: row.body }))
            .collect();
        let last = rows.last().map_or(seq, |row| row.seq);
        let anchors = self.anchors_between(seq, last).await?;
        let entries = rows
            .into_iter()
            .map(|row| {
                let body = bodies.remove(&row.id);
                (row.into(), body)
            })
            .collect();
        Ok(Stretch { head: (head.seq, head.hash), entries, anchors })
    }
}

impl Store {
    /// Walks the whole trail of an organisation: every entry, its body, and every anchor.
    ///
    /// # Errors
    /// The outer when the database fails, the inner at the first entry that does not fit.
    pub async fn check_trail(&self, tenancy: &Tenancy) -> Result<std::result::Result<Report, Fault>> {
        let org = self.read_again(tenancy).await?;
        let keys = org.trail_keys().await?;
        let furthest = org.last_anchor().await?.map_or(0, |anchor| anchor.seq);
        org.close().await?;
        let walked = self.walk(tenancy, Chain::new(tenancy.org().0), &keys).await?;
        Ok(walked.and_then(|(chain, head)| {
            // What an anchor was signed for was there.
            if furthest > chain.head().0 {
                return Err(Fault { seq: chain.head().0 + 1, why: Why::OtherEnd });
            }
            chain.end(head.0, &head.1)
        }))
    }

    /// Walks what came after the last anchor.
    pub(super) async fn walk_on(
        &self,
        tenancy: &Tenancy,
        anchor: Option<&Anchor>,
    ) -> Result<std::result::Result<Chain, Fault>> {
        let org = tenancy.org().0;
        let chain =
            anchor.map_or_else(|| Chain::new(org), |anchor| Chain::after(org, anchor.seq, &anchor.hash));
        let walked = self.walk(tenancy, chain, &[]).await?;
        Ok(walked.and_then(|(chain, head)| {
            if chain.head().0 < head.0 {
                return Err(Fault { seq: chain.head().0 + 1, why: Why::OtherEnd });
            }
            chain.is_whole()?;
            Ok(chain)
        }))
    }

    async fn walk(
        &self,
        tenancy: &Tenancy,
        mut chain: Chain,
        keys: &[PublicKey],
    ) -> Result<std::result::Result<(Chain, (i64, Vec<u8>)), Fault>> {
        loop {
            let org = self.read_again(tenancy).await?;
            let stretch = org.trail_after(chain.head().0).await?;
            org.close().await?;
            if stretch.entries.is_empty() {
                return Ok(Ok((chain, stretch.head)));
            }
            if let Err(fault) = stretch.join(&mut chain, keys) {
                return Ok(Err(fault));
            }
        }
    }
}
