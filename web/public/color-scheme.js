// Runs before the first paint, so that a dark page never flashes white.
(() => {
  let stored = "auto";
  try {
    stored = localStorage.getItem("mantine-color-scheme-value") || "auto";
  } catch {
    // Storage may be forbidden; the system's scheme is used then.
  }
  const dark = stored === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : stored === "dark";
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
