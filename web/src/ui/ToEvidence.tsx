import { Button } from "@mantine/core";
import { isFailure } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";

/** The way from a step that was refused for want of evidence to where evidence is added. */
export function ToEvidence({ error }: { error: unknown }) {
  if (!isFailure(error) || error.reason !== "evidence_missing") return null;
  const go = () => {
    const panel = document.querySelector<HTMLElement>("[data-evidence]");
    panel?.scrollIntoView({ block: "center" });
    panel?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  };
  return (
    <Button size="xs" variant="default" onClick={go}>
      {m.to_evidence()}
    </Button>
  );
}
