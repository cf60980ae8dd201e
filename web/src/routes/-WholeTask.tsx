import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Elsewhere } from "~/features/connections/Elsewhere.tsx";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { EvidencePanel } from "~/features/evidence/EvidencePanel.tsx";
import { History } from "~/features/history/History.tsx";
import { Links } from "~/features/links/Links.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { PutOff } from "~/features/reviews/PutOff.tsx";
import { taskQuery } from "~/features/tasks/queries.ts";
import { TaskPage } from "~/features/tasks/TaskPage.tsx";
import { m } from "~/paraglide/messages.js";

type Tab = "reminders" | "history";

interface Props {
  org: string;
  id: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

/** A task with what every feature has to say about it: on its page, or beside a list. */
export function WholeTask({ org, id, tab, onTab }: Props) {
  const organisation = useOrganisation(org);
  const { data: task } = useSuspenseQuery(taskQuery(org, id));
  return (
    <TaskPage
      key={id}
      org={org}
      id={id}
      tab={tab}
      onTab={onTab}
      conversation={<Conversation organisation={organisation} subject={id} />}
      files={<EvidencePanel organisation={organisation} subject={id} owner={task.owner?.id ?? null} />}
      links={
        <Links
          organisation={organisation}
          thing={{ id, kind: "task", owner: task.owner?.id ?? null }}
          known={task.control ? [task.control.id] : []}
          none={m.links_none()}
        />
      }
      elsewhere={<Elsewhere organisation={organisation} task={task} />}
      putOff={<PutOff organisation={organisation} id={id} kind="task" due={task.due ?? null} />}
      history={(zone) => <History org={org} subject="tasks" id={id} zone={zone} />}
    />
  );
}

export function TaskBeside({ org, id }: { org: string; id: string }) {
  const [tab, setTab] = useState<Tab>("reminders");
  return <WholeTask org={org} id={id} tab={tab} onTab={setTab} />;
}
