import { Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconCheck,
  IconChevronUp,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconSwitchHorizontal,
  IconUserCircle,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { Organisation, Session } from "~/api/client.ts";
import { words } from "~/lib/problems.ts";
import { useSignOut } from "~/lib/signOut.ts";
import { m } from "~/paraglide/messages.js";
import { Face } from "~/ui/Face.tsx";
import { openKeyHelp } from "~/ui/KeyHelp.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import classes from "./AccountMenu.module.css";

const schemes = [
  { value: "light", label: m.scheme_light, Icon: IconSun },
  { value: "dark", label: m.scheme_dark, Icon: IconMoon },
  { value: "auto", label: m.scheme_auto, Icon: IconDeviceDesktop },
] as const;

interface Props {
  session: Session;
  organisation: Organisation;
}

export function AccountMenu({ session, organisation }: Props) {
  const navigate = useNavigate();
  const leave = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { account, organisations, operator } = session;
  // What the organisation calls one, which the profile can change.
  const { name } = organisation.me;
  return (
    <Menu position="top-start" width={220} withinPortal>
      <Menu.Target>
        <button type="button" className={classes.account} aria-label={m.account_menu({ name })}>
          <Face person={{ id: organisation.me.person_id, name }} size={28} />
          <span className={classes.words}>
            <span className={classes.name}>{name}</span>
            <span className={classes.address}>{account.address}</span>
          </span>
          <IconChevronUp size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserCircle size={16} />}
          onClick={() => navigate({ to: "/o/$org/profile", params: { org: organisation.slug } })}
        >
          {m.profile()}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{m.appearance()}</Menu.Label>
        {schemes.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={16} />}
            rightSection={colorScheme === value && <IconCheck size={14} />}
            onClick={() => setColorScheme(value)}
          >
            {label()}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/docs" pl={38}>
          {m.docs()}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs" pl={38}>
          {m.api_reference()}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openKeyHelp}>
          {m.keys_title()}
        </Menu.Item>
        {(organisations.length > 1 || operator) && (
          <Menu.Item
            leftSection={<IconSwitchHorizontal size={16} />}
            onClick={() => navigate({ to: "/", search: { choose: true } })}
          >
            {m.switch_organisation()}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => leave.mutate(undefined, { onError: (error) => notifySaved(words(error)) })}
        >
          {m.sign_out()}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
