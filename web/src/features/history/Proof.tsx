import { Button, Code } from "@mantine/core";
import { IconFileDownload, IconShieldCheck } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { TrailCheck } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { fetchFile, saveFile } from "~/lib/download.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import classes from "./Trail.module.css";
import { checkTrail, standingQuery } from "./trailQueries.ts";

/** How far the trail was signed, whether it holds, and the file with which anybody can see for themselves. */
export function Proof({ org, zone }: { org: string; zone: string }) {
  const standing = useQuery(standingQuery(org));
  const check = useMutation({ mutationFn: () => checkTrail(org) });
  const file = useMutation({
    mutationFn: () => fetchFile(`/api/v1/o/${encodeURIComponent(org)}/trail/file`),
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      notifySaved(m.export_done({ name }));
    },
  });
  const { anchor, entries, public_key: key } = standing.data ?? {};
  return (
    <section className={classes.proof} aria-label={m.trail_proof()}>
      <p className={classes.signed}>
        {standing.isSuccess &&
          (anchor
            ? m.trail_anchored({ seq: anchor.seq, entries: entries ?? 0, at: formatInstant(anchor.at, zone) })
            : m.trail_not_anchored())}
      </p>
      <div className={classes.steps}>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden="true" />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {m.trail_check()}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileDownload size={16} aria-hidden="true" />}
          loading={file.isPending}
          onClick={() => file.mutate()}
        >
          {m.trail_file()}
        </Button>
      </div>
      <FailureNotice error={standing.error} onRetry={() => standing.refetch()} />
      <FailureNotice error={check.error ?? file.error} />
      <div aria-live="polite">{check.data && <Found check={check.data} />}</div>
      {key && (
        <details className={classes.key}>
          <summary>{m.trail_key()}</summary>
          <Code>{key}</Code>
        </details>
      )}
    </section>
  );
}

function Found({ check }: { check: TrailCheck }) {
  const { holds, entries, anchors, erased, broken_at: seq, why } = check;
  if (!holds) {
    return (
      <Notice tone="red" title={m.trail_broken({ seq: seq ?? 0 })}>
        <p>{m.trail_broken_text({ why: sentence(why ?? "") })}</p>
      </Notice>
    );
  }
  return (
    <p className={classes.holds}>
      <IconShieldCheck size={18} aria-hidden="true" /> <strong>{m.trail_holds()}.</strong>{" "}
      {m.trail_holds_text({ entries: entries ?? 0, anchors: anchors ?? 0 })}{" "}
      {erased ? m.trail_holds_erased({ count: erased }) : null}
    </p>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
