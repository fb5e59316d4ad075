import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type EndpointMode =
  | 'good'
  | 'slow'
  | 'garbage'
  | 'truncated'
  | 'refusal'
  | 'invented'
  | '500'
  | '401'
  | 'redirect'
  | 'endless'
  | 'no-schema'
  | 'no-format'
  | 'not-streaming'
  | 'wrong-ids'
  | 'filtered'
  | 'broken-off';

interface DraftLine {
  id: string;
  text: string;
}
interface Asked {
  sections: { key: string }[];
  draft: { key: string; sentences: DraftLine[] }[];
}

export interface ScriptedEndpoint {
  /** `http://127.0.0.1:PORT/v1` */
  readonly url: string;
  mode: EndpointMode;
  /** What came in, newest last. */
  readonly requests: { path: string; authorization: string | undefined; body: Record<string, unknown> }[];
  close(): Promise<void>;
}

/**
 * A language model without a model: it answers from what it was given, as its mode says. `good` gives back the draft's own lines, the first
 * of a section worded a little differently, as a model would.
 */
export async function startScriptedEndpoint(start: EndpointMode = 'good'): Promise<ScriptedEndpoint> {
  const requests: ScriptedEndpoint['requests'] = [];
  const open = new Set<NodeJS.Timeout>();
  const server = http.createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      requests.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
      answer(endpoint.mode, body, response, open);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: ScriptedEndpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    mode: start,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const timer of open) clearInterval(timer);
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return endpoint;
}

function answer(
  mode: EndpointMode,
  body: Record<string, unknown>,
  response: http.ServerResponse,
  open: Set<NodeJS.Timeout>,
): void {
  const format = (body['response_format'] as { type?: string } | undefined)?.type;
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (mode === '500') return json(500, { error: { message: 'You said: the patient has a cough' } });
  if (mode === '401') return json(401, { error: 'no' });
  if (mode === 'redirect') {
    response.writeHead(307, { location: 'http://127.0.0.1:9/v1/chat/completions' }).end();
    return;
  }
  if (mode === 'no-schema' && format === 'json_schema') return json(400, { error: 'unknown response_format' });
  if (mode === 'no-format' && format !== undefined) return json(422, { error: 'unknown field' });
  if (mode === 'slow') return;
  const whole = writeNote(mode, materialOf(body));
  if (mode === 'not-streaming')
    return json(200, { model: 'scripted-1', choices: [{ message: { content: whole }, finish_reason: 'stop' }] });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (choice: object): void => {
    response.write(`data: ${JSON.stringify({ model: 'scripted-1', choices: [choice] })}\n\n`);
  };
  if (mode === 'endless') {
    // For ever, and never the end of the object.
    send({ delta: { content: '{"sections":[{"key":"subjective","sentences":[{"text":"' } });
    const timer = setInterval(() => send({ delta: { content: 'and then '.repeat(200) } }), 1);
    open.add(timer);
    response.on('close', () => clearInterval(timer));
    return;
  }
  if (mode === 'filtered') {
    send({ delta: {}, finish_reason: 'content_filter' });
    response.end('data: [DONE]\n\n');
    return;
  }
  const parts = whole.match(/[\s\S]{1,40}/g) ?? [];
  if (mode === 'truncated' || mode === 'broken-off') {
    for (const part of parts.slice(0, Math.ceil(parts.length / 2))) send({ delta: { content: part } });
    if (mode === 'broken-off') {
      setTimeout(() => response.destroy(), 5);
      return;
    }
    send({ delta: {}, finish_reason: 'length' });
    response.end('data: [DONE]\n\n');
    return;
  }
  for (const part of parts) send({ delta: { content: part } });
  send({ delta: {}, finish_reason: 'stop' });
  response.end('data: [DONE]\n\n');
}

function materialOf(body: Record<string, unknown>): Asked {
  const messages = body['messages'] as { role: string; content: string }[];
  const last = messages.at(-1)!.content;
  return JSON.parse(last.slice(last.indexOf('{'))) as Asked;
}

/** What a model in this mode writes over the material. */
export function writeNote(mode: EndpointMode, { draft }: Asked): string {
  switch (mode) {
    case 'garbage':
      return 'The the the note note {of: the visit,, }';
    case 'refusal':
      return 'I’m sorry, but I can’t help with medical notes.';
    default:
  }
  const sections = draft.map(({ key, sentences }) => ({
    key,
    sentences: sentences.map(({ id, text }, i) => ({
      text: i === 0 && mode !== 'wrong-ids' ? text.replace(/^The patient reports/, 'Patient reports') : text,
      from: [mode === 'wrong-ids' ? `x${id}` : id],
    })),
  }));
  if (mode === 'invented') {
    const first = sections.find(({ sentences }) => sentences.length > 0);
    const from = first?.sentences[0]?.from ?? [];
    first?.sentences.push(
      { text: 'Takes oxycodone 80 mg three times a day.', from },
      { text: 'Informed consent was obtained.', from },
      { text: 'Heart with regular rate and rhythm, lungs clear to auscultation.', from },
      { text: 'Has a fever of 103.', from },
    );
  }
  return JSON.stringify({ sections });
}
