import { Button, Group, Text } from "@mantine/core";
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
  return (
    <Group justify="space-between" mt="md" mih={36}>
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
