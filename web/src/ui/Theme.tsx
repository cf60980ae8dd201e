import { type CSSVariablesResolver, createTheme, MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { nonce } from "~/lib/nonce.ts";
import { m } from "~/paraglide/messages.js";

const close = { "aria-label": m.close() };
const sans = '"Inter Variable", system-ui, "Segoe UI", Roboto, sans-serif';

const theme = createTheme({
  colors: {
    accent: [
      "#eef3fb",
      "#dce6f6",
      "#b8cdec",
      "#93b2e2",
      "#7ba3e3",
      "#557fc9",
      "#3c69b5",
      "#2a569f",
      "#2f5dab",
      "#173a75",
    ],
    dark: [
      "#e4e6eb",
      "#c5c9d2",
      "#a3a9b6",
      "#727a89",
      "#3a414e",
      "#2c313b",
      "#1f232a",
      "#16181d",
      "#121418",
      "#0c0d10",
    ],
  },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  defaultRadius: 6,
  respectReducedMotion: true,
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: "620" },
  cursorType: "pointer",
  components: {
    Modal: { defaultProps: { closeButtonProps: close } },
    Drawer: { defaultProps: { closeButtonProps: close } },
    // An element that takes the focus and is no item has no place in a menu; the first item takes it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    ModalHeader: { defaultProps: { component: "div" } },
    DrawerHeader: { defaultProps: { component: "div" } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": m.dismiss() } } },
    CloseButton: { defaultProps: close },
  },
});

/** Mantine's own light-variant, dimmed and error colours miss WCAG AA; these meet it. */
const readable: CSSVariablesResolver = ({ colors }) => {
  const light: Record<string, string> = {
    "--mantine-color-text": "#1b1f27",
    "--mantine-color-dimmed": "#565d6b",
    "--mantine-color-placeholder": "#626977",
    "--mantine-color-error": "#b02a22",
    "--mantine-color-default-border": "#c9ccd3",
  };
  const dark: Record<string, string> = {
    "--mantine-color-dimmed": "#a3a9b6",
    "--mantine-color-placeholder": "#a3a9b6",
    "--mantine-color-error": "#ff958b",
  };
  for (const [name, shades] of Object.entries(colors)) {
    light[`--mantine-color-${name}-light-color`] = `color-mix(in srgb, ${shades[9]}, black 35%)`;
    dark[`--mantine-color-${name}-light-color`] = shades[2];
  }
  return { variables: {}, light, dark };
};

export function Theme({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={readable}
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}
