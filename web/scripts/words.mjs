// Paraglide only warns when its plug-in is not found and then writes no messages; this fails instead.
import { readFileSync } from "node:fs";

const { $schema: _, ...messages } = JSON.parse(readFileSync("messages/en.json", "utf8"));
const compiled = await import("../src/paraglide/messages.js");
const missing = Object.keys(messages).filter((key) => typeof compiled.m[key] !== "function");
const sources = readFileSync("src/paraglide/messages/_index.js", "utf8");
if (missing.length > 0 || Object.keys(messages).length === 0 || sources.length === 0) {
  console.error(`messages without a function: ${missing.join(", ") || "all of them"}`);
  process.exit(1);
}
console.log(`${Object.keys(messages).length} messages compiled`);
