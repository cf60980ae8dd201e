import AxeBuilder from "@axe-core/playwright";
import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Answers that the browser reports as errors of its own: that nobody is signed in yet, and that somebody else saved first.
 */
function isExpected(message: ConsoleMessage): boolean {
  const asked = message.text().includes("401") && message.location().url.endsWith("/api/v1/session");
  return asked || message.text().includes("412 (Precondition Failed)");
}

/** Every test fails when the page wrote an error, threw one or broke its own security policy. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const seen: string[] = [];
      page.on("console", (message) => {
        const policy = message.text().includes("Content Security Policy");
        if ((message.type() === "error" || policy) && !isExpected(message)) {
          seen.push(`${message.text().slice(0, 300)} (${message.location().url})`);
        }
      });
      page.on("pageerror", (error) => seen.push(error.message));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
        });
      });
      await use(seen);
      expect(seen, "console errors, page errors and policy violations").toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * Checks the page as it stands against WCAG 2.2 AA. What is on it is the same in both schemes: all of it is asked in the
 * light, and what depends on colours in the dark as well.
 */
export async function checkAccess(page: Page, name: string) {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    // Colours are measured after the last transition has ended.
    await page.waitForTimeout(400);
    const axe = new AxeBuilder({ page });
    const asked =
      colorScheme === "light" ? axe.withTags(rules) : axe.withRules(["color-contrast", "link-in-text-block"]);
    const { violations } = await asked.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

export { expect };
