import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown, IconHome } from "@tabler/icons-react";
import type { SavedView } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import type { ListName } from "./queries.ts";
import classes from "./ViewBar.module.css";

interface Props {
  list: ListName;
  views: SavedView[];
  open: SavedView | null;
  /** What is shown is no longer what was saved. */
  changed: boolean;
  onOpen: (view: SavedView | null) => void;
}

const everything: Record<ListName, () => string> = {
  tasks: m.view_all_tasks,
  controls: m.view_all_controls,
  people: m.view_all_people,
  evidence: m.view_all_evidence,
};

/** The way from one view to another; the first is the whole list. */
export function ViewMenu({ list, views, open, changed, onOpen }: Props) {
  const name = open?.name ?? everything[list]();
  const item = (view: SavedView | null) => (
    <Menu.Item
      key={view?.id ?? "all"}
      aria-current={view?.id === open?.id ? "true" : undefined}
      leftSection={
        view?.id === open?.id ? <IconCheck size={14} aria-hidden="true" /> : <span style={{ width: 14 }} />
      }
      rightSection={view?.default ? <IconHome size={14} aria-label={m.view_is_default()} /> : undefined}
      onClick={() => onOpen(view)}
    >
      {view?.name ?? everything[list]()}
      {view && !view.mine && <div className={classes.whose}>{view.owner.name}</div>}
    </Menu.Item>
  );
  const own = views.filter((view) => view.mine && !view.shared);
  const shared = views.filter((view) => view.shared);
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          rightSection={<IconChevronDown size={16} aria-hidden="true" />}
          aria-label={m.view_open_now({ name: changed ? m.view_changed({ name }) : name })}
        >
          <span className={classes.name}>{changed ? m.view_changed({ name }) : name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflowY: "auto" }}>
        {item(null)}
        {own.length > 0 && <Menu.Label>{m.views_own()}</Menu.Label>}
        {own.map(item)}
        {shared.length > 0 && <Menu.Label>{m.views_shared()}</Menu.Label>}
        {shared.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}
