import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Organisation, SavedView } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";

interface Props {
  view: SavedView;
  me: Organisation["me"];
  onRename: () => void;
  onShare: (shared: boolean) => void;
  onDefault: (chosen: boolean) => void;
  onRemove: () => void;
}

/** What can be done with the view that is open. */
export function ViewSteps({ view, me, onRename, onShare, onDefault, onRemove }: Props) {
  const shares = may(me, "share_view");
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="md" aria-label={m.view_steps({ name: view.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onDefault(!view.default)}>
          {view.default ? m.view_default_stop() : m.view_default_begin()}
        </Menu.Item>
        {view.changeable && <Menu.Item onClick={onRename}>{m.view_rename()}</Menu.Item>}
        {view.changeable && view.shared && (
          <Menu.Item onClick={() => onShare(false)}>{m.view_share_stop()}</Menu.Item>
        )}
        {view.changeable && !view.shared && shares && (
          <Menu.Item onClick={() => onShare(true)}>{m.view_share()}</Menu.Item>
        )}
        {view.changeable && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onRemove}>
              {view.shared ? m.view_remove_for_all() : m.view_remove()}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
