import { Anchor, Button, Group, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, type Mirror, type Organisation, type Task } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { deliveryStates, humanise } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Section } from "~/ui/Page.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import { MirrorTrouble, useRetry } from "./MirrorTrouble.tsx";
import { mirrorsQuery } from "./queries.ts";

/** Where the task stands elsewhere: where it went, what came back, and what to do about what did not work. */
export function Elsewhere({ organisation, task }: { organisation: Organisation; task: Task }) {
  const { slug: org, me, zone } = organisation;
  const mirrors = useQuery(mirrorsQuery(org, task.id));
  const queryClient = useQueryClient();
  const share = useMutation({
    mutationFn: (id: string) =>
      answer(
        client.POST("/api/v1/o/{org}/connections/{id}/tasks", {
          params: { path: { org, id } },
          body: { tasks: [task.id] },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
  if (mirrors.isPending) return <LoadingLines lines={2} />;
  if (mirrors.isError) return <FailureNotice error={mirrors.error} onRetry={() => mirrors.refetch()} />;
  const { items, elsewhere } = mirrors.data;
  const shares = may(me, "share_task", task.owner?.id ?? null) && elsewhere.length > 0;
  if (items.length === 0 && !shares) return null;
  return (
    <Section
      title={m.elsewhere()}
      aside={
        shares && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="subtle" size="compact-sm" loading={share.isPending}>
                {m.send_to()}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {elsewhere.map((one) => (
                <Menu.Item key={one.id} onClick={() => share.mutate(one.id)}>
                  {one.title}: {one.name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      <FailureNotice error={share.error} />
      {items.length === 0 && <p className={text.soft}>{m.elsewhere_none()}</p>}
      {items.map((mirror) => (
        <Place key={mirror.id} org={org} task={task} mirror={mirror} zone={zone} />
      ))}
    </Section>
  );
}

function Place({ org, task, mirror, zone }: { org: string; task: Task; mirror: Mirror; zone: string }) {
  const retry = useRetry(org);
  const stuck = mirror.state === "dead" || mirror.state === "uncertain" || mirror.gone !== null;
  const { key, url } = mirror;
  return (
    <div>
      <Group gap="sm">
        <span>{mirror.title}</span>
        {key && url && /^https?:\/\//.test(url) ? (
          <Anchor href={url} rel="noreferrer" target="_blank" underline="always">
            {key}
          </Anchor>
        ) : (
          <StateMark look={deliveryStates[mirror.state]} />
        )}
        {mirror.status && !mirror.gone && <span className={text.soft}>{mirror.status}</span>}
        {mirror.synced_at && (
          <span className={text.soft}>{m.mirror_synced({ at: formatInstant(mirror.synced_at, zone) })}</span>
        )}
        {stuck && (
          <Button
            variant="default"
            size="compact-sm"
            loading={retry.isPending}
            onClick={() => retry.mutate({ task: task.id, mirror: mirror.id })}
          >
            {mirror.gone ? m.mirror_make_again() : m.try_again()}
          </Button>
        )}
      </Group>
      <FailureNotice error={retry.error} />
      <MirrorTrouble mirror={mirror} />
      {mirror.notes.length > 0 && (
        <details>
          <summary className={text.soft}>{m.mirror_notes()}</summary>
          <ul className={text.soft}>
            {mirror.notes.map((note) => (
              <li key={`${note.at}${note.what}`}>
                {formatInstant(note.at, zone)} {note.direction === "in" ? "←" : "→"} {humanise(note.what)}{" "}
                {noteWords(note.detail)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function noteWords(detail: unknown): string {
  const { key, status, fields, why } = (detail ?? {}) as Record<string, unknown>;
  if (Array.isArray(fields)) return fields.map((one) => humanise(String(one))).join(", ");
  return String(key ?? status ?? why ?? "");
}
