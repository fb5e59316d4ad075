/** One process entry for all commands: the first word names the command, the rest is its own. See each `<command>.entry.ts`. */
const ENTRIES: Readonly<Record<string, () => Promise<unknown>>> = {
  scribe: () => import('./scribe.entry.ts'),
  codes: () => import('./codes.entry.ts'),
  terminology: () => import('./terminology.entry.ts'),
  models: () => import('./models.entry.ts'),
  push: () => import('./push.entry.ts'),
  capsule: () => import('./capsule.entry.ts'),
};

const [command = ''] = process.argv.splice(2, 1);
const load = Object.hasOwn(ENTRIES, command) ? ENTRIES[command] : undefined;
if (load) await load();
else {
  process.stderr.write(`usage: npm run -s ${Object.keys(ENTRIES).join(' | ')}\n`);
  process.exitCode = 2;
}
export {};
