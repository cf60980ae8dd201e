import type { MyTask, Organisation } from "~/api/client.ts";
import { addDays, formatDate } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import type { Act } from "./changes.ts";

interface Offer {
  label: string;
  act: Act;
  main?: boolean;
}

/** What two taps can do with a task, the likeliest first; what waits for a reviewer is opened instead. */
export function offers(task: MyTask, { me, today }: Organisation): Offer[] {
  if (task.state === "ready_for_review") return [];
  const all: Offer[] = [
    task.evidence_required
      ? { label: m.step_submit(), act: { step: "submit" }, main: true }
      : { label: m.work_finish(), act: { step: "complete" }, main: true },
  ];
  if (task.state === "open") all.push({ label: m.step_start(), act: { step: "start" } });
  const from = task.due && task.due > today ? task.due : today;
  for (const days of [1, 7]) {
    if (may(me, "revise_task", task.owner?.id)) {
      const due = addDays(from, days);
      all.push({ label: m.work_move_to({ date: formatDate(due) }), act: { due } });
    } else if (task.due) {
      const remind = addDays(today, days);
      all.push({ label: m.work_remind_on({ date: formatDate(remind) }), act: { remind } });
    }
  }
  return all;
}
