import { Link } from "@tanstack/react-router";
import type { Gate } from "~/api/client.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { StateShape } from "~/ui/StateMark.tsx";
import classes from "./Gates.module.css";

const open: Look = { label: m.gate_open, shape: "check", tone: "green" };
const shut: Look = { label: m.gate_shut, shape: "alert", tone: "red" };

const words: Record<Gate["kind"], (count: number) => string> = {
  scope: (count) => (count > 0 ? m.gate_scope() : m.gate_scope_open()),
  policy: (count) => (count > 0 ? m.gate_policy() : m.gate_policy_open()),
  not_started: (count) => (count > 0 ? m.gate_not_started({ count }) : m.gate_not_started_open()),
  no_owner: (count) => (count > 0 ? m.gate_no_owner({ count }) : m.gate_no_owner_open()),
  unproven: (count) => (count > 0 ? m.gate_unproven({ count }) : m.gate_unproven_open()),
  lapsed: (count) => (count > 0 ? m.gate_lapsed({ count }) : m.gate_lapsed_open()),
  controls_overdue: (count) =>
    count > 0 ? m.gate_controls_overdue({ count }) : m.gate_controls_overdue_open(),
  tasks_overdue: (count) => (count > 0 ? m.gate_tasks_overdue({ count }) : m.gate_tasks_overdue_open()),
};

/** The list that counts exactly what stands in the way. */
const lists = {
  not_started: { status: "not_started" },
  no_owner: { owner: "none" },
  unproven: { unproven: true },
  lapsed: { lapsed: true },
  controls_overdue: { overdue: true },
} as const;

/** What would stop a certification today, the shut gates first; each leads to its cause. */
export function Gates({ org, gates }: { org: string; gates: Gate[] }) {
  const shutFirst = [...gates].sort((one, other) => Number(other.count > 0) - Number(one.count > 0));
  const shutOnes = gates.filter(({ count }) => count > 0).length;
  return (
    <section className={classes.gates} aria-label={m.gates_title()}>
      <h2 className={classes.title}>{m.gates_title()}</h2>
      <p className={classes.below}>{shutOnes > 0 ? m.gates_shut({ count: shutOnes }) : m.gates_all_open()}</p>
      <ul className={classes.list}>
        {shutFirst.map((gate) => (
          <li key={gate.kind}>
            <StateShape look={gate.count > 0 ? shut : open} />
            <Cause org={org} gate={gate} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cause({ org, gate }: { org: string; gate: Gate }) {
  const said = words[gate.kind](gate.count);
  const { kind, count, control } = gate;
  if (control) {
    return (
      <Link to="/o/$org/controls/$id" params={{ org, id: control.id }} data-open={count === 0}>
        {said}
      </Link>
    );
  }
  if (kind === "tasks_overdue") {
    return (
      <Link to="/o/$org/tasks" params={{ org }} search={{ overdue: true }} data-open={count === 0}>
        {said}
      </Link>
    );
  }
  if (kind === "scope" || kind === "policy") return <span>{said}</span>;
  return (
    <Link to="/o/$org/controls" params={{ org }} search={lists[kind]} data-open={count === 0}>
      {said}
    </Link>
  );
}
