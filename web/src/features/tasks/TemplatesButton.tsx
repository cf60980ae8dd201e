import { Button, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { LoadingLines } from "~/ui/Loading.tsx";

const Templates = lazy(() => import("./Templates.tsx").then(({ Templates }) => ({ default: Templates })));

/** The organisation's templates, beside the list that is filled from them. */
export function TemplatesButton({ organisation }: { organisation: Organisation }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open}>
        {m.templates()}
      </Button>
      <Drawer opened={opened} onClose={close} position="right" size={620} title={m.templates()}>
        <Suspense fallback={<LoadingLines />}>
          <Templates organisation={organisation} />
        </Suspense>
      </Drawer>
    </>
  );
}
