//! A certification goes over to another body.

use crate::doors::OrgTx;
use crate::error::Result;
use crate::findings::FindingView;
use domain::certification::{Agreed, Certificate, Certification, Visit, VisitState};
use domain::id::{CertificationId, SubjectId, VisitId};

impl OrgTx {
    /// The certification that goes on with another body: what was held in the cycle was held for it, and what is open of what
    /// was found then is answered to it.
    pub(super) async fn go_over(
        &self,
        old: Certification,
        certificate: Certificate,
        to: &str,
    ) -> Result<CertificationId> {
        let (id, before) = (SubjectId(self.store.new_id()), old.id);
        let open = self.findings(before).await?.into_iter().filter(|one| one.finding.is_open());
        let open: Vec<_> = open.collect();
        let was_here = |visit: &&Visit| {
            visit.state == VisitState::Held || open.iter().any(|one| one.finding.visit == visit.id)
        };
        let anew = |visit: &Visit| (visit.id, Visit { id: VisitId(self.store.new_id()), ..visit.clone() });
        let visits: Vec<(VisitId, Visit)> = old.visits.iter().filter(was_here).map(anew).collect();
        let certification = Certification {
            id,
            body: to.to_owned(),
            number: String::new(),
            // Whom the organisation asked, it asked for the one that ends now; its rows stay there.
            quotations: Vec::new(),
            agreed: Agreed::default(),
            certificate,
            visits: visits.iter().map(|(_, visit)| visit.clone()).collect(),
            ..old
        };
        self.insert_certification(&certification).await?;
        for FindingView { finding, version, .. } in open {
            let visit = visits.iter().find(|(was, _)| *was == finding.visit);
            let visit = visit.map_or(finding.visit, |(_, visit)| visit.id);
            self.move_finding(finding, version, id, visit).await?;
        }
        Ok(id)
    }
}
