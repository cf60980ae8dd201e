import { useState } from "react";
import { ControlPage, type Tab } from "~/features/controls/ControlPage.tsx";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { ControlEvidence } from "~/features/evidence/ControlEvidence.tsx";
import { History } from "~/features/history/History.tsx";
import { Links } from "~/features/links/Links.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { Reminders } from "~/features/reviews/Reminders.tsx";
import { Reviews } from "~/features/reviews/Reviews.tsx";
import { NewTask } from "~/features/tasks/NewTask.tsx";
import { TaskLines } from "~/features/tasks/TaskLines.tsx";
import { suggestion } from "~/features/tasks/view.ts";
import { m } from "~/paraglide/messages.js";

interface Props {
  org: string;
  id: string;
  tab: Tab;
  onTab: (tab: Tab) => void;
}

/** A control with what every feature has to say about it: on its page, or beside a list. */
export function WholeControl({ org, id, tab, onTab }: Props) {
  const organisation = useOrganisation(org);
  return (
    <ControlPage
      key={id}
      org={org}
      id={id}
      tab={tab}
      onTab={onTab}
      slots={{
        newTask: (control) => (
          <NewTask organisation={organisation} label={m.create_task()} suggested={suggestion(control)} />
        ),
        taskLines: (rows) => <TaskLines org={org} rows={rows} today={organisation.today} />,
        linkedTasks: (control) => (
          <Links
            organisation={organisation}
            thing={{ id, kind: control.kind, owner: control.owner?.id ?? null }}
            known={control.tasks.map((task) => task.id)}
          />
        ),
        evidence: (control) => <ControlEvidence organisation={organisation} control={control} />,
        reviews: (control) => <Reviews organisation={organisation} id={id} reference={control.reference} />,
        reminders: <Reminders organisation={organisation} id={id} />,
        conversation: <Conversation organisation={organisation} subject={id} />,
        history: <History org={org} subject="controls" id={id} zone={organisation.zone} />,
      }}
    />
  );
}

export function ControlBeside({ org, id }: { org: string; id: string }) {
  const [tab, setTab] = useState<Tab>("overview");
  return <WholeControl org={org} id={id} tab={tab} onTab={setTab} />;
}
