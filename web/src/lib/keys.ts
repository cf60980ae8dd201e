import { useHotkeys, useLocalStorage } from "@mantine/hooks";

/** Single-key shortcuts can be switched off, for people whose input device triggers them by accident. */
export function useKeysOn() {
  return useLocalStorage({ key: "single-keys", defaultValue: true, getInitialValueInEffect: false });
}

/** The key that makes shortcuts of others, as it is written on this machine. */
export const modifier = () => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl");

/** Shortcuts of one key, silent inside fields and while a dialog is open. */
export function useSingleKeys(keys: Record<string, () => void>) {
  const [on] = useKeysOn();
  useHotkeys(
    Object.entries(keys).map(([key, act]) => [
      key,
      () => {
        if (on && !document.querySelector("[role=dialog],[role=menu]")) act();
      },
      { preventDefault: true, usePhysicalKeys: false },
    ]),
  );
}

/** Moves the focus to the next (or previous) row link of the page's list. */
export function focusRow(step: 1 | -1) {
  const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
  const row = document.activeElement?.closest("tr");
  const at = links.findIndex((link) => link === document.activeElement || row?.contains(link));
  const target = at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step;
  links[target]?.focus();
}

/** The row that has the focus, by its id: on its link, or on its box. */
export const focusedRow = () =>
  document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-row-link]")?.dataset.rowId ?? null;

/** Gives a row the focus, as soon as it can have it; the page's heading where the list does not have it. */
export function focusRowOf(id: string) {
  requestAnimationFrame(() => {
    const link = document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`);
    (link ?? document.querySelector<HTMLElement>("h1"))?.focus();
  });
}
