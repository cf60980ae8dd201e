import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CatalogueModule } from "~/api/client.ts";
import { fieldErrors, placedErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import text from "~/ui/text.module.css";
import { useAddingModule } from "./changes.ts";
import { trainingCatalogueQuery } from "./queries.ts";
import classes from "./Training.module.css";

/** Begins a training from the catalogue, or an own one. Nobody is asked before it is approved. */
export function AddModule({ org, onClose }: { org: string; onClose: () => void }) {
  const [own, setOwn] = useState(false);
  const add = useAddingModule(org, onClose);
  const { data } = useQuery(trainingCatalogueQuery(org));
  return (
    <Modal opened onClose={onClose} title={m.module_add()} size="lg">
      <Stack gap="md">
        <FailureNotice error={add.error} />
        {own ? (
          <Own add={add} onBack={() => setOwn(false)} />
        ) : (
          <>
            <Group justify="space-between" align="center" wrap="nowrap">
              <p className={text.soft}>{m.module_catalogue_why()}</p>
              <Button variant="default" onClick={() => setOwn(true)} style={{ flex: "none" }}>
                {m.module_own()}
              </Button>
            </Group>
            <ul className={classes.catalogue}>
              {data?.items.map((entry) => (
                <Entry
                  key={entry.id}
                  entry={entry}
                  pending={add.isPending}
                  onAdd={() => add.mutate({ catalogue: entry.id })}
                />
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Modal>
  );
}

interface EntryProps {
  entry: CatalogueModule;
  pending: boolean;
  onAdd: () => void;
}

function Entry({ entry, pending, onAdd }: EntryProps) {
  return (
    <li className={classes.entry}>
      <div>
        <span className={classes.title}>{entry.title}</span>
        <span className={text.soft}>
          {m.module_entry({ minutes: entry.minutes, questions: entry.questions, months: entry.months })}
        </span>
      </div>
      <Button
        variant="default"
        size="compact-md"
        disabled={pending}
        onClick={onAdd}
        aria-label={m.module_use_named({ title: entry.title })}
      >
        {entry.module ? m.module_use_again() : m.module_use()}
      </Button>
    </li>
  );
}

function Own({ add, onBack }: { add: ReturnType<typeof useAddingModule>; onBack: () => void }) {
  const [errors, placed] = [fieldErrors(add.error), placedErrors(add.error)];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const read = (name: string) => String(form.get(name) ?? "").trim();
        add.mutate({ title: read("title"), text: { text: read("text"), attested: read("attested") } });
      }}
    >
      <Stack gap="sm">
        <TextInput
          name="title"
          label={m.module_title()}
          required
          withAsterisk={false}
          maxLength={200}
          error={errors.title}
          data-autofocus
        />
        <Textarea
          name="text"
          label={m.module_text()}
          description={m.module_text_why()}
          autosize
          minRows={6}
          maxRows={18}
          maxLength={50_000}
          error={placed["/text/text"]}
        />
        <Textarea
          name="attested"
          label={m.module_attested()}
          description={m.module_attested_why()}
          required
          withAsterisk={false}
          autosize
          minRows={2}
          maxLength={2_000}
          error={placed["/text/attested"]}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack}>
            {m.back()}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {m.module_add()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
