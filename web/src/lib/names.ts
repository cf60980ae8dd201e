import type {
  ControlStatus,
  DeliveryReason,
  DeliveryState,
  EvidenceState,
  ReviewOutcome,
  TaskState,
  WorkGroup,
} from "~/api/client.ts";

/** Every name once, in the order given here; the type tells when one is missing. */
const every = <T extends string>(names: Record<T, true>) => Object.keys(names) as T[];

// Without words: the address is read by these before any page's words are loaded.
export const controlStatusNames = every<ControlStatus>({
  not_started: true,
  planned: true,
  in_progress: true,
  implemented: true,
  verified: true,
});

/** The columns that each list can show, and those that it shows where nobody chose. */
export const taskColumnNames = [
  "reference",
  "title",
  "state",
  "owner",
  "due",
  "priority",
  "control",
  "checklist",
  "reviewer",
  "team",
  "updated",
];
export const taskColumnsAtFirst = taskColumnNames.slice(0, 6);
export const controlColumnNames = ["reference", "title", "status", "owner", "due", "tasks", "area"];
export const controlColumnsAtFirst = controlColumnNames.slice(0, 6);
export const peopleColumnNames = ["name", "address", "roles", "account", "team", "manager", "zone"];
export const peopleColumnsAtFirst = ["name", "address", "roles", "account", "manager"];

export const evidenceColumnNames = [
  "reference",
  "title",
  "state",
  "valid_until",
  "owner",
  "file",
  "links",
  "updated",
];
export const evidenceColumnsAtFirst = evidenceColumnNames.slice(0, 7);

export const reviewColumnNames = ["reference", "title", "due", "reviewer", "last", "outcome"];

export const reviewOutcomeNames = every<ReviewOutcome>({
  suitable: true,
  changes_needed: true,
  unsuitable: true,
});

export const evidenceStateNames = every<EvidenceState>({ current: true, withdrawn: true });

/** Where a task can stand among one's work. */
export const workGroupNames = every<WorkGroup>({
  review: true,
  handed_back: true,
  overdue: true,
  week: true,
  later: true,
  undated: true,
  handed_in: true,
});

/** What a date can be asked to be. */
export const whenNames = ["week", "month", "later", "none"] as const;

export const taskStateNames = every<TaskState>({
  open: true,
  in_progress: true,
  ready_for_review: true,
  done: true,
  cancelled: true,
});

export const deliveryReasonNames = every<DeliveryReason>({
  closed: true,
  reassigned: true,
  rescheduled: true,
  replaced: true,
  inactive: true,
  not_there: true,
  disconnected: true,
  unwanted: true,
  digested: true,
  read: true,
  removed: true,
  unseen: true,
  nothing_left: true,
  address_dead: true,
  delegated: true,
  over_most: true,
  not_heard: true,
});

export const deliveryStateNames = every<DeliveryState>({
  planned: true,
  sending: true,
  delivered: true,
  suppressed: true,
  dead: true,
  uncertain: true,
});
