import { ControlPage } from "~/features/controls/ControlPage.tsx";
import { Conversation } from "~/features/conversation/Conversation.tsx";
import { ControlEvidence } from "~/features/evidence/ControlEvidence.tsx";
import { History } from "~/features/history/History.tsx";
import { useOrganisation } from "~/features/organisation/queries.ts";
import { NewTask } from "~/features/tasks/NewTask.tsx";
import { TaskLines } from "~/features/tasks/TaskLines.tsx";
import { suggestion } from "~/features/tasks/view.ts";
import { m } from "~/paraglide/messages.js";

/** A control with what every feature has to say about it: on its page, or beside a list. */
export function WholeControl({ org, id }: { org: string; id: string }) {
  const organisation = useOrganisation(org);
  return (
    <ControlPage
      key={id}
      org={org}
      id={id}
      slots={{
        newTask: (control) => (
          <NewTask organisation={organisation} label={m.create_task()} suggested={suggestion(control)} />
        ),
        taskLines: (rows) => <TaskLines org={org} rows={rows} today={organisation.today} />,
        evidence: (control) => <ControlEvidence organisation={organisation} control={control} />,
        conversation: <Conversation organisation={organisation} subject={id} />,
        history: <History org={org} subject="controls" id={id} zone={organisation.zone} />,
      }}
    />
  );
}
