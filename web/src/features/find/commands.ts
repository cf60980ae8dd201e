import { useMantineColorScheme } from "@mantine/core";
import {
  IconApi,
  IconBook,
  IconDeviceDesktop,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconSwitchHorizontal,
  IconUpload,
  IconUserCircle,
  IconUserPlus,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { Organisation, Session } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { words } from "~/lib/problems.ts";
import { roomsFor } from "~/lib/rooms.ts";
import { useSignOut } from "~/lib/signOut.ts";
import { m } from "~/paraglide/messages.js";
import { openKeyHelp } from "~/ui/KeyHelp.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import type { Item } from "./items.ts";

type Command = Pick<Item, "Icon" | "href" | "run"> & { key: string; label: string };

const schemes = [
  { value: "light", label: m.scheme_light, Icon: IconSun },
  { value: "dark", label: m.scheme_dark, Icon: IconMoon },
  { value: "auto", label: m.scheme_auto, Icon: IconDeviceDesktop },
] as const;

/** What this person may do from anywhere, in the order in which it is offered. */
export function useCommands({ slug, me }: Organisation, session: Session): Command[] {
  const navigate = useNavigate();
  const leave = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const home = `/o/${slug}`;
  const commands: Command[] = [];
  if (may(me, "create_task")) {
    commands.push({ key: "new-task", label: m.new_task(), Icon: IconPlus, href: `${home}/tasks#new` });
  }
  if (me.permissions.add_evidence === "all") {
    const href = `${home}/evidence#new`;
    commands.push({ key: "new-evidence", label: m.upload_evidence(), Icon: IconUpload, href });
  }
  if (may(me, "manage_people")) {
    commands.push({
      key: "new-person",
      label: m.add_person(),
      Icon: IconUserPlus,
      href: `${home}/people#new`,
    });
  }
  for (const { to, label, Icon } of roomsFor(me)) {
    const href = to.replace("$org", slug);
    commands.push({ key: to, label: m.find_goto({ place: label() }), Icon, href });
  }
  if (may(me, "use_tokens")) {
    const href = `${home}/settings?section=tokens`;
    commands.push({ key: "tokens", label: m.find_goto({ place: m.settings_tokens() }), Icon: IconKey, href });
  }
  commands.push({
    key: "profile",
    label: m.find_goto({ place: m.profile() }),
    Icon: IconUserCircle,
    href: `${home}/profile`,
  });
  commands.push(
    { key: "docs", label: m.docs(), Icon: IconBook, run: () => location.assign("/docs") },
    { key: "api", label: m.api_reference(), Icon: IconApi, run: () => location.assign("/api/docs") },
  );
  if (session.organisations.length > 1) {
    commands.push({
      key: "switch",
      label: m.switch_organisation(),
      Icon: IconSwitchHorizontal,
      run: () => navigate({ to: "/", search: { choose: true } }),
    });
  }
  for (const { value, label, Icon } of schemes.filter(({ value }) => value !== colorScheme)) {
    const run = () => setColorScheme(value);
    commands.push({ key: `scheme-${value}`, label: m.find_scheme({ scheme: label() }), Icon, run });
  }
  commands.push(
    // Opened once the palette is away, or it would not be heard.
    { key: "keys", label: m.keys_title(), Icon: IconKeyboard, run: () => setTimeout(openKeyHelp) },
    {
      key: "sign-out",
      label: m.sign_out(),
      Icon: IconLogout,
      run: () => leave.mutate(undefined, { onError: (error) => notifySaved(words(error)) }),
    },
  );
  return commands;
}
