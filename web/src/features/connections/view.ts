import type { Connection, ConnectionState } from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

export const connectionStates: Record<ConnectionState, Look> = {
  new: { label: m.connection_new, shape: "dot", tone: "blue" },
  active: { label: m.connection_active, shape: "full", tone: "green" },
  paused: { label: m.connection_paused, shape: "slash", tone: "grey" },
  needs_reconnect: { label: m.connection_needs_reconnect, shape: "alert", tone: "red" },
  disconnected: { label: m.connection_disconnected, shape: "empty", tone: "grey" },
};

export const rules = {
  by_hand: m.rule_by_hand,
  control_tasks: m.rule_control_tasks,
  every_task: m.rule_every_task,
} as const;

export type RuleName = keyof typeof rules;

/** Where issues go, as the API keeps it. */
export interface Chosen {
  kind: "issues";
  project: { id: string; name: string };
  project_key: string;
  issue_type: { id: string; name: string };
  fields: Record<string, unknown>;
  labels: string[];
  statuses: Record<string, string>;
  rule: RuleName;
}

/** Where messages go, as the API keeps it. */
interface Posted {
  kind: "messages";
  channel: { id: string; name: string };
  rule: RuleName;
  direct: boolean;
}

export const hearings = {
  nothing: m.hears_nothing,
  due: m.hears_due,
  every_step: m.hears_every_step,
} as const;

export type HearingName = keyof typeof hearings;

/** What is posted as cards, once somebody has chosen. */
export function cards(setup: unknown): { reminders: HearingName } | null {
  const found = setup as { kind?: string } | null;
  return found?.kind === "cards" ? (found as unknown as { reminders: HearingName }) : null;
}

/** The set-up of messages, once somebody has chosen one. */
export function posted(setup: unknown): Posted | null {
  const found = setup as { kind?: string } | null;
  return found?.kind === "messages" ? (found as Posted) : null;
}

/** The set-up, once somebody has chosen one. */
export function chosen(setup: unknown): Chosen | null {
  const found = setup as { kind?: string } | null;
  return found?.kind === "issues" ? (found as Chosen) : null;
}

/** Whether one can say who is who over there: where issues go, and the service can be asked. */
export const takesPeople = ({ state, setup }: Connection) =>
  chosen(setup) !== null && (state === "active" || state === "paused");
