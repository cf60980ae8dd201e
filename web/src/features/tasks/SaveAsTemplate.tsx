import { Button, Modal } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Organisation, Task } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { templateOf } from "./templates.ts";

const TemplateForm = lazy(() =>
  import("./TemplateForm.tsx").then(({ TemplateForm }) => ({ default: TemplateForm })),
);

/** Makes a template of a task, looked over before it is kept. */
export function SaveAsTemplate({ organisation, task }: { organisation: Organisation; task: Task }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setOpen(true)}>
        {m.template_from_task()}
      </Button>
      <Modal opened={open} onClose={close} title={m.template_from_task()} size="lg">
        <Suspense fallback={<LoadingLines lines={6} />}>
          <TemplateForm
            organisation={organisation}
            start={templateOf(task)}
            onClose={close}
            onSaved={({ title }) => {
              close();
              notifySaved(m.template_made({ title }));
            }}
          />
        </Suspense>
      </Modal>
    </>
  );
}
