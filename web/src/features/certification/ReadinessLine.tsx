import { Button, Group, Modal, SegmentedControl, Stack, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Organisation, PhaseName, Readiness, ReadinessItem, SaidName } from "~/api/client.ts";
import { dayOf, formatDate } from "~/lib/dates.ts";
import { controlStatuses } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import classes from "./Readiness.module.css";
import { saidLooks, shownLooks, useSaying } from "./readiness.ts";

interface Props {
  organisation: Organisation;
  certification: string;
  phase: PhaseName;
  item: ReadinessItem;
  editable: boolean;
}

/** One thing that is asked for: what shows it, one click away, and what somebody says of it. */
export function ReadinessLine({ organisation, certification, phase, item, editable }: Props) {
  const org = organisation.slug;
  const [asking, setAsking] = useState(false);
  const look = item.said ? saidLooks[item.said] : shownLooks[item.shown];
  return (
    <li className={classes.item} data-ready={item.ready || undefined}>
      <div className={classes.line}>
        <span>{item.text}</span>
        <StateMark look={look} />
      </div>
      <ul className={classes.controls}>
        {item.controls.map((one) => (
          <li key={one.id}>
            <Link to="/o/$org/controls/$id" params={{ org, id: one.id }} title={one.title}>
              {one.reference}
            </Link>{" "}
            <span className={text.soft}>{controlStatuses[one.status].label()}</span>
          </li>
        ))}
        {editable && (
          <li>
            <Button variant="subtle" size="compact-xs" onClick={() => setAsking(true)}>
              {m.said_otherwise()}
            </Button>
          </li>
        )}
      </ul>
      {item.contradicted && <p className={classes.against}>{m.said_contradicted()}</p>}
      {item.note && <p className={classes.note}>{item.note}</p>}
      {item.said_by && item.said_at && (
        <p className={text.soft}>
          {m.said_by_on({
            name: item.said_by.name,
            date: formatDate(dayOf(item.said_at, organisation.zone)),
          })}
        </p>
      )}
      {asking && (
        <SayDialog
          organisation={organisation}
          certification={certification}
          phase={phase}
          item={item}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

type DialogProps = Omit<Props, "editable"> & { onClose: () => void };

function SayDialog({ organisation, certification, phase, item, onClose }: DialogProps) {
  const [said, setSaid] = useState<SaidName | "nothing">(item.said ?? "nothing");
  const say = useSaying(organisation.slug, certification, phase);
  const words = m.said_saved({ item: item.text });
  return (
    <Modal opened onClose={onClose} title={item.text}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
          const before = { said: item.said, note: item.note };
          const body = said === "nothing" ? { said: null, note: "" } : { said, note };
          const onSuccess = (after: Readiness) => {
            onClose();
            const version = after.items.find(({ id }) => id === item.id)?.version ?? 0;
            notifySaved(words, () =>
              say.mutateAsync({ item: item.id, version, body: before }).then(() => words),
            );
          };
          say.mutate({ item: item.id, version: item.version, body }, { onSuccess });
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={say.error} />
          <SegmentedControl
            aria-label={m.said_label()}
            value={said}
            onChange={(value) => setSaid(value as SaidName | "nothing")}
            orientation="vertical"
            data={[
              { value: "nothing", label: m.said_nothing() },
              ...(Object.keys(saidLooks) as SaidName[]).map((value) => ({
                value,
                label: saidLooks[value].label(),
              })),
            ]}
          />
          {said !== "nothing" && (
            <Textarea
              name="note"
              label={m.said_note()}
              autosize
              minRows={2}
              maxLength={2000}
              defaultValue={item.note}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={say.isPending}>
              {m.save()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
