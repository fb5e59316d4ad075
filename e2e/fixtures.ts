import { AxeBuilder } from '@axe-core/playwright';
import type { Bundle } from '@medplum/fhirtypes';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from 'playwright/test';
import type { Page } from 'playwright/test';
import { startTestEhr } from '../src/main/hosts/test-ehr/start-test-ehr.ts';
import type { TestEhr } from '../src/main/hosts/test-ehr/start-test-ehr.ts';
import { REPO_ROOT } from './chromium.ts';
import { startHost } from './host-process.ts';
import type { HostProcess } from './host-process.ts';

export interface HostControl {
  /** The host that runs now. */
  readonly current: HostProcess;
  /** Opens the page of the current host by its one-time address, as a person does. */
  open(page: Page): Promise<void>;
  /** kill -9 in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Starts on the same profile again, after `kill` or a stop. */
  start(args?: readonly string[]): Promise<void>;
  /** The same, and opens the page by the new address. */
  restart(page: Page, args?: readonly string[]): Promise<void>;
}

interface Fixtures {
  /** A folder of this test's own, removed at its end. */
  folder: string;
  /** Starts a host of the test's own. Whatever still runs when the test ends, well or badly, is killed. */
  launch(args: readonly string[], env?: Record<string, string>): Promise<HostProcess>;
  /** Arguments for the host beside its profile and port, e.g. `['--demo']`; set by `test.use`. */
  hostArguments: readonly string[];
  host: HostControl;
  /** A FHIR server in this process that knows the sample's patient; it counts what arrives and can be told to fail. */
  ehr: TestEhr;
  /** A page that is in: the one-time address was opened, the app is shown. Fails the test on a script error or a breach of the page policy. */
  appPage: Page;
}

export const test = base.extend<Fixtures>({
  // Playwright reads a fixture's needs from its first argument, which must be a pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'chartside-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  launch: async ({}, use) => {
    const launched: HostProcess[] = [];
    await use(async (args, env) => {
      const host = await startHost(args, { env });
      launched.push(host);
      return host;
    });
    await Promise.all(launched.map((host) => host.kill()));
  },

  hostArguments: [[], { option: true }],

  host: async ({ folder, hostArguments, launch }, use) => {
    const start = (args: readonly string[]) =>
      launch(['--profile', path.join(folder, 'profile'), '--port', '0', ...args]);
    let current = await start(hostArguments);
    const control: HostControl = {
      get current() {
        return current;
      },
      open: (page) => openApp(page, current.url),
      kill: () => current.kill(),
      async start(args = hostArguments) {
        current = await start(args);
      },
      async restart(page, args = hostArguments) {
        await control.start(args);
        await openApp(page, current.url);
      },
    };
    await use(control);
  },

  ehr: async ({}, use) => {
    const seed = await readFile(path.join(REPO_ROOT, 'resources', 'sample-visit', 'context.json'), 'utf8');
    const ehr = await startTestEhr({ seed: JSON.parse(seed) as Bundle });
    await use(ehr);
    await ehr.close();
  },

  appPage: async ({ host, page }, use) => {
    const problems = collectProblems(page);
    await host.open(page);
    await use(page);
    expect(problems).toEqual([]);
  },
});

/** Goes through the one-time address and waits until it has led on to the app. */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForURL(`${new URL(url).origin}/`);
  await expect(page.locator('#root > :not(style)').first()).toBeVisible();
}

/** Script errors and breaches of the content security policy, as they happen. */
export function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) {
      problems.push(message.text());
    }
  });
  return problems;
}

/** WCAG 2.2 A and AA, by axe. Call it on every screen that a test comes to. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }));
  expect(found).toEqual([]);
}

export { expect };
