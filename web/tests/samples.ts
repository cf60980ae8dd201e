import type { Control, Home, Organisation, Person, Session, Task } from "~/api/client.ts";

const ada = { id: "0190-ada", name: "Ada Lovelace" };

export const session: Session = {
  account: { id: "0190-account", name: ada.name, address: "ada@example.org" },
  organisations: [{ slug: "acme", name: "Acme", roles: ["owner"] }],
  environment: "test",
};

const actions = [
  "adopt_standard",
  "read_people",
  "manage_people",
  "read_controls",
  "revise_control",
  "read_tasks",
  "create_task",
  "revise_task",
  "work_task",
  "review_task",
  "read_deliveries",
  "read_history",
  "read_connections",
  "manage_connections",
  "share_task",
];

export const organisation: Organisation = {
  id: "0190-acme",
  slug: "acme",
  name: "Acme",
  zone: "Europe/Berlin",
  country: "DE",
  today: "2026-11-24",
  adopted: { standard: "iso42001", catalogue_version: "1.0.0", adopted_at: "2026-11-01T08:00:00.000Z" },
  me: {
    person_id: ada.id,
    name: ada.name,
    roles: ["owner"],
    permissions: Object.fromEntries(actions.map((action) => [action, "all" as const])),
  },
};

export const grace: Person = {
  id: "0190-grace",
  name: "Grace Hopper",
  address: "grace@example.org",
  roles: ["contributor"],
  active: true,
  has_account: true,
  invited_until: null,
  zone: "Europe/London",
  manager: ada,
  version: 5,
  history: [{ role: "contributor", from: "2026-11-02", until: null }],
  open_work: 0,
};

export const adaAsPerson: Person = {
  ...grace,
  ...ada,
  address: "ada@example.org",
  roles: ["owner"],
  zone: "Europe/Berlin",
  manager: null,
  version: 1,
  history: [{ role: "owner", from: "2026-11-01", until: null }],
};

const item = { id: "0190-a622", reference: "A.2.2", title: "AI policy" };

export const control: Control = {
  ...item,
  kind: "control",
  area: "A.2",
  area_title: "Policies related to AI",
  status: "in_progress",
  owner: ada,
  due: "2026-12-03",
  open_tasks: 0,
  version: 4,
  summary: "There is a policy for AI.",
  guidance: "Keep it short.",
  evidence: ["Approved policy", "Minutes of the approval"],
  audit_questions: ["Who approved it?"],
  related: [],
  owner_role: "Top management",
  excludable: true,
  tasks: [],
  possible: ["implemented"],
};

export const home: Home = {
  adopted: true,
  progress: {
    total: 70,
    by_status: { not_started: 60, planned: 3, in_progress: 2, implemented: 4, verified: 1 },
  },
  areas: [
    {
      kind: "control",
      area: "A.2",
      title: "Policies related to AI",
      items: [{ ...item, status: "in_progress" }],
    },
  ],
  tasks: { open: 1, overdue: 0, due_soon: 0, mine_open: 1 },
  due: [],
  mine: [],
};

export const task: Task = {
  id: "0190-task",
  reference: "TSK-12",
  title: "Write the policy",
  state: "in_progress",
  priority: "normal",
  due: "2026-12-03",
  overdue: false,
  owner: ada,
  control: item,
  reviewer: null,
  items_done: 0,
  items: 0,
  recurs: false,
  version: 3,
  updated_at: "2026-11-20T08:00:00.000Z",
  description: "",
  expected_evidence: "- Approved policy",
  evidence_required: true,
  evidence_note: null,
  evidence_url: null,
  created_at: "2026-11-20T08:00:00.000Z",
  created_by: ada,
  possible: ["submit", "cancel"],
  cancel_reason: null,
  completed_at: null,
  checklist: [],
  recurrence: null,
  repeats: null,
  repeated_by: null,
};
