import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import type { AccreditedName } from "~/api/client.ts";
import { accreditations } from "~/lib/bodies.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { useAddingBody } from "./changes.ts";

/** What a body is called, and whether it may certify an AIMS; what else is known is written on its page. */
export function AddBody({ org, onClose }: { org: string; onClose: () => void }) {
  const add = useAddingBody(org, onClose);
  const errors = fieldErrors(add.error);
  return (
    <Modal opened onClose={onClose} title={m.body_add()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const read = (name: string) => String(form.get(name) ?? "").trim();
          add.mutate({
            name: read("name"),
            accredited: read("accredited") as AccreditedName,
            accreditation: read("accreditation"),
          });
        }}
      >
        <Stack gap="sm">
          <FailureNotice error={add.error} />
          <TextInput
            name="name"
            label={m.body_name()}
            required
            withAsterisk={false}
            maxLength={200}
            error={errors.name}
            data-autofocus
          />
          <NativeSelect
            name="accredited"
            label={m.body_accredited()}
            description={m.body_accredited_why()}
            data={(Object.keys(accreditations) as AccreditedName[]).map((value) => ({
              value,
              label: accreditations[value].label(),
            }))}
            defaultValue="unknown"
            error={errors.accredited}
          />
          <TextInput
            name="accreditation"
            label={m.body_accreditation()}
            description={m.body_accreditation_why()}
            maxLength={200}
            error={errors.accreditation}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {m.cancel()}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {m.body_add()}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
