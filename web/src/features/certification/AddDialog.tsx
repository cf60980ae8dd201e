import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useAdding } from "./changes.ts";

/** What is to be certified, and by whom if that is known. */
export function AddDialog({ org, onClose }: { org: string; onClose: () => void }) {
  const add = useAdding(org, onClose);
  const errors = fieldErrors(add.error);
  return (
    <Modal opened onClose={onClose} title={m.certification_add()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const read = (name: string) => String(form.get(name) ?? "").trim();
          add.mutate({
            title: read("title"),
            standard: read("standard"),
            scope: read("scope"),
            body: read("body"),
          });
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={add.error} />
          <TextInput
            name="title"
            label={m.title()}
            description={m.certification_title_why()}
            required
            withAsterisk={false}
            maxLength={200}
            error={errors.title}
            data-autofocus
          />
          <TextInput
            name="standard"
            label={m.certification_standard()}
            defaultValue="ISO/IEC 42001:2023"
            required
            withAsterisk={false}
            maxLength={100}
            error={errors.standard}
          />
          <TextInput
            name="body"
            label={m.certification_body()}
            description={m.certification_body_why()}
            maxLength={200}
            error={errors.body}
          />
          <Textarea
            name="scope"
            label={m.certification_scope()}
            description={m.certification_scope_why()}
            autosize
            minRows={3}
            maxLength={2000}
            error={errors.scope}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {m.certification_add()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
