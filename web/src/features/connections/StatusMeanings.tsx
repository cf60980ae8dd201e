import { Input, Select, SimpleGrid } from "@mantine/core";
import { m } from "~/paraglide/messages.js";

interface Props {
  statuses: { name: string; category: string }[];
  /** Meanings that differ from the service's own, by name. */
  value: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
}

const meanings = () => [
  { value: "new", label: m.task_state_open() },
  { value: "in_progress", label: m.task_state_in_progress() },
  { value: "done", label: m.task_state_done() },
];

/** What each status over there means for a task; only what differs from the service's own meaning is kept. */
export function StatusMeanings({ statuses, value, onChange }: Props) {
  if (statuses.length === 0) return null;
  const set = (name: string, own: string, next: string) => {
    const { [name]: _, ...others } = value;
    onChange(next === own ? others : { ...others, [name]: next });
  };
  return (
    <Input.Wrapper
      labelElement="div"
      role="group"
      aria-label={m.setup_statuses()}
      label={m.setup_statuses()}
      description={m.setup_statuses_why()}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="xs">
        {statuses.map(({ name, category }) => (
          <Select
            key={name}
            label={name}
            size="xs"
            data={meanings()}
            value={value[name] ?? category}
            allowDeselect={false}
            onChange={(next) => next && set(name, category, next)}
          />
        ))}
      </SimpleGrid>
    </Input.Wrapper>
  );
}
