import "@mantine/core/styles.css";
import "./ui/fonts.css";
import "./ui/app.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { nonce } from "~/lib/nonce.ts";
import { makeQueryClient } from "~/lib/query.ts";
import { Theme } from "~/ui/Theme.tsx";
import { makeRouter } from "./router.ts";

// Dialogs lock the page's scrolling with a style element of their own.
setNonce(nonce);

const queryClient = makeQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (!pathname.startsWith("/o/")) return;
  void router.navigate({ to: "/sign-in", search: { next: href } }).then(() => queryClient.clear());
});
const router = makeRouter(queryClient);

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Theme>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Theme>
    </StrictMode>,
  );
}
