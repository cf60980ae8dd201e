import { Skeleton, VisuallyHidden } from "@mantine/core";
import { m } from "~/paraglide/messages.js";

const widths = ["92%", "78%", "85%", "64%", "88%", "71%", "80%", "59%"];

/** Grey lines where a page's text will be. */
export function LoadingPage() {
  return (
    <div role="status">
      <VisuallyHidden>{m.loading()}</VisuallyHidden>
      <Skeleton height={14} width={120} mb={12} />
      <Skeleton height={34} width="min(26rem, 80%)" mb={36} />
      <LoadingLines />
    </div>
  );
}

export function LoadingLines({ lines = 8 }: { lines?: number }) {
  return (
    <div aria-hidden="true">
      {widths.slice(0, lines).map((width) => (
        <Skeleton key={width} height={16} width={width} mb={18} />
      ))}
    </div>
  );
}
