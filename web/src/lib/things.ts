import type {
  AssignmentStateName,
  CertificateState,
  ControlStatus,
  EvidenceState,
  FindingStateName,
  ModuleStateName,
  TaskState,
} from "~/api/client.ts";
import { bodyAside } from "./bodies.ts";
import { certificateStates } from "./certification.ts";
import { findingStates } from "./findings.ts";
import { controlStatuses, evidenceStates, type Look, taskStates } from "./states.ts";
import { assignmentStates, moduleStates } from "./training.ts";

/** What is known of a thing wherever it is named. */
export interface Thing {
  id: string;
  kind: string;
  reference: string;
  title: string;
}

type Page =
  | "/o/$org/tasks/$id"
  | "/o/$org/controls/$id"
  | "/o/$org/evidence/$id"
  | "/o/$org/certifications/$id"
  | "/o/$org/findings/$id"
  | "/o/$org/bodies/$id"
  | "/o/$org/training/$id"
  | "/o/$org/training/assignments/$id"
  | "/o/$org/connections/$id";

const pages: Record<string, Page> = {
  task: "/o/$org/tasks/$id",
  control: "/o/$org/controls/$id",
  requirement: "/o/$org/controls/$id",
  evidence: "/o/$org/evidence/$id",
  certification: "/o/$org/certifications/$id",
  finding: "/o/$org/findings/$id",
  body: "/o/$org/bodies/$id",
  module: "/o/$org/training/$id",
  assignment: "/o/$org/training/assignments/$id",
  connection: "/o/$org/connections/$id",
};

/** Where a thing of a kind is shown; some kinds have no page. */
export const pageOf = (kind: string): Page | undefined => pages[kind];

/** Where a thing of a kind stands, by word, shape and colour. */
export function thingLook(kind: string, state: string): Look | undefined {
  if (kind === "task") return taskStates[state as TaskState];
  if (kind === "certification") return certificateStates[state as CertificateState];
  if (kind === "finding") return findingStates[state as FindingStateName];
  if (kind === "module") return moduleStates[state as ModuleStateName];
  if (kind === "assignment") return assignmentStates[state as AssignmentStateName];
  if (kind === "body") return state === "aside" ? bodyAside : undefined;
  if (kind === "evidence") return evidenceStates[state as EvidenceState];
  return controlStatuses[state as ControlStatus];
}
