import type { QueryClient } from "@tanstack/react-query";
import type {
  CertificateState,
  ControlStatus,
  EvidenceState,
  FindingStateName,
  ModuleStateName,
  TaskState,
} from "~/api/client.ts";
import { bodyAside } from "~/lib/bodies.ts";
import { certificateStates } from "~/lib/certification.ts";
import { findingStates } from "~/lib/findings.ts";
import { controlStatuses, evidenceStates, type Look, taskStates } from "~/lib/states.ts";
import { moduleStates } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { bodyQuery } from "../bodies/queries.ts";
import { certificationQuery, findingQuery } from "../certification/queries.ts";
import { controlQuery } from "../controls/queries.ts";
import { evidenceQuery } from "../evidence/queries.ts";
import { personQuery } from "../people/queries.ts";
import { taskQuery } from "../tasks/queries.ts";
import { teamQuery } from "../teams/queries.ts";
import { moduleQuery } from "../training/queries.ts";

/** Where the pages of a kind are, and what it says of itself once it is known. */
interface KindOf {
  folder:
    | "tasks"
    | "controls"
    | "evidence"
    | "certifications"
    | "findings"
    | "bodies"
    | "training"
    | "people"
    | "teams";
  look: (state: string) => Look | undefined;
}

const left: Look = { label: m.account_left, shape: "slash", tone: "grey" };

const archived: Look = { label: m.team_archived, shape: "slash", tone: "grey" };

const control: KindOf = { folder: "controls", look: (state) => controlStatuses[state as ControlStatus] };

/** A new noun joins here; what the server finds of another kind is not shown. */
export const kinds: Record<string, KindOf> = {
  task: { folder: "tasks", look: (state) => taskStates[state as TaskState] },
  control,
  requirement: control,
  evidence: { folder: "evidence", look: (state) => evidenceStates[state as EvidenceState] },
  certification: {
    folder: "certifications",
    look: (state) => certificateStates[state as CertificateState],
  },
  finding: { folder: "findings", look: (state) => findingStates[state as FindingStateName] },
  body: { folder: "bodies", look: (state) => (state === "aside" ? bodyAside : undefined) },
  module: { folder: "training", look: (state) => moduleStates[state as ModuleStateName] },
  team: { folder: "teams", look: (state) => (state === "archived" ? archived : undefined) },
  person: { folder: "people", look: (state) => (state === "left" ? left : undefined) },
};

export interface Known {
  reference: string | null;
  title: string;
  look: Look | undefined;
}

/** How a thing that was opened before is called today; it fails where it may no longer be seen. */
export const readers: Record<
  KindOf["folder"],
  (client: QueryClient, org: string, id: string) => Promise<Known>
> = {
  tasks: async (client, org, id) => {
    const task = await client.ensureQueryData(taskQuery(org, id));
    return { reference: task.reference, title: task.title, look: taskStates[task.state] };
  },
  controls: async (client, org, id) => {
    const control = await client.ensureQueryData(controlQuery(org, id));
    return { reference: control.reference, title: control.title, look: controlStatuses[control.status] };
  },
  evidence: async (client, org, id) => {
    const evidence = await client.ensureQueryData(evidenceQuery(org, id));
    return {
      reference: evidence.reference,
      title: evidence.title,
      look: evidenceStates[evidence.state],
    };
  },
  certifications: async (client, org, id) => {
    const one = await client.ensureQueryData(certificationQuery(org, id));
    return { reference: one.reference, title: one.title, look: certificateStates[one.state] };
  },
  findings: async (client, org, id) => {
    const one = await client.ensureQueryData(findingQuery(org, id));
    return { reference: one.reference, title: one.title, look: findingStates[one.state] };
  },
  bodies: async (client, org, id) => {
    const one = await client.ensureQueryData(bodyQuery(org, id));
    return { reference: one.reference, title: one.name, look: one.aside ? bodyAside : undefined };
  },
  training: async (client, org, id) => {
    const one = await client.ensureQueryData(moduleQuery(org, id));
    return { reference: one.reference, title: one.title, look: moduleStates[one.state] };
  },
  teams: async (client, org, id) => {
    const team = await client.ensureQueryData(teamQuery(org, id));
    return { reference: null, title: team.name, look: team.archived ? archived : undefined };
  },
  people: async (client, org, id) => {
    const person = await client.ensureQueryData(personQuery(org, id));
    return { reference: null, title: person.name, look: person.active ? undefined : left };
  },
};

/** Where something of a kind opens; a team has no page of its own. */
export const hrefOf = (org: string, folder: KindOf["folder"], id: string) =>
  folder === "teams" ? `/o/${org}/people?show=teams&open=${id}` : `/o/${org}/${folder}/${id}`;

export type Folder = KindOf["folder"];
