/** Everything that is reached from the roots by what each one imports, the roots among it. */
export function closure(importsOf: (one: string) => string[] | undefined, roots: string[]): Set<string> {
  const seen = new Set<string>();
  const queue = [...roots];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    queue.push(...(importsOf(one) ?? []));
  }
  return seen;
}
