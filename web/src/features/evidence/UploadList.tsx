import { Button, Group, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, useSyncExternalStore } from "react";
import type { Organisation } from "~/api/client.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { DescribeForm } from "./DescribeForm.tsx";
import classes from "./UploadList.module.css";
import { type Sending, uploads } from "./uploads.ts";
import { uploadWords } from "./words.ts";

function useUploads(place: string): Sending[] {
  const all = useSyncExternalStore(uploads.subscribe, uploads.all);
  return useMemo(() => all.filter((item) => item.place === place), [all, place]);
}

/** What is on its way to this place, and what has come of it. */
export function UploadList({ organisation, place }: { organisation: Organisation; place: string }) {
  const items = useUploads(place);
  return (
    <>
      {/* Told at each step, not at each per cent. */}
      <VisuallyHidden role="status">{items.map(stepWords).join(" ")}</VisuallyHidden>
      {items.length > 0 && (
        <ul className={classes.list} aria-label={m.uploads()}>
          {items.map((item) => (
            <UploadItem key={item.id} organisation={organisation} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

function stepWords({ name, state, made, error }: Sending): string {
  return {
    waiting: () => m.upload_waiting_for({ name }),
    sending: () => m.upload_sending_for({ name }),
    paused: () => m.upload_paused_for({ name }),
    adding: () => m.upload_adding_for({ name }),
    added: () => m.upload_added_for({ name, reference: made?.reference ?? "" }),
    failed: () => m.upload_failed_for({ name, why: uploadWords(error) }),
  }[state]();
}

const percent = ({ sent, size }: Sending) => (size > 0 ? Math.floor((sent / size) * 100) : 100);

function UploadItem({ organisation, item }: { organisation: Organisation; item: Sending }) {
  const [describing, setDescribing] = useState(false);
  const { id, name, size, state, made, error } = item;
  const org = organisation.slug;
  const moving = state === "sending" || state === "paused" || state === "waiting";
  return (
    <li className={classes.item} data-state={state}>
      <div className={classes.head}>
        <span className={classes.name}>{name}</span>
        <span className={classes.soft}>
          {moving ? m.upload_percent({ percent: percent(item), size: sizeWords(size) }) : sizeWords(size)}
        </span>
      </div>
      {moving && (
        <progress
          className={classes.progress}
          max={100}
          value={percent(item)}
          aria-label={m.upload_progress({ name })}
        />
      )}
      {state === "waiting" && <p className={classes.soft}>{m.upload_waiting()}</p>}
      {state === "adding" && <p className={classes.soft}>{m.upload_adding()}</p>}
      {state === "failed" && <p className={classes.failed}>{uploadWords(error)}</p>}
      {state === "added" && made && (
        <p className={classes.soft}>
          {m.upload_added()}{" "}
          <Link to="/o/$org/evidence/$id" params={{ org, id: made.id }}>
            {made.reference}
          </Link>
        </p>
      )}
      {describing && made ? (
        <DescribeForm organisation={organisation} id={made.id} onClose={() => setDescribing(false)} />
      ) : (
        <Group gap="xs">
          {state === "sending" && (
            <Step name={name} words={m.upload_pause()} onClick={() => uploads.pause(id)} />
          )}
          {state === "paused" && (
            <Step name={name} words={m.upload_go_on()} onClick={() => uploads.again(id)} />
          )}
          {state === "failed" && <Step name={name} words={m.try_again()} onClick={() => uploads.again(id)} />}
          {state === "added" && (
            <Step name={name} words={m.upload_describe()} onClick={() => setDescribing(true)} />
          )}
          {state !== "adding" && (
            <Step
              name={name}
              words={state === "added" ? m.upload_put_away() : m.cancel()}
              onClick={() => uploads.drop(id)}
            />
          )}
        </Group>
      )}
    </li>
  );
}

function Step({ name, words, onClick }: { name: string; words: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" aria-label={`${words}: ${name}`} onClick={onClick}>
      {words}
    </Button>
  );
}
