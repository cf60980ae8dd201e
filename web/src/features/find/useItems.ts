import { IconUser, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import type { Found, Organisation, Session } from "~/api/client.ts";
import { useCommands } from "./commands.ts";
import { type Item, matching, plain } from "./items.ts";
import { hrefOf, kinds } from "./kinds.ts";
import { useRecentQuery } from "./recent.ts";

interface Sources {
  organisation: Organisation;
  session: Session;
  asked: string;
  found: Found[];
}

/** The lines of the palette: what was found and what can be done; before anything is asked, what was opened lately. */
export function useItems({ organisation, session, asked, found }: Sources): Item[] {
  const { slug } = organisation;
  const here = useRouterState({ select: (state) => state.location.pathname });
  const recent = useQuery(useRecentQuery(organisation, here));
  const commands = useCommands(organisation, session).map((command): Item | null => {
    const label = asked === "" ? plain(command.label) : matching(command.label, asked);
    return label && { ...command, group: "commands", label };
  });
  const lately = (recent.data ?? []).map(
    ({ folder, id, title, reference, look }): Item => ({
      key: `recent-${id}`,
      group: "recent",
      label: plain(title),
      reference,
      look,
      href: hrefOf(slug, folder, id),
      ...(folder === "people" && { Icon: IconUser }),
    }),
  );
  const things = found.map((one): Item | null => {
    const kind = kinds[one.kind];
    return kind
      ? {
          key: one.id,
          group: one.kind === "person" || one.kind === "team" ? "people" : "things",
          label: one.title,
          reference: one.reference,
          look: kind.look(one.state),
          passage: one.passage,
          href: hrefOf(slug, kind.folder, one.id),
          ...(one.kind === "person" && { Icon: IconUser }),
          ...(one.kind === "team" && { Icon: IconUsers }),
        }
      : null;
  });
  const all = [...(asked === "" ? lately : things), ...commands].filter((item) => item !== null);
  // As they are shown: the arrows go from top to bottom.
  const order = ["recent", "things", "people", "commands"];
  return all.sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
}
