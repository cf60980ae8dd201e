import { Kbd, Modal, Switch, Table } from "@mantine/core";
import { useDisclosure, useWindowEvent } from "@mantine/hooks";
import { modifier, useKeysOn, useSingleKeys } from "~/lib/keys.ts";
import { m } from "~/paraglide/messages.js";

const OPEN = "open-key-help";

/** Opens the list of keys from anywhere, for people who do not know `?`. */
export const openKeyHelp = () => window.dispatchEvent(new Event(OPEN));

const keys: [string[], () => string][] = [
  [[modifier(), "K"], m.key_find],
  [["j"], m.key_next],
  [["k"], m.key_previous],
  [["Enter"], m.key_open],
  [["x"], m.key_choose],
  [["e"], m.key_edit],
  [["a"], m.key_assign],
  [["Esc"], m.key_close],
  [["Ctrl", "Z"], m.key_undo],
  [["/"], m.key_search],
  [["n"], m.key_new],
  [["?"], m.key_help],
];

export function KeyHelp() {
  const [opened, { open, close }] = useDisclosure();
  const [on, setOn] = useKeysOn();
  useSingleKeys({ "shift+?": open, "?": open });
  useWindowEvent(OPEN, open);
  return (
    <Modal opened={opened} onClose={close} title={m.keys_title()}>
      <Table withRowBorders={false}>
        <Table.Tbody>
          {keys.map(([names, words]) => (
            <Table.Tr key={names.join()}>
              <Table.Td w={90}>
                {names.map((name) => (
                  <Kbd key={name}>{name}</Kbd>
                ))}
              </Table.Td>
              <Table.Td>{words()}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label={m.keys_on()}
        description={m.keys_on_why()}
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Modal>
  );
}
