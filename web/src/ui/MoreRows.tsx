import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { m } from "~/paraglide/messages.js";

interface Props {
  shown: number;
  total: number;
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}

/** How much of a list is on the page, and the way to more of it. */
export function MoreRows({ shown, total, hasMore, loading, onMore }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  // Whoever nears the end of what is here finds more of it there; the button is for those who do not scroll.
  useEffect(() => {
    if (!hasMore || loading || !end.current || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      (seen) => seen.some((entry) => entry.isIntersecting) && more.current(),
      { rootMargin: "600px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasMore, loading]);
  return (
    <Group ref={end} justify="space-between" mt="md" mih={36}>
      <Text size="sm" c="dimmed" role="status" className="tabular">
        {m.rows_shown({ shown, total })}
      </Text>
      {hasMore && (
        <Button variant="default" loading={loading} onClick={onMore}>
          {m.show_more()}
        </Button>
      )}
    </Group>
  );
}
