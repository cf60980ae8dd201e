/** Kills every worker as a machine's failure would, and answers when new ones run. */
export async function killWorkers(): Promise<void> {
  const answer = await fetch(`${process.env.LEVERS_URL}/kill-workers`, { method: "POST" });
  if (!answer.ok) throw new Error(`the workers were not killed: ${answer.status} ${await answer.text()}`);
}
