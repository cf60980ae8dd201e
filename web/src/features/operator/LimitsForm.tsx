import { Button, Group, NumberInput, Stack } from "@mantine/core";
import { useState } from "react";
import type { OperatedUsage } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useSteps } from "./changes.ts";
import classes from "./Operator.module.css";

const GIB = 1024 ** 3;

const number = (value: string | number) => (typeof value === "number" ? value : null);

/** How much the organisation may use; an empty field means what is usual here. */
export function LimitsForm({ organisation }: { organisation: OperatedUsage }) {
  const { most_people, most_file_bytes, usual_file_bytes } = organisation;
  const { limit } = useSteps(organisation);
  const [people, setPeople] = useState<string | number>(most_people ?? "");
  const [files, setFiles] = useState<string | number>(most_file_bytes == null ? "" : most_file_bytes / GIB);
  const errors = fieldErrors(limit.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const gib = number(files);
        const body = { people: number(people), file_bytes: gib === null ? null : Math.round(gib * GIB) };
        limit.mutate(body, { onSuccess: () => notifySaved(m.operator_limits_saved()) });
      }}
    >
      <p className={classes.why}>{m.operator_limits_why()}</p>
      <Stack gap="sm" maw={360}>
        <FailureNotice error={limit.error} />
        <NumberInput
          label={m.operator_limit_people()}
          description={m.operator_limit_people_why()}
          min={1}
          allowDecimal={false}
          value={people}
          onChange={setPeople}
          error={errors.people}
        />
        <NumberInput
          label={m.operator_limit_files()}
          description={m.operator_limit_files_why({ usual: sizeWords(usual_file_bytes) })}
          min={0}
          decimalScale={3}
          value={files}
          onChange={setFiles}
          error={errors.file_bytes}
        />
        <Group>
          <Button type="submit" loading={limit.isPending}>
            {m.operator_limits_save()}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
