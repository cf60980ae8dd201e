import type {
  Control,
  Home,
  MyTask,
  MyWork,
  NoticeChoices,
  Organisation,
  Person,
  Session,
  Task,
  Team,
} from "~/api/client.ts";

const ada = { id: "0190-ada", name: "Ada Lovelace" };

export const session: Session = {
  account: { id: "0190-account", name: ada.name, address: "ada@example.org" },
  organisations: [{ slug: "acme", name: "Acme", roles: ["owner"], suspended: false }],
  environment: "test",
  operator: false,
};

const actions = [
  "adopt_standard",
  "read_people",
  "manage_people",
  "read_controls",
  "revise_control",
  "verify_control",
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
    locale: "en-GB",
    pressing: 0,
  },
};

export const grace: Person = {
  id: "0190-grace",
  name: "Grace Hopper",
  address: "grace@example.org",
  roles: ["contributor"],
  active: true,
  erased_at: null,
  has_account: true,
  invited_until: null,
  zone: "Europe/London",
  manager: ada,
  teams: [],
  address_dead: false,
  locale: "en-GB",
  version: 5,
  history: [{ role: "contributor", from: "2026-11-02", until: null }],
  open_work: 0,
  address_trouble: null,
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
  lapses_on: null,
  lapsed_on: null,
  unproven: false,
  version: 4,
  implemented_by: null,
  verification: null,
  verify_every: null,
  notes: null,
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
      items: [
        {
          ...item,
          status: "in_progress",
          owner: ada,
          due: "2026-12-03",
          overdue: false,
          lapsed_on: null,
          unproven: false,
        },
        {
          id: "0190-a623",
          reference: "A.2.3",
          title: "Alignment with other policies",
          status: "implemented",
          owner: null,
          due: null,
          overdue: false,
          lapsed_on: "2026-11-20",
          unproven: true,
        },
      ],
    },
  ],
  gates: [
    { kind: "scope", count: 1, control: { id: "0190-43", reference: "4.3", title: "Scope" } },
    { kind: "unproven", count: 1, control: null },
    { kind: "tasks_overdue", count: 0, control: null },
  ],
  tasks: { open: 1, overdue: 0, due_soon: 0, mine_open: 1 },
  week: [],
  mine: [],
  lately: [],
  certification: null,
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
  teams: [],
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

export const myTask: MyTask = {
  id: task.id,
  reference: "TSK-12",
  title: "Read the policy",
  state: "open",
  priority: "normal",
  due: "2026-11-25",
  overdue: false,
  owner: ada,
  teams: [],
  control: null,
  version: 1,
  updated_at: "2026-11-20T08:00:00.000Z",
  items: 0,
  items_done: 0,
  recurs: false,
  reviewer: null,
  evidence_required: false,
};

export const myWork: MyWork = {
  groups: [{ group: "week", total: 1, items: [myTask] }],
  mentions: [],
  mentions_total: 0,
  running_out: [],
  running_out_total: 0,
  finished: [],
};

export const team: Team = {
  id: "0190-team",
  name: "Model operations",
  lead: ada,
  size: 2,
  archived: false,
  version: 1,
  members: [
    { ...ada, active: true },
    { id: grace.id, name: grace.name, active: true },
  ],
  created_at: "2026-11-20T08:00:00.000Z",
};

/** What Ada hears of: nothing chosen yet. */
export const choices: NoticeChoices = {
  topics: [
    {
      topic: "commented",
      in_app: { rhythm: "at_once", usual: "at_once", chosen: false, offered: ["at_once", "never"] },
      mail: {
        rhythm: "daily",
        usual: "daily",
        chosen: false,
        offered: ["at_once", "daily", "weekly", "never"],
      },
    },
    {
      topic: "reminders",
      in_app: { rhythm: "at_once", usual: "at_once", chosen: false, offered: [] },
      mail: { rhythm: "at_once", usual: "at_once", chosen: false, offered: [] },
    },
  ],
  hour: 8,
  weekday: 1,
  quiet_weekend: true,
  version: 1,
};

/** A thing that links are asked of. */
export const linkedOf = { id: "0190-task", kind: "task", reference: "TSK-12", title: "Write the policy" };
