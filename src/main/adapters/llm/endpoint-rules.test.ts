import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { DraftingPolicy } from './drafting-policy.ts';
import { post } from './endpoint-http.ts';
import { endpointRules } from './endpoint-rules.ts';
import { startScriptedEndpoint } from './scripted-endpoint.fixture.ts';

const clinic = DraftingPolicy.parse({
  endpoints: [
    { url: 'https://llm.clinic.example/v1' },
    { url: 'http://10.20.0.7:8000', allowHttp: true },
    { url: 'https://cloud.example/v1', addresses: ['203.0.113.0/24', '2001:db8::/32'] },
  ],
});
const codeOf = (url: string, policy = {}): string => {
  try {
    endpointRules(url, policy);
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('where text of a visit may go', () => {
  it.each([
    'http://127.0.0.1:11434/v1',
    'http://localhost:8080/v1',
    'http://[::1]:8080/v1',
    'https://127.0.0.1/v1',
    'http://127.1:1/v1',
    'http://0x7f.0.0.1/v1',
  ])('without a policy: %s, for it is this machine', (url) => expect(codeOf(url)).toBe('allowed'));

  it.each([
    'https://api.example.com/v1',
    'http://10.0.0.5:11434/v1',
    'http://192.168.1.2/v1',
    'http://localhost.example.com/v1',
    'http://127.0.0.1.example.com/v1',
    'http://0.0.0.0:11434/v1',
    'http://[::ffff:10.0.0.5]/v1',
    'http://user:key@127.0.0.1/v1',
    'http://127.0.0.1/v1?key=1',
    'http://127.0.0.1/v1#x',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'not an address',
  ])('without a policy never: %s', (url) => expect(codeOf(url)).toBe('network.address'));

  it('with a policy: what it lists, to the letter of scheme, host, port and path', () => {
    expect(codeOf('https://llm.clinic.example/v1', clinic)).toBe('allowed');
    expect(codeOf('https://llm.clinic.example/v1/deep', clinic)).toBe('allowed');
    expect(codeOf('http://10.20.0.7:8000/v1', clinic)).toBe('allowed');
    for (const url of [
      'https://llm.clinic.example/v10',
      'https://llm.clinic.example/',
      'https://llm.clinic.example:8443/v1',
      'http://llm.clinic.example/v1',
      'https://evil.llm.clinic.example/v1',
      'http://10.20.0.8:8000/v1',
    ])
      expect(codeOf(url, clinic)).toBe('network.address');
  });

  it('no plain http over a network unless the policy says so', () => {
    const policy = DraftingPolicy.parse({ endpoints: [{ url: 'http://llm.clinic.example/v1' }] });
    expect(codeOf('http://llm.clinic.example/v1', policy)).toBe('network.insecure');
  });

  it('not even this machine where the policy forbids it', () => {
    expect(codeOf('http://127.0.0.1:11434/v1', { loopback: false })).toBe('network.address');
  });

  it('a name may lead to private addresses, or to those that the policy names', () => {
    const { allows } = endpointRules('https://llm.clinic.example/v1', clinic);
    expect(['10.1.2.3', '172.31.0.1', '192.168.4.4', 'fd00::1'].map(allows)).toEqual([true, true, true, true]);
    expect(['8.8.8.8', '169.254.169.254', '172.32.0.1', '127.0.0.1', '2001:db8::1', 'x'].map(allows)).toEqual(
      Array(6).fill(false),
    );
    const cloud = endpointRules('https://cloud.example/v1', clinic);
    expect(['203.0.113.9', '2001:db8::9', '10.1.2.3'].map(cloud.allows)).toEqual([true, true, false]);
  });
});

describe('a connection', () => {
  const leadsTo =
    (...addresses: string[]) =>
    (_host: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );

  it('is made to exactly the address that was checked, never to another that the name leads to', async () => {
    const server = await startScriptedEndpoint();
    try {
      const { port } = new URL(server.url);
      const url = `http://llm.clinic.example:${port}/v1`;
      const policy = DraftingPolicy.parse({ endpoints: [{ url, allowHttp: true, addresses: ['127.0.0.1'] }] });
      const send = (...addresses: string[]) =>
        post({
          rules: endpointRules(url, policy),
          path: 'chat/completions',
          body: '{"messages":[{"content":"{\\"draft\\":[]}"}]}',
          idleMs: 5_000,
          lookup: leadsTo(...addresses),
        });
      const answer = await send('127.0.0.1');
      expect(answer.status).toBe(200);
      answer.discard();
      // One address outside makes the whole name a trap.
      await expect(send('127.0.0.1', '203.0.113.5')).rejects.toMatchObject({ code: 'network.address' });
      await expect(send('169.254.169.254')).rejects.toMatchObject({ code: 'network.address' });
      await expect(send()).rejects.toMatchObject({ code: 'network.address' });
      expect(server.requests).toHaveLength(1);
    } finally {
      await server.close();
    }
  });

  it('does not go through a proxy of the environment', async () => {
    const server = await startScriptedEndpoint();
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
    process.env['NODE_USE_ENV_PROXY'] = '1';
    try {
      const answer = await post({
        rules: endpointRules(server.url, {}),
        path: 'chat/completions',
        body: '{"messages":[{"content":"{\\"draft\\":[]}"}]}',
        idleMs: 5_000,
      });
      expect(answer.status).toBe(200);
      answer.discard();
    } finally {
      delete process.env['HTTP_PROXY'];
      delete process.env['NODE_USE_ENV_PROXY'];
      await server.close();
    }
  });
});
