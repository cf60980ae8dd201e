import { useState } from "react";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { EvidencePage, type Tab } from "~/features/evidence/EvidencePage.tsx";
import { History } from "~/features/history/History.tsx";
import { Links } from "~/features/links/Links.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { m } from "~/paraglide/messages.js";

interface Props {
  org: string;
  id: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

/** Evidence with what every feature has to say about it: on its page, or beside a list. */
export function WholeEvidence({ org, id, tab, onTab }: Props) {
  const organisation = useOrganisation(org);
  return (
    <EvidencePage
      key={id}
      org={org}
      id={id}
      tab={tab}
      onTab={onTab}
      conversation={<Conversation organisation={organisation} subject={id} />}
      tasks={(evidence) => (
        <Links
          organisation={organisation}
          thing={{ id, kind: "evidence", owner: evidence.owner?.id ?? null }}
          none={m.links_none_evidence()}
        />
      )}
      history={(zone) => <History org={org} subject="evidence" id={id} zone={zone} />}
    />
  );
}

export function EvidenceBeside({ org, id }: { org: string; id: string }) {
  const [tab, setTab] = useState<Tab>("versions");
  return <WholeEvidence org={org} id={id} tab={tab} onTab={setTab} />;
}
